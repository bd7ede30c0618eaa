"""What each answer to a call means, and each failure of the network: what is repeated and what never is."""

import pytest

from bot.connector.errors import DeliveryUnknown, Refused, TemporarilyDown, Throttled, TooLarge, Unreachable
from bot.connector.service_urls import ServiceUrls
from bot.connector.wire import text_message
from http_client.session import open_session
from tests.bot.conftest import running_connector
from tests.support.activities import ANN, BOT_ID
from tests.support.entra import TENANT
from tests.support.proxy import FakeProxy

CARD = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "fallbackText": "Gig 12",
    "body": [{"type": "TextBlock", "text": "Gig 12", "wrap": True}],
}
CHANNEL = "19:general@thread.tacv2"


# -------------------------------------------------------------------- the table of answers

NO = [
    (400, "BadArgument", Refused),
    (401, "BotNotRegistered", Refused),
    (403, "BotDisabledByAdmin", Unreachable),
    (403, "BotNotInConversationRoster", Unreachable),
    (403, "ConversationBlockedByUser", Unreachable),
    (403, "ForbiddenOperationException", Unreachable),
    (403, "NotEnoughPermissions", Unreachable),
    (403, "InvalidBotApiHost", Refused),
    (404, "ConversationNotFound", Unreachable),
    (404, "ActivityNotFoundInConversation", Unreachable),
    (405, "Whatever", Refused),
    (413, "MessageSizeTooBig", TooLarge),
    (415, "Whatever", Refused),
    (302, "Moved", Refused),
    (307, "Moved", Refused),
    (308, "Moved", Refused),
]


@pytest.mark.parametrize("status, code, error", NO)
@pytest.mark.parametrize("operation", ["send", "update"])
async def test_a_definite_no_is_said_once_and_not_repeated(
    connector, teams, chat, operation, status, code, error
):
    message = await connector.send(teams.url, chat, text_message("first"))
    teams.fail(status, code, times=9, headers={"Location": teams.url} if status < 400 else {})

    saying = {
        "send": lambda: connector.send(teams.url, chat, text_message("hi")),
        "update": lambda: connector.update(teams.url, chat, message, text_message("hi")),
    }
    with pytest.raises(error):
        await saying[operation]()

    assert len(teams.sent) == 2
    assert [said["text"] for said in teams.said_in(chat)] == ["first"]


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504, 520])
async def test_a_send_that_ends_in_a_5xx_is_unknown_and_not_repeated(connector, teams, chat, status):
    teams.fail(status, times=9, lands=True)

    with pytest.raises(DeliveryUnknown):
        await connector.send(teams.url, chat, text_message("hi"))

    assert len(teams.said_in(chat)) == 1


@pytest.mark.parametrize("status", [502, 503, 504])
async def test_an_update_that_ends_in_a_5xx_is_repeated(connector, teams, chat, clock, status):
    message = await connector.send(teams.url, chat, text_message("first"))
    teams.fail(status, operation="update", times=2)

    await connector.update(teams.url, chat, message, text_message("second"))

    assert teams.said_in(chat)[0]["text"] == "second"
    assert len(clock.slept) == 2
    assert clock.slept[0] < clock.slept[1]


@pytest.mark.parametrize("status", [502, 503, 504])
async def test_an_update_is_given_up_after_three_tries(connector, teams, chat, status):
    message = await connector.send(teams.url, chat, text_message("first"))
    teams.fail(status, operation="update", times=9)

    with pytest.raises(TemporarilyDown):
        await connector.update(teams.url, chat, message, text_message("second"))

    assert len(teams.calls("update")) == 3


async def test_an_update_that_ends_in_a_500_is_not_repeated(connector, teams, chat):
    message = await connector.send(teams.url, chat, text_message("first"))
    teams.fail(500, operation="update", times=9)

    with pytest.raises(TemporarilyDown):
        await connector.update(teams.url, chat, message, text_message("second"))

    assert len(teams.calls("update")) == 1


async def test_a_member_is_asked_about_again_after_a_503(connector, teams, chat):
    teams.fail(503, headers={"Retry-After": "2"})

    assert await connector.member_object_id(teams.url, chat, ANN.object_id) == ANN.object_id


@pytest.mark.parametrize("operation", ["send", "update"])
async def test_a_412_is_repeated(connector, teams, chat, operation):
    message = await connector.send(teams.url, chat, text_message("first"))
    teams.fail(412, "PreconditionFailed", times=2, operation=operation)

    if operation == "send":
        await connector.send(teams.url, chat, text_message("second"))
    else:
        await connector.update(teams.url, chat, message, text_message("second"))

    assert teams.said_in(chat)[-1]["text"] == "second"


async def test_a_412_that_stays_is_given_up(connector, teams, chat):
    teams.fail(412, times=9)

    with pytest.raises(TemporarilyDown):
        await connector.send(teams.url, chat, text_message("hi"))


async def test_a_short_retry_after_is_waited_for(connector, teams, chat, clock):
    teams.fail(429, "Throttled", headers={"Retry-After": "3"})

    await connector.send(teams.url, chat, text_message("hi"))

    assert sum(clock.slept) == pytest.approx(3)
    assert len(teams.said_in(chat)) == 1


