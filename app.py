"""Wires the parts and serves them; the only place that knows them all. Its commands are in commands below."""

import asyncio
import gc
import logging
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

import aiohttp
import typer
from aiohttp import web
from jobs.ticker import Ticker

from bot.adapter import Adapter, failure_sentence
from bot.connector import Connector, open_session
from bot.connector_calls import Calls
from bot.front_door import FrontDoor, local_door, teams_door
from bot.handler import Handler
from bot.inbound import Inbound
from bot.jwks import SigningKeys
from bot.messenger import TeamsMessenger
from bot.outbound_token import AppToken, Bearer, NoToken, msal_grants
from bot.pacing import Pacing
from bot.service_urls import ServiceUrls, local_service_urls
from bot.speak import Voice
from bot.tokens_in import SignedRequests
from bot.wire import text_message
from dialogs.close_gig import close_gig as close_conversation
from dialogs.hire import hire as hire_conversation
from dialogs.post_gig import post_gig as post_conversation
from dialogs.sdk import Conversations
from directory.people_file import read_people_file
from jobs.engine import Engine
from jobs.promises import Promises
from marketplace.sandbox.faults import parse_faults
from marketplace.sandbox.provider import Sandbox
from formats import ROOT
from settings import Mode, Settings, SettingsWrong, load_settings
from playground.launch import Playgrounds
from sources import RandomIds, SystemClock, chance
from store.engine import Database, open_database
from store.sql import SqlStore
from use_cases.accept_deliverable import ReleaseMilestone, release_milestone
from use_cases.close_gig import SendReview, send_review
from use_cases.deliver_notice import DeliverNotice, deliver_notice
from use_cases.hire import MakeOffer, make_offer
from use_cases.judge_proposal import PassOnVerdict, pass_on_verdict
from use_cases.operation import Patience
from use_cases.outside import Outside, pass_by
from use_cases.ports import Clock, Ids, Job
from use_cases.post_gig import PostGig, post_gig
from use_cases.redraw_cards import RedrawCards, redraw_cards
from use_cases.send_back import PassOnSendBack, pass_on_send_back
from use_cases.storage import StoreUnavailable
from use_cases.sweep import sweep
from use_cases.sync_gig import claim_due, sync_gig
from use_cases.withdraw_gig import CloseListing, close_listing

log = logging.getLogger(__name__)

JOBS: Mapping[type[Job], Callable[..., Any]] = {
    DeliverNotice: deliver_notice,
    RedrawCards: redraw_cards,
    PostGig: post_gig,
    CloseListing: close_listing,
    PassOnVerdict: pass_on_verdict,
    MakeOffer: make_offer,
    ReleaseMilestone: release_milestone,
    PassOnSendBack: pass_on_send_back,
    SendReview: send_review,
}
"""Every kind of background work and what does it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What a run takes from the world beside its settings; a test or simulation brings its own."""

    clock: Clock = field(default_factory=SystemClock)
    ids: Ids = field(default_factory=RandomIds)
    chance: Callable[[], float] = chance
    reached: Callable[[str], None] = pass_by
    patience: Patience | None = None
    bearer: Bearer | None = None
    service_urls: ServiceUrls | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """The running product: what serves HTTP, and the parts a test or a command may want to look at."""

    http: web.Application
    outside: Outside
    sandbox: Sandbox


@asynccontextmanager
async def running(settings: Settings, sources: Sources | None = None) -> AsyncIterator[Product]:
    """Opens everything in order and closes it in the opposite one, whatever happens between."""
    sources = sources or Sources()
    async with AsyncExitStack() as stack:
        database = await open_database(settings.database_url)
        stack.push_async_callback(database.close)
        promises = Promises(settings.database_url)
        stack.callback(promises.close)
        store = SqlStore(database.engine, promises.enqueue)
        session = await stack.enter_async_context(open_session())
        connector = _connector(settings, sources, session)
        sandbox = _sandbox(settings, sources)
        stack.push_async_callback(sandbox.close)
        outside = Outside(
            store=store,
            clock=sources.clock,
            ids=sources.ids,
            directory=await asyncio.to_thread(_people, settings),
            messenger=TeamsMessenger(connector, opens_chats=settings.mode is Mode.TEAMS),
            markets={sandbox.name: sandbox},
            patience=sources.patience or Patience(quarantine=timedelta(seconds=settings.quarantine_seconds)),
            answer_within=timedelta(days=settings.approval_days),
            reached=sources.reached,
        )
        await _start_work(stack, settings, sources, database, promises, outside)
        yield Product(http=_http(settings, sources, session, connector, outside), outside=outside, sandbox=sandbox)


async def _start_work(
    stack: AsyncExitStack,
    settings: Settings,
    sources: Sources,
    database: Database,
    promises: Promises,
    outside: Outside,
) -> None:
    handlers = {kind: partial(work, outside=outside) for kind, work in JOBS.items()}
    engine = Engine(
        settings.database_url,
        database.engine,
        promises,
        handlers,
        clock=sources.clock,
        chance=sources.chance,
    )
    await engine.start()
    stack.push_async_callback(engine.stop)
    ticker = Ticker()
    ticker.every(0.5, partial(_read_marketplaces, outside), "read marketplaces")
    ticker.every(60, partial(sweep, outside), "sweep")
    stack.push_async_callback(ticker.stop)


