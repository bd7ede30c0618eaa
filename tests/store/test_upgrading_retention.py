"""What lay in the database before it was known when cards were drawn and dialogs saved goes in time, too."""

from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from gigs.gig import GigState
from store.engine import create_engine, open_database
from store.migrate import MIGRATIONS
from store.sql import SqlStore
from tests.support.builders import TENANT, a_gig
from tests.support.clock import NOON
from tests.support.databases import POSTGRES, SQLITE, a_database

GIG = (
    "INSERT INTO gig (tenant, number, draft_key, requester, state, version, revision, title, changed_at, document) "
    "VALUES (:tenant, :number, 'draft', 'rita', :state, 5, 1, 'Title', '2026-11-23 12:00:00.000000', :document)"
)
COPY = "INSERT INTO card_copy VALUES (:tenant, 'a:1', :activity, :gig, 5, '{}')"
DIALOG = "INSERT INTO dialog VALUES (:tenant, 'a:1', 'rita', '{}', 3)"


@pytest.fixture(params=[SQLITE, pytest.param(POSTGRES, marks=pytest.mark.postgres)])
def former(request, tmp_path):
    with a_database(request.param, tmp_path) as url:
        yield url


def fill(connection):
    """As the release before wrote it."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "0010")
    gig = a_gig(GigState.CLOSED)
    row = {"tenant": TENANT, "number": gig.number, "state": gig.state, "document": gig.model_dump_json()}
    connection.execute(text(GIG), row)
    for activity, number in (("of the gig", gig.number), ("of no gig", 99)):
        connection.execute(text(COPY), {"tenant": TENANT, "activity": activity, "gig": number})
    connection.execute(text(DIALOG), {"tenant": TENANT})


async def nothing_is_enqueued(_connection, jobs):
    raise AssertionError(f"nobody enqueues {jobs} here")


@pytest.fixture
async def store(former):
    engine = create_engine(former)
    async with engine.begin() as connection:
        await connection.run_sync(fill)
    await engine.dispose()
    database = await open_database(former)
    yield SqlStore(database.transactions, nothing_is_enqueued)
    await database.close()


async def test_a_card_of_before_counts_as_drawn_when_its_gig_last_changed(store):
    assert len((await store.run(lambda tx: tx.copies.delete_old(NOON, 10))).keys) == 0
    assert len((await store.run(lambda tx: tx.copies.delete_old(NOON + timedelta(seconds=1), 10))).keys) == 1


async def test_a_dialog_of_before_counts_as_saved_at_the_upgrade(store):
    now = datetime.now(UTC)
    assert len((await store.run(lambda tx: tx.dialogs.delete_idle(now - timedelta(hours=1), 10))).keys) == 0
    assert await store.run(lambda tx: tx.dialogs.load(TENANT, "a:1", "rita")) == ("{}", 3)
    assert len((await store.run(lambda tx: tx.dialogs.delete_idle(now + timedelta(hours=1), 10))).keys) == 1
