"""People name the skills they'd like to be asked about, change them, and have them forgotten."""

from collections.abc import Sequence
from datetime import timedelta

from gigs.errors import OutOfOrder
from gigs.people import Person
from gigs.skills import folded, split_skills
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context
from use_cases.permissions.authorize_inside import InsideVerb, authorize_inside

MOST_SKILLS = 30
LONGEST_SKILL = 80
SKILLS_KEPT = timedelta(days=730)
"""For so long after their person named them last."""


async def skills_of(context: Context, who: Person) -> Sequence[str]:
    """What they named; nothing for whoever named none."""
    return await context.store.run(lambda tx: tx.skills.of(who.key))


async def name_skills(context: Context, who: Person, typed: str) -> Sequence[str]:
    """These and no others from now on. Raises OutOfOrder for too many, or for one that is a text rather than a skill."""
    named = checked(split_skills(typed))
    now = context.clock.now()

    async def put(tx: Transaction) -> Sequence[str]:
        await tx.skills.put(who.key, named, now)
        return await tx.skills.of(who.key)

    return await context.store.run(put)


async def forget_skills(context: Context, who: Person) -> None:
    """All of them; forgetting nothing is a yes."""
    now = context.clock.now()
    await context.store.run(lambda tx: tx.skills.put(who.key, (), now))


async def add_skills_of(context: Context, who: Person, number: int) -> Sequence[str]:
    """The skills of a gig that they did, beside those they named. Raises GigNotFound, NotAllowed for anybody else."""
    now = context.clock.now()

    async def add(tx: Transaction) -> Sequence[str]:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize_inside(who, InsideVerb.SHOW_SKILLS, gig)
        both = (*await tx.skills.of(who.key), *gig.checked_brief.skills)
        await tx.skills.put(who.key, checked(both), now)
        return await tx.skills.of(who.key)

    return await context.store.run(add)


def checked(skills: Sequence[str]) -> tuple[str, ...]:
    """Each once. Raises OutOfOrder."""
    once = tuple({folded(one): one for one in reversed(skills) if folded(one)}.values())[::-1]
    if len(once) > MOST_SKILLS:
        said = _("Please name at most {most} skills; you named {n}.")
        raise OutOfOrder(said.format(most=MOST_SKILLS, n=len(once)))
    if too_long := next((one for one in once if len(one) > LONGEST_SKILL), None):
        said = _("“{start}…” is too long for a skill. Please use at most {most} characters for each.")
        raise OutOfOrder(said.format(start=too_long[:40], most=LONGEST_SKILL))
    return once
