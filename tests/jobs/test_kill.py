"""What becomes of a job when its process is killed, or only sleeps for too long."""

import asyncio
import signal
import sys
from collections import Counter
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from jobs.enqueueing import Enqueuer
from jobs.liveness import FENCED
from store.engine import create_engine, open_transactions, sqlite_path
from store.sql import SqlStore
from tests.support.replica import SampleJob

ROOT = Path(__file__).parents[2]
SOON = 40

pytestmark = [pytest.mark.kill, pytest.mark.slow]


class Notes:
    """What the processes have written so far."""

    def __init__(self, path):
        self.path = path

    @property
    def lines(self):
        return self.path.read_text().splitlines() if self.path.exists() else []

    def count(self, start):
        return sum(line.startswith(start) for line in self.lines)

    async def until(self, start, count=1):
        async with asyncio.timeout(SOON):
            while self.count(start) < count:  # noqa: ASYNC110 - another process writes it
                await asyncio.sleep(0.05)


@pytest.fixture
def notes(tmp_path):
    return Notes(tmp_path / "notes.txt")


@asynccontextmanager
async def a_process(url, name, notes, seconds, *point):
    """A process that runs jobs; killed at the end whatever happened."""
    arguments = ["-m", "tests.jobs.job_process", url, name, str(notes.path), str(seconds), *point]
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, cwd=ROOT)
    try:
        await notes.until(f"ready process {name}")
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def enqueue(url, *whats):
    """Enqueues jobs from outside the processes that run them."""
    transactions, close = open_transactions(url)

    async def add(tx):
        for what in whats:
            await tx.jobs.add(SampleJob(what=what))

    await SqlStore(transactions, Enqueuer(shared=sqlite_path(url) is None).enqueue).run(add)
    await close()


async def finished(url, count):
    """Returns when so many jobs are done."""
    database = create_engine(url)
    async with asyncio.timeout(SOON):
        done: int | None = 0
        while done is None or done < count:
            await asyncio.sleep(0.1)
            async with database.connect() as connection:
                done = (
                    await connection.execute(text("SELECT count(*) FROM job WHERE state = 'done'"))
                ).scalar()
    await database.dispose()


async def test_a_job_in_flight_at_kill_9_runs_again_after_the_restart(sqlite_url, notes):
    async with a_process(sqlite_url, "first", notes, 3600) as process:
        await enqueue(sqlite_url, "one")
        await notes.until("begin one")
        process.kill()
        await process.wait()
    notes.path.unlink()
    async with a_process(sqlite_url, "first", notes, 0):
        await notes.until("end one")


@pytest.mark.parametrize(
    "point, begun",
    [
        ("claiming, before the COMMIT", 1),
        ("claiming, behind the COMMIT", 1),
        ("handing over, before the COMMIT", 2),
        ("handing over, behind the COMMIT", 1),
    ],
)
async def test_wherever_an_exchange_is_killed_every_job_is_done(url, notes, point, begun):
    """Twice only when it was done and nobody could have known."""
    async with a_process(url, "first", notes, 0, point) as first:
        await enqueue(url, "one")
        assert await asyncio.wait_for(first.wait(), SOON) == -signal.SIGKILL
        await enqueue(url, "last")
    async with a_process(url, "second", notes, 0):
        await notes.until("end last")
        await notes.until("end one", 1)
        await finished(url, 2)
    assert notes.count("begin one") == begun


@pytest.mark.postgres
async def test_a_killed_replicas_job_is_taken_over_by_another(postgres_url, notes):
    async with a_process(postgres_url, "first", notes, 3600) as first:
        await enqueue(postgres_url, "one")
        await notes.until("begin one first")
        async with a_process(postgres_url, "second", notes, 0):
            first.kill()
            await first.wait()
            await notes.until("end one second")


@pytest.mark.postgres
async def test_a_replica_that_slept_too_long_ends_itself_and_its_job_is_done_by_another(postgres_url, notes):
    async with a_process(postgres_url, "sleeper", notes, 3600) as sleeper:
        await enqueue(postgres_url, "one")
        await notes.until("begin one sleeper")
        async with a_process(postgres_url, "second", notes, 0):
            sleeper.send_signal(signal.SIGSTOP)
            await notes.until("end one second")
            sleeper.send_signal(signal.SIGCONT)
            assert await asyncio.wait_for(sleeper.wait(), SOON) == FENCED


@pytest.mark.postgres
async def test_two_replicas_share_the_work_and_never_do_the_same_job(postgres_url, notes):
    whats = [f"{n}" for n in range(30)]
    async with a_process(postgres_url, "a", notes, 0.1), a_process(postgres_url, "b", notes, 0.1):
        await enqueue(postgres_url, *whats)
        await notes.until("end ", 30)
    begun = Counter(line.split()[1] for line in notes.lines if line.startswith("begin"))
    assert begun == dict.fromkeys(whats, 1)
