"""Searches the talent pool, on behalf of somebody: whoever they may not know of isn't found, counted, or said to be there."""

from collections.abc import Sequence

from gigs.brief import Category, clean
from gigs.length import within
from gigs.people import Person
from gigs.summary import Summary
from gigs.talent import FreelancerKey, Talent, domain_word, found_by, market_word, words_in
from gigs.value import Value
from ports.storage import Transaction
from ports.summary_storage import SummariesWanted
from translation.catalogue import _
from use_cases.context import Context
from use_cases.permissions.authorize_summary import reader
from use_cases.permissions.authorize_talent import TalentVerb, authorize_talent
from use_cases.talent.talent_page import TalentEntry, entry_of, invitable_by, known_gigs

SHOWN = 5
LONGEST = 100
AT_ONCE = 200
MOST_LOOKED = 1000
"""Gigs that one search looks through; the next one goes on from there."""
_FROM_THE_TOP = 2**31 - 1


class TalentWanted(Value):
    """Who is looked for: `text` are words of a name, a skill, a domain or a marketplace; all of them must fit."""

    text: str = ""
    domain: Category | None = None
    marketplace: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """What was typed, and what stands for the domain and the marketplace that were chosen."""
        marks = [domain_word(self.domain)] if self.domain else []
        return (*words_in(self.text), *marks, *([market_word(self.marketplace)] if self.marketplace else ()))


class TalentPage(Value):
    """`following` is the gig's number below which the next page begins, 0 where there's nothing more. `unfinished` where the
    search ended because it had looked through enough. `markets` are those that can be chosen, by name.
    """

    wanted: TalentWanted
    entries: tuple[TalentEntry, ...]
    following: int
    unfinished: bool
    markets: tuple[str, ...]


async def find_talent(context: Context, who: Person, wanted: TalentWanted, first: int = 0) -> TalentPage:
    """Whoever did the newest fitting work comes first. Raises TooLong."""
    text = within(clean(wanted.text), LONGEST, _("What you’re looking for"))
    wanted = wanted.model_copy(update={"text": text})
    search = _Search(context, who, wanted, first)
    entries = await context.store.run(search.page)
    return TalentPage(
        wanted=wanted,
        entries=tuple(entries),
        following=search.following,
        unfinished=search.following > 0 and len(entries) < SHOWN,
        markets=tuple(sorted(context.markets)),
    )


async def show_talent(
    context: Context, who: Person, key: FreelancerKey, verb: TalentVerb = TalentVerb.SEE
) -> TalentEntry:
    """One of them, with the gigs that the reader could invite them to. Raises OutOfOrder where they may not know of them, and
    NotAllowed where they may not do this."""
    return await context.store.run(talent_of, context, who, key, verb)


async def talent_of(
    tx: Transaction, context: Context, who: Person, key: FreelancerKey, verb: TalentVerb = TalentVerb.SEE
) -> TalentEntry:
    """The same, in a transaction."""
    found, more = await known_gigs(tx, who, key)
    authorize_talent(who, verb, found)
    talent = await tx.talents.get(key) or Talent(key=key)
    entry = await entry_of(context, tx, who, talent, found, more=more)
    invites = () if entry.mark else await invitable_by(tx, who, key.marketplace)
    return entry.model_copy(update={"invites": invites})


class _Search:
    """One look through the pool, from the newest gig down."""

    def __init__(self, context: Context, who: Person, wanted: TalentWanted, first: int) -> None:
        self.following = 0
        self._context = context
        self._who = who
        self._words = wanted.words
        self._before = first or _FROM_THE_TOP
        self._first = first
        self._seen: set[FreelancerKey] = set()

    async def page(self, tx: Transaction) -> Sequence[TalentEntry]:
        """At most SHOWN of them. Each stands on the page of their newest gig that fits, and nowhere else."""
        entries: list[TalentEntry] = []
        looked, before = 0, self._before
        self._words = await self._rarest_first(tx)
        while before:
            found, last = await self._look(tx, before)
            for gig, key in found:
                if (entry := await self._entry(tx, key)) is not None:
                    entries.append(entry)
                if len(entries) == SHOWN:
                    self.following = gig
                    return entries
            looked, before = looked + AT_ONCE, last
            if looked >= MOST_LOOKED:
                self.following = before
                break
        return entries

    async def _rarest_first(self, tx: Transaction) -> tuple[str, ...]:
        """Gigs are looked through along the first word. A page of a rare one reaches far back, and one that nothing has ends it."""
        if len(self._words) < 2:
            return self._words
        reach = {
            word: (await tx.talents.with_words(self._who.key.tenant, (word,), self._before, AT_ONCE)).last
            for word in self._words
        }
        return tuple(sorted(self._words, key=lambda word: reach[word]))

    async def _look(self, tx: Transaction, before: int) -> tuple[Sequence[tuple[int, FreelancerKey]], int]:
        """Gigs that fit and that the reader may know of, and where to go on; 0 at the end."""
        by = reader(self._who)
        if not self._words:
            newest = await tx.summaries.newest(by, SummariesWanted(before=before), AT_ONCE)
            hired = await tx.talents.hired_on(self._who.key.tenant, [one.gig for one in newest])
            last = newest[-1].gig if len(newest) == AT_ONCE else 0
            return [(one.gig, hired[one.gig]) for one in newest if one.gig in hired], last
        looked = await tx.talents.with_words(self._who.key.tenant, self._words, before, AT_ONCE)
        may = {one.gig for one in await tx.summaries.of_gigs(by, [gig for gig, _key in looked.gigs])}
        return [(gig, key) for gig, key in looked.gigs if gig in may], looked.last

    async def _entry(self, tx: Transaction, key: FreelancerKey) -> TalentEntry | None:
        """None for one that stands here, or on a page before."""
        if key in self._seen:
            return None
        self._seen.add(key)
        talent = await tx.talents.get(key)
        found, more = await known_gigs(tx, self._who, key)
        fitting = [one.gig for one in found if self._fits(one, talent)]
        if talent is None or not fitting or (self._first and max(fitting) >= self._first):
            return None
        return await entry_of(self._context, tx, self._who, talent, found, more=more, sought=self._words)

    def _fits(self, one: Summary, talent: Talent | None) -> bool:
        has = found_by(one.marketplace, one.domain, one.skills) | set(words_in(talent.name if talent else ""))
        return has.issuperset(self._words)
