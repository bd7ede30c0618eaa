"""What a provider needs of the account that a tenant has connected: a token, and whose account it is."""

from typing import Protocol

from pydantic import SecretStr

from gigs.value import Value
from ports.marketplace import MarketplaceUnavailable


class Access(Value):
    """A valid access token. `account` is the marketplace's id of whom it acts for (Upwork: the organization)."""

    token: SecretStr
    account: str = ""


class Accounts(Protocol):
    """The connected accounts, refreshed when they have to be: one refresh at a time across all replicas."""

    async def access(self, tenant: str, marketplace: str) -> Access:
        """Raises MarketplaceUnavailable, with a sentence for people, where nothing is connected or consent has ended."""

    async def renewed(self, tenant: str, marketplace: str, rejected: Access) -> Access:
        """After the marketplace said 401 to `rejected`: another token. Raises MarketplaceUnavailable."""


class OneToken:
    """The Accounts port for a token that is not stored yet: while an account is being connected."""

    def __init__(self, token: SecretStr, account: str = "") -> None:
        self._access = Access(token=token, account=account)

    async def access(self, tenant: str, marketplace: str) -> Access:  # noqa: ARG002
        """See Accounts."""
        return self._access

    async def renewed(self, tenant: str, marketplace: str, rejected: Access) -> Access:  # noqa: ARG002
        """See Accounts. There is no other."""
        raise MarketplaceUnavailable("the marketplace does not accept the token that it has just given us")
