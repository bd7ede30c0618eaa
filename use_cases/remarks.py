"""What we add to a marketplace's proposal so that it can be compared: its price in the gig's currency, and hints."""

from collections.abc import Sequence

from gigs.gig import Gig
from gigs.money import Money
from gigs.proposal import GONE, Proposal
from gigs.value import Value
from policy.rates import Rates
from use_cases.likeness import Hint, hints


class Remark(Value):
    """About one proposal: `about` is its whole price in the gig's currency, by the policy's rates; None where it is in
    that currency, or no rate is known.
    """

    proposal: str
    about: Money | None = None
    hint: Hint | None = None


def remarks_on(gig: Gig, proposals: Sequence[Proposal], rates: Rates) -> tuple[Remark, ...]:
    """For those that can be compared and about which there is anything to say."""
    if gig.brief is None:
        return ()
    here = [one for one in proposals if one.standing not in GONE]
    noticed = {hint.proposal: hint for hint in hints(here, gig.brief)}
    currency = (gig.approved or gig.brief.budget).currency
    found = [
        Remark(
            proposal=one.id,
            about=_about(one.total(gig.brief.hours), currency, rates),
            hint=noticed.get(one.id),
        )
        for one in here
    ]
    return tuple(one for one in found if one.about or one.hint)


def _about(total: Money, currency: str, rates: Rates) -> Money | None:
    return None if total.currency == currency else rates.convert(total, currency)
