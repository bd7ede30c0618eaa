"""What we send to Teams: how each call looks, and what each answer means."""

import asyncio

import aiohttp
import pytest

from bot.connector import Connector, in_thread, open_session
from bot.connector_calls import Calls
from bot.connector_errors import (
    DeliveryUnknown,
    Refused,
    TemporarilyDown,
    Throttled,
    TooLarge,
    Unreachable,
)
from bot.outbound_token import NoToken
from bot.pacing import Pacing
from bot.service_urls import ForeignServiceUrl, ServiceUrls, local_service_urls
from bot.wire import card_message, text_message, typing
from tests.support.activities import ANN, BOT_ID
from tests.support.connector import Person
from tests.support.entra import TENANT

CARD = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "fallbackText": "Gig 12",
    "body": [{"type": "TextBlock", "text": "Gig 12", "wrap": True}],
}
CHANNEL = "19:general@thread.tacv2"


class Bearer:
    """Hands out a token and counts how often it was told that the token is no good."""

    def __init__(self):
        self.forgotten = 0

    async def header(self):
        return f"Bearer mine-{self.forgotten}"

    def forget(self):
        self.forgotten += 1


@pytest.fixture
def bearer():
    return Bearer()


@pytest.fixture
def connector(session, bearer, clock):
    pacing = Pacing(monotonic=clock, sleep=clock.sleep)
    return Connector(Calls(session, bearer, local_service_urls(), pacing, sleep=clock.sleep))


@pytest.fixture
def chat(teams):
    return teams.add_chat("a:ann", ANN)


async def test_a_text_is_sent_plain_and_alone(connector, teams, chat):
    sent = await connector.send(teams.url, chat, text_message("Hello *you*"))

    assert teams.said_in(chat) == [{"type": "message", "text": "Hello *you*", "textFormat": "plain"}]
    assert list(teams.messages[chat]) == [sent]
    assert teams.sent[0].authorization == "Bearer mine-0"


async def test_a_card_is_sent_with_a_summary_and_can_be_redrawn_and_taken_away(connector, teams, chat):
    sent = await connector.send(teams.url, chat, card_message(CARD, "Gig 12 waits for you"))
    later = {**CARD, "fallbackText": "Gig 12 is approved"}

    await connector.update(teams.url, chat, sent, card_message(later, "Gig 12 is approved"))
    assert teams.cards_in(chat) == [later]

    await connector.delete(teams.url, chat, sent)
    assert teams.said_in(chat) == []


def test_an_urgent_card_raises_a_notification():
    assert card_message(CARD, "Now", urgent=True)["channelData"] == {"notification": {"alert": True}}


async def test_a_chat_with_a_person_is_made_once(connector, teams):
    teams.add_person(ANN.object_id, ANN.name)

    first = await connector.create_chat(teams.url, BOT_ID, ANN.object_id, TENANT)
    again = await connector.create_chat(teams.url, BOT_ID, ANN.mri, TENANT)

    assert first == again
    assert teams.sent[0].body == {
        "bot": {"id": BOT_ID},
        "members": [{"id": ANN.object_id}],
        "tenantId": TENANT,
        "isGroup": False,
        "channelData": {"tenant": {"id": TENANT}},
    }


async def test_a_person_without_the_app_is_unreachable(connector, teams):
    with pytest.raises(Unreachable, match="ForbiddenOperationException"):
        await connector.create_chat(teams.url, BOT_ID, "nobody", TENANT)


async def test_a_thread_is_started_in_a_channel_and_answered_in(connector, teams):
    teams.add_chat(CHANNEL, ANN)

    thread, root = await connector.create_thread(teams.url, CHANNEL, card_message(CARD, "Gig 12"))
    await connector.send(teams.url, in_thread(CHANNEL, root), text_message("Approved"))
    await connector.reply(teams.url, thread, root, text_message("Posted"))

    assert thread == in_thread(CHANNEL, root)
    assert [message.get("text") for message in teams.said_in(thread)] == [None, "Approved", "Posted"]


async def test_typing_is_not_a_message(connector, teams, chat):
    await connector.send(teams.url, chat, typing())

    assert teams.said_in(chat) == []


async def test_members_come_page_by_page(connector, teams):
    everyone = [Person(f"id-{n}", f"Person {n}") for n in range(7)]
    teams.add_chat("19:team", *everyone)
    teams.page = 3

    found = await connector.members(teams.url, "19:team")

    assert [member.object_id for member in found] == [person.object_id for person in everyone]
    assert len(teams.calls("members")) == 3


async def test_ids_cannot_leave_their_place_in_the_path(connector, teams):
    strange = teams.add_chat("19:a/../b?c#d;messageid=1 %2f@thread.tacv2")

    await connector.send(teams.url, strange, text_message("hi"))

    assert len(teams.said_in(strange)) == 1


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


