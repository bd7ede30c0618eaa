"""A webhook wakes the reader once; whatever becomes of our store in between, none is lost."""

from dataclasses import replace
from typing import Any

import pytest

from ports.storage import CommitUnknown, Store, StoreUnavailable
from tests.support.builders import MARK, RITA
from tests.support.one_by_one import one_by_one
from tests.use_cases.world import a_world
from use_cases.reading.hint import hinted

TENANT = RITA.key.tenant


class Hiccup:
    """A store that fails once: `before` the COMMIT, or `after` it has landed."""

    def __init__(self, store: Store, when: str) -> None:
        self._store = store
        self._when = when

    async def run(self, work: Any, /, *arguments: Any, **named: Any) -> Any:
        when, self._when = self._when, ""

        async def cut(tx: Any) -> Any:
            await work(tx, *arguments, **named)
            raise StoreUnavailable("the connection broke")

        if when == "before":
            return await self._store.run(cut)
        result = await self._store.run(work, *arguments, **named)
        if when == "after":
            raise CommitUnknown("the connection broke")
        return result


@pytest.fixture
async def world(tmp_path):
    async with a_world(tmp_path) as world:
        await world.meets(RITA, MARK)
        await world.reviewing()
        world.clock.advance(5)
        yield world


async def is_read_now(world) -> bool:
    async with one_by_one(world.store) as tx:
        return (await tx.syncs.due(TENANT, 1)) == world.clock.now()


async def hint(world, context, note="a body", external_id="L1"):
    await hinted(context, "sandbox", [external_id], note, [TENANT])


async def test_a_note_wakes_the_reader_once_however_often_it_is_sent(world):
    await hint(world, world.context)
    assert await is_read_now(world)
    world.clock.advance(1)

    await hint(world, world.context)

    assert not await is_read_now(world)


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_note_during_a_hiccup_of_the_store_has_the_gig_read_at_the_latest_when_it_is_sent_again(
    world, when
):
    context = replace(world.context, store=Hiccup(world.store, when))
    with pytest.raises(StoreUnavailable):
        await hint(world, context)

    await hint(world, context)

    assert await is_read_now(world)


async def test_one_note_may_be_about_several_things_and_what_is_unknown_stops_none(world):
    await hinted(world.context, "sandbox", ["no such thing", "L1"], "a body", ["another tenant", TENANT])

    assert await is_read_now(world)
