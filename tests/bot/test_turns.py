"""A turn from HTTP to answer: what the bot's code gets, what Teams gets back, and what happens when it breaks.

Numbers in brackets are rows of the list of the SDK's traps in design reference teams.md, section 2.
"""

import asyncio

import pytest

from bot.connector.errors import TemporarilyDown
from bot.door.answers import (
    InvokeAnswer,
    card_answer,
    error_answer,
    extension_message,
    message_answer,
    not_mine,
    task_message,
)
from tests.support.activities import activity, invoke, message, press
from tests.support.connector import FakeConnector
from tests.support.teams_rules import broken_answer_rules

CARD = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "fallbackText": "Gig 12",
    "body": [{"type": "TextBlock", "text": "Gig 12", "wrap": True}],
}


def raising(error):
    async def turn(inbound):
        raise error

    return turn


def answering(answer):
    async def turn(inbound):
        return answer

    return turn


INVOKES = [
    "adaptiveCard/action",
    "task/fetch",
    "task/submit",
    "composeExtension/query",
    "composeExtension/queryLink",
]


@pytest.mark.parametrize("name", INVOKES)
async def test_an_invoke_with_a_body_is_answered_and_not_a_500(bot, name):  # [1]
    bot.turn = answering(InvokeAnswer(200, {"some": "answer"}))

    assert await bot.post(invoke(bot.teams.url, name, {})) == (200, {"some": "answer"})


async def test_a_repeated_press_is_answered_each_time(bot):
    body = press(bot.teams.url, "approve", {"gig": 12})
    bot.turn = answering(card_answer(CARD))

    answers = await asyncio.gather(*(bot.post(body) for _ in range(5)))

    assert all(answer == (200, card_answer(CARD).body) for answer in answers)
    assert broken_answer_rules("adaptiveCard/action", answers[0][1]) == []


@pytest.mark.parametrize(
    "value", [None, {}, [], "text", {"action": 7}, {"action": {"type": "Action.Submit"}}]
)
async def test_an_odd_card_press_reaches_the_bot_and_is_answered(bot, value):  # [10]
    bot.turn = answering(message_answer("Hm?"))

    status, answer = await bot.post(invoke(bot.teams.url, "adaptiveCard/action", value))

    assert (status, answer["value"]) == (200, "Hm?")
    assert bot.turns[0].value == (value if isinstance(value, dict) else None)


@pytest.mark.parametrize(
    "name", ["application/search", "signin/failure", "message/submitAction", "brand/new", ""]
)
async def test_an_invoke_that_nobody_answers_is_not_a_501(bot, name):  # [10, 17]
    assert await bot.post(invoke(bot.teams.url, name, {"a": 1})) == (200, None)


NOT_OURS = [
    *("signin/verifyState", "signin/tokenExchange", "signin/failure", "fileConsent/invoke", "tab/fetch"),
    *("tab/submit", "actionableMessage/executeAction", "message/submitAction", "message/fetchTask"),
    *("config/fetch", "config/submit", "handoff/action", "brand/new"),
]


@pytest.mark.parametrize("name", NOT_OURS)
def test_an_invoke_that_is_not_ours_is_no_failure(name):
    assert not_mine(name) == InvokeAnswer(200)


FAILED = {
    "adaptiveCard/action": lambda answer: answer["value"]["message"],
    "application/search": lambda answer: answer["value"]["message"],
    "task/fetch": lambda answer: answer["task"]["value"],
    "task/submit": lambda answer: answer["task"]["value"],
    "composeExtension/fetchTask": lambda answer: answer["task"]["value"],
    "composeExtension/submitAction": lambda answer: answer["task"]["value"],
    "composeExtension/query": lambda answer: answer["composeExtension"]["text"],
    "brand/new": lambda answer: answer["value"]["message"],
}


@pytest.mark.parametrize("name", FAILED)
@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("a secret"),
        KeyError("x"),
        PermissionError("no"),
        OSError(),
        TimeoutError(),
        TemporarilyDown(),
    ],
    ids=lambda error: type(error).__name__,
)
async def test_a_broken_invoke_shows_a_reference_number_and_no_more(bot, caplog, name, error):
    bot.turn = raising(error)

    status, answer = await bot.post(invoke(bot.teams.url, name, {}))

    assert status == 200
    assert FAILED[name](answer).endswith("(Reference R1)")
    assert "secret" not in str(answer)
    assert "reference R1" in caplog.text
    assert bot.failures == []


def test_the_answer_to_a_broken_press_is_one_that_teams_knows():
    answer = error_answer(500, "InternalError", "Broken").body

    assert answer == {
        "statusCode": 500,
        "type": "application/vnd.microsoft.error",
        "value": {"code": "InternalError", "message": "Broken"},
    }
    assert task_message("x").body == {"task": {"type": "message", "value": "x"}}
    assert extension_message("x").body == {"composeExtension": {"type": "message", "text": "x"}}


async def test_a_bug_in_a_message_turn_is_told_once_and_not_delivered_again(bot, caplog):
    bot.turn = raising(KeyError("x"))  # the stock adapter makes this a 404 [6]
    body = message(bot.teams.url, "a private text")

    assert await bot.post(body) == (200, None)

    assert bot.failures == [(body["id"], "R1")]
    assert "private" not in caplog.text


@pytest.mark.parametrize("error", [PermissionError("x"), OSError("x"), TimeoutError(), TemporarilyDown("x")])
async def test_what_passes_by_itself_is_left_to_teams_to_repeat(bot, error):
    bot.turn = raising(error)

    assert await bot.post(message(bot.teams.url, "hi")) == (503, None)
    assert bot.failures == []


async def test_a_failure_that_cannot_be_told_is_still_answered(bot, caplog):
    async def broken(inbound, reference):
        raise RuntimeError("and this one too")

    bot.turn = raising(RuntimeError("first"))
    bot.on_failure = broken

    assert (await bot.post(message(bot.teams.url, "hi")))[0] == 200


async def test_a_bug_while_being_installed_is_logged_and_no_more(bot):
    bot.turn = raising(RuntimeError())

    assert await bot.post(activity(bot.teams.url, "installationUpdate", action="add")) == (200, None)
    assert bot.failures == []


async def test_turns_run_side_by_side(bot):
    together = asyncio.Barrier(10)

    async def turn(inbound):
        async with asyncio.timeout(5):
            await together.wait()

    bot.turn = turn
    answers = await asyncio.gather(*(bot.post(message(bot.teams.url, "hi")) for _ in range(10)))

    assert answers == [(200, None)] * 10


async def test_a_fake_that_saw_a_broken_rule_fails_the_test():
    teams = await FakeConnector().__aenter__()
    teams._check("a:1", {"type": "message", "text": "x", "attachments": [{}]})

    with pytest.raises(AssertionError, match="text and card"):
        await teams.__aexit__(None)
