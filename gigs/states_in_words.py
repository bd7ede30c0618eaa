"""Where a gig stands, as what is said after a colon: “… can’t be withdrawn any more: work is under way.”"""

from collections.abc import Mapping
from typing import Final

from gigs.gig import GigState
from translation.catalogue import N_, _

_WORDS: Final[Mapping[GigState, str]] = {
    GigState.DRAFT: N_("it’s a draft"),
    GigState.IN_APPROVAL: N_("it’s in approval"),
    GigState.CHANGES_ASKED: N_("changes were requested"),
    GigState.EXPIRED: N_("it has expired"),
    GigState.REJECTED: N_("it was rejected"),
    GigState.APPROVED: N_("it’s approved"),
    GigState.OFFERED_INSIDE: N_("it’s offered to colleagues"),
    GigState.INSIDE: N_("a colleague is working on it"),
    GigState.LISTED: N_("it’s listed"),
    GigState.REVIEWING: N_("proposals are in"),
    GigState.OFFER_IN_APPROVAL: N_("an offer is in approval"),
    GigState.HIRING: N_("a freelancer is being hired"),
    GigState.ACTIVE: N_("work is under way"),
    GigState.COMPLETED: N_("the work is completed"),
    GigState.CLOSED: N_("it’s closed"),
    GigState.CANCELLED: N_("it was withdrawn"),
}


def in_words(state: GigState) -> str:
    """This state as a clause, without a full stop."""
    return _(_WORDS[state])
