"""The body of a request, read with a limit and parsed into JSON that cannot hurt what comes after."""

import re
from typing import Any, Final

import aiohttp
import orjson
from aiohttp import hdrs, web

from bot.door.rejected import Rejected
from http_client.body import BodyTooLarge, whole_body

MAX_BODY: Final = 256 * 1024
MAX_ANSWERED: Final = 1024 * 1024
"""A body of up to this size is read on, only so that whoever sent it gets a sentence."""
MAX_DEPTH: Final = 40
MAX_ITEMS: Final = 8000

TOO_LARGE: Final = "body too large"

_READ_S: Final = 10.0
_STRINGS: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"')
_ODD: Final = b"\\u"
_NUL: Final = b"\\u0000"
_MISSING: Final = b"\\ufffd"
_ESCAPED: Final = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\u0000|\\."
)
_NOT_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))
_OPENING: Final = frozenset(b"[{")


async def read_body(request: web.BaseRequest, seconds: float = _READ_S) -> bytes:
    """The whole body, at most MAX_ANSWERED bytes, whether or not its length was declared, within so many
    seconds. Raises Rejected."""
    if request.headers.get(hdrs.CONTENT_ENCODING, "identity").lower() != "identity":
        raise Rejected(415, "encoded body")
    try:
        return await whole_body(request, MAX_ANSWERED, seconds)
    except BodyTooLarge as error:
        raise Rejected(413, TOO_LARGE) from error
    except TimeoutError as error:
        raise Rejected(408, "body too slow") from error
    except (aiohttp.ClientError, web.RequestPayloadError, ConnectionError) as error:
        raise Rejected(400, "body is malformed") from error


def parse_body(raw: bytes) -> dict[str, Any]:
    """A JSON object from the body, its texts without what no database keeps: NUL goes, half a character is shown as one
    that is missing. Raises Rejected (400) for what is not JSON (NaN, infinities and broken UTF-8 included), for nesting,
    item count, or a key given twice."""
    if _ODD in raw:
        raw = _ESCAPED.sub(_storable, raw)
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Rejected(400, "not JSON") from error
    if not isinstance(body, dict):
        raise Rejected(400, "not a JSON object")
    skeleton = _STRINGS.sub(b"", raw)  # linear: the parser has just proven that every string ends
    keys = skeleton.count(b":")
    if keys + skeleton.count(b",") > MAX_ITEMS:
        raise Rejected(400, "too many items")
    if _depth(skeleton) > MAX_DEPTH:
        raise Rejected(400, "nested too deeply")
    if _count_keys(body) != keys:
        raise Rejected(400, "a key is given twice")
    return body


def _storable(escaped: re.Match[bytes]) -> bytes:
    """Pasted from elsewhere, or an emoji cut in two: whoever typed it can't see it, and is answered all the same."""
    if escaped[0] == _NUL:
        return b""
    return _MISSING if escaped.lastgroup == "half" else escaped[0]


def _depth(skeleton: bytes) -> int:
    deepest = depth = 0
    for character in skeleton.translate(None, _NOT_BRACKETS):
        if character in _OPENING:
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    return deepest


def _count_keys(body: dict[str, Any]) -> int:
    """Keys that survived parsing; fewer than the colons of the source means that one replaced another."""
    count = 0
    waiting: list[Any] = [body]
    while waiting:
        value = waiting.pop()
        if type(value) is dict:
            count += len(value)
            waiting.extend(value.values())
        elif type(value) is list:
            waiting.extend(value)
    return count
