"""Answers to questions about one gig, each in a plain sentence. The gig's card is shown beside it."""

from collections.abc import Sequence
from datetime import datetime

from cards.gig import turn_of
from cards.kit.texts import count, cut, day
from cards.kit.words import DECISIONS, STATES, freelancer_of, waiting_for
from gigs.approval import Approval, Decision
from gigs.brief import clean
from gigs.gig import Gig, GigState
from gigs.people import Person
from gigs.proposal import ProposalStatus
from gigs.route import Lane
from translation.formats import both
from use_cases.permissions.authorize import Role, Verb
from use_cases.permissions.gig_page import GigPage

_LONGEST_QUOTE = 600


def where_it_stands(page: GigPage) -> str:
    """The state, and whose turn it is."""
    turn = turn_of(page)
    return f"Gig {page.gig.number} ({STATES[page.gig.state].label.lower()}): {turn.headline}. {turn.detail}"


def whom_it_waits_for(page: GigPage) -> str:
    """A person, a freelancer, a marketplace, or nobody."""
    gig, turn = page.gig, turn_of(page)
    if Verb.DECIDE in page.allowed:
        return f"Gig {gig.number} is waiting for your answer."
    if waiting := waiting_for(gig):
        until = min(one.answer_by for one in gig.open_approvals)
        return f"Gig {gig.number} is waiting for {waiting}, until {_day(until, page.viewer)} at the latest."
    return f"Gig {gig.number}: {turn.headline}. {turn.detail}"


def who_approved(page: GigPage) -> str:
    """Everybody who said yes to the present revision, and whom it still waits for."""
    gig = page.gig
    if gig.state is GigState.DRAFT:
        return f"Gig {gig.number} is still a draft, so nobody has been asked to approve it."
    said_yes = [one for one in gig.approvals if one.decision is Decision.APPROVED and _counts(gig, one)]
    waiting = waiting_for(gig)
    still = f" It's still waiting for {waiting}." if waiting else ""
    if not said_yes:
        if no := _refusals(gig):
            return f"Nobody. {_refusal(gig, no[-1], page.viewer)}"
        if gig.route and gig.route.lane is Lane.SELF_SERVICE:
            return f"Gig {gig.number} needed no approval under the policy."
        return f"Nobody has approved gig {gig.number} yet.{still}"
    told = both(
        list(dict.fromkeys(f"{one.approver.name} on {_day(one.decided_at, page.viewer)}" for one in said_yes))
    )
    return f"Gig {gig.number} was approved by {told}.{still}"


def why_it_was_rejected(page: GigPage) -> str:
    """In the words of whoever said no or asked for changes last."""
    gig = page.gig
    if refused := _refusals(gig):
        return _refusal(gig, refused[-1], page.viewer)
    if gig.state is GigState.EXPIRED:
        return f"Nobody rejected gig {gig.number}: it expired. {clean(gig.note)}".rstrip()
    if gig.state is GigState.CANCELLED:
        return f"Nobody rejected gig {gig.number}: it was withdrawn."
    return f"Nobody has rejected gig {gig.number}. Its status is “{STATES[gig.state].label}”."


def what_they_said(page: GigPage, about: Sequence[str] = ()) -> str:
    """What approvers wrote with their decisions; of one of them, where `about` holds a part of their name."""
    gig = page.gig
    decided = [one for one in gig.approvals if one.decision]
    asked = {one.approver.name for one in gig.approvals if _is_named(one.approver, about)}
    if asked:
        decided = [one for one in decided if one.approver.name in asked]
    with_words = [one for one in decided if one.reason]
    if with_words:
        return " ".join(_said(one) for one in with_words[-3:])
    who = both(sorted(asked)) if asked else "Nobody"
    if decided:
        last = decided[-1]
        said = DECISIONS[last.decision].label.lower() if last.decision else ""
        return f"{last.approver.name} left no comment on gig {gig.number}. Their answer: {said}."
    hasnt = "hasn't commented" if asked else "has commented"
    return f"{who} {hasnt} on gig {gig.number}{'' if asked else ' yet'}."


def when_it_is_due(page: GigPage) -> str:
    """The dates of the brief, and until when an answer is awaited."""
    gig = page.gig
    if gig.brief is None:
        if not gig.form.due:
            return f"Gig {gig.number} is a draft without a due date."
        return f"Gig {gig.number} is a draft. Its due date so far: {clean(gig.form.due)}."
    told = f"Gig {gig.number} is due on {day(gig.brief.due)}; work starts on {day(gig.brief.start)}."
    if gig.open_approvals:
        until = min(one.answer_by for one in gig.open_approvals)
        told += f" Answers are awaited by {_day(until, page.viewer)}."
    return told


def its_proposals(page: GigPage) -> str:
    """How many, and how far they were looked at."""
    gig = page.gig
    if not page.proposals:
        return f"There are no proposals for gig {gig.number} yet."
    listed = sum(one.status is ProposalStatus.SHORTLISTED for one in page.proposals)
    shortlist = f", {listed} of them on the shortlist" if listed else ""
    return f"Gig {gig.number} has {count(len(page.proposals), 'proposal')}{shortlist}."


def what_it_costs(page: GigPage) -> str:
    """The budget, what was agreed, and what is paid."""
    gig = page.gig
    if gig.brief is None:
        return f"Gig {gig.number} is still a draft, so nothing is committed for it."
    told = f"Gig {gig.number} has a budget of {gig.brief.budget}."
    if gig.contract:
        who = freelancer_of(gig) if page.role is Role.REQUESTER else "the freelancer"
        told += f" {gig.contract.total} is agreed with {who}, and {gig.contract.released} is paid."
    return told


def _counts(gig: Gig, one: Approval) -> bool:
    return one.revision == gig.revision or gig.state not in {GigState.IN_APPROVAL, GigState.CHANGES_ASKED}


def _refusals(gig: Gig) -> list[Approval]:
    """Those of the newest revision that was refused."""
    no = {Decision.REJECTED, Decision.CHANGES_ASKED}
    return [one for one in gig.approvals if one.decision in no and one.decided_at]


def _refusal(gig: Gig, one: Approval, viewer: Person | None) -> str:
    did = "rejected" if one.decision is Decision.REJECTED else "asked for changes to"
    why = f": “{_quoted(one.reason)}”" if one.reason else ", without a comment."
    return f"{one.approver.name} {did} gig {gig.number} on {_day(one.decided_at, viewer)}{why}"


def _said(one: Approval) -> str:
    return f"{one.approver.name}: “{_quoted(one.reason)}”"


def _quoted(text: str) -> str:
    return cut(" ".join(clean(text).split()), _LONGEST_QUOTE)


def _is_named(person: Person, about: Sequence[str]) -> bool:
    return bool({*person.name.casefold().split()} & {*about})


def _day(at: datetime | None, viewer: Person | None) -> str:
    """The calendar day where the viewer is."""
    if at is None:
        return "an unknown day"
    return day((at.astimezone(viewer.zone) if viewer else at).date())
