"""Opens the demo: makes its past once, goes on with it afterwards, and stays away from everything of the product’s own."""

import asyncio
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from config.formats import ROOT
from config.settings import Mode, Settings
from demo.content import PEOPLE
from demo.past import DATABASE, MARKETPLACE, POLICY, make_past
from demo.plan import GIGS
from gigs.marketplaces import SANDBOX
from store.lock import FileLock

FOLDER = ROOT / "var" / "demo"
EACH = 100
"""Gigs between two lines that say how far it is."""

Say = Callable[[str], object]


class DemoRefused(Exception):
    """There’s no demo with these settings. The message is a sentence for the person at the terminal."""


async def open_demo(
    settings: Settings,
    *,
    now: datetime,
    say: Say,
    new: bool = False,
    folder: Path = FOLDER,
    gigs: int = GIGS,
) -> Settings:
    """The settings with which the product serves the demo. `new` throws away the past that is there.

    What is made is there as a whole or not at all: it’s made beside `folder`, and put in its place when it’s finished.
    Raises DemoRefused, and AlreadyRunning where another process serves or makes the same demo.
    """
    if settings.mode is not Mode.LOCAL:
        raise DemoRefused(
            "The demo is for trying things out on this machine. Here MODE is teams, and made-up gigs have no place beside real "
            "people: start it with MODE=local."
        )
    making = folder.with_name(f"{folder.name}.making")
    lock = _lock(making)
    try:
        if _is_there(folder, new=new):
            say("The demo continues where you left off. “run.py demo --new” begins with a new past.")
        else:
            await _make(making, folder, now, gigs, say)
    finally:
        lock.release()
    say("Demo data: nothing here is real, neither the company nor its people, prices and lessons.")
    return settings_of(settings, folder)


def settings_of(settings: Settings, folder: Path) -> Settings:
    """The demo has a database, people and a marketplace of its own, and sends no mail to addresses that are made up."""
    own = {
        "database_url": f"sqlite:///{folder / DATABASE}",
        "sandbox_database": folder / MARKETPLACE,
        "marketplaces": (SANDBOX.name,),
        "directory": "people_file",
        "people_file": PEOPLE,
        "policy_file": POLICY,
        "smtp_host": "",
        "mail_from": "",
    }
    return settings.model_copy(update=own)


async def _make(making: Path, folder: Path, now: datetime, gigs: int, say: Say) -> None:
    if _is_emptied(making):
        say("Making the demo’s past was stopped in the middle the last time, so I’m beginning anew.")
    say(f"Making two years of a made-up past: {gigs} gigs, once. It takes about a minute ...")

    def tell(made: int, of: int) -> None:
        if made % EACH == 0 and made < of:
            say(f"  {made} of {of} gigs")

    await make_past(making, now, gigs=gigs, tell=tell)
    await asyncio.to_thread(making.rename, folder)


def _lock(making: Path) -> FileLock:
    """Nobody else makes it meanwhile."""
    making.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(making)
    lock.take()
    return lock


def _is_there(folder: Path, *, new: bool) -> bool:
    """With `new` it isn’t afterwards, but it’s never taken from under a process that serves it."""
    if new and folder.exists():
        served = FileLock(folder / DATABASE)
        served.take()
        served.release()
        shutil.rmtree(folder)
    return folder.exists()


def _is_emptied(making: Path) -> bool:
    """Makes an empty folder; true where another one was left there."""
    was_left = making.exists()
    if was_left:
        shutil.rmtree(making)
    making.mkdir()
    return was_left
