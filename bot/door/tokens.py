"""Proof that a request comes from Teams: its signed token, checked once and then remembered until it expires."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import jwt
from aiohttp import hdrs, web

from bot.door.keys import SigningKey, SigningKeys
from bot.door.rejected import Rejected

ISSUER: Final = "https://api.botframework.com"
CHANNEL: Final = "msteams"

_ALGORITHM: Final = "RS256"
_MAX_TOKEN: Final = 4096
_LEEWAY_S: Final = 300
_MAX_AHEAD_S: Final = 24 * 3600
_REMEMBERED: Final = 2048

_OPTIONS: Final[Any] = {
    "require": ["exp", "nbf", "iss", "aud", "serviceurl"],
    "strict_aud": True,
    "verify_exp": False,  # our own clock checks both, on every use of a remembered token too
    "verify_nbf": False,
    "verify_iat": False,
}


@dataclass(frozen=True, slots=True)
class Proof:
    """What a good token says: the serviceUrl it was issued for, and when it holds (epoch seconds)."""

    kid: str
    service_url: str
    not_before: int
    expires: int


class SignedRequests:
    """Admits requests that Teams signed for our app id.

    A remembered token is looked up by its hash (the token itself is not kept) and falls with its key: as soon as
    the key leaves the published set, the token is refused.
    """

    def __init__(self, keys: SigningKeys, app_id: str, now: Callable[[], datetime]) -> None:
        if not app_id:
            raise ValueError("an app id is needed: without one any token would do")
        self._keys = keys
        self._app_id = app_id
        self._now = now
        self._proofs: dict[bytes, Proof] = {}

    async def __call__(self, request: web.BaseRequest) -> str:
        """The serviceUrl the token was issued for; raises Rejected (401, or 403 for a key not endorsed for Teams)
        and KeysUnavailable."""
        token = _bearer(request)
        fingerprint = hashlib.sha256(token.encode()).digest()
        proof = self._proofs.get(fingerprint)
        if proof is None or self._keys.current(proof.kid) is None:
            proof = await self._verified(token)
            self._remember(fingerprint, proof)
        _check_times(proof, self._now().timestamp())
        return proof.service_url

    async def _verified(self, token: str) -> Proof:
        kid = _key_id(token)
        key = await self._keys.find(kid)
        if key is None:
            raise Rejected(401, "unknown key")
        if CHANNEL not in key.endorsements:
            raise Rejected(403, "key not endorsed for Teams")
        proof = _read_claims(kid, _decoded(token, key, self._app_id))
        _check_times(proof, self._now().timestamp())
        return proof

    def _remember(self, fingerprint: bytes, proof: Proof) -> None:
        """Only tokens that Teams signed get here, so that a stranger cannot push them out."""
        if len(self._proofs) >= _REMEMBERED:
            now = self._now().timestamp()
            self._proofs = {f: p for f, p in self._proofs.items() if p.expires + _LEEWAY_S > now}
            while len(self._proofs) >= _REMEMBERED:
                del self._proofs[next(iter(self._proofs))]
        self._proofs[fingerprint] = proof


def _bearer(request: web.BaseRequest) -> str:
    sent = request.headers.getall(hdrs.AUTHORIZATION, ())
    if len(sent) != 1:
        raise Rejected(401, "no authorization" if not sent else "more than one authorization")
    scheme, _, token = sent[0].partition(" ")
    if scheme.lower() != "bearer":
        raise Rejected(401, "not a bearer token")
    if len(token) > _MAX_TOKEN:
        raise Rejected(401, "token too long")
    if token.count(".") != 2 or not token.isascii() or " " in token:
        raise Rejected(401, "token is malformed")
    return token


def _key_id(token: str) -> str:
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        raise Rejected(401, "token header is malformed") from error
    if header.get("alg") != _ALGORITHM:
        raise Rejected(401, "algorithm not allowed")
    kid = header.get("kid")
    if not isinstance(kid, str) or not kid:
        raise Rejected(401, "no key id")
    return kid


def _decoded(token: str, key: SigningKey, app_id: str) -> dict[str, Any]:
    try:
        return jwt.decode(
            token, key.public, algorithms=[_ALGORITHM], audience=app_id, issuer=ISSUER, options=_OPTIONS
        )
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
        raise Rejected(401, type(error).__name__) from error


def _read_claims(kid: str, claims: dict[str, Any]) -> Proof:
    not_before, expires, service_url = claims["nbf"], claims["exp"], claims["serviceurl"]
    if type(not_before) is not int or type(expires) is not int:
        raise Rejected(401, "token times are malformed")
    if not isinstance(service_url, str) or not service_url:
        raise Rejected(401, "serviceurl claim is malformed")
    return Proof(kid, service_url, not_before, expires)


def _check_times(proof: Proof, now: float) -> None:
    if proof.expires + _LEEWAY_S <= now:
        raise Rejected(401, "token expired")
    if proof.not_before - _LEEWAY_S > now:
        raise Rejected(401, "token not valid yet")
    if proof.expires > now + _MAX_AHEAD_S:
        raise Rejected(401, "token valid for too long")
