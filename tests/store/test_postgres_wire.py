"""What a transaction on PostgreSQL can rely on, below SQL: values, many rows at once, refusals, and turns that are given up."""

import asyncio
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import Integer, bindparam, column, insert, literal_column, select, table, text

from store.postgres_wire import STATEMENTS_KEPT
from tests.support.clock import NOON
from tests.support.databases import POSTGRES, a_database

pytestmark = pytest.mark.postgres

_number = table("number", column("n", Integer))
_PUT = insert(_number).values(n=bindparam("n"))
_BACKEND = text("SELECT pg_backend_pid()")


@pytest.fixture
def url(migrated, tmp_path):
    with a_database(POSTGRES, tmp_path, like=migrated(POSTGRES)) as url:
        yield url


@pytest.fixture
async def run(database):
    """Runs a function of a connection as a transaction; there is a table of numbers that divide 100."""
    async with database.engine.begin() as connection:
        await connection.execute(text("CREATE TABLE number (n int PRIMARY KEY CHECK (100 % n = 0))"))
    return database.transactions.run


async def numbers(connection):
    return list((await connection.execute(select(_number.c.n).order_by(_number.c.n))).scalars())


async def backend(connection):
    return (await connection.execute(_BACKEND)).scalar()


VALUES: dict[str, list[Any]] = {
    "text": ["", "Zoë 100 % – 'quoted' \\ $1 %s :n", "x" * 3_000_000],
    "int8": [0, -1, 40_000, 3_000_000_000],
    "float8": [0.1, 1e300],
    "bool": [True, False],
    "timestamptz": [NOON, NOON + timedelta(microseconds=1)],
    "date": [date(2026, 2, 28)],
    "bytea": [b"\x00\xff"],
}


async def test_values_come_back_as_they_went(run):
    async def there_and_back(connection, kind, value):
        return (await connection.execute(text(f"SELECT CAST(:given AS {kind})"), {"given": value})).scalar()

    for kind, values in VALUES.items():
        for value in [*values, None]:
            came = await run(lambda connection, k=kind, v=value: there_and_back(connection, k, v))
            assert came == value, f"{kind}: {str(value)[:50]!r} came back as {str(came)[:50]!r}"


async def test_many_rows_go_in_together_and_are_counted(run):
    async def put(connection):
        written = await connection.execute(_PUT, [{"n": 1}, {"n": 2}, {"n": 4}])
        return written.rowcount, await numbers(connection)

    assert await run(put) == (3, [1, 2, 4])


async def test_more_than_the_network_takes_at_once_goes_in_too(run):
    long = "x" * 100_000

    async def put(connection):
        await connection.execute(text("CREATE TEMP TABLE long (t text)"))
        await connection.execute(text("INSERT INTO long VALUES (:t)"), [{"t": long}] * 200)
        return (await connection.execute(text("SELECT sum(length(t)) FROM long"))).scalar()

    assert await run(put) == 200 * len(long)


async def test_of_rows_one_of_which_is_refused_none_is_kept_and_the_connection_is_of_use(run):
    async def put(connection, *numbers_put):
        await connection.execute(_PUT, [{"n": n} for n in numbers_put])

    with pytest.raises(psycopg.errors.CheckViolation):
        await run(lambda connection: put(connection, 5, 7, 10))
    before = await run(backend)
    await run(lambda connection: put(connection, 20, 25))
    assert await run(numbers) == [20, 25]
    assert await run(backend) == before


async def test_a_statement_that_is_refused_says_why_and_the_connection_is_of_use(run):
    before = await run(backend)
    with pytest.raises(psycopg.errors.UndefinedTable, match="nowhere"):
        await run(lambda connection: connection.execute(text("SELECT * FROM nowhere")))
    assert await run(backend) == before


async def test_a_turn_given_up_ends_its_statement_on_the_server(run):
    sleeping = (
        "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(4)%' AND state = 'active'"
    )

    async def slow(connection):
        await connection.execute(text("SELECT pg_sleep(4)"))

    async def asleep(connection):
        return (await connection.execute(text(sleeping))).scalar()

    turn = asyncio.create_task(run(slow))
    for _ in range(1000):
        if await run(asleep):
            break
        await asyncio.sleep(0.01)
    turn.cancel()
    with pytest.raises(asyncio.CancelledError):
        await turn
    assert await run(asleep) == 0


async def test_more_statements_than_are_kept_can_be_said_twice(run):
    statements: list[Any] = [select(literal_column(str(n))) for n in range(STATEMENTS_KEPT + 20)]

    async def each(connection):
        said = [(await connection.execute(statement)).scalar() for statement in statements]
        kept = await connection.execute(text("SELECT count(*) FROM pg_prepared_statements"))
        return said, kept.scalar()

    for _ in range(2):
        said, kept = await run(each)
        assert said == list(range(STATEMENTS_KEPT + 20))
        assert kept <= STATEMENTS_KEPT
