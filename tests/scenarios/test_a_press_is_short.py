"""How many files of ours a newcomer has to open to follow one press on Approve, from Teams' POST to our answer."""

import asyncio

import pytest

from bot.door.front_door import FrontDoor
from gigs.gig import GigState
from tests.scenarios.steps import seats_for, submit
from tests.support.files_touched import FilesTouched
from tests.support.people_file import a_cast

pytestmark = pytest.mark.asyncio(loop_scope="module")

MOST = 55


async def approve_while_watched(stage, people) -> FilesTouched:
    """A gig of its own, and its approval: the card is there and the jobs of before are done when it is pressed."""
    await submit(people)
    found = await people.mark.finds("Approve")
    await asyncio.sleep(0.5)
    touched = FilesTouched(FrontDoor.handle)
    with touched.watching():
        await people.mark.presses_found(found)
    await stage.waits_for(people.rita.person, GigState.REVIEWING)
    return touched


async def test_the_way_of_an_approval_stays_short(stage, casts):
    await approve_while_watched(stage, seats_for(stage, a_cast(next(casts))))  # what is loaded once is loaded
    touched = await approve_while_watched(stage, seats_for(stage, a_cast(next(casts))))

    told = "\n".join(f"{file}: {', '.join(sorted(ran))}" for file, ran in touched.functions.items())
    assert "use_cases/approving/decide_gig.py" in touched.functions, told
    assert len(touched.functions) <= MOST, f"{len(touched.functions)} files\n{told}"
