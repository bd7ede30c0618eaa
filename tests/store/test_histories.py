import asyncio

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from gigs.errors import GigNotFound
from gigs.history import WrittenEntry, broken_at
from gigs.history_kinds import EntryFacts, EntryKind
from ports.history_storage import Span
from store import rows
from store.engine import create_engine, open_transactions
from store.histories import append
from store.migrate import MIGRATIONS, migrate
from store.sql import SqlStore
from tests.support.builders import TENANT, a_draft
from tests.support.clock import NOON
from tests.support.databases import POSTGRES, SQLITE, a_database
from tests.support.histories import of_before_kinds, saying, words_of
from tests.support.one_by_one import one_by_one
from use_cases.audit.verify_history import Chains, verify_histories
from use_cases.entries import freelancer, heard

FREED = {
    "sqlite": ("DROP TRIGGER history_refuses_update", "DROP TRIGGER history_refuses_delete"),
    "postgresql": ("DROP TRIGGER history_is_append_only ON history",),
}


@pytest.fixture
async def gig(store):
    """A gig with three entries: one beside a save, two without."""
    async with one_by_one(store) as tx:
        gig = await tx.gigs.add(a_draft(), "key")
        await tx.histories.add(TENANT, gig.number, saying("one"))
        gig = await tx.gigs.save(gig, gig, saying("two"))
        await tx.histories.add(TENANT, gig.number, saying("three"))
    return gig


async def chain_of(store, gig):
    async with one_by_one(store) as tx:
        return await tx.histories.of(gig.tenant, gig.number)


async def test_entries_come_back_in_order_and_the_chain_holds(store, gig):
    entries = await chain_of(store, gig)
    assert [words_of(sealed.entry) for sealed in entries] == ["one", "two", "three"]
    assert broken_at(entries) is None


async def test_entries_added_at_once_all_find_their_place_in_the_chain(store, gig):
    async def add(detail):
        async with one_by_one(store) as tx:
            await tx.histories.add(TENANT, gig.number, saying(detail))

    await asyncio.gather(*(add(f"at once {n}") for n in range(8)))
    entries = await chain_of(store, gig)
    assert len(entries) == 11
    assert broken_at(entries) is None


async def test_only_the_newest_entries_are_read_when_no_more_are_shown(store, gig):
    async with one_by_one(store) as tx:
        newest = (await tx.histories.part(TENANT, gig.number, 2)).entries
    assert [words_of(one.entry) for one in newest] == ["two", "three"]


async def test_a_history_is_read_in_parts_that_follow_each_other(store, gig):
    async with one_by_one(store) as tx:
        last = await tx.histories.part(TENANT, gig.number, 2)
        first = await tx.histories.part(TENANT, gig.number, 2, up_to=last.oldest - 1)
        beyond = await tx.histories.part(TENANT, gig.number, 2, up_to=99)
        none = await tx.histories.part(TENANT, 99, 2)
    assert (last.oldest, last.newer) == (2, False)
    assert [words_of(one.entry) for one in first.entries] == ["one"]
    assert (first.oldest, first.newer) == (1, True)
    assert beyond == last
    assert (none.oldest, none.entries, none.newer) == (0, (), False)


async def test_a_gig_that_is_not_there_has_no_history(store):
    async with one_by_one(store) as tx:
        with pytest.raises(GigNotFound):
            await tx.histories.add(TENANT, 99, saying("nothing"))
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


def of_a_freelancer(name="Noor van Dijk"):
    return heard(
        EntryKind.OFFER_DECLINED, NOON, EntryFacts(freelancer="P1"), freelancer("P1", name) if name else {}
    )


async def names_of(store, gig):
    async with one_by_one(store) as tx:
        newest = (await tx.histories.part(TENANT, gig.number, 1)).entries
        (*_, stored) = await tx.histories.stored(TENANT, Span(gig=gig.number), None, 100)
    assert newest[0].names == stored.names
    return dict(stored.names)


async def add(store, gig, said):
    async with one_by_one(store) as tx:
        await tx.histories.add(TENANT, gig.number, said)


async def test_names_lie_beside_a_history_and_the_first_that_was_heard_stays(database, store, gig):
    await add(store, gig, of_a_freelancer())
    await add(store, gig, of_a_freelancer("Somebody else"))
    assert await names_of(store, gig) == {"person:rita": "Rita Requester", "freelancer:P1": "Noor van Dijk"}
    async with database.engine.begin() as connection:
        documents = await connection.execute(text("SELECT document FROM history"))
        assert "Noor" not in "".join(documents.scalars())


