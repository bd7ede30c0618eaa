"""Gigs as a table for a spreadsheet, a page at a time; whoever made the link has to be a programme lead still."""

from collections.abc import AsyncIterator

from gigs.errors import GigNotFound
from gigs.gig import Gig
from gigs.money import Money
from gigs.people import Person, PersonKey
from ports.links import OverviewLink
from ports.overview_storage import month_of
from translation.catalogue import _
from use_cases.audit.export_line import BOM, csv_record
from use_cases.context import Context
from use_cases.permissions.require_lead import require_lead
from use_cases.showing.all_gigs import Which, following, part_of, seen_by

PAGE = 200
"""Gigs that are read in one transaction, and all that is held in memory."""

COLUMNS = (
    *("number", "title", "state", "requester", "team", "month", "marketplace"),
    *("budget", "approved", "committed", "currency", "waits_for", "changed_at"),
)


async def lead_of(context: Context, link: OverviewLink) -> Person:
    """Who made the link. Raises GigNotFound or NotAllowed when they are no lead any more, DirectoryUnavailable."""
    maker = await context.directory.person(PersonKey(tenant=link.tenant, object_id=link.by))
    if maker is None:
        raise GigNotFound(0)
    require_lead(maker, _("Only a programme lead can export gigs."))
    return maker


async def exported(context: Context, link: OverviewLink, maker: Person) -> AsyncIterator[str]:
    """The table's records, the names of its columns first. No transaction is open while the caller looks at one."""
    which, now, first = Which(link.what), context.clock.now(), 0
    yield BOM + csv_record(COLUMNS)
    while True:
        found = await context.store.run(part_of, maker, which, link.wanted, first, PAGE, now)
        yield "".join(csv_record(_cells(gig)) for gig in seen_by(maker, found))
        if len(found) < PAGE:
            return
        first = following(which, first, found)


def _cells(gig: Gig) -> list[str]:
    brief = gig.brief
    money = gig.approved or (brief.budget if brief else None)
    return [
        str(gig.number),
        gig.title,
        gig.state.value,
        gig.requester.name,
        gig.requester.department,
        month_of(gig),
        gig.listing.marketplace if gig.listing else brief.marketplace if brief else "",
        _amount(brief.budget if brief else None),
        _amount(gig.approved),
        _amount(gig.committed),
        money.currency if money else "",
        "; ".join(one.approver.name for one in gig.open_approvals),
        gig.changed_at.isoformat(),
    ]


def _amount(money: Money | None) -> str:
    return str(money.amount) if money else ""
