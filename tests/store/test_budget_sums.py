"""What gigs hold of a budget is added up by the database, as exactly as Python's decimals would."""

from decimal import Decimal

import pytest
from sqlalchemy import insert

from gigs.money import Money
from ports.approval_storage import Period
from store.money_rows import commitment
from store.sql import SqlStore
from tests.support.builders import RITA, TENANT
from tests.support.clock import NOON
from tests.support.counted import CountedTransactions
from tests.support.one_by_one import one_by_one

ALWAYS = Period()
HOSTILE = {
    "cents that a float cannot write": ["0.10"] * 10 + ["0.20"] * 7,
    "more digits than a float has": ["9007199254740993.01", "9007199254740993.02", "0.01"],
    "large and small": ["1000000000000.99", "0.01", "99999999999.995"],
    "below zero and back": ["-0.50", "0.25", "-1200.75", "1500"],
    "decimals of every length": ["1", "1.5", "1.25", "1.125", "0.000000000001"],
    "whole": ["100", "2000"],
}


@pytest.fixture
def hold(database):
    """Keeps these amounts as gigs of one cost centre, order and requester."""

    async def hold(amounts, currency="USD", first=1):
        common = {
            "tenant": TENANT,
            "requester": RITA.key.object_id,
            "cost_centre": "cc-100",
            "purchase_order": "po-1",
            "currency": currency,
            "starts": NOON.date(),
            "at": NOON,
        }
        written = [common | {"number": first + place, "amount": one} for place, one in enumerate(amounts)]
        async with database.engine.begin() as connection:
            await connection.execute(insert(commitment), written)

    return hold


@pytest.fixture
def sums(store):
    async def sums(but=0):
        async with one_by_one(store) as tx:
            return [
                list(await tx.commitments.of_cost_centre(TENANT, "CC-100", ALWAYS, but)),
                list(await tx.commitments.of_purchase_order(TENANT, "PO-1", ALWAYS, but)),
                list(await tx.commitments.of_requester(RITA.key, NOON, but)),
                *([list(await tx.commitments.of_tenant(TENANT, NOON))] if not but else []),
            ]

    return sums


@pytest.mark.parametrize("amounts", HOSTILE.values(), ids=HOSTILE)
async def test_a_sum_is_exact_to_the_last_digit(hold, sums, amounts):
    await hold(amounts)
    exact = Money(amount=sum(map(Decimal, amounts)), currency="USD")
    assert await sums() == [[exact]] * 4


async def test_each_currency_is_one_sum(hold, sums):
    await hold(["10.10", "20.20"])
    await hold(["1000"], "JPY", first=3)
    jpy, usd = Money(amount=Decimal(1000), currency="JPY"), Money(amount=Decimal("30.30"), currency="USD")
    assert await sums() == [[jpy, usd]] * 4


async def test_the_gig_itself_is_left_out_and_without_others_nothing_is_held(hold, sums):
    await hold(["0.10"])
    assert await sums(but=1) == [[]] * 3


async def test_thousands_of_gigs_are_one_statement_and_one_row(hold, database):
    await hold(["0.10"] * 3000)
    counted = CountedTransactions(database.transactions)
    store = SqlStore(counted, promise_nothing)
    found = await store.run(lambda tx: tx.commitments.of_cost_centre(TENANT, "CC-100", ALWAYS, 0))
    assert [str(one.amount) for one in found] == ["300.00"]
    assert (counted.by_transaction, counted.rows) == ([1], 1)


async def promise_nothing(_connection, _jobs):
    """Nothing is enqueued here."""
