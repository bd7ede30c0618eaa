"""`run.py restored`: says that the database was restored from a backup, before the product starts on it."""

import asyncio
from collections.abc import Sequence

import typer

from assembly.clock_and_ids import RandomIds, SystemClock
from assembly.restored import KeptMark, declare_restored, kept_mark
from commands.terminal import ended, settings_given
from ports.jobs import NewJob
from ports.storage import StoreUnavailable
from store.engine import NotUsable, open_database
from store.lock import AlreadyRunning
from store.sql import SqlStore


def restored() -> None:
    """Say that this database is a restored backup: what was created since is looked for before anything is created."""
    settings = settings_given()
    try:
        asyncio.run(_declare(settings.database_url, kept_mark(settings)))
    except (AlreadyRunning, NotUsable, StoreUnavailable, OSError) as trouble:
        raise ended(str(trouble)) from trouble
    typer.echo(
        "This database counts as restored. Before anything is posted or offered, the accounts are looked through; what "
        "isn't in this database waits for a programme lead, who says “marketplaces” to the bot."
    )


async def _declare(url: str, kept: KeptMark) -> None:
    database = await open_database(url, is_backup=True)
    try:
        store = SqlStore(database.transactions, _refuse)
        await declare_restored(store, SystemClock(), RandomIds(), kept.read())
    finally:
        await database.close()


async def _refuse(_connection: object, jobs: Sequence[NewJob]) -> None:
    raise StoreUnavailable(f"Nothing is enqueued here, and so not {jobs[0].job.key}.")
