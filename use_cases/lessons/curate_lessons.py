"""A programme lead edits a lesson, merges one into another, or retires it. What its author wrote stays in their gig."""

from collections.abc import Sequence
from datetime import datetime

from gigs.brief import DataTier, clean
from gigs.errors import GigNotFound, OutOfOrder
from gigs.length import within
from gigs.people import Person
from gigs.summary import Audience, Summary
from gigs.value import Value
from ports.lessons import Curated
from ports.storage import Transaction
from similar.nearness import AKIN, terms
from translation.catalogue import _
from use_cases.context import Context
from use_cases.lessons.lesson import Lesson, lessons_of
from use_cases.lessons.mark_helpful import lesson_of
from use_cases.lessons.near import near
from use_cases.permissions.authorize_summary import SummaryVerb, authorize_summary, reader

LONGEST = 600
MOST_OFFERED = 12
_WIDTH = {Audience.LEADS: 0, Audience.DIVISION: 1, Audience.EVERYBODY: 2}


class OpenLesson(Value):
    """A lesson that a lead may change, and those of similar gigs that it can be merged into."""

    lesson: Lesson
    others: tuple[Lesson, ...]


async def open_lesson(context: Context, who: Person, gig: int) -> OpenLesson:
    """Raises NotAllowed for whoever is no programme lead, GigNotFound for a lesson that is gone."""
    return await context.store.run(_open, who, gig)


async def _open(tx: Transaction, who: Person, gig: int) -> OpenLesson:
    summary = await _summary(tx, who, gig)
    wanted = terms(summary.title, " ".join(summary.skills), summary.outcome, domain=summary.domain)
    found = await near(tx, who, wanted, besides=(gig,), at_least=AKIN, most=MOST_OFFERED)
    within = [one.summary for one in found if _is_within(one.summary, summary)]
    lesson = await lesson_of(tx, who, gig)
    others = [one for one in await lessons_of(tx, who, within) if one.gig != lesson.gig]
    return OpenLesson(lesson=lesson, others=tuple(others))


async def edit_lesson(
    context: Context, who: Person, gig: int, do_again: str, do_differently: str, *, of_merged: bool = False
) -> Lesson:
    """In a lead's words from now on. `of_merged` where they began with words that others' may be among.

    Raises OutOfOrder where nothing is left of it, or some of these others were withdrawn meanwhile; TooLong, NotAllowed,
    GigNotFound.
    """
    again = within(clean(do_again), LONGEST, _("What to do again"))
    differently = within(clean(do_differently), LONGEST, _("What to do differently"))
    if not (again or differently):
        raise OutOfOrder(_("Please write at least one of the two lines, or retire the lesson."))
    return await context.store.run(_edit, who, gig, again, differently, of_merged, context.clock.now())


async def _edit(
    tx: Transaction, who: Person, gig: int, again: str, differently: str, of_merged: bool, now: datetime
) -> Lesson:
    await _summary(tx, who, gig)
    former = (await tx.lessons.curated(who.key.tenant, [gig])).get(gig)
    merged = former.sources if former else ()
    sources = await _still_there(tx, who, merged)
    if of_merged and len(sources) < len(merged):
        raise OutOfOrder(
            _(
                "A lesson that was merged into this one has been withdrawn since you opened it. Please open it again and "
                "leave its words out."
            )
        )
    await tx.lessons.put(_curated(who, gig, now, again, differently, sources))
    return await lesson_of(tx, who, gig)


async def retire_lesson(context: Context, who: Person, gig: int) -> None:
    """It's shown to nobody any more. Raises NotAllowed, GigNotFound."""
    await context.store.run(_retire, who, gig, context.clock.now())


async def _retire(tx: Transaction, who: Person, gig: int, now: datetime) -> None:
    await _summary(tx, who, gig)
    former = (await tx.lessons.curated(who.key.tenant, [gig])).get(gig)
    kept = former or _curated(who, gig, now)
    await tx.lessons.put(kept.model_copy(update={"retired": True, "by": who.key, "at": now}))


async def merge_lessons(context: Context, who: Person, gig: int, into: int) -> Lesson:
    """The lesson of `gig` is told by the one of `into` from now on, in the words of both.

    Raises OutOfOrder for one lesson with itself, and where more people may read `into` than may read `gig`: its words
    would reach people they weren't meant for.
    """
    if gig == into:
        raise OutOfOrder(_("Please choose another lesson to merge this one into."))
    return await context.store.run(_merge, who, gig, into, context.clock.now())


async def _merge(tx: Transaction, who: Person, gig: int, into: int, now: datetime) -> Lesson:
    source, target = await _summary(tx, who, gig), await _summary(tx, who, into)
    if not _is_within(target, source):
        raise OutOfOrder(
            _(
                "More people may read the lesson of gig {into} than the one of gig {gig}. Merge them the other way round."
            ).format(into=into, gig=gig)
        )
    one, other = await lesson_of(tx, who, gig), await lesson_of(tx, who, into)
    if one.gig != gig or other.gig != into:
        raise OutOfOrder(_("One of these lessons has been merged already. Please open the list again."))
    curated = await tx.lessons.curated(who.key.tenant, [gig, into])
    merged = {source for each in curated.values() for source in each.sources} - {gig, into}
    sources = {gig, *await _still_there(tx, who, sorted(merged))}
    again, differently = _both(other.do_again, one.do_again), _both(other.do_differently, one.do_differently)
    await tx.lessons.put(_curated(who, into, now, again, differently, tuple(sorted(sources))))
    former = await tx.lessons.curated(who.key.tenant, sorted(sources))
    for number in sorted(sources):
        kept = former.get(number) or _curated(who, number, now)
        await tx.lessons.put(kept.model_copy(update={"merged_into": into, "by": who.key, "at": now}))
    return await lesson_of(tx, who, into)


async def _still_there(tx: Transaction, who: Person, gigs: Sequence[int]) -> tuple[int, ...]:
    """Without what was withdrawn: a lead hasn't read its words, so what they write holds none of them."""
    found = await tx.summaries.of_gigs(reader(who), gigs)
    return tuple(one.gig for one in found if not one.sharing.withdrawn)


def _is_within(narrow: Summary, wide: Summary) -> bool:
    """Whether everybody who may read the first may read the second, but for its owners."""
    first, second = _reach(narrow), _reach(wide)
    if first is second is Audience.DIVISION:
        return narrow.division == wide.division
    return _WIDTH[first] <= _WIDTH[second]


def _reach(summary: Summary) -> Audience:
    return summary.sharing.audience if summary.tier is DataTier.GENERAL else Audience.LEADS


def _both(one: str, other: str) -> str:
    lines = dict.fromkeys(line for text in (one, other) for line in text.splitlines() if line.strip())
    return within("\n".join(lines), LONGEST, _("The merged lesson"))


def _curated(
    who: Person,
    gig: int,
    now: datetime,
    again: str = "",
    differently: str = "",
    sources: tuple[int, ...] = (),
) -> Curated:
    return Curated(
        tenant=who.key.tenant,
        gig=gig,
        do_again=again,
        do_differently=differently,
        sources=sources,
        by=who.key,
        at=now,
    )


async def _summary(tx: Transaction, who: Person, gig: int) -> Summary:
    """Raises GigNotFound, and NotAllowed for whoever is no programme lead."""
    summary = await tx.summaries.of_gig(reader(who), gig)
    if summary is None:
        raise GigNotFound(gig)
    authorize_summary(who, SummaryVerb.PROMOTE, summary)
    return summary
