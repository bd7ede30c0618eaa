import pytest

from store.engine import open_database
from store.sql import SqlStore
from tests.support.databases import POSTGRES, SQLITE, a_database


@pytest.fixture(params=[SQLITE, pytest.param(POSTGRES, marks=pytest.mark.postgres)])
def url(request, tmp_path):
    with a_database(request.param, tmp_path) as url:
        yield url


@pytest.fixture
async def database(url):
    database = await open_database(url)
    yield database
    await database.close()


@pytest.fixture
def promised():
    """Jobs promised so far, kept or not."""
    return []


@pytest.fixture
def store(database, promised):
    async def enqueue(connection, job, delay, again):
        promised.append(job)

    return SqlStore(database.engine, enqueue)
