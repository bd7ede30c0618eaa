"""GET /readyz says what is wrong, and costs little however often it's asked."""

import asyncio
from typing import Any, cast

import orjson
import pytest

from assembly.readiness import FRESH, Readiness
from ports.storage import NotWritable, StoreUnavailable
from tests.support.clock import FakeClock


class LookedAt:
    """The part of the Store port that is asked, with what is wrong with it."""

    def __init__(self):
        self.trouble = None
        self.looks = 0

    async def ready(self):
        self.looks += 1
        await asyncio.sleep(0)
        if self.trouble:
            raise self.trouble


class Asked:
    def __init__(self):
        self.store, self.clock = LookedAt(), FakeClock()
        self._readiness = Readiness(cast("Any", self.store), self.clock)

    async def now(self):
        answer: Any = await self._readiness.answer(cast("Any", None))
        return answer.status, orjson.loads(answer.body)["status"]


@pytest.fixture
def asked():
    return Asked()


async def test_a_store_that_keeps_what_is_written_is_ready(asked):
    assert await asked.now() == (200, "ready")


async def test_a_full_disk_is_503_with_the_reason(asked):
    asked.store.trouble = NotWritable("database or disk is full")

    status, said = await asked.now()

    assert status == 503
    assert "can't be written to" in said


async def test_a_store_that_is_away_is_503_and_nothing_of_its_own_words_is_said(asked):
    asked.store.trouble = StoreUnavailable("password of gigs@db.internal")

    assert await asked.now() == (503, "the database does not answer")


async def test_a_hundred_that_ask_at_once_cost_one_look(asked):
    answers = await asyncio.gather(*(asked.now() for _ in range(100)))

    assert set(answers) == {(200, "ready")}
    assert asked.store.looks == 1


async def test_trouble_is_seen_as_soon_as_the_last_answer_is_old(asked):
    await asked.now()
    asked.store.trouble = NotWritable("disk full")

    asked.clock.advance(FRESH.total_seconds() - 1)
    assert (await asked.now())[0] == 200
    asked.clock.advance(1)
    assert (await asked.now())[0] == 503


async def test_an_answer_from_the_future_does_not_count(asked):
    await asked.now()
    asked.store.trouble = NotWritable("disk full")

    asked.clock.advance(-86_400)

    assert (await asked.now())[0] == 503
