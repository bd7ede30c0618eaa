"""What an earlier release left in the database, after the upgrade: every gig has a way forward."""

import json

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from gigs.approval import Decision
from gigs.asking import is_agreed
from gigs.deciding import decide
from gigs.gig import WITH_COLLEAGUES, GigState
from gigs.history_kinds import EntryKind
from ports.approval_storage import Period
from ports.gig_storage import Guard
from store.engine import create_engine, open_database
from store.migrate import MIGRATIONS
from store.sql import SqlStore
from tests.support.builders import FAYE, MARK, TENANT, a_gig, asking, every_state, usd
from tests.support.databases import POSTGRES, SQLITE, a_database
from tests.support.one_by_one import one_by_one
from use_cases.entries import entry

NEW_IN_GIG = ("route", "confirmed", "advice", "submitted_at", "valid_until", "review", "extension")
NEW_IN_BRIEF = ("purchase_order", "emergency", "answers", "experience", "weekly_hours", "screening", "links")
OLD_APPROVAL = (
    *("purpose", "revision", "approver", "amount", "fingerprint"),
    *("asked_at", "due_at", "decision", "decided_at", "reason"),
)
HOLD_NOTHING = (
    GigState.DRAFT,
    GigState.CHANGES_ASKED,
    GigState.EXPIRED,
    GigState.REJECTED,
    GigState.CANCELLED,
)


def as_it_was(gig):
    """The gig as the release before routes wrote it."""
    document = gig.model_dump(mode="json", exclude=set(NEW_IN_GIG))
    for brief in (document["brief"], document["former_brief"]):
        for name in NEW_IN_BRIEF if brief else ():
            del brief[name]
    document["approvals"] = [
        {name: one[name] for name in OLD_APPROVAL} | {"fingerprint": "of another kind"}
        for one in document["approvals"]
    ]
    return json.dumps(document)


@pytest.fixture(params=[SQLITE, pytest.param(POSTGRES, marks=pytest.mark.postgres)])
def empty(request, tmp_path):
    with a_database(request.param, tmp_path) as url:
        yield url


async def left_behind(url, gig):
    """A database of the former release, with this gig in it."""

    def build(connection):
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        row = {"tenant": gig.tenant, "number": gig.number, "document": as_it_was(gig)}
        row |= {
            "state": gig.state,
            "version": gig.version,
            "revision": gig.revision,
            "at": "2026-11-23 12:00",
        }
        connection.execute(
            text(
                "INSERT INTO gig VALUES (:tenant, :number, 'draft', 'rita', :state, :version, :revision, 'Title', :at, "
                ":document)"
            ),
            row,
        )
        for one in gig.open_approvals:
            connection.execute(
                text("INSERT INTO awaiting VALUES (:tenant, :number, :person, :at)"),
                {"person": one.approver.key.object_id}
                | {name: row[name] for name in ("tenant", "number", "at")},
            )

    engine = create_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(build)
    await engine.dispose()


@pytest.fixture
async def upgraded(empty):
    """Writes a gig the way it was, upgrades, and gives the store."""
    opened = []

    async def upgraded(gig):
        await left_behind(empty, gig)
        opened.append(await open_database(empty))
        return SqlStore(opened[0].transactions, promise_nothing)

    yield upgraded
    for database in opened:
        await database.close()


async def promise_nothing(_connection, jobs):
    raise AssertionError(f"nobody promises {jobs} here")


async def read(store):
    async with one_by_one(store) as tx:
        return await tx.gigs.get(TENANT, 12)


@pytest.mark.parametrize(
    ("state", "then"),
    [(GigState.IN_APPROVAL, GigState.APPROVED), (GigState.OFFER_IN_APPROVAL, GigState.HIRING)],
)
async def test_a_question_from_before_routes_is_answered_by_all_who_were_asked(upgraded, state, then):
    store = await upgraded(a_gig(state, approvers=(MARK, FAYE)))
    for person, after in ((MARK, state), (FAYE, then)):
        gig = await read(store)
        said = decide(gig, person.key, Decision.APPROVED, reason="", asking=asking())
        guard = Guard(awaited=person.key, revision=gig.revision, step=1)
        async with one_by_one(store) as tx:
            await tx.gigs.save(gig, said, entry(person, EntryKind.APPROVAL_GIVEN, gig.changed_at), guard)
        assert (await read(store)).state is after


@pytest.mark.parametrize("state", [GigState.IN_APPROVAL, GigState.OFFER_IN_APPROVAL])
async def test_a_question_from_before_routes_ends_some_day(upgraded, state):
    store = await upgraded(a_gig(state))
    gig = await read(store)
    async with one_by_one(store) as tx:
        assert await tx.clocks.claim_due(gig.next_at, gig.next_at, 5) == [(TENANT, 12)]


async def test_a_gig_that_was_approved_before_routes_is_posted_after_all(upgraded):
    assert is_agreed(await read(await upgraded(a_gig(GigState.APPROVED))))


@pytest.mark.parametrize("state", every_state(but=WITH_COLLEAGUES))
async def test_every_gig_is_read_and_holds_its_money_as_if_it_were_new(upgraded, state):
    store = await upgraded(a_gig(state))
    gig = await read(store)
    async with one_by_one(store) as tx:
        held = await tx.commitments.of_cost_centre(TENANT, "cc-100", Period(), 0)
        mine = await tx.commitments.of_cost_centre(TENANT, "CC-100", Period(), 12)
    assert (held, mine) == ([] if state in HOLD_NOTHING else [gig.committed], [])
    if state is GigState.OFFER_IN_APPROVAL:
        assert held == [usd(1500)]
