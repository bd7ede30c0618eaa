"""How an account is connected at one provider: OAuth 2.0 authorization code, described once and spoken in one place."""

from enum import StrEnum
from typing import Protocol

from pydantic import SecretStr

from gigs.value import Value


class ClientAuth(StrEnum):
    """Where the client's own credentials go in a token request."""

    BODY = "body"
    BASIC = "basic"
    BOTH = "both"


class OAuthApp(Value):
    """The application registered with a marketplace. `scope` empty: none is sent (Upwork refuses one)."""

    client_id: str
    client_secret: SecretStr
    authorize_url: str
    token_url: str
    scope: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    """More parameters of the authorize address."""
    pkce: bool = False
    client_auth: ClientAuth = ClientAuth.BODY
    refresh_days: int | None = None
    """How long a refresh token lives unused, where that is known."""


class Identity(Value):
    """Whose account it is, at the marketplace: `id` goes with every call that needs it, `name` is shown to the lead."""

    id: str
    name: str


class Connectable(Protocol):
    """A provider whose account is connected by consent."""

    @property
    def oauth(self) -> OAuthApp:
        """Its application."""

    async def identify(self, token: SecretStr) -> Identity:
        """Asks the marketplace whose token this is. Raises the MarketplaceError family."""
