"""One freelancer as one person may know them: told from the summaries that this person may read, and from nothing else."""

from collections.abc import Collection, Sequence
from decimal import ROUND_HALF_UP, Decimal

from gigs.brief import Category
from gigs.gig import GigState
from gigs.marketplaces import TITLES
from gigs.money import Money
from gigs.people import Person
from gigs.summary import Summary
from gigs.talent import DoNotHire, FreelancerKey, Talent, words_in
from gigs.value import Value
from ports.marketplace import Capability
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.permissions.authorize_summary import reader
from use_cases.permissions.authorize_talent import TalentVerb, talent_verbs
from use_cases.showing.marks import mark_on

MOST_GIGS = 50
"""With one freelancer that are looked at, the newest of them."""
_NAMES = 5
_SKILLS = 8
_TENTH = Decimal("0.1")
INVITES = frozenset({GigState.LISTED, GigState.REVIEWING})
"""While somebody can be invited to a gig."""
_OWN_GIGS = 50


class Invitable(Value):
    """A gig of the reader's to which they may invite somebody now."""

    number: int
    title: str


class TalentEntry(Value):
    """`gigs` counts those that this reader may know of, `more` where there may be older ones; `hire_again` counts the yeses.
    `rating` is ours, 1 to 5. `price` is what the newest of these gigs that says so paid, in `month`. `known_by` agreed to be
    named; `is_mine` where the reader is one of those who know them. `mark` is there while it stops a hire; its reason only
    where this reader may see it. `marketplace` is its title. `invites` are gigs to invite them to; `by_hand` where that is
    done on the marketplace's own page.
    """

    talent: Talent
    marketplace: str
    gigs: int
    more: bool
    rating: Decimal
    hire_again: int
    price: Money | None
    month: str
    domains: tuple[Category, ...]
    skills: tuple[str, ...]
    known_by: tuple[str, ...]
    is_mine: bool
    mark: DoNotHire | None
    allowed: frozenset[TalentVerb]
    invites: tuple[Invitable, ...] = ()
    by_hand: bool = False
    keeps_words: bool = True
    """Whether the marketplace lets us keep the name for as long as we like."""

    @property
    def key(self) -> FreelancerKey:
        """Who it is."""
        return self.talent.key


async def known_gigs(tx: Transaction, who: Person, key: FreelancerKey) -> tuple[Sequence[Summary], bool]:
    """Summaries of the gigs with this freelancer that this person may read, the newest first; and whether there may be older ones."""
    gigs = await tx.talents.gigs_of(key, MOST_GIGS)
    found = await tx.summaries.of_gigs(reader(who), [one.gig for one in gigs])
    return found, len(gigs) == MOST_GIGS


async def entry_of(
    context: Context,
    tx: Transaction,
    who: Person,
    talent: Talent,
    found: Sequence[Summary],
    *,
    more: bool,
    sought: Collection[str] = (),
) -> TalentEntry:
    """Of at least one summary. Skills with one of the words that were `sought` come first."""
    key = talent.key
    may = talent_verbs(who, found)
    mark = await mark_on(tx, key, context.clock.now())
    if mark and TalentVerb.LIFT not in may:
        mark = mark.model_copy(update={"reason": ""})
    market = context.markets.get(key.marketplace)
    paid = next((one for one in found if one.cost is not None), None)
    ratings = sum((Decimal(one.rating) for one in found), Decimal(0)) / len(found)
    return TalentEntry(
        talent=talent,
        marketplace=market.title if market else TITLES.get(key.marketplace, key.marketplace),
        gigs=len(found),
        more=more,
        rating=ratings.quantize(_TENTH, ROUND_HALF_UP),
        hire_again=sum(one.hire_again for one in found),
        price=paid.cost if paid else None,
        month=paid.month if paid else found[0].month,
        domains=tuple(dict.fromkeys(one.domain for one in found)),
        skills=_skills_of(found, sought),
        known_by=tuple(dict.fromkeys(one.by for one in found if one.by and who.key not in one.owners))[
            :_NAMES
        ],
        is_mine=any(who.key in one.owners for one in found),
        mark=mark,
        allowed=may,
        by_hand=market is not None and Capability.INVITE not in market.capabilities,
        keeps_words=market is None or market.keeps_for is None,
    )


def _skills_of(found: Sequence[Summary], sought: Collection[str]) -> tuple[str, ...]:
    skills = dict.fromkeys(skill for one in found for skill in one.skills)
    return tuple(sorted(skills, key=lambda skill: set(words_in(skill)).isdisjoint(sought)))[:_SKILLS]


async def invitable_by(tx: Transaction, who: Person, marketplace: str) -> tuple[Invitable, ...]:
    """The reader's own gigs on this marketplace that take proposals now, the newest change first."""
    own = await tx.gigs.of_requester(who.key, _OWN_GIGS)
    shared = await tx.gigs.of_co_owner(who.key, _OWN_GIGS)
    return tuple(
        Invitable(number=gig.number, title=gig.title)
        for gig in (*own, *shared)
        if gig.state in INVITES and gig.listing and gig.listing.marketplace == marketplace
    )
