"""The mark beside the database tells a backup from the database it was made of."""

import asyncio

import pytest
from sqlalchemy import text

from assembly.restored import KeptMark, declare_restored, notice_restore
from ports.strays import Generation
from store.engine import NotUsable, open_database
from store.sql import SqlStore
from tests.support.clock import NOON, FakeClock
from tests.support.databases import a_sqlite_file
from tests.use_cases.world import Ids

IDS = Ids()
"""Of all processes: no two of theirs are the same."""


async def promise_nothing(_connection, _jobs):
    """Nothing is enqueued here."""


@pytest.fixture
async def database(tmp_path):
    database = await open_database(await a_sqlite_file(tmp_path / "connector.db"))
    yield database
    await database.close()


@pytest.fixture
def store(database):
    return SqlStore(database.transactions, promise_nothing)


@pytest.fixture
def replicas(store, tmp_path):
    """Two that share a database, each with a mark on a disk of its own."""
    return [KeptMark(tmp_path / name / "connector.db.mark") for name in ("one", "two")]


async def puts_back(database, backup):
    """Replaces the rows by those of the backup, as a restore does."""
    ended = "DELETE FROM generation WHERE name <> 'this'"
    this = "UPDATE generation SET id = :id, mark = :mark, restored_at = NULL WHERE name = 'this'"
    async with database.engine.begin() as connection:
        await connection.execute(text(ended))
        await connection.execute(text(this), {"id": backup.id, "mark": backup.mark})


@pytest.fixture
def kept(tmp_path):
    return KeptMark(tmp_path / "var" / "connector.db.mark")


async def starts(store, kept):
    return await notice_restore(store, kept, FakeClock(), IDS)


async def calls(store, kept):
    await kept.keep(await store.run(lambda tx: tx.generations.next()))


def renewed(former, new):
    return lambda tx: tx.generations.renew(former, new, NOON)


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
        await declare_restored(store, FakeClock(), IDS)

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


async def test_a_second_replica_that_is_new_notices_nothing(store, replicas):
    one, two = replicas
    await starts(store, one)
    await calls(store, one)

    assert not await starts(store, two)
    assert two.read() == await current(store)


async def test_a_real_restore_is_declared_by_the_first_of_two_replicas_alone(database, store, replicas):
    for kept in replicas:
        await starts(store, kept)
    backup = await current(store)
    for kept in replicas:
        await calls(store, kept)
    await puts_back(database, backup)

    noticed = [await starts(store, KeptMark(kept.path)) for kept in replicas]
    again = [await starts(store, KeptMark(kept.path)) for kept in replicas * 2]

    assert (noticed, again) == ([True, False], [False] * 4)


async def test_a_replica_whose_disk_is_an_older_one_declares_nothing(database, store, replicas):
    one, two = replicas
    await starts(store, one)
    await starts(store, two)
    image = two.path.read_text()
    backup = await current(store)
    await calls(store, one)
    await puts_back(database, backup)
    assert await starts(store, KeptMark(one.path))
    assert not await starts(store, KeptMark(two.path))
    two.path.write_text(image)

    assert not await starts(store, KeptMark(two.path))
    two.path.unlink()
    assert not await starts(store, KeptMark(two.path))


async def test_a_restore_of_a_restore_is_noticed_again(database, store, replicas):
    """The same backup is put back a second time; only one of the replicas has been there between."""
    one, two = replicas
    await starts(store, one)
    await starts(store, two)
    backup = await current(store)
    await calls(store, one)
    await calls(store, two)
    await puts_back(database, backup)
    assert await starts(store, KeptMark(one.path))
    first = await current(store)
    await calls(store, KeptMark(one.path))
    await puts_back(database, backup)

    assert await starts(store, KeptMark(one.path))
    assert (await current(store)).id != first.id
    assert not await starts(store, KeptMark(two.path))
    assert not any([await starts(store, KeptMark(kept.path)) for kept in replicas * 2])


async def test_whichever_replica_is_first_after_two_restores_they_come_to_rest(database, store, replicas):
    one, two = replicas
    await starts(store, one)
    await starts(store, two)
    backup = await current(store)
    await calls(store, one)
    await calls(store, two)
    await puts_back(database, backup)
    await starts(store, KeptMark(one.path))
    await puts_back(database, backup)

    assert await starts(store, KeptMark(two.path))  # it knows of the calls, not of the restore between
    assert await starts(store, KeptMark(one.path))  # it may know of calls that the other couldn't
    assert not any([await starts(store, KeptMark(kept.path)) for kept in replicas * 2])


async def test_a_replica_that_created_nothing_itself_notices_a_restore_because_it_follows(
    database, store, replicas
):
    one, two = replicas
    await starts(store, one)
    await starts(store, two)
    backup = await current(store)
    await calls(store, one)
    await starts(store, two)  # as it does every minute
    await puts_back(database, backup)

    assert await starts(store, KeptMark(two.path))


async def test_of_two_that_notice_at_once_one_declares(store):
    former = await current(store)
    said = [await store.run(renewed(former, new)) for new in ("R-a", "R-b")]

    assert said == [True, False]
    assert (await current(store)).id == "R-a"


async def test_the_operators_word_is_enough_for_the_mark_beside_it(store, kept):
    await kept.keep(Generation(id="another", mark=9))
    await declare_restored(store, FakeClock(), IDS, kept.read())

    assert not await starts(store, kept)
