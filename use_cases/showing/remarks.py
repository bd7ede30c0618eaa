"""What we add to a marketplace's proposal so that it can be compared: its price in the gig's currency, and hints."""

from collections.abc import Sequence

from gigs.gig import Gig
from gigs.money import Money
from gigs.proposal import GONE, Proposal
from policy.rates import Rates
from use_cases.permissions.remark import Remark
from use_cases.showing.likeness import hints


def remarks_on(gig: Gig, proposals: Sequence[Proposal], rates: Rates) -> tuple[Remark, ...]:
    """For those that can be compared and about which there is anything to say."""
    if gig.brief is None:
        return ()
    here = [one for one in proposals if one.status not in GONE]
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
