"""The requester takes an unanswered offer back; the gig returns to its proposals when the marketplace says so."""

from datetime import datetime
from typing import ClassVar

from gigs.errors import OutOfOrder
from gigs.gig import Gig, GigState
from gigs.hiring import back_to_reviewing, count_proposals
from gigs.history import Said
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.people import Person
from gigs.proposal import Standing, left_to_compare
from gigs.taking_back import keep_offer, take_back
from ports.hindrance import Hindered, Hindrance
from ports.jobs import Job
from ports.marketplace import Capability
from ports.notice_facts import NoticeFacts
from ports.notices import NoticeKind
from ports.storage import Transaction
from use_cases.again import again_if_changed
from use_cases.entries import entry, heard, hired, more, place_of, under
from use_cases.notifying.tell import show_change, tell_requester
from use_cases.offering.make_offer import mark_proposal
from use_cases.operations.ask_market import ask_market
from use_cases.operations.open_market import open_market
from use_cases.operations.promise_operation import can, market_name, market_title
from use_cases.outside import Outside
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.gig_page import GigPage
from use_cases.showing.show_gig import page_of


class WithdrawOffer(Job):
    """Take this offer back on its marketplace."""

    name: ClassVar[str] = "withdraw_offer"
    queue: ClassVar[str] = "market"

    tenant: str
    gig: int
    market: str
    contract: str
    version: int
    """Of the gig: after a refusal it may be asked for again."""

    @property
    def key(self) -> str:
        return f"takeback:{self.tenant}:{self.gig}:{self.contract}:{self.version}"


@again_if_changed
async def withdraw_offer(outside: Outside, who: Person, number: int) -> GigPage:
    """Promises that the offer is taken back; the same press again changes nothing.

    An offer that a person was to make on the marketplace is given up at once: nothing of ours is out. Raises
    OutOfOrder when nothing is unanswered, or when the API of this marketplace cannot do it.
    """
    now = outside.clock.now()
    async with outside.store.transaction() as tx:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.WITHDRAW_OFFER, gig)
        if gig.offers_on_site:
            facts = EntryFacts(
                marketplace=place_of(gig), freelancer=gig.choice.proposal_id if gig.choice else None
            )
            said = entry(who, EntryKind.CHOICE_WITHDRAWN, now, facts, hired(gig))
            gig = await _back(tx, gig, said, now)
        elif not gig.taking_back:
            gig = await _ask(outside, tx, who, gig, now)
        return await page_of(outside, tx, gig, who)


async def _ask(outside: Outside, tx: Transaction, who: Person, gig: Gig, now: datetime) -> Gig:
    if not can(outside, gig, Capability.WITHDRAW_OFFER):
        title = market_title(outside, gig)
        raise OutOfOrder(f"I cannot take offers back on {title}. Please do it there; I notice when it is.")
    contract = gig.contract.id if gig.contract else ""
    said = entry(who, EntryKind.OFFER_WITHDRAWAL_REQUESTED, now, under(gig), hired(gig))
    gig = await tx.gigs.save(gig, take_back(gig, now), said)
    job = WithdrawOffer(
        tenant=gig.tenant, gig=gig.number, market=market_name(gig), contract=contract, version=gig.version
    )
    await tx.jobs.add(job)
    await show_change(tx, gig)
    return gig


async def take_offer_back(job: WithdrawOffer, *, outside: Outside) -> None:
    """Taking back is repeatable, so an unknown outcome is simply tried again. Raises TryLater."""
    async with outside.store.transaction() as tx:
        gig = await tx.gigs.get(job.tenant, job.gig)
    if not _is_about(gig, job):
        return
    market = await open_market(outside, job.tenant, job.market)
    refusal = await ask_market(outside, market.withdraw_offer(job.contract, "withdrawn"))
    outside.reached("take back: asked")
    if refusal:
        await kept(outside, job, refusal)
    else:
        await _taken_back(outside, job)


@again_if_changed
async def _taken_back(outside: Outside, job: WithdrawOffer) -> None:
    async with outside.store.transaction() as tx:
        gig = await tx.gigs.get(job.tenant, job.gig)
        if _is_about(gig, job):
            await offer_is_back(tx, gig, outside.clock.now())


async def offer_is_back(tx: Transaction, gig: Gig, at: datetime) -> None:
    """The marketplace says that the offer is not out any more, as its requester wished."""
    proposal = gig.contract.proposal_id if gig.contract else ""
    gig = await _back(tx, gig, heard(EntryKind.OFFER_WITHDRAWN, at, under(gig), hired(gig)), at)
    await tell_requester(tx, gig, NoticeKind.OFFER_TAKEN_BACK, at=at, facts=NoticeFacts(proposal=proposal))


async def _back(tx: Transaction, gig: Gig, said: Said, at: datetime) -> Gig:
    chosen = gig.contract.proposal_id if gig.contract else gig.choice.proposal_id if gig.choice else ""
    await mark_proposal(tx, gig, chosen, Standing.NEW)
    left = left_to_compare(await tx.proposals.of(gig.tenant, gig.number))
    back = count_proposals(back_to_reviewing(gig, "You took it back.", at), left, gig.notice_due, at)
    gig = await tx.gigs.save(gig, back, said)
    await tx.syncs.schedule(gig.tenant, gig.number, at)
    await show_change(tx, gig)
    return gig


@again_if_changed
async def kept(outside: Outside, job: WithdrawOffer, reason: str, ours: Hindrance | None = None) -> None:
    """Tells the requester why the offer is still out. If it was accepted meanwhile, the next reading says so.

    `ours` where the no is our own.
    """
    now = outside.clock.now()
    async with outside.store.transaction() as tx:
        gig = await tx.gigs.get(job.tenant, job.gig)
        if not _is_about(gig, job):
            return
        said = heard(EntryKind.OFFER_NOT_WITHDRAWN, now, more(under(gig), reason=reason), hired(gig))
        gig = await tx.gigs.save(gig, keep_offer(gig, now), said)
        facts = NoticeFacts.of_refusal(reason, Hindered(by=ours) if ours else None)
        await tell_requester(tx, gig, NoticeKind.OFFER_KEPT, at=now, facts=facts)
        await tx.syncs.schedule(gig.tenant, gig.number, now)
        await show_change(tx, gig)


def _is_about(gig: Gig, job: WithdrawOffer) -> bool:
    same = gig.contract is not None and gig.contract.id == job.contract
    return gig.state is GigState.HIRING and gig.taking_back and same
