"""Our words for everything about a gig that has a name in code: states, decisions, stages, whose turn it is."""

from collections.abc import Mapping
from typing import NamedTuple

from cards.kit.elements import badge, header
from cards.kit.nodes import BadgeStyle, Container, ContainerStyle
from cards.kit.texts import count
from gigs.approval import Decision
from gigs.asking import step_of
from gigs.brief import BY_POLICY
from gigs.contract import Milestone, MilestoneState
from gigs.gig import Gig, GigState, Verdict
from gigs.marketplaces import MARKETPLACES
from gigs.proposal import ProposalStatus
from gigs.route import Lane, Need
from translation.formats import both, either
from use_cases.permissions.authorize import Role


class Look(NamedTuple):
    """A word and the colour that goes with it."""

    label: str
    style: BadgeStyle


STATES: dict[GigState, Look] = {
    GigState.DRAFT: Look("Draft", "Subtle"),
    GigState.IN_APPROVAL: Look("In approval", "Informative"),
    GigState.CHANGES_ASKED: Look("Changes asked", "Warning"),
    GigState.EXPIRED: Look("Expired", "Warning"),
    GigState.REJECTED: Look("Rejected", "Attention"),
    GigState.APPROVED: Look("Approved", "Good"),
    GigState.LISTED: Look("Listed", "Accent"),
    GigState.REVIEWING: Look("Proposals in", "Accent"),
    GigState.OFFER_IN_APPROVAL: Look("Offer in approval", "Informative"),
    GigState.HIRING: Look("Offer sent", "Accent"),
    GigState.ACTIVE: Look("At work", "Good"),
    GigState.COMPLETED: Look("Completed", "Good"),
    GigState.CLOSED: Look("Closed", "Subtle"),
    GigState.CANCELLED: Look("Withdrawn", "Subtle"),
}

OFFER_TO_SEND = Look("Offer to be sent", "Warning")
"""While hiring, where a person makes the offer on the marketplace itself."""

STATUSES: dict[ProposalStatus, Look] = {
    ProposalStatus.NEW: Look("New", "Informative"),
    ProposalStatus.SHORTLISTED: Look("Shortlisted", "Good"),
    ProposalStatus.DECLINED: Look("Declined", "Subtle"),
    ProposalStatus.OFFERED: Look("Offer sent", "Accent"),
    ProposalStatus.HIRED: Look("Hired", "Good"),
    ProposalStatus.WITHDRAWN: Look("Withdrawn", "Subtle"),
    ProposalStatus.FORMER: Look("To a former listing", "Subtle"),
}

MILESTONES: dict[MilestoneState, Look] = {
    MilestoneState.WAITING: Look("Not started", "Subtle"),
    MilestoneState.ACTIVE: Look("At work", "Accent"),
    MilestoneState.SUBMITTED: Look("Handed in", "Warning"),
    MilestoneState.SENT_BACK: Look("Sent back", "Informative"),
    MilestoneState.RELEASED: Look("Paid", "Good"),
}

DECISIONS: dict[Decision, Look] = {
    Decision.APPROVED: Look("Approved", "Good"),
    Decision.CHANGES_ASKED: Look("Changes asked", "Warning"),
    Decision.REJECTED: Look("Rejected", "Attention"),
}

STAGES = ("Brief", "Approval", "Listing", "Hire", "Work", "Close")

STAGE_OF: dict[GigState, int] = {
    GigState.DRAFT: 0,
    GigState.CHANGES_ASKED: 0,
    GigState.EXPIRED: 0,
    GigState.IN_APPROVAL: 1,
    GigState.APPROVED: 2,
    GigState.LISTED: 2,
    GigState.REVIEWING: 3,
    GigState.OFFER_IN_APPROVAL: 3,
    GigState.HIRING: 3,
    GigState.ACTIVE: 4,
    GigState.COMPLETED: 5,
    GigState.CLOSED: 6,
}
"""Which stage a gig is at; rejected and withdrawn gigs are at none."""


YOUR_MOVE = "Your move"
_NAMED = 5
"""So many people are named where it is said whom a gig waits for; the others are counted."""


class Ball(NamedTuple):
    """Whose turn it is, and what happens next. Both may hold names and are shown as text, never interpreted."""

    tone: ContainerStyle
    headline: str
    detail: str


