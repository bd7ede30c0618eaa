"""Jobs get a table of our own, and what the engine of before (DBOS) still had to do goes into it; then its tables go."""

import json
import re
import time
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_APPLICATION = "freelance-connector"
_REMEMBERED = 30 * 24 * 3600
"""Seconds for which a finished job was remembered."""

_TOO_MANY_CRASHES = 20
"""Such a job is not run but kept as a dead letter, as those that the former engine had refused to start again."""

_UNFINISHED = ("ENQUEUED", "DELAYED", "PENDING", "ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
_REFUSED = ("ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")

_TRY = re.compile(r"~\d+$")
"""Each try of a job had an id of its own, by its number behind the job's."""

_TABLES = (
    *("notifications", "workflow_events", "workflow_events_history", "streams"),
    *("operation_outputs", "workflow_input", "workflow_output", "workflow_schedules", "workflow_status"),
    *("application_versions", "queues", "event_dispatch_kv", "dbos_migrations"),
)


def upgrade() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("queue", sa.String, nullable=False),
        sa.Column("document", sa.Text),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("due_at", sa.Double, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("crashes", sa.Integer, nullable=False),
        sa.Column("holder", sa.String),
        sa.Column("started_at", sa.Double),
        sa.Column("finished_at", sa.Double),
        sa.PrimaryKeyConstraint("id", name="job_pk"),
    )
    _index("job_waiting_ix", ["queue", "due_at"], "waiting")
    _index("job_running_ix", ["holder"], "running")
    _index("job_done_ix", ["finished_at"], "done")
    op.create_index("job_started_ix", "job", ["queue", "started_at"])
    connection = op.get_bind()
    shared = connection.dialect.name == "postgresql"
    if shared:
        # Rows change three times in their short lives, and the old ones lie in the way of whoever claims the next.
        op.execute("ALTER TABLE job SET (autovacuum_vacuum_scale_factor = 0.01)")
    schema = "dbos" if shared else None
    if sa.inspect(connection).has_table("workflow_status", schema=schema):
        _take_over(connection, schema)
        _drop(connection, shared=shared)


def _index(name: str, columns: list[str], state: str) -> None:
    only = sa.text(f"state = '{state}'")
    op.create_index(name, "job", columns, sqlite_where=only, postgresql_where=only)


def _take_over(connection: sa.Connection, schema: str | None) -> None:
    table = sa.table(
        "job",
        *(sa.column(name) for name in ("id", "name", "queue", "document", "state", "due_at")),
        *(sa.column(name) for name in ("tries", "failures", "crashes", "finished_at")),
    )
    unfinished = _unfinished(connection, schema)
    for rows in (iter(unfinished.values()), _finished(connection, schema, set(unfinished))):
        while batch := [row for row, _ in zip(rows, range(1000), strict=False)]:
            connection.execute(sa.insert(table), batch)


def _unfinished(connection: sa.Connection, schema: str | None) -> dict[str, dict[str, Any]]:
    """The last try of each job, by the job's id."""
    status, inputs = _tables(schema)
    stored = sa.func.coalesce(inputs.c.inputs, status.c.inputs)
    found = connection.execute(
        sa.select(status, stored.label("arguments"))
        .select_from(status.outerjoin(inputs, inputs.c.workflow_uuid == status.c.workflow_uuid))
        .where(status.c.status.in_(_UNFINISHED), _ours(status), stored.is_not(None))
    )
    jobs: dict[str, dict[str, Any]] = {}
    for row in found:
        document, attempt = json.loads(row.arguments)["positionalArgs"]
        # An earlier release called it a promise.
        job_id = attempt.get("job_id") or attempt["promise"]
        tries = attempt.get("tries", 1)
        if job_id in jobs and jobs[job_id]["tries"] > tries:
            continue
        jobs[job_id] = {
            "id": job_id,
            "name": row.name,
            "queue": row.queue_name,
            "document": json.dumps(document),
            "state": "waiting",
            "due_at": (row.delay_until_epoch_ms or row.created_at) / 1000,
            "tries": tries,
            "failures": attempt.get("failures", 0),
            "crashes": _TOO_MANY_CRASHES if row.status in _REFUSED else 0,
            "finished_at": None,
        }
    return jobs


def _finished(
    connection: sa.Connection, schema: str | None, unfinished: set[str]
) -> Iterator[dict[str, Any]]:
    """Each job that was done of late, once."""
    status, _ = _tables(schema)
    since = (time.time() - _REMEMBERED) * 1000  # noqa: TID251 (there is no other clock in a migration)
    found = connection.execute(
        sa.select(status).where(status.c.status == "SUCCESS", status.c.completed_at >= since, _ours(status))
    ).all()
    known = set(unfinished)
    for row in found:
        job_id = _TRY.sub("", row.workflow_uuid)
        if job_id in known:
            continue
        known.add(job_id)
        yield {
            "id": job_id,
            "name": row.name,
            "queue": row.queue_name,
            "document": None,
            "state": "done",
            "due_at": row.created_at / 1000,
            "tries": 1,
            "failures": 0,
            "crashes": 0,
            "finished_at": row.completed_at / 1000,
        }


def _tables(schema: str | None) -> tuple[sa.TableClause, sa.TableClause]:
    names = ("workflow_uuid", "status", "name", "queue_name", "created_at", "completed_at")
    more = ("delay_until_epoch_ms", "application_name", "inputs")
    status = sa.table("workflow_status", *(sa.column(name) for name in (*names, *more)), schema=schema)
    inputs = sa.table("workflow_input", sa.column("workflow_uuid"), sa.column("inputs"), schema=schema)
    return status, inputs


def _ours(status: sa.TableClause) -> sa.ColumnElement[bool]:
    return sa.or_(status.c.application_name.is_(None), status.c.application_name == _APPLICATION)


def _drop(connection: sa.Connection, *, shared: bool) -> None:
    if not shared:
        kept = set(sa.inspect(connection).get_table_names())
        for name in _TABLES:
            if name in kept:
                op.drop_table(name)
        return
    status, _ = _tables("dbos")
    others = sa.select(sa.func.count()).select_from(status).where(sa.not_(_ours(status)))
    # Whoever shares the server's database with another application of DBOS keeps that one's tables.
    if not connection.execute(others).scalar():
        op.execute("DROP SCHEMA dbos CASCADE")


def downgrade() -> None:
    op.drop_table("job")
