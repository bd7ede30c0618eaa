"""What the jobs say to the database, in the words of SQLite and of PostgreSQL. Each statement is served by an index.

`store/job_rows.py` defines the table. Times are the database's: it is the one clock that all processes share.
"""

from dataclasses import dataclass

from sqlalchemy import TextClause, text


@dataclass(frozen=True, slots=True)
class Statements:
    """One dialect's."""

    enqueue: TextClause
    """Once per job; nothing happens where the id is there already, whatever became of it."""
    claim: TextClause
    claim_paced: TextClause
    """As `claim`, but never more than `per_second` starts of this queue in any second."""
    finish: TextClause
    postpone: TextClause
    leave: TextClause
    """Back to the queue as if it had not been claimed."""
    held: TextClause
    recover: TextClause
    forget: TextClause
    bring_forward: TextClause
    """What waits until later than `latest` seconds from now, as no job does, is due now."""


# What is not ours any more is not touched: others may have taken it over while we slept.
_OURS = "WHERE id = :id AND state = 'running' AND holder = :me"
_LEAVE = text(f"UPDATE job SET state = 'waiting', holder = NULL {_OURS}")
_HELD = text("SELECT id FROM job WHERE state = 'running' AND holder = :me")


def _enqueue(now: str) -> TextClause:
    return text(
        "INSERT INTO job (id, name, queue, document, state, due_at, tries, failures, crashes) "
        f"VALUES (:id, :name, :queue, :document, 'waiting', {now} + :delay, 1, 0, 0) ON CONFLICT DO NOTHING"
    )


def _finish(now: str) -> TextClause:
    return text(f"UPDATE job SET state = 'done', holder = NULL, document = NULL, finished_at = {now} {_OURS}")


def _postpone(now: str) -> TextClause:
    return text(
        f"UPDATE job SET state = 'waiting', holder = NULL, due_at = {now} + :delay, "
        f"tries = :tries, failures = :failures, crashes = 0 {_OURS}"
    )


def _claim(now: str, limit: str, chosen: str) -> TextClause:
    """`chosen` compares the id with the subquery in its place `{}`."""
    due = (
        f"SELECT id FROM job WHERE state = 'waiting' AND queue = :queue AND due_at <= {now} "
        f"ORDER BY due_at LIMIT {limit}"
    )
    return text(
        f"UPDATE job SET state = 'running', holder = :me, started_at = {now} WHERE {chosen.format(due)} "
        "RETURNING id, name, document, tries, failures, crashes, due_at"
    )


def _allowed(now: str, most: str, least: str) -> str:
    started = (
        f"SELECT count(*) FROM job WHERE queue = :queue AND started_at > {now} - 1 AND started_at < {now} + 1"
    )
    return f"{most}(0, {least}(:free, :per_second - ({started})))"


def _recover(holders: str) -> TextClause:
    return text(
        "UPDATE job SET state = 'waiting', holder = NULL, crashes = crashes + 1 "
        f"WHERE state = 'running' AND holder {holders}"
    )


def _forget(chosen: str) -> TextClause:
    finished = (
        "SELECT id FROM job WHERE state = 'done' AND finished_at < :before ORDER BY finished_at LIMIT :limit"
    )
    return text(f"DELETE FROM job WHERE {chosen.format(finished)}")


def _bring_forward(now: str) -> TextClause:
    return text(
        f"UPDATE job SET due_at = {now} WHERE state = 'waiting' AND queue = :queue AND due_at > {now} + :latest"
    )


_LITE_NOW = "((julianday('now') - 2440587.5) * 86400.0)"
_LITE_CHOSEN = "id IN ({})"

SQLITE = Statements(
    enqueue=_enqueue(_LITE_NOW),
    claim=_claim(_LITE_NOW, ":free", _LITE_CHOSEN),
    claim_paced=_claim(_LITE_NOW, _allowed(_LITE_NOW, "max", "min"), _LITE_CHOSEN),
    finish=_finish(_LITE_NOW),
    postpone=_postpone(_LITE_NOW),
    leave=_LEAVE,
    held=_HELD,
    recover=_recover("= :holders"),
    forget=_forget(_LITE_CHOSEN),
    bring_forward=_bring_forward(_LITE_NOW),
)

# Not clock_timestamp(): an index can't be searched for what may change from row to row.
_SERVER_NOW = "CAST(extract(epoch FROM statement_timestamp()) AS double precision)"
# A transaction's jobs keep their order, although they are written in the order of their ids.
_SERVER_BEGAN = "CAST(extract(epoch FROM now()) AS double precision)"
# An array is made once; a subquery may be run again for every row, and then claims more than it should.
_SERVER_CHOSEN = "id = ANY(ARRAY({} FOR UPDATE SKIP LOCKED))"

POSTGRES = Statements(
    enqueue=_enqueue(_SERVER_BEGAN),
    claim=_claim(_SERVER_NOW, ":free", _SERVER_CHOSEN),
    claim_paced=_claim(_SERVER_NOW, _allowed(_SERVER_NOW, "greatest", "least"), _SERVER_CHOSEN),
    finish=_finish(_SERVER_NOW),
    postpone=_postpone(_SERVER_NOW),
    leave=_LEAVE,
    held=_HELD,
    recover=_recover("= ANY(:holders)"),
    forget=_forget(_SERVER_CHOSEN),
    bring_forward=_bring_forward(_SERVER_NOW),
)

TRY_PACE = text("SELECT pg_try_advisory_xact_lock(7246003, hashtext(:queue))")
"""True for one transaction at a time: who may count the starts of a queue's last second, and add to them."""


def look(queues: int, *, shared: bool) -> TextClause:
    """In how many seconds the first waiting job of each queue is due, in one row; parameters `queue0`, `queue1`, ..."""
    now = _SERVER_NOW if shared else _LITE_NOW
    first = "(SELECT min(due_at) FROM job WHERE state = 'waiting' AND queue = :queue{}) - {}"
    return text(f"SELECT {', '.join(first.format(number, now) for number in range(queues))}")
