"""(periodic) Reads what happened on the marketplace: proposals that came in, the contract as it stands.

Calls are counted by gig and day, and bounded by the marketplace's rhythm (`reads_per_day`).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from gigs.contract import Contract
from gigs.errors import GigChanged
from gigs.gig import ON_MARKET, Gig
from gigs.hiring import count_proposals
from gigs.history import Said
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.proposal import Proposal, ProposalStatus, UnreadProposal, left_to_compare
from gigs.purging import has_words, proposal_without_words
from gigs.value import Value
from ports.marketplace import Capability, Marketplace
from ports.notices import NoticeKind
from ports.reading_storage import Reading, ReadingAccount
from ports.storage import StoreUnavailable, Transaction
from use_cases.context import Context
from use_cases.delivering.fund_milestone import suggest_funding
from use_cases.entries import freelancer, heard, place_of
from use_cases.notifying.notify import notify_requester, show_change
from use_cases.offering.offer_on_site import find_offer_on_site, take_offer_on_site
from use_cases.reading.failed_readings import count_failure, recovered
from use_cases.reading.rhythm import OVERLAP, is_full, not_before, wait_after
from use_cases.reading.take_contract import UNDER_CONTRACT, take_contract_as_found
from use_cases.retry_on_conflict import retry_on_conflict
from use_cases.talent.keep_talent import renew_words

AT_ONCE = 10
"""Gigs of one account that are read at a time, in one process."""


class Found(Value):
    """What one look at a marketplace has brought: None is what was not looked at."""

    proposals: tuple[Proposal, ...] | None = None
    unread: tuple[UnreadProposal, ...] = ()
    contract: Contract | None = None
    offer: Contract | None = None


def lease(context: Context) -> timedelta:
    """How long a gig that was claimed is nobody else's. A reading that takes as long is given up before."""
    return 4 * context.patience.call_timeout


async def due_accounts(context: Context) -> Sequence[ReadingAccount]:
    """The accounts that something is to be read with now."""
    return await context.store.run(lambda tx: tx.syncs.accounts(context.clock.now()))


async def claim_due(
    context: Context, account: ReadingAccount, most: int = AT_ONCE
) -> Sequence[tuple[str, int]]:
    """The gigs of one account to be read now, as (tenant, number); no other replica gets them until their lease ends.

    One that was read a moment ago, or often enough today, is put off, whoever asked for it.
    """
    now = context.clock.now()

    async def claimed(tx: Transaction) -> Sequence[tuple[str, int]]:
        due = await tx.syncs.claim_in(account, now, now + lease(context), most)
        return [one for one in due if not await _put_off(context, tx, *one, now)]

    return await context.store.run(claimed)


async def _put_off(context: Context, tx: Transaction, tenant: str, number: int, now: datetime) -> bool:
    known = await tx.readings.get(tenant, number)
    if known is None or known.marketplace not in context.markets:
        return False
    at = not_before(known, context.market(tenant, known.marketplace).rhythm, now)
    if at > now:
        await tx.syncs.schedule(tenant, number, at, known.marketplace)
    return at > now


async def sync_gig(context: Context, tenant: str, number: int) -> None:
    """Reads one gig's marketplace side and writes what is new. Raises the MarketplaceError family.

    After a failure, or while the marketplace is paused or not set up, the gig is read again when its lease ends. A
    failure is counted, unless it is our own store's.
    """
    begun = await context.store.run(_begin, context, tenant, number)
    if begun is None:
        return
    gig, reading = begun
    market = context.market(tenant, reading.marketplace)
    try:
        found = await _look(market, gig, reading, context.clock.now())
        await _record(context, market, gig, reading, found)
    except (StoreUnavailable, GigChanged):
        raise
    except Exception as trouble:
        await count_failure(context, gig, reading, trouble)
        raise


