"""Freelancers of gigs that were closed before there was a talent pool are in it after the upgrade."""

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from gigs.gig import GigState
from gigs.talent import found_by, words_in
from store.engine import create_engine, open_database
from store.migrate import MIGRATIONS
from store.sql import SqlStore
from tests.support.builders import TENANT, a_gig, a_listing, a_proposal
from tests.support.clock import NOON
from tests.support.databases import POSTGRES, SQLITE, a_database
from tests.support.one_by_one import one_by_one
from tests.support.talent import a_key
from tests.use_cases.world import PAT
from use_cases.permissions.authorize_summary import reader

GIG = (
    "INSERT INTO gig (tenant, number, draft_key, requester, state, version, revision, title, changed_at, document) "
    "VALUES (:tenant, :number, :number_text, 'rita', :state, 5, 1, 'Title', '2026-11-23 12:00:00.000000', :document)"
)
PROPOSAL = "INSERT INTO proposal VALUES (:tenant, :gig, :id, '2026-11-23 12:00:00.000000', :document)"
MANY = 205
"""Gigs that were closed: more than the upgrade reads at a time."""


@pytest.fixture(params=[SQLITE, pytest.param(POSTGRES, marks=pytest.mark.postgres)])
def former(request, tmp_path):
    with a_database(request.param, tmp_path) as url:
        yield url


def closed(number, market="sandbox"):
    gig = a_gig(GigState.CLOSED, listing=a_listing(marketplace=market))
    return gig.model_copy(update={"number": number})


def kept(connection, gig, proposal):
    row = {"tenant": TENANT, "number": gig.number, "state": gig.state.value}
    row |= {"document": gig.model_dump_json(), "number_text": str(gig.number)}
    connection.execute(text(GIG), row)
    if proposal:
        told = {"tenant": TENANT, "gig": gig.number, "id": proposal.id}
        connection.execute(text(PROPOSAL), told | {"document": proposal.model_dump_json()})


def fill(connection):
    """As the release before wrote it."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "0023")
    page = "https://www.upwork.com/freelancers/~01"
    kept(connection, closed(1), a_proposal(freelancer="Tomáš Dvořáks\0", url="https://evil.example/"))
    kept(connection, closed(2, "upwork"), a_proposal(url=page))
    kept(connection, closed(3), None)
    kept(
        connection,
        a_gig(GigState.REVIEWING).model_copy(update={"number": 4}),
        a_proposal(freelancer_id="F09"),
    )
    for number in range(5, MANY):
        kept(connection, closed(number), a_proposal(freelancer_id=f"F{number}"))


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


async def test_everybody_who_did_a_gig_that_was_closed_is_there_as_if_it_were_closed_today(store):
    async with one_by_one(store) as tx:
        ours, theirs = await tx.talents.get(a_key()), await tx.talents.get(a_key(marketplace="upwork"))
        hired = await tx.talents.hired_on(TENANT, range(1, MANY))
        named = await tx.talents.with_words(TENANT, list(words_in("amara okonkwo")), 10, 20)
        wanted = sorted(found_by("sandbox", "presentation", ("PowerPoint", "storytelling")))
        worked = await tx.talents.with_words(TENANT, wanted, 5, 20)
        read = await tx.summaries.of_gigs(reader(PAT), [1, 2])
    assert (ours.name, ours.url, ours.words_at) == ("Amara Okonkwo", "", NOON)
    assert (theirs.name, theirs.url, theirs.words_at) == ("", "https://www.upwork.com/freelancers/~01", None)
    assert sorted(hired) == [1, 2, *range(5, MANY)]
    assert [gig for gig, _key in named.gigs] == [9, 8, 7, 6, 5, 1]
    assert [gig for gig, _key in worked.gigs] == [1]
    assert [one.gig for one in read] == [1, 2]