_MINE: dict[GigState, Ball] = {
    GigState.DRAFT: Ball("accent", YOUR_MOVE, "Finish the brief and preview it. Nobody else sees a draft."),
    GigState.IN_APPROVAL: Ball(
        "emphasis",
        "Waiting for {approvers}",
        "I’ll tell you as soon as there’s an answer. Nothing is public yet.",
    ),
    GigState.CHANGES_ASKED: Ball("warning", YOUR_MOVE, "Change the brief and submit it again."),
    GigState.EXPIRED: Ball(
        "warning", YOUR_MOVE, "Time ran out. Submit it again as it is, or change it first; nothing is lost."
    ),
    GigState.REJECTED: Ball(
        "attention", "This gig ends here", "“Start again from this” begins a new one with the same brief."
    ),
    GigState.APPROVED: Ball(
        "good", "Approved", "I am posting it to {market} now. You do not need to do anything."
    ),
    GigState.LISTED: Ball(
        "emphasis", "Waiting for freelancers", "It is on {market}. I’ll tell you when proposals arrive."
    ),
    GigState.REVIEWING: Ball("accent", YOUR_MOVE, "{proposals} to compare. Shortlist, decline, or hire."),
    GigState.OFFER_IN_APPROVAL: Ball(
        "emphasis",
        "Waiting for {approvers}",
        "The offer to {freelancer} is above the approved sum; only the difference is being approved.",
    ),
    GigState.HIRING: Ball(
        "emphasis", "Waiting for {freelancer}", "The offer is out. Work starts once they accept."
    ),
    GigState.ACTIVE: Ball(
        "emphasis", "{freelancer} is at work", "I’ll tell you when something is handed in."
    ),
    GigState.COMPLETED: Ball("accent", YOUR_MOVE, "The work is over. Rate it and close the gig."),
    GigState.CLOSED: Ball("good", "Done", "Nothing is left to do. Thank you for the lesson you left."),
    GigState.CANCELLED: Ball("emphasis", "Withdrawn", "Nothing is left to do. You can start again any time."),
}

_NOBODY_LEFT = Ball(
    "emphasis",
    "Waiting for freelancers",
    "Nobody is left to compare. I’ll tell you when more proposals arrive.",
)

_WAITS_FOR_THE_FORMER = Ball(
    "emphasis", "Approved", "I post it to {market} once the former listing is known to be closed."
)
_CHANGES_THE_LISTING = Ball("good", "Approved", "I am changing the listing on {market} now.")
_SENDING_OFFER = {
    True: Ball("emphasis", "Hiring {freelancer}", "I am sending the offer. You do not need to do anything."),
    False: Ball("emphasis", "Hiring a freelancer", "An offer is being sent."),
}
"""While hiring before the marketplace has the offer, by (told to the requester)."""
_OFFERING = {
    (False, True): Ball(
        "accent", YOUR_MOVE, "Send the offer to {freelancer} on {market}. I notice it there."
    ),
    (False, False): Ball("emphasis", "With {requester}", "The offer is being made on {market}."),
    (True, True): Ball("emphasis", "Waiting for {market}", "The offer to {freelancer} is being withdrawn."),
    (True, False): Ball("emphasis", "Waiting for {market}", "An offer is being withdrawn."),
}
"""While hiring, by (it is being withdrawn, told to the requester): where nobody simply waits for a freelancer."""

_THEIRS: dict[GigState, Ball] = {
    GigState.DRAFT: Ball("emphasis", "With {requester}", "The brief is being written."),
    GigState.IN_APPROVAL: Ball(
        "emphasis", "Waiting for {approvers}", "Nothing is public before the approval."
    ),
    GigState.CHANGES_ASKED: Ball(
        "emphasis", "With {requester}", "The brief is being changed and comes back."
    ),
    GigState.EXPIRED: Ball(
        "emphasis", "With {requester}", "Time ran out. It comes back once it is submitted again."
    ),
    GigState.REJECTED: Ball("emphasis", "Rejected", "This gig ends here. Nothing is public."),
    GigState.APPROVED: Ball("good", "Approved", "It is being posted to {market}."),
    GigState.LISTED: Ball("emphasis", "Waiting for freelancers", "It is on {market}."),
    GigState.REVIEWING: Ball("emphasis", "With {requester}", "Proposals are being compared."),
    GigState.OFFER_IN_APPROVAL: Ball("emphasis", "Waiting for {approvers}", "An offer is being approved."),
    GigState.HIRING: Ball("emphasis", "Waiting for the freelancer", "An offer is out."),
    GigState.ACTIVE: Ball("emphasis", "A freelancer is at work", "{requester} accepts what is handed in."),
    GigState.COMPLETED: Ball("emphasis", "With {requester}", "The work is over; the gig is being closed."),
    GigState.CLOSED: Ball("good", "Done", "The work is over and rated."),
    GigState.CANCELLED: Ball("emphasis", "Withdrawn", "{requester} withdrew this gig."),
}


