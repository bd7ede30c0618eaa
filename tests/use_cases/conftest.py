import pytest

from tests.use_cases.world import a_world


@pytest.fixture
async def world(tmp_path):
    async with a_world(tmp_path) as world:
        yield world
