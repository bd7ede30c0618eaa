"""Webhooks: signed, repeated, out of order, replayed, forged; never more than a hint."""

import asyncio
import json
from collections.abc import Sequence

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from marketplace.worksome import webhooks
from marketplace.worksome.hook_route import PATH, worksome_hook
from marketplace.worksome.registration import register, registered
from ports.marketplace import MarketplaceUnknown
from stand_ins.worksome.webhooks import Sender, body_of, signature_of

OLD, NEW = "the secret of last year", "the secret of this year"
SECRETS = [SecretStr(NEW), SecretStr(OLD)]


class Listener:
    """Our side: what was woken, what was seen, and a store that can be away."""

    def __init__(self) -> None:
        self.woken: list[str] = []
        self.seen: set[str] = set()
        self.away = 0

    async def wake(self, note: str, external_ids: Sequence[str]) -> None:
        if self.away:
            self.away -= 1
            raise ConnectionError("no store")
        if note not in self.seen:
            self.seen.add(note)
            self.woken += external_ids


@pytest.fixture
async def listening():
    listener = Listener()
    app = web.Application()
    app.add_routes(worksome_hook(SECRETS, listener.wake))
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    async with aiohttp.ClientSession() as session:
        yield listener, Sender(session, str(server.make_url(PATH)), NEW)
    await server.close()


async def test_a_signed_note_wakes_the_reader_for_its_hire(listening):
    listener, sender = listening

    assert await sender.deliver(body_of("contractAccepted", hire="H1")) == [200]
    assert listener.woken == ["H1"]


@pytest.mark.parametrize("odd", ["H\ud800", "H\x00", "\x1b[2J"])
async def test_an_id_that_no_database_could_hold_is_turned_away_and_not_remembered(listening, odd):
    listener, sender = listening

    assert await sender.send(body_of("contractAccepted", hire=odd)) == 400
    assert not listener.woken
    assert not listener.seen


async def test_the_same_note_twice_wakes_once(listening):
    listener, sender = listening
    body = body_of("hireUpdated", hire="H1")

    assert [await sender.send(body), await sender.send(body)] == [200, 200]
    assert listener.woken == ["H1"]


async def test_notes_of_one_moment_come_in_any_order_and_each_is_only_a_hint(listening):
    listener, sender = listening

    await sender.deliver(body_of("hireEnded", hire="H1", status="ended"))
    await sender.deliver(body_of("contractAccepted", hire="H1", status="ready"))

    assert listener.woken == ["H1", "H1"]


async def test_everything_that_was_overheard_and_is_sent_again_does_nothing(listening):
    listener, sender = listening
    await sender.deliver(body_of("hireUpdated", hire="H1"))
    await sender.deliver(body_of("hireEnded", hire="H2"))

    assert await sender.replay() == [200, 200]
    assert listener.woken == ["H1", "H2"]


@pytest.mark.parametrize("signature", ["", "0" * 64, "not hex at all", "ü" * 3, "sha256=0"])
async def test_a_forged_note_is_turned_away_without_a_word(listening, signature):
    listener, sender = listening

    body = body_of("hireUpdated", hire="H1")
    assert not webhooks.is_signed(body, signature, SECRETS)
    if signature.isascii():
        assert await sender.send(body, signature) == 401
    assert listener.woken == []
    assert listener.seen == set()


async def test_a_note_that_was_changed_on_its_way_is_turned_away(listening):
    listener, sender = listening
    body = body_of("hireUpdated", hire="H1")

    assert await sender.send(body.replace(b"H1", b"H2"), signature_of(body, NEW)) == 401
    assert listener.woken == []


async def test_both_secrets_are_live_while_one_replaces_the_other(listening):
    _, sender = listening
    body = body_of("hireUpdated", hire="H1")

    assert await sender.send(body, signature_of(body, OLD)) == 200
    assert await sender.send(body, signature_of(body, "the secret before that")) == 401


