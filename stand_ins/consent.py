"""The OAuth 2.0 side of a stand-in: an authorize page that consents, and a token endpoint that rotates and forgets.

RFC 6749 (authorization code, refresh), RFC 7636 (PKCE, S256).
"""

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlencode

from aiohttp import encode_basic_auth, web

CLIENT_ID = "client-of-the-stand-ins"
CLIENT_SECRET = "a client secret, made up here"


DESCRIPTIONS = {
    "invalid_grant": "The grant or refresh token is invalid, expired or revoked.",
    "invalid_client": "Client authentication failed.",
}


@dataclass
class Consent:
    """What the authorize page remembered for a code."""

    redirect_uri: str
    challenge: str


@dataclass
class ConsentServer:
    """Gives out codes and tokens. `lifetime` is that of an access token; every refresh ends the refresh token that was used."""

    now: Callable[[], datetime]
    lifetime: timedelta = timedelta(hours=24)
    refuses_scope: bool = False
    """Upwork: an authorize or token request that names a scope is wrong."""
    needs_pkce: bool = False
    page: Callable[[Mapping[str, str]], web.Response] | None = None
    """What a browser is shown at the authorize page, whose form comes back by POST; None answers at once."""
    says_no: bool = False
    """Whoever sees the page denies the consent."""
    rotates: bool = True
    token_prefix: str = "token"
    codes: dict[str, Consent] = field(default_factory=dict)
    access: dict[str, datetime] = field(default_factory=dict)
    """token -> when it expires"""
    refresh: set[str] = field(default_factory=set)
    refreshes: int = 0
    faults: list[web.Response] = field(default_factory=list)
    """What the token endpoint answers next instead of doing anything."""
    made: int = 0

    def routes(self, authorize: str, token: str) -> list[web.RouteDef]:
        """The two endpoints at these paths."""
        return [
            web.get(authorize, self._authorize),
            web.post(authorize, self._answered),
            web.post(token, self._token),
        ]

    def grant(self) -> dict[str, object]:
        """A new pair, as the token endpoint answers it."""
        self.made += 1
        access, refresh = (
            f"{self.token_prefix}-access-{self.made}",
            f"{self.token_prefix}-refresh-{self.made}",
        )
        self.access[access] = self.now() + self.lifetime
        self.refresh.add(refresh)
        seconds = int(self.lifetime.total_seconds())
        return {
            "access_token": access,
            "refresh_token": refresh,
            "token_type": "Bearer",
            "expires_in": seconds,
        }

    def revoke(self) -> None:
        """The account's owner takes the consent back: no token of before counts any more."""
        self.access.clear()
        self.refresh.clear()

    def accepts(self, token: str) -> bool:
        """True for a token of ours that has not expired."""
        return token in self.access and self.access[token] > self.now()

    async def _authorize(self, request: web.Request) -> web.Response:
        asked = request.query
        known = asked.get("client_id") == CLIENT_ID and asked.get("response_type") == "code"
        if (
            not known
            or (self.refuses_scope and "scope" in asked)
            or (self.needs_pkce and not _has_challenge(asked))
        ):
            return web.Response(status=400, text="invalid_request")
        if self.page:
            return self.page(asked)
        raise self._back(asked, says_no=self.says_no)

    async def _answered(self, request: web.Request) -> web.Response:
        """Somebody pressed a button of the page."""
        raise self._back(request.query, says_no=(await request.post()).get("answer") != "allow")

    def _back(self, asked: Mapping[str, str], *, says_no: bool) -> web.HTTPFound:
        """To whoever asked, with a code or a no."""
        back = {"state": asked.get("state", "")}
        if says_no:
            back["error"] = "access_denied"
        else:
            self.made += 1
            back["code"] = f"code-{self.made}"
            self.codes[back["code"]] = Consent(asked["redirect_uri"], asked.get("code_challenge", ""))
        return web.HTTPFound(f"{asked['redirect_uri']}?{urlencode(back)}")

    async def _token(self, request: web.Request) -> web.Response:
        if self.faults:
            return self.faults.pop(0)
        form = {name: str(value) for name, value in (await request.post()).items()}
        if not _is_client(request, form):
            return _oauth_error(401, "invalid_client")
        if form.get("grant_type") == "refresh_token":
            return self._refresh(form.get("refresh_token", ""))
        consent = self.codes.pop(form.get("code", ""), None)
        if consent is None or consent.redirect_uri != form.get("redirect_uri"):
            return _oauth_error(400, "invalid_grant")
        if consent.challenge and consent.challenge != _challenge(form.get("code_verifier", "")):
            return _oauth_error(400, "invalid_grant")
        return web.json_response(self.grant())

    def _refresh(self, token: str) -> web.Response:
        if token not in self.refresh:
            return _oauth_error(400, "invalid_grant")
        if self.rotates:
            self.refresh.discard(token)
        self.refreshes += 1
        return web.json_response(self.grant())


def _has_challenge(asked: Mapping[str, str]) -> bool:
    return bool(asked.get("code_challenge")) and asked.get("code_challenge_method") == "S256"


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _is_client(request: web.Request, form: dict[str, str]) -> bool:
    """By Basic, in the body, or both."""
    if "Authorization" in request.headers:
        return request.headers["Authorization"] == encode_basic_auth(CLIENT_ID, CLIENT_SECRET)
    return (form.get("client_id"), form.get("client_secret")) == (CLIENT_ID, CLIENT_SECRET)


def _oauth_error(status: int, code: str) -> web.Response:
    return web.json_response(
        {"error": code, "error_description": DESCRIPTIONS.get(code, code)}, status=status
    )
