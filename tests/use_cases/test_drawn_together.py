"""Changes of a gig that follow each other closely are drawn together, as the gig is afterwards."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gigs.approval import Decision
from ports.jobs import TryLater
from tests.support.builders import MARK, RITA
from use_cases.context import Rests
from use_cases.notifying.notify import REDRAWN_AFTER, RedrawCards
from use_cases.notifying.redraw_cards import redraw_cards
from use_cases.requesting.withdraw_gig import withdraw_gig

TENANT = RITA.key.tenant


@pytest.fixture
async def asked(world):
    """A gig whose approver has its card; cards rest for five seconds."""
    world.context = replace(world.context, rests=Rests(timedelta(seconds=5)))
    await world.meets(RITA, MARK)
    gig = await world.submitted()
    await world.work()
    await world.pass_time(10)
    world.messenger.redrawn.clear()
    return gig


async def test_a_change_is_drawn_two_seconds_later(world, asked):
    await withdraw_gig(world.context, RITA, 1, reason="No longer needed.")

    changed = RedrawCards(tenant=TENANT, gig=1, version=asked.version + 1)
    assert world.store.delays[f"{changed.key}#"] == REDRAWN_AFTER == timedelta(seconds=2)


async def test_while_the_cards_rest_changes_wait_and_are_drawn_once_as_the_gig_is_then(world, asked):
    await world.decides(asked, Decision.CHANGES_ASKED, reason="Half the money.")
    await world.work()
    first = list(world.messenger.redrawn)
    await withdraw_gig(world.context, RITA, 1, reason="No longer needed.")
    await world.work()
    assert world.messenger.redrawn == first

    await world.pass_time(6, step=1)

    gig = await world.gig()
    (last,) = world.messenger.redrawn[len(first) :]
    assert last[1] == gig.version


async def test_a_rest_is_no_failure_and_ends(world, asked):
    await world.decides(asked, Decision.CHANGES_ASKED, reason="Half the money.")
    await world.work()
    await withdraw_gig(world.context, RITA, 1, reason="No longer needed.")
    job = RedrawCards(tenant=TENANT, gig=1, version=(await world.gig()).version)
    with pytest.raises(TryLater) as later:
        await redraw_cards(job, context=world.context)
    assert (later.value.counts, later.value.after) == (False, 5)

    world.clock.advance(5)
    await redraw_cards(job, context=world.context)
    await redraw_cards(job, context=world.context)  # nothing is stale any more

    assert len(world.messenger.redrawn) == 2


def test_what_rests_no_more_is_forgotten(world):
    rests = Rests(timedelta(seconds=5))
    now = world.clock.now()
    for number in range(Rests.MOST):
        rests.begin(now, TENANT, number)
    rests.begin(now + timedelta(seconds=6), TENANT, Rests.MOST)
    assert rests.left(now, TENANT, 0) == 0
    assert rests.left(now + timedelta(seconds=7), TENANT, Rests.MOST) == 4
