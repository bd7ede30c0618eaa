"""(periodic) Reads what happened on the marketplace: proposals that came in, the contract as it stands."""

from collections.abc import Sequence
from datetime import datetime

from gigs.contract import Contract, ContractState, MilestoneState
from gigs.gig import ON_MARKET, Gig, GigState
from gigs.hiring import back_to_reviewing, beyond_approved, count_proposals, take_contract
from gigs.proposal import Proposal, Standing, left_to_compare
from marketplace.client import Marketplace
from use_cases.again import again_if_changed
from use_cases.entries import heard
from use_cases.finish_gig import tell_if_finished
from use_cases.make_offer import mark_proposal
from use_cases.notices import NoticeKind
from use_cases.outside import Outside
from use_cases.storage import Transaction
from use_cases.tell import show_change, tell_channels, tell_requester
from use_cases.withdraw_gig import promise_closing

AT_ONCE = 50

_MOVED = {
    MilestoneState.WAITING: "not started",
    MilestoneState.ACTIVE: "started",
    MilestoneState.SUBMITTED: "handed in",
    MilestoneState.SENT_BACK: "sent back",
    MilestoneState.RELEASED: "paid",
}


async def claim_due(outside: Outside) -> Sequence[tuple[str, int]]:
    """The gigs to be read now, as (tenant, number); no other replica gets them for a while."""
    now = outside.clock.now()
    async with outside.store.transaction() as tx:
        return await tx.syncs.claim_due(now, now + 4 * outside.patience.call_timeout, AT_ONCE)


async def sync_gig(outside: Outside, tenant: str, number: int) -> None:
    """Reads one gig's marketplace side and writes what is new. Raises the MarketplaceError family.

    After a failure, or while the marketplace is paused, the gig is read again when its lease ends.
    """
    async with outside.store.transaction() as tx:
        gig = await tx.gigs.get(tenant, number)
        if gig.listing is None or await tx.switches.get(tenant, gig.listing.marketplace):
            return
    market = outside.market(tenant, gig.listing.marketplace)
    if gig.state in ON_MARKET:
        await _take_proposals(outside, market, tenant, number, await market.proposals(gig.listing.id))
    elif gig.contract and gig.state in {GigState.HIRING, GigState.ACTIVE}:
        await _take_contract(outside, market, gig, await market.contract(gig.contract.id, gig.contract))
    outside.reached("sync: taken")
    await _schedule_next(outside, market, tenant, number)


async def _schedule_next(outside: Outside, market: Marketplace, tenant: str, number: int) -> None:
    """Quick while things move, ever slower while they do not: a tenth of the time since the last change."""
    now, rhythm = outside.clock.now(), market.rhythm
    async with outside.store.transaction() as tx:
        gig = await tx.gigs.get(tenant, number)
        if gig.state in ON_MARKET | {GigState.HIRING, GigState.ACTIVE}:
            wait = min(max((now - gig.changed_at) / 10, rhythm.quick), rhythm.slow)
            await tx.syncs.schedule(tenant, number, now + wait)
        else:
            await tx.syncs.stop(tenant, number)


@again_if_changed
async def _take_proposals(
    outside: Outside, market: Marketplace, tenant: str, number: int, found: Sequence[Proposal]
) -> None:
    now = outside.clock.now()
    async with outside.store.transaction() as tx:
        gig = await tx.gigs.get(tenant, number)
        known = {p.id: p for p in await tx.proposals.of(tenant, number)}
        changed = [p for p in (_merged(known.get(p.id), p) for p in found) if p != known.get(p.id)]
        new = [p for p in changed if p.id not in known]
        if not changed or gig.state not in ON_MARKET:
            return
        await tx.proposals.put(tenant, number, changed)
        announce = bool(new) and (gig.notice_due is None or gig.notice_due <= now)
        due = now + market.rhythm.gather if announce else gig.notice_due
        left = left_to_compare((known | {p.id: p for p in changed}).values())
        counted = count_proposals(gig, left, due, now)
        verb = "brought proposals" if new else "changed proposals"
        said = heard(market.title, verb, now, ", ".join(p.freelancer for p in new or changed))
        gig = await tx.gigs.save(gig, counted, said)
        if announce:
            await tell_requester(tx, gig, NoticeKind.PROPOSALS_ARRIVED, at=now, delay=market.rhythm.gather)
        await show_change(tx, gig)
        outside.reached("sync: not yet kept")


