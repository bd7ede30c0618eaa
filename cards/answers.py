"""Answers to questions about one gig, each in a plain sentence. The gig's card is shown beside it."""

from collections.abc import Sequence
from datetime import datetime

from cards.gig import turn_of
from cards.kit.texts import NOTHING, cut, day
from cards.kit.words import DECISIONS, STATES, freelancer_of, waiting_for
from gigs.approval import Approval, Decision
from gigs.brief import clean
from gigs.gig import Gig, GigState
from gigs.people import Person
from gigs.proposal import ProposalStatus
from gigs.route import Lane
from translation.catalogue import _, n_
from translation.formats import both
from use_cases.permissions.authorize import Role, Verb
from use_cases.permissions.gig_page import GigPage

_LONGEST_QUOTE = 600


def where_it_stands(page: GigPage) -> str:
    """The state, and whose turn it is."""
    turn = turn_of(page)
    return _("Gig {number} ({state}): {headline}. {detail}").format(
        number=page.gig.number,
        state=STATES[page.gig.state].label,
        headline=turn.headline,
        detail=turn.detail,
    )


def whom_it_waits_for(page: GigPage) -> str:
    """A person, a freelancer, a marketplace, or nobody."""
    gig, turn = page.gig, turn_of(page)
    if Verb.DECIDE in page.allowed:
        return _("Gig {number} needs your decision.").format(number=gig.number)
    if waiting := waiting_for(gig):
        until = min(one.answer_by for one in gig.open_approvals)
        return _("Gig {number} is waiting for {names}; the deadline is {day}.").format(
            number=gig.number, names=waiting, day=_day(until, page.viewer)
        )
    return _("Gig {number}: {headline}. {detail}").format(
        number=gig.number, headline=turn.headline, detail=turn.detail
    )


def who_approved(page: GigPage) -> str:
    """Everybody who approved the present revision, and whom it still waits for."""
    gig = page.gig
    if gig.state is GigState.DRAFT:
        draft = _("Gig {number} is still a draft, so nobody has been asked to approve it.")
        return draft.format(number=gig.number)
    approved = [one for one in gig.approvals if one.decision is Decision.APPROVED and _counts(gig, one)]
    waiting = waiting_for(gig)
    still = _("It’s still waiting for {names}.").format(names=waiting) if waiting else ""
    if not approved:
        if no := _refusals(gig):
            return f"{_('Nobody.')} {_refusal(gig, no[-1], page.viewer)}"
        if gig.route and gig.route.lane is Lane.SELF_SERVICE:
            return _("Under the policy, gig {number} needed no approval.").format(number=gig.number)
        nobody = _("Nobody has approved gig {number} yet.").format(number=gig.number)
        return f"{nobody} {still}".rstrip()
    who = both(list(dict.fromkeys(_who_and_when(one, page.viewer) for one in approved)))
    told = _("Gig {number} was approved by {names}.").format(number=gig.number, names=who)
    return f"{told} {still}".rstrip()


def why_it_was_rejected(page: GigPage) -> str:
    """In the words of whoever rejected it or asked for changes last."""
    gig = page.gig
    if refused := _refusals(gig):
        return _refusal(gig, refused[-1], page.viewer)
    if gig.state is GigState.EXPIRED:
        expired = _("Nobody rejected gig {number}: it expired.").format(number=gig.number)
        return f"{expired} {clean(gig.note)}".rstrip()
    if gig.state is GigState.CANCELLED:
        return _("Nobody rejected gig {number}: it was withdrawn.").format(number=gig.number)
    return _("Nobody has rejected gig {number}. Its status is “{state}”.").format(
        number=gig.number, state=STATES[gig.state].label
    )


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
    if decided and (decision := decided[-1].decision):
        return _("{name} left no comment on gig {number}. Their decision: {decision}.").format(
            name=decided[-1].approver.name, number=gig.number, decision=DECISIONS[decision].label
        )
    if not asked:
        return _("Nobody has commented on gig {number} yet.").format(number=gig.number)
    return n_(
        "{names} hasn’t commented on gig {number}.", "{names} haven’t commented on gig {number}.", len(asked)
    ).format(names=both(sorted(asked)), number=gig.number)


