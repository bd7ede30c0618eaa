"""A company's HTTP proxy: it tunnels (CONNECT) and forwards, to one server of the test whatever the name that is asked for."""

import asyncio
from dataclasses import dataclass, field


@dataclass
class FakeProxy:
    """`seen` are the first lines of the requests, `signed_in` what came as Proxy-Authorization. `refuses` is a status to
    answer everything with."""

    port: int
    refuses: int = 0
    seen: list[str] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)

    async def __aenter__(self) -> "FakeProxy":
        self._calls: set[asyncio.Task[None]] = set()
        self._server = await asyncio.start_server(self._come, "127.0.0.1", 0)
        self.address = f"127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for call in self._calls:
            call.cancel()
        await asyncio.gather(*self._calls, return_exceptions=True)

    def _come(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        call = asyncio.create_task(self._serve(reader, writer))
        self._calls.add(call)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            first, *headers = head.decode().split("\r\n")
            self.seen.append(first)
            self.signed_in += [
                line.partition(": ")[2] for line in headers if line.lower().startswith("proxy-auth")
            ]
            if self.refuses:
                writer.write(f"HTTP/1.1 {self.refuses} No\r\nContent-Length: 0\r\n\r\n".encode())
                await writer.drain()
                return
            there, to_there = await asyncio.open_connection("127.0.0.1", self.port)
            if first.startswith("CONNECT "):
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                to_there.write(head)
            await asyncio.gather(_pump(reader, to_there), _pump(there, writer))
        except (OSError, asyncio.IncompleteReadError):
            pass  # whoever called is gone
        finally:
            writer.close()


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    try:
        while piece := await source.read(64 * 1024):
            sink.write(piece)
            await sink.drain()
    finally:
        sink.close()
