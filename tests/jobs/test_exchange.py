"""What one process and the table tell each other, also when they misunderstand."""

import asyncio
from datetime import timedelta

import pytest

from jobs.dead import bury, forget_buried
from jobs.engine_lifetime import forget_finished
from jobs.queues import Queue
from ports.jobs import TryLater
from tests.jobs.watched import Unreliable
from tests.support.clock import NOON, FakeClock
from tests.support.counted import CountedTransactions
from tests.support.replica import SampleJob, a_replica

SOON = 20
STATE = "SELECT state, tries, failures, crashes FROM job"


class Held:
    """A handler that ends each job when it is told to."""

    def __init__(self, *failures):
        self.begun = []
        self._failures = list(failures)
        self._changed = asyncio.Condition()
        self._may_end = asyncio.Event()

    async def __call__(self, job):
        async with self._changed:
            self.begun.append(job.what)
            self._changed.notify_all()
        await self._may_end.wait()
        if self._failures:
            raise self._failures.pop(0)

    async def times(self, count):
        async with asyncio.timeout(SOON), self._changed:
            await self._changed.wait_for(lambda: len(self.begun) >= count)

    def let_go(self):
        self._may_end.set()


async def until(replica, statement, rows):
    """Returns when this is what the database holds."""
    async with asyncio.timeout(SOON):
        while await replica.sql(statement) != rows:  # noqa: ASYNC110 - it looks into a database
            await asyncio.sleep(0.02)


async def test_a_job_enqueued_again_while_it_waits_or_runs_or_is_done_is_one_job(url):
    held = Held()
    async with a_replica(url, held) as replica:
        one = SampleJob(what="one")
        await replica.enqueue(one, delay=timedelta(seconds=0.5))
        await replica.enqueue(one)
        assert await replica.sql(STATE) == [("waiting", 1, 0, 0)]
        await held.times(1)
        await replica.enqueue(one)
        assert await replica.sql(STATE) == [("running", 1, 0, 0)]
        held.let_go()
        await until(replica, STATE, [("done", 1, 0, 0)])
        await replica.enqueue(one)
        await replica.enqueue(SampleJob(what="last"))
        await held.times(2)
    assert held.begun == ["one", "last"]


async def test_a_finished_job_leaves_its_key_and_nothing_of_its_document(url):
    held = Held()
    held.let_go()
    async with a_replica(url, held) as replica:
        await replica.enqueue(SampleJob(what="one"))
        await until(
            replica,
            "SELECT id, state, document, holder FROM job",
            [("errand:contoso:one", "done", None, None)],
        )


async def test_all_jobs_of_a_transaction_are_enqueued_with_one_call_and_begun_in_their_order(url):
    held = Held()
    async with a_replica(url, held) as replica:
        whats = [f"{n}" for n in (3, 1, 2)]
        await replica.enqueue(*(SampleJob(what=what) for what in whats))
        await held.times(3)
        assert held.begun == whats
        held.let_go()


async def test_at_rest_a_look_at_all_queues_is_one_statement(url):
    counted: list[CountedTransactions] = []

    def between(transactions):
        counted.append(CountedTransactions(transactions))
        return counted[0]

    async with a_replica(url, Held(), between=between) as replica:
        await replica.enqueue(SampleJob(what="not yet"), delay=timedelta(hours=1))
        statements = counted[0].by_transaction
        statements.clear()
        async with asyncio.timeout(SOON):
            while len(statements) < 5:  # noqa: ASYNC110 - of the engine's own loop
                await asyncio.sleep(0.02)
        looks = [count for count in statements if count == 1]
        # On PostgreSQL it also looks after the others: a beat is one statement, a round of the reaper three.
        assert len(looks) >= 4
        assert max(statements) <= 3


async def test_an_exchange_that_was_refused_is_made_again_and_its_job_is_begun_once(url):
    held = Held()
    unreliable: list[Unreliable] = []

    def between(transactions):
        unreliable.append(Unreliable(transactions))
        return unreliable[0]

    async with a_replica(url, held, between=between) as replica:
        unreliable[0].refuses = True
        await replica.enqueue(SampleJob(what="one"))
        await held.times(1)
        assert unreliable[0].failed == 1
        held.let_go()
        await until(replica, STATE, [("done", 1, 0, 0)])
    assert held.begun == ["one"]


