"""The requester accepts what was handed in; the milestone is paid once, and shown as paid only when it is."""

from datetime import datetime
from typing import ClassVar

from gigs.contract import Contract, Milestone, MilestoneState
from gigs.errors import OutOfOrder
from gigs.gig import Gig, GigState, Verdict
from gigs.hiring import judge, take_contract, unjudge, within_approved
from gigs.history_kinds import EntryKind, part
from gigs.people import Person
from ports.hindrance import Hindered, Hindrance, RefusedHere
from ports.marketplace import (
    Capability,
    Marketplace,
    MarketplaceError,
    MarketplaceRefused,
    MarketplaceUnknown,
)
from ports.notice_facts import NoticeFacts
from ports.notices import NoticeKind
from ports.operations import Operation, OperationKind
from ports.storage import Transaction
from translation.in_english import in_english
from use_cases.closing.finish_gig import notify_if_finished
from use_cases.context import Context
from use_cases.entries import entry, heard, hired, more, under
from use_cases.notifying.notify import notify_requester, show_change
from use_cases.operations.carry_out import found_after_all
from use_cases.operations.enqueue_operation import OperationJob, can, enqueue_operation
from use_cases.operations.handler import OperationHandler
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.gig_page import GigPage
from use_cases.retry_on_conflict import retry_on_conflict
from use_cases.showing.show_gig import page_of


class ReleaseMilestone(OperationJob):
    """Pay the milestone."""

    name: ClassVar[str] = "release_milestone"
    kind: ClassVar[OperationKind] = OperationKind.RELEASE


@retry_on_conflict
async def accept_deliverable(
    context: Context, who: Person, number: int, milestone_id: str, deliverable_id: str
) -> GigPage:
    """Accepts one deliverable and enqueues its payment. Accepting it again changes nothing. Raises OutOfOrder."""
    now = context.clock.now()

    async def accepted(tx: Transaction) -> GigPage:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.JUDGE, gig)
        said = gig.verdict_on(deliverable_id)
        if not (said and said.accepted):
            milestone = gig.contract_milestone(milestone_id)
            amount = milestone.amount if milestone else None
            verdict = Verdict(deliverable_id=deliverable_id, accepted=True, amount=amount, at=now)
            judged = judge(gig, milestone_id, verdict)
            facts = more(under(gig), milestone=part(milestone), deliverable=deliverable_id)
            accepted = entry(who, EntryKind.DELIVERABLE_ACCEPTED, now, facts, hired(gig))
            gig = await tx.gigs.save(gig, judged, accepted)
            await _enqueue_payment(context, tx, gig, milestone_id, deliverable_id)
            await show_change(tx, gig)
            context.failpoint("accept: not yet committed")
        return await page_of(context, tx, gig, who)

    page = await context.store.run(accepted)
    context.failpoint("accept: committed")
    return page


async def _enqueue_payment(
    context: Context, tx: Transaction, gig: Gig, milestone_id: str, deliverable_id: str
) -> None:
    """Where the API cannot pay, a person does over there, and the reading sees it."""
    if not can(context, gig, Capability.RELEASE):
        await tx.syncs.schedule(gig.tenant, gig.number, context.clock.now())
        return
    key = f"release:{gig.number}:{milestone_id}:{deliverable_id}:{gig.version}"
    await enqueue_operation(context, tx, gig, ReleaseMilestone, key, target=milestone_id)


def _still_wanted(gig: Gig, operation: Operation, _now: datetime) -> bool:
    milestone = gig.contract_milestone(operation.target)
    if gig.state is not GigState.ACTIVE or milestone is None or milestone.deliverable is None:
        return False
    said = gig.verdict_on(milestone.deliverable.id)
    return milestone.state is MilestoneState.SUBMITTED and said is not None and said.accepted


