"""Worksome's webhooks: a signed note that something has changed, and only a reason to look.

The header `Signature` is the hex HMAC-SHA256 of the raw body under a shared secret. There is neither a time nor a version
in it, so a request that was overheard could be sent again for ever: a body counts once within WINDOW. They try five
times, after 10, 100, 1,000 and 10,000 s, in no promised order. Nothing in a body is believed: statuses (lower case there,
upper case in the API) are not even read, the ids say where to look.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from pydantic import SecretStr

from gigs.value import Value

HEADER = "Signature"
LONGEST_BODY = 256 * 1024
"""Bytes. Their bodies hold ids and a few fields."""

WINDOW = timedelta(days=7)
"""How long a body has to be remembered: over fifty times as long as their attempts go on."""

EVENTS = (
    "CONTRACT_ACCEPTED",
    "HIRE_UPDATED",
    "HIRE_CANCELLED",
    "HIRE_ENDED",
    "HIRE_TERMINATED",
    "PAYMENT_REQUEST_ISSUED",
    "PAYMENT_REQUEST_APPROVED",
    "PAYMENT_REQUEST_REJECTED",
    "PAYMENT_REQUEST_PAID",
    "PAYMENT_REQUEST_CANCELLED",
)
"""What is subscribed to. HIRE_ACCEPTED can be, and is never sent: CONTRACT_ACCEPTED comes instead. None tells of a bid."""

_HIRE_IDS = (
    ("contract", "hireId"),
    ("contract", "hire", "id"),
    ("hire", "id"),
    ("paymentRequest", "hireId"),
    ("paymentRequest", "hire", "id"),
)
_JOB_IDS = (
    ("contract", "jobId"),
    ("contract", "job", "id"),
    ("paymentRequest", "jobId"),
    ("paymentRequest", "job", "id"),
)
"""`contract.hireId` is documented. The others are the likely places in bodies whose examples we could not read."""


class Hint(Value):
    """Where something may have changed: hires first, then jobs. `event` is for the log, and may be new to us."""

    event: str
    external_ids: tuple[str, ...] = ()


def is_signed(body: bytes, signature: str, secrets: Sequence[SecretStr]) -> bool:
    """True when any of the secrets signed exactly these bytes; two are live while one replaces the other.

    Takes as long for a wrong signature as for a right one. An empty secret signs nothing.
    """
    given = signature.strip().encode("utf-8", "replace")
    right = False
    for secret in secrets:
        key = secret.get_secret_value().encode()
        expected = hmac.new(key, body, hashlib.sha256).hexdigest().encode()
        right |= bool(key) and hmac.compare_digest(expected, given)
    return right


def fingerprint(body: bytes) -> str:
    """What a body is remembered by."""
    return f"worksome:{hashlib.sha256(body).hexdigest()}"


def hint_of(body: bytes) -> Hint:
    """What a signed body points at; nothing, for anything that is not of the form we know."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return Hint(event="")
    if not isinstance(told, dict):
        return Hint(event="")
    event = told.get("event")
    found = [_at(told.get("data"), path) for path in (*_HIRE_IDS, *_JOB_IDS)]
    return Hint(
        event=event if isinstance(event, str) else "",
        external_ids=tuple(dict.fromkeys(one for one in found if one)),
    )


def _at(value: Any, path: Sequence[str]) -> str:
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return str(value)[:200] if isinstance(value, str | int) and not isinstance(value, bool) else ""
