"""What stands in one chat: messages in their order, each with the number of its last change."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

MOST: Final = 300
"""Messages that are kept; the oldest go first, as if they had scrolled away for good."""

Card = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A text or a card; `mine` are the texts that the person typed."""

    id: str
    changed: int = 0
    mine: bool = False
    text: str = ""
    card: Card | None = None
    answer: bool = False
    """The card came back from a press: the client doesn't refresh it by itself once more."""


class Chat:
    """The messages of one window. Nothing is written to disk: the next start opens an empty one, as the Playground does."""

    def __init__(self, new_id: Callable[[], str], most: int = MOST) -> None:
        """Ids must differ from those of earlier runs, whose messages the product may still want to edit."""
        self._new_id = new_id
        self._most = most
        self._messages: dict[str, Message] = {}
        self._changed = 0
        self._news = asyncio.Event()
        self._is_closed = False

    def add(self, *, mine: bool = False, text: str = "", card: Card | None = None) -> Message:
        """Puts a message at the end."""
        message = self._put(Message(id=self._new_id(), mine=mine, text=text, card=card))
        while len(self._messages) > self._most:
            del self._messages[next(iter(self._messages))]
        return message

    def edit(
        self, message_id: str, *, text: str = "", card: Card | None = None, answer: bool = False
    ) -> Message | None:
        """Puts something else in the place of a message of the bot; None when there is no such message."""
        before = self._messages.get(message_id)
        if before is None or before.mine:
            return None
        return self._put(replace(before, text=text, card=card, answer=answer))

    async def changes(self, after: int, seconds: float) -> tuple[int, list[Message]]:
        """The number of the last change, and what changed after that one; waits so long for something to change."""
        news = self._news
        if self._changed <= after and not self._is_closed:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await news.wait()
        return self._changed, [each for each in self._messages.values() if each.changed > after]

    def close(self) -> None:
        """Nobody waits any more."""
        self._is_closed = True
        self._news.set()

    def _put(self, message: Message) -> Message:
        self._changed += 1
        message = replace(message, changed=self._changed)
        self._messages[message.id] = message
        self._news.set()
        self._news = asyncio.Event()
        return message
