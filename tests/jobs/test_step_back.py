"""Jobs of a clock that was ahead are due now."""

from datetime import timedelta

import pytest

from jobs.liveness import Liveness
from tests.support.replica import a_replica

PLANNED = timedelta(hours=2)
WAITING = """
INSERT INTO job (id, name, queue, document, state, due_at, tries, failures, crashes)
SELECT '{id}', 'errand', '{queue}', '{{}}', 'waiting', {now} + {after}, 1, 0, 0
"""

STARTED = """
INSERT INTO job (id, name, queue, state, due_at, tries, failures, crashes, started_at, finished_at)
WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 2000)
SELECT 'started ' || n, 'errand', 'notify', 'done', 0, 1, 0, 0, {now} + 86400, 1 FROM number
"""
"""Twice as many as may be started in one second."""


async def nothing(_job):
    """Nothing is due."""


def now_of(url):
    if "postgresql" in url:
        return "extract(epoch FROM clock_timestamp())"
    return "((julianday('now') - 2440587.5) * 86400.0)"


async def test_what_waits_for_longer_than_anything_is_put_off_is_due_and_the_rest_is_not(url):
    async with a_replica(url, nothing) as replica:
        await replica.engine.stop()
        for name, queue, after in (("a", "market", 86_400), ("b", "notify", 86_400), ("c", "market", 3_600)):
            await replica.sql(WAITING.format(id=name, queue=queue, now=now_of(url), after=after))

        assert await replica.engine.bring_forward(PLANNED) == 2
        assert await replica.engine.bring_forward(PLANNED) == 0

        due = await replica.sql(f"SELECT id FROM job WHERE due_at <= {now_of(url)} ORDER BY id")
        assert [row[0] for row in due] == ["a", "b"]


async def test_starts_in_the_future_do_not_use_up_the_pace(url):
    async with a_replica(url, nothing) as replica:
        await replica.engine.stop()
        await replica.sql(STARTED.format(now=now_of(url)))
        await replica.sql(WAITING.format(id="due", queue="notify", now=now_of(url), after=-1))

        claims = await replica.engine._exchange.swap([], {"market": 10, "notify": 20})

        assert [job.id for job in claims.jobs] == ["due"]


@pytest.mark.postgres
async def test_a_process_last_seen_in_the_future_counts_as_seen_now_and_is_not_buried(postgres_url):
    buried = []

    async def recover(dead):
        buried.extend(dead)
        return 0

    async with a_replica(postgres_url, nothing) as replica:
        await replica.sql(
            "INSERT INTO replica (executor_id, last_seen) VALUES ('ahead', clock_timestamp() + interval '1 day')"
        )
        await Liveness(replica.database.transactions, "another", recover, print).reap()

        assert "ahead" not in buried
        (seen,) = await replica.sql(
            "SELECT dead_at, last_seen <= clock_timestamp() FROM replica WHERE executor_id = 'ahead'"
        )
        assert tuple(seen) == (None, True)
