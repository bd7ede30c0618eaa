import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from store.engine import open_database
from store.sql import SqlStore
from tests.support.databases import POSTGRES, SQLITE, a_database, templates


async def _migrated(url):
    await (await open_database(url)).close()


def _migrate(url):
    """In a thread of its own: the first to ask may be a test on a running loop."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(lambda: asyncio.run(_migrated(url))).result()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """Databases with our tables and nothing in them."""
    with templates(tmp_path_factory.mktemp("store"), _migrate) as template:
        yield template


@pytest.fixture(params=[SQLITE, pytest.param(POSTGRES, marks=pytest.mark.postgres)])
def url(request, migrated, tmp_path):
    with a_database(request.param, tmp_path, like=migrated(request.param)) as url:
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
    async def enqueue(_connection, jobs):
        promised.extend(new.job for new in jobs)

    return SqlStore(database.transactions, enqueue)
