"""A local SMTP server that keeps what it is given, and refuses what it is told to refuse."""

import asyncio
from email import message_from_bytes, policy
from email.message import EmailMessage


class FakeSmtp:
    """Use as `async with FakeSmtp() as server:`. `refuse` is said in the place of a yes: command -> answer."""

    def __init__(self, **refuse: str) -> None:
        self.refuse = refuse
        self.letters: list[EmailMessage] = []
        self.connections = 0
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> "FakeSmtp":
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server
        self._server.close()
        await self._server.wait_closed()

    @property
    def port(self) -> int:
        assert self._server
        return int(self._server.sockets[0].getsockname()[1])

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        await self._say(writer, "220 here")
        while line := await reader.readline():
            word = line.decode("ascii").split()[0].upper()
            if refused := self.refuse.get(word):
                if refused == "hang up":
                    break
                await self._say(writer, refused)
            elif word == "DATA":
                await self._say(writer, "354 go on")
                await self._take(reader)
                await self._say(writer, self.refuse.get("CONTENT", "250 taken"))
            else:
                await self._say(writer, "221 bye" if word == "QUIT" else "250 yes")
            if word == "QUIT":
                break
        writer.close()

    async def _take(self, reader: asyncio.StreamReader) -> None:
        content = (await reader.readuntil(b"\r\n.\r\n"))[:-3]
        if "CONTENT" not in self.refuse:
            self.letters.append(message_from_bytes(content, policy=policy.default))

    async def _say(self, writer: asyncio.StreamWriter, text: str) -> None:
        writer.write(f"{text}\r\n".encode("ascii"))
        await writer.drain()
