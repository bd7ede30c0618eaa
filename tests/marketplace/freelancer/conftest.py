import pytest

from tests.support.stages.freelancer import FreelancerStage


@pytest.fixture
async def stage(tmp_path):
    """Freelancer.com on its stand-in."""
    stage = FreelancerStage(tmp_path)
    await stage.open()
    yield stage
    await stage.close()
