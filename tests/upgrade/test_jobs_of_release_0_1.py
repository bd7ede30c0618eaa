"""The jobs of release 0.1, which lay in the tables of its engine (DBOS), are in ours after the migration."""

import json
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import NullPool, create_engine, inspect, text

from store.engine import open_database
from tests.support.databases import POSTGRES, SQLITE, a_database
from tests.support.release_0_1 import job_id_of, jobs_of_then, put_back

EITHER = [SQLITE, pytest.param(POSTGRES, marks=pytest.mark.postgres)]
NOW = datetime.now(UTC)


def in_ms(moment):
    return int(moment.timestamp() * 1000)


class Then:
    """The database as the release left it, and what a test does to it before the upgrade."""

    def __init__(self, kind, url):
        self.kind = kind
        self.url = url
        self._schema = "" if kind == SQLITE else "dbos."
        self.done_at(NOW - timedelta(days=1))

    def sql(self, statement, **values):
        engine = create_engine(self.url.replace("postgresql:", "postgresql+psycopg:"), poolclass=NullPool)
        with engine.begin() as connection:
            found = connection.execute(text(statement.replace("@", self._schema)), values)
            return [tuple(row) for row in found] if found.returns_rows else []

    def done_at(self, moment):
        self.sql("UPDATE @workflow_status SET completed_at = :at WHERE status = 'SUCCESS'", at=in_ms(moment))

    def one_waiting(self):
        """Which job was in a queue."""
        rows = "SELECT workflow_uuid, i.inputs FROM @workflow_status JOIN @workflow_input i USING (workflow_uuid)"
        (row, *_) = self.sql(f"{rows} WHERE status = 'ENQUEUED' ORDER BY workflow_uuid")
        return row

    def engines_tables(self):
        engine = create_engine(self.url.replace("postgresql:", "postgresql+psycopg:"), poolclass=NullPool)
        with engine.connect() as connection:
            if self.kind == POSTGRES:
                return [name for name in inspect(connection).get_schema_names() if name == "dbos"]
            tables = inspect(connection).get_table_names()
            return [name for name in tables if name.startswith(("workflow_", "dbos_", "queues", "streams"))]


@asynccontextmanager
async def migrated(then):
    """The jobs by id, after the upgrade."""
    database = await open_database(then.url)
    try:
        columns = "id, name, queue, document, state, due_at, tries, failures, crashes"
        yield {row[0]: row[1:] for row in then.sql(f"SELECT {columns} FROM job")}
    finally:
        await database.close()


@pytest.fixture(params=EITHER)
def then(request, tmp_path):
    with a_database(request.param, tmp_path) as url:
        put_back(request.param, url)
        yield Then(request.param, url)


async def test_what_was_in_a_queue_waits_and_what_was_done_is_remembered(then, tmp_path):
    stored = jobs_of_then(tmp_path)
    waiting = {
        job_id_of(arguments): (kind, json.loads(arguments)["positionalArgs"][0])
        for _, state, kind, arguments in stored
        if state != "SUCCESS"
    }
    done = {job_id_of(arguments) for _, state, _, arguments in stored if state == "SUCCESS"} - set(waiting)
    async with migrated(then) as jobs:
        found = {
            job: (name, json.loads(document))
            for job, (name, _, document, state, *_) in jobs.items()
            if state == "waiting"
        }
        assert found == waiting
        assert {job for job, (_, _, _, state, *_) in jobs.items() if state == "done"} == done
        assert {document for _, _, document, state, *_ in jobs.values() if state == "done"} == {None}
        assert then.engines_tables() == []


async def test_jobs_that_were_done_long_ago_are_not_remembered(then):
    then.done_at(NOW - timedelta(days=31))
    async with migrated(then) as jobs:
        assert {state for _, _, _, state, *_ in jobs.values()} == {"waiting"}


async def test_a_job_that_was_put_off_is_due_when_it_was(then):
    job, _ = then.one_waiting()
    due = NOW.replace(microsecond=0) + timedelta(hours=3)
    then.sql(
        "UPDATE @workflow_status SET status = 'DELAYED', delay_until_epoch_ms = :due WHERE workflow_uuid = :job",
        due=in_ms(due),
        job=job,
    )
    async with migrated(then) as jobs:
        assert jobs[job][4] == due.timestamp()


async def test_of_several_tries_of_a_job_the_last_one_counts(then):
    """A kill between enqueueing the next try and ending the one before left both."""
    job, arguments = then.one_waiting()
    columns = (
        "status, name, queue_name, created_at, updated_at, priority, recovery_attempts, application_name"
    )
    then.sql("UPDATE @workflow_status SET status = 'PENDING' WHERE workflow_uuid = :job", job=job)
    then.sql(
        f"INSERT INTO @workflow_status (workflow_uuid, {columns}) "
        f"SELECT :next, 'ENQUEUED', {columns.removeprefix('status, ')} FROM @workflow_status WHERE workflow_uuid = :job",
        job=job,
        next=f"{job}~3",
    )
    document, attempt = json.loads(arguments)["positionalArgs"]
    again = {"positionalArgs": [document, attempt | {"tries": 3, "failures": 2}], "namedArgs": {}}
    then.sql(
        "INSERT INTO @workflow_input (workflow_uuid, inputs, retention_timestamp) VALUES (:next, :inputs, 0)",
        next=f"{job}~3",
        inputs=json.dumps(again),
    )
    async with migrated(then) as jobs:
        assert jobs[job][3] == "waiting"
        assert jobs[job][5:] == (3, 2, 0)
        assert f"{job}~3" not in jobs


async def test_a_job_that_the_engine_refused_to_start_again_will_be_buried_not_run(then):
    job, _ = then.one_waiting()
    then.sql(
        "UPDATE @workflow_status SET status = 'MAX_RECOVERY_ATTEMPTS_EXCEEDED' WHERE workflow_uuid = :job",
        job=job,
    )
    async with migrated(then) as jobs:
        assert jobs[job][3:4] + jobs[job][5:] == ("waiting", 1, 0, 20)


@pytest.mark.postgres
async def test_another_application_that_uses_the_same_engine_in_this_database_keeps_its_tables(tmp_path):
    with a_database(POSTGRES, tmp_path) as url:
        put_back(POSTGRES, url)
        then = Then(POSTGRES, url)
        job, _ = then.one_waiting()
        then.sql(
            "UPDATE @workflow_status SET application_name = 'theirs' WHERE workflow_uuid = :job",
            job=job,
        )
        async with migrated(then) as jobs:
            assert job not in jobs
            assert then.sql(
                "SELECT application_name FROM @workflow_status WHERE workflow_uuid = :job", job=job
            )