def when_it_is_due(page: GigPage) -> str:
    """The dates of the brief, and until when an answer is awaited."""
    gig = page.gig
    if gig.brief is None:
        if not gig.form.due:
            return _("Gig {number} is a draft without a due date.").format(number=gig.number)
        return _("Gig {number} is a draft. Its due date so far: {day}.").format(
            number=gig.number, day=clean(gig.form.due)
        )
    told = _("Gig {number} is due on {due}; work starts on {start}.").format(
        number=gig.number, due=day(gig.brief.due), start=day(gig.brief.start)
    )
    if gig.open_approvals:
        until = min(one.answer_by for one in gig.open_approvals)
        decide = _("A decision is needed by {day}.").format(day=_day(until, page.viewer))
        return f"{told} {decide}"
    return told


def its_proposals(page: GigPage) -> str:
    """How many, and how far they were looked at."""
    number, n = page.gig.number, len(page.proposals)
    if not n:
        return _("There are no proposals for gig {number} yet.").format(number=number)
    told = n_("Gig {number} has {n} proposal.", "Gig {number} has {n} proposals.", n)
    told = told.format(number=number, n=n)
    listed = sum(one.status is ProposalStatus.SHORTLISTED for one in page.proposals)
    if not listed:
        return told
    shortlisted = n_("{n} is shortlisted.", "{n} are shortlisted.", listed).format(n=listed)
    return f"{told} {shortlisted}"


def what_it_costs(page: GigPage) -> str:
    """The budget, what was agreed, and what is paid."""
    gig = page.gig
    if gig.brief is None:
        draft = _("Gig {number} is still a draft, so nothing is committed for it.")
        return draft.format(number=gig.number)
    told = _("Gig {number} has a budget of {amount}.").format(number=gig.number, amount=gig.brief.budget)
    if not gig.contract:
        return told
    agreed = (
        _("{total} has been agreed with {freelancer}, and {paid} has been paid.")
        if page.role is Role.REQUESTER
        else _("{total} has been agreed with the freelancer, and {paid} has been paid.")
    ).format(total=gig.contract.total, freelancer=freelancer_of(gig), paid=gig.contract.released)
    return f"{told} {agreed}"


def _counts(gig: Gig, one: Approval) -> bool:
    return one.revision == gig.revision or gig.state not in {GigState.IN_APPROVAL, GigState.CHANGES_ASKED}


def _refusals(gig: Gig) -> list[Approval]:
    """Those of the newest revision that was refused."""
    no = {Decision.REJECTED, Decision.CHANGES_ASKED}
    return [one for one in gig.approvals if one.decision in no and one.decided_at]


def _refusal(gig: Gig, one: Approval, viewer: Person | None) -> str:
    rejected = one.decision is Decision.REJECTED
    if one.reason:
        told = (
            _("{name} rejected gig {number} on {day}: “{reason}”")
            if rejected
            else _("{name} asked for changes to gig {number} on {day}: “{reason}”")
        )
    else:
        told = (
            _("{name} rejected gig {number} on {day}, without a comment.")
            if rejected
            else _("{name} asked for changes to gig {number} on {day}, without a comment.")
        )
    on = _day(one.decided_at, viewer) if one.decided_at else NOTHING
    return told.format(name=one.approver.name, number=gig.number, day=on, reason=_quoted(one.reason))


def _who_and_when(one: Approval, viewer: Person | None) -> str:
    if one.decided_at is None:
        return one.approver.name
    return _("{name} on {day}").format(name=one.approver.name, day=_day(one.decided_at, viewer))


def _said(one: Approval) -> str:
    return _("{name}: “{words}”").format(name=one.approver.name, words=_quoted(one.reason))


def _quoted(text: str) -> str:
    return cut(" ".join(clean(text).split()), _LONGEST_QUOTE)


def _is_named(person: Person, about: Sequence[str]) -> bool:
    return bool({*person.name.casefold().split()} & {*about})


def _day(at: datetime, viewer: Person | None) -> str:
    """The calendar day where the viewer is."""
    return day((at.astimezone(viewer.zone) if viewer else at).date())
