"""The account of a provider under test, connected at its stand-in."""

from marketplace.http.access import Access
from stand_ins.consent import ConsentServer


class OneAccount:
    """The Accounts port of marketplace/http for tests of a provider: one account, connected, renewed at a 401."""

    def __init__(self, consent: ConsentServer, account: str = "") -> None:
        self._consent = consent
        self._account = account
        self._token = str(consent.grant()["access_token"])
        self.renewals = 0

    async def access(self, tenant: str, marketplace: str) -> Access:
        return Access(token=self._token, account=self._account)

    async def renewed(self, tenant: str, marketplace: str, rejected: Access) -> Access:
        self.renewals += 1
        self._token = str(self._consent.grant()["access_token"])
        return Access(token=self._token, account=self._account)
