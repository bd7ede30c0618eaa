"""Starts the Agents Playgrounds beside the bot, and stops them with everything they started."""

import asyncio
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import aiohttp

HERE = Path(__file__).resolve().parent
LOCK = HERE / "package-lock.json"
PACKAGE = "node_modules/@microsoft/m365agentsplayground/cli.js"
OLDEST_NODE = 18
INSTALL_SECONDS = 300
START_SECONDS = 60
STOP_SECONDS = 5
PASSED_ON = (
    "APPDATA",
    "HOME",
    "LANG",
    "LOCALAPPDATA",
    "PATH",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
    "TMPDIR",
    "USERPROFILE",
)
"""The only environment that npm and the Playground see: no setting of ours, and above all no secret."""
PASSED_ON_TO_NPM = ("HTTPS_PROXY", "HTTP_PROXY", "NODE_EXTRA_CA_CERTS", "NO_PROXY")


@dataclass(frozen=True)
class Window:
    """One person's Playground: `name` is the folder with its `.m365agentsplayground.yml`."""

    name: str
    person: str
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


WINDOWS = (
    Window("requester", "Rita, who posts gigs", 56150),
    Window("approver", "Mark, who decides on them", 56151),
    Window("finance", "Faye, his manager, who decides on larger amounts, and when he doesn’t answer", 56152),
)


class NoPlayground(Exception):
    """The Playgrounds cannot run here; the text is one sentence for the person at the terminal."""


class Playgrounds:
    """The windows, from `start()` to `stop()`. Nothing of them is left running afterwards."""

    def __init__(self, *, endpoint: str, var: Path, windows: Sequence[Window] = WINDOWS) -> None:
        """`endpoint` is the bot's own address, `.../api/messages`; `var` holds the install, the state and the logs."""
        self._endpoint = endpoint
        self._home = var / "playground"
        self._logs = var / "logs"
        self._windows = windows
        self._running: list[asyncio.subprocess.Process] = []

    def is_installed(self) -> bool:
        """False when `start()` will have to fetch them first, which takes its time."""
        stamp = self._home / "installed"
        current = stamp.is_file() and stamp.read_text() == _lock_digest()
        return current and (self._home / PACKAGE).is_file()

    async def start(self) -> tuple[str, ...]:
        """Lines to show: a window and its address each. Raises NoPlayground, with nothing left running."""
        try:
            node, npm = await _find_node()
            if not self.is_installed():
                await _install(npm, self._home, self._logs)
            for window in self._windows:
                _require_free(window.port)
            await asyncio.gather(*(self._open(node, window) for window in self._windows))
        except BaseException:
            await self.stop()
            raise
        return tuple(f"{window.person}: {window.url}" for window in self._windows)

    async def stop(self) -> None:
        """Ends all of them and what they started; safe to call twice, and when nothing runs."""
        running, self._running = self._running, []
        await asyncio.gather(*(_end(process) for process in running))

    async def _open(self, node: str, window: Window) -> None:
        folder = self._home / window.name
        log = self._logs / f"playground-{window.name}.log"
        process = await _spawn(
            [
                *(node, "--require", str(HERE / "child.cjs"), str(self._home / PACKAGE)),
                *("--app-endpoint", self._endpoint, "--channel-id", "msteams", "--port", str(window.port)),
                *("--service-url", f"{window.url}/_connector", "--disable-telemetry"),
            ],
            cwd=_prepared(folder, window),
            log=log,
            environment={
                "M365_AGENTS_PLAYGROUND_LOGFILE": str(log.with_suffix(".own.log")),
                "TEAMSAPPTESTER_BROWSER": "none",
            },
        )
        self._running.append(process)
        await _until_it_answers(window, process, log)


def _prepared(folder: Path, window: Window) -> Path:
    """The window's working directory, with its people as they are in the checkout now."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(HERE / window.name / ".m365agentsplayground.yml", folder / ".m365agentsplayground.yml")
    return folder


async def _find_node() -> tuple[str, str]:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        raise NoPlayground(f"it needs Node.js {OLDEST_NODE} or newer with npm, which is not installed here.")
    process = await asyncio.create_subprocess_exec(node, "--version", stdout=asyncio.subprocess.PIPE)
    version = (await process.communicate())[0].decode().strip()
    if not version.removeprefix("v").split(".")[0].isdigit() or int(version[1:].split(".")[0]) < OLDEST_NODE:
        raise NoPlayground(
            f"it needs Node.js {OLDEST_NODE} or newer; here is {version or 'one without a version'}."
        )
    return node, npm


def _prepare_install(home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True)
    for source in (HERE / "package.json", LOCK):
        shutil.copyfile(source, home / source.name)


def _lock_digest() -> str:
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


async def _install(npm: str, home: Path, logs: Path) -> None:
    """`npm ci` from our lock file, once per lock file. npm checks the hash of what it fetches and runs no scripts."""
    _prepare_install(home)
    log = logs / "playground-install.log"
    environment = {name: os.environ[name] for name in PASSED_ON_TO_NPM if name in os.environ}
    process = await _spawn(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=home, log=log, environment=environment
    )
    try:
        async with asyncio.timeout(INSTALL_SECONDS):
            failed = await process.wait() != 0
    except TimeoutError:
        failed = True
    finally:
        await _end(process)
    if failed:
        raise NoPlayground(f"npm could not install it; {log} says why.")
    (home / "installed").write_text(_lock_digest())


def _require_free(port: int) -> None:
    """The Playground itself would go to a random port without a word."""
    with socket.socket() as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise NoPlayground(f"port {port} is taken, perhaps by another copy of this program.") from None


async def _until_it_answers(window: Window, process: asyncio.subprocess.Process, log: Path) -> None:
    """It says "Listening" before it listens, and a file it dislikes ends it without a word: ask until it answers."""
    deadline = asyncio.get_running_loop().time() + START_SECONDS
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=3)) as session:
        while asyncio.get_running_loop().time() < deadline and process.returncode is None:
            try:
                async with session.get(window.url) as answer:
                    if answer.status == 200:
                        return
            except (aiohttp.ClientError, TimeoutError):
                await asyncio.sleep(0.1)
    raise NoPlayground(f"the one on port {window.port} did not start; {log} says what it said.")


async def _spawn(
    command: Sequence[str], *, cwd: Path, log: Path, environment: dict[str, str]
) -> asyncio.subprocess.Process:
    """A process at the head of a group of its own, so that Ctrl-C reaches us first and its children are found."""
    log.parent.mkdir(parents=True, exist_ok=True)
    inherited = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    with log.open("wb") as output:
        return await asyncio.create_subprocess_exec(
            *command,
            cwd=cwd,
            stdin=asyncio.subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=inherited | environment,
            start_new_session=True,
        )


async def _end(process: asyncio.subprocess.Process) -> None:
    """Asks the whole group to go, then makes it. A group that is gone already is what we want."""
    _signal_group(process, signal.SIGTERM)
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await process.wait()
    except TimeoutError:
        pass
    finally:
        _signal_group(process, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        await process.wait()


def _signal_group(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    try:
        if sys.platform == "win32":
            if process.returncode is None:
                process.terminate()
        else:
            os.killpg(process.pid, number)
    except ProcessLookupError:
        return
