"""Accounts at marketplaces for tests: values, and an Authority whose answers are in the test's hands."""

import asyncio
from datetime import timedelta
from typing import Any

from pydantic import SecretStr

from ports.account_storage import Consent
from ports.accounts import Account, ConsentEnded, Grant, Holder
from store.sealing import AesGcmSealer
from tests.support.builders import TENANT, a_person
from tests.support.clock import NOON

PAT = a_person("Pat Lead", roles=frozenset({"programme_lead"}))
KEY = b"k" * 32
SEALER = AesGcmSealer({"2026": KEY})
DAY = timedelta(days=1)


def an_account(**changes: Any) -> Account:
    """Pat's, of one day."""
    account = Account(
        tenant=TENANT,
        marketplace="upwork",
        account_id="org-1",
        account_name="Contoso GmbH",
        connected_by=PAT,
        connected_at=NOON,
        renewed_at=NOON,
        access_expires_at=NOON + DAY,
    )
    return account.model_copy(update=changes)


def a_grant(number: int = 1, **changes: Any) -> Grant:
    """The tokens `access-N` and `refresh-N`, for a day."""
    grant = Grant(
        access=SecretStr(f"access-{number}"), refresh=SecretStr(f"refresh-{number}"), expires_in=86_400
    )
    return grant.model_copy(update=changes)


def a_consent(state: str = "S", **changes: Any) -> Consent:
    """Pat has been sent to the marketplace, and may come back within ten minutes."""
    consent = Consent(
        state=state,
        tenant=TENANT,
        marketplace="upwork",
        lead=PAT,
        redirect="https://x.example",
        expires_at=NOON + timedelta(minutes=10),
    )
    return consent.model_copy(update=changes)


class FakeAuthority:
    """The Authority port: rotates refresh tokens, and remembers which ones it was shown.

    `troubles` are raised one after the other instead of an answer; with `landed` the token is rotated all the same.
    """

    def __init__(self, life: timedelta | None = timedelta(days=14)) -> None:
        self.refresh_life = life
        self.current = "refresh-1"
        self.made = 1
        self.shown: list[str] = []
        self.exchanged: list[tuple[str, str, str]] = []
        self.troubles: list[BaseException] = []
        self.landed = False
        self.rotates = True
        self.asked = asyncio.Event()
        self.gate: asyncio.Event | None = None
        """Waited for before answering a refresh."""
        self.forgotten: list[tuple[str, ...]] = []
        self.holder = Holder(id="org-1", name="Contoso GmbH")

    def authorize_url(self, redirect: str, state: str, verifier: SecretStr) -> str:
        return f"https://market.example/authorize?redirect={redirect}&state={state}"

    async def exchange(self, code: SecretStr, redirect: str, verifier: SecretStr) -> Grant:
        self._trouble()
        self.exchanged.append((code.get_secret_value(), redirect, verifier.get_secret_value()))
        return self._next()

    async def refresh(self, token: SecretStr) -> Grant:
        self.shown.append(token.get_secret_value())
        self.asked.set()
        if self.gate:
            await self.gate.wait()
        if self.landed:
            self._next()
        self._trouble()
        if token.get_secret_value() != self.current:
            raise ConsentEnded("Upwork says: the refresh token is not known")
        grant = self._next()
        return grant if self.rotates else grant.model_copy(update={"refresh": None})

    async def identify(self, token: SecretStr) -> Holder:
        self._trouble()
        return self.holder

    def _next(self) -> Grant:
        self.made += 1
        if self.rotates:
            self.current = f"refresh-{self.made}"
        return a_grant(self.made)

    def _trouble(self) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
