"""Every gig of the organisation, for its programme leads: all, those that are stuck, those that wait for an answer."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from gigs.errors import NoLinks
from gigs.gig import OVER, Gig, GigState
from gigs.people import Person
from gigs.value import Value
from ports.links import OverviewLink
from ports.overview_storage import Wanted
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context
from use_cases.permissions.authorize import Verb, allowed
from use_cases.permissions.require_lead import require_lead

SHOWN = 10
STUCK_AFTER = timedelta(days=7)
STUCK = frozenset(GigState) - OVER - {GigState.DRAFT, GigState.ACTIVE, GigState.INSIDE}
"""States in which a gig waits for somebody; while a freelancer is at work, nothing has to happen for weeks."""
MONTHS = 12
MOST_TEAMS = 30
FROM_THE_TOP = 2**31 - 1


class Which(StrEnum):
    """What a lead asks for."""

    ALL = "all"
    STUCK = "stuck"
    OPEN = "open"


class Overview(Value):
    """One page. `following` is where the next one begins, 0 where there is none; `export` the address of all of it.

    `teams`, `months` and `markets` are what can be chosen from.
    """

    which: Which
    wanted: Wanted
    gigs: tuple[Gig, ...]
    following: int
    at: datetime
    export: str = ""
    teams: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()


async def all_gigs(
    context: Context, who: Person, which: Which, wanted: Wanted | None = None, first: int = 0
) -> Overview:
    """A page of the lead's own tenant. Raises NotAllowed for everybody but programme leads."""
    require_lead(who, _("Only a programme lead can see all gigs."))
    wanted, now = wanted or Wanted(), context.clock.now()

    async def read(tx: Transaction) -> tuple[Sequence[Gig], Sequence[str]]:
        found = await part_of(tx, who, which, wanted, first, SHOWN + 1, now)
        return found, await tx.overviews.teams(who.key.tenant, MOST_TEAMS) if which is Which.ALL else ()

    found, teams = await context.store.run(read)
    shown = found[:SHOWN]
    return Overview(
        which=which,
        wanted=wanted,
        gigs=tuple(seen_by(who, shown)),
        following=following(which, first, shown) if len(found) > SHOWN else 0,
        at=now,
        export=_address(context, who, which, wanted),
        teams=tuple(teams),
        months=_months(now),
        markets=tuple(sorted(context.markets)),
    )


async def part_of(
    tx: Transaction, who: Person, which: Which, wanted: Wanted, first: int, limit: int, now: datetime
) -> Sequence[Gig]:
    """At most so many from `first` on: 0, or what `following` said."""
    tenant = who.key.tenant
    if which is Which.STUCK:
        return await tx.overviews.unmoved(tenant, STUCK, now - STUCK_AFTER, first, limit)
    if which is Which.OPEN:
        return await tx.overviews.awaiting(tenant, first, limit)
    return await tx.overviews.newest(tenant, wanted, first or FROM_THE_TOP, limit)


def following(which: Which, first: int, shown: Sequence[Gig]) -> int:
    """Where the page behind these begins."""
    return shown[-1].number if which is Which.ALL else first + len(shown)


def seen_by(who: Person, gigs: Sequence[Gig]) -> list[Gig]:
    """Those that this person may see, by the one table of who may do what."""
    return [gig for gig in gigs if Verb.SEE in allowed(who, gig)]


def _months(now: datetime) -> tuple[str, ...]:
    """This month and those before it, the newest first."""
    count = now.year * 12 + now.month - 1
    return tuple(f"{one // 12}-{one % 12 + 1:02}" for one in range(count, count - MONTHS, -1))


def _address(context: Context, who: Person, which: Which, wanted: Wanted) -> str:
    link = OverviewLink(tenant=who.key.tenant, by=who.key.object_id, what=which.value, wanted=wanted)
    try:
        return context.links.export(link)
    except NoLinks:
        return ""
