"""A form that was left open for a day: nobody is led back to it, and what was saved is a draft."""

import pytest
import pytest_asyncio

from tests.scenarios.steps import BRIEF
from tests.support.clock import FakeClock
from tests.support.product import CountedIds, on_stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def clock():
    return FakeClock()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory, clock):
    async with on_stage(tmp_path_factory.mktemp("stage"), ids=CountedIds(), clock=clock, casts=3) as stage:
        yield stage


async def test_after_a_day_the_draft_is_offered_instead_of_the_form(people, stage, clock):
    rita = people.rita
    await rita.says("post a gig")
    await rita.presses("Preview", **(BRIEF | {"outcome": ""}))
    old = await rita.finds("Preview")
    gig = await stage.newest_gig(rita.person)
    await rita.says("qwertz uiop asdf")
    assert "Back to your form" in rita.titles()

    clock.advance(25 * 3600)
    await rita.says("qwertz uiop yxcv")

    lost = str(rita.card("I didn’t get that"))
    assert "Back to your form" not in lost
    assert f"Continue gig {gig.number}" in lost
    await rita.presses_found(old, **BRIEF)
    await rita.sees("Nothing is public until it’s approved")
