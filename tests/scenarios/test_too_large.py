"""A press or a text of more than the door takes: whoever sent it is told so, and nothing is done."""

import pytest

from tests.scenarios.steps import BRIEF

pytestmark = pytest.mark.asyncio(loop_scope="module")

LONG = "long " * 60_000


async def test_a_press_that_is_too_large_leaves_the_card_and_says_what_to_do(people, stage):
    rita = people.rita
    await rita.installs()
    await rita.says("post a gig")
    answer = await rita.presses("Save draft", **(BRIEF | {"outcome": LONG}))

    assert "more than I can read at once" in str(answer)
    await rita.presses("Save draft", **BRIEF)
    assert (await stage.newest_gig(rita.person)).form.outcome == BRIEF["outcome"]


async def test_an_older_client_is_told_in_the_chat(people):
    rita = people.rita
    await rita.installs()
    await rita.says("post a gig")
    await rita.presses("Save draft", old_client=True, **(BRIEF | {"outcome": LONG}))
    await rita.sees("more than I can read at once", "press again")


async def test_a_text_that_is_too_large_is_answered_once(people):
    await people.rita.installs()
    for _ in range(2):
        await people.rita.says(LONG, id="1:too-large")
    await people.rita.sees("That message is longer than I can read")
    assert people.rita.seen().count("That message is longer than I can read") == 1
