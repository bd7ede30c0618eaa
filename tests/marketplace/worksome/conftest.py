from pathlib import Path

import pytest

from tests.support.stages.worksome import WorksomeStage


@pytest.fixture
async def stage(tmp_path: Path):
    stage = WorksomeStage(tmp_path)
    await stage.open()
    yield stage
    await stage.close()
