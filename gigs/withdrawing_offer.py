"""An offer that nobody has answered is taken back by its requester."""

from datetime import datetime

from gigs.contract import ContractState
from gigs.errors import OutOfOrder
from gigs.gig import Gig, GigState


def can_withdraw_offer(gig: Gig) -> bool:
    """True while an offer is out that nobody has answered, as far as we know, and it is not being taken back yet."""
    out = gig.contract is not None and gig.contract.state is ContractState.OFFERED and not gig.taking_back
    return gig.state is GigState.HIRING and (out or gig.offers_on_site)


def begin_withdrawing(gig: Gig, at: datetime) -> Gig:
    """The gig while the marketplace is asked to take its offer back. Raises OutOfOrder when none is unanswered."""
    if gig.state is not GigState.HIRING or gig.contract is None:
        raise OutOfOrder(f"Gig {gig.number} has no offer out that could be taken back.")
    if gig.contract.state is not ContractState.OFFERED:
        raise OutOfOrder(f"{gig.contract.freelancer} has answered the offer already.")
    return gig.model_copy(update={"taking_back": True, "changed_at": at})


def stop_withdrawing(gig: Gig, at: datetime) -> Gig:
    """The gig whose offer could not be taken back: it is out as before."""
    return gig.model_copy(update={"taking_back": False, "changed_at": at})
