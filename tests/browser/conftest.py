"""The whole product as a person starts it, with its chat windows, for tests that sit down at them in a browser."""

import asyncio
import os
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from assembly.clock_and_ids import RandomIds, SystemClock
from playground.launch import Playgrounds, Window
from playground.page.serve import ChatPages
from policy.policy_file import STARTER
from store.lock import AlreadyRunning, FileLock

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
VAR = ROOT / "var" / "browser"
"""What stays between runs: the installed Playground, and what a failed run left to look at."""
PICTURES = ROOT / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SEATS = ("requester", "approver", "finance")
"""Folders of the windows: Rita, Mark, Faye."""
PATIENCE = 300
"""Seconds a whole journey may take on a slow machine; each single wait in it is far shorter."""

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
"""Journeys run beside each other: each worker has windows of its own, and all of them one installed Playground."""

Play = Callable[..., Awaitable[None]]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser of this machine; none is ever downloaded."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found or not shutil.which("npm"):
        pytest.skip("this needs Node.js with npm and a Chromium; .ci/run installs them on Debian")
    return found


@asynccontextmanager
async def one_at_a_time() -> AsyncIterator[None]:
    """Only one worker is in here: whatever is not there yet is installed once."""
    lock = FileLock(VAR / "installing")
    VAR.mkdir(parents=True, exist_ok=True)
    while True:
        try:
            lock.take()
            break
        except AlreadyRunning:
            await asyncio.sleep(0.1)
    try:
        yield
    finally:
        lock.release()


@pytest.fixture
async def playwright() -> None:
    """playwright-core as locked, installed once per lock file."""
    lock, installed = HERE / "package-lock.json", HERE / "node_modules" / ".installed"
    async with one_at_a_time():
        if installed.is_file() and installed.read_text() == lock.read_text():
            return
        npm = await asyncio.create_subprocess_exec(
            "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=HERE
        )
        assert await npm.wait() == 0, "npm could not install playwright-core; its words are above"
        installed.write_text(lock.read_text())


@pytest.fixture
async def play(chromium: str, playwright: None, tmp_path: Path, request: pytest.FixtureRequest) -> Play:
    """Plays a journey, `NAME.mjs` in this folder, against a product of its own. Fails with where to look.

    `policy` is the text of a policy to use in place of the shipped one; `faye` opens her window too; `markets` are real
    marketplaces, each on its stand-in; `page` is our own page in place of the Playgrounds.
    """

    async def act(
        name: str, *, policy: str = "", faye: bool = False, markets: Sequence[str] = (), page: bool = False
    ) -> None:
        evidence = VAR / "failed" / request.node.name
        shutil.rmtree(evidence, ignore_errors=True)
        evidence.mkdir(parents=True)
        people = SEATS if faye else SEATS[:2]
        async with (
            stand_ins(tmp_path, evidence, markets) as there,
            product(tmp_path, evidence, policy, there) as endpoint,
            (pages if page else windows)(endpoint, people) as opened,
        ):
            environment = (
                os.environ
                | {f"{person.upper()}_URL": url for person, url in opened.items()}
                | {
                    "CHROMIUM": chromium,
                    "PICTURES": str(PICTURES),
                    "EVIDENCE": str(evidence),
                }
            )
            said = await run(["node", str(HERE / f"{name}.mjs")], environment)
        if said is not None:
            pytest.fail(f"{said}\nThe screens and the product's log are in {evidence}", pytrace=False)
        shutil.rmtree(evidence)

    return act