async def _look(market: Marketplace, gig: Gig, reading: Reading, now: datetime) -> Found:
    found = Found()
    if reads_proposals(market, gig, reading) and gig.listing:
        since = None if is_full(reading, now) else reading.read_to
        answers = await market.proposals(gig.listing.id, since)
        found = Found(proposals=tuple(answers), unread=answers.unread)
    if reads_contract(gig, reading) and gig.contract:
        contract = await market.contract(gig.contract.id, gig.contract)
        return found.model_copy(update={"contract": contract})
    if gig.offers_on_site:
        return found.model_copy(update={"offer": await find_offer_on_site(market, gig)})
    return found


@retry_on_conflict
async def _record(context: Context, market: Marketplace, gig: Gig, reading: Reading, found: Found) -> None:
    """All that was found, and when to look again, in one transaction."""
    now = context.clock.now()

    async def recorded(tx: Transaction) -> None:
        held = await tx.gigs.hold(gig.tenant, gig.number)
        if found.proposals is not None and _is_same_listing(held, gig):
            held = await _take_proposals(tx, market, held, found.proposals, now)
        if found.contract is not None:
            await take_contract_as_found(tx, gig, found.contract, now)
        if found.offer is not None:
            await take_offer_on_site(tx, gig, found.offer, now)
        if found.contract is not None or found.offer is not None:
            held = await tx.gigs.get(gig.tenant, gig.number)
        context.failpoint("sync: taken")
        await _finish(tx, market, held, reading, found, now)
        context.failpoint("sync: not yet committed")

    await context.store.run(recorded)


def reads_proposals(market: Marketplace, gig: Gig, reading: Reading) -> bool:
    """While they can be chosen from, and when somebody wants to see them again."""
    return Capability.PROPOSALS in market.capabilities and (gig.state in ON_MARKET or reading.wanted)


def reads_contract(gig: Gig, reading: Reading) -> bool:
    """While something can still happen to it, and when somebody wants to see again what was handed in."""
    return gig.contract is not None and (gig.state in UNDER_CONTRACT or reading.wanted)


async def _begin(tx: Transaction, context: Context, tenant: str, number: int) -> tuple[Gig, Reading] | None:
    """Counted before it is read: a call that fails is a call too. None for a gig that cannot be read now."""
    gig = await tx.gigs.hold(tenant, number)
    if gig.listing is None or gig.listing.marketplace not in context.markets:
        return None
    if await tx.switches.get(tenant, gig.listing.marketplace):
        return None
    known = await tx.readings.get(tenant, number)
    market, now = context.market(tenant, gig.listing.marketplace), context.clock.now()
    contract = gig.contract.id if gig.contract else ""
    fresh = Reading(tenant=tenant, number=number, marketplace=market.name, listing=gig.listing.id)
    if known is not None and (known.listing, known.marketplace) == (fresh.listing, market.name):
        fresh = known
    looks = (reads_proposals(market, gig, fresh), reads_contract(gig, fresh) or gig.offers_on_site)
    calls = fresh.calls if fresh.day == now.date() else 0
    changes = {"contract": contract, "read_at": now, "day": now.date(), "calls": calls + sum(looks)}
    reading = fresh.model_copy(update=changes)
    await tx.readings.put(reading)
    return gig, reading


async def _finish(
    tx: Transaction, market: Marketplace, gig: Gig, begun: Reading, found: Found, now: datetime
) -> None:
    """Remembers how far it was read, and when it is read next: ever slower while nothing moves."""
    began = begun.read_at or now
    known = await tx.readings.get(begun.tenant, begun.number) or begun
    changes: dict[str, object] = {"contract": gig.contract.id if gig.contract else ""}
    if found.proposals is not None:
        full = is_full(begun, began)
        changes |= {"read_to": began - OVERLAP, "proposals_at": began if full else begun.proposals_at}
        changes["unread"] = found.unread if full else _still_unread(known, found)
    if found.contract is not None:
        changes["contract_at"] = began if has_words(found.contract) else None
    changes["failures"] = 0
    if begun.wanted:
        changes["wanted"] = False
    await tx.readings.put(known.model_copy(update=changes))
    await recovered(tx, gig, known, now)
    await suggest_funding(tx, market, gig, now)
    await _schedule_next(tx, market, gig, began, now)


