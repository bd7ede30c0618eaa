"""The requester funds a milestone; its money is there when the marketplace's contract says so."""

from datetime import datetime
from typing import ClassVar

from gigs.contract import Contract, Milestone, MilestoneState
from gigs.errors import OutOfOrder
from gigs.funding import ask_to_fund, next_to_fund, order_refused, order_taken, within_funds
from gigs.gig import Gig, GigState
from gigs.history_kinds import EntryKind, part
from gigs.people import Person
from ports.hindrance import Hindered, Hindrance, RefusedHere
from ports.marketplace import Capability, Marketplace, MarketplaceRefused
from ports.notice_facts import NoticeFacts
from ports.notices import Notice, NoticeKind
from ports.operations import Operation, OperationKind
from ports.storage import Transaction
from translation.catalogue import _
from translation.in_english import in_english
from use_cases.context import Context
from use_cases.entries import entry, heard, hired, more, under
from use_cases.notifying.notify import enqueue_notice, notify_requester, show_change
from use_cases.operations.carry_out import found_after_all
from use_cases.operations.enqueue_operation import OperationJob, can, enqueue_operation, market_title
from use_cases.operations.handler import OperationHandler
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.gig_page import GigPage
from use_cases.retry_on_conflict import retry_on_conflict
from use_cases.showing.show_gig import page_of


class FundMilestone(OperationJob):
    """Fund the milestone."""

    name: ClassVar[str] = "fund_milestone"
    kind: ClassVar[OperationKind] = OperationKind.FUND


@retry_on_conflict
async def fund_milestone(context: Context, who: Person, number: int, milestone_id: str) -> GigPage:
    """Enqueues the request to fund this milestone, once. The same press again changes nothing.

    Raises OutOfOrder when it is not its turn, when it would go beyond the approved sum, or where milestones are
    funded on the marketplace itself.
    """
    now = context.clock.now()

    async def ordered(tx: Transaction) -> GigPage:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.FUND, gig)
        if not gig.funding_of(milestone_id):
            if not can(context, gig, Capability.FUND):
                title = market_title(context, gig)
                raise OutOfOrder(
                    _("I can’t fund milestones on {marketplace}. If it’s needed, please do it there.").format(
                        marketplace=title
                    )
                )
            asked = ask_to_fund(gig, milestone_id, now)
            milestone = gig.contract_milestone(milestone_id)
            facts = more(under(gig), milestone=part(milestone))
            said = entry(who, EntryKind.FUNDING_REQUESTED, now, facts, hired(gig))
            gig = await tx.gigs.save(gig, asked, said)
            key = f"fund:{gig.number}:{milestone_id}:{gig.version}"
            await enqueue_operation(context, tx, gig, FundMilestone, key, target=milestone_id)
            await show_change(tx, gig)
            context.failpoint("fund: not yet committed")
        return await page_of(context, tx, gig, who)

    page = await context.store.run(ordered)
    context.failpoint("fund: committed")
    return page


@retry_on_conflict
async def give_up_order(context: Context, who: Person, number: int, milestone_id: str) -> GigPage:
    """The requester has seen that an order which the marketplace took came to nothing: it can be asked for again.

    Raises OutOfOrder where none was taken, or its money is there.
    """
    now = context.clock.now()

    async def given_up(tx: Transaction) -> GigPage:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.FUND, gig)
        funding, milestone = gig.funding_of(milestone_id), gig.contract_milestone(milestone_id)
        if funding is not None:
            if not funding.answered or milestone is None or milestone.state is not MilestoneState.WAITING:
                raise OutOfOrder(
                    _("Gig {number} has no funding order that could have failed.").format(number=number)
                )
            facts = more(under(gig), milestone=part(milestone), amount=funding.amount)
            said = entry(who, EntryKind.FUNDING_FAILED, now, facts, hired(gig))
            gig = await tx.gigs.save(gig, order_refused(gig, milestone_id, now), said)
            await show_change(tx, gig)
        return await page_of(context, tx, gig, who)

    return await context.store.run(given_up)


def _still_wanted(gig: Gig, operation: Operation, _now: datetime) -> bool:
    milestone = gig.contract_milestone(operation.target)
    waits = milestone is not None and milestone.state is MilestoneState.WAITING
    return gig.state is GigState.ACTIVE and waits and gig.funding_of(operation.target) is not None


