"""Every way in which somebody meets a colleague's closed gig, as (name -> whether they met it)."""

from collections.abc import Awaitable, Callable
from typing import Any

from commands.case_studies import texts_of
from gigs.errors import GigError, NotAllowed
from gigs.people import Person
from ports.links import CaseLink
from tests.support.builders import TENANT
from tests.support.talent import a_key
from tests.use_cases.taught import beside, drafts
from tests.use_cases.world import World
from use_cases.asking.ask_colleague import ask_colleague
from use_cases.lessons.browse_lessons import browse_lessons
from use_cases.lessons.lessons_for import Step, lessons_for
from use_cases.lessons.mark_helpful import mark_helpful
from use_cases.playbook.show_template import show_template
from use_cases.publishing.show_cases import list_cases, open_case, show_case
from use_cases.requesting.copy_shared_brief import copy_shared_brief
from use_cases.talent.find_talent import TalentWanted, find_talent, show_talent

GIG = 1
TEMPLATE = "presentation"
Way = Callable[[World, Person], Awaitable[Any]]


async def _duplicates(world: World, who: Person) -> Any:
    return (await beside(world, who)).duplicates


async def _lessons_beside(world: World, who: Person) -> Any:
    return (await beside(world, who)).lessons


async def _lessons_at_hiring(world: World, who: Person) -> Any:
    return await lessons_for(world.context, who, await drafts(world, who), Step.HIRING)


async def _lessons(world: World, who: Person) -> Any:
    return (await browse_lessons(world.context, who)).lessons


async def _lessons_with_words(world: World, who: Person) -> Any:
    return (await browse_lessons(world.context, who, "ask early")).lessons


async def _helpful(world: World, who: Person) -> Any:
    await mark_helpful(world.context, who, GIG)
    return True


async def _asked(world: World, who: Person) -> Any:
    return await ask_colleague(world.context, who, GIG, "How was it?")


async def _copied(world: World, who: Person) -> Any:
    return await copy_shared_brief(world.context, who, GIG)


async def _template(world: World, who: Person) -> Any:
    return (await show_template(world.context, who, TEMPLATE)).went


async def _talent(world: World, who: Person) -> Any:
    return (await find_talent(world.context, who, TalentWanted())).entries


async def _talent_with_words(world: World, who: Person) -> Any:
    return (await find_talent(world.context, who, TalentWanted(text="amara"))).entries


async def _freelancer(world: World, who: Person) -> Any:
    return await show_talent(world.context, who, a_key(tenant=who.key.tenant))


async def _case(world: World, who: Person) -> Any:
    return await show_case(world.context, who, GIG)


async def _cases(world: World, who: Person) -> Any:
    return (await list_cases(world.context, who)).cases


async def _case_page(world: World, who: Person) -> Any:
    link = CaseLink(tenant=who.key.tenant, gig=GIG, by=who.key.object_id)
    return await open_case(world.context, link)


WAYS: dict[str, Way] = {
    "near-duplicates": _duplicates,
    "lessons beside the preview": _lessons_beside,
    "lessons at hiring": _lessons_at_hiring,
    "lessons": _lessons,
    "lessons with words": _lessons_with_words,
    "this helped": _helpful,
    "ask them": _asked,
    "copy their brief": _copied,
    "how a template went": _template,
    "talent": _talent,
    "talent with words": _talent_with_words,
    "a freelancer": _freelancer,
    "a case study": _case,
    "case studies": _cases,
    "the page of a case study": _case_page,
}


async def met_by(world: World, who: Person) -> set[str]:
    """In which ways they meet it. Not being allowed something tells them of it, too."""
    met = set()
    for name, way in WAYS.items():
        try:
            if await way(world, who):
                met.add(name)
        except NotAllowed:
            met.add(name)
        except GigError:
            continue
    return met


async def is_exported(world: World) -> bool:
    """Whether it's among the files that everybody may read."""
    return bool(await texts_of(world.context.store, TENANT))
