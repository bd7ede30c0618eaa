import asyncio

import pytest

from tests.support.databases import POSTGRES, SQLITE, a_database, templates
from tests.support.replica import a_replica


async def _nothing(_job):
    """The handler of a process that only makes its tables."""


async def _started_once(url):
    async with a_replica(url, _nothing):
        pass


@pytest.fixture(scope="session")
def started_once(tmp_path_factory):
    """Databases in which an engine has run before: the first start takes a second."""
    with templates(tmp_path_factory.mktemp("jobs"), lambda url: asyncio.run(_started_once(url))) as template:
        yield template


@pytest.fixture(params=[SQLITE, pytest.param(POSTGRES, marks=pytest.mark.postgres)])
def url(request, started_once, tmp_path):
    with a_database(request.param, tmp_path, like=started_once(request.param)) as url:
        yield url


@pytest.fixture
def postgres_url(started_once, tmp_path):
    with a_database(POSTGRES, tmp_path, like=started_once(POSTGRES)) as url:
        yield url


@pytest.fixture
def sqlite_url(started_once, tmp_path):
    with a_database(SQLITE, tmp_path, like=started_once(SQLITE)) as url:
        yield url
