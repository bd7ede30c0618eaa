"""Gigs that were closed before there were summaries have one after the upgrade, as odd as their documents are, for leads alone."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from gigs.brief import Category, DataTier, PriceType
from gigs.contract import MilestoneState
from gigs.gig import Gig, GigState
from gigs.money import Money
from gigs.summary import Sharing, summary_of
from similar.nearness import terms
from store.engine import create_engine, open_database
from store.migrate import MIGRATIONS
from store.sql import SqlStore
from tests.store.test_upgrading_talent import GIG, nothing_is_enqueued
from tests.support.builders import RITA, TENANT, a_contract, a_gig
from tests.support.databases import POSTGRES, SQLITE, a_database
from tests.support.one_by_one import one_by_one
from tests.use_cases.world import PAT, SAM
from use_cases.permissions.authorize_summary import reader

SINCE_THEN = ("co_owners", "former_owners", "inside", "template", "former_listings", "copy_of")
"""Fields of a gig that older releases didn't write."""


def yen(amount):
    return Money(amount=Decimal(amount), currency="JPY")


def every_odd_gig():
    plain = a_gig(GigState.CLOSED)
    brief, closing = plain.checked_brief, plain.closing
    in_yen = a_contract(parts=(MilestoneState.RELEASED, MilestoneState.WAITING))
    paid = tuple(one.model_copy(update={"amount": yen(80_000)}) for one in in_yen.milestones)
    in_yen = in_yen.model_copy(update={"total": yen(160_000), "milestones": paid})
    hourly = {"price_type": PriceType.HOURLY, "rate": yen(5000), "hours": 32}
    late = {"start": (closing.closed_at + timedelta(days=3)).date()}
    odd = {"title": "\u202eמצגת 🎉 {{x}}", "outcome": "", "skills": (), "data_tier": DataTier.CONFIDENTIAL}
    return [
        plain,
        plain.model_copy(update={"requester": RITA.model_copy(update={"department": ""})}),
        plain.model_copy(update={"listing": None, "contract": None}),
        plain.model_copy(update={"contract": in_yen, "brief": brief.model_copy(update=hourly)}),
        plain.model_copy(update={"brief": brief.model_copy(update=late)}),
        plain.model_copy(update={"brief": brief.model_copy(update=odd | {"category": Category.OTHER})}),
        plain.model_copy(
            update={"closing": closing.model_copy(update={"lesson": "As it was.", "do_again": ""})}
        ),
    ]


def as_written_then(gig):
    """Without what was added since: a department that nobody knew was none."""
    document = json.loads(gig.model_dump_json())
    for name in SINCE_THEN:
        document.pop(name, None)
    for name in ("do_again", "do_differently"):
        if document["closing"]["lesson"]:
            document["closing"].pop(name, None)
    if not document["requester"]["department"]:
        document["requester"].pop("department")
    return json.dumps(document)


def fill(connection):
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "0023")
    for number, gig in enumerate(every_odd_gig(), start=1):
        row = {"tenant": TENANT, "number": number, "state": gig.state.value, "number_text": str(number)}
        document = as_written_then(gig.model_copy(update={"number": number}))
        connection.execute(text(GIG), row | {"document": document})


@pytest.fixture(params=[SQLITE, pytest.param(POSTGRES, marks=pytest.mark.postgres)])
async def store(request, tmp_path):
    with a_database(request.param, tmp_path) as url:
        engine = create_engine(url)
        async with engine.begin() as connection:
            await connection.run_sync(fill)
        await engine.dispose()
        database = await open_database(url)
        yield SqlStore(database.transactions, nothing_is_enqueued)
        await database.close()


async def test_each_has_the_summary_that_closing_it_today_would_make(store):
    numbers = range(1, len(every_odd_gig()) + 1)
    async with one_by_one(store) as tx:
        gigs = [await tx.gigs.get(TENANT, number) for number in numbers]
        found = await tx.summaries.of_gigs(reader(PAT), numbers)
        hidden = await tx.summaries.of_gigs(reader(SAM), numbers)
    assert all(isinstance(one, Gig) for one in gigs)
    assert list(found) == [summary_of(gig, Sharing()) for gig in gigs]
    assert hidden == []


async def test_each_is_found_by_leads_alone_once_it_is_indexed(store):
    async with one_by_one(store) as tx:
        indexed = await tx.similarity.index_missing(100)
    async with one_by_one(store) as tx:
        wanted = terms("Launch deck for Aurora", "", "", domain=Category.PRESENTATION)
        by_lead = await tx.similarity.likely(reader(PAT), wanted)
        by_sam = await tx.similarity.likely(reader(SAM), wanted)
    assert indexed == len(every_odd_gig())
    assert sorted(one.gig for one in by_lead) == [1, 2, 3, 4, 5, 7]
    assert by_sam == []
