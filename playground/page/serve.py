"""Serves the chat pages beside the product, and stops them with it."""

import socket
from collections.abc import Sequence
from contextlib import AsyncExitStack

import aiohttp
from aiohttp import web

from playground.launch import WINDOWS, NoPlayground, Window
from playground.page.chat import Chat
from playground.page.links import WindowLinks
from playground.page.seat import read_seat
from playground.page.window import CONNECTOR, ChatWindow
from playground.page.wire import Wire
from ports.clock import Clock, Ids

HOST = "127.0.0.1"


class ChatPages:
    """A page for each window, from `start()` to `stop()`: at the same addresses as the Agents Playgrounds, so that the
    product can't tell which of the two it talks to, nor when one took the other's place."""

    def __init__(
        self, *, endpoint: str, key: str, clock: Clock, ids: Ids, windows: Sequence[Window] = WINDOWS
    ) -> None:
        """`endpoint` is the bot's own address, `.../api/messages`; `key` signs the links, and is new at each start."""
        self._endpoint = endpoint
        self._links = WindowLinks(key, clock)
        self._clock = clock
        self._ids = ids
        self._windows = windows
        self._open = AsyncExitStack()

    async def start(self) -> tuple[str, ...]:
        """A line to show for each window, with its link. Raises NoPlayground when a port is taken."""
        try:
            http = await self._open.enter_async_context(aiohttp.ClientSession())
            opened = [(window, *await self._serve(window, http)) for window in self._windows]
            for _, _, wire in opened:
                await wire.arrive()
        except BaseException:
            await self.stop()
            raise
        return tuple(f"{window.person}: {url}/#{self._links.link(window.name)}" for window, url, _ in opened)

    async def stop(self) -> None:
        """Safe to call twice."""
        await self._open.aclose()

    async def _serve(self, window: Window, http: aiohttp.ClientSession) -> tuple[str, Wire]:
        listening = _bound(window.port)
        port = int(listening.getsockname()[1])
        url = f"http://{HOST}:{port}"
        seat = read_seat(window)
        wire = Wire(
            seat,
            endpoint=self._endpoint,
            service_url=url + CONNECTOR,
            http=http,
            clock=self._clock,
            ids=self._ids,
        )
        chat = Chat(lambda: self._ids.new("page-"))
        page = ChatWindow(name=window.name, seat=seat, port=port, chat=chat, wire=wire, links=self._links)
        runner = web.AppRunner(page.application(), access_log=None, handle_signals=False, shutdown_timeout=1)
        await runner.setup()
        self._open.push_async_callback(runner.cleanup)
        self._open.callback(chat.close)
        await web.SockSite(runner, listening).start()
        return url, wire


def _bound(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except OSError:
        raise NoPlayground(f"port {port} is taken, perhaps by another copy of this program.") from None
