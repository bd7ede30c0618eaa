"""What a press has to note down beside its work goes into the transaction of its work: whom we met, and the pressed card."""

import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from bot.door.inbound import Inbound
from bot.turn.acquaintances import Acquaintances
from dialogs.turn import Press, Turn
from gigs.people import Person
from ports.jobs import Job
from ports.notices import CardCopy, Chat
from ports.storage import Jobs, StoreUnavailable, Transaction
from use_cases.context import Context
from use_cases.notifying.meet_chat import met, say_what_waited
from use_cases.notifying.notify import RedrawCards

log = logging.getLogger(__name__)

S = ParamSpec("S")
T = TypeVar("T")


class _Message(NamedTuple):
    """The pressed message, and the gig that its card says it shows."""

    tenant: str
    conversation_id: str
    activity_id: str
    gig: int


class _SeenJobs:
    """`ports.storage.Jobs` that sees whether the cards of a gig will be redrawn."""

    def __init__(self, jobs: Jobs, gig: int) -> None:
        self._jobs = jobs
        self._gig = gig
        self.redraws = False

    async def add(self, job: Job, *, delay: timedelta | None = None, again: str = "") -> None:
        self.redraws = self.redraws or (isinstance(job, RedrawCards) and job.gig == self._gig)
        await self._jobs.add(job, delay=delay, again=again)


class OneTrip:
    """`ports.storage.Store` of one press.

    A transaction after which the cards are redrawn also forgets which card the pressed message holds: the answer is seen in
    one client only, so that the message is edited for their others.
    """

    def __init__(self, context: Context, chat: Chat | None, message: _Message | None) -> None:
        """`chat` is to be remembered, None when it is known; `message` None for one that shows no gig."""
        self._context = context
        self._chat = chat
        self._message = message
        self._has_looked = False
        self.pressed: CardCopy | None = None
        """What was remembered of the pressed message, as of the last transaction that looked."""

    async def run(
        self,
        work: Callable[Concatenate[Transaction, S], Coroutine[Any, Any, T]],
        /,
        *arguments: S.args,
        **named: S.kwargs,
    ) -> T:
        """See `ports.storage.Store`. What goes in beside `work` is kept, or not, with it."""
        context, chat, message, has_looked = self._context, self._chat, self._message, self._has_looked

        async def whole(tx: Transaction) -> tuple[T, bool, CardCopy | None]:
            is_new = chat is not None and await met(tx, context, chat)
            if message is None:
                return await work(tx, *arguments, **named), is_new, None
            jobs = _SeenJobs(tx.jobs, message.gig)
            tx.jobs = jobs
            value = await work(tx, *arguments, **named)
            if jobs.redraws:
                return value, is_new, await tx.copies.forget_drawn(*message)
            return value, is_new, None if has_looked else await tx.copies.at(*message)

        value, is_new, found = await context.store.run(whole)
        self._chat, self._has_looked = None, True
        self.pressed = found or self.pressed
        if is_new and chat is not None:
            await say_what_waited(context, chat)
        return value

    async def ready(self) -> None:
        """See `ports.storage.Store`."""
        await self._context.store.ready()

    async def end(self) -> None:
        """Notes down what no transaction of the press has taken along."""
        if self._chat is not None:
            await self.run(_nothing)


async def _nothing(_tx: Transaction) -> None:
    """All there is to do goes in beside it."""


def _is_one(inbound: Inbound, press: Press | None) -> bool:
    """True for a press in a one-to-one chat whose answer takes the place of the card."""
    return press is not None and inbound.type == "invoke" and inbound.is_personal


async def meet_beforehand(
    acquaintances: Acquaintances, inbound: Inbound, person: Person, press: Press | None
) -> None:
    """Remembers the chat now, unless `one_trip` will."""
    if not _is_one(inbound, press):
        await acquaintances.meet(inbound, person)


@asynccontextmanager
async def one_trip(acquaintances: Acquaintances, inbound: Inbound, turn: Turn) -> AsyncIterator[None]:
    """Within it, what a press notes down goes along with its transactions. Any other turn is left as it is."""
    press, context = turn.press, turn.context
    if press is None or not _is_one(inbound, press):
        yield
        return
    message = None
    if press.gig and inbound.reply_to_id:
        message = _Message(inbound.tenant, inbound.conversation_id, inbound.reply_to_id, press.gig)
    chat = acquaintances.to_meet(inbound, turn.person)
    trip = OneTrip(context, chat, message)
    turn.context = replace(context, store=trip)
    yield
    turn.context = context
    try:
        await trip.end()
    except StoreUnavailable:
        log.warning("a chat that’s new wasn’t noted down; what the press did stands, and is answered")
        return
    turn.pressed = trip.pressed
    if chat is not None:
        acquaintances.has_met(inbound, turn.person)
