"""`run.py marketplace`: looks at a connected account with real credentials, and registers our address for webhooks."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from typing import Annotated, Any, TypeVar

import typer

from assembly.clock_and_ids import RandomIds, SystemClock
from assembly.markets import Markets, MarketsWrong, open_markets
from assembly.providers import BUILDERS
from commands.terminal import ended, settings_given
from config.settings import Settings
from gigs.marketplaces import WORKSOME
from marketplace.http.finding import Finding
from ports.marketplace import MarketplaceError
from ports.storage import StoreUnavailable
from store.engine import NotUsable, open_database
from store.lock import AlreadyRunning
from store.sql import SqlStore

marketplace = typer.Typer(
    name="marketplace",
    no_args_is_help=True,
    help="Look at an account that a programme lead has connected. On SQLite, stop the product first.",
)

T = TypeVar("T")

WRONG = 1
MARKS = {True: "ok", False: "NO", None: "--"}

Tenant = Annotated[str, typer.Option(help="Whose account; needed where several tenants may use the bot.")]


@marketplace.command()
def probe(
    name: Annotated[str, typer.Argument(help=f"One of {', '.join(BUILDERS)}.")], tenant: Tenant = ""
) -> None:
    """Read with the connected account what it may do, and whether their API still is what we know.

    Writes nothing over there. Exit code 0 when nothing is wrong, 1 when something is.
    """

    async def look(markets: Markets, whose: str) -> Sequence[Finding]:
        return await BUILDERS[name].probe(markets.markets[name], whose)

    found = _run(_with_markets(name, tenant, look))
    for finding in found:
        typer.echo(f"{MARKS[finding.ok]}  {finding.what}{f': {finding.detail}' if finding.detail else ''}")
    for limit in BUILDERS[name].known_limits:
        typer.echo(f"{MARKS[None]}  limit, {limit.name}: {limit}")
    if any(finding.ok is False for finding in found):
        raise typer.Exit(WRONG)


@marketplace.command()
def webhook(tenant: Tenant = "") -> None:
    """Have Worksome tell us what happens there, at PUBLIC_URL; once more changes nothing."""
    from marketplace.worksome.hook_route import PATH  # noqa: PLC0415 - serving loads this module too
    from marketplace.worksome.provider import Worksome  # noqa: PLC0415
    from marketplace.worksome.registration import register  # noqa: PLC0415

    settings = settings_given()
    secrets = settings.webhook_secrets
    if not settings.public_url or not secrets:
        raise ended(
            f"This needs PUBLIC_URL, where {WORKSOME.title} reaches us, and WORKSOME_WEBHOOK_SECRETS."
        )
    address = f"{settings.public_url}{PATH}"

    async def subscribe(markets: Markets, whose: str) -> str:
        market = markets.markets[WORKSOME.name]
        if not isinstance(market, Worksome):
            raise ended(f"{WORKSOME.title} is not set up.")
        return await register(market.of(whose).api, address, secrets[0])

    id_ = _run(_with_markets(WORKSOME.name, tenant, subscribe))
    typer.echo(f"{WORKSOME.title} tells {address} from now on (webhook {id_}).")


async def _with_markets(name: str, tenant: str, do: Callable[[Markets, str], Coroutine[Any, Any, T]]) -> T:
    settings = settings_given()
    if name not in BUILDERS:
        raise ended(f"There is no marketplace “{name}”; there are {', '.join(BUILDERS)}.")
    if name not in settings.real_markets:
        raise ended(f"MARKETPLACES does not name {name}, so there is nothing to look at.")
    whose = tenant or (next(iter(settings.tenants)) if len(settings.tenants) == 1 else "")
    if whose not in settings.tenants:
        raise ended(f"Name a tenant with --tenant: {', '.join(sorted(settings.tenants))}.")
    async with _opened(settings) as markets:
        return await do(markets, whose)


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Markets]:
    database = await open_database(settings.database_url)
    try:
        store = SqlStore(database.transactions, _no_jobs)
        async with open_markets(settings, store, SystemClock(), RandomIds()) as markets:
            yield markets
    finally:
        await database.close()


async def _no_jobs(*_job: object) -> None:
    """What a refused refresh wants to be told is told when the product runs and meets it itself."""


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Does it, with a sentence and the exit code for everything that may stand in its way."""
    try:
        return asyncio.run(work)
    except (AlreadyRunning, NotUsable, MarketsWrong, StoreUnavailable, OSError) as trouble:
        raise ended(str(trouble)) from trouble
    except MarketplaceError as no:
        typer.echo(f"They said no: {no}", err=True)
        raise typer.Exit(WRONG) from no
