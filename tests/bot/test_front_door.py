"""What else must be true of a request: its form, its body, its channel, serviceUrl and tenant."""

import json
import logging
from typing import Any

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.connector.service_urls import local_service_urls
from bot.door.body import parse_body
from bot.door.front_door import local_door, teams_door
from tests.support.activities import message, press
from tests.support.entra import SISTER_TENANT, TENANT

OTHER_TENANT = "99999999-aaaa-4bbb-8ccc-000000000009"


async def nobody(*_: Any) -> Any:
    raise AssertionError("nothing was to be let in")


def nested(levels):
    return b"[" * levels + b"]" * levels


def with_value(text):
    def body(url):
        sent = json.dumps(message(url, "hi")).encode()
        return sent[:-1] + b',"value":' + (text if isinstance(text, bytes) else text.encode()) + b"}"

    return body


def changed(**changes):
    def body(url):
        sent = {**message(url, "hi"), **changes}
        return json.dumps({name: value for name, value in sent.items() if value is not ...}).encode()

    return body


ATTACKS = {
    "empty": lambda url: b"",
    "not-json": lambda url: b"{",
    "list": lambda url: b"[]",
    "text": lambda url: b'"hi"',
    "null": lambda url: b"null",
    "byte-order-mark": lambda url: b"\xef\xbb\xbf" + changed()(url),
    "broken-utf8": with_value(b'"\xff\xfe"'),
    "utf16": lambda url: changed()(url).decode().encode("utf-16"),
    "nested-41": with_value(nested(40)),
    "nested-50000": with_value(nested(50_000)),
    "nested-objects": with_value('{"a":' * 60 + "1" + "}" * 60),
    "100000-empty-objects": with_value("[" + ",".join(["{}"] * 60_000) + "]"),
    "100000-numbers": with_value("[" + ",".join(["1"] * 100_000) + "]"),
    "key-twice": with_value('{"gig":1,"gig":2}'),
    "key-twice-by-escape": with_value('{"gig":1,"g\\u0069g":2}'),
    "type-twice": lambda url: changed()(url)[:-1] + b',"type":"invoke"}',
    "nan": with_value("NaN"),
    "infinity": with_value("-Infinity"),
    "too-large-number": with_value("1e999"),
    "number-of-5000-digits": with_value("9" * 5000),
    "key-twice-by-nul": with_value('{"gig":1,"gi\\u0000g":2}'),
    "no-type": changed(type=...),
    "type-a-number": changed(type=7),
    "type-a-list": changed(type=["message"]),
    "no-conversation": changed(conversation=...),
    "conversation-a-text": changed(conversation="a:1"),
    "conversation-without-id": changed(conversation={"tenantId": TENANT}),
    "conversation-id-a-list": changed(conversation={"tenantId": TENANT, "id": []}),
}

FORBIDDEN = {
    "channel-missing": changed(channelId=...),
    "channel-directline": changed(channelId="directline"),
    "channel-webchat": changed(channelId="webchat"),
    "channel-emulator": changed(channelId="emulator"),
    "channel-a-list": changed(channelId=["msteams"]),
    "expects-replies": changed(deliveryMode="expectReplies"),
    "ephemeral": changed(deliveryMode="ephemeral"),
    "service-url-missing": changed(serviceUrl=...),
    "service-url-empty": changed(serviceUrl=""),
    "service-url-null": changed(serviceUrl=None),
    "service-url-a-list": changed(serviceUrl=["http://127.0.0.1"]),
    "service-url-of-teams-but-not-the-token's": changed(serviceUrl="https://smba.trafficmanager.net/teams/"),
    "service-url-foreign": changed(serviceUrl="https://evil.example/"),
    "tenant-missing": changed(channelData={}, conversation={"id": "a:1"}),
    "tenant-other": changed(
        channelData={"tenant": {"id": OTHER_TENANT}}, conversation={"id": "a:1", "tenantId": OTHER_TENANT}
    ),
    "tenants-disagree": changed(channelData={"tenant": {"id": OTHER_TENANT}}),
    "tenants-disagree-though-both-are-served": changed(channelData={"tenant": {"id": SISTER_TENANT}}),
    "tenant-a-list": changed(channelData={"tenant": {"id": [TENANT]}}),
    "tenant-an-object": changed(channelData={"tenant": {"id": {TENANT: 1}}}),
    "tenant-empty": changed(channelData={"tenant": {"id": ""}}, conversation={"id": "a:1", "tenantId": ""}),
}

HARMLESS = {
    "unknown-fields": changed(novelty={"a": [1, {"b": None}]}),
    "unknown-type": changed(type="somethingNew"),
    "unknown-entities": changed(entities=[{"type": "https://schema.org/Message"}, 7, None, "text"]),
    "everything-else-of-a-wrong-type": changed(
        id=7, text=["hi"], name={}, value="text", recipient="bot", locale=3, entities={}, membersAdded="all"
    ),
    "sender-missing": changed(**{"from": ...}),
    "channel-data-missing": changed(channelData=...),
    "tenant-only-in-channel-data": changed(conversation={"id": "a:1"}),
    "tenant-in-capitals": changed(channelData={"tenant": {"id": TENANT.upper()}}),
    "delivery-mode-normal": changed(deliveryMode="normal"),
    "escaped-backslash-before-u0000": with_value('"C:\\\\u0000"'),
    "lone-surrogate": with_value('"\\ud800"'),
    "nul": with_value('"a\\u0000b"'),
    "nul-in-key": with_value('{"a\\u0000b":1}'),
    "surrogate-pair": with_value('"\\ud83d\\ude00"'),
    "colons-and-brackets-in-texts": with_value('{"a":"{[:,\\"]}", "b\\"": "\\\\"}'),
    "nested-39": with_value(nested(39)),
    "long-text": changed(text="x" * 200_000),
}


