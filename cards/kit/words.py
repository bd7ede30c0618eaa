"""Our words for everything about a gig that has a name in code: states, decisions, stages, whose turn it is."""

from collections.abc import Mapping
from typing import NamedTuple

from cards.kit.elements import badge, header
from cards.kit.labels import Labels
from cards.kit.nodes import BadgeStyle, Container
from cards.kit.turns import YOUR_MOVE as YOUR_MOVE
from cards.kit.turns import Ball as Ball
from cards.kit.turns import turn_in
from gigs.approval import Decision
from gigs.asking import step_of
from gigs.brief import BY_POLICY
from gigs.contract import Milestone, MilestoneState
from gigs.gig import Gig, GigState, Verdict
from gigs.marketplaces import MARKETPLACES
from gigs.proposal import ProposalStatus
from gigs.route import Lane, Need
from translation.catalogue import N_, _, n_
from translation.formats import both, either
from use_cases.permissions.authorize import Role


class Look(NamedTuple):
    """A word and the colour that goes with it."""

    label: str
    style: BadgeStyle


def look_shown(look: Look) -> Look:
    """With its word in the language that is spoken."""
    return look._replace(label=_(look.label))


STATES: Labels[GigState, Look] = Labels(
    {
        GigState.DRAFT: Look(N_("Draft"), "Subtle"),
        GigState.IN_APPROVAL: Look(N_("In approval"), "Informative"),
        GigState.CHANGES_ASKED: Look(N_("Changes requested"), "Warning"),
        GigState.EXPIRED: Look(N_("Expired"), "Warning"),
        GigState.REJECTED: Look(N_("Rejected"), "Attention"),
        GigState.APPROVED: Look(N_("Approved"), "Good"),
        GigState.OFFERED_INSIDE: Look(N_("With colleagues"), "Accent"),
        GigState.INSIDE: Look(N_("Colleague at work"), "Good"),
        GigState.LISTED: Look(N_("Listed"), "Accent"),
        GigState.REVIEWING: Look(N_("Proposals in"), "Accent"),
        GigState.OFFER_IN_APPROVAL: Look(N_("Offer in approval"), "Informative"),
        GigState.HIRING: Look(N_("Offer sent"), "Accent"),
        GigState.ACTIVE: Look(N_("In progress"), "Good"),
        GigState.COMPLETED: Look(N_("Completed"), "Good"),
        GigState.CLOSED: Look(N_("Closed"), "Subtle"),
        GigState.CANCELLED: Look(N_("Withdrawn"), "Subtle"),
    },
    look_shown,
)

OFFER_TO_SEND = Look(N_("Offer to be sent"), "Warning")
"""While hiring, where a person makes the offer on the marketplace itself."""

STATUSES: Labels[ProposalStatus, Look] = Labels(
    {
        ProposalStatus.NEW: Look(N_("New"), "Informative"),
        ProposalStatus.SHORTLISTED: Look(N_("Shortlisted"), "Good"),
        ProposalStatus.DECLINED: Look(N_("Declined"), "Subtle"),
        ProposalStatus.OFFERED: Look(N_("Offer sent"), "Accent"),
        ProposalStatus.HIRED: Look(N_("Hired"), "Good"),
        ProposalStatus.WITHDRAWN: Look(N_("Withdrawn"), "Subtle"),
        ProposalStatus.FORMER: Look(N_("For a former listing"), "Subtle"),
    },
    look_shown,
)

MILESTONES: Labels[MilestoneState, Look] = Labels(
    {
        MilestoneState.WAITING: Look(N_("Not started"), "Subtle"),
        MilestoneState.ACTIVE: Look(N_("In progress"), "Accent"),
        MilestoneState.SUBMITTED: Look(N_("Handed in"), "Warning"),
        MilestoneState.SENT_BACK: Look(N_("Sent back"), "Informative"),
        MilestoneState.RELEASED: Look(N_("Paid"), "Good"),
    },
    look_shown,
)

DECISIONS: Labels[Decision, Look] = Labels(
    {
        Decision.APPROVED: Look(N_("Approved"), "Good"),
        Decision.CHANGES_ASKED: Look(N_("Changes requested"), "Warning"),
        Decision.REJECTED: Look(N_("Rejected"), "Attention"),
    },
    look_shown,
)

STAGES = (N_("Brief"), N_("Approval"), N_("Listing"), N_("Hire"), N_("Work"), N_("Close"))
"""Shown as `_(stage)`."""
OUTSIDE = frozenset({2, 3})
"""The places of those that work inside goes without."""

