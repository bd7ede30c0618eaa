"""What isn't loaded until somebody needs it. The product runs as `app.py serve` does, on the database of a start before."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import aiohttp
import pytest

from config.formats import ROOT
from config.settings import PLAYGROUND_TENANT
from store.migrate import known
from tests.support.activities import press
from tests.support.cases import every_case
from tests.support.connector import Person

NOT_LOADED = {
    "alembic": "the database has the newest schema already",
    "mako": "alembic's",
    "recognizers_text": "the SDK's prompts, which no conversation of ours uses",
    "recognizers_number": "the same",
    "recognizers_date_time": "the same",
    "recognizers_choice": "the same",
    "babel": "the same",
    "emoji": "the recognizers'",
    "grapheme": "the recognizers'",
    "regex": "only a text that could be too long is counted with it, and the recognizers would",
    "botbuilder.dialogs.prompts": "what loads all of these",
    "graphql": "only `marketplace probe` compares schemas",
    "jsonschema": "only whoever checks a Teams package",
    "marketplace.freelancer.provider": "MARKETPLACES doesn't name it",
    "marketplace.upwork.provider": "MARKETPLACES doesn't name it",
    "marketplace.worksome.provider": "MARKETPLACES doesn't name it",
    "microsoft_teams": "only the tests compare cards with Microsoft's models",
    "aiosqlite": "the product drives SQLite itself; only a migration goes through SQLAlchemy's engine",
    "sqlalchemy.ext.asyncio": "the same",
    "sqlalchemy.orm": "the same",
    "holidays": "only deadlines ask for days off",
    "jinja2": "only an auditor's page, and the one after connecting an account",
    "psycopg": "the database is SQLite",
    "pygments": "rich's and mako's",
    "rich.console": "only typer's help is in colour",
}
"""Modules, each with the reason why serving does without it."""

RITA = Person("1f0c8b52-7a4e-4d19-8c3b-2e5a9d6f1001", "Rita Requester")

AS_THE_PRODUCT = """
import atexit, gc, json, pathlib, runpy, sys
def note():
    loaded = sorted(name for name, module in sys.modules.items() if module is not None)
    found = {"loaded": loaded, "collections": gc.get_stats()[2]["collections"], "collects": gc.isenabled()}
    pathlib.Path(sys.argv[2]).write_text(json.dumps(found))
atexit.register(note)
runpy.run_path("app.py", run_name="__main__")
"""


def settings(folder: Path, port: int = 0) -> dict[str, str]:
    of_the_product = {"MODE", "MARKETPLACES", "DIRECTORY"}
    return {name: value for name, value in os.environ.items() if name not in of_the_product} | {
        "DATABASE_URL": f"sqlite:///{folder / 'gigs.db'}",
        "SANDBOX_DATABASE": str(folder / "sandbox.db"),
        "PLAYGROUND": "off",
        "PORT": str(port),
        "COLUMNS": "100",
    }


def command(folder: Path, *given: str) -> str:
    done = subprocess.run(
        [sys.executable, "app.py", *given],
        cwd=ROOT,
        env=settings(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def first_answer(port: int) -> dict:
    """The answer to a press on Help, asked for until the product listens."""
    asked = press("http://127.0.0.1:9", "help", {"verb": "help"}, RITA)
    asked["conversation"]["tenantId"] = asked["channelData"]["tenant"]["id"] = PLAYGROUND_TENANT
    async with aiohttp.ClientSession() as client:
        for _ in range(1200):
            try:
                async with client.post(f"http://127.0.0.1:{port}/api/messages", json=asked) as answer:
                    return await answer.json()
            except aiohttp.ClientConnectorError:
                await asyncio.sleep(0.05)
    return pytest.fail("the product doesn't listen")


@pytest.mark.slow
async def test_serving_leaves_alone_what_only_commands_and_other_companies_need(tmp_path):
    assert "up to date" in command(tmp_path, "migrate")
    port, loaded_file = a_free_port(), tmp_path / "loaded.json"
    run = [sys.executable, "-c", AS_THE_PRODUCT.replace("sys.argv[2]", repr(str(loaded_file))), "serve"]
    with subprocess.Popen(run, cwd=ROOT, env=settings(tmp_path, port), stdout=subprocess.DEVNULL) as product:  # noqa: ASYNC220
        try:
            answer = await first_answer(port)
        finally:
            product.send_signal(signal.SIGTERM)
            product.wait(60)
    assert answer["statusCode"] == 200
    found = json.loads(loaded_file.read_text())
    loaded = set(found["loaded"])
    assert {"botbuilder.dialogs.dialog_set", "dialogs.sdk", "marketplace.sandbox.provider"} <= loaded
    with every_case() as case:
        for name, reason in NOT_LOADED.items():
            with case(f"{name} ({reason})"):
                assert name not in loaded
        with case("what is imported isn't looked through for garbage, and later everything is again"):
            assert found["collections"] <= 2
            assert found["collects"]


@pytest.mark.slow
def test_commands_load_what_they_need(tmp_path):
    assert "Bring the database to the newest schema" in command(tmp_path, "--help")
    assert "up to date" in command(tmp_path, "migrate")
    assert "One of upwork, freelancer, worksome" in " ".join(
        command(tmp_path, "marketplace", "probe", "--help").split()
    )


def test_whoever_asks_the_sdk_for_a_prompt_gets_it():
    asked = (
        "import dialogs, sys\n"
        "from botbuilder.dialogs import ChoicePrompt, DialogSet, NumberPrompt, memory\n"
        "import botbuilder.dialogs as sdk\n"
        "assert ChoicePrompt is sdk.prompts.ChoicePrompt, sdk.DialogSet\n"
        "assert sdk.DialogSet is DialogSet is sys.modules['botbuilder.dialogs.dialog_set'].DialogSet\n"
        "assert not hasattr(sdk, 'NoSuchPrompt')\n"
        "print(NumberPrompt.__name__)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", asked], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout == "NumberPrompt\n", done.stderr


def test_the_log_is_read_without_rich_and_rich_can_be_imported_afterwards():
    asked = "import config, sys, structlog.dev as log; import rich.console; print(log.rich, rich.__name__)"
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout == "None rich\n", done.stderr


def test_the_schemas_that_are_known_are_alembics():
    from alembic.script import ScriptDirectory

    from store.migrate import MIGRATIONS

    theirs = [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]
    assert known() == theirs
