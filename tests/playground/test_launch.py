import asyncio
import os
import shutil
import socket
from pathlib import Path

import aiohttp
import pytest

from playground.launch import NoPlayground, Playgrounds, Window

ENDPOINT = "http://127.0.0.1:3978/api/messages"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def windows():
    return (Window("requester", "Rita", free_port()), Window("approver", "Mark", free_port()))


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A folder that is the whole PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


async def refused(tmp_path, windows) -> str:
    """Why none opens."""
    with pytest.raises(NoPlayground) as reason:
        await Playgrounds(endpoint=ENDPOINT, var=tmp_path / "var", windows=windows).start()
    return str(reason.value)


async def test_without_node_it_is_said_what_is_needed(tmp_path, windows, path):
    assert (await refused(tmp_path, windows)).startswith("it needs Node.js 18")


async def test_an_old_node_is_named(tmp_path, windows, path):
    program(path, "node", "echo v16.20.0")
    program(path, "npm", "exit 1")
    why = await refused(tmp_path, windows)
    assert "here is v16.20.0" in why


async def test_a_failed_install_points_to_its_log(tmp_path, windows, path):
    program(path, "node", "echo v20.1.0")
    program(path, "npm", "echo no network; exit 1")
    why = await refused(tmp_path, windows)
    log = tmp_path / "var" / "logs" / "playground-install.log"
    assert str(log) in why
    assert log.read_text() == "no network\n"


async def test_npm_sees_none_of_our_secrets(tmp_path, windows, path, monkeypatch):
    monkeypatch.setenv("BOT_APP_PASSWORD", "canary")
    program(path, "node", "echo v20.1.0")
    program(path, "npm", "/usr/bin/env; exit 1")
    await refused(tmp_path, windows)
    seen = (tmp_path / "var" / "logs" / "playground-install.log").read_text()
    assert "PATH=" in seen
    assert "canary" not in seen


needs_node = pytest.mark.skipif(
    not shutil.which("node") or not shutil.which("npm"), reason="Node.js is not here"
)


@needs_node
@pytest.mark.slow
async def test_a_taken_port_is_said_rather_than_another_one_used(tmp_path, windows):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", windows[0].port))
        taken.listen()
        why = await refused(tmp_path, windows)
    if "could not install" in why:
        pytest.skip("npm's registry cannot be reached")
    assert f"port {windows[0].port} is taken" in why


@needs_node
@pytest.mark.slow
async def test_both_windows_open_on_this_machine_only_and_leave_nothing_behind(tmp_path, windows):
    playgrounds = Playgrounds(endpoint=ENDPOINT, var=tmp_path / "var", windows=windows)
    assert not playgrounds.is_installed()
    try:
        shown = await playgrounds.start()
    except NoPlayground as reason:
        if "could not install" in str(reason):
            pytest.skip("npm's registry cannot be reached")
        raise
    try:
        assert playgrounds.is_installed()
        assert shown == tuple(f"{each.person}: {each.url}" for each in windows)
        async with aiohttp.ClientSession() as session, session.get(windows[1].url) as page:
            assert "<html" in await page.text()
        assert {listening_address(each.port) for each in windows} <= {"0100007F", None}
    finally:
        await playgrounds.stop()
    for each in windows:
        with pytest.raises(OSError, match=str(each.port)):
            await asyncio.open_connection("127.0.0.1", each.port)


def listening_address(port: int) -> str | None:
    """What /proc says a port is bound to; None where there is no /proc."""
    table = Path("/proc/net/tcp")
    if os.name != "posix" or not table.exists():
        return None
    rows = [line.split() for line in table.read_text().splitlines()[1:]]
    listening = [
        row[1].split(":")[0] for row in rows if row[3] == "0A" and int(row[1].split(":")[1], 16) == port
    ]
    return listening[0] if listening else "nothing"
