import itertools

import pytest
import pytest_asyncio

from tests.scenarios.steps import seats_for
from tests.support.people_file import a_cast
from tests.support.product import CountedIds, on_stage

CASTS = 90


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory):
    """One running product for all tests of a file: starting it takes longer than most of them."""
    async with on_stage(tmp_path_factory.mktemp("stage"), ids=CountedIds(), casts=CASTS) as stage:
        yield stage


@pytest.fixture(scope="module")
def casts():
    return itertools.count(1)


@pytest.fixture
def people(stage, casts):
    """People whom no other test of the file meets; whatever broke Teams' rules fails this test, not the last one."""
    yield seats_for(stage, a_cast(next(casts)))
    broken, stage.teams.violations = stage.teams.violations, []
    assert not broken, "\n".join(broken)
