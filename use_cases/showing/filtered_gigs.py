"""Gigs as somebody asks for them in words: a programme lead's among all, everybody else's among their own."""

from collections.abc import Sequence

from gigs.amounts import read_amount
from gigs.gig import Gig, GigState
from gigs.money import Money
from gigs.people import Person
from gigs.value import Value
from policy.rates import Rates
from ports.overview_storage import Wanted, market_of, month_of
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.permissions.authorize import PROGRAMME_LEAD
from use_cases.showing.all_gigs import FROM_THE_TOP, SHOWN, seen_by

MOST_READ = 200
"""Gigs that are looked at for one question, the newest first; the answer says where there are more."""
_PAGE = 50


class GigsWanted(Value):
    """What is asked for; "" and None are any. `over` and `under` are amounts as typed, in `currency`, or in the policy's where that is "".

    `team` and `waits_for` are words of a name.
    """

    is_mine: bool = False
    is_everybodys: bool = False
    state: GigState | None = None
    month: str = ""
    market: str = ""
    over: str = ""
    under: str = ""
    currency: str = ""
    team: str = ""
    waits_for: str = ""


class FilteredGigs(Value):
    """At most SHOWN of them, the newest first. `among_all` where every gig of the organisation was looked at, else only one's own.

    `over` and `under` are what was compared with, `uncounted` how many were left out because no rate is known for their
    currency. `only_newest` where there were too many to look at all of them.
    """

    wanted: GigsWanted
    among_all: bool
    gigs: tuple[Gig, ...]
    more: bool = False
    only_newest: bool = False
    uncounted: int = 0
    over: Money | None = None
    under: Money | None = None

    @property
    def filters(self) -> Wanted:
        """As much of it as the list of all gigs can be narrowed by."""
        one = self.wanted
        return Wanted(state=one.state, month=one.month, market=one.market)


async def filtered_gigs(context: Context, who: Person, wanted: GigsWanted) -> FilteredGigs:
    """Raises ValueError, with a sentence for whoever asked, where an amount can be read in two ways or in none."""
    rates = context.policy.exchange
    currency = wanted.currency or rates.currency
    over, under = (read_amount(one, currency) if one else None for one in (wanted.over, wanted.under))
    among_all = PROGRAMME_LEAD in who.roles and not wanted.is_mine
    found = FilteredGigs(wanted=wanted, among_all=among_all, gigs=(), over=over, under=under)
    return await context.store.run(_found, who, rates, found)


async def _found(tx: Transaction, who: Person, rates: Rates, asked: FilteredGigs) -> FilteredGigs:
    fits: list[Gig] = []
    read = uncounted = 0
    before = FROM_THE_TOP
    while True:
        page = await _page(tx, who, asked, before, read)
        read += len(page)
        named = [gig for gig in seen_by(who, page) if _is_named(gig, asked.wanted)]
        counted = [gig for gig in named if _is_comparable(gig, rates, asked)]
        uncounted += len(named) - len(counted)
        fits += [gig for gig in counted if _is_within(gig, rates, asked)]
        is_all = not asked.among_all or len(page) < _PAGE
        if is_all or len(fits) > SHOWN or read >= MOST_READ:
            break
        before = page[-1].number
    return asked.model_copy(
        update={
            "gigs": tuple(fits[:SHOWN]),
            "more": len(fits) > SHOWN,
            "only_newest": len(fits) <= SHOWN and read >= MOST_READ,
            "uncounted": uncounted,
        }
    )


async def _page(tx: Transaction, who: Person, asked: FilteredGigs, before: int, skip: int) -> Sequence[Gig]:
    """One's own at once, all of the organisation's a page at a time."""
    tenant = who.key.tenant
    if asked.among_all and asked.wanted.waits_for:
        return await tx.overviews.awaiting(tenant, skip, _PAGE)
    if asked.among_all:
        return await tx.overviews.newest(tenant, asked.filters, before, _PAGE)
    own = await tx.gigs.of_requester(who.key, MOST_READ)
    shared = await tx.gigs.of_co_owner(who.key, MOST_READ)
    return sorted([*own, *shared], key=lambda gig: (gig.changed_at, gig.number), reverse=True)[:MOST_READ]


def _is_named(gig: Gig, wanted: GigsWanted) -> bool:
    department = gig.requester.department
    waits = [one.approver.name for one in gig.open_approvals]
    return (
        (wanted.state is None or gig.state is wanted.state)
        and (not wanted.month or month_of(gig) == wanted.month)
        and (not wanted.market or market_of(gig) == wanted.market)
        and (not wanted.team or _says(department, wanted.team))
        and (not wanted.waits_for or any(_says(name, wanted.waits_for) for name in waits))
    )


def _says(name: str, words: str) -> bool:
    """Whether each of these words is one of the name's, or begins one."""
    parts = name.casefold().split()
    return all(any(part.startswith(word) for part in parts) for word in words.casefold().split())


def _cost(gig: Gig) -> Money | None:
    return gig.approved or (gig.brief.budget if gig.brief else None)


def _is_comparable(gig: Gig, rates: Rates, asked: FilteredGigs) -> bool:
    """A gig without any amount is none that costs more or less."""
    limits = [one for one in (asked.over, asked.under) if one]
    cost = _cost(gig)
    return not limits or cost is None or all(_both(cost, one, rates) for one in limits)


def _is_within(gig: Gig, rates: Rates, asked: FilteredGigs) -> bool:
    cost = _cost(gig)
    for limit, is_lower in ((asked.over, True), (asked.under, False)):
        if limit is None:
            continue
        amounts = _both(cost, limit, rates) if cost else None
        if amounts is None or not (amounts[0] > amounts[1] if is_lower else amounts[0] < amounts[1]):
            return False
    return True


def _both(cost: Money, limit: Money, rates: Rates) -> tuple[Money, Money] | None:
    """In one currency; None where no rate is known."""
    if cost.currency == limit.currency:
        return cost, limit
    own, other = rates.own(cost), rates.own(limit)
    return (own, other) if own and other else None