async def test_an_event_that_is_new_to_us_is_taken_and_wakes_nobody(listening):
    listener, sender = listening

    assert await sender.deliver(body_of("somethingInvented")) == [200]
    assert listener.woken == []


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{", b'{"event": 3, "data": 7}', b"[" * 5000, b"\xff\xfe"]
)
async def test_a_signed_body_of_any_form_is_taken(listening, body):
    listener, sender = listening

    assert await sender.deliver(body) == [200]
    assert listener.woken == []


async def test_a_body_that_is_too_long_is_not_read_to_its_end(listening):
    listener, sender = listening

    assert await sender.send(b"x" * (webhooks.LONGEST_BODY + 1)) == 413
    assert listener.woken == []


async def test_a_body_that_does_not_come_to_its_end_is_left():
    listener = Listener()
    app = web.Application()
    app.add_routes(worksome_hook(SECRETS, listener.wake, seconds=0.1))
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    address = str(server.make_url(PATH)).removeprefix("http://127.0.0.1:")
    reader, writer = await asyncio.open_connection("127.0.0.1", int(address.partition("/")[0]))
    writer.write(f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nhalf".encode())

    assert (await reader.readline()).startswith(b"HTTP/1.1 408 ")

    assert listener.woken == []
    writer.close()
    await server.close()


async def test_a_body_whose_frame_is_broken_is_turned_away_and_is_no_error_of_ours(listening):
    listener, sender = listening
    address = sender._url.removeprefix("http://127.0.0.1:")
    reader, writer = await asyncio.open_connection("127.0.0.1", int(address.partition("/")[0]))
    writer.write(
        f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello".encode()
    )

    assert (await reader.readline()).startswith(b"HTTP/1.1 400 ")

    assert listener.woken == []
    writer.close()


async def test_a_note_that_could_not_be_taken_comes_again(listening):
    listener, sender = listening
    listener.away = 2

    assert await sender.deliver(body_of("hireUpdated", hire="H1")) == [500, 500, 200]
    assert sender.waited == [10, 100]
    assert listener.woken == ["H1"]


def test_without_a_secret_there_is_no_address_at_all():
    listener = Listener()

    assert worksome_hook([], listener.wake) == []
    assert worksome_hook([SecretStr("")], listener.wake) == []


def test_an_empty_secret_signs_nothing():
    body = body_of("hireUpdated", hire="H1")

    assert not webhooks.is_signed(body, signature_of(body, ""), [SecretStr("")])
    assert not webhooks.is_signed(body, signature_of(body, ""), [])


@pytest.mark.parametrize(
    ("told", "ids"),
    [
        ({"contract": {"id": "C", "hireId": "H"}}, ("H",)),
        ({"contract": {"hireId": "H", "jobId": "J"}}, ("H", "J")),
        ({"paymentRequest": {"id": "P", "hire": {"id": "H"}, "job": {"id": "J"}}}, ("H", "J")),
        ({"paymentRequest": {"hireId": "H"}, "contract": {"hireId": "H"}}, ("H",)),
        ({"contract": {"hireId": 12}}, ("12",)),
        ({"contract": {"hireId": {"id": "H"}}}, ()),
        ({"contract": {"hireId": True}}, ()),
        ({"trustedContact": {"id": "T"}}, ()),
        ([], ()),
    ],
)
def test_a_hint_points_at_hires_and_jobs_and_at_nothing_else(told, ids):
    assert webhooks.hint_of(json.dumps({"event": "x", "data": told}).encode()).external_ids == ids


async def test_our_address_is_registered_once_however_often_it_is_asked(stage):
    url = "https://gigs.example/hooks/worksome"

    first = await register(stage.market.api, url, SecretStr(OLD))
    second = await register(stage.market.api, url, SecretStr(NEW))

    assert first == second
    (known,) = await registered(stage.market.api)
    assert known.url == url
    assert set(known.subscribed_events or ()) == set(webhooks.EVENTS)
    assert stage.server.state.webhooks[0]["secret"] == NEW


async def test_a_registration_whose_answer_was_lost_is_done_once_by_asking_again(stage):
    url = "https://gigs.example/hooks/worksome"
    stage.server.strike("createWebhook", "lands then reset")
    with pytest.raises(MarketplaceUnknown):
        await register(stage.market.api, url, SecretStr(NEW))

    await register(stage.market.api, url, SecretStr(NEW))

    assert len(stage.server.state.webhooks) == 1


def test_the_event_that_is_never_sent_is_not_subscribed_to():
    assert "HIRE_ACCEPTED" not in webhooks.EVENTS
    assert "CONTRACT_ACCEPTED" in webhooks.EVENTS
