"""`run.py audit erase-name`: takes somebody's name out of the histories, and leaves their proof as it is."""

import asyncio
from collections.abc import Sequence
from typing import Annotated

import typer

from assembly.clock_and_ids import SystemClock
from commands.terminal import ended, settings_given
from ports.history_storage import NamePlace
from ports.jobs import NewJob
from ports.storage import StoreUnavailable
from store.engine import NotUsable, open_database
from store.lock import AlreadyRunning
from store.read_only import NotReadable, opened_read_only
from store.sql import SqlStore
from use_cases.audit.erase_name import erase_name, find_name

MISSING = 1


def erase(
    name: Annotated[str, typer.Argument(help="The name, exactly as the history shows it.")],
    tenant: Annotated[str, typer.Option(help="Only in this tenant.")] = "",
    gig: Annotated[int | None, typer.Option(help="Only in the history of this gig.", min=1)] = None,
    reference: Annotated[
        str, typer.Option(help="Only this one of several people of the same name, as in freelancer:P-12.")
    ] = "",
    yes: Annotated[
        bool, typer.Option("--yes", help="Erase the name. Without this, only show where it is.")
    ] = False,
) -> None:
    """Erase a name from the histories for good; they can still be proved. Exit code 1 if the name isn’t there.

    On SQLite the product has to be stopped meanwhile.
    """
    url = settings_given().database_url
    try:
        places = asyncio.run(_find(url, name, tenant, gig, reference))
        if not places:
            typer.echo("That name is beside none of these histories.", err=True)
            raise typer.Exit(MISSING)
        for place in places:
            typer.echo(f"Gig {place.gig} of tenant {place.tenant}: {place.reference}")
        if not yes:
            typer.echo("Nothing was erased. Say --yes to erase the name in all of these.")
            return
        count = asyncio.run(_erase(url, places))
    except (NotReadable, AlreadyRunning, NotUsable, StoreUnavailable, OSError) as trouble:
        raise ended(str(trouble)) from trouble
    typer.echo(f"Erased from {count} {'history' if count == 1 else 'histories'}.")


async def _find(url: str, name: str, tenant: str, gig: int | None, reference: str) -> list[NamePlace]:
    async with opened_read_only(url) as store:
        return await find_name(store, name, tenant=tenant, gig=gig, reference=reference)


async def _erase(url: str, places: list[NamePlace]) -> int:
    database = await open_database(url)
    try:
        return await erase_name(SqlStore(database.transactions, _refuse), places, SystemClock().now())
    finally:
        await database.close()


async def _refuse(_connection: object, jobs: Sequence[NewJob]) -> None:
    raise StoreUnavailable(f"Nothing is enqueued here, and so not {jobs[0].job.key}.")
