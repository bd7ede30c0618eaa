import asyncio
from contextlib import ExitStack

import pytest

from tests.support.databases import POSTGRES, SQLITE, a_database
from tests.support.replica import a_replica


async def _nothing(_errand):
    """The handler of a process that only makes its tables."""


async def _started_once(url):
    async with a_replica(url, _nothing):
        pass


@pytest.fixture(scope="session")
def templates(tmp_path_factory):
    """Kind -> a database in which an engine has run before: it is copied, because the first start takes a second."""
    made = {}
    with ExitStack() as databases:

        def template(kind):
            if kind not in made:
                made[kind] = databases.enter_context(a_database(kind, tmp_path_factory.mktemp(kind)))
                asyncio.run(_started_once(made[kind]))
            return made[kind]

        yield template


@pytest.fixture(params=[SQLITE, pytest.param(POSTGRES, marks=pytest.mark.postgres)])
def url(request, templates, tmp_path):
    with a_database(request.param, tmp_path, like=templates(request.param)) as url:
        yield url


@pytest.fixture
def postgres_url(templates, tmp_path):
    with a_database(POSTGRES, tmp_path, like=templates(POSTGRES)) as url:
        yield url


@pytest.fixture
def sqlite_url(templates, tmp_path):
    with a_database(SQLITE, tmp_path, like=templates(SQLITE)) as url:
        yield url
