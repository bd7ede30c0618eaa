"""Whatever is odd in an answer to any call, nothing is said or done on the strength of it that nobody meant."""

import pytest

from ports.marketplace import Capability
from tests.marketplace.contract.odd_calls import READS, WRITES, a_ground, a_reading, a_writing, try_all
from tests.support.providers import PROVIDERS
from tests.support.replaying import Replaying

REAL = ("freelancer", "upwork", "worksome")


@pytest.fixture(params=REAL)
async def ground(request, tmp_path):
    stage, transport = PROVIDERS[request.param](tmp_path), Replaying()
    stage.through = transport.over
    await stage.open()
    yield await a_ground(stage, transport)
    await stage.close()


@pytest.mark.slow
async def test_no_reading_says_what_nobody_can_mean_or_that_what_is_there_is_not(ground):
    reads = dict(READS)
    if Capability.MESSAGE not in ground.market.capabilities:
        del reads["has_message"]
    if Capability.INVITE not in ground.market.capabilities:
        del reads["is_invited"]
    changes = 0

    for name, call in reads.items():
        tried = await try_all(ground, call, a_reading)
        changes += tried.changes
        assert tried.troubles == [], name
        assert tried.failed < tried.changes, f"{name}: whatever is odd, even beside what is read, stops it"

    assert changes >= 60


@pytest.mark.slow
async def test_nothing_else_is_made_or_paid_than_what_was_asked_for(ground):
    changes = 0

    for name, (capability, call) in WRITES.items():
        if capability in ground.market.capabilities:
            ground.stage.pass_time(6)
            tried = await try_all(ground, call, a_writing)
            changes += tried.changes
            assert tried.troubles == [], name

    assert changes >= 60
