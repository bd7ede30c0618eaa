"""An approver says yes, asks for changes or says no; the last yes sends the gig on its way."""

from gigs.approval import Approval, Decision, Purpose
from gigs.asking import Asking, Cover, next_step
from gigs.check_brief import clean
from gigs.deciding import decide, outcome
from gigs.errors import OutOfOrder
from gigs.gig import Gig
from gigs.people import Person
from use_cases.again import again_if_changed
from use_cases.agreed_upon import agreed_upon
from use_cases.asking import asking_now, cover_for, people_of, policy_of
from use_cases.authorize import Verb, authorize
from use_cases.entries import entry
from use_cases.gig_page import GigPage
from use_cases.notices import NoticeKind
from use_cases.outside import Outside
from use_cases.show_gig import page_of
from use_cases.storage import Guard, Transaction
from use_cases.tell import show_change, tell_requester
from use_cases.tell_approvers import tell_approvers

_SAID = {
    Decision.APPROVED: "approved",
    Decision.CHANGES_ASKED: "asked for changes",
    Decision.REJECTED: "rejected",
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


@again_if_changed
async def decide_gig(
    outside: Outside,
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
    reason = clean(reason)[:1000]
    asking = await _asking(outside, who, number, decision)
    async with outside.store.transaction() as tx:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.DECIDE, gig)
        mine = gig.approval_of(who.key)
        if gig.revision != revision or (mine and step not in {0, mine.step}):
            raise OutOfOrder(f"{outcome(gig)} This card now shows how it stands.")
        decided = decide(gig, who.key, decision, reason=reason, asking=asking)
        gig = await _keep(outside, tx, who, gig, decided)
        page = await page_of(outside, tx, gig, who)
        outside.reached("decide: not yet kept")
    outside.reached("decide: committed")
    return page


async def _asking(outside: Outside, who: Person, number: int, decision: Decision) -> Asking:
    """Only a yes with a further step behind it asks anybody else; the directory is spared otherwise."""
    if decision is not Decision.APPROVED:
        return asking_now(outside, outside.policy)
    async with outside.store.transaction() as tx:
        gig = await tx.gigs.get(who.key.tenant, number)
    authorize(who, Verb.DECIDE, gig)
    mine, route = gig.approval_of(who.key), gig.route
    if mine is None or route is None:
        return asking_now(outside, outside.policy)
    policy = await policy_of(outside, route.policy)
    is_last = mine.step == len(route.steps)
    cover = Cover() if is_last else await cover_for(outside, gig.requester.key, people_of(route))
    return asking_now(outside, policy, cover)


async def _keep(outside: Outside, tx: Transaction, who: Person, before: Gig, decided: Gig) -> Gig:
    mine = before.approval_of(who.key)
    if mine is None:
        raise OutOfOrder(outcome(before))
    answer = next(one for one in decided.approvals if _is_same(one, mine))
    instead = f"in place of {mine.instead_of.name}" if mine.instead_of else ""
    detail = ": ".join(part for part in (instead, answer.reason) if part)
    said = entry(who, _SAID[answer.decision or Decision.APPROVED], decided.changed_at, detail)
    guard = Guard(not_requester=who.key, awaited=who.key, revision=mine.revision, step=mine.step)
    gig = await tx.gigs.save(before, decided, said, guard)
    await tell_approvers(tx, before, gig, decided.changed_at)
    await _promise_what_follows(outside, tx, before, gig, answer)
    await show_change(tx, gig)
    return gig


def _is_same(one: Approval, other: Approval) -> bool:
    key = (one.revision, one.step, one.approver.key, one.asked_at)
    return (
        key == (other.revision, other.step, other.approver.key, other.asked_at) and one.decision is not None
    )


async def _promise_what_follows(
    outside: Outside, tx: Transaction, before: Gig, gig: Gig, answer: Approval
) -> None:
    now, decision = gig.changed_at, answer.decision or Decision.APPROVED
    facts = {"by": answer.approver.name, "reason": gig.note, "purpose": answer.purpose}
    if decision is not Decision.APPROVED:
        kind = _TURNED_DOWN.get(answer.purpose, _TOLD[decision])
        await tell_requester(tx, gig, kind, at=now, facts=facts)
    elif next_step(gig) and not gig.open_approvals:  # the next step names nobody any more
        kind = _TURNED_DOWN.get(answer.purpose, NoticeKind.EXPIRED)
        await tell_requester(tx, gig, kind, at=now, facts=facts)
    elif gig.open_approvals:
        if gig.open_approvals[0].step != answer.step:
            await tell_requester(tx, gig, NoticeKind.STEP_PASSED, at=now, facts=facts)
    else:
        await tell_requester(tx, gig, NoticeKind.APPROVED, at=now, facts=facts)
        await agreed_upon(outside, tx, before, gig)
