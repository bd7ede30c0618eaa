"""(periodic) Words that a marketplace lets us keep for a while only leave our store when that while is over."""

from collections.abc import Sequence
from datetime import datetime

from gigs.gig import Gig
from gigs.history import freelancer_ref
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.purging import contract_without_words, has_words, proposal_without_words
from ports.reading_storage import Reading
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.entries import heard
from use_cases.notifying.notify import show_change
from use_cases.retry_on_conflict import retry_on_conflict

AT_ONCE = 100


async def purge(context: Context) -> int:
    """How many gigs were purged. What is read again afterwards is here again, for as long."""
    purged = 0
    for name, market in context.markets.items():
        if market.keeps_for is None:
            continue
        before = context.clock.now() - market.keeps_for
        due = await context.store.run(_due, name, before)
        for reading in due:
            await _purge(context, reading, before)
        purged += len(due)
        await context.store.run(_forget_talent, name, before)
    return purged


async def _due(tx: Transaction, marketplace: str, before: datetime) -> Sequence[Reading]:
    return await tx.readings.older(marketplace, before, AT_ONCE)


async def _forget_talent(tx: Transaction, marketplace: str, before: datetime) -> int:
    return await tx.talents.forget_words(marketplace, before, AT_ONCE)


@retry_on_conflict
async def _purge(context: Context, seen: Reading, before: datetime) -> None:
    async def purged(tx: Transaction) -> None:
        gig = await tx.gigs.hold(seen.tenant, seen.number)
        reading = await tx.readings.get(seen.tenant, seen.number) or seen
        if reading.proposals_at and reading.proposals_at < before:
            proposals = await tx.proposals.of(reading.tenant, reading.number)
            bare = [proposal_without_words(one) for one in proposals]
            await tx.proposals.put(reading.tenant, reading.number, bare)
            gone = [freelancer_ref(one.id) for one in bare if not one.freelancer]
            await tx.histories.forget_names(reading.tenant, reading.number, gone)
            reading = reading.model_copy(update={"proposals_at": None})
        if reading.contract_at and reading.contract_at < before:
            await _purge_contract(context, tx, gig, reading)
            reading = reading.model_copy(update={"contract_at": None})
        await tx.readings.put(reading)

    await context.store.run(purged)


async def _purge_contract(context: Context, tx: Transaction, gig: Gig, reading: Reading) -> None:
    if gig.contract is None or not has_words(gig.contract):
        return
    bare = gig.model_copy(update={"contract": contract_without_words(gig.contract)})
    facts = EntryFacts(marketplace=reading.marketplace)
    said = heard(EntryKind.WORDS_PURGED, context.clock.now(), facts)
    await show_change(tx, await tx.gigs.save(gig, bare, said))
