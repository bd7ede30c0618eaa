"""Wires the parts: the only place that knows them all. app.py has the command line and serves what is wired here."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from aiohttp import web

from assembly.clock_and_ids import RandomIds, SystemClock, chance
from assembly.hooks import hook_routes
from assembly.jobs import GIVEN_UP, JOBS
from assembly.links import links_of
from assembly.markets import open_markets, quarantines
from assembly.outbox import open_outbox
from assembly.periodic import ticking
from assembly.playbook import open_playbook
from assembly.providers import BUILDERS, Recipe
from assembly.reaching import installer, mailer
from assembly.reader import Reader
from assembly.readiness import Readiness
from assembly.restored import kept_mark, mark_followed
from bot.connector.calls import Calls
from bot.connector.connector import CONNECTIONS, Connector
from bot.connector.messenger import TeamsMessenger
from bot.connector.pacing import Pacing
from bot.connector.service_urls import ServiceUrls, local_service_urls
from bot.connector.token import SCOPE as CONNECTOR
from bot.connector.token import Bearer, BotToken, NoToken
from bot.door.front_door import FrontDoor, Process, local_door, teams_door
from bot.door.keys import SigningKeys
from bot.door.tokens import SignedRequests
from bot.turn.endpoint import endpoint_for
from config.settings import Mode, Settings
from dashboard.audit_page import audit_routes
from dashboard.case_page import case_routes
from dashboard.connect_page import connect_routes
from dashboard.export_page import export_routes
from dashboard.links import SignedLinks
from directory.connecting import connected
from directory.people_file import read_people_file
from entra.app_token import AppToken, msal_grants
from http_client.session import open_session
from jobs.engine import Engine
from jobs.engine_lifetime import working
from jobs.enqueueing import Enqueuer
from jobs.liveness import Patience as Heartbeat
from jobs.queues import QUEUES, Queue
from jobs.watchdog import Watchdog
from marketplace.sandbox.provider import Sandbox
from policy.policy_file import read_policy
from ports.clock import Clock, Ids
from ports.directory import Directory
from ports.operations import Patience
from store.engine import Database, open_database
from store.sql import SqlStore
from translation.catalogue import read_language, speak
from use_cases.context import Context, Rests, Unlinked, pass_by

log = logging.getLogger(__name__)

CARDS_REST = timedelta(seconds=3)
STATUS_REST = timedelta(seconds=10)
"""Status cards rest longer: what happened is told by a notice or an answer before, and they ask nobody for anything."""
"""A gig's cards are drawn at most once within it by this process; what changes meanwhile is drawn together."""

