"""The command that serves stand-ins for trying things out: its lines for .env, its pages, and what it keeps."""

import asyncio
import os
import re
import signal
import sys
from urllib.parse import parse_qsl, urlsplit

import aiohttp
import pytest

from assembly.clock_and_ids import SystemClock
from config.formats import ROOT
from config.settings import Settings
from stand_ins.consent import CLIENT_ID
from stand_ins.pages import Pages
from stand_ins.saved_state import restore, save
from stand_ins.upwork.server import UpworkServer
from stand_ins.worksome.server import Worksome
from tests.support.providers import a_post

AUTHORIZE = "/ab/account-security/oauth2/authorize"
ASKED = {"client_id": CLIENT_ID, "response_type": "code", "redirect_uri": "http://127.0.0.1:9/connect/upwork"}


@pytest.fixture
async def upwork(tmp_path):
    server = UpworkServer(tmp_path / "u.db", SystemClock().now, speed=1000)
    server.listen_at(0, *Pages(server).routes())
    async with server:
        yield server


@pytest.fixture
async def browser():
    async with aiohttp.ClientSession() as session:
        yield session


async def page(browser, server) -> str:
    async with browser.get(f"{server.url}/") as answer:
        assert answer.status == 200
        return await answer.text()


async def press(browser, server, act: str, id_: str = "") -> str:
    async with browser.post(f"{server.url}/", data={"act": act, "id": id_}) as answer:
        assert answer.status == 200
        return await answer.text()


async def test_what_it_prints_are_settings_that_the_product_starts_with(tmp_path):
    command = (sys.executable, "-m", "stand_ins.serve", "upwork", "freelancer", "worksome")
    process = await asyncio.create_subprocess_exec(
        *command,
        "--any-port",
        "--state",
        str(tmp_path),
        cwd=ROOT,
        env=os.environ,
        stdout=asyncio.subprocess.PIPE,
    )
    lines: list[str] = []
    while not (lines and "Serving" in lines[-1]):
        lines.append((await process.stdout.readline()).decode().strip())
        assert lines[-1], lines
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0
    (tmp_path / ".env").write_text("\n".join(lines))

    settings = Settings(_env_file=tmp_path / ".env")
    assert settings.real_markets == ("upwork", "freelancer", "worksome")
    assert settings.upwork_client_id == CLIENT_ID
    assert settings.marketplace_speed == 120
    assert {path.name for path in tmp_path.glob("*.json")} == {
        "upwork.json",
        "freelancer.json",
        "worksome.json",
    }


async def test_a_browser_is_asked_and_comes_back_with_a_code_or_a_no(upwork, browser):
    address = f"{upwork.url}{AUTHORIZE}"
    async with browser.get(address, params=ASKED | {"state": "s"}) as answer:
        assert "Allow" in await answer.text()
    for pressed, got in (("allow", "code"), ("deny", "error")):
        asking = browser.post(
            address, params=ASKED | {"state": "s"}, data={"answer": pressed}, allow_redirects=False
        )
        async with asking as answer:
            assert answer.status == 302
            back = dict(parse_qsl(urlsplit(answer.headers["Location"]).query))
            assert set(back) == {"state", got}


async def test_a_job_is_offered_funded_and_paid_on_its_page(upwork, browser):
    assert "No jobs yet" in await page(browser, upwork)
    await upwork.sandbox.post(a_post(title="<b>A deck</b>"))
    shown = await page(browser, upwork)
    assert "&lt;b&gt;A deck" in shown
    while "Amara" not in shown and 'value="offer"' not in shown:
        shown = await page(browser, upwork)
    (proposal, *_) = re.findall(r'name="id" value="(L1-P\d)"', shown)
    assert "The offer is made." in await press(browser, upwork, "offer", proposal)
    while 'value="fund"' not in (shown := await page(browser, upwork)):
        assert "declined" not in shown
    assert "The milestone is funded." in await press(browser, upwork, "fund", "C1-M1")
    assert "funded already" in await press(browser, upwork, "fund", "C1-M1")
    while 'value="pay"' not in await page(browser, upwork):
        pass
    assert "It is paid." in await press(browser, upwork, "pay", "C1-M1")
    assert await upwork.sandbox.payments() == 1
    assert "no such milestone" in await press(browser, upwork, "pay", "C1-M9")


async def test_a_consent_can_be_taken_back_on_its_page(upwork, browser):
    token = str(upwork.consent.grant()["access_token"])
    await press(browser, upwork, "revoke")
    assert not upwork.consent.accepts(token)


async def test_tokens_and_jobs_are_there_again_after_a_restart(tmp_path):
    now, file = SystemClock().now, tmp_path / "w.json"
    async with Worksome(tmp_path / "w.db", now) as before:
        token = str(before.consent.grant()["access_token"])
        before.roots()["createJob"](None, {"company": before.state.company, "name": "A deck"})
        save(before, file)
    async with Worksome(tmp_path / "w.db", now) as after:
        restore(after, tmp_path / "nothing.json")
        assert not after.consent.accepts(token)
        restore(after, file)
        assert after.consent.accepts(token)
        assert [job.name for job in after.state.jobs] == ["A deck"]
