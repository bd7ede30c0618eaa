"""A listed gig is changed where it is, or aimed at another marketplace: never on two at once."""

import asyncio
import dataclasses
from typing import Any

import pytest

from gigs.approval import Decision
from gigs.errors import GigNotFound, NotAllowed, OutOfOrder
from gigs.gig import Gig, GigState
from gigs.history_kinds import EntryKind
from gigs.proposal import ProposalList, ProposalStatus
from ports.hindrance import Hindered, Hindrance
from ports.marketplace import Capability
from ports.notice_facts import NoticeFacts
from ports.notices import NoticeKind
from tests.support.builders import MARK, RITA, a_person
from tests.support.elsewhere import Elsewhere
from tests.support.histories import kinds_of
from tests.support.one_by_one import one_by_one
from tests.use_cases.world import World
from use_cases.approving.run_clock import claim_ticking, run_clock
from use_cases.listing.close_listing import CloseListing
from use_cases.requesting.reopen_gig import confirm_closed, reopen_gig
from use_cases.requesting.submit_gig import preview_gig, submit_gig
from use_cases.requesting.withdraw_gig import withdraw_gig


@pytest.fixture
async def elsewhere(world: World, tmp_path):
    there = Elsewhere(tmp_path / "elsewhere.db", now=world.clock.now)
    markets = {"sandbox": world.sandbox, "elsewhere": there}
    world.context = dataclasses.replace(world.context, markets=markets)
    yield there
    await there.close()


async def resubmit(world: World, **changes: str) -> Gig:
    """What was typed with these changes, previewed and submitted again."""
    gig = await world.gig()
    form = gig.form.model_copy(update=changes)
    seen = await preview_gig(world.context, RITA, form, number=gig.number)
    return await submit_gig(world.context, RITA, gig.number, revision=gig.revision, seen=seen.seen)


async def to_elsewhere(world: World, **changes: str) -> Gig:
    await reopen_gig(world.context, RITA, 1, move=True)
    gig = await resubmit(world, marketplace="elsewhere", **changes)
    return await world.decides(gig, Decision.APPROVED)


async def posted(world: World, market: Any) -> int:
    return sum((await market.references()).values())


async def listing_in(world: World) -> str:
    gig = await world.gig()
    assert gig.listing
    return gig.listing.id


async def test_a_gig_moves_to_another_marketplace_once_the_first_listing_is_closed(world, elsewhere):
    await world.reviewing()
    gig = await to_elsewhere(world)
    assert gig.state is GigState.APPROVED
    await world.work()
    await world.pass_time(70)
    gig = await world.gig()
    assert (gig.state, gig.listing and gig.listing.marketplace) == (GigState.LISTED, "elsewhere")
    assert gig.still_up == ()
    assert [one.listing.marketplace for one in gig.former_listings] == ["sandbox"]
    assert (await posted(world, world.sandbox), await posted(world, elsewhere)) == (1, 1)


async def test_nothing_is_posted_elsewhere_while_the_first_may_still_be_up(world, elsewhere):
    await world.reviewing()
    await world.misbehave("close_listing: reset x6")
    await to_elsewhere(world)
    await world.pass_time(300)
    assert await posted(world, elsewhere) == 0
    assert any("isn’t known to be closed" in why for why in world.later)
    await world.pass_time(400)
    assert await posted(world, elsewhere) == 1
    assert (await world.gig()).state is GigState.LISTED


async def test_opening_the_brief_again_keeps_what_was_typed_and_asks_for_the_marketplace(world, elsewhere):
    before = await world.reviewing()
    gig = await reopen_gig(world.context, RITA, 1, move=True)
    assert gig.state is GigState.CHANGES_ASKED
    assert gig.form == before.form.model_copy(update={"marketplace": ""})
    assert "moving it to another marketplace" in gig.note


async def test_proposals_to_the_old_listing_are_kept_and_not_compared(world, elsewhere):
    await world.reviewing()
    await to_elsewhere(world)
    await world.pass_time(70)
    assert {one.status for one in await world.proposals()} == {ProposalStatus.FORMER}
    await world.pass_time(30)
    gig = await world.read()
    now = [one for one in await world.proposals() if one.status is not ProposalStatus.FORMER]
    assert gig.proposals == len(now) > 0
    assert all(one.id.startswith("E-") for one in now)


async def test_a_reading_of_the_old_listing_that_comes_in_late_brings_nothing(world, elsewhere):
    await world.reviewing()
    read = world.sandbox.proposals

    async def late(listing: str, since: Any = None) -> Any:
        came = await read(listing, since)
        found = ProposalList(one.model_copy(update={"id": f"late-{one.id}"}) for one in came)
        await to_elsewhere(world)
        await world.pass_time(70)
        assert (await world.gig()).state is GigState.LISTED
        return found

    world.sandbox.proposals = late
    await world.read()
    assert not [one for one in await world.proposals() if one.id.startswith("late-")]
    assert (await world.gig()).state is GigState.LISTED


async def test_pressed_twice_it_is_opened_once(world, elsewhere):
    await world.reviewing()
    once, twice = await asyncio.gather(
        *(reopen_gig(world.context, RITA, 1, move=True) for _ in range(2)), return_exceptions=False
    )
    assert once == twice
    assert len(once.former_listings) == 1
    assert len(world.promised(CloseListing)) == 1


async def test_only_the_requester_opens_it_and_only_without_an_offer(world, elsewhere):
    await world.reviewing()
    with pytest.raises(NotAllowed):
        await reopen_gig(world.context, MARK, 1, move=True)
    with pytest.raises(GigNotFound):
        await reopen_gig(world.context, a_person("Eve Else"), 1, move=True)