async def _call(market: Marketplace, gig: Gig, operation: Operation) -> Contract:
    """Their yes to our asking is not yet a payment: that is what the contract says."""
    milestone = gig.contract_milestone(operation.target)
    if gig.contract is None or milestone is None:
        raise ValueError(f"gig {gig.number} has no milestone {operation.target}")
    with in_english():  # a no of our own is kept in the history
        _still_as_accepted(gig, milestone)
    try:
        await market.release(gig.contract.id, milestone.id, milestone.amount, operation.reference)
    except MarketplaceRefused as no:  # perhaps because it is paid, by hand or by an earlier call of ours
        if (paid := await found_after_all(_look_up(market, gig, operation))) is not None:
            return paid
        if operation.attempts > 1:  # or because that earlier call is under way: a person looks
            raise MarketplaceUnknown(
                f"refused after a call whose outcome is unknown: {no.reason}"  # not for people
            ) from no
        raise
    try:
        paid = await _look_up(market, gig, operation)
    except MarketplaceError as unread:  # whatever came of reading, the money may be on its way
        raise MarketplaceUnknown(f"asked to pay, and then not read: {unread}") from unread  # not for people
    if paid is None:
        raise MarketplaceUnknown("asked to pay, and not said to be paid yet")  # not for people
    return paid


def _still_as_accepted(gig: Gig, milestone: Milestone) -> None:
    """A no of our own, with nothing sent, where it is worth something else by now, or more than was approved."""
    said = gig.verdict_on(milestone.deliverable.id) if milestone.deliverable else None
    if said and said.amount and said.amount != milestone.amount:
        changed = Hindered(by=Hindrance.ACCEPTED_CHANGED, amount=milestone.amount, limit=said.amount)
        raise RefusedHere(
            f"“{milestone.title}” is worth {milestone.amount} now, not the {said.amount} that you accepted.",  # not for people
            changed,
        )
    try:
        within_approved(gig, milestone)
    except OutOfOrder as beyond:
        approved = gig.approved or gig.checked_brief.budget
        too_much = Hindered(by=Hindrance.BEYOND_APPROVED_TO_PAY, amount=milestone.amount, limit=approved)
        raise RefusedHere(str(beyond), too_much) from beyond


async def _look_up(market: Marketplace, gig: Gig, operation: Operation) -> Contract | None:
    if gig.contract is None:
        return None
    contract = await market.contract(gig.contract.id, gig.contract)
    milestone = contract.milestone(operation.target)
    return contract if milestone and milestone.state is MilestoneState.RELEASED else None


async def _record(tx: Transaction, gig: Gig, operation: Operation, _found: Contract, at: datetime) -> str:
    # Only this milestone: whatever else has happened over there is for the next reading, which tells people of it.
    contract, milestone = _paid(gig, operation.target)
    facts = more(under(gig), milestone=part(milestone))
    said = heard(EntryKind.MILESTONE_RELEASED, at, facts, hired(gig))
    before = gig.state
    gig = await tx.gigs.save(gig, take_contract(gig, contract, at), said)
    await tx.syncs.schedule(gig.tenant, gig.number, at)
    await notify_if_finished(tx, gig, before, at)
    await show_change(tx, gig)
    return operation.target


def _paid(gig: Gig, milestone_id: str) -> tuple[Contract, Milestone | None]:
    """The contract as we know it now, with this milestone paid."""
    if gig.contract is None:
        raise ValueError(f"gig {gig.number} has no contract to pay")
    done = {"state": MilestoneState.RELEASED}
    milestones = tuple(
        m.model_copy(update=done) if m.id == milestone_id else m for m in gig.contract.milestones
    )
    contract = gig.contract.model_copy(update={"milestones": milestones})
    return contract, contract.milestone(milestone_id)


async def _refuse(tx: Transaction, gig: Gig, operation: Operation, reason: str, at: datetime) -> None:
    milestone = gig.contract_milestone(operation.target)
    if milestone is None or milestone.deliverable is None:
        return
    refused = more(under(gig), milestone=part(milestone), reason=reason)
    said = heard(EntryKind.RELEASE_REFUSED, at, refused, hired(gig))
    gig = await tx.gigs.save(gig, unjudge(gig, milestone.deliverable.id, reason, at), said)
    facts = NoticeFacts.of_refusal(reason, operation.hindered, amount=milestone.amount)
    await notify_requester(tx, gig, NoticeKind.RELEASE_REFUSED, at=at, subject=milestone.id, facts=facts)
    await show_change(tx, gig)


RELEASING: OperationHandler[Contract] = OperationHandler(
    kind=OperationKind.RELEASE,
    still_wanted=_still_wanted,
    call=_call,
    look_up=_look_up,
    record=_record,
    refuse=_refuse,
)
