import asyncio
import logging
from datetime import timedelta

import pytest

from jobs.engine import EMBEDDED, Engine
from jobs.enqueueing import Enqueuer
from jobs.queues import Queue
from jobs.retries import Backoff
from ports.directory import DirectoryUnavailable
from ports.jobs import TryLater
from ports.storage import StoreUnavailable
from store.engine import open_database
from tests.support.clock import NOON, FakeClock
from tests.support.replica import SampleJob, a_replica

SOON = 20
"""Seconds that nothing here takes, even on a machine that is busy with something else."""


class Done:
    """A handler that only notes what it did, and lets a test wait for it."""

    def __init__(self, *failures):
        self.jobs = []
        self._failures = list(failures)
        self._changed = asyncio.Condition()

    async def __call__(self, job):
        async with self._changed:
            self.jobs.append(job.what)
            self._changed.notify_all()
        if self._failures:
            raise self._failures.pop(0)

    async def times(self, count):
        async with asyncio.timeout(SOON), self._changed:
            await self._changed.wait_for(lambda: len(self.jobs) >= count)
        return self.jobs


async def after(condition):
    """Returns when `condition()` holds."""
    async with asyncio.timeout(SOON):
        while not await condition():  # noqa: ASYNC110 - it looks into a database
            await asyncio.sleep(0.05)


async def dead(replica):
    return await replica.sql("SELECT tenant, id, name, attempts, reason FROM dead_job")


async def test_a_promised_job_runs_once(url):
    done = Done()
    async with a_replica(url, done) as replica:
        await replica.enqueue(SampleJob(what="one"))
        await replica.enqueue(SampleJob(what="last"))
        assert sorted(await done.times(2)) == ["last", "one"]


async def test_a_promise_of_a_transaction_that_failed_is_never_kept(url):
    done = Done()
    async with a_replica(url, done) as replica:

        async def turn(tx):
            await tx.jobs.add(SampleJob(what="never"))
            raise RuntimeError("a bug of ours")

        with pytest.raises(RuntimeError):
            await replica.store.run(turn)
        await replica.enqueue(SampleJob(what="kept"))
        assert await done.times(1) == ["kept"]
        assert done.jobs == ["kept"]


async def test_the_same_promise_twice_is_one_job_even_after_it_was_done(url):
    done = Done()
    async with a_replica(url, done) as replica:
        await replica.enqueue(SampleJob(what="one"), SampleJob(what="one"))
        await done.times(1)
        await replica.enqueue(SampleJob(what="one"))
        await replica.enqueue(SampleJob(what="last"))
        assert await done.times(2) == ["one", "last"]


async def test_a_deliberate_repetition_is_a_new_promise(sqlite_url):
    done = Done()
    async with a_replica(sqlite_url, done) as replica:
        await replica.enqueue(SampleJob(what="one"))
        await replica.enqueue(SampleJob(what="one"), again="sweep 7")
        assert await done.times(2) == ["one", "one"]


async def test_a_delayed_job_comes_after_one_that_is_not(url):
    done = Done()
    async with a_replica(url, done) as replica:
        await replica.enqueue(SampleJob(what="first"))
        await done.times(1)
        await replica.enqueue(SampleJob(what="later"), delay=timedelta(seconds=1))
        await replica.enqueue(SampleJob(what="now"))
        assert await done.times(3) == ["first", "now", "later"]


async def test_a_job_that_asks_for_another_time_is_tried_again(url):
    done = Done(TryLater("Teams wants a pause", after=0.05), TryLater("or no"))
    async with a_replica(url, done) as replica:
        await replica.enqueue(SampleJob(what="one"))
        assert await done.times(3) == ["one"] * 3
        assert await dead(replica) == []


async def test_a_bug_is_logged_and_the_job_tried_again(sqlite_url, caplog):
    done = Done(ZeroDivisionError("a bug of ours"))
    async with a_replica(sqlite_url, done) as replica:
        await replica.enqueue(SampleJob(what="one"))
        await done.times(2)
    assert "ZeroDivisionError" in caplog.text


async def test_a_planned_wait_and_a_store_outage_never_count_as_failures(sqlite_url):
    waits = [TryLater("quarantine", after=0, counts=False) for _ in range(4)]
    done = Done(*waits, StoreUnavailable("down"))
    async with a_replica(sqlite_url, done) as replica:
        await replica.enqueue(SampleJob(what="one"))
        await done.times(6)
        assert await dead(replica) == []


async def test_a_job_waits_for_a_directory_that_is_away_and_is_never_given_up_for_that(sqlite_url, caplog):
    done = Done(*[DirectoryUnavailable("The directory is away.")] * 5)
    async with a_replica(sqlite_url, done, backoff=Backoff(failures=2, away=0.05)) as replica:
        await replica.enqueue(SampleJob(what="one"))
        assert await done.times(6) == ["one"] * 6
        assert await dead(replica) == []
    assert "job failed" not in caplog.text