def _merged(known: Proposal | None, found: Proposal) -> Proposal:
    """Their words, our verdict: what the requester decided stays, unless the freelancer withdrew."""
    if known is None or (found.standing is Standing.WITHDRAWN and known.standing is not Standing.WITHDRAWN):
        return found
    return found.model_copy(update={"standing": known.standing, "reason": known.reason})


@again_if_changed
async def _take_contract(outside: Outside, market: Marketplace, seen: Gig, found: Contract) -> None:
    """`seen` is the gig as it was when `found` was asked for: if its contract has changed since, `found` may be older."""
    now = outside.clock.now()
    async with outside.store.transaction() as tx:
        gig = await tx.gigs.get(seen.tenant, seen.number)
        if gig.contract is None or gig.contract != seen.contract or gig.contract == found:
            return
        if gig.state is GigState.HIRING and found.state in {ContractState.DECLINED, ContractState.ENDED}:
            await _declined(tx, gig, found, now)
            return
        before = gig
        gig = await tx.gigs.save(
            gig, take_contract(gig, found, now), heard(market.title, *_news(before, found, now))
        )
        if before.state is GigState.HIRING and gig.state is not GigState.HIRING:
            await _accepted(tx, gig, found, now)
        for milestone in found.milestones:
            if milestone.state is MilestoneState.SUBMITTED and milestone != before.contract_milestone(
                milestone.id
            ):
                facts = {"milestone": milestone.title, "amount": str(milestone.amount)}
                await tell_requester(
                    tx, gig, NoticeKind.DELIVERABLE_SUBMITTED, at=now, subject=milestone.id, facts=facts
                )
        await _tell_of_more_money(tx, before, gig, now)
        await tell_if_finished(tx, gig, before.state, now)
        await show_change(tx, gig)


async def _tell_of_more_money(tx: Transaction, before: Gig, gig: Gig, now: datetime) -> None:
    """Once for each growth of the contract: what is above the approved sum is not paid before somebody agrees."""
    more, former = beyond_approved(gig), beyond_approved(before)
    asked_for = gig.extension.amount if gig.extension else None
    if gig.state is not GigState.ACTIVE or more is None or (former and not more > former):
        return
    if asked_for is None or more > asked_for:
        await tell_requester(tx, gig, NoticeKind.MORE_MONEY_NEEDED, at=now, facts={"amount": str(more)})


def _news(gig: Gig, found: Contract, now: datetime) -> tuple[str, datetime, str]:
    """What the change amounts to, for the history: verb, time, detail."""
    if gig.state is GigState.HIRING:
        return "accepted the offer", now, found.freelancer
    moved = [m for m in found.milestones if m != gig.contract_milestone(m.id)]
    if not moved and gig.contract and found.state is gig.contract.state:
        return "reported", now, f"the contract comes to {found.total}"
    if not moved:
        return "ended the contract", now, ""
    return "reported", now, "; ".join(f"{m.title} {_MOVED[m.state]}" for m in moved)


async def _accepted(tx: Transaction, gig: Gig, contract: Contract, now: datetime) -> None:
    await mark_proposal(tx, gig, contract.proposal_id, Standing.HIRED)
    await tell_requester(tx, gig, NoticeKind.OFFER_ACCEPTED, at=now)
    text = f"A freelancer is at work on “{gig.title}”."
    await tell_channels(tx, gig, NoticeKind.CHANNEL_REPLY, at=now, text=text)
    await promise_closing(tx, gig, "filled")


async def _declined(tx: Transaction, gig: Gig, contract: Contract, now: datetime) -> None:
    reason = f"{contract.freelancer} declined the offer."
    said = heard(contract.freelancer, "declined the offer", now)
    await mark_proposal(tx, gig, contract.proposal_id, Standing.WITHDRAWN, "declined the offer")
    left = left_to_compare(await tx.proposals.of(gig.tenant, gig.number))
    back = count_proposals(back_to_reviewing(gig, reason, now), left, gig.notice_due, now)
    gig = await tx.gigs.save(gig, back, said)
    facts = {"freelancer": contract.freelancer}
    await tell_requester(tx, gig, NoticeKind.OFFER_DECLINED, at=now, facts=facts)
    await show_change(tx, gig)
