"""The outbox of a process: what it can't say at once outlives it, and what another one left is said here."""

from contextlib import AsyncExitStack
from functools import partial

from bot.connector.connector import Connector
from bot.connector.pacing import Pacing
from bot.turn.kept_answers import LOOKED_EVERY_S, StoredAnswers, look_after
from bot.turn.outbox import Outbox
from bot.turn.speak import Voice
from jobs.ticker import Ticker
from use_cases.context import Context


def open_outbox(stack: AsyncExitStack, context: Context, connector: Connector, pacing: Pacing) -> Outbox:
    """Closed with the stack, after the last turn."""
    stored = StoredAnswers(context)
    outbox = Outbox(sleep=pacing.pause, keeping=stored)
    stack.push_async_callback(outbox.close)
    stack.push_async_callback((ticker := Ticker()).stop)
    look = partial(look_after, stored, outbox, Voice(connector, context, outbox))
    ticker.every(LOOKED_EVERY_S, look, "kept_answers")
    return outbox
