"""Our own chat page: who may open it, and what goes between it and the bot."""

import asyncio

import pytest

from bot.connector.service_urls import local_service_urls
from bot.door.envelope import checked_envelope
from bot.door.inbound import read_inbound
from config.settings import PLAYGROUND_TENANT
from playground.page.links import VALID_S
from playground.page.window import ENDED, EXPIRED, FILES
from playground.page.wire import REFUSED, SILENT
from tests.support.chat_page import a_page, card_of
from tests.support.clock import FakeClock

CHAT = "a:rita-and-the-bot"


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
async def page(clock):
    async with a_page(clock) as (bot, [window]):
        yield bot, window


@pytest.fixture
async def bot(page):
    return page[0]


@pytest.fixture
async def rita(page):
    window = page[1]
    await window.opens()
    return window


async def test_the_bot_is_told_of_the_window_before_anybody_opens_it(bot):
    assert [heard["type"] for heard in bot.heard] == ["installationUpdate", "conversationUpdate"]
    assert bot.heard[1]["membersAdded"][1] == {"id": bot.heard[1]["recipient"]["id"]}


async def test_the_door_lets_in_what_the_page_sends_and_knows_who_it_is(bot, rita):
    await rita.asks("POST", "/api/say", json={"text": "post a gig", "locale": "de-DE"})
    heard = bot.heard[-1]
    tenant, url = checked_envelope(heard, None, {PLAYGROUND_TENANT: PLAYGROUND_TENANT}, local_service_urls())
    inbound = read_inbound(heard, tenant, url)
    assert (inbound.type, inbound.text, inbound.locale) == ("message", "post a gig", "de-DE")
    assert inbound.is_personal
    assert inbound.object_id == "1f0c8b52-7a4e-4d19-8c3b-2e5a9d6f1001"
    assert url == f"{rita.url}/_connector"


async def test_a_press_is_sent_as_teams_sends_it(bot, rita):
    pressed = {"message": "m1", "title": "Do it", "verb": "do_it", "data": {"gig": 12, "reason": "<b>"}}
    await rita.asks("POST", "/api/press", json={**pressed, "kind": "Action.Execute"})
    executed = bot.heard[-1]
    assert (executed["type"], executed["name"], executed["replyToId"]) == (
        "invoke",
        "adaptiveCard/action",
        "m1",
    )
    assert executed["value"] == {
        "action": {
            "type": "Action.Execute",
            "title": "Do it",
            "verb": "do_it",
            "data": {"gig": 12, "reason": "<b>"},
        }
    }
    await rita.asks("POST", "/api/press", json={**pressed, "kind": "Action.Submit"})
    assert (bot.heard[-1]["type"], bot.heard[-1]["value"]) == ("message", {"gig": 12, "reason": "<b>"})
    await rita.asks("POST", "/api/press", json={**pressed, "kind": "Action.Execute", "automatic": True})
    assert bot.heard[-1]["value"]["trigger"] == "automatic"


async def test_a_card_that_answers_a_press_takes_the_place_of_the_pressed_one(bot, rita):
    first, other = await rita.bot_shows(card_of("Decide")), await rita.bot_shows(card_of("Another"))
    bot.body = {
        "statusCode": 200,
        "type": "application/vnd.microsoft.card.adaptive",
        "value": card_of("Done"),
    }
    press = {"message": first, "kind": "Action.Execute", "verb": "do_it", "data": {}}
    _, told = await rita.asks("POST", "/api/press", json=press)
    assert told["message"]["card"] == card_of("Done")
    assert [(each["id"], each["card"], each["answer"]) for each in await rita.sees()] == [
        (first, card_of("Done"), True),
        (other, card_of("Another"), False),
    ]


