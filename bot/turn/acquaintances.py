"""Whom we have met lately, so that a turn by somebody known writes nothing; and which activities were seen already."""

import logging
from collections import OrderedDict
from datetime import datetime, timedelta

from bot.door.inbound import Inbound
from bot.turn.people import personal_chat
from gigs.people import Person
from ports.clock import is_within
from ports.notices import Chat
from ports.storage import StoreUnavailable
from use_cases.context import Context
from use_cases.notifying.meet_chat import meet_chat

log = logging.getLogger(__name__)

REMEMBERED = 20_000
FOR = timedelta(minutes=1)
"""How long a chat counts as known without asking the store: another replica may have found it dead meanwhile."""
ONE_ARRIVAL = timedelta(seconds=2)
"""The Playground's two events of one opening of its window come closer together than this."""


class Acquaintances:
    """A bounded memory in front of the store; losing it costs a read, never a fact."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._met: OrderedDict[tuple[str, str, str, str], datetime] = OrderedDict()
        self._greeted: OrderedDict[str, datetime] = OrderedDict()
        self._seen: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._unanswered: OrderedDict[tuple[str, str], None] = OrderedDict()

    async def meet(self, inbound: Inbound, person: Person) -> bool:
        """Remembers the personal chat this came from; True when it is new, or was thought dead."""
        chat = self.to_meet(inbound, person)
        if chat is None:
            return False
        is_new = await meet_chat(self._context, chat)
        self.has_met(inbound, person)
        return is_new

    def to_meet(self, inbound: Inbound, person: Person) -> Chat | None:
        """The chat that the store is to be asked about; None where it counts as known, and outside of one-to-one chats."""
        now = self._context.clock.now()
        if not inbound.is_personal or is_within(self._met.get(_where(inbound, person), now - FOR), FOR, now):
            return None
        return personal_chat(inbound, person)

    def has_met(self, inbound: Inbound, person: Person) -> None:
        """The store knows this chat."""
        self._met[_where(inbound, person)] = self._context.clock.now()
        if len(self._met) > REMEMBERED:
            self._met.popitem(last=False)

    def is_first_greeting(self, conversation_id: str) -> bool:
        """False when this chat was greeted a moment ago: several events tell of one arrival."""
        now = self._context.clock.now()
        if is_within(self._greeted.get(conversation_id, now - ONE_ARRIVAL), ONE_ARRIVAL, now):
            return False
        self._greeted[conversation_id] = now
        if len(self._greeted) > REMEMBERED:
            self._greeted.popitem(last=False)
        return True

    def forget(self, tenant: str, owner: str) -> None:
        """The app was removed there: the next activity counts as new."""
        for where in [w for w in self._met if w[:2] == (tenant, owner)]:
            del self._met[where]

    async def is_first(self, inbound: Inbound, *, acts: bool) -> bool:
        """False for a message that was delivered before. One that acts is also looked up in the store."""
        key = (inbound.conversation_id, inbound.id)
        if key in self._seen:
            return False
        _remember(self._seen, key)
        if not acts:
            return True
        try:
            first = await self._context.store.run(
                lambda tx: tx.inbox.first_time(inbound.tenant, *key, self._context.clock.now())
            )
        except StoreUnavailable:
            self._answered_nobody(key)
            raise
        return self._unanswered.pop(key, False) is None or first

    async def unsee(self, inbound: Inbound, *, acts: bool) -> None:
        """The turn failed: Teams may deliver the message again, and then it has to be answered."""
        key = (inbound.conversation_id, inbound.id)
        self._answered_nobody(key)
        if not acts:
            return
        try:
            await self._context.store.run(lambda tx: tx.inbox.forget_one(inbound.tenant, *key))
        except StoreUnavailable:
            log.warning("a failed press stays marked as seen; only this process will answer its repetition")

    def _answered_nobody(self, key: tuple[str, str]) -> None:
        """The store may say it was seen (or may have kept what it could not confirm); we know better."""
        self._seen.pop(key, None)
        _remember(self._unanswered, key)


def _where(inbound: Inbound, person: Person) -> tuple[str, str, str, str]:
    return inbound.tenant, person.key.object_id, inbound.conversation_id, inbound.service_url


def _remember(memory: OrderedDict[tuple[str, str], None], key: tuple[str, str]) -> None:
    memory[key] = None
    if len(memory) > REMEMBERED:
        memory.popitem(last=False)
