"""Which of the companies that a token may act for is meant."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import SecretStr

from gigs.marketplaces import UPWORK
from marketplace.http.graphql import GraphQL
from marketplace.http.oauth import ClientAuth, Identity, OAuthApp
from marketplace.upwork import outcomes
from marketplace.upwork.operations import COMPANIES
from ports.marketplace import MarketplaceRefused

AUTHORIZE_URL = "https://www.upwork.com/ab/account-security/oauth2/authorize"
TOKEN_URL = "https://www.upwork.com/api/v3/oauth2/token"  # noqa: S105


def registered(client_id: str, client_secret: SecretStr) -> OAuthApp:
    """The application. No scope: theirs are chosen where a key is registered, and a request that names one is refused.

    Refresh tokens live two weeks, as a support page says; the credentials go into header and body, as clients report.
    """
    return OAuthApp(
        client_id=client_id,
        client_secret=client_secret,
        authorize_url=AUTHORIZE_URL,
        token_url=TOKEN_URL,
        client_auth=ClientAuth.BOTH,
        refresh_days=14,
    )


async def identify(graphql: GraphQL, organization: str) -> Identity:
    """Raises MarketplaceRefused, with a sentence that names the companies, where it is not clear."""
    result = await graphql.run("", COMPANIES.text, {}, writes=False)
    try:
        items = list(outcomes.settle(result, COMPANIES)["items"])
        hiring = [
            Identity(id=str(one["organizationId"]), name=str(one["title"])) for one in items if _hires(one)
        ]
        every = [Identity(id=str(one["organizationId"]), name=str(one["title"])) for one in items]
    except (KeyError, TypeError, ValueError) as why:
        raise outcomes.unreadable(COMPANIES, why) from why
    if organization:
        return _configured(organization, every)
    if len(hiring) == 1:
        return hiring[0]
    if not hiring:
        raise MarketplaceRefused(
            f"This {UPWORK.title} account belongs to no company that hires. Connect another account."
        )
    raise MarketplaceRefused(
        f"This {UPWORK.title} account acts for several companies: {_named(hiring)}. Set UPWORK_ORGANIZATION_ID to one of the ids."
    )


def _hires(item: Mapping[str, Any]) -> bool:
    """A client; where they do not say so, a business that is not said to be a vendor."""
    legacy = item.get("organizationLegacyType")
    return legacy == "Client" or (legacy != "Vendor" and item.get("organizationType") == "Business")


def _configured(organization: str, every: Sequence[Identity]) -> Identity:
    for one in every:
        if one.id == organization:
            return one
    raise MarketplaceRefused(
        f"This {UPWORK.title} account does not act for organization {organization}; it does for {_named(every) or 'none'}."
    )


def _named(found: Sequence[Identity]) -> str:
    return ", ".join(f"{one.name} ({one.id})" for one in found)
