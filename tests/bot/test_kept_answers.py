"""Answers that Teams couldn't take outlive the process that owes them: kept, taken over, in order, and said once."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial

import pytest

from bot.connector.errors import NotTaken, Throttled
from bot.connector.wire import text_message
from bot.turn.kept_answers import HELD, TOO_LATE, StoredAnswers, look_after
from bot.turn.outbox import Outbox
from bot.turn.speak import Voice
from ports.kept_answers import Answer
from ports.notices import CardCopy, View
from ports.storage import StoreUnavailable
from tests.support.builders import MARK, RITA, TENANT
from tests.use_cases.world import a_world

LIMIT = Throttled(3)


@pytest.fixture
async def world(tmp_path):
    async with a_world(tmp_path) as world:
        yield world


@dataclass
class Teams:
    """Takes what it's sent, except while something is wrong."""

    said: list[str] = field(default_factory=list)
    troubles: list[Exception] = field(default_factory=list)

    async def send(self, service_url, conversation_id, activity, *, tenant=""):
        if self.troubles:
            raise self.troubles.pop(0)
        self.said.append(activity["text"])
        return f"message {len(self.said)}"

    async def update(self, *_, **__):
        raise AssertionError("nothing is replaced here")


class Process:
    """One replica's outbox. It waits until `goes_on` is set, or for ever: then it's as good as dead."""

    def __init__(self, world, teams):
        self.goes_on = asyncio.Event()
        self.stored = StoredAnswers(world.context)
        self.outbox = Outbox(sleep=self._sleep, keeping=self.stored)
        self.voice = Voice(teams, world.context, self.outbox)

    async def _sleep(self, _seconds):
        await self.goes_on.wait()

    async def says(self, *texts, **more):
        for text in texts:
            answer = an_answer(text, **more)
            await self.outbox.say("a:rita", partial(self.voice.say_answer, answer), answer)

    async def looks(self):
        await look_after(self.stored, self.outbox, self.voice)
        for _ in range(200):
            if not self.outbox.kept:
                return
            await asyncio.sleep(0.01)

    async def ends(self):
        self.goes_on.set()
        await self.outbox.close()


def an_answer(text, **more):
    where = {"tenant": TENANT, "service_url": "https://smba.trafficmanager.net/teams/"}
    return Answer(conversation_id="a:rita", activity=text_message(text), **where, **more)


@pytest.fixture
def teams():
    return Teams()


@pytest.fixture
async def two(world, teams):
    processes = Process(world, teams), Process(world, teams)
    yield processes
    for process in processes:
        await process.ends()


async def kept(world):
    """Everything in the table, whoever holds it."""
    for_ever = world.clock.now() + timedelta(days=999)
    found = await world.store.run(lambda tx: tx.kept_answers.claim(for_ever, "the test", for_ever))
    return [one.answer.activity["text"] for one in found]


async def test_an_answer_that_goes_through_at_once_never_touches_the_store(world, teams):
    class NoStore:
        async def run(self, *_args, **_named):
            raise AssertionError("the store was asked")

    world.context = replace(world.context, store=NoStore())
    await Process(world, teams).says("at once")
    assert teams.said == ["at once"]


@pytest.mark.parametrize("trouble", [LIMIT, NotTaken("503")], ids=repr)
async def test_what_a_process_owed_when_it_died_another_one_says_in_order(world, teams, two, trouble):
    dead, other = two
    teams.troubles = [trouble, LIMIT]
    await dead.says("first", "second", "third")
    await other.looks()
    assert teams.said == []  # it may still be alive

    world.clock.advance(HELD.total_seconds() + 1)
    await other.looks()

    assert teams.said == ["first", "second", "third"]
    assert await kept(world) == []


async def test_what_was_said_beside_a_press_is_kept_from_its_first_failure_on(world, teams, two):
    dead, other = two
    teams.troubles = [LIMIT]
    answer = an_answer("beside")
    dead.outbox.say_beside("a:rita", partial(dead.voice.say_answer, answer), answer)
    for _ in range(200):
        if "answer: kept" in world.points:
            break
        await asyncio.sleep(0.01)

    world.clock.advance(HELD.total_seconds() + 1)
    await other.looks()

    assert teams.said == ["beside"]


async def test_a_process_that_lives_keeps_what_it_owes_however_long_it_waits(world, teams, two):
    waiting, other = two
    teams.troubles = [LIMIT, LIMIT]
    await waiting.says("patient", "behind it")
    for _ in range(4):
        world.clock.advance(HELD.total_seconds() / 2)
        await waiting.stored.hold(waiting.outbox.kept)
        await other.looks()
    assert teams.said == []

    await waiting.ends()
    assert teams.said == ["patient", "behind it"]
    assert await kept(world) == []


async def test_a_process_that_slept_too_long_does_not_say_it_again(world, teams, two):
    slept, other = two
    teams.troubles = [LIMIT, LIMIT]
    await slept.says("once")
    await asyncio.sleep(0.05)
    world.clock.advance(HELD.total_seconds() + 1)
    await other.looks()

    await slept.ends()

    assert teams.said == ["once"]


async def test_a_process_takes_nothing_over_from_itself(world, teams, two):
    slow, _ = two
    teams.troubles = [LIMIT, LIMIT]
    await slow.says("once")
    world.clock.advance(HELD.total_seconds() + 1)
    await look_after(slow.stored, slow.outbox, slow.voice)

    await slow.ends()

    assert teams.said == ["once"]


async def test_an_answer_that_is_of_no_use_any_more_is_not_said(world, teams, two):
    dead, other = two
    teams.troubles = [LIMIT, LIMIT]
    await dead.says("yesterday's news")
    world.clock.advance(TOO_LATE.total_seconds() + 1)
    await other.looks()

    assert teams.said == []
    assert await kept(world) == []


async def test_while_the_store_is_away_an_answer_is_kept_in_the_process(world, teams):
    class Away:
        async def run(self, *_args, **_named):
            raise StoreUnavailable("away")

    world.context = replace(world.context, store=Away())
    process = Process(world, teams)
    teams.troubles = [LIMIT, LIMIT]
    await process.says("all the same")
    await process.ends()
    assert teams.said == ["all the same"]


async def test_a_card_that_another_process_says_follows_its_gig(world, teams, two):
    dead, other = two
    await world.meets(RITA, MARK)
    gig = await world.submitted()
    shows = CardCopy(
        tenant=TENANT,
        gig=gig.number,
        service_url="https://smba.trafficmanager.net/teams/",
        conversation_id="a:rita",
        activity_id="",
        view=View.GIG,
        viewer=RITA.key,
        drawn_version=gig.version,
    )
    teams.troubles = [LIMIT, LIMIT]
    await dead.says("a card", shows=shows)
    world.clock.advance(HELD.total_seconds() + 1)
    await other.looks()

    copies = await world.store.run(lambda tx: tx.copies.of(TENANT, gig.number))
    assert "message 1" in [copy.activity_id for copy in copies]
