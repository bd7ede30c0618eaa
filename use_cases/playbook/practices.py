"""Best practices: all of them, one of them, and those that help at a step."""

from collections.abc import Sequence
from enum import StrEnum

from gigs.people import Person
from gigs.value import Value
from playbook.practice import BestPractice, Step
from ports.playbook_storage import MadePage
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.permissions.authorize import PROGRAMME_LEAD
from use_cases.playbook.shelf import gone, practices_there


class Place(StrEnum):
    """The card from which best practices are opened."""

    BRIEF = "brief"
    PREVIEW = "preview"
    COMPARE = "compare"
    HIRE = "hire"
    WORK = "work"
    FEEDBACK = "feedback"
    CLOSING = "closing"


STEPS: dict[Place, tuple[Step, ...]] = {
    Place.BRIEF: (Step.BRIEF, Step.CHOOSING, Step.FIRST_GIG),
    Place.PREVIEW: (Step.DATA, Step.BRIEF),
    Place.COMPARE: (Step.COMPARE,),
    Place.HIRE: (Step.HIRE, Step.COMPARE),
    Place.WORK: (Step.WORK, Step.DATA),
    Place.FEEDBACK: (Step.FEEDBACK,),
    Place.CLOSING: (Step.FEEDBACK,),
}
"""Which pages help where, the nearest first."""


class Practices(Value):
    """Pages for one reader: the first of them is read, the others are only named. `made` is the first one's, for programme
    leads, if one of them made it."""

    pages: tuple[BestPractice, ...]
    made: MadePage | None = None
    leads: bool = False


async def all_practices(context: Context, who: Person) -> Practices:
    """In the order of the files, and behind them those that were made here."""
    there = await _there(context, who)
    return Practices(pages=tuple(there), leads=PROGRAMME_LEAD in who.roles)


async def practices_at(context: Context, who: Person, place: Place) -> Practices:
    """Those that help there."""
    there, steps = await _there(context, who), STEPS[place]
    near = [
        (min(steps.index(step) for step in one.steps if step in steps), one)
        for one in there
        if {*steps} & {*one.steps}
    ]
    pages = [one for _, one in sorted(near, key=lambda each: each[0])]
    return await _with_made(context, who, pages)


async def show_practice(context: Context, who: Person, name: str) -> Practices:
    """Raises OutOfOrder for one that is gone."""
    pages = [one for one in await _there(context, who) if one.id == name]
    if not pages:
        raise gone()
    return await _with_made(context, who, pages)


async def _there(context: Context, who: Person) -> Sequence[BestPractice]:
    files = await context.playbook()

    async def read(tx: Transaction) -> Sequence[BestPractice]:
        return await practices_there(tx, files, who.key.tenant)

    return await context.store.run(read)


async def _with_made(context: Context, who: Person, pages: Sequence[BestPractice]) -> Practices:
    leads = PROGRAMME_LEAD in who.roles
    made = None
    if pages and leads:
        made = await context.store.run(lambda tx: tx.pages.get(who.key.tenant, pages[0].id))
    return Practices(pages=tuple(pages), made=made, leads=leads)
