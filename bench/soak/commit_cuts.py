"""A proxy between the product and PostgreSQL that now and then cuts a connection when its COMMIT was sent and isn't answered yet."""

import asyncio
import random
from contextlib import suppress
from typing import Self

from sqlalchemy import make_url

COMMIT = b"Q\x00\x00\x00\x0bCOMMIT\x00"
"""A simple query, as PostgreSQL's protocol has it."""
LANDS = 0.7
"""How often the server gets it: nobody on our side can tell."""


class CommitCuts:
    """Use as `async with CommitCuts(url, chance) as cuts:`; the product gets `cuts.url`. Each `arm` cuts the next COMMIT."""

    def __init__(self, url: str, chance: random.Random) -> None:
        self._there = make_url(url)
        self._chance = chance
        self._armed = 0
        self.cut = 0
        self._calls: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._come, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for call in self._calls:
            call.cancel()
        await asyncio.gather(*self._calls, return_exceptions=True)

    @property
    def url(self) -> str:
        """Of the same database, through here; unencrypted, or no COMMIT could be seen."""
        here = self._there.set(host="127.0.0.1", port=self._server.sockets[0].getsockname()[1])
        return here.update_query_dict({"sslmode": "disable"}).render_as_string(hide_password=False)

    def arm(self) -> None:
        """The next COMMIT that comes through is cut."""
        self._armed += 1

    def _come(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        call = asyncio.create_task(self._serve(reader, writer))
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            there, to_there = await asyncio.open_connection(
                self._there.host or "127.0.0.1", self._there.port or 5432
            )
            muted = asyncio.Event()
            ways = [
                asyncio.create_task(self._asks(reader, to_there, muted)),
                asyncio.create_task(_answers(there, writer, muted)),
            ]
            try:
                await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for way in ways:
                    way.cancel()
                await asyncio.gather(*ways, return_exceptions=True)
                for end in (writer, to_there):
                    end.transport.abort()

    async def _asks(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, muted: asyncio.Event
    ) -> None:
        while piece := await source.read(64 * 1024):
            if self._armed and piece.endswith(COMMIT):
                self._armed -= 1
                self.cut += 1
                if self._chance.random() >= LANDS:
                    return
                muted.set()
            sink.write(piece)
            await sink.drain()


async def _answers(source: asyncio.StreamReader, sink: asyncio.StreamWriter, muted: asyncio.Event) -> None:
    while piece := await source.read(64 * 1024):
        if muted.is_set():
            return
        sink.write(piece)
        await sink.drain()
