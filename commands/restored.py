"""`run.py restored`: says that the database was restored from a backup, before the product starts on it."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import typer

from assembly.clock_and_ids import RandomIds, SystemClock
from assembly.restored import KeptMark, declare_restored, kept_mark
from commands.terminal import ended, settings_given
from ports.jobs import NewJob
from ports.storage import StoreUnavailable
from store.engine import NotUsable, open_database
from store.leftover_journal import SET_ASIDE
from store.lock import AlreadyRunning
from store.sql import SqlStore


def restored() -> None:
    """Say that this database is a restored backup: what was created since is looked for before anything is created."""
    settings = settings_given()
    try:
        aside = asyncio.run(_declare(settings.database_url, kept_mark(settings)))
    except (AlreadyRunning, NotUsable, StoreUnavailable, OSError) as trouble:
        raise ended(str(trouble)) from trouble
    typer.echo(
        "This database counts as restored. Before anything is posted or offered, the accounts are looked through; what "
        "isn't in this database waits for a programme lead, who says “marketplaces” to the bot."
    )
    if aside:
        typer.echo(
            f"Files that end in {SET_ASIDE} are what the replaced database had left. If you hadn’t put a backup in place, the newest "
            f"changes are in them: start nothing, delete {aside[0].name.removesuffix(SET_ASIDE)} and its -wal, and take that end off their names."
        )


async def _declare(url: str, kept: KeptMark) -> Sequence[Path]:
    database = await open_database(url, is_backup=True)
    try:
        store = SqlStore(database.transactions, _refuse)
        await declare_restored(store, SystemClock(), RandomIds(), kept.read())
        return database.set_aside
    finally:
        await database.close()


async def _refuse(_connection: object, jobs: Sequence[NewJob]) -> None:
    raise StoreUnavailable(f"Nothing is enqueued here, and so not {jobs[0].job.key}.")