STAGE_OF: dict[GigState, int] = {
    GigState.DRAFT: 0,
    GigState.CHANGES_ASKED: 0,
    GigState.EXPIRED: 0,
    GigState.IN_APPROVAL: 1,
    GigState.APPROVED: 2,
    GigState.OFFERED_INSIDE: 2,
    GigState.INSIDE: 4,
    GigState.LISTED: 2,
    GigState.REVIEWING: 3,
    GigState.OFFER_IN_APPROVAL: 3,
    GigState.HIRING: 3,
    GigState.ACTIVE: 4,
    GigState.COMPLETED: 5,
    GigState.CLOSED: 6,
}
"""Which stage a gig is at; rejected and withdrawn gigs are at none."""


_NAMED = 5
"""So many people are named where it is said whom a gig waits for; the others are counted."""


def ball_of(gig: Gig, role: Role) -> Ball:
    """Whose turn it is, told to the requester or to anybody else."""
    is_mine = role is Role.REQUESTER
    if is_mine and (to_do := _to_do(gig)):
        return Ball("accent", _(YOUR_MOVE), to_do)
    tone, headline, detail = turn_in(gig, is_mine=is_mine)
    told: Mapping[str, str] = {
        "approvers": waiting_for(gig) or _("the approver"),
        "requester": gig.requester.name,
        "freelancer": freelancer_of(gig) or _("the freelancer"),
        "market": market_of(gig),
        "colleague": colleague_of(gig) or _("A colleague"),
    }
    return Ball(tone, _(headline).format_map(told), _(detail).format_map(told))


def _to_do(gig: Gig) -> str:
    """What is there for the requester to look at, counted; nothing where nothing is."""
    if gig.state is GigState.REVIEWING and gig.proposals:
        n = gig.proposals
        return n_(
            "{n} proposal to compare. Shortlist, decline, or hire.",
            "{n} proposals to compare. Shortlist, decline, or hire.",
            n,
        ).format(n=n)
    if gig.state is GigState.OFFERED_INSIDE and gig.inside:
        n = sum(one.can_be_picked for one in gig.inside.hands)
        ready = n_(
            "{n} colleague offers to do it. Pick them, or let the days pass.",
            "{n} colleagues offer to do it. Pick one, or let the days pass.",
            n,
        )
        return ready.format(n=n) if n else ""
    if gig.state is GigState.INSIDE and gig.inside and gig.inside.done_at:
        return _("{colleague} says it’s done. Accept it, or say what’s missing.").format(
            colleague=colleague_of(gig)
        )
    if gig.state is GigState.ACTIVE and (n := len(to_judge(gig))):
        return n_("{n} deliverable needs your review.", "{n} deliverables need your review.", n).format(n=n)
    return ""


def waiting_for(gig: Gig) -> str:
    """Whose answer is awaited: `Ann or Ben` where one yes is enough, `Ann and Ben` where both are needed."""
    waiting = gig.open_approvals
    step = step_of(gig, waiting[0].step) if waiting else None
    who = list(dict.fromkeys(one.approver.name for one in waiting))
    if (others := len(who) - _NAMED) > 0:
        who = [*who[:_NAMED], n_("{n} other", "{n} others", others).format(n=others)]
    write = either if step and step.need is Need.ANY else both
    return write(who)


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
    return Look(_("Accepted"), "Good") if verdict.accepted else MILESTONES[MilestoneState.SENT_BACK]


def freelancer_of(gig: Gig) -> str:
    """Who was chosen, or nobody yet."""
    if gig.contract:
        return gig.contract.freelancer
    return gig.choice.freelancer if gig.choice else ""


def colleague_of(gig: Gig) -> str:
    """Who does the work inside, or nobody."""
    return gig.inside.picked.person.name if gig.inside and gig.inside.picked else ""


def market(name: str) -> str:
    """What people call a marketplace."""
    if name == BY_POLICY:
        return _("the marketplace that the policy chooses")
    known = MARKETPLACES.get(name)
    return known.title if known else name.replace("_", " ").capitalize() or _("the marketplace")


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
    look = look_shown(OFFER_TO_SEND) if gig.offers_on_site else STATES[gig.state]
    return header(_eyebrow(gig, kind), gig.title, badge(look.label, look.style, "Right"))


def _eyebrow(gig: Gig, kind: str) -> str:
    is_urgent = gig.route is not None and gig.route.lane is Lane.EMERGENCY
    number = _("Gig {number}").format(number=gig.number)
    return " · ".join(filter(None, [_("Emergency") if is_urgent else "", kind, number]))
