"""Ten years of a product in use, month by month: what may go goes in time, and the trail of every gig stays.

The product deletes every hour. Here it does once a month, when there is most to delete.
"""

from datetime import timedelta

import pytest
from sqlalchemy import text

from gigs.gig import GigState
from ports.accounts import Sealed
from ports.notices import NoticeState
from ports.operations import OperationState
from ports.reading_storage import Reading
from tests.store.test_operations import an_operation
from tests.store.test_teams_side import a_copy, a_notice
from tests.support.accounts import a_consent
from tests.support.builders import TENANT, a_draft, a_gig
from tests.support.clock import FakeClock
from tests.support.histories import saying
from tests.support.retaining import RETENTION, a_context
from use_cases.retention.delete_old import delete_old

MONTH = timedelta(days=30)
MONTHS = 120
GIGS = 2
"""Closed in each month."""
EACH = 3
"""Notices and cards of each gig, and calls on as many days of a month."""
LASTING = {"gig": 1, "history": 1, "commitment": 1, "history_head": 1}
"""Rows that each gig leaves for ever."""


def kept_in(months, a_month):
    """The most rows that are there when each is kept for so many months, and deleted once a month."""
    return (months + 1) * a_month


BOUNDS = {
    "notice": kept_in(RETENTION.notices // MONTH, GIGS * EACH + 1) + EACH,
    "operation": kept_in(RETENTION.operations // MONTH, GIGS) + 1,
    "card_copy": kept_in(RETENTION.copies // MONTH, GIGS * EACH) + EACH,
    "dialog": kept_in(RETENTION.dialogs // MONTH, GIGS),
    "reading": kept_in(RETENTION.readings // MONTH, GIGS) + 1,
    "api_use": kept_in(RETENTION.call_counts // MONTH, EACH),
    "consent": 1,
    "sync": 1,
}
"""The one gig that is open all the time has its own on top."""


async def a_life(tx, number, clock, state, settled):
    """What a gig leaves behind in every table, all of it now."""
    now = clock.now()
    draft = await tx.gigs.add(a_draft(number=0, created_at=now, changed_at=now), f"draft {number}")
    lived = a_gig(state).model_copy(
        update={"number": draft.number, "version": draft.version, "changed_at": now}
    )
    await tx.gigs.save(draft, lived, saying("lived"))
    about = {"gig": draft.number}
    for each in range(EACH):
        await tx.notices.add(a_notice(id=f"{number}.{each}", created_at=now, state=NoticeState.SENT, **about))
        await tx.copies.add(a_copy(activity_id=f"{number}.{each}", **about), now)
    operation = OperationState.DONE if settled else OperationState.INFLIGHT
    await tx.operations.add(an_operation(key=f"post:{number}", state=operation, changed_at=now, **about))
    reading = Reading(
        tenant=TENANT, number=draft.number, marketplace="sandbox", listing=f"L{number}", read_at=now
    )
    await tx.readings.put(reading)
    await tx.dialogs.save(TENANT, f"19:{number}", "rita", "{}", 0, now)
    return draft.number


async def a_month(tx, month, clock):
    """The gigs of a month, and what belongs to none of them."""
    now = clock.now()
    for number in range(GIGS):
        await a_life(tx, month * GIGS + number + 1, clock, GigState.CLOSED, settled=True)
    await tx.notices.add(a_notice(id=f"delegate.{month}", gig=0, created_at=now, state=NoticeState.WAITING))
    for day in range(EACH):
        await tx.api_use.count(TENANT, "upwork", now.date() + timedelta(days=day))
    consent = a_consent(f"S{month}", expires_at=now + timedelta(minutes=10))
    await tx.consents.add(consent, Sealed(key="k", box=b"sealed"))


@pytest.fixture
def count(database):
    async def count(table):
        async with database.engine.connect() as connection:
            return (await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one()

    return count


async def test_after_ten_years_each_table_holds_no_more_than_its_time_and_every_history_is_there(
    store, count
):
    clock = FakeClock()
    context = a_context(store, clock)
    open_gig = await store.run(a_life, 0, clock, GigState.ACTIVE, settled=False)
    await store.run(lambda tx: tx.syncs.schedule(TENANT, open_gig, clock.now()))
    most = dict.fromkeys(BOUNDS, 0)
    for month in range(MONTHS):
        await store.run(a_month, month, clock)
        clock.advance(MONTH.total_seconds())
        await delete_old(context, RETENTION)
        if month % 12 == 11:
            most = {table: max(most[table], await count(table)) for table in BOUNDS}
    assert {table: rows for table, rows in most.items() if rows > BOUNDS[table]} == {}
    for table, each in LASTING.items():
        assert await count(table) == each * (MONTHS * GIGS + 1)
    copies, operation, reading = await store.run(still_needed, open_gig)
    assert len(copies) == EACH
    assert operation.state is OperationState.INFLIGHT
    assert reading is not None


async def still_needed(tx, gig):
    """What the open gig works with."""
    operation = await tx.operations.get(TENANT, "post:0")
    return await tx.copies.of(TENANT, gig), operation, await tx.readings.get(TENANT, gig)