@pytest.mark.parametrize(("status", "code", "error"), NO)
@pytest.mark.parametrize("operation", ["send", "update"])
async def test_a_definite_no_is_said_once_and_not_repeated(
    connector, teams, chat, operation, status, code, error
):
    message = await connector.send(teams.url, chat, text_message("first"))
    teams.fail(status, code, times=9, headers={"Location": teams.url} if status < 400 else {})

    with pytest.raises(error):
        if operation == "send":
            await connector.send(teams.url, chat, text_message("hi"))
        else:
            await connector.update(teams.url, chat, message, text_message("hi"))

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


async def test_members_are_asked_for_again_after_a_503(connector, teams, chat):
    teams.fail(503, headers={"Retry-After": "2"})

    assert len(await connector.members(teams.url, chat)) == 1


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


@pytest.mark.parametrize(("sent", "told"), [("60", 60), ("99999", 900), ("inf", 900)])
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


@pytest.mark.parametrize("sent", ["", "soon", "-1", "nan", "Wed, 21 Oct 2026 07:28:00 GMT"])
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
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.1)) as session:
        connector = Connector(Calls(session, NoToken(), local_service_urls(), Pacing(), sleep=clock.sleep))
        with pytest.raises(DeliveryUnknown):
            await connector.send(teams.url, chat, text_message("hi"))


async def test_nobody_listening_is_a_definite_no_that_is_repeated(connector, clock):
    with pytest.raises(TemporarilyDown):
        await connector.send("http://127.0.0.1:1/teams/", "a:1", text_message("hi"))

    assert len(clock.slept) == 2


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

    assert message.value.only_the_message
    assert not lost.value.only_the_message


async def test_a_refused_token_is_fetched_anew_for_the_next_call(connector, teams, chat, bearer):
    teams.fail(401, "Unauthorized")
    with pytest.raises(Refused):
        await connector.send(teams.url, chat, text_message("hi"))

    await connector.send(teams.url, chat, text_message("hi"))

    assert [sent.authorization for sent in teams.sent] == ["Bearer mine-0", "Bearer mine-1"]


# -------------------------------------------------------------------- where our token may go

FOREIGN = [
    "https://evil.example/",
    "http://smba.trafficmanager.net/teams/",
    "https://smba.trafficmanager.net:8443/teams/",
    "https://smba.trafficmanager.net.evil.example/",
    "https://evil.example/smba.trafficmanager.net/",
    "https://smba.trafficmanager.net@evil.example/",
    "https://evil.example\\@smba.trafficmanager.net/",
    "https://smba.trafficmanager.net/?x=1",
    "https://smba.trafficmanager.net/#x",
    "https://smba.trafficmanager.net/../x",
    "https://smba.trafficmanager.net/%2e%2e/x",
    "https://smba.trafficmanager.nеt/",
    "https://[::1/",
    "https://smba.trafficmanager.net:x/",
    "http://127.0.0.1:3978/",
    "file:///etc/passwd",
    "//smba.trafficmanager.net/",
    "smba.trafficmanager.net",
    "",
]


@pytest.mark.parametrize("url", FOREIGN)
async def test_our_token_never_leaves_for_a_foreign_address(session, url):
    bearer = Bearer()
    connector = Connector(Calls(session, bearer, ServiceUrls(), Pacing()))

    with pytest.raises(ForeignServiceUrl):
        await connector.send(url, "a:1", text_message("hi"))


def test_one_address_has_one_spelling():
    urls = ServiceUrls()
    spellings = [
        "https://smba.trafficmanager.net/teams",
        "https://smba.trafficmanager.net/teams/",
        "HTTPS://SMBA.TrafficManager.net/teams/",
        "https://smba.trafficmanager.net:443/teams",
    ]

    assert {urls.checked(url) for url in spellings} == {"https://smba.trafficmanager.net/teams"}
    assert urls.checked("https://smba.trafficmanager.net/Teams") != urls.checked(spellings[0])


async def test_proxies_of_the_environment_and_cookies_are_not_used(teams, chat, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    async with open_session() as session:
        connector = Connector(Calls(session, NoToken(), local_service_urls(), Pacing()))
        await connector.send(teams.url, chat, text_message("hi"))

    assert len(teams.said_in(chat)) == 1


async def test_twenty_at_once_share_the_session(connector, teams):
    chats = [teams.add_chat(f"a:{n}") for n in range(20)]

    await asyncio.gather(*(connector.send(teams.url, chat, text_message("hi")) for chat in chats))

    assert all(len(teams.said_in(chat)) == 1 for chat in chats)
