"""Every turn of a conversation runs in the SDK's adapter, and what is said in it leaves by the SDK's turn context.

Each function that we wrote for the SDK is broken once: if nobody saw a difference, it would not be in use.
"""

import pytest

import bot.sdk.activity
import bot.sdk.adapter
import bot.sdk.outbound
import dialogs.sdk
from bot.door.front_door import FrontDoor
from tests.scenarios.steps import BRIEF, seats_for, submit
from tests.support.files_touched import FilesTouched, functions_of
from tests.support.people_file import a_cast

pytestmark = pytest.mark.asyncio(loop_scope="module")

OURS = {
    function
    for module in (bot.sdk.adapter, bot.sdk.activity, bot.sdk.outbound, dialogs.sdk)
    for function in functions_of(module)
}
AT_THE_START = {"Adapter.__init__", "OwnAuthentication.__init__", "OwnConnectorFactory.__init__"} | {
    "Conversation.__init__",
    "Conversations.__init__",
    "Conversations.verbs",
}
REFUSE = {
    "OwnAuthentication.authenticate_request",
    "OwnAuthentication.authenticate_streaming_request",
    "OwnAuthentication.create_connector_factory",
}
"""The SDK has to be able to call them, and is refused: tests/bot/test_sdk_sending.py."""


async def says(rita):
    """Sends a card through the context."""
    await rita.says("post a gig")


async def goes_on(rita):
    """Answers in the middle of a conversation."""
    await rita.says("do you take cats?")


async def goes_back(rita):
    """Is led back to where the conversation stands."""
    return await rita.presses("Back to your form")


async def presses(rita):
    """Leaves the answer to a press with the SDK."""
    return await rita.presses("Preview", **BRIEF)


async def presses_in_an_old_client(rita):
    """Replaces a message through the context."""
    await rita.presses("Change something", old_client=True)


async def leaves(rita):
    """Ends the conversation."""
    await rita.says("cancel")


TURNS = (says, goes_on, goes_back, presses, presses_in_an_old_client, leaves)


async def notices(stage, rita, function):
    """Goes through a conversation in which this function is broken; True when Rita can tell."""
    touched = FilesTouched(FrontDoor.handle)
    for turn in TURNS:
        stage.teams.violations.clear()
        with touched.watching(broken=function):
            await turn(rita)
        if touched.ran(function):
            told = [*stage.teams.violations, rita.seen()]
            stage.teams.violations.clear()
            return any("Something went wrong on our side" in text for text in told)
    return False


async def test_what_breaks_in_the_sdk_breaks_the_conversation(stage, casts):
    unnoticed = set()
    for function in sorted(OURS):
        if function[1] not in AT_THE_START | REFUSE:
            rita = seats_for(stage, a_cast(next(casts))).rita
            if not await notices(stage, rita, function):
                unnoticed.add(function)

    assert unnoticed == set()


async def test_a_press_that_is_no_turn_of_a_conversation_needs_no_sdk(stage, people):
    await submit(people)
    found = await people.mark.finds("Approve")
    touched = FilesTouched(FrontDoor.handle)
    with touched.watching():
        await people.mark.presses_found(found)
        await people.mark.says("approvals")
        await people.mark.says("help")

    assert [function for function in OURS if touched.ran(function)] == []