@pytest.mark.parametrize(
    "sent, told",
    [("60", 60), ("99999", 900), ("inf", 900), ("Mon, 23 Nov 2026 12:01:30 GMT", 90)],
)
async def test_a_long_retry_after_is_left_to_the_caller(connector, teams, chat, clock, sent, told):
    teams.fail(429, "Throttled", headers={"Retry-After": sent})

    with pytest.raises(Throttled) as raised:
        await connector.send(teams.url, chat, text_message("hi"))

    assert raised.value.retry_after == told
    assert clock.slept == []


async def test_nothing_more_is_sent_to_a_throttled_chat_before_its_time(connector, teams, chat, clock):
    teams.fail(429, "Throttled", headers={"Retry-After": "60"})
    with pytest.raises(Throttled):
        await connector.send(teams.url, chat, text_message("hi"))

    with pytest.raises(Throttled):
        await connector.send(teams.url, chat, text_message("hi"))
    assert len(teams.sent) == 1

    clock.now += 60
    await connector.send(teams.url, chat, text_message("hi"))


@pytest.mark.parametrize("sent", ["", "soon", "-1", "nan", "0", "Wed, 21 Oct 2026 07:28:00 GMT"])
async def test_a_429_without_a_usable_retry_after_waits_a_second(connector, teams, chat, clock, sent):
    teams.fail(429, headers={"Retry-After": sent} if sent else {})

    await connector.send(teams.url, chat, text_message("hi"))

    assert sum(clock.slept) == pytest.approx(1)


async def test_a_429_that_stays_is_given_up(connector, teams, chat):
    teams.fail(429, times=9)

    with pytest.raises(Throttled):
        await connector.send(teams.url, chat, text_message("hi"))

    assert len(teams.sent) == 3


# -------------------------------------------------------------------- the network


async def test_a_send_whose_connection_breaks_after_landing_is_unknown_and_not_repeated(
    connector, teams, chat
):
    teams.reset(times=9)

    with pytest.raises(DeliveryUnknown):
        await connector.send(teams.url, chat, text_message("hi"))

    assert len(teams.said_in(chat)) == 1


async def test_an_update_whose_connection_breaks_is_repeated(connector, teams, chat):
    message = await connector.send(teams.url, chat, text_message("first"))
    teams.reset(operation="update")

    await connector.update(teams.url, chat, message, text_message("second"))

    assert teams.said_in(chat)[0]["text"] == "second"


async def test_a_send_that_is_not_answered_in_time_is_unknown(teams, chat, clock):
    teams.hang(0.3, lands=True)
    async with open_session(1, seconds=0.1) as session:
        connector = running_connector(session, sleep=clock.sleep)
        with pytest.raises(DeliveryUnknown):
            await connector.send(teams.url, chat, text_message("hi"))


async def test_nobody_listening_is_a_definite_no_that_is_repeated(connector, clock):
    with pytest.raises(TemporarilyDown):
        await connector.send("http://127.0.0.1:1/teams/", "a:1", text_message("hi"))

    assert len(clock.slept) == 2


async def test_a_proxy_that_lets_nothing_through_is_a_definite_no(clock):
    urls = ServiceUrls(hosts=frozenset({"teams.example"}))
    async with FakeProxy(port=1, refuses=502) as proxy:
        environment = {"HTTPS_PROXY": f"http://{proxy.address}"}
        async with open_session(1, environment=environment) as session:
            connector = running_connector(session, urls=urls, sleep=clock.sleep)
            with pytest.raises(TemporarilyDown):
                await connector.send("https://teams.example/teams/", "a:1", text_message("hi"))

    assert proxy.seen == ["CONNECT teams.example:443 HTTP/1.1"] * 3


async def test_a_message_that_landed_with_a_garbled_answer_has_no_id(connector, teams, chat):
    teams.fail(201, body=b"<html>", lands=True)

    assert await connector.send(teams.url, chat, text_message("hi")) == ""


async def test_a_chat_made_without_an_id_in_the_answer_is_unknown(connector, teams):
    teams.fail(201, body=b"{}")

    with pytest.raises(DeliveryUnknown):
        await connector.create_chat(teams.url, BOT_ID, ANN.object_id, TENANT)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"error":7}', b'{"error":{"code":{}}}'])
async def test_an_error_that_does_not_explain_itself_is_still_named_by_its_status(
    connector, teams, chat, body
):
    teams.fail(404, body=body)

    with pytest.raises(Unreachable, match="404 Unknown"):
        await connector.send(teams.url, chat, text_message("hi"))


async def test_the_sub_code_wins(connector, teams, chat):
    teams.fail(403, body=b'{"error":{"code":"Forbidden","subCode":"MessageWritesBlocked"}}')

    with pytest.raises(Unreachable, match="MessageWritesBlocked"):
        await connector.send(teams.url, chat, text_message("hi"))


async def test_a_deleted_message_is_told_apart_from_a_lost_chat(connector, teams, chat):
    with pytest.raises(Unreachable) as message:
        await connector.update(teams.url, chat, "1", text_message("hi"))
    with pytest.raises(Unreachable) as lost:
        await connector.send(teams.url, "a:nobody", text_message("hi"))

    assert (message.value.code, lost.value.code) == (
        "ActivityNotFoundInConversation",
        "ConversationNotFound",
    )


async def test_a_refused_token_is_fetched_anew_for_the_next_call(connector, teams, chat, bearer):
    teams.fail(401, "Unauthorized")
    with pytest.raises(Refused):
        await connector.send(teams.url, chat, text_message("hi"))

    await connector.send(teams.url, chat, text_message("hi"))

    assert [sent.authorization for sent in teams.sent] == ["Bearer mine-0", "Bearer mine-1"]
