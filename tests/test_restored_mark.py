"""The mark beside the database tells a backup from the database it was made of."""

import asyncio

import pytest

from assembly.restored import KeptMark, declare_restored, notice_restore
from ports.strays import Generation
from store.engine import NotUsable, open_database
from store.sql import SqlStore
from tests.support.clock import NOON, FakeClock
from tests.support.databases import a_sqlite_file
from tests.use_cases.world import Ids


async def promise_nothing(_connection, _jobs):
    """Nothing is enqueued here."""


@pytest.fixture
async def store(tmp_path):
    database = await open_database(await a_sqlite_file(tmp_path / "connector.db"))
    yield SqlStore(database.transactions, promise_nothing)
    await database.close()


@pytest.fixture
def kept(tmp_path):
    return KeptMark(tmp_path / "var" / "connector.db.mark")


async def starts(store, kept):
    return await notice_restore(store, kept, FakeClock(), Ids())


async def calls(store, kept):
    await kept.keep(await store.run(lambda tx: tx.generations.next()))


async def current(store):
    return await store.run(lambda tx: tx.generations.current())


async def test_the_first_start_and_every_one_after_it_notice_nothing(store, kept):
    assert not await starts(store, kept)
    await calls(store, kept)
    assert not await starts(store, kept)
    assert (await current(store)).restored_at is None


async def test_a_database_that_lacks_the_newest_call_is_noticed_once(store, kept):
    known = await current(store)
    await kept.keep(known.model_copy(update={"mark": known.mark + 1}))

    assert await starts(store, KeptMark(kept.path))

    now = await current(store)
    assert now.restored_at == NOON
    assert now.id != known.id
    assert not await starts(store, KeptMark(kept.path))


async def test_another_database_in_its_place_is_noticed(store, kept):
    await kept.keep(Generation(id="another", mark=0))

    assert await starts(store, KeptMark(kept.path))


async def test_a_call_whose_mark_was_not_kept_any_more_is_no_restore(store, kept):
    await starts(store, kept)
    await store.run(lambda tx: tx.generations.next())

    assert not await starts(store, KeptMark(kept.path))


@pytest.mark.parametrize("content", ["", "one", "a b c", "id not-a-number"])
async def test_a_file_that_says_nothing_is_none(store, kept, content):
    kept.path.parent.mkdir()
    kept.path.write_text(content)

    assert not await starts(store, kept)


async def test_where_no_mark_can_be_kept_the_start_ends_with_what_to_do(store, kept):
    kept.path.mkdir(parents=True)

    with pytest.raises(NotUsable, match=r"connector\.db\.mark can’t be written: .*\. .*May this user write"):
        await starts(store, kept)


async def test_of_several_at_once_the_highest_stays(kept):
    await asyncio.gather(*(kept.keep(Generation(id="g", mark=mark)) for mark in (3, 9, 5)))

    assert kept.read() == Generation(id="g", mark=9)


async def test_an_operator_may_say_it_as_often_as_they_like(store, kept):
    await starts(store, kept)
    for _ in range(2):
        await declare_restored(store, FakeClock(), Ids())

    assert (await current(store)).restored_at == NOON


async def test_of_several_processes_on_one_machine_the_highest_stays(kept):
    another = KeptMark(kept._path)
    await another.keep(Generation(id="g", mark=9))
    await kept.keep(Generation(id="g", mark=4))

    assert kept.read() == Generation(id="g", mark=9)


async def test_a_start_beside_a_process_that_calls_meanwhile_notices_nothing(store, kept):
    """The other one makes its call between our two looks."""
    await starts(store, kept)

    class Meanwhile(KeptMark):
        def read(self):
            known = super().read()
            asyncio.run_coroutine_threadsafe(calls(store, kept), loop).result()
            return known

    loop = asyncio.get_running_loop()
    assert not await starts(store, Meanwhile(kept._path))
