"""The kill switch: a paused marketplace is not called at all, and everything that waited goes on afterwards."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gigs.errors import NotAllowed, OutOfOrder
from gigs.gig import GigState
from ports.operations import OperationState
from tests.support.builders import RITA, TENANT
from tests.support.one_by_one import one_by_one
from tests.use_cases.world import PAT, PATIENCE, POST
from use_cases.accounts.pause_market import pause_market, resume_market
from use_cases.accounts.show_accounts import show_accounts
from use_cases.listing.close_listing import CloseListing
from use_cases.offering.withdraw_offer import WithdrawOffer, withdraw_offer
from use_cases.requesting.withdraw_gig import withdraw_gig
from use_cases.settling.sweep import sweep


async def pause(world):
    await pause_market(world.context, PAT, "sandbox", "Strange listings.")


async def resume(world):
    await resume_market(world.context, PAT, "sandbox")


async def post(world):
    return await world.operation("post:1:1")


class Watched:
    """A marketplace that remembers what it was called for; what it says by itself is no call."""

    def __init__(self, market):
        self._market, self.called = market, []

    def of(self, tenant):
        return self

    def __getattr__(self, name):
        found = getattr(self._market, name)
        if callable(found) and name not in {"problems", "public"}:
            self.called.append(name)
        return found


@pytest.fixture
def watched(world):
    watched = Watched(world.sandbox)
    world.context = replace(world.context, markets={"sandbox": watched})
    return watched


async def test_a_posting_waits_while_paused_and_is_carried_out_once_afterwards(world, watched):
    await world.approved()
    await pause(world)
    await world.pass_time(3600, step=60)
    assert (await post(world)).state is OperationState.READY
    assert (await post(world)).attempts == 0
    assert watched.called == []
    await resume(world)
    await world.pass_time(61)
    assert (await world.gig()).state is GigState.LISTED
    assert await world.happened((await post(world)).reference) == 1
    assert sum(world.failures.values()) == 0


async def test_an_unknown_outcome_is_not_even_looked_up_while_paused_and_found_afterwards(world, watched):
    await world.misbehave("post: lands then reset")
    await world.approved()
    await world.work()
    assert (await post(world)).state is OperationState.INFLIGHT
    await pause(world)
    watched.called.clear()
    await world.pass_time(4 * PATIENCE.quarantine.total_seconds(), step=60)
    assert (await post(world)).state is OperationState.INFLIGHT
    assert watched.called == []
    await resume(world)
    await world.pass_time(200)
    assert (await post(world)).state is OperationState.DONE
    assert await world.happened((await post(world)).reference) == 1


async def test_the_sweep_does_not_promise_a_waiting_posting_over_and_over(world):
    await world.approved()
    await pause(world)
    for _ in range(12):
        await world.pass_time(300, step=60)
        await sweep(world.context)
    assert len(world.promised(type(POST))) == 1


async def test_a_gig_that_is_withdrawn_while_paused_is_never_posted(world, watched):
    await world.approved()
    await pause(world)
    await world.work()
    await withdraw_gig(world.context, RITA, 1, reason="No longer needed.")
    await world.pass_time(120)
    assert (await post(world)).state is OperationState.VOID
    await resume(world)
    await world.pass_time(120)
    assert watched.called == []


async def test_proposals_are_not_read_while_paused_and_all_are_there_afterwards(world, watched):
    await world.approved()
    await world.work()
    await pause(world)
    watched.called.clear()
    await world.pass_time(30)
    gig = await world.read()
    assert (gig.state, watched.called) == (GigState.LISTED, [])
    await resume(world)
    assert (await world.read()).state is GigState.REVIEWING
    assert len(await world.proposals()) == 6


async def test_an_offer_is_taken_back_as_soon_as_it_may_be(world, watched):
    await world.hiring()
    await world.work()
    await pause(world)
    watched.called.clear()
    await withdraw_offer(world.context, RITA, 1, reason="No longer needed.")
    await world.pass_time(600, step=60)
    assert watched.called == []
    assert world.promised(WithdrawOffer)
    await resume(world)
    await world.pass_time(61)
    assert "withdraw_offer" in watched.called


async def test_a_listing_is_taken_down_as_soon_as_it_may_be(world, watched):
    await world.approved()
    await world.work()
    await pause(world)
    watched.called.clear()
    await withdraw_gig(world.context, RITA, 1, reason="No longer needed.")
    await world.pass_time(600, step=60)
    assert world.promised(CloseListing)
    assert watched.called == []
    await resume(world)
    await world.pass_time(61)
    assert "close_listing" in watched.called
    assert not world.promised(CloseListing)


async def test_pausing_one_tenant_stops_nobody_else(world, watched):
    stranger = PAT.model_copy(update={"key": PAT.key.model_copy(update={"tenant": "fabrikam"})})
    await pause_market(world.context, stranger, "sandbox", "Ours.")
    await world.approved()
    await world.work()
    assert (await world.gig()).state is GigState.LISTED


async def test_the_first_reason_stays_on_record_and_resuming_twice_is_one(world):
    await pause(world)
    await pause_market(world.context, PAT, "sandbox", "Me too.")
    (status,) = await show_accounts(world.context, PAT)
    assert status.paused.reason == "Strange listings."
    assert not status.is_open
    await resume(world)
    await resume(world)
    (status,) = await show_accounts(world.context, PAT)
    assert status.paused is None


async def test_only_a_programme_lead_may_and_only_what_there_is(world):
    with pytest.raises(NotAllowed, match="Only a programme lead can pause a marketplace"):
        await pause_market(world.context, RITA, "sandbox", "No.")
    with pytest.raises(NotAllowed):
        await resume_market(world.context, RITA, "sandbox")
    with pytest.raises(OutOfOrder, match="I know: sandbox"):
        await pause_market(world.context, PAT, "nowhere", "Why not.")
    async with one_by_one(world.store) as tx:
        assert await tx.switches.of(TENANT) == []


async def test_a_marketplace_can_have_a_quarantine_of_its_own(world):
    world.context = replace(world.context, quarantines={"upwork": timedelta(hours=1)})
    assert world.context.patience_of("upwork").quarantine == timedelta(hours=1)
    assert world.context.patience_of("upwork").attempts == PATIENCE.attempts
    assert world.context.patience_of("sandbox") == PATIENCE


async def test_a_longer_quarantine_keeps_from_a_second_try_for_longer(world):
    world.context = replace(world.context, quarantines={"sandbox": timedelta(hours=2)})
    await world.misbehave("post: reset x1")
    await world.approved()
    await world.pass_time(4 * PATIENCE.quarantine.total_seconds(), step=60)
    assert (await post(world)).attempts == 1
    await world.pass_time(3 * 3600, step=60)
    assert (await world.gig()).state is GigState.LISTED
