"""A press whose outcome can’t be read again is said not to be known."""

from types import SimpleNamespace
from typing import Any

import pytest

from bot.turn.unconfirmed import NOT_KNOWN, say_what_is
from dialogs.turn import Press, Said, Turn
from gigs.errors import GigNotFound
from ports.storage import StoreUnavailable
from tests.support.builders import MARK


class Failing:
    """A store that fails in this way."""

    def __init__(self, trouble):
        self._trouble = trouble

    async def run(self, *_arguments, **_named):
        raise self._trouble


def a_turn(store: Any) -> Turn:
    context: Any = SimpleNamespace(store=store)
    return Turn(person=MARK, context=context)


def a_press(verb, gig, **inputs):
    return Press(verb=verb, gig=gig, revision=1, ids={}, inputs=inputs)


@pytest.mark.parametrize("trouble", [StoreUnavailable("away"), GigNotFound(4)], ids=repr)
@pytest.mark.parametrize("verb", ["approve_gig", "withdraw_gig"])
async def test_what_cannot_be_read_again_is_said_not_to_be_known(trouble, verb):
    turn = a_turn(Failing(trouble))
    turn.say("Approved.")
    await say_what_is(turn, a_press(verb, 4))
    assert turn.answers == [Said(NOT_KNOWN)]


async def test_a_press_about_no_gig_is_looked_up_by_the_person():
    turn = a_turn(Failing(AssertionError("nothing is read")))
    await say_what_is(turn, a_press("submit_brief", 0))
    assert turn.answers == [Said(NOT_KNOWN)]


async def test_what_cannot_be_read_again_leaves_what_was_typed_too():
    turn = a_turn(Failing(StoreUnavailable("away")))
    await say_what_is(turn, a_press("reject_gig", 4, reason_reject_gig="Too dear."))
    assert turn.answers == [Said(NOT_KNOWN)]
