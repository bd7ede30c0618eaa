"""From draft to the first question: edit, submit, ask for more than was approved, withdraw."""

from collections.abc import Sequence
from datetime import datetime

from gigs.approval import Decision, Purpose, Review
from gigs.asking import Asking, ask_next, carried_over, is_agreed, may_approve, no_longer_needed
from gigs.brief import Brief, BriefForm
from gigs.choice import Choice
from gigs.colleagues_first import offered_inside
from gigs.errors import NoApprover, OutOfOrder
from gigs.gig import EDITABLE, WITHDRAWABLE, Extension, Gig, GigState
from gigs.money import Money
from gigs.reopening import leave_listing
from gigs.route import Lane, Route, Timing
from gigs.states_in_words import in_words
from translation.catalogue import _


def edit(gig: Gig, form: BriefForm, at: datetime) -> Gig:
    """The gig with what is now typed in its form. Raises OutOfOrder once it was submitted."""
    if gig.state not in EDITABLE:
        said = _("Gig {number} was already submitted, so its brief can’t be changed now.")
        raise OutOfOrder(said.format(number=gig.number))
    return gig.model_copy(update={"form": form, "changed_at": at})


def submit(gig: Gig, brief: Brief, route: Route, asking: Asking, *, confirmed: Sequence[str] = ()) -> Gig:
    """The gig waiting for the first step of its route, as a new revision; approved where no step is left to ask.

    A yes to an earlier revision that still holds is carried over. Raises OutOfOrder, NoApprover, NotAllowed.
    """
    if gig.state not in EDITABLE:
        raise OutOfOrder(_("Gig {number} was already submitted.").format(number=gig.number))
    _may_ask(gig, route)
    revision = gig.revision + 1
    changes = {
        "state": GigState.IN_APPROVAL,
        "revision": revision,
        "former_brief": gig.brief,
        "brief": brief,
        "route": route,
        "confirmed": tuple(confirmed),
        "approvals": gig.approvals + carried_over(gig, route, brief, revision, asking.at),
        "submitted_at": asking.at,
        "note": "",
        "changed_at": asking.at,
    }
    asked = ask_next(gig.model_copy(update=changes), Purpose.POST, brief.budget, asking)
    return agreed(asked, Purpose.POST, brief.budget, asking) if is_agreed(asked) else asked


def ask_for_excess(gig: Gig, choice: Choice, excess: Money, route: Route, asking: Asking) -> Gig:
    """The gig waiting for a yes to the part of an offer that lies above the approved sum."""
    if gig.state is not GigState.REVIEWING:
        raise OutOfOrder(_("Gig {number} isn’t choosing a freelancer now.").format(number=gig.number))
    changes = {"state": GigState.OFFER_IN_APPROVAL, "choice": choice}
    return _ask_for_more(gig, changes, excess, Purpose.EXCESS, route, asking)


def ask_for_extension(gig: Gig, extension: Extension, route: Route, asking: Asking) -> Gig:
    """The gig at work, waiting for a yes to more money. Raises OutOfOrder while another such question is open."""
    may_extend(gig)
    return _ask_for_more(gig, {"extension": extension}, extension.amount, Purpose.EXTENSION, route, asking)


def may_extend(gig: Gig) -> None:
    """Raises OutOfOrder while the gig is not at work, or another such question is open."""
    if gig.state is not GigState.ACTIVE:
        said = _("Work on gig {number} isn’t under way, so there is nothing to extend.")
        raise OutOfOrder(said.format(number=gig.number))
    if gig.extension:
        said = _("Another {amount} for gig {number} is already in approval.")
        raise OutOfOrder(said.format(amount=gig.extension.amount, number=gig.number))


def _ask_for_more(
    gig: Gig, changes: dict[str, object], amount: Money, purpose: Purpose, route: Route, asking: Asking
) -> Gig:
    _may_ask(gig, route)
    changes |= {"revision": gig.revision + 1, "route": route, "note": "", "changed_at": asking.at}
    asked = ask_next(gig.model_copy(update=changes), purpose, amount, asking)
    return agreed(asked, purpose, amount, asking) if is_agreed(asked) else asked


