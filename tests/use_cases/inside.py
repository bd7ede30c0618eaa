"""A company in which colleagues are asked first: who they are, and how far a gig has come with them."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from gigs.delegation import Delegation
from gigs.gig import Gig
from gigs.inside import InsideWish
from gigs.people import Person
from ports.notice_facts import InsideNews
from ports.notices import NoticeKind
from tests.support.builders import MARK, RITA, a_person
from tests.support.one_by_one import one_by_one
from tests.support.policies import a_policy
from tests.use_cases.world import PAT, SAM, World, a_world
from use_cases.inside.consent_hours import consent_hours
from use_cases.inside.my_skills import name_skills
from use_cases.inside.pick_colleague import pick_colleague
from use_cases.inside.raise_hand import raise_hand
from use_cases.inside.run_inside_clock import run_gig_clock
from use_cases.permissions.gig_page import GigPage
from use_cases.requesting.submit_gig import submit_gig

BOSS = a_person("Bea Boss", department="Studio")
NADIA = a_person("Nadia Colleague", department="Studio", manager=BOSS.key)
OTTO = a_person("Otto Other", department="Studio", manager=BOSS.key)
ALONE = a_person("Alma Alone", department="Studio")
EVERYBODY = (RITA, MARK, PAT, SAM, BOSS, NADIA, OTTO, ALONE)
DAYS = timedelta(days=3)
COLLEAGUES_FIRST = """
inside:
  days: 3d
  ask_manager: 8h
  answer_within: 2d
  rules:
    - when: {category: presentation}
      because: Our studio has room for decks.
"""


def in_the_company(folder: Path, policy: str = COLLEAGUES_FIRST, **more: Any) -> Any:
    """A world whose policy asks colleagues first."""
    return a_world(folder, a_policy(policy), **more)


async def offered(world: World, **typed: Any) -> Gig:
    """Rita's gig, approved and offered; Nadia and Otto have named skills that fit, and everybody has a chat."""
    for person in (BOSS, NADIA, OTTO, ALONE):
        world.people.known[person.key] = person
    await world.meets(*EVERYBODY)
    await name_skills(world.context, NADIA, "powerpoint, German")
    await name_skills(world.context, OTTO, "Storytelling")
    gig = await world.approved(**typed)
    await world.work()
    return gig


async def submitted(world: World, wish: InsideWish) -> Gig:
    """Submitted with this wish."""
    seen = await world.previewed()
    return await submit_gig(world.context, RITA, seen.gig.number, revision=0, seen=seen.seen, wish=wish)


async def hand(world: World, who: Person = NADIA, hours: int = 4, **said: str) -> GigPage:
    """Up, for so few hours that nobody is asked unless the test says so."""
    words = {"why": "I built the last one.", "when": "Next week."} | said
    return await raise_hand(world.context, who, 1, hours=str(hours), **words)


async def at_work(world: World, who: Person = NADIA) -> Gig:
    """Offered, raised, and picked."""
    await offered(world)
    await hand(world, who)
    page = await pick_colleague(world.context, RITA, 1, colleague=who.key.object_id)
    await world.work()
    return page.gig


async def agreed(world: World, who: Person = BOSS, colleague: Person = NADIA, hours: int = 12) -> GigPage:
    """The manager's yes."""
    return await consent_hours(
        world.context, who, 1, colleague=colleague.key.object_id, hours=hours, agreed=True
    )


async def declined(world: World, reason: str) -> GigPage:
    """The manager's no to Nadia's twelve hours."""
    asked = {"colleague": "nadia", "reason": reason}
    return await consent_hours(world.context, BOSS, 1, hours=12, agreed=False, **asked)


async def is_away(world: World, person: Person, delegate: Person) -> None:
    """From today on, with this delegate."""
    today = world.clock.now().date()
    set_now = Delegation(person=person, delegate=delegate, first=today, set_by=person)
    async with one_by_one(world.store) as tx:
        await tx.delegations.put(set_now)


async def later(world: World, time: timedelta) -> Gig:
    """So much later, with the clock of the gig having run."""
    world.clock.advance(time.total_seconds())
    await run_gig_clock(world.context, RITA.key.tenant, 1)
    await world.work()
    return await world.gig()


def told(world: World, who: Person) -> list[InsideNews]:
    """The news that they had, in order."""
    return [
        notice.facts.news
        for owner, notice in world.messenger.said
        if owner == who.key.object_id and notice.kind is NoticeKind.INSIDE_NEWS and notice.facts.news
    ]


def kinds(world: World, who: Person) -> list[NoticeKind]:
    """The notices that they had, in order."""
    return [notice.kind for owner, notice in world.messenger.said if owner == who.key.object_id]
