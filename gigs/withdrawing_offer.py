"""An offer that nobody has answered is withdrawn by its requester."""

from datetime import datetime

from gigs.contract import ContractState
from gigs.errors import OutOfOrder
from gigs.gig import Gig, GigState
from translation.catalogue import _


def can_withdraw_offer(gig: Gig) -> bool:
    """True while an offer is out that nobody has answered, as far as we know, and it is not being withdrawn yet."""
    out = (
        gig.contract is not None and gig.contract.state is ContractState.OFFERED and not gig.withdrawing_offer
    )
    return gig.state is GigState.HIRING and (out or gig.offers_on_site)


def begin_withdrawing(gig: Gig, at: datetime, reason: str = "") -> Gig:
    """The gig while the marketplace is asked to withdraw its offer. Raises OutOfOrder when none is unanswered."""
    if gig.state is not GigState.HIRING or gig.contract is None:
        raise OutOfOrder(_("Gig {number} has no offer to withdraw.").format(number=gig.number))
    if gig.contract.state is not ContractState.OFFERED:
        said = _("{freelancer} has already answered the offer.")
        raise OutOfOrder(said.format(freelancer=gig.contract.freelancer))
    changes = {"withdrawing_offer": True, "withdrawing_because": reason, "changed_at": at}
    return gig.model_copy(update=changes)


def stop_withdrawing(gig: Gig, at: datetime) -> Gig:
    """The gig whose offer could not be withdrawn: it is out as before."""
    return gig.model_copy(update={"withdrawing_offer": False, "withdrawing_because": "", "changed_at": at})
