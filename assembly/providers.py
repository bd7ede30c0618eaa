"""The real marketplaces that this release has: how each is built, registered and held within its limits."""

from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final, Protocol

from pydantic import SecretStr

from config.settings import Settings
from gigs.marketplaces import FREELANCER, UPWORK, WORKSOME
from marketplace.http.calls import Calls
from marketplace.http.finding import Finding
from marketplace.http.limit import Limit
from marketplace.http.oauth import Connectable, OAuthApp
from marketplace.http.pace import Limits
from ports.marketplace import Marketplace, Rhythm


class RealMarket(Marketplace, Connectable, Protocol):
    """A marketplace at which an account is connected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How one real marketplace is built.

    `register` gives its application from a client id and a client secret; the addresses of the settings are put in place
    of its own. `probe` looks at the marketplace with the account of a tenant and writes nothing there.
    """

    limits: Limits
    """How much we ask of it."""
    known_limits: Sequence[Limit]
    """What it is known to take."""
    register: Callable[[str, SecretStr], OAuthApp]
    build: Callable[[Calls, OAuthApp, Settings, Callable[[], datetime]], RealMarket]
    probe: Callable[[Any, str], Coroutine[Any, Any, Sequence[Finding]]]


def at_freelancer(client_id: str, client_secret: SecretStr) -> OAuthApp:
    """Freelancer.com's parameters, as its official SDK and several clients send them.

    The advanced scopes: 1 and 2 for creating and managing projects, 5 for messages, 6 for who the account is. PKCE and
    the life of a refresh token are not documented.
    """
    return OAuthApp(
        client_id=client_id,
        client_secret=client_secret,
        authorize_url="https://accounts.freelancer.com/oauth/authorize",
        token_url="https://accounts.freelancer.com/oauth/token",  # noqa: S106 - an address
        scope="basic",
        extra=(("prompt", "select_account consent"), ("advanced_scopes", "1 2 5 6")),
    )


def _hurried(usual: Rhythm, settings: Settings) -> Rhythm:
    """As the provider has it, so many times quicker as the settings say."""
    speed = settings.marketplace_speed
    return Rhythm(quick=usual.quick / speed, slow=usual.slow / speed, gather=usual.gather / speed)


def _upwork() -> Recipe:
    from marketplace.upwork import limits
    from marketplace.upwork.identity import registered
    from marketplace.upwork.probe import findings
    from marketplace.upwork.provider import RHYTHM, Upwork

    def build(calls: Calls, oauth: OAuthApp, settings: Settings, now: Callable[[], datetime]) -> RealMarket:
        return Upwork(
            calls,
            oauth=oauth,
            api=settings.upwork_api_url,
            now=now,
            organization=settings.upwork_organization_id,
            offers=settings.upwork_offers == "on",
            rhythm=_hurried(RHYTHM, settings),
        )

    return Recipe(
        limits=limits.LIMITS,
        known_limits=limits.KNOWN_LIMITS,
        register=registered,
        build=build,
        probe=findings,
    )


def _freelancer() -> Recipe:
    from marketplace.freelancer import limits
    from marketplace.freelancer.probe import findings
    from marketplace.freelancer.provider import RHYTHM, Freelancer

    def build(calls: Calls, oauth: OAuthApp, settings: Settings, now: Callable[[], datetime]) -> RealMarket:
        rhythm = _hurried(RHYTHM, settings)
        return Freelancer(calls, oauth=oauth, api=settings.freelancer_api_url, now=now, rhythm=rhythm)

    return Recipe(
        limits=limits.LIMITS,
        known_limits=limits.KNOWN_LIMITS,
        register=at_freelancer,
        build=build,
        probe=findings,
    )


def _worksome() -> Recipe:
    from marketplace.worksome import limits
    from marketplace.worksome.oauth import oauth_app
    from marketplace.worksome.probe import findings
    from marketplace.worksome.provider import RHYTHM, Worksome

    def build(calls: Calls, oauth: OAuthApp, settings: Settings, now: Callable[[], datetime]) -> RealMarket:
        company, rhythm = settings.worksome_company, _hurried(RHYTHM, settings)
        api = settings.worksome_api_url
        return Worksome(calls, oauth=oauth, api=api, now=now, company=company, rhythm=rhythm)

    return Recipe(
        limits=limits.LIMITS,
        known_limits=limits.KNOWN_LIMITS,
        register=oauth_app,
        build=build,
        probe=findings,
    )


class Recipes(Mapping[str, Recipe]):
    """Recipes by name. A marketplace's code is loaded when its recipe is first asked for: most companies use one."""

    def __init__(self, written: Mapping[str, Callable[[], Recipe]]) -> None:
        self._written = {name: cache(write) for name, write in written.items()}

    def __getitem__(self, name: str) -> Recipe:
        return self._written[name]()

    def __contains__(self, name: object) -> bool:
        return name in self._written

    def __iter__(self) -> Iterator[str]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)


BUILDERS: Final[Mapping[str, Recipe]] = Recipes(
    {UPWORK.name: _upwork, FREELANCER.name: _freelancer, WORKSOME.name: _worksome}
)
"""By the name that a marketplace has in MARKETPLACES."""
