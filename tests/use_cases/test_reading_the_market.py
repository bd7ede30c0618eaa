"""What the marketplace says is taken over once, in order, and never in place of something newer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cards.kit.words import ball_of
from gigs.contract import ContractState, MilestoneState
from gigs.gig import GigState
from gigs.proposal import ProposalStatus
from ports.marketplace import MarketplaceUnavailable
from ports.notices import NoticeKind
from ports.reading_storage import ReadingAccount
from tests.support.builders import MARK, RITA
from tests.support.one_by_one import one_by_one
from use_cases.delivering.accept_deliverable import accept_deliverable
from use_cases.delivering.send_back import PassOnSendBack, send_back
from use_cases.hiring.judge_proposal import judge_proposal
from use_cases.permissions.authorize import Role
from use_cases.reading.sync_gig import claim_due, sync_gig
from use_cases.requesting.withdraw_gig import withdraw_gig

TENANT = RITA.key.tenant
ACCOUNT = ReadingAccount(tenant=TENANT, marketplace="sandbox")


async def first_deliverable(world) -> tuple[str, str]:
    milestone = (await world.gig()).contract.milestones[0]
    return milestone.id, milestone.deliverable.id


async def test_proposals_gather_in_one_notice_that_counts_them_all(world):
    await world.meets(RITA, MARK)
    await world.approved()
    await world.work()
    for _ in range(30):
        world.clock.advance(1)
        await world.read()
    assert (await world.gig()).proposals == 6
    told = [n for _, n in world.messenger.said if n.kind is NoticeKind.PROPOSALS_ARRIVED]
    assert 1 <= len(told) <= 2
    assert told[0].created_at > world.clock.now() - timedelta(seconds=25)


async def test_reading_again_changes_nothing(world):
    gig = await world.reviewing()
    assert (await world.read()).version == gig.version


async def test_their_words_are_taken_over_and_our_verdict_stays(world):
    await world.reviewing()
    one = (await world.proposals())[0]
    await judge_proposal(world.context, RITA, 1, one.id, ProposalStatus.SHORTLISTED)
    await world.read()
    assert (await world.proposals())[0].status is ProposalStatus.SHORTLISTED


async def test_only_those_are_counted_who_can_still_be_compared(world):
    await world.reviewing()
    came = (await world.gig()).proposals
    one, two = (await world.proposals())[:2]
    await judge_proposal(world.context, RITA, 1, one.id, ProposalStatus.DECLINED, "Too far away.")
    await judge_proposal(world.context, RITA, 1, two.id, ProposalStatus.SHORTLISTED)
    assert (await world.gig()).proposals == came - 1
    await judge_proposal(world.context, RITA, 1, one.id, ProposalStatus.DECLINED, "Too far away.")
    assert (await world.gig()).proposals == came - 1
    for other in (await world.proposals())[1:]:
        await judge_proposal(world.context, RITA, 1, other.id, ProposalStatus.DECLINED, "Not now.")
    assert ball_of(await world.gig(), Role.REQUESTER).detail.startswith(
        "There are no proposals left to compare."
    )


async def test_a_proposal_that_was_taken_back_is_shown_so_once(world):
    await world.reviewing()
    world.clock.advance(200)
    gig = await world.read()
    assert ProposalStatus.WITHDRAWN in {one.status for one in await world.proposals()}
    assert (await world.read()).version == gig.version


async def test_a_gig_withdrawn_while_it_was_read_takes_nothing_over(world):
    await world.approved()
    await world.work()
    world.clock.advance(25)
    asked = world.sandbox.proposals

    async def slow(listing_id, _since=None):
        found = await asked(listing_id)
        await withdraw_gig(world.context, RITA, 1, reason="No longer needed.")
        return found

    world.sandbox.proposals = slow
    gig = await world.read()
    assert (gig.state, gig.proposals) == (GigState.CANCELLED, 0)


async def test_an_answer_that_is_older_than_a_payment_does_not_undo_it(world):
    await world.meets(RITA, MARK)
    await world.at_work()
    asked = world.sandbox.contract

    async def slow(contract_id, _known=None):
        found = await asked(contract_id)
        world.sandbox.contract = asked
        await accept_deliverable(world.context, RITA, 1, *await first_deliverable(world))
        await world.work()
        return found

    told = world.messenger.kinds(RITA).count(NoticeKind.DELIVERABLE_SUBMITTED)
    world.sandbox.contract = slow
    gig = await world.read()
    assert gig.contract.milestones[0].state is MilestoneState.RELEASED
    assert world.messenger.kinds(RITA).count(NoticeKind.DELIVERABLE_SUBMITTED) == told


async def test_the_last_payment_completes_the_gig_once(world):
    await world.meets(RITA, MARK)
    await world.at_work()
    for _ in range(12):
        gig = await world.gig()
        if gig.state is GigState.COMPLETED:
            break
        for milestone in gig.contract.milestones:
            if milestone.state is MilestoneState.SUBMITTED:
                await accept_deliverable(world.context, RITA, 1, milestone.id, milestone.deliverable.id)
        await world.work()
        await world.pass_time(10)
        await world.read()
    assert world.messenger.kinds(RITA).count(NoticeKind.COMPLETED) == 1
    async with one_by_one(world.store) as tx:
        assert (
            await tx.syncs.claim_in(
                ReadingAccount(tenant=TENANT, marketplace="sandbox"),
                world.clock.now() + timedelta(days=9),
                world.clock.now(),
                9,
            )
            == []
        )


async def test_what_is_sent_back_is_passed_on_again_after_a_refusal(world):
    await world.at_work()
    milestone, deliverable = await first_deliverable(world)
    await world.misbehave('send_back: refuse "Not now." x1')
    await send_back(world.context, RITA, 1, milestone, deliverable, "Wrong colours.")
    await world.work()
    assert (await world.gig()).verdicts == ()
    await send_back(world.context, RITA, 1, milestone, deliverable, "Wrong colours.")
    assert len(world.promised(PassOnSendBack)) == 1
    await world.work()
    gig = await world.read()
    assert gig.contract.milestones[0].state is MilestoneState.SENT_BACK


async def test_what_is_sent_back_arrives_however_long_the_marketplace_is_away(world):
    await world.at_work()
    await world.misbehave("send_back: 503 x20")
    milestone, deliverable = await first_deliverable(world)
    await send_back(world.context, RITA, 1, milestone, deliverable, "Wrong colours.")
    await world.pass_time(60 * 25, step=60)
    anew = (await world.sandbox.contract("C1")).milestones[0].deliverable
    assert anew.id == "C1-M1-D2"  # it was asked for, and made


async def test_a_gig_that_is_being_read_is_nobody_elses_until_the_lease_ends(world):
    await world.approved()
    await world.work()
    assert await claim_due(world.context, ACCOUNT) == [(TENANT, 1)]
    assert await claim_due(world.context, ACCOUNT) == []
    world.clock.advance(121)
    assert await claim_due(world.context, ACCOUNT) == [(TENANT, 1)]


async def test_after_a_failure_it_is_read_again(world):
    await world.approved()
    await world.work()
    await world.misbehave("proposals: 503 x1")
    await claim_due(world.context, ACCOUNT)
    with pytest.raises(MarketplaceUnavailable):
        await sync_gig(world.context, TENANT, 1)
    world.clock.advance(121)
    assert await claim_due(world.context, ACCOUNT) == [(TENANT, 1)]


async def test_a_gig_on_a_marketplace_that_is_not_set_up_any_more_waits(world):
    await world.approved()
    await world.work()
    there, world.context = world.context, replace(world.context, markets={})
    await sync_gig(world.context, TENANT, 1)
    assert (await world.gig()).state is GigState.LISTED
    world.context = there
    await world.pass_time(25)
    assert (await world.read()).state is GigState.REVIEWING


async def test_a_contract_that_the_marketplace_ended_early_is_not_told_as_delivered(world):
    await world.meets(RITA, MARK)
    gig = await world.at_work()
    ended = gig.contract.model_copy(update={"state": ContractState.ENDED})

    async def contract(_contract_id, _known=None):
        return ended

    world.sandbox.contract = contract
    gig = await world.read()
    assert gig.state is GigState.COMPLETED
    assert world.messenger.kinds(RITA)[-1] is NoticeKind.CONTRACT_ENDED
