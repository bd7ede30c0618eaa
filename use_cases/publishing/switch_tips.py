"""Tips are switched off, and on again."""

from gigs.people import Person
from ports.tips import TipsState
from use_cases.context import Context


async def switch_tips(context: Context, who: Person, *, on: bool) -> None:
    """For oneself, from the next card on. Doing it twice changes nothing."""
    state = TipsState.ON if on else TipsState.OFF
    await context.store.run(lambda tx: tx.tips.put(who.key, state))


async def wants_tips(context: Context, who: Person) -> bool:
    """Whether this person is shown tips now."""
    return await context.store.run(lambda tx: tx.tips.wanted(who.key))
