"""Everything that looks for mistakes: the tests, and what is checked beside them."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Mapping, Sequence

from tasks.environment import PYTHON, ROOT
from tasks.postgres import postgres

CHECKS = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "--no-cache", "."],  # its cache does not see that a folder was moved
    "types": ["-m", "mypy"],
    "imports": ["-c", "from importlinter.cli import lint_imports_command as run; run()"],
}
ON_ALL_CORES = ["-n", "auto", "--dist", "worksteal"]  # a later `-n 0` wins: one process, for a debugger
TWO_AT_A_TIME = ["-n", "2", "--dist", "load", "--maxschedchunk", "1"]  # journeys in a browser wait a lot
QUICK_TESTS = ("tests/gigs", "tests/policy", "tests/cards", "tests/use_cases")


def check(arguments: Sequence[str]) -> int:
    """Every check, also after one failed; pytest last, so that its closing lines are the last."""
    failed = _failed(CHECKS)
    with postgres() as (url, reason):
        return _tests(
            [*ON_ALL_CORES, *arguments], failed, _with(url), f" (PostgreSQL: {reason})" if reason else ""
        )


def fast(arguments: Sequence[str]) -> int:
    """What says within a minute whether a change is sound: no server, no process, all cores."""
    failed = _failed(CHECKS)
    chosen = ["-q", *ON_ALL_CORES, "-m", "not postgres and not slow and not kill", *QUICK_TESTS]
    return _tests([*chosen, *arguments], failed, os.environ)


def test(arguments: Sequence[str]) -> int:
    """Only pytest, on what is named."""
    if not arguments:
        print("Say what to test: python3 run.py test tests/gigs. Every test: python3 run.py check")
        return 2
    with postgres() as (url, _):
        return _tests(arguments, [], _with(url))


def browser(arguments: Sequence[str]) -> int:
    if not (ROOT / "tests" / "browser").is_dir():
        print("There is no browser test in this checkout.")
        return 0
    command = [str(PYTHON), "-m", "pytest", "-m", "browser", *TWO_AT_A_TIME, "tests/browser", *arguments]
    return subprocess.run(command, cwd=ROOT).returncode


def _failed(checks: Mapping[str, Sequence[str]]) -> list[str]:
    """Runs them all; the names of those that failed."""
    failed = []
    for name, command in checks.items():
        print(f"== {name}", flush=True)
        if subprocess.run([str(PYTHON), *command], cwd=ROOT).returncode != 0:
            failed.append(name)
    return failed


def _tests(
    arguments: Sequence[str], failed: Sequence[str], environment: Mapping[str, str], on: str = ""
) -> int:
    print(f"== tests{on}", flush=True)
    if failed:
        print(f"Failed before the tests: {', '.join(failed)} (above)", flush=True)
    command = [str(PYTHON), "-m", "pytest", *arguments]
    with contextlib.suppress(KeyboardInterrupt):
        done = subprocess.run(command, cwd=ROOT, env=environment).returncode
        return done or (1 if failed else 0)
    return 130


def _with(url: str) -> dict[str, str]:
    return os.environ | ({"DATABASE_URL_TEST": url} if url else {})