@pytest.mark.parametrize("case", ATTACKS)
async def test_a_body_that_is_no_activity_is_turned_away(bot, case):
    status, answer = await bot.post(ATTACKS[case](bot.teams.url), headers=bot.entra.bearer(bot.teams.url))

    assert (status, answer, bot.turns) == (400, None, [])


@pytest.mark.parametrize("case", FORBIDDEN)
async def test_an_activity_from_elsewhere_is_forbidden(bot, case):
    status, answer = await bot.post(FORBIDDEN[case](bot.teams.url), headers=bot.entra.bearer(bot.teams.url))

    assert (status, answer, bot.turns) == (403, None, [])


@pytest.mark.parametrize("case", HARMLESS)
async def test_what_we_do_not_know_never_fails(bot, case):
    status, _ = await bot.post(HARMLESS[case](bot.teams.url), headers=bot.entra.bearer(bot.teams.url))

    assert (status, len(bot.turns), bot.rejects) == (200, 1, [])


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"])
async def test_only_post_is_served(bot, method):
    async with bot.client.request(method, bot.url, headers=bot.entra.bearer(bot.teams.url)) as response:
        assert (response.status, await response.read()) == (405, b"")


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""]
)
async def test_only_json_is_read(bot, content_type):
    headers = {**bot.entra.bearer(bot.teams.url), "Content-Type": content_type}
    async with bot.client.post(bot.url, headers=headers, data=changed()(bot.teams.url)) as response:
        assert (response.status, bot.turns) == (415, [])


async def test_nothing_is_read_before_the_token_is_checked(bot):
    status, _ = await bot.post(
        with_value(nested(50_000))(bot.teams.url), headers={"Authorization": "Bearer a.b.c"}
    )

    assert (status, bot.rejects) == (401, ["token header is malformed"])


def mutations(body, odd):
    """The body with each of its fields, at any depth, replaced by something odd or taken away."""
    for name, part in body.items():
        for value in odd:
            yield {**body, name: value}
        yield {other: kept for other, kept in body.items() if other != name}
        if isinstance(part, dict):
            for changed_part in mutations(part, odd):
                yield {**body, name: changed_part}


async def test_no_mutation_of_a_signed_activity_is_a_5xx(bot):
    odd: list[Any] = [
        None,
        True,
        -1,
        1e300,
        "",
        "\u202e\x7f",
        [],
        [[]],
        {},
        {"id": {}},
        [None, {"type": "mention"}],
    ]
    headers = bot.entra.bearer(bot.teams.url)
    statuses = set()
    for body in mutations(press(bot.teams.url, "approve", {"gig": 12}), odd):
        statuses.add((await bot.post(body, headers=headers))[0])

    assert statuses == {200, 400, 403}
    assert bot.failures == []


async def test_the_tenant_is_spelled_as_the_allow_list_spells_it(bot):
    await bot.post(changed(channelData={"tenant": {"id": TENANT.upper()}})(bot.teams.url))

    assert bot.turns[0].tenant == TENANT


async def test_the_reason_of_a_reject_is_logged_and_nothing_else(bot, caplog):
    caplog.set_level(logging.DEBUG, "bot")
    await bot.post(message("https://evil.example/", "a secret text"))

    assert bot.rejects == ["serviceUrl is foreign"]
    assert "evil" not in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    ("method", "told"), [("GET", ("DEBUG", "not-a-POST")), ("POST", ("INFO", "not-application/json"))]
)
async def test_the_log_tells_a_reason_in_one_word_and_is_quiet_about_who_only_asks_if_we_are_there(
    caplog, method, told
):
    caplog.set_level(logging.DEBUG, "bot")
    door = local_door([TENANT], nobody)
    await door.handle(make_mocked_request(method, "/api/messages"))

    assert [(r.levelname, *(r.args or ())) for r in caplog.records] == [told]


def test_a_door_without_tenants_is_not_built():
    with pytest.raises(ValueError, match="tenant"):
        teams_door(None, [], local_service_urls(), None)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="tenant"):
        local_door([""], None)  # type: ignore[arg-type]


async def test_someone_without_an_entra_id_is_let_in_as_nobody(bot):
    guest = {**message(bot.teams.url, "hi"), "from": {"id": "29:guest", "name": "Guest"}}

    await bot.post(guest)

    assert bot.turns[0].object_id is None


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("a\\u0000b", "ab"),
        ("\\u0000", ""),
        ("half an emoji \\ud83d", "half an emoji \ufffd"),
        ("\\uDE00\\ud83d\\ud83d\\ude00", "\ufffd\ufffd\U0001f600"),
        ("C:\\\\u0000 \\\\ud800", "C:\\u0000 \\ud800"),
        ("\\\\\\u0000\\n", "\\\n"),
    ],
)
def test_what_no_database_keeps_is_left_out_of_what_somebody_typed(sent, meant):
    assert parse_body(f'{{"text":"{sent}"}}'.encode()) == {"text": meant}
