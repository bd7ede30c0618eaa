"""What is shown beside a preview: hints on how to make the brief better. Nothing of it stops anybody."""

from coach.hints import Hint
from gigs.people import Person
from gigs.value import Value
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.requesting.submit_gig import Preview


class Beside(Value):
    """`hints` are those that were not dismissed, the most useful first; all of them are shown where `all_hints` is True."""

    hints: tuple[Hint, ...] = ()
    all_hints: bool = False


NOTHING = Beside()


async def beside_preview(context: Context, who: Person, seen: Preview) -> Beside:
    """Everything beside this preview, in one transaction."""
    return await context.store.run(_beside, context, who, seen)


async def _beside(_tx: Transaction, _context: Context, _who: Person, _seen: Preview) -> Beside:
    return NOTHING