async def run(command: list[str], environment: dict[str, str]) -> str | None:
    """None when it went well, else what it said."""
    process = await asyncio.create_subprocess_exec(
        *command, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        async with asyncio.timeout(PATIENCE):
            output, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    said = output.decode(errors="replace")
    return None if process.returncode == 0 else said


@asynccontextmanager
async def stand_ins(folder: Path, evidence: Path, names: Sequence[str]) -> AsyncIterator[Mapping[str, str]]:
    """These marketplaces' stand-ins as their command serves them; what it prints for .env."""
    if not names:
        yield {}
        return
    log = evidence / "stand_ins.log"
    where = ("--any-port", "--speed", "4", "--state", str(folder / "stand_ins"))
    command = (sys.executable, "-m", "stand_ins.serve", *names, *where)
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=output, stderr=output)
    try:
        async with asyncio.timeout(60):
            while b"Serving" not in log.read_bytes():
                assert process.returncode is None, f"the stand-ins did not start:\n{log.read_text()}"
                await asyncio.sleep(0.05)
        lines = (line.partition("=") for line in log.read_text().splitlines() if not line.startswith("#"))
        yield {name: value.strip('"') for name, _, value in lines}
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await process.wait()


@asynccontextmanager
async def product(folder: Path, evidence: Path, policy: str, there: Mapping[str, str]) -> AsyncIterator[str]:
    """The product on a free port and new databases, with a sandbox in a hurry; its endpoint."""
    port, log = free_port(), evidence / "product.log"
    policy_file = folder / "policy.yaml"
    policy_file.write_text(policy or STARTER.read_text())
    environment = os.environ | {
        "MODE": "local",
        "PLAYGROUND": "off",
        "PORT": str(port),
        "DATABASE_URL": f"sqlite:///{folder / 'connector.db'}",
        "SANDBOX_DATABASE": str(folder / "sandbox.db"),
        "SANDBOX_SPEED": "4",
        "SANDBOX_FAULTS": "",
        "POLICY_FILE": str(policy_file),
        "TOKEN_KEY_FILE": str(folder / "token.key"),
        "MARKETPLACES": "sandbox",
        "PYTHONUNBUFFERED": "1",
        **there,
    }
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, str(ROOT / "app.py"), "serve"), env=environment, stdout=output, stderr=output
        )
    try:
        async with asyncio.timeout(60):
            while b"answers at" not in log.read_bytes():
                assert process.returncode is None, f"the product did not start:\n{log.read_text()}"
                await asyncio.sleep(0.05)
        yield f"http://127.0.0.1:{port}/api/messages"
        assert process.returncode is None, f"the product ended by itself:\n{log.read_text()[-4000:]}"
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await process.wait()


@asynccontextmanager
async def windows(endpoint: str, people: Sequence[str]) -> AsyncIterator[Mapping[str, str]]:
    """These people's Playgrounds on free ports."""
    async with one_at_a_time():
        await Playgrounds(endpoint=endpoint, var=VAR, windows=[]).start()  # installs it and opens nothing
        var = of_this_worker(VAR / "playground")
    opened = [Window(name, name, free_port()) for name in people]
    playgrounds = Playgrounds(endpoint=endpoint, var=var, windows=opened)
    try:
        await playgrounds.start()
        yield {window.name: window.url for window in opened}
    finally:
        await playgrounds.stop()


@asynccontextmanager
async def pages(endpoint: str, people: Sequence[str]) -> AsyncIterator[Mapping[str, str]]:
    """Our own page for these people, on free ports; each with its link."""
    opened = [Window(name, name, 0) for name in people]
    served = ChatPages(
        endpoint=endpoint, key="of this test", clock=SystemClock(), ids=RandomIds(), windows=opened
    )
    try:
        lines = await served.start()
        yield dict(line.split(": ", 1) for line in lines)
    finally:
        await served.stop()


def of_this_worker(installed: Path) -> Path:
    """The folder that takes the place of VAR for this worker's windows: the same Playground, with a state of its own."""
    if not WORKER:
        return VAR
    home = VAR / WORKER / "playground"
    home.mkdir(parents=True, exist_ok=True)
    if not (home / "node_modules").exists():
        (home / "node_modules").symlink_to(installed / "node_modules", target_is_directory=True)
    if (installed / "installed").is_file():
        shutil.copy(installed / "installed", home / "installed")
    return home.parent
