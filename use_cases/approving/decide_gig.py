"""An approver says yes, asks for changes or says no; the last yes sends the gig on its way."""

from gigs.approval import Approval, Decision, Purpose
from gigs.asking import Asking, next_step, step_of
from gigs.brief import clean
from gigs.deciding import decide, outcome
from gigs.errors import OutOfOrder
from gigs.gig import Gig, GigState
from gigs.history_kinds import EntryKind
from gigs.length import within
from gigs.people import Person
from gigs.value import Value
from ports.gig_storage import Guard
from ports.notice_facts import Lapse, Lapsed, NoticeFacts
from ports.notices import NoticeKind
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.approving.agreed_upon import agreed_upon
from use_cases.approving.asking import asking_about, asking_now
from use_cases.approving.notify_approvers import notify_approvers
from use_cases.context import Context
from use_cases.entries import entry, more, people, question
from use_cases.listing.close_listing import WhyClosed
from use_cases.listing.leave_listing import close_former
from use_cases.notifying.notify import as_named, notify, notify_requester, show_change
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.gig_page import GigPage
from use_cases.retry_on_conflict import retry_on_conflict
from use_cases.showing.show_gig import approval_page_of

_KINDS = {
    Decision.APPROVED: EntryKind.APPROVAL_GIVEN,
    Decision.CHANGES_ASKED: EntryKind.CHANGES_REQUESTED,
    Decision.REJECTED: EntryKind.APPROVAL_REJECTED,
}
_TOLD = {
    Decision.APPROVED: NoticeKind.APPROVED,
    Decision.CHANGES_ASKED: NoticeKind.CHANGES_ASKED,
    Decision.REJECTED: NoticeKind.REJECTED,
}
_TURNED_DOWN = {
    Purpose.EXCESS: NoticeKind.EXCESS_TURNED_DOWN,
    Purpose.EXTENSION: NoticeKind.EXTENSION_TURNED_DOWN,
}


class Answer(Value):
    """What was pressed: on the card of which step of which revision, and what was said."""

    revision: int
    step: int
    decision: Decision
    reason: str


@retry_on_conflict
async def decide_gig(
    context: Context,
    who: Person,
    number: int,
    *,
    revision: int,
    decision: Decision,
    reason: str = "",
    step: int = 0,
) -> GigPage:
    """Records one approver's answer to one step of one revision; the gig as it stands now.

    `step` 0 is whichever this person is asked in. Raises GigNotFound for strangers, NotAllowed for the requester, and
    OutOfOrder with the outcome when the question was already answered, withdrawn, handed over or asked anew.
    """
    answer = Answer(
        revision=revision, step=step, decision=decision, reason=within(clean(reason), 1000, _("The reason"))
    )
    gig, page = await context.store.run(_record_if_last, context, who, number, answer)
    if page is None:  # whoever is asked next is looked up first, and that is not done inside a transaction
        asking = await asking_about(context, gig)
        page = await context.store.run(_record_anew, context, who, number, answer, asking)
    context.failpoint("decide: committed")
    return page


async def _record_if_last(
    tx: Transaction, context: Context, who: Person, number: int, answer: Answer
) -> tuple[Gig, GigPage | None]:
    """No page, and nothing written, where the answer may lead to others."""
    gig = await _asked(tx, who, number, answer)
    if _leads_to_others(gig, who, answer):
        return gig, None
    return gig, await _record(context, tx, who, gig, answer, asking_now(context, context.policy))


async def _record_anew(
    tx: Transaction, context: Context, who: Person, number: int, answer: Answer, asking: Asking
) -> GigPage:
    return await _record(context, tx, who, await _asked(tx, who, number, answer), answer, asking)


async def _asked(tx: Transaction, who: Person, number: int, answer: Answer) -> Gig:
    gig = await tx.gigs.get(who.key.tenant, number)
    authorize(who, Verb.DECIDE, gig)
    mine = gig.approval_of(who.key)
    if gig.revision != answer.revision or (mine and answer.step not in {0, mine.step}):
        raise OutOfOrder(f"{outcome(gig)} {_('This card now shows where it stands.')}")
    return gig