STATISTICS_EVERY = 6 * 3600.0
"""Seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What a run takes from the world beside its settings; a test or simulation brings its own."""

    clock: Clock = field(default_factory=SystemClock)
    ids: Ids = field(default_factory=RandomIds)
    chance: Callable[[], float] = chance
    failpoint: Callable[[str], None] = pass_by
    is_demo: bool = False
    patience: Patience | None = None
    heartbeat: Heartbeat = field(default_factory=Heartbeat)
    die: Callable[[int], object] = os._exit
    bearer: Bearer | None = None
    entra_http: Any = None
    """How msal reaches Entra for Graph's token; None for its own way."""
    service_urls: ServiceUrls | None = None
    queues: Sequence[Queue] = QUEUES
    pacing: Pacing = field(default_factory=Pacing)
    builders: Mapping[str, Recipe] = field(default_factory=lambda: BUILDERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """The running product: what serves HTTP, and the parts a test or a command may want to look at."""

    http: web.Application
    context: Context
    sandbox: Sandbox | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Teams:
    """The wire to Teams: how we speak, and whose signatures we believe."""

    connector: Connector
    keys: SigningKeys
    urls: ServiceUrls


@asynccontextmanager
async def running(settings: Settings, sources: Sources | None = None) -> AsyncIterator[Product]:
    """Opens everything in order and closes it in the opposite one, whatever happens between."""
    sources = sources or Sources()
    speak(await asyncio.to_thread(read_language, settings.language))
    async with AsyncExitStack() as stack:
        database = await _open_database(stack, settings.database_url)
        enqueuer = Enqueuer(shared=database.is_shared, queues=sources.queues)
        teams = await _open_teams(stack, settings, sources)
        store = SqlStore(database.transactions, enqueuer.enqueue, enqueuer.enqueued)
        kept = await mark_followed(stack, kept_mark(settings), store, sources.clock, sources.ids)
        opening = open_markets(settings, store, sources.clock, sources.ids, sources.builders)
        markets = await stack.enter_async_context(opening)
        links = links_of(settings, sources.clock)
        context = Context(
            store=store,
            clock=sources.clock,
            ids=sources.ids,
            directory=await _directory(stack, settings, sources),
            messenger=TeamsMessenger(teams.connector, opens_chats=settings.mode is Mode.TEAMS),
            mailer=mailer(settings, sources.clock),
            installer=await installer(stack, settings, sources.entra_http, sources.clock.now),
            markets=markets.markets,
            connecting=markets.connecting,
            links=links or Unlinked(),
            patience=sources.patience or Patience(quarantine=timedelta(seconds=settings.quarantine_seconds)),
            quarantines=quarantines(settings),
            policy=await asyncio.to_thread(read_policy, settings.policy_file),
            policy_text=await asyncio.to_thread(settings.policy_file.read_text, encoding="utf-8"),
            playbook=await open_playbook(settings.playbook_folder),
            personal_views=settings.mode is Mode.TEAMS,
            people_picker=settings.mode is Mode.TEAMS,
            failpoint=sources.failpoint,
            is_demo=sources.is_demo,
            rests=Rests(CARDS_REST),
            status_rests=Rests(STATUS_REST),
            began=sources.clock.now(),
            keep_mark=kept.keep,
        )
        await _start_work(stack, settings, sources, database, enqueuer, context)
        yield _product(stack, settings, sources, teams, context, links, markets.sandbox)


async def _open_database(stack: AsyncExitStack, url: str) -> Database:
    database = await open_database(url)
    stack.push_async_callback(database.close)
    return database


def _product(
    stack: AsyncExitStack,
    settings: Settings,
    sources: Sources,
    teams: Teams,
    context: Context,
    links: SignedLinks | None,
    sandbox: Sandbox | None,
) -> Product:
    outbox = open_outbox(stack, context, teams.connector, sources.pacing)
    local = settings.mode is Mode.LOCAL
    endpoint = endpoint_for(settings.bot_app_id, teams.connector, context, outbox, windows_forget=local)
    door = _door(teams, settings, sources, endpoint.process)
    http = _http(door, context, links, hook_routes(settings, context))
    return Product(http=http, context=context, sandbox=sandbox)


async def _open_teams(stack: AsyncExitStack, settings: Settings, sources: Sources) -> Teams:
    session = await stack.enter_async_context(open_session(CONNECTIONS))
    bearer = sources.bearer or _bearer(settings)
    stack.push_async_callback(bearer.close)
    keys = SigningKeys(session, settings.openid_metadata_url)
    stack.push_async_callback(keys.close)
    urls = sources.service_urls or _service_urls(settings)
    calls = Calls(session, bearer, urls, sources.pacing, now=sources.clock.now, jitter=sources.chance)
    connector = Connector(calls)
    return Teams(connector=connector, keys=keys, urls=urls)


async def _directory(stack: AsyncExitStack, settings: Settings, sources: Sources) -> Directory:
    zone = settings.default_time_zone
    if settings.directory == "people_file":
        return await asyncio.to_thread(read_people_file, settings.people_file, zone)
    secret = settings.graph_client_secret.get_secret_value() or settings.bot_app_password.get_secret_value()
    grants = msal_grants(
        settings.graph_client_id or settings.bot_app_id,
        secret,
        settings.graph_tenant,
        f"{settings.graph_url}/.default",
        login=settings.login_authority,
        http_client=sources.entra_http,
    )
    groups = dict(pair.split("=") for pair in settings.graph_role_groups)
    tenant, now = settings.graph_tenant, sources.clock.now
    graph = connected(grants, settings.graph_url, tenant, groups, now=now, default_zone=zone)
    return await stack.enter_async_context(graph)


async def _start_work(
    stack: AsyncExitStack,
    settings: Settings,
    sources: Sources,
    database: Database,
    enqueuer: Enqueuer,
    context: Context,
) -> None:
    handlers = {kind: partial(do, context=context) for kind, do in JOBS.items()}
    give_up = {kind: partial(follow, context=context) for kind, follow in GIVEN_UP.items()}

    def make_engine(executor_id: str) -> Engine:
        return Engine(
            database.transactions,
            enqueuer,
            handlers,
            shared=database.is_shared,
            clock=sources.clock,
            chance=sources.chance,
            executor_id=executor_id,
            give_up=give_up,
            queues=sources.queues,
        )

    work = working(
        make_engine,
        database.transactions,
        shared=database.is_shared,
        clock=sources.clock,
        ids=sources.ids,
        die=sources.die,
        patience=sources.heartbeat,
        letters_kept_for=timedelta(days=settings.keep_dead_letters_days),
    )
    await stack.enter_async_context(work)
    _watch(stack, sources)
    stack.push_async_callback((reader := Reader(context)).stop)
    ticker = ticking(context, reader, settings)
    ticker.every(STATISTICS_EVERY, database.refresh_statistics, "statistics")
    stack.push_async_callback(ticker.stop)


def _watch(stack: AsyncExitStack, sources: Sources) -> None:
    watchdog = Watchdog(sources.die)
    watchdog.start()
    stack.callback(watchdog.stop)


def _bearer(settings: Settings) -> Bearer:
    if settings.mode is Mode.LOCAL:
        return NoToken()
    secret = settings.bot_app_password.get_secret_value()
    grants = msal_grants(
        settings.bot_app_id, secret, settings.bot_tenant_id, CONNECTOR, login=settings.login_authority
    )
    return BotToken(AppToken(grants))


def _service_urls(settings: Settings) -> ServiceUrls:
    if settings.mode is Mode.LOCAL:
        return local_service_urls()
    return ServiceUrls(hosts=frozenset(settings.service_url_hosts))


def _door(teams: Teams, settings: Settings, sources: Sources, process: Process) -> FrontDoor:
    if settings.mode is Mode.LOCAL:
        return local_door(settings.tenants, process)
    signed = SignedRequests(teams.keys, settings.bot_app_id, sources.clock.now)
    return teams_door(signed, settings.tenants, teams.urls, process)


def _http(
    door: FrontDoor, context: Context, links: SignedLinks | None, hooks: Sequence[web.RouteDef]
) -> web.Application:
    http = web.Application(client_max_size=256 * 1024)
    http.add_routes(door.routes())
    http.add_routes(hooks)
    http.add_routes(audit_routes(context, links))
    http.add_routes([*export_routes(context, links), *case_routes(context, links)])
    http.add_routes(connect_routes(context))
    http.add_routes(
        [web.get("/healthz", _alive), web.get("/readyz", Readiness(context.store, context.clock).answer)]
    )
    return http


async def _alive(_request: web.Request) -> web.Response:
    return web.json_response({"status": "alive"})
