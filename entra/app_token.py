"""An app-only token of ours: fetched off the event loop, shared, and renewed before it runs out."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import msal

from entra.errors import EntraDown, EntraError, EntraRefused
from entra.transport import msal_transport

_RENEW_AT: Final = 0.8
_MARGIN_S: Final = 60.0
_AFTER_FAILURE_S: Final = 30.0
_ENTRA_IS_DOWN: Final = frozenset({"temporarily_unavailable", "server_error", "request_timeout"})

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Grant:
    """A token as Entra gave it, with its life in seconds."""

    token: str
    expires_in: float

    def __repr__(self) -> str:
        return f"Grant(expires_in={self.expires_in})"


def _application(
    app_id: str, credential: str | dict[str, Any], authority: str, http_client: Any
) -> msal.ConfidentialClientApplication:
    return msal.ConfidentialClientApplication(
        app_id,
        client_credential=credential,
        authority=authority,
        instance_discovery=False,  # that address needs no proof, and the look-up costs a call
        http_client=msal_transport() if http_client is None else http_client,
    )


def msal_grants(
    app_id: str,
    credential: str | dict[str, Any],
    tenant: str,
    scope: str,
    *,
    login: str = "https://login.microsoftonline.com",
    http_client: Any = None,
) -> Callable[[], Grant]:
    """A blocking function that gets a new token each time it is called; `credential` is a client secret, or a
    certificate as msal describes it, `scope` names the service the token is for, `login` is Entra's address (another
    one in government clouds), `http_client` msal's own hook, `msal_transport` without it. Raises EntraDown or EntraRefused."""
    made: list[msal.ConfidentialClientApplication] = []

    def client() -> msal.ConfidentialClientApplication:
        if not made:  # the constructor asks Entra where things are, so it belongs into the thread as well
            made.append(_application(app_id, credential, f"{login}/{tenant}", http_client))
        return made[0]

    def grant() -> Grant:
        try:
            application = client()
            application.token_cache = (
                msal.TokenCache()
            )  # it would hand out the old token until that has run out
            answer = application.acquire_token_for_client([scope])
        except (OSError, ValueError, msal.exceptions.MsalError) as error:  # requests' errors are OSErrors
            raise EntraDown(type(error).__name__) from error
        if "access_token" in answer:
            return Grant(answer["access_token"], float(answer.get("expires_in", 0)))
        code = str(answer.get("error", "unknown"))
        raise (EntraDown if code in _ENTRA_IS_DOWN else EntraRefused)(code)

    return grant


class AppToken:
    """One token for all; renewed in the background at 80 % of its life, by one thread at a time."""

    def __init__(self, grant: Callable[[], Grant], monotonic: Callable[[], float] = time.monotonic) -> None:
        self._grant = grant
        self._monotonic = monotonic
        self._header = ""
        self._renew_at = float("-inf")
        self._ends_at = float("-inf")
        self._renewing: asyncio.Task[None] | None = None

    async def header(self) -> str:
        """The Authorization header's value; waits only when there is no token that still holds for a minute."""
        now = self._monotonic()
        if now < self._renew_at:
            return self._header
        if now < self._ends_at - _MARGIN_S:
            self._renew().add_done_callback(_log_failure)
            self._renew_at = now + _AFTER_FAILURE_S  # a success sets it later
            return self._header
        await asyncio.shield(self._renew())
        return self._header

    def forget(self) -> None:
        """The next call waits for a new token."""
        self._renew_at = self._ends_at = float("-inf")

    async def close(self) -> None:
        """Waits for a renewal that is under way: a thread cannot be stopped."""
        if self._renewing is not None:
            await asyncio.gather(self._renewing, return_exceptions=True)

    def _renew(self) -> asyncio.Task[None]:
        if self._renewing is None or self._renewing.done():
            self._renewing = asyncio.create_task(self._fetch(), name="app token")
        return self._renewing

    async def _fetch(self) -> None:
        grant = await asyncio.to_thread(self._grant)
        now = self._monotonic()
        self._header = f"Bearer {grant.token}"
        self._ends_at = now + grant.expires_in
        self._renew_at = now + grant.expires_in * _RENEW_AT


def _log_failure(renewing: asyncio.Task[None]) -> None:
    error = None if renewing.cancelled() else renewing.exception()
    if isinstance(error, EntraError):
        log.warning("token not renewed yet: %s", error, extra={"code": error.code})
    elif error is not None:
        log.error("token not renewed yet", exc_info=error)
