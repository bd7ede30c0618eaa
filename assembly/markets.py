"""Builds the marketplaces that the settings name: the sandbox, and real ones with their accounts, limits and sessions."""

import asyncio
import base64
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from assembly.providers import BUILDERS, Recipe
from config.formats import keys_of
from config.settings import Mode, Settings
from gigs.marketplaces import MARKETPLACES
from http_client.session import Session, open_session
from marketplace.http.access import Access
from marketplace.http.breaker import Breaker
from marketplace.http.calls import Calls
from marketplace.http.oauth import OAuthApp
from marketplace.http.pace import Meter, Pace
from marketplace.http.token_calls import TokenCalls
from marketplace.sandbox.faults import parse_faults
from marketplace.sandbox.provider import Sandbox
from ports.accounts import Authority, Connecting, Sealer, Unsealed
from ports.clock import Clock, Ids
from ports.marketplace import Marketplace, MarketplaceUnavailable
from ports.storage import Store, StoreUnavailable
from store.sealing import AesGcmSealer
from use_cases.accounts.keep_access import AccountTokens

CONNECTIONS: Final = 20
"""To one marketplace at a time."""


class MarketsWrong(Exception):
    """A marketplace cannot be built from these settings. The message is a sentence for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Markets:
    """What was built. `sandbox` is None where MARKETPLACES does not name it."""

    markets: Mapping[str, Marketplace]
    connecting: Connecting
    sandbox: Sandbox | None


class ConnectedAccounts:
    """`marketplace.http.access.Accounts` on the tokens that `AccountTokens` keeps."""

    def __init__(self, tokens: AccountTokens) -> None:
        self._tokens = tokens

    async def access(self, tenant: str, marketplace: str) -> Access:
        """See Accounts."""
        token = await self._tokens.token(tenant, marketplace)
        return Access(token=token.secret, account=token.account_id)

    async def renewed(self, tenant: str, marketplace: str, rejected: Access) -> Access:
        """See Accounts."""
        token = await self._tokens.token(tenant, marketplace, rejected.token)
        return Access(token=token.secret, account=token.account_id)


class DailyMeter:
    """`marketplace.http.pace.Meter` in the store, for all replicas together."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def count(self, tenant: str, marketplace: str) -> int:
        """See Meter. Raises MarketplaceUnavailable where it cannot be counted: nothing was sent yet."""
        try:
            return await self._store.run(
                lambda tx: tx.api_use.count(tenant, marketplace, self._clock.now().date())
            )
        except StoreUnavailable as away:
            raise MarketplaceUnavailable("our own store doesn’t answer") from away


@asynccontextmanager
async def open_markets(
    settings: Settings,
    store: Store,
    clock: Clock,
    ids: Ids,
    builders: Mapping[str, Recipe] = BUILDERS,
) -> AsyncIterator[Markets]:
    """In the order of MARKETPLACES. Raises MarketsWrong, and FaultTextInvalid for the sandbox's faults."""
    if missing := [name for name in settings.real_markets if name not in builders]:
        raise MarketsWrong(f"MARKETPLACES names {', '.join(missing)}, which this release does not have.")
    authorities: dict[str, Authority] = {}
    sealer = await _sealer(settings) if settings.real_markets else Unsealed()
    access = AccountTokens(store, clock, ids, sealer, authorities)
    markets: dict[str, Marketplace] = {}
    sandbox = None
    async with AsyncExitStack() as stack:
        meter = DailyMeter(store, clock)
        for name in settings.marketplaces:
            if name not in settings.real_markets:
                markets[name] = sandbox = _sandbox(settings, clock)
                stack.push_async_callback(sandbox.close)
                continue
            session = await stack.enter_async_context(open_session(CONNECTIONS))
            calls = _calls(session, name, builders[name], access, meter, clock)
            application = _application(settings, name, builders[name])
            market = builders[name].build(calls, application, settings, clock.now)
            markets[name] = market
            authorities[name] = TokenCalls(session, market, market.title, now=clock.now)
        stack.push_async_callback(access.close)
        address = _address(settings)
        connecting = Connecting(authorities, sealer, address, access.forget, access.keep_alive)
        yield Markets(markets=markets, connecting=connecting, sandbox=sandbox)


def _calls(
    session: Session, name: str, recipe: Recipe, access: AccountTokens, meter: Meter, clock: Clock
) -> Calls:
    return Calls(
        session,
        name=name,
        title=MARKETPLACES[name].title,
        accounts=ConnectedAccounts(access),
        pace=Pace(recipe.limits, meter),
        breaker=Breaker(MARKETPLACES[name].title),
        now=clock.now,
    )


def quarantines(settings: Settings) -> Mapping[str, timedelta]:
    """QUARANTINES by marketplace."""
    pairs = (pair.split("=") for pair in settings.quarantines)
    return {name: timedelta(seconds=int(seconds)) for name, seconds in pairs}


def _application(settings: Settings, name: str, recipe: Recipe) -> OAuthApp:
    """As the provider registers it, with the addresses of the settings."""
    own = recipe.register(getattr(settings, f"{name}_client_id"), getattr(settings, f"{name}_client_secret"))
    addresses = {part: getattr(settings, f"{name}_{part}") for part in ("authorize_url", "token_url")}
    return own.model_copy(update=addresses)


def _sandbox(settings: Settings, clock: Clock) -> Sandbox:
    return Sandbox(
        settings.sandbox_database,
        now=clock.now,
        speed=settings.sandbox_speed,
        faults=parse_faults(settings.sandbox_faults),
    )


def _address(settings: Settings) -> str:
    at_home = f"http://127.0.0.1:{settings.port}" if settings.mode is Mode.LOCAL else ""
    return settings.public_url or at_home


async def _sealer(settings: Settings) -> Sealer:
    keys = settings.keys or await asyncio.to_thread(_own_key, settings.token_key_file)
    return AesGcmSealer(keys)


_OWN: Final = "local"


def _own_key(path: Path) -> dict[str, bytes]:
    """The key in this file, which is made where it is missing, for its owner's eyes. Raises MarketsWrong."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(f"{_OWN}={base64.b64encode(os.urandom(32)).decode()}\n")
        made.replace(path)
    try:
        keys = keys_of(path.read_text(encoding="utf-8"))
    except ValueError:
        keys = {}
    if not keys:
        raise MarketsWrong(
            f"{path} holds no key that I can read. Put back the one that was there; without it every account at a "
            "marketplace has to be connected again, with a new key that I make when the file is gone."
        )
    return keys
