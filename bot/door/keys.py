"""The Bot Framework's signing keys, fetched without blocking and kept through rotation and outage."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
import orjson
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import InvalidKeyError
from jwt.algorithms import RSAAlgorithm

from http_client.body import whole_body
from http_client.session import LOST, Session

PUBLIC_METADATA_URL: Final = "https://login.botframework.com/v1/.well-known/openidconfiguration"

_FRESH_S: Final = 24 * 3600.0
"""Microsoft asks for a daily look; it runs beside the turns, which use the keys at hand meanwhile."""

_KEPT_S: Final = 5 * 24 * 3600.0
"""How long keys serve while the key server cannot be reached."""

_MIN_BETWEEN_S: Final = 60.0
"""An unknown key id may be a rotation (Teams repeats a refused message for about a minute, so we must notice
within one) or a forgery (then one fetch a minute is all that a flood of them costs)."""

_AFTER_FAILURE_S: Final = 5.0
_SECONDS: Final = 5.0
_MAX_DOCUMENT: Final = 1024 * 1024
_MIN_KEY_BITS: Final = 2048

log = logging.getLogger(__name__)


class KeysUnavailable(Exception):
    """There is no key at all to check with: never fetched, or older than we dare use."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One key and the channels it may sign for."""

    public: RSAPublicKey
    endorsements: frozenset[str]


class SigningKeys:
    """The current key set. Known keys cost a dictionary look-up; only an unknown key id ever waits for the network,
    at most ten seconds, and all that wait share one fetch."""

    def __init__(
        self,
        session: Session,
        metadata_url: str = PUBLIC_METADATA_URL,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        min_between_s: float = _MIN_BETWEEN_S,
    ) -> None:
        self._session = session
        self._metadata_url = metadata_url
        self._monotonic = monotonic
        self._min_between_s = min_between_s
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched_at = float("-inf")
        self._next_try_at = float("-inf")
        self._fetching: asyncio.Task[None] | None = None

    def current(self, kid: str) -> SigningKey | None:
        """The key if it is at hand and usable now; never waits."""
        return self._keys.get(kid) if self._age() < _KEPT_S else None

    async def find(self, kid: str) -> SigningKey | None:
        """The key, after a look at the key server if it is unknown. None: no such key. Raises KeysUnavailable."""
        key = self.current(kid)
        if key is None:
            fetching = self._refresh_if_due()
            if fetching is not None:
                await asyncio.shield(fetching)
            key = self.current(kid)
        elif self._age() > _FRESH_S:
            self._refresh_if_due()
        if key is None and (not self._keys or self._age() >= _KEPT_S):
            raise KeysUnavailable
        return key

    async def close(self) -> None:
        """Stops a fetch that is still under way."""
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.gather(self._fetching, return_exceptions=True)

    def _age(self) -> float:
        return self._monotonic() - self._fetched_at

    def _refresh_if_due(self) -> asyncio.Task[None] | None:
        if self._fetching is not None and not self._fetching.done():
            return self._fetching
        if self._monotonic() < self._next_try_at:
            return None
        self._fetching = asyncio.create_task(self._refresh(), name="signing keys")
        return self._fetching

    async def _refresh(self) -> None:
        try:
            jwks_url = (await self._document(self._metadata_url)).get("jwks_uri")
            keys = _read_keys(await self._document(self._trusted(jwks_url)))
        except (*LOST, ValueError) as error:
            self._next_try_at = self._monotonic() + min(_AFTER_FAILURE_S, self._min_between_s)
            log.warning("signing keys not refreshed: %s", type(error).__name__)
            return
        self._keys = keys
        self._fetched_at = self._monotonic()
        self._next_try_at = self._fetched_at + self._min_between_s

    async def _document(self, url: str) -> dict[str, Any]:
        """Asked for once more where the connection breaks: an idle one may be closed at any time."""
        try:
            return await self._fetched(url)
        except aiohttp.ServerDisconnectedError:
            return await self._fetched(url)

    async def _fetched(self, url: str) -> dict[str, Any]:
        async with self._session.request("GET", url, seconds=_SECONDS) as response:
            if response.status != 200:
                raise ValueError(f"status {response.status}")
            document = orjson.loads(await whole_body(response, _MAX_DOCUMENT))
        return document if isinstance(document, dict) else {}

    def _trusted(self, jwks_url: object) -> str:
        """Keys come over the same scheme as the metadata: https never leads to http."""
        if not isinstance(jwks_url, str) or urlsplit(jwks_url).scheme != urlsplit(self._metadata_url).scheme:
            raise ValueError("jwks_uri is not trusted")
        return jwks_url


def _read_keys(document: Mapping[str, Any]) -> dict[str, SigningKey]:
    """Every RSA key that can be used; one that cannot is left out. ValueError if none is left."""
    listed = document.get("keys")
    keys: dict[str, SigningKey] = {}
    for entry in listed if isinstance(listed, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("kid"), str) and entry.get("kty") == "RSA":
            key = _read_key(entry)
            if key is not None:
                keys[entry["kid"]] = key
    if not keys:
        raise ValueError("no usable key")
    return keys


def _read_key(entry: dict[str, Any]) -> SigningKey | None:
    try:
        public = RSAAlgorithm.from_jwk(entry)
    except (InvalidKeyError, ValueError, TypeError) as error:
        log.warning("signing key left out: %s", type(error).__name__)
        return None
    if not isinstance(public, RSAPublicKey) or public.key_size < _MIN_KEY_BITS:
        log.warning("signing key left out: not a public RSA key of %s bits or more", _MIN_KEY_BITS)
        return None
    endorsements = entry.get("endorsements")
    named = endorsements if isinstance(endorsements, list) else []
    return SigningKey(public, frozenset(name for name in named if isinstance(name, str)))
