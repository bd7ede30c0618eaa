import pytest

from tests.support.providers import SandboxStage


@pytest.fixture
async def stage(tmp_path):
    stage = SandboxStage(tmp_path)
    yield stage
    await stage.close()
