"""A fake of Microsoft's side of identity: the Bot Framework's signing keys and Entra's token endpoint, over HTTP."""

import asyncio
import base64
import functools
import http.client
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import rsa

APP_ID = "11111111-aaaa-4bbb-8ccc-000000000001"
TENANT = "22222222-aaaa-4bbb-8ccc-000000000002"
SISTER_TENANT = "44444444-aaaa-4bbb-8ccc-000000000004"
"""Served as well."""

ISSUER = "https://api.botframework.com"
DROPPED = object()
"""As a claim's value: the claim is left out."""


@functools.cache
def rsa_key(number: int, bits: int = 2048) -> rsa.RSAPrivateKey:
    """Made once per test run: making one takes a tenth of a second."""
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


@dataclass
class Key:
    """A signing key as it is published. `number` picks the private key."""

    kid: str
    number: int = 0
    endorsements: list[str] | None = field(default_factory=lambda: ["msteams", "webchat"])
    bits: int = 2048

    def published(self) -> dict[str, Any]:
        """The JWKS entry."""
        public = jwt.algorithms.RSAAlgorithm.to_jwk(
            rsa_key(self.number, self.bits).public_key(), as_dict=True
        )
        entry = {**public, "kid": self.kid, "use": "sig"}
        return entry if self.endorsements is None else {**entry, "endorsements": self.endorsements}


class FakeEntra:
    """Publishes keys, signs tokens with them, hands out tokens for the bot's own calls; can rotate, slow down, stop, and cut
    the connection of the next `cuts` fetches of keys.

    Use as `async with FakeEntra() as entra:`.
    """

    def __init__(self, epoch: Callable[[], float] = time.time) -> None:
        self.epoch = epoch
        self.keys = [Key("key-1")]
        self.down = False
        self.cuts = 0
        self.delay = 0.0
        self.key_fetches = 0
        self.token_requests: list[dict[str, str]] = []
        self.token_error: str | None = None
        self.token_life = 3600
        self._numbers = 1
        app = web.Application()
        app.router.add_get("/v1/.well-known/openidconfiguration", self._metadata)
        app.router.add_get("/v1/.well-known/keys", self._published)
        app.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._authority)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        self._server = TestServer(app, host="127.0.0.1")

    async def __aenter__(self) -> "FakeEntra":
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.close()

    @property
    def url(self) -> str:
        """Without a slash at the end."""
        return str(self._server.make_url("")).rstrip("/")

    @property
    def metadata_url(self) -> str:
        """What bot.door.keys.SigningKeys is given."""
        return f"{self.url}/v1/.well-known/openidconfiguration"

    def rotate(self, *, keep_old: bool = False) -> Key:
        """Publishes a new key and signs with it from now on."""
        self._numbers += 1
        new = Key(f"key-{self._numbers}", number=self._numbers)
        self.keys = [new, *(self.keys if keep_old else [])]
        return new

    def token(
        self,
        service_url: str,
        *,
        key: Key | None = None,
        algorithm: str = "RS256",
        headers: dict[str, Any] | None = None,
        **claims: Any,
    ) -> str:
        """A token as Teams sends it, with any claim overridden (or DROPPED)."""
        signer = key or self.keys[0]
        now = int(self.epoch())
        said = {
            "iss": ISSUER,
            "aud": APP_ID,
            "nbf": now - 10,
            "exp": now + 3600,
            "serviceurl": service_url,
            **claims,
        }
        said = {name: value for name, value in said.items() if value is not DROPPED}
        named = {"kid": signer.kid, **(headers or {})}
        named = {name: value for name, value in named.items() if value is not DROPPED}
        return jwt.encode(said, rsa_key(signer.number, signer.bits), algorithm=algorithm, headers=named)

    def bearer(self, service_url: str, **claims: Any) -> dict[str, str]:
        """The header that lets a request in."""
        return {"Authorization": f"Bearer {self.token(service_url, **claims)}"}

    def msal_client(self) -> "MsalHttp":
        """msal's `http_client` that finds this fake where it looks for login.microsoftonline.com."""
        return MsalHttp(self.url)

    async def _metadata(self, _: web.Request) -> web.Response:
        await self._be_slow()
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self.url}/v1/.well-known/keys"})

    async def _published(self, request: web.Request) -> web.Response:
        self.key_fetches += 1
        if self.cuts and request.transport:
            self.cuts -= 1
            request.transport.abort()
        await self._be_slow()
        return web.json_response({"keys": [key.published() for key in self.keys]})

    async def _authority(self, request: web.Request) -> web.Response:
        await self._be_slow()
        login = f"https://login.microsoftonline.com/{request.match_info['tenant']}"
        return web.json_response(
            {
                "issuer": f"{login}/v2.0",
                "authorization_endpoint": f"{login}/oauth2/v2.0/authorize",
                "token_endpoint": f"{login}/oauth2/v2.0/token",
            }
        )

    async def _token(self, request: web.Request) -> web.Response:
        await self._be_slow()
        form = await request.post()
        self.token_requests.append({name: str(value) for name, value in form.items()})
        if self.token_error:
            return web.json_response({"error": self.token_error}, status=401)
        number = len(self.token_requests)
        return web.json_response(
            {"token_type": "Bearer", "expires_in": self.token_life, "access_token": f"outbound-{number}"}
        )

    async def _be_slow(self) -> None:
        if self.delay:
            await asyncio.sleep(self.delay)
        if self.down:
            raise web.HTTPServiceUnavailable


@dataclass
class _MsalAnswer:
    status_code: int
    text: str
    headers: dict[str, str]

    def raise_for_status(self) -> None:
        if self.status_code >= 400:
            raise OSError(f"status {self.status_code}")


class MsalHttp:
    """The two methods that msal calls, blocking as msal expects."""

    def __init__(self, url: str) -> None:
        self._address = urlsplit(url).netloc

    def get(self, url: str, params: Any = None, headers: Any = None, **_: Any) -> _MsalAnswer:
        return self._ask("GET", url, None, headers)

    def post(
        self, url: str, params: Any = None, data: Any = None, headers: Any = None, **_: Any
    ) -> _MsalAnswer:
        form = "&".join(f"{name}={value}" for name, value in (data or {}).items())
        return self._ask(
            "POST", url, form, {**(headers or {}), "Content-Type": "application/x-www-form-urlencoded"}
        )

    def close(self) -> None:
        """Each call has a connection of its own."""

    def _ask(self, method: str, url: str, body: str | None, headers: Any) -> _MsalAnswer:
        connection = http.client.HTTPConnection(self._address, timeout=5)
        try:
            connection.request(
                method, urlsplit(url).path, body, {k: str(v) for k, v in (headers or {}).items()}
            )
            answer = connection.getresponse()
            return _MsalAnswer(answer.status, answer.read().decode(), dict(answer.getheaders()))
        finally:
            connection.close()


def unsigned(header: dict[str, Any], claims: dict[str, Any], signature: bytes = b"") -> str:
    """A token put together by hand, for what no library would make."""
    parts = [json.dumps(header).encode(), json.dumps(claims).encode(), signature]
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)
