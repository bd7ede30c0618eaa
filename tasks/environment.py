"""The virtual environment in which everything runs: made, and kept as the lock says."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from tasks.bare_pip import NoPip, fetch_pip
from tasks.pip_settings import BadSettings, pip_settings

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
INSTALLED = VENV / "installed.json"  # what is in there: name of a requirements file -> hash of it
PRODUCT, TESTS = "requirements.txt", "requirements-dev.txt"  # the second holds all of the first
NO_VENV = "Python cannot make a virtual environment here. On Debian: apt install python3-venv"


def make_ready(requirements: str) -> None:
    """Makes .venv and installs into it, unless exactly that was done before."""
    if sync_with_uv():
        return
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
    done = _run([*pip, "--require-hashes", "--requirement", str(ROOT / requirements)])
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


def sync_with_uv() -> bool:
    """Leaves an environment that uv made to uv; False where pip has to do it."""
    uv, made = shutil.which("uv"), VENV / "pyvenv.cfg"
    if not uv or not made.is_file():
        return False
    if not any(line.startswith("uv = ") for line in made.read_text().splitlines()):
        return False
    if subprocess.run([uv, "sync", "--locked", "--quiet"], cwd=ROOT, stdin=subprocess.DEVNULL).returncode:
        raise SystemExit("uv could not bring .venv up to date (its words are above).")
    return True


def make_venv() -> None:
    """A new one with pip in it, also where Python's own pip is left out."""
    if VENV.is_symlink():
        raise SystemExit(
            f"{VENV} is a link to another folder, which I do not clear. Remove the link and start again."
        )
    venv = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    done = _run(venv)
    if done.returncode == 0:
        return
    bare = _run([*venv, "--without-pip"])
    if bare.returncode != 0:
        _give_up(bare.stdout)
    print("Python came without pip here; fetching it ...", flush=True)
    try:
        wheel = fetch_pip(VENV, pip_settings())
    except (NoPip, BadSettings) as reason:
        _give_up(f"{done.stdout.strip()}\n\nFetching pip did not work either: {reason}")
    install = [str(PYTHON), str(wheel / "pip"), "--isolated", "install", "--quiet", "--no-index", "--no-deps"]
    done = _run([*install, "--disable-pip-version-check", str(wheel)])
    wheel.unlink()
    if done.returncode != 0:
        _give_up(done.stdout)


def _give_up(words: str) -> NoReturn:
    shutil.rmtree(VENV, ignore_errors=True)
    print(words.strip(), file=sys.stderr)
    raise SystemExit(NO_VENV)


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )


def become(command: list[str]) -> int:
    """Turns into the command, so that signals reach it and its exit code is ours."""
    if os.name != "nt":
        os.execv(command[0], command)
    with subprocess.Popen(command) as process:
        while process.poll() is None:
            with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C went to both of us; it ends first
                process.wait()
    return process.returncode
