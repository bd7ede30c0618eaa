"""Keeps in the store what an outbox could not say at once, and finds what a process that died still owed."""

import itertools
import logging
from collections.abc import Collection, Sequence
from datetime import timedelta
from functools import partial
from typing import Final

from bot.turn.outbox import Outbox
from bot.turn.speak import Voice
from ports.kept_answers import Answer, KeptAnswer
from ports.storage import StoreUnavailable, Transaction
from use_cases.context import Context

HELD: Final = timedelta(seconds=20)
"""What a process that says nothing for so long has left, another one says."""
LOOKED_EVERY_S: Final = 5.0
TOO_LATE: Final = timedelta(hours=1)
"""After that, an answer is of no use to whoever asked."""

log = logging.getLogger(__name__)


class StoredAnswers:
    """`bot.turn.outbox.Keeping` in the store. While that is away, answers are kept in the process as before."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._holder = context.ids.new("holder-")
        self._places = itertools.count()

    async def keep(self, answer: Answer) -> KeptAnswer | None:
        """None when the store is away."""
        now = self._context.clock.now()
        kept = KeptAnswer(
            tenant=answer.tenant,
            id=self._context.ids.new("answer-"),
            answer=answer,
            holder=self._holder,
            held_until=now + HELD,
            kept_at=now,
            place=next(self._places),
        )
        try:
            await self._context.store.run(lambda tx: tx.kept_answers.put(kept))
        except StoreUnavailable as away:
            log.warning("an answer is kept in this process only: %s", type(away).__name__)
            return None
        self._context.failpoint("answer: kept")
        return kept

    async def is_ours(self, kept: KeptAnswer) -> bool:
        """Assumed while the store is away: said twice is better than never."""
        try:
            return kept.id in await self.hold([kept.id])
        except StoreUnavailable:
            return True

    async def hold(self, kept_ids: Collection[str]) -> Collection[str]:
        """Those that are still ours, for some more time."""
        until = self._context.clock.now() + HELD

        async def hold(tx: Transaction) -> Collection[str]:
            return await tx.kept_answers.hold(self._holder, kept_ids, until)

        return await self._context.store.run(hold) if kept_ids else ()

    async def let_go(self, kept: KeptAnswer) -> None:
        """A row that the store doesn't delete now is said once more: that is better than never."""
        try:
            await self._context.store.run(lambda tx: tx.kept_answers.drop(kept.tenant, kept.id))
        except StoreUnavailable as away:
            log.warning("an answer may be said twice: %s", type(away).__name__)

    async def left_behind(self) -> Sequence[KeptAnswer]:
        """What no process holds any more, and is still worth saying; this one holds it now."""
        now = self._context.clock.now()

        async def claim(tx: Transaction) -> Sequence[KeptAnswer]:
            return await tx.kept_answers.claim(now, self._holder, now + HELD)

        found = await self._context.store.run(claim)
        for late in (one for one in found if one.kept_at < now - TOO_LATE):
            log.error("not said: an answer was kept for too long")
            await self.let_go(late)
        return [one for one in found if one.kept_at >= now - TOO_LATE]


async def look_after(stored: StoredAnswers, outbox: Outbox, voice: Voice) -> None:
    """Holds what this process still owes, and takes over what another one left: in the order it was kept in."""
    await stored.hold(outbox.kept)
    for kept in await stored.left_behind():
        outbox.take_over(kept, partial(voice.say_answer, kept.answer))
