"""Worksome's side of webhooks: signed and sent, again after a failure, twice, late, replayed, and by somebody else."""

import hashlib
import hmac
import json
from typing import Any

import aiohttp

ATTEMPTS = 5
WAITS = (10, 100, 1_000, 10_000)
"""Seconds between attempts over there; nobody waits for them here."""


def body_of(event: str, hire: str = "", status: str = "active", **data: Any) -> bytes:
    """Statuses are lower case in a webhook, though the API has them upper case."""
    contract = {"id": "a contract of today", "hireId": hire, "hireStatus": status} if hire else None
    told = {**({"contract": contract} if contract else {}), **data}
    return json.dumps({"event": event, "data": told}).encode()


def signature_of(body: bytes, secret: str) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


class Sender:
    """`sent` is everything that went out: for a replay by whoever listened."""

    def __init__(self, session: aiohttp.ClientSession, url: str, secret: str) -> None:
        self._session = session
        self._url = url
        self._secret = secret
        self.sent: list[tuple[bytes, str]] = []
        self.waited: list[int] = []

    async def send(self, body: bytes, signature: str | None = None) -> int:
        """One delivery; with another signature, somebody else's."""
        given = signature_of(body, self._secret) if signature is None else signature
        self.sent.append((body, given))
        headers = {"Content-Type": "application/json", **({"Signature": given} if given else {})}
        async with self._session.post(self._url, data=body, headers=headers) as answer:
            return answer.status

    async def deliver(self, body: bytes) -> list[int]:
        """Until it is taken or the attempts are used up."""
        statuses: list[int] = []
        for attempt in range(ATTEMPTS):
            if attempt:
                self.waited.append(WAITS[attempt - 1])
            statuses.append(await self.send(body))
            if 200 <= statuses[-1] < 300:
                break
        return statuses

    async def replay(self) -> list[int]:
        """Everything of before, the last first."""
        return [await self.send(body, signature) for body, signature in reversed(list(self.sent))]
