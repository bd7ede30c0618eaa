"""Everybody looks through the lessons that they may read: the newest, of one domain, or those with certain words."""

from collections.abc import Sequence

from gigs.brief import Category
from gigs.people import Person
from gigs.summary import Summary
from gigs.value import Value
from ports.storage import Transaction
from ports.summary_storage import SummariesWanted
from similar.words import terms_of
from use_cases.context import Context
from use_cases.lessons.lesson import Lesson, lessons_of
from use_cases.permissions.authorize import PROGRAMME_LEAD
from use_cases.permissions.authorize_summary import reader

SHOWN = 6
LONGEST_SEARCH = 200
_PAGE = 40
_PAGES = 5
"""So many summaries are looked through for a page of lessons: most gigs teach something, and few are read in vain."""


class LessonsPage(Value):
    """`following` is where the next page begins, 0 where there is none."""

    lessons: tuple[Lesson, ...]
    searched: str = ""
    domain: Category | None = None
    following: int = 0
    is_lead: bool = False


async def browse_lessons(
    context: Context, who: Person, words: str = "", domain: Category | None = None, before: int = 0
) -> LessonsPage:
    """With words: those that share most of them. Without: the newest before this gig's number."""
    words = words[:LONGEST_SEARCH].strip()
    lessons, following = await context.store.run(_read, who, words, domain, before)
    return LessonsPage(
        lessons=tuple(lessons),
        searched=words,
        domain=domain,
        following=following,
        is_lead=PROGRAMME_LEAD in who.roles,
    )


async def _read(
    tx: Transaction, who: Person, words: str, domain: Category | None, before: int
) -> tuple[Sequence[Lesson], int]:
    if words:
        return await _with_words(tx, who, words, domain), 0
    found: list[Lesson] = []
    for _page in range(_PAGES):
        wanted = SummariesWanted(domain=domain, before=before)
        summaries = await tx.summaries.newest(reader(who), wanted, _PAGE)
        told = {one.gig: one for one in await lessons_of(tx, who, _shared(summaries))}
        for summary in summaries:
            before = summary.gig
            if summary.gig in told:
                found.append(told[summary.gig])
            if len(found) == SHOWN:
                return found, before
        if len(summaries) < _PAGE:
            return found, 0
    return found, before


async def _with_words(tx: Transaction, who: Person, words: str, domain: Category | None) -> Sequence[Lesson]:
    gigs = await tx.similarity.with_words(reader(who), terms_of(words), _PAGE)
    summaries = _shared(await tx.summaries.of_gigs(reader(who), gigs))
    of_domain = [one for one in summaries if domain in (None, one.domain)]
    return (await lessons_of(tx, who, of_domain))[:SHOWN]


def _shared(summaries: Sequence[Summary]) -> list[Summary]:
    """What its owner withdrew is no lesson, not even to them."""
    return [one for one in summaries if not one.sharing.withdrawn]