async def test_jobs_that_were_claimed_by_a_commit_whose_answer_was_lost_are_begun_all_the_same(url):
    held = Held()
    unreliable: list[Unreliable] = []

    def between(transactions):
        unreliable.append(Unreliable(transactions))
        return unreliable[0]

    async with a_replica(url, held, between=between) as replica:
        await replica.enqueue(SampleJob(what="running before"))
        await held.times(1)
        unreliable[0].loses_the_answer = True
        await replica.enqueue(SampleJob(what="one"), SampleJob(what="two"))
        await held.times(3)
        assert unreliable[0].failed == 1
        held.let_go()
        await until(replica, STATE, [("done", 1, 0, 0)] * 3)
    assert held.begun == ["running before", "one", "two"]


async def test_a_try_postponed_by_a_commit_whose_answer_was_lost_counts_once(url):
    held = Held(TryLater("not now"))
    held.let_go()
    unreliable: list[Unreliable] = []

    def between(transactions):
        unreliable.append(Unreliable(transactions))
        return unreliable[0]

    async with a_replica(url, held, between=between) as replica:
        await replica.enqueue(SampleJob(what="one"))
        await held.times(1)
        # The exchange that puts it off claims it again at once.
        unreliable[0].loses_the_answer = True
        await until(replica, STATE, [("done", 2, 1, 0)])
    assert held.begun == ["one", "one"]


@pytest.mark.postgres
async def test_a_process_that_was_taken_for_dead_changes_nothing_about_a_job_that_is_anothers_now(
    postgres_url,
):
    sleeper, other = Held(TryLater("tried in vain")), Held()
    one_at_a_time = (Queue("market", at_once=1, poll=0.05),)
    its_state = f"{STATE} WHERE id = 'errand:contoso:one'"
    async with a_replica(postgres_url, sleeper, name="sleeper", queues=one_at_a_time) as first:
        await first.enqueue(SampleJob(what="one"))
        await sleeper.times(1)
        async with a_replica(postgres_url, other, name="other", queues=one_at_a_time) as second:
            assert await second.engine.recover(["replica--sleeper"]) == 1
            await other.times(1)
            # The other is busy: the next job is done by the sleeper, after it has said what became of its old one.
            await first.enqueue(SampleJob(what="next"))
            sleeper.let_go()
            await until(first, f"{STATE} WHERE id = 'errand:contoso:next'", [("done", 1, 0, 0)])
            assert await first.sql(its_state) == [("running", 1, 0, 1)]
            other.let_go()
            await until(first, its_state, [("done", 1, 0, 1)])
    assert (sleeper.begun, other.begun) == (["one", "next"], ["one"])


async def test_a_limited_queue_never_starts_more_in_any_second(url):
    pace = (Queue("market", at_once=50, poll=0.05, per_second=6),)
    held = Held()
    held.let_go()
    async with a_replica(url, held, queues=pace) as replica:
        await replica.enqueue(*(SampleJob(what=f"{n}") for n in range(15)))
        await held.times(15)
        assert_paced(await replica.sql("SELECT started_at FROM job ORDER BY started_at"), 6)


@pytest.mark.postgres
async def test_processes_share_the_pace_of_a_queue(postgres_url):
    pace = (Queue("market", at_once=50, poll=0.05, per_second=6),)
    first, second = Held(), Held()
    first.let_go()
    second.let_go()
    async with (
        a_replica(postgres_url, first, queues=pace) as replica,
        a_replica(postgres_url, second, queues=pace) as other,
    ):
        for n in range(16):
            await (replica, other)[n % 2].enqueue(SampleJob(what=f"{n}"))
        await until(replica, "SELECT count(*) FROM job WHERE state = 'done'", [(16,)])
        assert_paced(await replica.sql("SELECT started_at FROM job ORDER BY started_at"), 6)
    assert sorted(first.begun + second.begun) == sorted(f"{n}" for n in range(16))


def assert_paced(rows, most):
    starts = [at for (at,) in rows]
    # SQLite's clock has milliseconds.
    assert min(later - at for at, later in zip(starts, starts[most:], strict=False)) > 0.998


async def test_what_is_interrupted_by_a_stop_waits_as_if_it_had_not_begun(url):
    held = Held()
    async with a_replica(url, held) as replica:
        await replica.enqueue(SampleJob(what="one"))
        await held.times(1)
        await replica.engine.stop(patience=0)
        assert await replica.sql(STATE) == [("waiting", 1, 0, 0)]


