import pytest

from tests.support.stand_ins.freelancer_stage import FreelancerStage


@pytest.fixture
async def stage(tmp_path):
    """Freelancer.com on its stand-in."""
    stage = FreelancerStage(tmp_path)
    await stage.open()
    yield stage
    await stage.close()
