"""One way of reading a body, of an answer or of a request to us: whole, up to a size, within a time."""

import asyncio
from typing import Protocol

import aiohttp


class Message(Protocol):
    """What has a body: aiohttp's response, and its server's request."""

    @property
    def content(self) -> aiohttp.StreamReader: ...

    @property
    def content_length(self) -> int | None: ...


class BodyTooLarge(aiohttp.ClientPayloadError):
    """There is more than the reader takes. The connection is not used again."""


async def whole_body(message: Message, most: int, seconds: float | None = None) -> bytes:
    """The body, however many packets it comes in, at most `most` bytes after decompression.

    Raises BodyTooLarge, before reading anything if the declared length is too much already; TimeoutError after
    `seconds` (None: the session's own time holds); aiohttp.ClientError for one that breaks off.
    """
    if (message.content_length or 0) > most:
        raise BodyTooLarge(f"more than {most} bytes are declared")
    content = bytearray()
    async with asyncio.timeout(seconds):
        async for chunk in message.content.iter_any():
            content += chunk
            if len(content) > most:
                raise BodyTooLarge(f"more than {most} bytes")
    return bytes(content)
