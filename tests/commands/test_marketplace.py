"""`run.py marketplace` as an operator meets it: what a probe reads, what it says, and its exit codes."""

import asyncio
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import aiohttp
import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from app import commands
from assembly.markets import open_markets
from config.settings import PLAYGROUND_TENANT, Settings
from stand_ins.consent import CLIENT_ID, CLIENT_SECRET
from tests.marketplace.test_connecting_each import REAL
from tests.support.builders import a_person
from tests.use_cases.world import a_world
from use_cases.accounts.connect_account import begin_connecting, finish_connecting

WELL, WRONG, USAGE = 0, 1, 2
LEAD = a_person("Pat Lead", tenant=PLAYGROUND_TENANT, roles=frozenset({"programme_lead"}))
SECRET = "a secret that signs webhooks"


@pytest.fixture(params=sorted(REAL))
def name(request):
    return request.param


@pytest.fixture
async def server(name, tmp_path):
    async with (
        a_world(tmp_path) as world,
        REAL[name].server(tmp_path / "theirs.db", world.clock.now) as server,
    ):
        yield server


@pytest.fixture
def settings(name, server, tmp_path):
    """What an operator has in the environment, by setting."""
    real = REAL[name]
    return {
        "marketplaces": name,
        f"{name}_client_id": CLIENT_ID,
        f"{name}_client_secret": CLIENT_SECRET,
        f"{name}_authorize_url": server.url + real.authorize,
        f"{name}_token_url": server.url + real.token,
        f"{name}_api_url": server.url + real.api,
        "token_key_file": str(tmp_path / "token.key"),
        "database_url": f"sqlite:///{tmp_path / 'ours' / 'connector.db'}",
        "worksome_webhook_secrets": SECRET,
    }


@pytest.fixture
def run(settings, monkeypatch):
    """Runs a command in a thread of its own, while the stand-in answers in this one."""
    for each in Settings.model_fields:
        monkeypatch.delenv(each.upper(), raising=False)
    for each, value in settings.items():
        monkeypatch.setenv(each.upper(), value)

    async def run(*words):
        return await asyncio.to_thread(CliRunner().invoke, commands, ["marketplace", *words])

    return run


async def connect(settings, name, folder):
    """A programme lead's consent, as if the product had run."""
    (folder / "ours").mkdir()
    given: dict[str, Any] = {
        key: SecretStr(value) if "secret" in key else value for key, value in settings.items()
    }
    given["marketplaces"] = (name,)
    async with a_world(folder / "ours") as world:
        there = open_markets(Settings(_env_file=None, **given), world.store, world.clock, world.context.ids)
        async with there as markets, aiohttp.ClientSession() as browser:
            context = replace(world.context, markets=markets.markets, connecting=markets.connecting)
            link = await begin_connecting(context, LEAD, name)
            async with browser.get(link.url, allow_redirects=False) as answer:
                back = dict(parse_qsl(urlsplit(answer.headers["Location"]).query))
            code = SecretStr(back["code"])
            await finish_connecting(context, name, state=back["state"], code=code, error="")


async def test_a_probe_says_whose_account_it_is_what_it_may_do_and_that_nothing_has_drifted(
    run, settings, name, server, tmp_path
):
    await connect(settings, name, tmp_path)
    existing = await server.sandbox.references()

    done = await run("probe", name)

    assert done.exit_code == WELL, done.output
    lines = done.stdout.splitlines()
    assert len(lines) >= 4
    assert {line.split()[0] for line in lines} <= {"ok", "--"}
    assert await server.sandbox.references() == existing


async def test_a_probe_whose_consent_was_taken_back_says_so_and_ends_with_1(
    run, settings, name, server, tmp_path
):
    await connect(settings, name, tmp_path)
    server.consent.revoke()

    done = await run("probe", name)

    assert done.exit_code == WRONG
    assert "NO" in done.stdout
    assert "Traceback" not in done.output
    assert CLIENT_SECRET not in done.output


async def test_a_probe_without_an_account_says_who_has_to_connect_one(run, name):
    done = await run("probe", name)

    assert done.exit_code == WRONG
    assert "a programme lead has to connect one" in done.stdout


async def test_a_marketplace_that_is_not_set_up_or_not_there_is_told_in_a_sentence(run, name):
    other = next(each for each in REAL if each != name)

    unknown, unused = await run("probe", "fiverr"), await run("probe", other)

    assert (unknown.exit_code, unused.exit_code) == (USAGE, USAGE)
    assert "There is no marketplace “fiverr”" in unknown.output
    assert f"MARKETPLACES does not name {other}" in unused.output


async def test_a_strangers_tenant_is_not_probed(run, name):
    done = await run("probe", name, "--tenant", "99999999-aaaa-4bbb-8ccc-000000000009")

    assert done.exit_code == USAGE
    assert PLAYGROUND_TENANT in done.output


@pytest.mark.parametrize("name", ["worksome"])
async def test_our_address_is_registered_for_webhooks_once(run, settings, name, tmp_path, monkeypatch):
    await connect(settings, name, tmp_path)
    without = await run("webhook")
    monkeypatch.setenv("PUBLIC_URL", "https://connector.example")

    first, again = await run("webhook"), await run("webhook")

    assert without.exit_code == USAGE
    assert "PUBLIC_URL" in without.output
    assert (first.exit_code, again.exit_code) == (WELL, WELL), first.output
    assert "https://connector.example/hooks/worksome" in first.stdout
    assert first.stdout == again.stdout
    assert SECRET not in first.output
