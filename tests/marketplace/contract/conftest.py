from pathlib import Path

import pytest

from tests.support.providers import PROVIDERS


@pytest.fixture(params=sorted(PROVIDERS))
async def stage(request, tmp_path: Path):
    stage = PROVIDERS[request.param](tmp_path)
    await stage.open()
    yield stage
    await stage.close()
