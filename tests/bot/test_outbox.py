"""What cannot be said at once is kept, said in order, and said once; on a clock that the test moves."""

import asyncio

import pytest

from bot.connector.errors import (
    DeliveryUnknown,
    NotTaken,
    Refused,
    TemporarilyDown,
    Throttled,
    TooLarge,
    Unreachable,
)
from bot.turn import outbox as outboxes
from bot.turn.outbox import Outbox


@pytest.fixture
def outbox(clock):
    return Outbox(sleep=clock.sleep)


@pytest.fixture
def said():
    return []


def saying(said, word, *troubles):
    """Fails with each of the troubles, then says the word."""
    left = list(troubles)

    async def speak():
        if left:
            raise left.pop(0)
        said.append(word)

    return speak


async def test_what_can_be_said_is_said_at_once(outbox, said):
    await outbox.say("a:1", saying(said, "hello"))

    assert said == ["hello"]


async def test_what_a_limit_refuses_is_said_as_soon_as_it_may_and_in_order(outbox, said, clock):
    await outbox.say("a:1", saying(said, "first", Throttled(12), Throttled(3)))
    await outbox.say("a:1", saying(said, "second"))
    await outbox.say("a:2", saying(said, "elsewhere"))
    assert said == ["elsewhere"]

    await outbox.close()

    assert said == ["elsewhere", "first", "second"]
    assert clock.slept == [3]  # the first refusal was met in the turn itself


async def test_after_what_waited_things_are_said_at_once_again(outbox, said):
    await outbox.say("a:1", saying(said, "first", Throttled(1)))
    await outbox.close()

    await outbox.say("a:1", saying(said, "second"))

    assert said == ["first", "second"]


async def test_other_trouble_is_for_the_turn_to_handle(outbox, said):
    for trouble in (Unreachable(404, "x"), DeliveryUnknown("500"), TooLarge("413")):
        with pytest.raises(type(trouble)):
            await outbox.say("a:1", saying(said, "never", trouble))


@pytest.mark.parametrize("down", [NotTaken("502"), TemporarilyDown("ClientConnectorError")])
async def test_what_teams_cannot_take_now_is_said_shortly_and_in_order(outbox, said, clock, down):
    await outbox.say("a:1", saying(said, "first", down, down, down))
    await outbox.say("a:1", saying(said, "second"))
    assert said == []

    await outbox.close()

    assert said == ["first", "second"]
    assert clock.slept == [2, 4]  # the first refusal was met in the turn itself


async def test_an_answer_is_kept_for_a_quarter_of_an_hour_while_teams_is_down(outbox, said, clock):
    await outbox.say("a:1", saying(said, "late", *[NotTaken("503")] * 20))

    await outbox.close()

    assert said == ["late"]
    assert sum(clock.slept) >= 15 * 60


@pytest.mark.parametrize("trouble", [DeliveryUnknown("500"), Refused(401, "Unauthorized")], ids=repr)
async def test_what_may_not_have_arrived_or_met_an_old_token_is_said_again(outbox, said, trouble):
    outbox.say_beside("a:1", saying(said, "beside", trouble))
    await outbox.say("a:2", saying(said, "kept", Throttled(1), trouble))

    await outbox.close()

    assert sorted(said) == ["beside", "kept"]


@pytest.mark.parametrize(
    ("trouble", "tries"),
    [(DeliveryUnknown("500"), 3), (Refused(401, "Unauthorized"), 2), (Refused(400, "BadArgument"), 1)],
    ids=repr,
)
async def test_it_is_not_said_again_for_ever(outbox, clock, trouble, tries):
    told = []

    async def speak():
        told.append(1)
        raise trouble

    outbox.say_beside("a:1", speak)
    await outbox.close()

    assert len(told) == tries


async def test_one_that_cannot_be_said_holds_up_none_behind_it(outbox, said):
    await outbox.say("a:1", saying(said, "gone", Throttled(1), Unreachable(404, "x")))
    await outbox.say("a:1", saying(said, "down", *[TemporarilyDown("503")] * 99))
    await outbox.say("a:1", saying(said, "last"))

    await outbox.close()

    assert said == ["last"]


async def test_no_answer_waits_for_what_is_said_beside_another(outbox, said):
    for_ever = asyncio.Event()
    outbox.say_beside("a:1", for_ever.wait)
    outbox.say_beside("a:1", saying(said, "after it"))
    await asyncio.sleep(0)

    await outbox.say("a:1", saying(said, "an answer"))

    assert said == ["an answer"]
    for_ever.set()
    await outbox.close()
    assert said == ["an answer", "after it"]


async def test_what_is_left_at_the_end_is_told_to_the_log(outbox, caplog):
    outbox.say_beside("a:1", asyncio.Event().wait)

    await outbox.close(patience=0.0)

    assert "stopped before everything was said: 1 messages" in caplog.text


async def test_a_chat_in_which_too_much_waits_is_refused(outbox, said):
    for_ever = asyncio.Event()
    await outbox.say("a:1", saying(said, "first", Throttled(1)))
    for _ in range(outboxes.MOST - 1):
        await outbox.say("a:1", for_ever.wait)

    with pytest.raises(Throttled):
        await outbox.say("a:1", for_ever.wait)

    for_ever.set()
    await outbox.close()
