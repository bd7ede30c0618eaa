"""Upwork on its stand-in."""

import pytest

from tests.support.stages.upwork import UpworkStage


@pytest.fixture
async def stage(tmp_path):
    stage = UpworkStage(tmp_path)
    await stage.open()
    yield stage
    await stage.close()


@pytest.fixture
def server(stage):
    return stage.server


@pytest.fixture
def market(stage):
    return stage.market
