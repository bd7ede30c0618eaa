"""Whose turn it is and what happens next, in words: of every state, told to the requester or to anybody else."""

from typing import NamedTuple

from cards.kit.nodes import ContainerStyle
from gigs.gig import Gig, GigState
from translation.catalogue import N_

YOUR_MOVE = N_("Your move")
"""Shown as `_(YOUR_MOVE)`."""


class Ball(NamedTuple):
    """Whose turn it is, and what happens next. Both may hold names and are shown as text, never interpreted."""

    tone: ContainerStyle
    headline: str
    detail: str


_MINE: dict[GigState, Ball] = {
    GigState.DRAFT: Ball(
        "accent", YOUR_MOVE, N_("Finish the brief and preview it. Only you and your co-owners see a draft.")
    ),
    GigState.IN_APPROVAL: Ball(
        "emphasis",
        N_("Waiting for {approvers}"),
        N_("I’ll tell you as soon as there’s a decision. Nothing is public yet."),
    ),
    GigState.CHANGES_ASKED: Ball("warning", YOUR_MOVE, N_("Change the brief and submit it again.")),
    GigState.EXPIRED: Ball(
        "warning", YOUR_MOVE, N_("It expired. Submit it again as it is, or change it first. Nothing is lost.")
    ),
    GigState.REJECTED: Ball(
        "attention",
        N_("This gig ends here"),
        N_("“Start again from this” begins a new gig with the same brief."),
    ),
    GigState.APPROVED: Ball(
        "good", N_("Approved"), N_("I’m posting it to {market} now. You don’t need to do anything.")
    ),
    GigState.OFFERED_INSIDE: Ball(
        "emphasis",
        N_("Waiting for colleagues"),
        N_("If nobody takes it in time, I’ll post it to {market}. You don’t need to do anything."),
    ),
    GigState.INSIDE: Ball(
        "emphasis", N_("{colleague} is working on it"), N_("I’ll tell you when they say it’s done.")
    ),
    GigState.LISTED: Ball(
        "emphasis",
        N_("Waiting for freelancers"),
        N_("It’s on {market}. I’ll tell you when proposals arrive."),
    ),
    GigState.REVIEWING: Ball(
        "emphasis",
        N_("Waiting for freelancers"),
        N_("There are no proposals left to compare. I’ll tell you when more arrive."),
    ),
    GigState.OFFER_IN_APPROVAL: Ball(
        "emphasis",
        N_("Waiting for {approvers}"),
        N_("The offer to {freelancer} exceeds the approved amount. Only the difference needs approval."),
    ),
    GigState.HIRING: Ball(
        "emphasis",
        N_("Waiting for {freelancer}"),
        N_("The offer has been sent. Work starts once they accept it."),
    ),
    GigState.ACTIVE: Ball(
        "emphasis", N_("{freelancer} is working on it"), N_("I’ll tell you when something is handed in.")
    ),
    GigState.COMPLETED: Ball("accent", YOUR_MOVE, N_("The work is done. Rate it and close the gig.")),
    GigState.CLOSED: Ball(
        "good", N_("Done"), N_("There’s nothing left to do. Thank you for the lesson you shared.")
    ),
    GigState.CANCELLED: Ball(
        "emphasis", N_("Withdrawn"), N_("There’s nothing left to do. You can start again at any time.")
    ),
}

_WAITS_FOR_THE_FORMER = Ball(
    "emphasis", N_("Approved"), N_("I’ll post it to {market} once I know that the former listing is closed.")
)
_CHANGES_THE_LISTING = Ball("good", N_("Approved"), N_("I’m changing the listing on {market} now."))
_SENDING_OFFER = {
    True: Ball(
        "emphasis", N_("Hiring {freelancer}"), N_("I’m sending the offer. You don’t need to do anything.")
    ),
    False: Ball("emphasis", N_("Hiring a freelancer"), N_("An offer is being sent.")),
}
"""While hiring before the marketplace has the offer, by (told to the requester)."""
_OFFERING = {
    (False, True): Ball(
        "accent", YOUR_MOVE, N_("Send the offer to {freelancer} on {market}. I’ll see it there.")
    ),
    (False, False): Ball("emphasis", N_("With {requester}"), N_("The offer is being made on {market}.")),
    (True, True): Ball(
        "emphasis", N_("Waiting for {market}"), N_("The offer to {freelancer} is being withdrawn.")
    ),
    (True, False): Ball("emphasis", N_("Waiting for {market}"), N_("An offer is being withdrawn.")),
}
"""While hiring, by (it is being withdrawn, told to the requester): where nobody simply waits for a freelancer."""

_THEIRS: dict[GigState, Ball] = {
    GigState.DRAFT: Ball("emphasis", N_("With {requester}"), N_("The brief is being written.")),
    GigState.IN_APPROVAL: Ball(
        "emphasis", N_("Waiting for {approvers}"), N_("Nothing is public until it’s approved.")
    ),
    GigState.CHANGES_ASKED: Ball(
        "emphasis", N_("With {requester}"), N_("The brief is being changed and will be submitted again.")
    ),
    GigState.EXPIRED: Ball(
        "emphasis", N_("With {requester}"), N_("It expired. It needs to be submitted again.")
    ),
    GigState.REJECTED: Ball("emphasis", N_("Rejected"), N_("This gig ends here. Nothing is public.")),
    GigState.APPROVED: Ball("good", N_("Approved"), N_("It’s being posted to {market}.")),
    GigState.OFFERED_INSIDE: Ball(
        "emphasis", N_("Waiting for colleagues"), N_("It’s posted to {market} if no colleague takes it.")
    ),
    GigState.INSIDE: Ball(
        "emphasis", N_("A colleague is working on it"), N_("{requester} accepts the work.")
    ),
    GigState.LISTED: Ball("emphasis", N_("Waiting for freelancers"), N_("It’s on {market}.")),
    GigState.REVIEWING: Ball("emphasis", N_("With {requester}"), N_("Proposals are being compared.")),
    GigState.OFFER_IN_APPROVAL: Ball(
        "emphasis", N_("Waiting for {approvers}"), N_("An offer is being approved.")
    ),
    GigState.HIRING: Ball("emphasis", N_("Waiting for the freelancer"), N_("An offer has been sent.")),
    GigState.ACTIVE: Ball(
        "emphasis", N_("A freelancer is working on it"), N_("{requester} accepts what’s handed in.")
    ),
    GigState.COMPLETED: Ball(
        "emphasis", N_("With {requester}"), N_("The work is done. The gig is being closed.")
    ),
    GigState.CLOSED: Ball("good", N_("Done"), N_("The work is done and rated.")),
    GigState.CANCELLED: Ball("emphasis", N_("Withdrawn"), N_("{requester} withdrew this gig.")),
}


def turn_in(gig: Gig, *, is_mine: bool) -> Ball:
    """As it is written: not translated yet, and with names to be filled in. What is there to judge isn't counted here."""
    if gig.state is GigState.HIRING and (gig.offers_on_site or gig.withdrawing_offer):
        return _OFFERING[gig.withdrawing_offer, is_mine]
    if gig.state is GigState.HIRING and gig.contract is None:
        return _SENDING_OFFER[is_mine]
    if gig.state is GigState.APPROVED and (gig.still_up or gig.listing):
        return _WAITS_FOR_THE_FORMER if gig.still_up else _CHANGES_THE_LISTING
    return (_MINE if is_mine else _THEIRS)[gig.state]
