"""What we send to Teams: how each call looks, and where our token may go."""

import asyncio

import pytest

from bot.connector.connector import in_thread
from bot.connector.errors import Unreachable
from bot.connector.service_urls import ForeignServiceUrl, ServiceUrls
from bot.connector.wire import card_message, text_message
from http_client.session import open_session
from tests.bot.conftest import running_connector
from tests.support.activities import ANN, BOT_ID
from tests.support.entra import TENANT

CARD = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "fallbackText": "Gig 12",
    "body": [{"type": "TextBlock", "text": "Gig 12", "wrap": True}],
}
CHANNEL = "19:general@thread.tacv2"


async def test_a_text_is_sent_plain_and_alone(connector, teams, chat):
    sent = await connector.send(teams.url, chat, text_message("Hello *you*"))

    assert teams.said_in(chat) == [{"type": "message", "text": "Hello *you*", "textFormat": "plain"}]
    assert list(teams.messages[chat]) == [sent]
    assert teams.sent[0].authorization == "Bearer mine-0"


async def test_a_card_is_sent_with_a_summary_and_can_be_redrawn(connector, teams, chat):
    sent = await connector.send(teams.url, chat, card_message(CARD, "Gig 12 waits for you"))
    later = {**CARD, "fallbackText": "Gig 12 is approved"}

    await connector.update(teams.url, chat, sent, card_message(later, "Gig 12 is approved"))
    assert teams.cards_in(chat) == [later]


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

    assert thread == in_thread(CHANNEL, root)
    assert [message.get("text") for message in teams.said_in(thread)] == [None, "Approved"]


async def test_one_person_of_a_team_is_asked_about_whatever_their_id(connector, teams):
    teams.add_chat("19:team", ANN)

    for asked in (ANN.mri, ANN.object_id):
        assert await connector.member_object_id(teams.url, "19:team", asked) == ANN.object_id
    with pytest.raises(Unreachable, match="MemberNotFoundInConversation"):
        await connector.member_object_id(teams.url, "19:team", "29:nobody")


async def test_ids_cannot_leave_their_place_in_the_path(connector, teams):
    strange = teams.add_chat("19:a/../b?c#d;messageid=1 %2f@thread.tacv2")

    await connector.send(teams.url, strange, text_message("hi"))

    assert len(teams.said_in(strange)) == 1


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
    "https://smba.trafficmanager.n\u0435t/",
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
    connector = running_connector(session, ServiceUrls())

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


async def test_a_proxy_of_the_environment_does_not_stand_between_us_and_this_machine(
    teams, chat, monkeypatch
):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    async with open_session(1) as session:
        connector = running_connector(session)
        await connector.send(teams.url, chat, text_message("hi"))

    assert len(teams.said_in(chat)) == 1


async def test_twenty_at_once_share_the_session(connector, teams):
    chats = [teams.add_chat(f"a:{n}") for n in range(20)]

    await asyncio.gather(*(connector.send(teams.url, chat, text_message("hi")) for chat in chats))

    assert all(len(teams.said_in(chat)) == 1 for chat in chats)