async def test_a_forgotten_name_comes_back_when_it_is_said_again(store, gig):
    await add(store, gig, of_a_freelancer())
    async with one_by_one(store) as tx:
        await tx.histories.forget_names(TENANT, gig.number, ["freelancer:P1", "freelancer:P2"])
        await tx.histories.forget_names(TENANT, gig.number, [])
    assert await names_of(store, gig) == {"person:rita": "Rita Requester"}
    await add(store, gig, of_a_freelancer(""))
    assert "freelancer:P1" not in await names_of(store, gig)
    await add(store, gig, of_a_freelancer())
    assert (await names_of(store, gig))["freelancer:P1"] == "Noor van Dijk"


async def test_an_erased_name_never_comes_back(store, gig):
    await add(store, gig, of_a_freelancer())
    for references in (["freelancer:P1", "freelancer:P2"], ["freelancer:P1"], []):
        async with one_by_one(store) as tx:
            await tx.histories.erase_names(TENANT, gig.number, references)
    async with one_by_one(store) as tx:
        await tx.histories.forget_names(TENANT, gig.number, ["freelancer:P1"])
    await add(store, gig, of_a_freelancer())
    assert "freelancer:P1" not in await names_of(store, gig)
    async with one_by_one(store) as tx:
        assert await tx.histories.named("Noor van Dijk") == []
        with pytest.raises(GigNotFound):
            await tx.histories.erase_names(TENANT, 99, ["freelancer:P1"])


async def test_a_name_may_be_as_long_as_a_marketplace_likes(store, gig):
    await add(store, gig, of_a_freelancer("Noor, " * 3000))
    assert (await names_of(store, gig))["freelancer:P1"] == "Noor, " * 3000


async def test_a_name_with_a_nul_in_it_stops_nobody(store, gig):
    await add(store, gig, of_a_freelancer("Noor\x00 van Dijk"))
    assert "Noor van Dijk" in (await names_of(store, gig)).values()


async def test_names_are_found_wherever_they_lie(store, gig):
    async with one_by_one(store) as tx:
        other = await tx.gigs.add(a_draft(tenant="adatum"), "key")
        await tx.histories.add("adatum", other.number, of_a_freelancer())
        await tx.histories.add(TENANT, gig.number, of_a_freelancer())
        found = await tx.histories.named("Noor van Dijk")
        assert await tx.histories.named("noor van dijk") == []
    assert [(one.tenant, one.gig, one.reference) for one in found] == [
        ("adatum", 1, "freelancer:P1"),
        (TENANT, 1, "freelancer:P1"),
    ]


@pytest.mark.parametrize("kind", [SQLITE, pytest.param(POSTGRES, marks=pytest.mark.postgres)])
async def test_what_a_release_before_kinds_wrote_is_untouched_by_the_upgrade_and_goes_on(kind, tmp_path):
    def former(connection):
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0007")

    written = of_before_kinds()
    with a_database(kind, tmp_path) as url:
        engine = create_engine(url)
        async with engine.begin() as connection:
            await connection.run_sync(former)
            for one in written:
                row = {column.name: getattr(one, column.name) for column in rows.history.columns}
                await connection.execute(rows.history.insert(), row)
        await migrate(engine)
        transactions, close = open_transactions(url)
        store = SqlStore(transactions, promise_nothing)
        async with engine.begin() as connection:
            await append(connection, TENANT, 2, of_a_freelancer())
        async with one_by_one(store) as tx:
            stored = await tx.histories.stored(TENANT, Span(), None, 100)
            chain = await tx.histories.of(TENANT, 2)
            said = (await tx.histories.part(TENANT, 2, 2)).entries
        assert [one.document for one in stored[:-1]] == [one.document for one in written]
        assert (await verify_histories(store, [TENANT], Chains())).faults == ()
        assert broken_at(chain) is None
        assert isinstance(said[0].entry, WrittenEntry)
        assert said[1] == of_a_freelancer()
        await close()
        await engine.dispose()


async def promise_nothing(_connection, jobs):
    raise AssertionError(f"nobody promises {jobs} here")
