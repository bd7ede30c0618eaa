"""A lesson as one person may see it: in whose words, from which gig, whom it helped."""

from collections.abc import Iterable, Sequence

from gigs.people import Person
from gigs.summary import Summary
from gigs.value import Value
from ports.lessons import Curated, Worth
from ports.storage import Transaction
from use_cases.permissions.authorize_summary import reader

_NOTHING = Worth()


class Lesson(Value):
    """The lesson of one gig. `by` is empty where whoever learnt it isn't named; `can_ask` where they can be asked.

    `shown` and `helped` count gigs and people; `helped_me` where this person has said so. `edited` where the words are a
    programme lead's.
    """

    gig: int
    title: str
    division: str
    month: str
    by: str
    is_own: bool
    can_ask: bool
    do_again: str
    do_differently: str
    edited: bool = False
    shown: int = 0
    helped: int = 0
    helped_me: bool = False


async def lessons_of(tx: Transaction, who: Person, summaries: Sequence[Summary]) -> Sequence[Lesson]:
    """Those of these gigs, in their order, each once. A retired one is left out, a merged one stands in the one it went into."""
    tenant, gigs = who.key.tenant, [one.gig for one in summaries]
    curated = dict(await tx.lessons.curated(tenant, gigs))
    into = {one.merged_into for one in curated.values() if one.merged_into} - set(gigs)
    curated |= await tx.lessons.curated(tenant, sorted(into))
    wider = {*into, *(source for one in curated.values() for source in one.sources)} - set(gigs)
    there = {one.gig: one for one in summaries}
    others = await tx.summaries.of_gigs(reader(who), sorted(wider))
    there |= {one.gig: one for one in others if not one.sharing.withdrawn}
    told = dict.fromkeys(_told_by(gig, curated, there) for gig in gigs)
    shown = [there[gig] for gig in told if not (gig in curated and curated[gig].retired)]
    worth = await tx.lessons.worth(tenant, [one.gig for one in shown])
    mine = await tx.lessons.helped(who.key, [one.gig for one in shown])
    lessons = (
        _lesson(who, one, curated.get(one.gig), there, worth.get(one.gig, _NOTHING), mine) for one in shown
    )
    return [one for one in lessons if one.do_again or one.do_differently]


def _told_by(gig: int, curated: dict[int, Curated], there: dict[int, Summary]) -> int:
    """The gig whose lesson tells this one's, too: itself, unless it was merged into one that is still there to be read."""
    into = curated[gig].merged_into if gig in curated else 0
    is_retired = into in curated and curated[into].retired
    return into if is_retired or into in there else gig


def _lesson(
    who: Person,
    summary: Summary,
    curated: Curated | None,
    there: dict[int, Summary],
    worth: Worth,
    mine: Iterable[int],
) -> Lesson:
    """In a lead's words only where all that went into them may be read."""
    if curated and (curated.retired or curated.merged_into or not there.keys() >= set(curated.sources)):
        curated = None
    words = curated or summary
    is_own = who.key in summary.owners
    return Lesson(
        gig=summary.gig,
        title=summary.title,
        division=summary.division,
        month=summary.month,
        by=summary.by,
        is_own=is_own,
        can_ask=bool(summary.by) and not is_own,
        do_again=words.do_again,
        do_differently=words.do_differently,
        edited=curated is not None,
        shown=worth.shown,
        helped=worth.helped,
        helped_me=summary.gig in mine,
    )
