"""The Authority port for real marketplaces: OAuth 2.0's authorization code and refresh (RFC 6749, RFC 7636) over HTTP.

2xx with a token             a Grant
4xx invalid_grant            ConsentEnded
3xx, any other 4xx           MarketplaceRefused: our application, or what it asked for, is not accepted
429, cannot be reached       MarketplaceUnavailable
5xx, time-out, cut, junk     MarketplaceUnknown: the old refresh token may have ended with it
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import aiohttp
from oauthlib.oauth2 import OAuth2Error, WebApplicationClient
from pydantic import SecretStr

from http_client.body import whole_body
from http_client.retry_after import seconds_asked
from http_client.session import LOST, NOT_SENT, Session
from marketplace.http.json_text import parsed
from marketplace.http.oauth import ClientAuth, Connectable, OAuthApp
from ports.accounts import ConsentEnded, Grant, Holder
from ports.marketplace import LONGEST_WAIT, MarketplaceRefused, MarketplaceUnavailable, MarketplaceUnknown

LONGEST_ANSWER = 256 * 1024
SECONDS = 20.0
"""All that one request may take; less than a lease of `use_cases/accounts/keep_access.py`."""

_ENDED = "invalid_grant"
_OUR_APPLICATION = frozenset({"invalid_client", "unauthorized_client"})


class TokenCalls:
    """`ports.accounts.Authority` of one provider. `title` is what people call it."""

    def __init__(
        self,
        session: Session,
        provider: Connectable,
        title: str,
        *,
        now: Callable[[], datetime],
        seconds: float = SECONDS,
    ) -> None:
        self._session = session
        self._provider = provider
        self._title = title
        self._now = now
        self._seconds = seconds

    @property
    def refresh_life(self) -> timedelta | None:
        """See Authority."""
        days = self._provider.oauth.refresh_days
        return None if days is None else timedelta(days=days)

    def authorize_url(self, redirect: str, state: str, verifier: SecretStr) -> str:
        """See Authority. The verifier's challenge goes with it where the provider knows PKCE."""
        app, client = self._provider.oauth, self._client()
        extra = dict(app.extra)
        if app.pkce:
            extra["code_challenge"] = client.create_code_challenge(verifier.get_secret_value(), "S256")
            extra["code_challenge_method"] = "S256"
        # oauthlib prepares addresses for https only; settings let plain http through to this machine alone.
        scheme, rest = app.authorize_url.split(":", 1)
        prepared = client.prepare_request_uri(
            f"https:{rest}", redirect_uri=redirect, scope=app.scope or None, state=state, **extra
        )
        return scheme + str(prepared).removeprefix("https")

    async def exchange(self, code: SecretStr, redirect: str, verifier: SecretStr) -> Grant:
        """See Authority."""
        app = self._provider.oauth
        body = self._client().prepare_request_body(
            code=code.get_secret_value(),
            redirect_uri=redirect,
            code_verifier=verifier.get_secret_value() if app.pkce else None,
            **_in_form(app),
        )
        return await self._post(app, body)

    async def refresh(self, token: SecretStr) -> Grant:
        """See Authority."""
        app = self._provider.oauth
        body = self._client().prepare_refresh_body(
            refresh_token=token.get_secret_value(), client_id=app.client_id, **_in_form(app)
        )
        return await self._post(app, body)

    async def identify(self, token: SecretStr) -> Holder:
        """See Authority."""
        found = await self._provider.identify(token)
        return Holder(id=found.id, name=found.name)

    def _client(self) -> WebApplicationClient:
        """A new one each time: it keeps what it reads."""
        return WebApplicationClient(self._provider.oauth.client_id)

    async def _post(self, app: OAuthApp, body: str) -> Grant:
        headers = {"Accept": "application/json"}
        if app.client_auth is not ClientAuth.BODY:
            secret = app.client_secret.get_secret_value()
            headers["Authorization"] = aiohttp.encode_basic_auth(app.client_id, secret)
        try:
            async with self._session.request(
                "POST", app.token_url, data=parse_qsl(body), headers=headers, seconds=self._seconds
            ) as response:
                raw = await whole_body(response, LONGEST_ANSWER)
                return self._grant(response, raw)
        except NOT_SENT as away:
            raise MarketplaceUnavailable(f"{self._title} cannot be reached") from away
        except LOST as cut:
            raise MarketplaceUnknown(f"{self._title} did not answer: {type(cut).__name__}") from cut

    def _grant(self, response: aiohttp.ClientResponse, raw: bytes) -> Grant:
        answer = _parsed(raw)
        if response.status == 429:
            wait = seconds_asked(response.headers.get("Retry-After", ""), self._now(), LONGEST_WAIT)
            raise MarketplaceUnavailable(f"{self._title} asks us to slow down", wait)
        if response.status >= 500:
            raise MarketplaceUnknown(f"{self._title} answered {response.status}")
        code = answer.get("error")
        if isinstance(code, str) or response.status >= 300:
            raise self._no(response.status, code if isinstance(code, str) else "", answer)
        try:
            token = self._client().parse_request_body_response(json.dumps(answer))
            return _grant_of(token)
        except (OAuth2Error, ValueError, TypeError):
            # Without its cause: what that says may quote the answer, and with it a token.
            raise MarketplaceUnknown(f"{self._title} gave no token that I can read") from None

    def _no(self, status: int, code: str, answer: dict[str, Any]) -> MarketplaceRefused:
        said = str(answer.get("error_description") or code or f"status {status}")[:300]
        if code == _ENDED:
            return ConsentEnded(f"{self._title} says: {said}")
        if code in _OUR_APPLICATION or status == 401:
            return MarketplaceRefused(
                f"{self._title} does not accept our application itself ({said}). An operator has to check its client "
                "id and client secret."
            )
        return MarketplaceRefused(f"{self._title} says: {said}")


def _in_form(app: OAuthApp) -> dict[str, Any]:
    """What of our application's own goes into the form."""
    if app.client_auth is ClientAuth.BASIC:
        return {"include_client_id": False}
    return {"include_client_id": True, "client_secret": app.client_secret.get_secret_value()}


def _parsed(raw: bytes) -> dict[str, Any]:
    try:
        found = parsed(raw)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _grant_of(token: Any) -> Grant:
    access, refresh, expires = (token.get(name) for name in ("access_token", "refresh_token", "expires_in"))
    if not isinstance(access, str) or not access or not isinstance(refresh, str | None):
        raise TypeError("a token that is no text")
    scope = token.get("scope") or ()
    return Grant(
        access=SecretStr(access),
        refresh=SecretStr(refresh) if refresh else None,
        expires_in=float(expires) if expires and expires > 0 else None,
        scope=" ".join(map(str, scope)),
    )