async def test_a_job_that_keeps_failing_is_given_up_with_its_reason_and_somebody_is_told(url, caplog):
    told: asyncio.Queue[tuple[SampleJob, str]] = asyncio.Queue()

    async def give_up(job, reason):
        await told.put((job, reason))

    done = Done(*[TryLater("closed for holidays") for _ in range(9)])
    async with a_replica(url, done, give_up={SampleJob: give_up}) as replica:
        await replica.enqueue(SampleJob(what="one"))
        async with asyncio.timeout(SOON):
            assert await told.get() == (SampleJob(what="one"), "closed for holidays")
        assert done.jobs == ["one"] * 3
        assert await dead(replica) == [("contoso", "errand:contoso:one", "errand", 3, "closed for holidays")]
    assert "job given up" in [record.message for record in caplog.records if record.levelno == logging.ERROR]


async def test_others_go_on_while_one_keeps_failing(sqlite_url):
    done = Done()

    async def job(job):
        if job.what == "poison":
            raise TryLater("never")
        await done(job)

    async with a_replica(sqlite_url, job, backoff=Backoff(first=0.3, failures=1000)) as replica:
        await replica.enqueue(SampleJob(what="poison"), *(SampleJob(what=f"{n}") for n in range(10)))
        assert len(await done.times(10)) == 10


async def test_what_is_left_at_a_stop_is_done_after_the_next_start(url):
    done = Done()
    started = asyncio.Event()

    async def never_ends(_):
        started.set()
        await asyncio.sleep(3600)

    async with a_replica(url, never_ends) as replica:
        await replica.enqueue(SampleJob(what="one"))
        await asyncio.wait_for(started.wait(), SOON)
    async with a_replica(url, done):
        assert await done.times(1) == ["one"]


async def test_a_running_job_may_finish_before_the_engine_stops(sqlite_url):
    started, finished = asyncio.Event(), []

    async def job(_):
        started.set()
        await asyncio.sleep(0.3)
        finished.append("one")

    async with a_replica(sqlite_url, job, stop_within=5) as replica:
        await replica.enqueue(SampleJob(what="one"))
        await asyncio.wait_for(started.wait(), SOON)
    assert finished == ["one"]


async def test_threads_work_again_after_the_engine_stopped(sqlite_url):
    async with a_replica(sqlite_url, Done()):
        pass
    assert await asyncio.to_thread(lambda: "still here") == "still here"


async def test_finished_jobs_are_forgotten_and_can_be_promised_anew(url):
    done = Done()
    async with a_replica(url, done) as replica:
        await replica.enqueue(SampleJob(what="one"))
        await done.times(1)

        async def forgotten():
            return await replica.engine.forget(NOON.replace(year=2999)) == 1

        await after(forgotten)
        await replica.enqueue(SampleJob(what="one"))
        assert await done.times(2) == ["one", "one"]


async def test_a_job_that_this_release_cannot_read_is_buried(sqlite_url):
    class Older(SampleJob):
        legacy: str = "field of an older release"

    done = Done()
    async with a_replica(sqlite_url, done) as replica:
        await replica.enqueue(Older(what="old"), SampleJob(what="new"))
        await done.times(1)

        async def buried():
            return len(await dead(replica)) == 1

        await after(buried)
    assert done.jobs == ["new"]


async def test_a_job_that_was_running_at_twenty_crashes_is_buried_and_not_started_again(url):
    done = Done()
    async with a_replica(url, done) as replica:
        await replica.enqueue(SampleJob(what="deadly"), delay=timedelta(hours=1))
        await replica.sql("UPDATE job SET crashes = 20, due_at = 0")

        async def buried():
            return len(await dead(replica)) == 1

        await after(buried)
        (letter,) = await dead(replica)
        assert letter[1:] == ("errand:contoso:deadly", "errand", 1, "was running at 20 crashes")
    assert done.jobs == []


async def test_a_job_on_a_queue_that_is_not_there_stops_the_start(sqlite_url):
    nowhere = (Queue("elsewhere", at_once=1, poll=1),)
    with pytest.raises(ValueError, match="errand wants queue 'market', which is not in the table"):
        await a_replica(sqlite_url, Done(), queues=nowhere).__aenter__()


@pytest.mark.postgres
async def test_a_process_on_a_shared_database_must_have_a_name_of_its_own(postgres_url):
    database = await open_database(postgres_url)
    with pytest.raises(ValueError, match="jobs would run twice"):
        Engine(
            database.transactions,
            Enqueuer(shared=True),
            {SampleJob: Done()},
            clock=FakeClock(),
            chance=lambda: 1.0,
            shared=True,
            executor_id=EMBEDDED,
        )
    await database.close()
