"""What accounts at marketplaces need of the store: the accounts, consents under way, the kill switch, the day's calls."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from gigs.people import Person
from gigs.value import Value
from ports.accounts import Account, Sealed, SealedGrant
from ports.retention import Deleted, Position


class Stored(Value):
    """An account with its tokens. `edition` names this very set of tokens: it is another one after each renewal.

    `leased_until` is set while somebody renews them, or has just failed to.
    """

    account: Account
    tokens: SealedGrant
    edition: str
    leased_until: datetime | None = None


class Accounts(Protocol):
    """Connected accounts by (tenant, marketplace). A change of tokens is guarded by the edition it was made from."""

    async def put(self, account: Account, tokens: SealedGrant, edition: str) -> None:
        """Inserts or replaces: somebody has consented."""

    async def get(self, tenant: str, marketplace: str) -> Account | None: ...

    async def of(self, tenant: str) -> Sequence[Account]:
        """All of a tenant, by marketplace."""

    async def everywhere(self) -> Sequence[Account]:
        """For keeping them alive: all of every tenant."""

    async def stored(self, tenant: str, marketplace: str) -> Stored | None: ...

    async def lease(self, seen: Stored, now: datetime, until: datetime) -> bool:
        """False when these tokens were renewed meanwhile, or somebody else is at it until later than `now`."""

    async def renew(self, seen: Stored, account: Account, tokens: SealedGrant, edition: str) -> bool:
        """Writes the tokens in place of the ones seen, and ends the lease. False when those are gone already."""

    async def lapse(self, seen: Stored, account: Account) -> bool:
        """Writes that consent is needed, once: False when that is known, or the tokens seen are gone."""

    async def drop(self, tenant: str, marketplace: str) -> bool:
        """False when there was none."""


class Consent(Value):
    """A consent that was asked for: whose answer counts, until when, and only once. `state` is a hash of the real one."""

    state: str
    tenant: str
    marketplace: str
    lead: Person
    redirect: str
    expires_at: datetime


class Consents(Protocol):
    """Consents under way."""

    async def add(self, consent: Consent, verifier: Sealed) -> None:
        """With PKCE's verifier beside it."""

    async def take(self, state: str) -> tuple[Consent, Sealed] | None:
        """Takes it out, so that of many who ask at once one gets it."""

    async def forget(self, before: datetime) -> None:
        """Deletes those that expired before."""


class Switch(Value):
    """A marketplace that is paused for a tenant."""

    tenant: str
    marketplace: str
    by: Person
    at: datetime
    reason: str


class Switches(Protocol):
    """The kill switch: a row means that this marketplace is not called for this tenant."""

    async def put(self, switch: Switch) -> bool:
        """False when it was paused already; whoever was first stays on record."""

    async def get(self, tenant: str, marketplace: str) -> Switch | None: ...

    async def of(self, tenant: str) -> Sequence[Switch]: ...

    async def drop(self, tenant: str, marketplace: str) -> bool:
        """False when it was not paused."""


class ApiUse(Protocol):
    """How many calls each marketplace got, by tenant and day (UTC)."""

    async def count(self, tenant: str, marketplace: str, day: date) -> int:
        """One more; how many that makes."""

    async def used(self, tenant: str, day: date) -> dict[str, int]:
        """By marketplace; one that was not called is not in it."""

    async def delete_old(self, before: date, limit: int, after: Position | None = None) -> Deleted:
        """Up to `limit` counts of days before."""
