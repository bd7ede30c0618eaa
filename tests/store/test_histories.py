import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from gigs.errors import GigNotFound
from gigs.history import Entry, broken_at
from tests.support.builders import RITA, TENANT, a_draft
from tests.support.clock import NOON

FREED = {
    "sqlite": ("DROP TRIGGER history_refuses_update", "DROP TRIGGER history_refuses_delete"),
    "postgresql": ("DROP TRIGGER history_is_append_only ON history",),
}


def entry(detail):
    return Entry(at=NOON, actor=RITA.key, name=RITA.name, verb="changed", detail=detail)


@pytest.fixture
async def gig(store):
    """A gig with three entries: one beside a save, two without."""
    async with store.transaction() as tx:
        gig = await tx.gigs.add(a_draft(), "key")
        await tx.histories.add(TENANT, gig.number, entry("one"))
        gig = await tx.gigs.save(gig, gig, entry("two"))
        await tx.histories.add(TENANT, gig.number, entry("three"))
    return gig


async def chain_of(store, gig):
    async with store.transaction() as tx:
        return await tx.histories.of(gig.tenant, gig.number)


async def test_entries_come_back_in_order_and_the_chain_holds(store, gig):
    entries = await chain_of(store, gig)
    assert [sealed.entry.detail for sealed in entries] == ["one", "two", "three"]
    assert broken_at(entries) is None


async def test_entries_added_at_once_all_find_their_place_in_the_chain(store, gig):
    async def add(detail):
        async with store.transaction() as tx:
            await tx.histories.add(TENANT, gig.number, entry(detail))

    await asyncio.gather(*(add(f"at once {n}") for n in range(8)))
    entries = await chain_of(store, gig)
    assert len(entries) == 11
    assert broken_at(entries) is None


async def test_only_the_newest_entries_are_read_when_no_more_are_shown(store, gig):
    async with store.transaction() as tx:
        newest = await tx.histories.newest(TENANT, gig.number, 2)
    assert [entry.detail for entry in newest] == ["two", "three"]


async def test_a_gig_that_is_not_there_has_no_history(store):
    async with store.transaction() as tx:
        with pytest.raises(GigNotFound):
            await tx.histories.add(TENANT, 99, entry("nothing"))
        assert await tx.histories.of(TENANT, 99) == []


@pytest.mark.parametrize("change", ["UPDATE history SET document = '{}'", "DELETE FROM history"])
async def test_the_database_itself_refuses_to_change_history(database, store, gig, change):
    with pytest.raises(DBAPIError, match="append-only"):
        async with database.engine.begin() as connection:
            await connection.execute(text(change))
    assert len(await chain_of(store, gig)) == 3


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE history SET document = replace(document, 'two', 'too') WHERE number = 2",
        "DELETE FROM history WHERE number = 2",
        "UPDATE history SET hash = former_hash WHERE number = 2",
    ],
)
async def test_whoever_gets_around_that_is_found_by_the_chain(database, store, gig, tampering):
    async with database.engine.begin() as connection:
        for statement in (*FREED[database.engine.dialect.name], tampering):
            await connection.execute(text(statement))
    assert broken_at(await chain_of(store, gig)) == 2
