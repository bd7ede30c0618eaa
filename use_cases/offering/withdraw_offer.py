"""The requester withdraws an unanswered offer; the gig returns to its proposals when the marketplace says so."""

from datetime import datetime
from typing import ClassVar

from gigs.approval import Purpose
from gigs.errors import OutOfOrder
from gigs.gig import Gig, GigState
from gigs.hiring import back_to_reviewing, count_proposals
from gigs.history import Said
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.people import Person
from gigs.proposal import ProposalStatus, left_to_compare
from gigs.withdrawing_offer import begin_withdrawing, stop_withdrawing
from ports.hindrance import Hindered, Hindrance
from ports.jobs import MarketJob
from ports.marketplace import Capability
from ports.notice_facts import NoticeFacts
from ports.notices import NoticeKind
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context
from use_cases.entries import entry, heard, hired, more, place_of, under
from use_cases.notifying.notify import notify_requester, show_change
from use_cases.notifying.notify_withdrawal import notify_withdrawal, with_a_reason
from use_cases.offering.make_offer import mark_proposal
from use_cases.operations.ask_market import ask_market
from use_cases.operations.enqueue_operation import can, market_name, market_title
from use_cases.operations.open_market import open_market
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.gig_page import GigPage
from use_cases.retry_on_conflict import retry_on_conflict
from use_cases.showing.show_gig import page_of


class WithdrawOffer(MarketJob):
    """Withdraw this offer on its marketplace."""

    name: ClassVar[str] = "withdraw_offer"

    tenant: str
    gig: int
    market: str
    contract: str
    version: int
    """Of the gig: after a refusal it may be asked for again."""

    @property
    def key(self) -> str:
        return f"takeback:{self.tenant}:{self.gig}:{self.contract}:{self.version}"


@retry_on_conflict
async def withdraw_offer(context: Context, who: Person, number: int, *, reason: str) -> GigPage:
    """Enqueues the withdrawal of the offer; the same press again changes nothing.

    An offer that a person was to make on the marketplace is given up at once: nothing of ours is out. Raises
    OutOfOrder when nothing is unanswered, when the API of this marketplace cannot do it, or without a reason.
    """
    now = context.clock.now()

    async def withdrawn(tx: Transaction) -> GigPage:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.WITHDRAW_OFFER, gig)
        if gig.offers_on_site:
            gig = await _choose_again(tx, who, gig, with_a_reason(reason), now)
        elif not gig.withdrawing_offer:
            gig = await _ask(context, tx, who, gig, with_a_reason(reason), now)
        return await page_of(context, tx, gig, who)

    return await context.store.run(withdrawn)


async def _choose_again(tx: Transaction, who: Person, gig: Gig, reason: str, now: datetime) -> Gig:
    chosen = gig.choice.proposal_id if gig.choice else None
    facts = EntryFacts(marketplace=place_of(gig), freelancer=chosen, reason=reason)
    said = entry(who, EntryKind.CHOICE_WITHDRAWN, now, facts, hired(gig))
    back = await _back(tx, gig, said, now, reason)
    await _tell_of_excess(tx, gig, back, who, reason, now)
    return back


async def _tell_of_excess(
    tx: Transaction, before: Gig, after: Gig, who: Person, reason: str, at: datetime
) -> None:
    """Whoever said yes to more money for this one offer; a yes to the gig as a whole is not touched by it."""
    if any(one.revision == before.revision and one.purpose is Purpose.EXCESS for one in before.approvals):
        await notify_withdrawal(tx, before, after, who, at=at, purpose=Purpose.EXCESS, reason=reason)


