"""Accounts at marketplaces: whose they are, where their tokens come from, and how those are kept unreadable."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from pydantic import SecretStr

from gigs.people import Person
from gigs.value import Value
from ports.marketplace import MarketplaceRefused

RENEW_AT = 0.8
"""The part of an access token's life after which it is renewed."""


class AccountState(StrEnum):
    """No row at all is the third state: not connected."""

    CONNECTED = "connected"
    NEEDS_CONSENT = "needs_consent"


class Account(Value):
    """A tenant's account at a marketplace, without its tokens. `why` is a sentence where consent is needed again.

    `account_id` and `account_name` are the marketplace's. None for an expiry that the marketplace did not say.
    """

    tenant: str
    marketplace: str
    state: AccountState = AccountState.CONNECTED
    account_id: str
    account_name: str
    connected_by: Person
    connected_at: datetime
    renewed_at: datetime
    access_expires_at: datetime | None = None
    refresh_expires_at: datetime | None = None
    renews_itself: bool = True
    why: str = ""

    @property
    def renew_at(self) -> datetime | None:
        """When the access token is old enough to be renewed; None for never."""
        if self.access_expires_at is None:
            return None
        return self.renewed_at + (self.access_expires_at - self.renewed_at) * RENEW_AT

    def renewed(self, grant: "Grant", at: datetime, refresh_life: timedelta | None) -> "Account":
        """With the times of a new grant. One without a refresh token goes on with the one there is."""
        expires = at + timedelta(seconds=grant.expires_in) if grant.expires_in else None
        times = {"renewed_at": at, "access_expires_at": expires}
        if grant.refresh is not None:
            times["refresh_expires_at"] = at + refresh_life if refresh_life else None
        return self.model_copy(update={**times, "state": AccountState.CONNECTED, "why": ""})


class Grant(Value):
    """What a token endpoint gave. `expires_in` in seconds, of the access token; None where it did not say."""

    access: SecretStr
    refresh: SecretStr | None = None
    expires_in: float | None = None
    scope: str = ""


class Holder(Value):
    """Whose account a token is, at the marketplace."""

    id: str
    name: str


class Sealed(Value):
    """A secret that only the key called `key` opens. `box` is nonce and ciphertext."""

    key: str
    box: bytes


class SealedGrant(Value):
    """An account's tokens at rest."""

    access: Sealed
    refresh: Sealed | None = None


class CannotOpen(Exception):
    """The key that sealed this is not at hand, or what was sealed is not what is there."""


class Sealer(Protocol):
    """Makes secrets unreadable for whoever has the database alone."""

    def seal(self, secret: SecretStr, about: str) -> Sealed:
        """`about` is bound to it: it opens only under the same."""

    def open(self, sealed: Sealed, about: str) -> SecretStr:
        """Raises CannotOpen."""


class Unsealed:
    """The Sealer port where no account can be connected: there is nothing to seal, and nothing opens."""

    def seal(self, secret: SecretStr, about: str) -> Sealed:  # noqa: ARG002
        """Raises CannotOpen."""
        raise CannotOpen("there is no key to seal tokens with")  # not for people

    def open(self, sealed: Sealed, about: str) -> SecretStr:  # noqa: ARG002
        """Raises CannotOpen."""
        raise CannotOpen("there is no key to open tokens with")  # not for people


def sealed_about(tenant: str, marketplace: str, kind: str) -> str:
    """What a token is bound to: copied to another tenant's row, or into another column, it does not open."""
    return f"{tenant}|{marketplace}|{kind}"


class ConsentEnded(MarketplaceRefused):
    """The code or the refresh token does not count (any more): somebody has to consent again."""


class Authority(Protocol):
    """Where one marketplace asks for consent and gives tokens. Every call but the first may raise MarketplaceError.

    ConsentEnded for what does not count any more, MarketplaceRefused for any other definite no.
    """

    @property
    def refresh_life(self) -> timedelta | None:
        """How long a refresh token lives unused, where that is known."""

    def authorize_url(self, redirect: str, state: str, verifier: SecretStr) -> str:
        """The address at which the lead says yes or no. `verifier` is PKCE's."""

    async def exchange(self, code: SecretStr, redirect: str, verifier: SecretStr) -> Grant:
        """The first tokens for the code that came back; a code counts once."""

    async def refresh(self, token: SecretStr) -> Grant:
        """New tokens; the marketplace may end `token` with it."""

    async def identify(self, token: SecretStr) -> Holder:
        """Whose account this is."""


def _nothing_to_forget(tenant: str, marketplace: str) -> None:
    """Where no token is remembered."""


async def _nothing_to_keep() -> None:
    """Where no account is connected."""


@dataclass(frozen=True, slots=True)
class Connecting:
    """What connecting accounts needs of the outside. `address` is where marketplaces send a lead back to.

    A marketplace without an authority needs no account. `forget` drops what this process remembers of an account,
    `keep_alive` renews those that lie unused.
    """

    authorities: Mapping[str, Authority] = field(default_factory=dict)
    sealer: Sealer = field(default_factory=Unsealed)
    address: str = ""
    forget: Callable[[str, str], None] = _nothing_to_forget
    keep_alive: Callable[[], Awaitable[None]] = _nothing_to_keep

    def callback(self, marketplace: str) -> str:
        """The redirect URI to be registered with this marketplace."""
        return f"{self.address}/connect/{marketplace}"