@pytest.mark.parametrize(
    ("status", "body", "said", "problem"),
    [
        (200, {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Gone."}, "Gone.", ""),
        (200, {"type": "application/vnd.microsoft.error", "value": {"code": "X", "message": "No."}}, "", "No."),
        (200, ["not", "an", "answer"], "", ""),
        (400, None, "", REFUSED),
        (500, None, "", SILENT),
    ],
    ids=["a sentence", "an error", "something else", "turned away", "broken"],
)  # fmt: skip
async def test_what_else_the_bot_answers_to_a_press_is_said(bot, rita, status, body, said, problem):
    bot.status, bot.body = status, body
    press = {"message": "m1", "kind": "Action.Execute", "verb": "do_it", "data": {}}
    _, told = await rita.asks("POST", "/api/press", json=press)
    assert told == {"said": said, "problem": problem, "message": None}


async def test_a_bot_that_is_gone_is_said_and_what_was_typed_stands_there(clock):
    async with a_page(clock) as (bot, [window]):
        await window.opens()
        bot.status = 503
        _, told = await window.asks("POST", "/api/say", json={"text": "hello"})
        assert told["problem"] == SILENT
        assert [each["text"] for each in await window.sees()] == ["hello"]


async def test_the_bot_edits_its_message_in_place_and_no_other(rita):
    first = await rita.bot_shows(card_of("Waiting"))
    await rita.bot_shows(card_of("A notice"))
    activities = f"/_connector/v3/conversations/{CHAT}/activities"
    edited = {
        "type": "message",
        "attachments": [
            {"contentType": "application/vnd.microsoft.card.adaptive", "content": card_of("Approved")}
        ],
    }
    assert (await rita.asks("PUT", f"{activities}/{first}", json=edited))[0] == 200
    assert [each["card"] for each in await rita.sees()] == [card_of("Approved"), card_of("A notice")]
    assert [each["card"] for each in await rita.sees(after=2)] == [card_of("Approved")]
    status, told = await rita.asks("PUT", f"{activities}/of-an-earlier-run", json=edited)
    assert (status, told["error"]["code"]) == (404, "ActivityNotFoundInConversation")


async def test_the_bot_cannot_edit_what_the_person_said(rita):
    await rita.asks("POST", "/api/say", json={"text": "mine"})
    [mine] = await rita.sees()
    path = f"/_connector/v3/conversations/{CHAT}/activities/{mine['id']}"
    assert (await rita.asks("PUT", path, json={"type": "message", "text": "not mine"}))[0] == 404


async def test_a_page_that_waits_hears_of_a_message_when_it_arrives(rita):
    waiting = asyncio.create_task(rita.sees())
    await rita.bot_says(CHAT, text="Here you are")
    assert [each["text"] for each in await waiting] == ["Here you are"]


async def test_typing_is_no_message_and_a_channel_is_not_there(rita):
    activities = f"/_connector/v3/conversations/{CHAT}/activities"
    assert (await rita.asks("POST", activities, json={"type": "typing"}))[0] == 202
    await rita.bot_says(CHAT, text="the only one")
    assert len(await rita.sees()) == 1
    status, told = await rita.asks("POST", "/_connector/v3/conversations", json={"isGroup": True})
    assert (status, told["error"]["code"]) == (404, "ConversationNotFound")


async def test_a_link_opens_its_own_window_until_it_expires(clock):
    async with a_page(clock, ("requester", "approver")) as (_, [rita, mark]):
        assert (await rita.opens())[1]["person"] == "Rita Requester"
        assert await mark.opens(rita.link) == (401, {"problem": EXPIRED})
        clock.advance(VALID_S + 1)
        assert await mark.opens() == (401, {"problem": EXPIRED})
        assert await rita.asks("POST", "/api/say", json={"text": "still open"}) == (200, {"problem": ""})
        mark.session = rita.session
        assert await mark.asks("GET", "/api/feed") == (401, {"problem": ENDED})


@pytest.mark.parametrize("link", ["", "x", "x" * 5000, "é\x00", "InJlcXVlc3RlciI.aaaa.bbbb"])
async def test_no_other_link_opens_anything(page, link):
    _, window = page
    assert (await window.opens(link))[0] == 401
    assert (await window.asks("GET", "/api/feed"))[0] == 401
    assert (await window.asks("POST", "/api/say", json={"text": "hello"}))[0] == 401


async def test_a_link_is_no_session_and_a_session_no_link(rita):
    assert (await rita.opens(rita.session))[0] == 401
    rita.session = rita.link
    assert (await rita.asks("GET", "/api/feed"))[0] == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "127.0.0.1:1"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"X-Forwarded-For": "10.0.0.1"},
    ],
    ids=str,
)
async def test_a_rebound_name_another_site_and_a_tunnel_are_turned_away(rita, headers):
    for method, path in (("GET", "/"), ("POST", "/api/say"), ("POST", f"/_connector/v3/conversations/{CHAT}/activities")):  # fmt: skip
        status, _ = await rita.asks(method, path, headers=headers, json={"type": "message", "text": "hi"})
        assert status == 403, (method, path)
    rita.session, known = "", rita.session
    assert (await rita.opens())[0] == 200
    assert known


async def test_no_browser_speaks_as_the_bot(rita):
    path = f"/_connector/v3/conversations/{CHAT}/activities"
    message = {"type": "message", "text": "I am the bot"}
    assert (await rita.asks("POST", path, json=message, headers={"Origin": rita.url}))[0] == 403
    plain = {"Content-Type": "text/plain"}
    assert (await rita.asks("POST", path, data="{}", headers=plain))[0] == 415


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"text": "\\ud800"}', b"\xff"])
async def test_what_is_no_json_object_is_turned_away(rita, body):
    json_type = {"Content-Type": "application/json"}
    for path in ("/api/say", "/api/press", f"/_connector/v3/conversations/{CHAT}/activities"):
        async with rita.http.post(
            rita.url + path, data=body, headers={**json_type, "Authorization": f"Bearer {rita.session}"}
        ) as answer:
            assert answer.status == 400, path


async def test_every_file_forbids_inline_scripts_and_other_origins(page):
    _, window = page
    for name in FILES:
        async with window.http.get(f"{window.url}/{name}") as answer:
            assert answer.status == 200, name
            policy = answer.headers["Content-Security-Policy"]
            assert "script-src 'self';" in policy
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            text = await answer.text()
        if name == "":
            assert "<script>" not in text
            assert " on" + "click" not in text
    for path in ("/../app.py", "/%2e%2e/app.py", "/chat.py", "//evil.example", "/nothing"):
        async with window.http.get(window.url + path, allow_redirects=False) as answer:
            assert answer.status == 404, path
            assert "Content-Security-Policy" in answer.headers
