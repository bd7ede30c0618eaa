"""A request for more money is withdrawn by its requester, as long as nobody has decided about it."""

from collections.abc import Sequence
from datetime import datetime

from gigs.approval import Approval, Ended, Purpose
from gigs.asking import no_longer_needed
from gigs.errors import OutOfOrder
from gigs.gig import Gig, GigState
from translation.catalogue import _


def can_withdraw_extension(gig: Gig) -> bool:
    """True while more money is asked for and every answer is still awaited."""
    return gig.state is GigState.ACTIVE and gig.extension is not None and not _is_decided(gig)


def withdraw_extension(gig: Gig, at: datetime, reason: str = "") -> Gig:
    """The gig at work with what was approved before. Raises OutOfOrder when it cannot be withdrawn."""
    if gig.state is not GigState.ACTIVE or gig.extension is None:
        said = _("Gig {number} isn’t asking for more money, so there is nothing to withdraw.")
        raise OutOfOrder(said.format(number=gig.number))
    if _is_decided(gig):
        said = _("Somebody has already decided about the extra {amount}.")
        raise OutOfOrder(said.format(amount=gig.extension.amount))
    return no_longer_needed(gig, at, reason).model_copy(update={"extension": None, "changed_at": at})


def was_withdrawn(asked: Sequence[Approval]) -> bool:
    """Whether these, who were asked together for more money, needn’t answer because it was withdrawn."""
    unasked = {Ended.NOT_NEEDED, Ended.HANDED_OVER}
    undecided = all(one.decision is None and one.ended in unasked for one in asked)
    return undecided and any(
        one.ended is Ended.NOT_NEEDED and one.purpose is Purpose.EXTENSION for one in asked
    )


def asked_for_extension(gig: Gig) -> list[Approval]:
    """Everybody who was asked about it in the gig's present revision."""
    return [one for one in gig.approvals if one.revision == gig.revision and one.purpose is Purpose.EXTENSION]


def _is_decided(gig: Gig) -> bool:
    return any(one.decision is not None for one in asked_for_extension(gig))
