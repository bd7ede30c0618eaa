"""What is shown beside a preview: hints on how to make the brief better. Nothing of it stops anybody."""

from datetime import datetime

from coach.hints import Hint
from gigs.people import Person
from gigs.value import Value
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.lessons.near import terms_of_brief
from use_cases.requesting.hints import MOST_SHOWN, keep_marks, not_dismissed, read_figures, read_words
from use_cases.requesting.similar_beside import SimilarBeside, similar_beside
from use_cases.requesting.submit_gig import Preview


class Beside(Value):
    """`hints` are those that were not dismissed, the most useful first; all of them are shown where `all_hints` is True."""

    hints: tuple[Hint, ...] = ()
    all_hints: bool = False
    similar: SimilarBeside = SimilarBeside()

    @property
    def shown(self) -> tuple[Hint, ...]:
        return self.hints if self.all_hints else self.hints[:MOST_SHOWN]


NOTHING = Beside()


async def beside_preview(context: Context, who: Person, seen: Preview, *, all_hints: bool = False) -> Beside:
    """Everything beside this preview, in one transaction, which also counts the hints that are shown now."""
    words = await read_words(context, seen.gig.form, seen.brief.marketplace)
    return await context.store.run(_beside, context, who, seen, words, all_hints, context.clock.now())


async def _beside(
    tx: Transaction,
    context: Context,
    who: Person,
    seen: Preview,
    words: tuple[Hint, ...],
    all_hints: bool,
    now: datetime,
) -> Beside:
    tenant, number = seen.gig.tenant, seen.gig.number
    known = {mark.hint: mark for mark in await tx.hints.of_gig(tenant, number)}
    found = (*words, *await read_figures(tx, who, seen.brief, context.today(who)))
    similar = await similar_beside(tx, who, seen.gig, terms_of_brief(seen.brief), now)
    beside = Beside(hints=not_dismissed(found, known), all_hints=all_hints, similar=similar)
    await keep_marks(tx, seen.brief, (tenant, number), known, found, beside.shown, now)
    return beside
