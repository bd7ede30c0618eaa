"""How an account is connected at Worksome, and whose it is."""

from pydantic import SecretStr, ValidationError

from marketplace.http.access import OneToken
from marketplace.http.oauth import ClientAuth, Identity, OAuthApp
from marketplace.worksome import operations
from marketplace.worksome.api import Api
from marketplace.worksome.outcomes import TITLE
from marketplace.worksome.wire import Account
from ports.marketplace import MarketplaceRefused, MarketplaceUnavailable

API = "https://api.worksome.com/graphql"
AUTHORIZE = "https://use.worksome.com/oauth/authorize"
TOKEN = "https://use.worksome.com/oauth/token"  # noqa: S105
REFRESH_DAYS = 90
"""Access tokens live 15 days, and can be refreshed for 90 (docs.worksome.com, authentication)."""

COMPANY = "Company"


def oauth_app(
    client_id: str, client_secret: SecretStr, authorize_url: str = AUTHORIZE, token_url: str = TOKEN
) -> OAuthApp:
    """The application as registered on Worksome's page of API clients.

    No scope is documented, so none is asked for. PKCE is not documented either; the paths are those of Laravel Passport,
    which takes it and leaves a challenge that it does not need.
    """
    return OAuthApp(
        client_id=client_id,
        client_secret=client_secret,
        authorize_url=authorize_url,
        token_url=token_url,
        pkce=True,
        client_auth=ClientAuth.BODY,
        refresh_days=REFRESH_DAYS,
    )


async def accounts(api: Api) -> tuple[str, tuple[Account, ...]]:
    """The user behind the token, and everything that they can act for."""
    found = await api.ask(operations.ACCOUNTS, {})
    try:
        every = tuple(Account.model_validate(one) for one in found.get("accounts") or ())
    except ValidationError as odd:
        raise MarketplaceUnavailable(f"{TITLE} answered in another form than we know") from odd
    viewer = found.get("viewer")
    return str(viewer.get("name", "")) if isinstance(viewer, dict) else "", every


async def identify(api: Api, token: SecretStr, company: str) -> Identity:
    """The company that this token acts for: the configured one (id or name), else the only one.

    Raises MarketplaceRefused, naming what there is, where that does not settle it.
    """
    user, every = await accounts(api.acting_with(OneToken(token)))
    companies = [one for one in every if one.typename == COMPANY]
    chosen = [one for one in companies if not company or company in {one.id, one.name}]
    if len(chosen) == 1:
        return Identity(id=chosen[0].id, name=chosen[0].name)
    names = ", ".join(f"{one.name} ({one.id})" for one in companies)
    if not companies:
        raise MarketplaceRefused(
            f"{user or 'This user'} acts for no company on {TITLE}, and only companies hire."
        )
    if company:
        raise MarketplaceRefused(f"{user} does not act for {company} on {TITLE}, but for {names}.")
    raise MarketplaceRefused(
        f"{user} acts for several companies on {TITLE}: {names}. Set the one that is meant."
    )
