"""Changes of a gig that follow each other closely are drawn together, as the gig is afterwards."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gigs.approval import Decision
from ports.jobs import TryLater
from ports.notices import CardCopy, View
from tests.support.builders import MARK, RITA
from tests.support.histories import saying
from use_cases.context import Rests
from use_cases.notifying.notify import REDRAWN_AFTER, RedrawCards, show_change
from use_cases.notifying.redraw_cards import redraw_cards
from use_cases.notifying.track_card import track_card
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


@pytest.fixture
async def calm(world):
    """A gig whose approver has its card, and its requester a status card; status cards rest for ten seconds."""
    world.context = replace(world.context, status_rests=Rests(timedelta(seconds=10)))
    await world.meets(RITA, MARK)
    gig = await world.submitted()
    status = CardCopy(
        tenant=TENANT,
        gig=1,
        service_url="https://smba.trafficmanager.net/teams/",
        conversation_id="a:rita",
        activity_id="status",
        view=View.GIG,
        viewer=RITA.key,
        drawn_version=gig.version - 1,
    )
    await world.store.run(track_card, status, world.clock.now())
    await world.work()
    assert [drawn for drawn, _ in world.messenger.redrawn] == ["status"]
    world.messenger.redrawn.clear()
    return gig


def drawings(world, message):
    return [version for drawn, version in world.messenger.redrawn if drawn == message]


async def test_while_a_status_card_rests_the_approvers_card_does_not_wait_for_it(world, calm):
    await world.decides(calm, Decision.CHANGES_ASKED, reason="Half the money.")
    await world.work()

    assert drawings(world, "status") == []
    assert len(world.messenger.redrawn) == 1


async def test_a_status_card_that_rested_is_drawn_once_as_the_gig_is_then(world, calm):
    await world.decides(calm, Decision.CHANGES_ASKED, reason="Half the money.")
    await world.work()
    await withdraw_gig(world.context, RITA, 1, reason="No longer needed.")
    await world.pass_time(12, step=1)

    assert drawings(world, "status") == [(await world.gig()).version]


async def test_a_status_card_that_makes_way_for_a_newer_one_does_not_rest(world, calm):
    (status,) = await world.store.run(_status_cards)
    newer = status.model_copy(update={"activity_id": "newer", "drawn_version": calm.version})
    await world.store.run(track_card, newer, world.clock.now())
    await world.work()

    assert len(drawings(world, "status")) == 1
    assert [copy.activity_id for copy in await world.store.run(_status_cards)] == ["newer"]


async def test_a_status_card_waits_for_a_notice_that_is_due_before_a_rest_would_end(world, calm):
    await world.pass_time(12, step=1)
    gig = await world.gig()
    announced = gig.model_copy(update={"notice_due": world.clock.now() + timedelta(seconds=6)})

    async def count(tx):
        await show_change(tx, await tx.gigs.save(gig, announced, saying("changed")))

    await world.store.run(count)
    await world.pass_time(4, step=1)
    assert drawings(world, "status") == []

    await world.pass_time(4, step=1)
    assert drawings(world, "status") == [(await world.gig()).version]


async def _status_cards(tx):
    return [copy for copy in await tx.copies.of(TENANT, 1) if copy.view is View.GIG]


def test_what_rests_no_more_is_forgotten(world):
    rests = Rests(timedelta(seconds=5))
    now = world.clock.now()
    for number in range(Rests.MOST):
        rests.begin(now, TENANT, number)
    rests.begin(now + timedelta(seconds=6), TENANT, Rests.MOST)
    assert rests.left(now, TENANT, 0) == 0
    assert rests.left(now + timedelta(seconds=7), TENANT, Rests.MOST) == 4
