"""One template, how often it was used, and how those gigs went: as much of that as the reader may know."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from gigs.people import Person
from gigs.summary import Summary
from gigs.value import Value
from playbook.template import Template
from ports.playbook_storage import MadePage
from ports.storage import Transaction
from ports.summary_storage import SummariesWanted
from use_cases.context import Context
from use_cases.permissions.authorize import PROGRAMME_LEAD
from use_cases.permissions.authorize_summary import reader
from use_cases.playbook.shelf import find_template, gone

MOST_LOOKED_AT = 200
"""Summaries; where there are more, the newest count."""


class Went(Value):
    """How the closed gigs went that began with a template. `rating` is their mean, `again` how many would hire the
    freelancer again, `days` the middle one of how long they took, None where that isn't known of any."""

    closed: int
    rating: Decimal
    again: int
    days: int | None


class TemplatePage(Value):
    """`went` is None where the reader knows of no such gig. `made` is there for programme leads, if one of them made it."""

    template: Template
    uses: int = 0
    went: Went | None = None
    made: MadePage | None = None


async def show_template(context: Context, who: Person, name: str) -> TemplatePage:
    """Raises OutOfOrder for one that is gone."""
    files = await context.playbook()

    async def read(tx: Transaction) -> TemplatePage:
        template = await find_template(tx, files, who.key.tenant, name)
        if template is None:
            raise gone()
        uses = await tx.pages.uses(who.key.tenant, [template.id])
        wanted = SummariesWanted(template=template.id)
        closed = await tx.summaries.newest(reader(who), wanted, MOST_LOOKED_AT)
        leads = PROGRAMME_LEAD in who.roles
        made = await tx.pages.get(who.key.tenant, name) if leads else None
        return TemplatePage(
            template=template, uses=uses.get(template.id, 0), went=how_they_went(closed), made=made
        )

    return await context.store.run(read)


def how_they_went(closed: Sequence[Summary]) -> Went | None:
    """Of these summaries; None of none."""
    if not closed:
        return None
    mean = Decimal(sum(one.rating for one in closed)) / len(closed)
    days = [one.days for one in closed if one.days is not None]
    return Went(
        closed=len(closed),
        rating=mean.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP),
        again=sum(one.hire_again for one in closed),
        days=round(median(days)) if days else None,
    )