async def test_a_try_that_ended_was_no_crash_of_its_process(url):
    held = Held(TryLater("not now", after=3600, counts=False))
    held.let_go()
    async with a_replica(url, held) as replica:
        await replica.enqueue(SampleJob(what="one"), delay=timedelta(seconds=0.3))
        await replica.sql("UPDATE job SET crashes = 19")
        await until(replica, STATE, [("waiting", 2, 0, 0)])


async def test_a_stop_does_not_wait_for_a_database_that_is_away_and_the_next_start_finds_the_job(sqlite_url):
    held = Held()
    unreliable: list[Unreliable] = []

    def between(transactions):
        unreliable.append(Unreliable(transactions))
        return unreliable[0]

    async with a_replica(sqlite_url, held, between=between) as replica:
        await replica.enqueue(SampleJob(what="one"))
        await held.times(1)
        unreliable[0].away = True
        async with asyncio.timeout(SOON):
            await replica.engine.stop(patience=0)
        assert unreliable[0].failed > 0
        assert await replica.sql(STATE) == [("running", 1, 0, 0)]
    held.let_go()
    async with a_replica(sqlite_url, held) as replica:
        await until(replica, STATE, [("done", 1, 0, 1)])
    assert held.begun == ["one", "one"]


async def test_jobs_go_on_when_the_database_is_back(sqlite_url, caplog):
    held = Held()
    held.let_go()
    unreliable: list[Unreliable] = []

    def between(transactions):
        unreliable.append(Unreliable(transactions))
        return unreliable[0]

    async with a_replica(sqlite_url, held, between=between) as replica:
        unreliable[0].away = True
        await replica.enqueue(SampleJob(what="one"))
        async with asyncio.timeout(SOON):
            while "jobs wait for the database" not in caplog.text:  # noqa: ASYNC110 - by the engine's own loop
                await asyncio.sleep(0.02)
        unreliable[0].away = False
        await until(replica, STATE, [("done", 1, 0, 0)])
    assert "jobs wait for the database" in caplog.text


async def test_a_job_that_ran_when_the_only_process_was_killed_waits_again_and_has_a_crash(sqlite_url):
    async with a_replica(sqlite_url, Held()) as replica:
        await replica.enqueue(SampleJob(what="one"), delay=timedelta(hours=1))
        await replica.sql("UPDATE job SET state = 'running', holder = 'embedded'")
    async with a_replica(sqlite_url, Held()) as replica:
        assert await replica.sql(STATE) == [("waiting", 1, 0, 1)]


async def test_a_job_of_a_newer_release_is_left_to_it(url, caplog):
    held = Held()
    async with a_replica(url, held) as replica:
        await replica.enqueue(SampleJob(what="one"), delay=timedelta(seconds=0.3))
        await replica.sql("UPDATE job SET name = 'of tomorrow'")
        await until(replica, STATE, [("waiting", 2, 0, 0)])
        assert await replica.sql("SELECT id FROM dead_job") == []
    assert "job of an unknown kind" in caplog.text
    assert held.begun == []


async def test_all_old_jobs_are_forgotten_in_batches_and_what_is_not_done_stays(url):
    async with a_replica(url, Held()) as replica:
        yesterday = (NOON - timedelta(days=1)).timestamp()
        rows = ", ".join(
            f"('job {n}', 'errand', 'market', '{state}', 9e9, 1, 0, 0, {yesterday + n})"
            for n, state in enumerate(["done"] * 25 + ["waiting"])
        )
        columns = "id, name, queue, state, due_at, tries, failures, crashes, finished_at"
        await replica.sql(f"INSERT INTO job ({columns}) VALUES {rows}")
        forgotten = await forget_finished(replica.engine, FakeClock(), timedelta(0), batch=10)
        assert forgotten == 25
        assert await replica.engine.forget(NOON) == 0
        assert await replica.sql("SELECT id FROM job") == [("job 25",)]


async def test_old_dead_letters_are_deleted_in_batches_and_younger_ones_stay(url):
    async with a_replica(url, Held()) as replica:

        async def many(connection):
            for n in range(25):
                at = NOON - timedelta(days=2 if n else 0)
                await bury(connection, "errand", '{"tenant": "contoso"}', f"job {n}", 5, "closed", at)

        await replica.database.transactions.run(many)
        one_day = timedelta(days=1)
        assert await forget_buried(replica.database.transactions, FakeClock(), one_day, batch=10) == 24
        assert await replica.sql("SELECT id FROM dead_job") == [("job 0",)]