async def _ask(context: Context, tx: Transaction, who: Person, gig: Gig, reason: str, now: datetime) -> Gig:
    if not can(context, gig, Capability.WITHDRAW_OFFER):
        title = market_title(context, gig)
        raise OutOfOrder(
            _("I can’t withdraw offers on {marketplace}. Please do it there; I’ll notice.").format(
                marketplace=title
            )
        )
    contract = gig.contract.id if gig.contract else ""
    facts, before = more(under(gig), reason=reason), gig
    said = entry(who, EntryKind.OFFER_WITHDRAWAL_REQUESTED, now, facts, hired(gig))
    gig = await tx.gigs.save(gig, begin_withdrawing(gig, now, reason), said)
    await _tell_of_excess(tx, before, gig, who, reason, now)
    job = WithdrawOffer(
        tenant=gig.tenant, gig=gig.number, market=market_name(gig), contract=contract, version=gig.version
    )
    await tx.jobs.add(job)
    await show_change(tx, gig)
    return gig


async def send_withdrawal(job: WithdrawOffer, *, context: Context) -> None:
    """Withdrawing is repeatable, so an unknown outcome is simply tried again. Raises TryLater."""
    gig = await context.store.run(lambda tx: tx.gigs.get(job.tenant, job.gig))
    if not _is_about(gig, job):
        return
    market = await open_market(context, job.tenant, job.market)
    refusal = await ask_market(context, market, market.withdraw_offer(job.contract, "withdrawn"))
    context.failpoint("withdraw offer: asked")
    if refusal:
        await not_withdrawn(context, job, refusal)
    else:
        await _offer_withdrawn(context, job)


@retry_on_conflict
async def _offer_withdrawn(context: Context, job: WithdrawOffer) -> None:
    async def given_back(tx: Transaction) -> None:
        gig = await tx.gigs.hold(job.tenant, job.gig)
        if _is_about(gig, job):
            await offer_is_back(tx, gig, context.clock.now())

    await context.store.run(given_back)


async def offer_is_back(tx: Transaction, gig: Gig, at: datetime) -> None:
    """The marketplace says that the offer is not out any more, as its requester wished."""
    proposal = gig.contract.proposal_id if gig.contract else ""
    said = heard(EntryKind.OFFER_WITHDRAWN, at, under(gig), hired(gig))
    gig = await _back(tx, gig, said, at, gig.withdrawing_because)
    await notify_requester(tx, gig, NoticeKind.OFFER_WITHDRAWN, at=at, facts=NoticeFacts(proposal=proposal))


async def _back(tx: Transaction, gig: Gig, said: Said, at: datetime, reason: str) -> Gig:
    chosen = gig.contract.proposal_id if gig.contract else gig.choice.proposal_id if gig.choice else ""
    await mark_proposal(tx, gig, chosen, ProposalStatus.NEW)
    left = left_to_compare(await tx.proposals.of(gig.tenant, gig.number))
    note = f"It was withdrawn: {reason}" if reason else "It was withdrawn."  # not for people
    back = count_proposals(back_to_reviewing(gig, note, at), left, gig.notice_due, at)
    gig = await tx.gigs.save(gig, back, said)
    await tx.syncs.schedule(gig.tenant, gig.number, at)
    await show_change(tx, gig)
    return gig


@retry_on_conflict
async def not_withdrawn(
    context: Context, job: WithdrawOffer, reason: str, ours: Hindrance | None = None
) -> None:
    """Notifies the requester why the offer still stands. If it was accepted meanwhile, the next reading says so.

    `ours` where the no is our own.
    """
    now = context.clock.now()

    async def refused(tx: Transaction) -> None:
        gig = await tx.gigs.get(job.tenant, job.gig)
        if not _is_about(gig, job):
            return
        said = heard(EntryKind.OFFER_NOT_WITHDRAWN, now, more(under(gig), reason=reason), hired(gig))
        gig = await tx.gigs.save(gig, stop_withdrawing(gig, now), said)
        facts = NoticeFacts.of_refusal(reason, Hindered(by=ours) if ours else None)
        await notify_requester(tx, gig, NoticeKind.OFFER_NOT_WITHDRAWN, at=now, facts=facts)
        await tx.syncs.schedule(gig.tenant, gig.number, now)
        await show_change(tx, gig)

    await context.store.run(refused)


def _is_about(gig: Gig, job: WithdrawOffer) -> bool:
    same = gig.contract is not None and gig.contract.id == job.contract
    return gig.state is GigState.HIRING and gig.withdrawing_offer and same