async def _call(market: Marketplace, gig: Gig, operation: Operation) -> Contract:
    """A yes is that they took the order: with some the money is there only later."""
    milestone = gig.contract_milestone(operation.target)
    if gig.contract is None or milestone is None:
        raise ValueError(f"gig {gig.number} has no milestone {operation.target}")
    with in_english():  # a no of our own is kept in the history
        _still_as_asked(gig, milestone)
    try:
        await market.fund(gig.contract.id, milestone, operation.reference)
    except (
        MarketplaceRefused
    ):  # perhaps because the money is there, funded by hand or by an earlier call of ours
        if (there := await found_after_all(_look_up(market, gig, operation))) is None:
            raise
        return there
    return gig.contract


def _still_as_asked(gig: Gig, milestone: Milestone) -> None:
    """A no of our own, with nothing sent, where it is worth something else by now, or more than was approved."""
    asked = gig.funding_of(milestone.id)
    if asked is not None and asked.amount != milestone.amount:
        changed = Hindered(by=Hindrance.FUNDED_CHANGED, amount=milestone.amount, limit=asked.amount)
        said = f"“{milestone.title}” is worth {milestone.amount} now, not {asked.amount}."  # not for people
        raise RefusedHere(said, changed)
    try:
        within_funds(gig, milestone)
    except OutOfOrder as beyond:
        approved = gig.approved or gig.checked_brief.budget
        too_much = Hindered(by=Hindrance.BEYOND_APPROVED_TO_FUND, amount=milestone.amount, limit=approved)
        raise RefusedHere(str(beyond), too_much) from beyond


async def _look_up(market: Marketplace, gig: Gig, operation: Operation) -> Contract | None:
    if gig.contract is None:
        return None
    contract = await market.contract(gig.contract.id, gig.contract)
    milestone = contract.milestone(operation.target)
    return contract if milestone and milestone.state is not MilestoneState.WAITING else None


async def _record(tx: Transaction, gig: Gig, operation: Operation, _found: Contract, at: datetime) -> str:
    # What the contract says now is for the next reading, which tells people of it.
    milestone = gig.contract_milestone(operation.target)
    facts = more(under(gig), milestone=part(milestone))
    said = heard(EntryKind.FUNDING_ACCEPTED, at, facts, hired(gig))
    gig = await tx.gigs.save(gig, order_taken(gig, operation.target, at), said)
    await tx.syncs.schedule(gig.tenant, gig.number, at)
    await show_change(tx, gig)
    return operation.target


async def _refuse(tx: Transaction, gig: Gig, operation: Operation, reason: str, at: datetime) -> None:
    milestone = gig.contract_milestone(operation.target)
    refused = more(under(gig), milestone=part(milestone), reason=reason)
    said = heard(EntryKind.FUNDING_REFUSED, at, refused, hired(gig))
    gig = await tx.gigs.save(gig, order_refused(gig, operation.target, at), said)
    facts = NoticeFacts.of_refusal(reason, operation.hindered, amount=milestone.amount if milestone else None)
    await notify_requester(tx, gig, NoticeKind.FUND_REFUSED, at=at, subject=operation.target, facts=facts)
    await tx.syncs.schedule(gig.tenant, gig.number, at)
    await show_change(tx, gig)


async def suggest_funding(tx: Transaction, market: Marketplace, gig: Gig, at: datetime) -> None:
    """Notifies the requester, once for each milestone, that it can now be funded."""
    milestone = next_to_fund(gig)
    if milestone is None or Capability.FUND not in market.capabilities:
        return
    for one in gig.owners:
        notice = Notice(
            id=f"{gig.number}.{NoticeKind.FUND_NEXT}.{milestone.id}"
            + ("" if one is gig.requester else f".{one.key.object_id}"),
            tenant=gig.tenant,
            gig=gig.number,
            kind=NoticeKind.FUND_NEXT,
            to=one.key,
            subject=milestone.id,
            facts=NoticeFacts(amount=milestone.amount),
            created_at=at,
        )
        await enqueue_notice(tx, notice)


FUNDING: OperationHandler[Contract] = OperationHandler(
    kind=OperationKind.FUND,
    still_wanted=_still_wanted,
    call=_call,
    look_up=_look_up,
    record=_record,
    refuse=_refuse,
    attempts=1,
)