async def _read_marketplaces(outside: Outside) -> None:
    """One look at every gig that is due; one that fails is read again later and stops nobody."""
    due = await claim_due(outside)
    results = await asyncio.gather(*(sync_gig(outside, *gig) for gig in due), return_exceptions=True)
    for (_, number), result in zip(due, results, strict=True):
        if isinstance(result, BaseException):
            log.warning("gig not read", extra={"gig": number, "reason": type(result).__name__})


def _people(settings: Settings) -> Any:
    return read_people_file(settings.people_file)


def _sandbox(settings: Settings, sources: Sources) -> Sandbox:
    return Sandbox(
        settings.sandbox_database,
        now=sources.clock.now,
        speed=settings.sandbox_speed,
        faults=parse_faults(settings.sandbox_faults),
    )


def _connector(settings: Settings, sources: Sources, session: aiohttp.ClientSession) -> Connector:
    bearer = sources.bearer or _bearer(settings)
    return Connector(Calls(session, bearer, _service_urls(settings, sources), Pacing(), jitter=sources.chance))


def _bearer(settings: Settings) -> Bearer:
    if settings.mode is Mode.LOCAL:
        return NoToken()
    secret = settings.bot_app_password.get_secret_value()
    return AppToken(msal_grants(settings.bot_app_id, secret, settings.bot_tenant_id))


def _service_urls(settings: Settings, sources: Sources) -> ServiceUrls:
    if sources.service_urls:
        return sources.service_urls
    if settings.mode is Mode.LOCAL:
        return local_service_urls()
    return ServiceUrls(hosts=frozenset(settings.service_url_hosts))


def _http(
    settings: Settings,
    sources: Sources,
    session: aiohttp.ClientSession,
    connector: Connector,
    outside: Outside,
) -> web.Application:
    conversations = Conversations([post_conversation(), hire_conversation(), close_conversation()])
    handler = Handler(outside, conversations, Voice(connector, outside), connector)

    async def apologise(inbound: Inbound, reference: str) -> None:
        text = text_message(failure_sentence(reference))
        await connector.send(inbound.service_url, inbound.conversation_id, text, tenant=inbound.tenant)

    adapter = Adapter(
        connector,
        settings.bot_app_id,
        new_reference=partial(outside.ids.new, "E-"),
        on_failure=apologise,
        infrastructure=(OSError, TimeoutError, StoreUnavailable),
    )
    process = partial(adapter.answer, on_turn=handler.on_turn)
    door = _door(settings, sources, session, process)
    http = web.Application(client_max_size=256 * 1024)
    http.add_routes(door.routes())
    http.add_routes([web.get("/healthz", _alive), web.get("/readyz", partial(_ready, outside))])
    return http


def _door(
    settings: Settings, sources: Sources, session: aiohttp.ClientSession, process: Any
) -> FrontDoor:
    if settings.mode is Mode.LOCAL:
        return local_door(settings.tenants, process)
    keys = SigningKeys(session, settings.openid_metadata_url)
    signed = SignedRequests(keys, settings.bot_app_id, lambda: sources.clock.now().timestamp())
    return teams_door(signed, settings.tenants, _service_urls(settings, sources), process)


async def _alive(_request: web.Request) -> web.Response:
    return web.json_response({"status": "alive"})


async def _ready(outside: Outside, _request: web.Request) -> web.Response:
    try:
        await outside.store.ready()
    except StoreUnavailable:
        return web.json_response({"status": "the database does not answer"}, status=503)
    return web.json_response({"status": "ready"})


@asynccontextmanager
async def serving(http: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Serves until the block ends; the port, which matters when 0 asked for any free one."""
    runner = web.AppRunner(http, access_log=None, handle_signals=False)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        gc.collect()
        gc.freeze()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


async def until_stopped() -> None:
    """Returns at Ctrl-C or SIGTERM."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    await stopped.wait()


commands = typer.Typer(
    add_completion=False,
    no_args_is_help=False,
    help="Freelance Connector: post gigs to freelance marketplaces from Microsoft Teams.",
)


@commands.callback(invoke_without_command=True)
def _default(context: typer.Context) -> None:
    """Without a command: serve."""
    if context.invoked_subcommand is None:
        serve()


@commands.command()
def serve() -> None:
    """Run the product until Ctrl-C; in mode local with the Agents Playgrounds, where Node is there."""
    settings = _settings()
    asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    async with running(settings) as product, serving(product.http, settings.host, settings.port) as port:
        endpoint = f"http://{settings.host}:{port}/api/messages"
        typer.echo(f"Freelance Connector answers at {endpoint} (Ctrl-C stops it)")
        windows = Playgrounds(endpoint=endpoint, var=ROOT / "var")
        try:
            if settings.mode is Mode.LOCAL and settings.playground == "auto":
                for line in await windows.start():
                    typer.echo(line)
            await until_stopped()
        finally:
            await windows.stop()


@commands.command()
def migrate() -> None:
    """Bring the database to the newest schema and leave; serving does this too."""
    settings = _settings()

    async def go() -> None:
        database = await open_database(settings.database_url)
        await database.close()

    asyncio.run(go())
    typer.echo("The database is up to date.")


def _settings() -> Settings:
    """Ends with exit code 2 and one sentence per thing to mend."""
    try:
        return load_settings()
    except SettingsWrong as wrong:
        typer.echo(str(wrong), err=True)
        raise typer.Exit(2) from wrong


if __name__ == "__main__":
    commands()
