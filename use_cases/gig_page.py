"""A gig as one person sees it: what every card is drawn from, in one read."""

from datetime import datetime

from gigs.gig import Gig
from gigs.history import Entry
from gigs.people import Person
from gigs.proposal import Proposal
from gigs.value import Value
from use_cases.authorize import Role, Verb, allowed, role_of
from use_cases.remarks import Remark

ADVICE = frozenset({"asked for advice", "gave advice"})
"""What approvers and colleagues say among themselves, in the words of the history."""


class GigPage(Value):
    """`viewer` None is the public face in a channel: nobody in particular, nothing allowed.

    `concerned` are then the Teams ids (29:…) of those whose client may ask for a view of their own. `updates` where the
    listing can be changed as it stands, `elsewhere` where there is another marketplace to move to. `remarks` are ours, on the proposals.
    """

    gig: Gig
    viewer: Person | None
    role: Role
    allowed: frozenset[Verb]
    history: tuple[Entry, ...]
    proposals: tuple[Proposal, ...]
    at: datetime
    concerned: tuple[str, ...] = ()
    people_picker: bool = False
    updates: bool = True
    elsewhere: bool = False
    remarks: tuple[Remark, ...] = ()


def page_for(
    viewer: Person | None,
    gig: Gig,
    history: tuple[Entry, ...],
    proposals: tuple[Proposal, ...],
    at: datetime,
    concerned: tuple[str, ...] = (),
) -> GigPage:
    """The page as this viewer may see it: no proposals for anybody but the requester."""
    role = role_of(viewer, gig) if viewer else Role.STRANGER
    can = allowed(viewer, gig) if viewer else frozenset()
    seen = proposals if Verb.REVIEW in can else ()
    if role is Role.REQUESTER:
        history = tuple(_without_advice(one) for one in history)
    return GigPage(
        gig=gig,
        viewer=viewer,
        role=role,
        allowed=can,
        history=history,
        proposals=seen,
        at=at,
        concerned=concerned,
    )


def _without_advice(one: Entry) -> Entry:
    """That approvers ask each other is no secret to a requester; what they say is."""
    return one.model_copy(update={"detail": ""}) if one.verb in ADVICE else one