def _still_unread(known: Reading, found: Found) -> tuple[UnreadProposal, ...]:
    """After a reading of what is new only: those from before, but for what was read, or set aside, this time."""
    seen = {one.id for one in found.proposals or ()} | {one.id for one in found.unread}
    return (*(one for one in known.unread if one.id not in seen), *found.unread)


async def _schedule_next(
    tx: Transaction, market: Marketplace, gig: Gig, began: datetime, now: datetime
) -> None:
    """Whoever asked for a reading while this one was under way gets another: theirs may be the newer word."""
    due = await tx.syncs.due(gig.tenant, gig.number)
    if due is not None and began < due <= now:
        return
    if gig.state in ON_MARKET | UNDER_CONTRACT:
        wait = wait_after(gig.changed_at, now, market.rhythm)
        await tx.syncs.schedule(gig.tenant, gig.number, now + wait, market.name)
    else:
        await tx.syncs.stop(gig.tenant, gig.number)


def _is_same_listing(gig: Gig, seen: Gig) -> bool:
    """`seen` is the gig as it was when its proposals were asked for: what answers a listing that it has left is left aside."""
    return gig.listing is not None and seen.listing is not None and gig.listing.id == seen.listing.id


async def _take_proposals(
    tx: Transaction, market: Marketplace, gig: Gig, found: Sequence[Proposal], now: datetime
) -> Gig:
    """The gig as it is afterwards."""
    tenant, number = gig.tenant, gig.number
    known = {p.id: p for p in await tx.proposals.of(tenant, number)}
    changed = [p for p in (_merged(known.get(p.id), p) for p in found) if p != known.get(p.id)]
    new = [p for p in changed if p.id not in known]
    if gig.state not in ON_MARKET:
        again = [p for p in changed if p.id in known and _may_be_read_again(known[p.id])]
        await tx.proposals.put(tenant, number, again)
        await renew_words(tx, market, gig, found, now)
        return gig
    if not changed:
        return gig
    await tx.proposals.put(tenant, number, changed)
    changed = [p for p in changed if not _only_words(known.get(p.id), p)]
    if not changed:
        return gig
    announce = bool(new) and (gig.notice_due is None or gig.notice_due <= now)
    due = now + market.rhythm.gather if announce else gig.notice_due
    left = left_to_compare((known | {p.id: p for p in changed}).values())
    counted = count_proposals(gig, left, due, now)
    gig = await tx.gigs.save(gig, counted, _said(gig, new, changed, now))
    if announce:
        await notify_requester(tx, gig, NoticeKind.PROPOSALS_ARRIVED, at=now, delay=market.rhythm.gather)
    await show_change(tx, gig)
    return gig


def _said(gig: Gig, new: Sequence[Proposal], changed: Sequence[Proposal], now: datetime) -> Said:
    kind = EntryKind.PROPOSALS_RECEIVED if new else EntryKind.PROPOSALS_CHANGED
    about, names = new or changed, dict[str, str]()
    for one in about:
        names |= freelancer(one.id, one.freelancer)
    facts = EntryFacts(
        marketplace=place_of(gig),
        listing=gig.listing.id if gig.listing else None,
        freelancers=tuple(one.id for one in about),
    )
    return heard(kind, now, facts, names)


def _may_be_read_again(known: Proposal) -> bool:
    """Whose words were purged; but for somebody who was forgotten, and whom nothing names any more."""
    return known.purged and bool(known.freelancer_id)


def _only_words(known: Proposal | None, found: Proposal) -> bool:
    """True when it was purged, and is here again as it was."""
    if known is None or not known.purged:
        return False
    return proposal_without_words(known) == proposal_without_words(found)


def _merged(known: Proposal | None, found: Proposal) -> Proposal:
    """Their words, our verdict: what the requester decided stays, unless the freelancer withdrew."""
    if known is None or (
        found.status is ProposalStatus.WITHDRAWN and known.status is not ProposalStatus.WITHDRAWN
    ):
        return found
    return found.model_copy(update={"status": known.status, "reason": known.reason})
