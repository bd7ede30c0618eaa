"""The real marketplaces that this release has: how each is built, registered and held within its limits."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from pydantic import SecretStr

from config.settings import Settings
from gigs.marketplaces import FREELANCER, UPWORK, WORKSOME
from marketplace.freelancer import limits as freelancer_limits
from marketplace.freelancer.probe import findings as probe_freelancer
from marketplace.freelancer.provider import RHYTHM as FREELANCER_RHYTHM
from marketplace.freelancer.provider import Freelancer
from marketplace.http.calls import Calls
from marketplace.http.finding import Finding
from marketplace.http.limit import Limit
from marketplace.http.oauth import Connectable, OAuthApp
from marketplace.http.pace import Limits
from marketplace.upwork import limits as upwork_limits
from marketplace.upwork.identity import registered as at_upwork
from marketplace.upwork.probe import findings as probe_upwork
from marketplace.upwork.provider import RHYTHM as UPWORK_RHYTHM
from marketplace.upwork.provider import Upwork
from marketplace.worksome import limits as worksome_limits
from marketplace.worksome.oauth import oauth_app as at_worksome
from marketplace.worksome.probe import findings as probe_worksome
from marketplace.worksome.provider import RHYTHM as WORKSOME_RHYTHM
from marketplace.worksome.provider import Worksome
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


def _upwork(calls: Calls, oauth: OAuthApp, settings: Settings, now: Callable[[], datetime]) -> RealMarket:
    organization, offers = settings.upwork_organization_id, settings.upwork_offers == "on"
    return Upwork(
        calls,
        oauth=oauth,
        api=settings.upwork_api_url,
        now=now,
        organization=organization,
        offers=offers,
        rhythm=_hurried(UPWORK_RHYTHM, settings),
    )


def _freelancer(calls: Calls, oauth: OAuthApp, settings: Settings, now: Callable[[], datetime]) -> RealMarket:
    rhythm = _hurried(FREELANCER_RHYTHM, settings)
    return Freelancer(calls, oauth=oauth, api=settings.freelancer_api_url, now=now, rhythm=rhythm)


def _worksome(calls: Calls, oauth: OAuthApp, settings: Settings, now: Callable[[], datetime]) -> RealMarket:
    company, rhythm = settings.worksome_company, _hurried(WORKSOME_RHYTHM, settings)
    api = settings.worksome_api_url
    return Worksome(calls, oauth=oauth, api=api, now=now, company=company, rhythm=rhythm)


BUILDERS: Final[Mapping[str, Recipe]] = {
    UPWORK.name: Recipe(
        limits=upwork_limits.LIMITS,
        known_limits=upwork_limits.KNOWN_LIMITS,
        register=at_upwork,
        build=_upwork,
        probe=probe_upwork,
    ),
    FREELANCER.name: Recipe(
        limits=freelancer_limits.LIMITS,
        known_limits=freelancer_limits.KNOWN_LIMITS,
        register=at_freelancer,
        build=_freelancer,
        probe=probe_freelancer,
    ),
    WORKSOME.name: Recipe(
        limits=worksome_limits.LIMITS,
        known_limits=worksome_limits.KNOWN_LIMITS,
        register=at_worksome,
        build=_worksome,
        probe=probe_worksome,
    ),
}
"""By the name that a marketplace has in MARKETPLACES."""