def _leads_to_others(gig: Gig, who: Person, answer: Answer) -> bool:
    """True when a yes may be followed by another step, or by a review."""
    mine, route = gig.approval_of(who.key), gig.route
    if answer.decision is not Decision.APPROVED or mine is None or route is None:
        return False
    return mine.step < len(route.steps) or bool(route.reviewers)


async def _record(
    context: Context, tx: Transaction, who: Person, gig: Gig, answer: Answer, asking: Asking
) -> GigPage:
    decided = decide(gig, who.key, answer.decision, reason=answer.reason, asking=asking)
    gig = await _save(context, tx, who, gig, decided)
    page = await approval_page_of(context, tx, gig, who)
    context.failpoint("decide: not yet committed")
    return page


async def _save(context: Context, tx: Transaction, who: Person, before: Gig, decided: Gig) -> Gig:
    mine = before.approval_of(who.key)
    if mine is None:
        raise OutOfOrder(outcome(before))
    answer = next(one for one in decided.approvals if _is_same(one, mine))
    facts = more(
        question(before, mine),
        instead_of=mine.instead_of.key.object_id if mine.instead_of else None,
        reason=answer.reason or None,
    )
    kind = _KINDS[answer.decision or Decision.APPROVED]
    said = entry(who, kind, decided.changed_at, facts, people(mine.instead_of))
    guard = Guard(not_requester=who.key, awaited=who.key, revision=mine.revision, step=mine.step)
    gig = await tx.gigs.save(before, decided, said, guard)
    if gig.former_listings != before.former_listings:
        rejected = gig.state is GigState.REJECTED
        await close_former(tx, before, gig, WhyClosed.REJECTED if rejected else WhyClosed.EXPIRED)
    await notify_approvers(tx, before, gig, decided.changed_at)
    await _enqueue_what_follows(context, tx, before, gig, answer)
    await show_change(tx, gig)
    return gig


def _is_same(one: Approval, other: Approval) -> bool:
    key = (one.revision, one.step, one.approver.key, one.asked_at)
    return (
        key == (other.revision, other.step, other.approver.key, other.asked_at) and one.decision is not None
    )


async def _enqueue_what_follows(
    context: Context, tx: Transaction, before: Gig, gig: Gig, answer: Approval
) -> None:
    now, decision = gig.changed_at, answer.decision or Decision.APPROVED
    by = as_named(answer.approver)
    why = "" if decision is Decision.APPROVED else answer.reason
    facts = NoticeFacts(by=by, reason=why, purpose=answer.purpose)
    if named := answer.instead_of:
        said = NoticeFacts(by=by, decision=decision, reason=answer.reason)
        subject = answer.approver.key.object_id
        await notify(tx, gig, NoticeKind.DECIDED_FOR_YOU, named.key, at=now, subject=subject, facts=said)
    if decision is not Decision.APPROVED:
        kind = _TURNED_DOWN.get(answer.purpose, _TOLD[decision])
        await notify_requester(tx, gig, kind, at=now, facts=facts)
    elif next_step(gig) and not gig.open_approvals:  # the next step names nobody any more
        kind, step = _TURNED_DOWN.get(answer.purpose, NoticeKind.EXPIRED), step_of(gig, next_step(gig))
        lapsed = Lapsed(why=Lapse.NOBODY_TO_ASK, step=step.name if step else "")
        facts = NoticeFacts(lapsed=lapsed, purpose=answer.purpose)
        await notify_requester(tx, gig, kind, at=now, facts=facts)
    elif gig.open_approvals:
        if gig.open_approvals[0].step != answer.step:
            await notify_requester(tx, gig, NoticeKind.STEP_PASSED, at=now, facts=facts)
    else:
        await notify_requester(tx, gig, NoticeKind.APPROVED, at=now, facts=facts)
        await agreed_upon(context, tx, before, gig)
