#!/usr/bin/env python3
"""The one command: runs the product, or its tests, in a virtual environment that it makes and keeps up to date.

python3 run.py                  the product (installs what it needs the first time)
python3 run.py check [ARGS]     every test; ARGS go to pytest
python3 run.py browser [ARGS]   the test that drives the Playgrounds in a browser
python3 run.py stand-ins NAMES  stand-ins of real marketplaces, for trying them out: upwork freelancer worksome
python3 run.py ANYTHING ELSE    `app.py ANYTHING ELSE`: try `python3 run.py --help`
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
INSTALLED = VENV / "installed.json"  # what is in there: name of a requirements file -> hash of it
PRODUCT, TESTS = "requirements.txt", "requirements-dev.txt"  # the second holds all of the first
ON_ALL_CORES = ["-n", "auto", "--dist", "worksteal"]  # a later `-n 0` wins: one process, for a debugger
CHECKS = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy"],
    "imports": ["-c", "from importlinter.cli import lint_imports_command as run; run()"],
}


def main(arguments: list[str]) -> int:
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        here = ".".join(map(str, sys.version_info[:2]))
        raise SystemExit(
            f"This needs Python 3.11, 3.12 or 3.13; {sys.executable} is {here}. Run it with another one."
        )
    command, *rest = arguments or ["serve"]
    if command in ("check", "browser"):
        make_ready(TESTS)
        return check(rest) if command == "check" else browser(rest)
    if command == "stand-ins":
        make_ready(PRODUCT)
        return become([str(PYTHON), "-m", "stand_ins.serve", *rest])
    make_ready(PRODUCT)
    return become([str(PYTHON), str(ROOT / "app.py"), command, *rest])


# ---------------------------------------------------------------------------------------- the virtual environment


def make_ready(requirements: str) -> None:
    """Makes .venv and installs into it, unless exactly that was done before."""
    wanted = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in (PRODUCT, TESTS)}
    installed = read_installed()
    if any(wanted.get(name) != digest for name, digest in installed.items()):
        installed = {}  # the lock changed: what it no longer names must go too
    if installed.get(requirements) == wanted[requirements]:
        return
    if not installed:
        make_venv()
    print(
        f"Installing {requirements} into {VENV.name} (only when it changed; takes a minute) ...", flush=True
    )
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    done = subprocess.run(
        [*pip, "--require-hashes", "--requirement", str(ROOT / requirements)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode != 0:
        words = [line for line in done.stdout.splitlines() if not line.startswith("WARNING: Location")]
        print("\n".join(words[-20:]), file=sys.stderr)
        raise SystemExit(
            "pip could not install what is needed (its words are above). Is the network, or a mirror, there?"
        )
    now = [PRODUCT, TESTS] if requirements == TESTS else [PRODUCT]
    INSTALLED.write_text(json.dumps({name: wanted[name] for name in now}))


def read_installed() -> dict[str, str]:
    """Empty when .venv is missing, broken, or made by something else."""
    try:
        subprocess.run([str(PYTHON), "-c", ""], check=True, capture_output=True)
        found = json.loads(INSTALLED.read_text())
    except (OSError, ValueError, subprocess.CalledProcessError):
        return {}
    return found if isinstance(found, dict) else {}


def make_venv() -> None:
    if VENV.is_symlink():
        raise SystemExit(
            f"{VENV} is a link to another folder, which I do not clear. Remove the link and start again."
        )
    venv = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    done = subprocess.run(venv, capture_output=True, text=True)
    if done.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        print((done.stdout + done.stderr).strip(), file=sys.stderr)
        raise SystemExit("Python's venv module does not work here. On Debian: apt install python3-venv")


def become(command: list[str]) -> int:
    """Turns into the command, so that signals reach it and its exit code is ours."""
    if os.name != "nt":
        os.execv(command[0], command)
    with subprocess.Popen(command) as process:
        while process.poll() is None:
            with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C went to both of us; it ends first
                process.wait()
    return process.returncode


# ------------------------------------------------------------------------------------------------------- the tests


def check(arguments: list[str]) -> int:
    """Every check, also after one failed; pytest last, so that its closing lines are the last."""
    failed = []
    for name, command in CHECKS.items():
        print(f"== {name}", flush=True)
        if subprocess.run([str(PYTHON), *command], cwd=ROOT).returncode != 0:
            failed.append(name)
    with postgres() as (url, reason):
        print(f"== tests{f' (PostgreSQL: {reason})' if reason else ''}", flush=True)
        if failed:
            print(f"Failed before the tests: {', '.join(failed)} (above)", flush=True)
        environment = os.environ | ({"DATABASE_URL_TEST": url} if url else {})
        command = [str(PYTHON), "-m", "pytest", *ON_ALL_CORES, *arguments]
        tests = subprocess.run(command, cwd=ROOT, env=environment).returncode
    return tests or (1 if failed else 0)


def browser(arguments: list[str]) -> int:
    if not (ROOT / "tests" / "browser").is_dir():
        print("There is no browser test in this checkout.")
        return 0
    command = [str(PYTHON), "-m", "pytest", "-m", "browser", "tests/browser", *arguments]
    return subprocess.run(command, cwd=ROOT).returncode


@contextlib.contextmanager
def postgres() -> Iterator[tuple[str, str]]:
    """An address and where it is, or "" and why there is none: one given, one that runs here, or a throwaway."""
    local = "postgresql://postgres@127.0.0.1:5432/postgres"
    connect = f"import psycopg; psycopg.connect({local!r}, connect_timeout=3).close()"
    programs = initdb_folder()
    if os.environ.get("DATABASE_URL_TEST"):
        yield os.environ["DATABASE_URL_TEST"], "the one in DATABASE_URL_TEST"
    elif subprocess.run([str(PYTHON), "-c", connect], capture_output=True).returncode == 0:
        yield local, "the one on 127.0.0.1:5432"
    elif programs is None or os.name == "nt":
        yield "", "no server is here and none is installed; its tests are skipped"
    else:
        with throwaway_postgres(programs) as url:
            yield url, f"a throwaway one from {programs}"


def initdb_folder() -> Path | None:
    """Where the server's programs are; the newest, if several. Debian keeps them off the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    found = debian[-1] if debian else shutil.which("initdb")
    return Path(found).parent if found else None


@contextlib.contextmanager
def throwaway_postgres(programs: Path) -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="freelance-postgres-"))
    prefix = []
    if os.geteuid() == 0:  # the server refuses to run as root
        prefix = ["runuser", "-u", "nobody", "--"]
        shutil.chown(folder, "nobody")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def server(program: str, *words: str) -> None:
        command = [*prefix, str(programs / program), "-D", str(folder / "state"), *words]
        subprocess.run(command, check=True, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    try:
        server("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8")
        options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off"
        server("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            server("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
