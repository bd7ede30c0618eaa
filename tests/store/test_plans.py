"""The same at any size: no statement of the store reads or sorts more because more is stored, but for those listed here."""

import asyncio
import inspect
from contextlib import suppress
from typing import cast, get_type_hints

import pytest
from pydantic import ValidationError
from sqlalchemy import text

from ports.storage import Transaction
from store.connection import Connection
from store.engine import create_engine
from store.sql import SqlTransaction
from tests.support.cases import every_case
from tests.support.databases import POSTGRES, SQLITE, a_database
from tests.support.filled import fill
from tests.support.plans import Recorder, growing, named_statements
from tests.support.store_calls import every_call

AUDIT = "an audit or an erasure reads all that is asked for; it is no turn of a conversation"
SETTINGS = (
    "what a programme lead or a channel's owner set up: a handful in a tenant, however many gigs it has"
)
ONE_GIG = "of one gig or one person, and seldom more than a few dozen"
EXPECTED = {
    "accounts._EVERYWHERE": ({"scans account"}, SETTINGS),
    "accounts._OF": ({"reads a tenant's account", "scans account", "sorts"}, SETTINGS),
    "hints._COUNTS": (
        {"reads a tenant's hint_count", "scans hint_count", "sorts"},
        "a row for each kind of hint: ten of them",
    ),
    "switches._OF": ({"reads a tenant's market_switch", "scans market_switch", "sorts"}, SETTINGS),
    "places._FOLLOWS_OF": ({"reads a tenant's follow", "scans follow", "sorts"}, SETTINGS),
    "delegations._EVERYWHERE": ({"scans delegation"}, "for the sweep, once a while: whoever is away"),
    "overviews._UNMOVED": (
        {"sorts"},
        "when a programme lead asks what is stuck, along the index of what is open",
    ),
    "overviews._AWAITING": (
        {"reads a tenant's awaiting", "scans awaiting", "sorts"},
        "when a programme lead asks what is open: as many questions as people have yet to answer",
    ),
    "gigs._UNDER_WAY": (
        {"reads a tenant's gig", "scans gig", "sorts"},
        "when a programme lead replaces somebody, a few times a year",
    ),
    "histories._EMPTY": (
        {"reads a tenant's gig", "reads a tenant's history_head", "sorts"}
        | {f"scans {table}" for table in ("gig", "history", "history_head")},
        AUDIT,
    ),
    "histories._KEPT": ({"reads a tenant's history"}, "the first page of an audit, along the key"),
    "histories.stored": ({"reads a tenant's history", "sorts"}, AUDIT),
    "histories._NAMED": ({"scans history_name", "sorts"}, AUDIT),
    "histories._REFERRING": ({"reads a tenant's history_name", "scans history_name", "sorts"}, AUDIT),
    "proposals._MADE_BY": ({"reads a tenant's proposal", "scans proposal", "sorts"}, AUDIT),
    "histories._TENANTS": (
        {"scans gig", "scans history", "scans history_head", "sorts"},
        AUDIT,
    ),
    **{
        f"spending._OF_{what}": (
            {"sorts"},
            "PostgreSQL sorts the gigs of one budget by currency while they are few",
        )
        for what in ("COST_CENTRE", "PURCHASE_ORDER")
    },
    "spending._OF_TENANT": (
        {"reads a tenant's commitment", "scans commitment", "sorts"},
        "when a programme lead asks what everybody spent, a few times a month; one row per currency comes back",
    ),
    "gigs._OF_CO_OWNER": (
        {"sorts"},
        "gigs that others share with one person, and seldom more than a few dozen",
    ),
    **{
        f"case_studies._{name}": (
            {"reads a tenant's summary"},
            "PostgreSQL walks along both keys, for a page",
        )
        for name in ("ON_SHELF", "FOR_LEADS", "PROPOSED")
    },
    "summaries._CO_OWNED": (
        {"sorts"},
        "gigs that others share with one person, and seldom more than a few dozen",
    ),
    **{
        f"lessons._TIMES_{what}": ({"sorts"}, "of the few lessons that are shown on one card")
        for what in ("SHOWN", "HELPED")
    },
    "similar._LIKELY": (
        {"sorts"},
        "at most 150 numbers for each of 16 marks, however many gigs have them",
    ),
    "similar._MISSING": (
        {"scans summary", "scans summary_to_index", "sorts"},
        "after an upgrade, until all summaries of before are indexed; the table is empty afterwards",
    ),
    "notices._WAITING_FOR": ({"sorts"}, ONE_GIG),
    "proposals._OF": ({"sorts"}, ONE_GIG),
    "syncs._ACCOUNTS": ({"sorts"}, "what is due now, along its index: little, unless a marketplace hangs"),
    "operations._UNFINISHED": ({"sorts"}, "two states in one order; what is unfinished is finished soon"),
}
"""What each of these costs, and why that does no harm."""
BEGINNINGS = {
    *(
        f"{module}._INSERT"
        for module in (
            "accounts",
            "champions",
            "tips",
            "delegations",
            "left_forms",
            "hints",
            "lessons",
            "marks",
            "memberships",
            "proposals",
            "readings",
            "similar",
            "spending",
            "summaries",
            "syncs",
            "talent",
        )
    ),
    *("case_studies._BOTH", "case_studies._OWN"),
    *(f"places._INSERT_{name}" for name in ("CHAT", "COPY", "FOLLOW")),
    *("hints._ADD", "notices._READ", "spending._ADD_MARK", "spending._SUMS", "spending._IN_PERIOD"),
    *("made_pages._COUNT_FIRST", "talent._INSERT_GIG"),
    *("syncs._DUE", "timers._DUE"),
}
"""Others are made of these, and they are never sent themselves."""
RACES = {"gigs._GIVE_BACK"}
"""Sent only when two transactions meet: tried in test_gigs.py, and by its key alone."""