def agreed(gig: Gig, purpose: Purpose, amount: Money, asking: Asking) -> Gig:
    """The gig after the last yes of its route."""
    budget = gig.checked_brief.budget
    if purpose is Purpose.POST:
        valid_for = gig.route.valid_for if gig.route else None
        changes = {
            "state": GigState.APPROVED,
            "approved": budget,
            "valid_until": asking.at + valid_for if valid_for else None,
            "review": _review(gig, asking),
            "note": "",
        }
        return gig.model_copy(update=changes | (offered_inside(gig, asking) or {}))
    more = {"approved": (gig.approved or budget) + amount, "note": ""}
    if purpose is Purpose.EXTENSION:
        return gig.model_copy(update=more | {"extension": None})
    return gig.model_copy(update=more | {"state": GigState.HIRING, "offers": gig.offers + 1})


def turned_down(gig: Gig, purpose: Purpose, decision: Decision, reason: str, at: datetime) -> Gig:
    """The gig after a no or a not yet: nobody else is waited for any more. After a no it leaves its listing."""
    gig = no_longer_needed(gig, at).model_copy(update={"note": reason})
    if purpose is Purpose.EXCESS:
        return gig.model_copy(update={"state": GigState.REVIEWING, "choice": None})
    if purpose is Purpose.EXTENSION:
        return gig.model_copy(update={"extension": None})
    if decision is not Decision.REJECTED:
        return gig.model_copy(update={"state": GigState.CHANGES_ASKED})
    return leave_listing(gig, at).model_copy(update={"state": GigState.REJECTED})


def lapse(gig: Gig, purpose: Purpose, reason: str, at: datetime) -> Gig:
    """The gig after its question was answered by nobody in time: back with its requester, with what was typed."""
    gig = turned_down(gig, purpose, Decision.CHANGES_ASKED, reason, at)
    changes = {"state": GigState.EXPIRED, "approved": None, "valid_until": None}
    return leave_listing(gig, at).model_copy(update=changes) if purpose is Purpose.POST else gig


def withdraw(gig: Gig, *, at: datetime, reason: str = "") -> Gig:
    """The gig cancelled by its requester, for this reason. Raises OutOfOrder from the moment an offer is out."""
    if gig.state not in WITHDRAWABLE:
        said = _("Gig {number} can’t be withdrawn any more: {state}.")
        raise OutOfOrder(said.format(number=gig.number, state=in_words(gig.state)))
    gig = no_longer_needed(gig, at, reason)
    return gig.model_copy(update={"state": GigState.CANCELLED, "note": reason, "changed_at": at})


def _may_ask(gig: Gig, route: Route) -> None:
    if not route.steps and route.lane is not Lane.SELF_SERVICE:
        said = _(
            "There is no approver for {requester}’s gigs. Your draft is kept; please ask your programme lead to name "
            "an approver."
        )
        raise NoApprover(said.format(requester=gig.requester.name))
    for step in route.steps:
        may_approve(gig, step.approvers)


def _review(gig: Gig, asking: Asking) -> Review | None:
    """In the emergency lane the gig is looked at afterwards, by whoever did not approve it where there are such."""
    route = gig.route
    if (
        route is None
        or route.lane is not Lane.EMERGENCY
        or not route.reviewers
        or route.review_within is None
    ):
        return None
    others = tuple(one for one in route.reviewers if one.key not in gig.ever_owners)
    said_yes = {one.approver.key for one in gig.approvals if one.decision is Decision.APPROVED}
    reviewers = tuple(one for one in others if one.key not in said_yes) or others
    if not reviewers:
        return None
    step = Timing(expire=route.review_within)
    due = asking.times(reviewers[0], step, asking.at).due
    return Review(reviewers=reviewers, due_at=due, remind_at=due)
