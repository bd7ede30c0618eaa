"""No statement of the jobs reads more rows than it changes, however many lie in the table."""

import re
from dataclasses import fields

import pytest
from sqlalchemy import text

from jobs.statements import POSTGRES, SQLITE, look
from tests.support.replica import a_replica

VALUES = {
    "id": "'job 7'",
    "me": "'embedded'",
    "queue": "'market'",
    "queue0": "'market'",
    "queue1": "'notify'",
    "name": "'x'",
    "document": "'{}'",
    "delay": "0",
    "tries": "2",
    "failures": "1",
    "free": "10",
    "per_second": "25",
    "before": "1000",
    "limit": "1000",
    "latest": "7200",
}
FILLED = """
INSERT INTO job (id, name, queue, document, state, due_at, tries, failures, crashes, holder, started_at, finished_at)
WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 20000)
SELECT 'job ' || n, 'errand', CASE n % 2 WHEN 0 THEN 'market' ELSE 'notify' END, '{}',
       CASE WHEN n % 50 = 1 THEN 'running' WHEN n % 10 = 0 THEN 'waiting' ELSE 'done' END,
       9000000000 + n, 1, 0, 0, CASE n % 50 WHEN 1 THEN 'replica ' || n % 7 END, n, n FROM number
"""


async def nothing(_job):
    """Nothing is due."""


def statements_of(url):
    """Name -> text of each, with values in it."""
    shared = "postgresql" in url
    said = POSTGRES if shared else SQLITE
    holders = "ARRAY['replica 1', 'replica 2']" if shared else "'embedded'"
    values = {**VALUES, "holders": holders}
    found = {field.name: getattr(said, field.name) for field in fields(said)}
    found["look"] = look(2, shared=shared)
    return {
        name: re.sub(r"(?<![:\w]):(\w+)", lambda bound: values[bound[1]], statement.text)
        for name, statement in found.items()
    }


async def test_every_statement_is_served_by_an_index(url):
    async with a_replica(url, nothing) as replica:
        await replica.engine.stop()
        await replica.sql(FILLED)
        if "postgresql" in url:
            # As its autovacuum does; SQLite's plans must be good without any statistics.
            await replica.sql("ANALYZE")
        scans = {}
        for name, statement in statements_of(url).items():
            plan = await explained(replica, url, statement)
            if re.search(r"Seq Scan on job|SCAN job(?! USING COVERING)|\bSort\b|TEMP B-TREE", plan):
                scans[name] = plan
        assert scans == {}


async def explained(replica, url, statement):
    explain = "EXPLAIN" if "postgresql" in url else "EXPLAIN QUERY PLAN"
    async with replica.database.engine.begin() as connection:
        rows = await connection.execute(text(f"{explain} {statement}"))
        return "\n".join(str(row[-1]) for row in rows)


@pytest.mark.postgres
async def test_a_claim_locks_no_more_than_it_takes(postgres_url):
    """A subquery that were run again for each row would claim more than there are places."""
    async with a_replica(postgres_url, nothing) as replica:
        await replica.engine.stop()
        await replica.sql(FILLED)
        await replica.sql("UPDATE job SET due_at = 0 WHERE state = 'waiting'")
        plan = await explained(replica, postgres_url, statements_of(postgres_url)["claim"])
        assert "InitPlan" in plan
        claimed = await replica.sql(statements_of(postgres_url)["claim"])
        assert len(claimed) == 10