async def test_with_an_offer_out_nothing_moves(world, elsewhere):
    await world.hiring()
    with pytest.raises(OutOfOrder):
        await reopen_gig(world.context, RITA, 1, move=True)


async def test_a_listing_that_cannot_be_closed_is_closed_by_hand_and_only_then_the_gig_goes_on(
    world, elsewhere
):
    await world.meets(RITA)
    await world.reviewing()
    world.sandbox.capabilities = world.sandbox.capabilities - {Capability.CLOSE}
    await to_elsewhere(world)
    await world.pass_time(120)
    gig = await world.gig()
    assert gig.still_up[0].refused == "its API can’t close listings"
    (told,) = [one for _, one in world.messenger.said if one.kind is NoticeKind.LISTING_OPEN]
    assert told.facts == NoticeFacts(hindered=Hindered(by=Hindrance.CANNOT_CLOSE), marketplace="sandbox")
    assert await posted(world, elsewhere) == 0
    for _ in range(2):
        gig = await confirm_closed(world.context, RITA, 1, gig.former_listings[0].listing.id)
    assert gig.still_up == ()
    await world.pass_time(70)
    assert await posted(world, elsewhere) == 1


async def test_a_listing_on_a_marketplace_that_is_gone_is_closed_by_hand(world, elsewhere):
    await world.meets(RITA)
    await world.reviewing()
    await reopen_gig(world.context, RITA, 1, move=True)
    world.context = dataclasses.replace(world.context, markets={"elsewhere": elsewhere})
    await world.work()
    (former,) = (await world.gig()).still_up
    assert former.refused == "it’s not set up here any more"
    assert world.messenger.said[-1][1].facts.hindered == Hindered(by=Hindrance.NOT_SET_UP)


async def test_changing_the_listing_leaves_it_up_and_changes_it_after_the_yes(world):
    before = await world.reviewing()
    await reopen_gig(world.context, RITA, 1, move=False)
    assert world.promised(CloseListing) == []
    gig = await resubmit(world, title="Launch deck for Borealis")
    assert gig.state is GigState.IN_APPROVAL
    await world.decides(gig, Decision.APPROVED)
    await world.work()
    gig = await world.gig()
    assert (gig.state, gig.listing) == (GigState.REVIEWING, before.listing)
    assert gig.proposals == before.proposals
    assert await posted(world, world.sandbox) == 1
    assert EntryKind.LISTING_UPDATED in kinds_of(await histories(world))


async def test_a_change_whose_answer_is_lost_is_made_once_more_and_nothing_is_posted(world):
    await world.reviewing()
    await reopen_gig(world.context, RITA, 1, move=False)
    gig = await resubmit(world, title="Launch deck for Borealis")
    await world.misbehave("update_listing: lands then reset x1; update_listing: reset x1")
    await world.decides(gig, Decision.APPROVED)
    await world.pass_time(400)
    assert (await world.gig()).state is GigState.REVIEWING
    assert await posted(world, world.sandbox) == 1


async def test_where_a_listing_cannot_be_changed_it_is_posted_anew(world):
    await world.reviewing()
    world.sandbox.capabilities = world.sandbox.capabilities - {Capability.UPDATE}
    gig = await reopen_gig(world.context, RITA, 1, move=False)
    assert (gig.listing, len(gig.still_up)) == (None, 1)
    assert gig.form.marketplace == "sandbox"
    gig = await resubmit(world, title="Launch deck for Borealis")
    await world.decides(gig, Decision.APPROVED)
    await world.pass_time(70)
    assert (await world.gig()).state is GigState.LISTED
    assert await posted(world, world.sandbox) == 2
    assert (await world.gig()).still_up == ()


async def test_choosing_another_marketplace_while_changing_leaves_the_listing_too(world, elsewhere):
    await world.reviewing()
    await reopen_gig(world.context, RITA, 1, move=False)
    gig = await resubmit(world, marketplace="elsewhere")
    assert (gig.listing, len(gig.still_up)) == (None, 1)
    await world.decides(gig, Decision.APPROVED)
    await world.pass_time(70)
    assert (await posted(world, world.sandbox), await posted(world, elsewhere)) == (1, 1)


@pytest.mark.parametrize("how", ["withdrawn", "rejected", "expired"])
async def test_a_gig_that_ends_while_its_listing_is_up_takes_it_down(world, how):
    await world.reviewing()
    where = await listing_in(world)
    await reopen_gig(world.context, RITA, 1, move=False)
    gig = await resubmit(world, title="Launch deck for Borealis")
    if how == "withdrawn":
        await withdraw_gig(world.context, RITA, 1, reason="No longer needed.")
    elif how == "rejected":
        await world.decides(gig, Decision.REJECTED, reason="Not any more.")
    else:
        await expire(world)
    await world.work()
    closed = [one.entry for one in await histories(world) if one.entry.kind is EntryKind.LISTING_CLOSED]
    assert [one.facts.listing for one in closed] == [where]
    assert (await world.gig()).still_up == ()


async def expire(world: World) -> None:
    world.clock.advance(4 * 24 * 3600)
    for tenant, number in await claim_ticking(world.context):
        await run_clock(world.context, tenant, number)
    assert (await world.gig()).state is GigState.EXPIRED


async def histories(world: World) -> list[Any]:
    async with one_by_one(world.store) as tx:
        return list((await tx.histories.part(RITA.key.tenant, 1, 50)).entries)