def ball_of(gig: Gig, role: Role) -> Ball:
    """Whose turn it is, told to the requester or to anybody else."""
    tone, headline, detail = (_MINE if role is Role.REQUESTER else _THEIRS)[gig.state]
    if gig.state is GigState.REVIEWING and role is Role.REQUESTER and not gig.proposals:
        tone, headline, detail = _NOBODY_LEFT
    if gig.state is GigState.APPROVED and (gig.still_up or gig.listing):
        tone, headline, detail = _WAITS_FOR_THE_FORMER if gig.still_up else _CHANGES_THE_LISTING
    if gig.state is GigState.ACTIVE and role is Role.REQUESTER and (handed_in := len(to_judge(gig))):
        tone, headline = "accent", YOUR_MOVE
        detail = f"{count(handed_in, 'deliverable waits', 'deliverables wait')} for your verdict."
    if gig.state is GigState.HIRING and gig.contract is None:
        tone, headline, detail = _SENDING_OFFER[role is Role.REQUESTER]
    if gig.state is GigState.HIRING and (gig.offers_on_site or gig.withdrawing_offer):
        tone, headline, detail = _OFFERING[gig.withdrawing_offer, role is Role.REQUESTER]
    told: Mapping[str, str] = {
        "approvers": waiting_for(gig) or "the approver",
        "requester": gig.requester.name,
        "freelancer": freelancer_of(gig) or "the freelancer",
        "market": market_of(gig),
        "proposals": count(gig.proposals, "proposal"),
    }
    return Ball(tone, headline.format_map(told), detail.format_map(told))


def waiting_for(gig: Gig) -> str:
    """Whose answer is awaited: `Ann or Ben` where one yes is enough, `Ann and Ben` where both are needed."""
    waiting = gig.open_approvals
    step = step_of(gig, waiting[0].step) if waiting else None
    who = list(dict.fromkeys(one.approver.name for one in waiting))
    named = [*who[:_NAMED], f"{len(who) - _NAMED} others"] if len(who) > _NAMED else who
    write = either if step and step.need is Need.ANY else both
    return write(named)


def to_judge(gig: Gig) -> list[Milestone]:
    """Those handed in that still wait for the requester's verdict."""
    milestones = gig.contract.milestones if gig.contract else ()
    return [m for m in milestones if m.state is MilestoneState.SUBMITTED and not verdict_of(gig, m)]


def verdict_of(gig: Gig, milestone: Milestone) -> Verdict | None:
    """What the requester said to what is handed in now; the marketplace may not have heard of it yet."""
    return gig.verdict_on(milestone.deliverable.id) if milestone.deliverable else None


def look_of(gig: Gig, milestone: Milestone) -> Look:
    """Where a milestone stands, a verdict of ours included."""
    verdict = verdict_of(gig, milestone)
    if milestone.state is not MilestoneState.SUBMITTED or verdict is None:
        return MILESTONES[milestone.state]
    return Look("Accepted", "Good") if verdict.accepted else MILESTONES[MilestoneState.SENT_BACK]


def freelancer_of(gig: Gig) -> str:
    """Who was chosen, or nobody yet."""
    if gig.contract:
        return gig.contract.freelancer
    return gig.choice.freelancer if gig.choice else ""


def market(name: str) -> str:
    """What people call a marketplace."""
    if name == BY_POLICY:
        return "the marketplace that the policy chooses"
    known = MARKETPLACES.get(name)
    return known.title if known else name.replace("_", " ").capitalize() or "the marketplace"


def market_of(gig: Gig) -> str:
    """The marketplace a gig is or will be on."""
    if gig.listing:
        return market(gig.listing.marketplace)
    return market(gig.brief.marketplace if gig.brief else gig.form.marketplace)


def gig_header(gig: Gig, kind: str = "") -> Container:
    """The band at the top of a card about one gig. It shows no state: such a card stays as it is when that changes."""
    return header(_eyebrow(gig, kind), gig.title)


def live_header(gig: Gig, kind: str = "") -> Container:
    """The same on a card that is redrawn with its gig: with the state."""
    look = OFFER_TO_SEND if gig.offers_on_site else STATES[gig.state]
    return header(_eyebrow(gig, kind), gig.title, badge(look.label, look.style, "Right"))


def _eyebrow(gig: Gig, kind: str) -> str:
    is_urgent = gig.route is not None and gig.route.lane is Lane.EMERGENCY
    return " · ".join(filter(None, ["Emergency" if is_urgent else "", kind, f"Gig {gig.number}"]))
