"""`run.py audit forget-freelancer`: a freelancer asked to be forgotten, and no programme lead does it from Teams."""

import asyncio
from collections.abc import Sequence
from typing import Annotated

import typer

from assembly.clock_and_ids import SystemClock
from commands.terminal import ended, settings_given
from gigs.errors import OutOfOrder
from gigs.talent import FreelancerKey
from ports.jobs import NewJob
from ports.storage import StoreUnavailable
from store.engine import NotUsable, open_database
from store.lock import AlreadyRunning
from store.read_only import NotReadable, opened_read_only
from store.sql import SqlStore
from use_cases.audit.forget_freelancer import Places, find_freelancer, forget_everywhere

MISSING = 1


def forget(
    tenant: Annotated[str, typer.Argument(help="The tenant’s id.")],
    marketplace: Annotated[str, typer.Argument(help="The marketplace, as in MARKETPLACES.")],
    freelancer: Annotated[str, typer.Argument(help="The freelancer’s id on that marketplace.")],
    yes: Annotated[bool, typer.Option("--yes", help="Forget; without it, only say where they are.")] = False,
) -> None:
    """Forget a freelancer for good: in the talent pool, in gigs that are over, and beside histories, which stay proved.

    Exit code 1 when they are nowhere, or still part of a gig that isn't over. On SQLite the product has to be stopped meanwhile.
    """
    url = settings_given().database_url
    key = FreelancerKey(tenant=tenant, marketplace=marketplace, freelancer=freelancer)
    try:
        places = asyncio.run(_find(url, key))
        if not places:
            typer.echo("No gig of this tenant has a proposal by that freelancer.", err=True)
            raise typer.Exit(MISSING)
        typer.echo(f"They are part of: {', '.join(f'gig {number}' for number in sorted(places))}")
        if not yes:
            typer.echo("Nobody was forgotten. Say --yes to forget them in all of these.")
            return
        count = asyncio.run(_forget(url, key, places))
    except OutOfOrder as under_way:
        typer.echo(str(under_way), err=True)
        raise typer.Exit(MISSING) from under_way
    except (NotReadable, AlreadyRunning, NotUsable, StoreUnavailable, OSError) as trouble:
        raise ended(str(trouble)) from trouble
    typer.echo(
        f"Forgotten in {count} {'gig' if count == 1 else 'gigs'}. Cards already in chats show it when they are opened again."
    )


async def _find(url: str, key: FreelancerKey) -> Places:
    async with opened_read_only(url) as store:
        return await find_freelancer(store, key)


async def _forget(url: str, key: FreelancerKey, places: Places) -> int:
    database = await open_database(url)
    try:
        store = SqlStore(database.transactions, _refuse)
        return await forget_everywhere(store, key, places, SystemClock().now(), redraws=False)
    finally:
        await database.close()


async def _refuse(_connection: object, jobs: Sequence[NewJob]) -> None:
    raise StoreUnavailable(f"Nothing is enqueued here, and so not {jobs[0].job.key}.")
