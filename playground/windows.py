"""The chat windows of mode `local`: Agents Playgrounds where Node.js is there, our own page where it isn't."""

from typing import Final, Literal

from playground.launch import NoPlayground, Playgrounds
from playground.page.serve import ChatPages

Choice = Literal["auto", "page", "off"]

WITHOUT: Final = (
    "You can still talk to the bot: start an Agents Playground or Bot Framework Emulator of your own on this machine "
    "and give it {endpoint}"
)
PREPARING: Final = "Making the chat windows ready, if Node.js is here (once; takes a minute) ..."


class ChatWindows:
    """The windows, from `start()` to `stop()`."""

    def __init__(self, choice: Choice, *, endpoint: str, playgrounds: Playgrounds, pages: ChatPages) -> None:
        self._choice = choice
        self._endpoint = endpoint
        self._playgrounds = playgrounds
        self._pages = pages

    def preparing(self) -> str:
        """What to say before `start()` where that takes its time; "" where it doesn't."""
        return PREPARING if self._choice == "auto" and not self._playgrounds.is_installed() else ""

    async def start(self) -> tuple[str, ...]:
        """Lines to show: a window and its address each. Where there is none, why, and how to talk to the bot then."""
        said: tuple[str, ...] = ()
        if self._choice == "off":
            return said
        if self._choice == "auto":
            try:
                return await self._playgrounds.start()
            except NoPlayground as reason:
                said = (f"No Agents Playground: {reason}",)
        try:
            opened = await self._pages.start()
        except NoPlayground as reason:
            return (*said, f"No chat page: {reason}", WITHOUT.format(endpoint=self._endpoint))
        return (
            *said,
            "The chat page, in a browser on this machine; the links work for eight hours:",
            *opened,
        )

    async def stop(self) -> None:
        """Ends what was started; safe to call twice, and when nothing runs."""
        await self._pages.stop()
        await self._playgrounds.stop()