async def _plans(url, *, measured):
    engine = create_engine(url)
    found: dict[str, set[str]] = {}
    async with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            await connection.execute(
                text("SET statement_timeout = 0")
            )  # a busy machine takes its time to look
        await fill(connection)
        await connection.commit()
        if measured:
            await connection.execute(text("ANALYZE"))
            await connection.commit()
        recorder = Recorder(connection, engine)
        tx = SqlTransaction(cast("Connection", recorder))
        async for name, call in every_call(tx):
            recorder.call = name
            with suppress(ValidationError):  # what fills the database has no real documents
                await call
        names = {id(statement): name for name, statement in named_statements().items()}
        for one in recorder.sent:
            name = names.get(id(one.statement), one.call)
            found.setdefault(name, set()).update(await growing(connection, one))
        await connection.rollback()
    await engine.dispose()
    return found, {one.call for one in recorder.sent}


KINDS = [
    pytest.param((SQLITE, False), id="sqlite"),
    pytest.param((SQLITE, True), id="sqlite with statistics"),
    pytest.param((POSTGRES, True), id="postgres", marks=pytest.mark.postgres),
]


@pytest.fixture(scope="module", params=KINDS)
def plans(request, migrated, tmp_path_factory):
    kind, measured = request.param
    with a_database(kind, tmp_path_factory.mktemp("plans"), like=migrated(kind)) as url:
        yield asyncio.run(_plans(url, measured=measured))


def test_nothing_is_scanned_or_sorted_that_is_not_listed_with_a_reason(plans):
    found, _ = plans
    with every_case() as case:
        for name, costs in found.items():
            with case(name):
                assert costs <= EXPECTED.get(name, (set(), ""))[0]


def test_every_statement_of_the_store_was_explained(plans):
    found, _ = plans
    assert set(named_statements()) - BEGINNINGS - RACES <= set(found)
    assert not BEGINNINGS & set(found)


def test_every_method_of_every_repository_was_called(plans):
    _, called = plans
    parts = {name: kind for name, kind in get_type_hints(Transaction).items() if name != "jobs"}
    methods = {
        f"{part}.{name}"
        for part, kind in parts.items()
        for name, _ in inspect.getmembers(kind, inspect.isfunction)
    }
    assert {name for name in methods if "._" not in name} <= called


def test_what_is_listed_is_there():
    assert {*EXPECTED} <= {*named_statements(), "histories.stored"}
    assert {*named_statements()} >= BEGINNINGS | RACES
