"""Which chat windows open: Agents Playgrounds, our own page, or none."""

import socket

import pytest

from assembly.clock_and_ids import RandomIds
from playground.launch import Playgrounds, Window
from playground.page.chat import Chat
from playground.page.serve import ChatPages
from playground.windows import ChatWindows, Choice
from tests.support.clock import FakeClock

ENDPOINT = "http://127.0.0.1:9/api/messages"


@pytest.fixture
def no_node(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))


def windows(tmp_path, choice: Choice, port: int = 0) -> ChatWindows:
    opened = [Window("requester", "Rita, who posts gigs", port)]
    return ChatWindows(
        choice,
        endpoint=ENDPOINT,
        playgrounds=Playgrounds(endpoint=ENDPOINT, var=tmp_path / "var", windows=opened),
        pages=ChatPages(endpoint=ENDPOINT, key="k", clock=FakeClock(), ids=RandomIds(), windows=opened),
    )


async def test_without_node_our_page_opens_and_it_is_said_why(tmp_path, no_node):
    chosen = windows(tmp_path, "auto")
    try:
        why, how, rita = await chosen.start()
    finally:
        await chosen.stop()
    assert why.startswith("No Agents Playground: it needs Node.js 18")
    assert "eight hours" in how
    assert rita.startswith("Rita, who posts gigs: http://127.0.0.1:")
    assert "/#" in rita


async def test_the_page_can_be_chosen_and_node_is_not_asked_for_then(tmp_path):
    chosen = windows(tmp_path, "page")
    assert chosen.preparing() == ""
    try:
        how, rita = await chosen.start()
    finally:
        await chosen.stop()
    assert "chat page" in how
    assert "/#" in rita
    assert not (tmp_path / "var").exists()


async def test_nothing_opens_where_it_is_off(tmp_path):
    chosen = windows(tmp_path, "off")
    assert (chosen.preparing(), await chosen.start()) == ("", ())
    await chosen.stop()


async def test_a_taken_port_is_said_with_how_to_talk_to_the_bot_then(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        chosen = windows(tmp_path, "page", port)
        why, otherwise = await chosen.start()
        await chosen.stop()
    assert f"No chat page: port {port} is taken" in why
    assert ENDPOINT in otherwise


async def test_the_windows_are_gone_after_the_stop_and_can_be_stopped_twice(tmp_path):
    chosen = windows(tmp_path, "page")
    [_, rita] = await chosen.start()
    port = int(rita.split(":")[3].split("/")[0])
    await chosen.stop()
    await chosen.stop()
    with pytest.raises(OSError, match="refused"), socket.create_connection(("127.0.0.1", port)):
        pass


async def test_a_long_chat_keeps_its_newest_messages():
    ids = (str(number) for number in range(9))
    chat = Chat(lambda: next(ids), most=2)
    for text in ("one", "two", "three"):
        chat.add(text=text)
    last, messages = await chat.changes(0, 0)
    assert [each.text for each in messages] == ["two", "three"]
    assert (last, await chat.changes(last, 0)) == (3, (3, []))
