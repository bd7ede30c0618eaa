"""What whoever decides about an offer above the approved sum compares it with: the cheaper proposals there are."""

from collections.abc import Iterable

from gigs.brief import PriceType
from gigs.gig import Gig, GigState
from gigs.money import Money
from gigs.proposal import GONE, Proposal
from policy.rates import Rates
from use_cases.permissions.gig_page import OfferPage

CHEAPER = 3


def offers_compared(gig: Gig, proposals: Iterable[Proposal], rates: Rates) -> tuple[OfferPage, ...]:
    """The chosen one first, then at most so many that cost less and could be hired, the cheapest first.

    Nothing while no such offer waits for a yes, or where the chosen proposal isn't kept any more. A price in a
    currency without a rate can't be compared and is left out.
    """
    if gig.state is not GigState.OFFER_IN_APPROVAL or gig.choice is None:
        return ()
    known = list(proposals)
    chosen = next((one for one in known if one.id == gig.choice.proposal_id), None)
    if chosen is None:
        return ()
    found = [(worth, one) for one in known if (worth := _worth(gig, one, gig.choice.total, rates))]
    cheaper = sorted(
        ((worth.amount, one.id, one) for worth, one in found if gig.choice.total > worth),
        key=lambda each: each[:2],
    )
    return (
        _offer(chosen, gig.choice.total),
        *(_offer(one, _total(gig, one)) for _, _, one in cheaper[:CHEAPER]),
    )


def _worth(gig: Gig, one: Proposal, chosen: Money, rates: Rates) -> Money | None:
    """Its whole price in the chosen one's currency; None where it can't be hired or compared."""
    hours = gig.checked_brief.hours
    has_no_total = one.price_type is PriceType.HOURLY and hours is None
    if one.status in GONE or one.purged or has_no_total:
        return None
    return rates.convert(_total(gig, one), chosen.currency)


def _total(gig: Gig, one: Proposal) -> Money:
    return one.total(gig.checked_brief.hours)


def _offer(one: Proposal, total: Money) -> OfferPage:
    return OfferPage(freelancer=one.freelancer, total=total, rating=one.rating, jobs_done=one.jobs_done)
