"""The real marketplaces that this release has: how each is built, registered and held within its limits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from pydantic import SecretStr

from config.settings import Settings
from marketplace.freelancer.limits import LIMITS as FREELANCER_LIMITS
from marketplace.freelancer.provider import RHYTHM as FREELANCER_RHYTHM
from marketplace.freelancer.provider import Freelancer
from marketplace.http.calls import Calls
from marketplace.http.oauth import Connectable, OAuthApp
from marketplace.http.pace import Limits
from marketplace.upwork.identity import registered as at_upwork
from marketplace.upwork.limits import LIMITS as UPWORK_LIMITS
from marketplace.upwork.provider import RHYTHM as UPWORK_RHYTHM
from marketplace.upwork.provider import Upwork
from marketplace.worksome.limits import LIMITS as WORKSOME_LIMITS
from marketplace.worksome.oauth import oauth_app as at_worksome
from marketplace.worksome.provider import RHYTHM as WORKSOME_RHYTHM
from marketplace.worksome.provider import Worksome
from ports.marketplace import Marketplace, Rhythm


class RealMarket(Marketplace, Connectable, Protocol):
    """A marketplace at which an account is connected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How one real marketplace is built.

    `register` gives its application from a client id and a client secret; the addresses of the settings are put in place
    of its own.
    """

    title: str
    limits: Limits
    register: Callable[[str, SecretStr], OAuthApp]
    build: Callable[[Calls, OAuthApp, Settings, Callable[[], datetime]], RealMarket]


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
    "upwork": Recipe(title="Upwork", limits=UPWORK_LIMITS, register=at_upwork, build=_upwork),
    "freelancer": Recipe(
        title="Freelancer.com", limits=FREELANCER_LIMITS, register=at_freelancer, build=_freelancer
    ),
    "worksome": Recipe(title="Worksome", limits=WORKSOME_LIMITS, register=at_worksome, build=_worksome),
}
"""By the name that a marketplace has in MARKETPLACES."""
