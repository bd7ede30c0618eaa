"""After closing: what its requester tells a colleague of a gig. Only what they choose is told, and the freelancer never is."""

from collections.abc import Mapping
from enum import StrEnum

from gigs.brief import DataTier
from gigs.errors import NotAllowed, OutOfOrder
from gigs.gig import GigState
from gigs.people import Person
from gigs.summary import Summary
from gigs.value import Value
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.authorize_summary import reader


class Told(StrEnum):
    """What can be told, each by choice; the value is the id of its tick."""

    TITLE = "tell_title"
    OUTCOME = "tell_outcome"
    COST = "tell_cost"
    DAYS = "tell_days"
    RATING = "tell_rating"
    LESSON = "tell_lesson"


class ForColleague(Value):
    """What may be chosen (`choices`; nothing where the gig's data isn't general), and what was."""

    teller: str
    summary: Summary
    choices: tuple[Told, ...]
    chosen: tuple[Told, ...] = ()


async def tell_colleague(
    context: Context, who: Person, number: int, typed: Mapping[str, str]
) -> ForColleague:
    """Raises NotAllowed for whoever doesn't own the gig, OutOfOrder unless it's closed. What is typed but may not be chosen
    is left out."""

    async def read(tx: Transaction) -> Summary:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.SEE, gig)
        if gig.state is not GigState.CLOSED:
            raise OutOfOrder(_("Gig {number} isn’t closed yet.").format(number=number))
        summary = await tx.summaries.of_gig(reader(who), number)
        if summary is None or who.key not in summary.owners:
            raise NotAllowed(_("Only the requester of gig {number} tells about it.").format(number=number))
        return summary

    summary = await context.store.run(read)
    choices = _choices(summary)
    chosen = tuple(one for one in choices if typed.get(one.value) == "true")
    return ForColleague(teller=who.name, summary=summary, choices=choices, chosen=chosen)


def _choices(summary: Summary) -> tuple[Told, ...]:
    if summary.tier is not DataTier.GENERAL:
        return ()
    there = {
        Told.TITLE: True,
        Told.OUTCOME: bool(summary.outcome),
        Told.COST: summary.cost is not None,
        Told.DAYS: summary.days is not None,
        Told.RATING: True,
        Told.LESSON: bool(summary.do_again or summary.do_differently),
    }
    return tuple(one for one, is_there in there.items() if is_there)
