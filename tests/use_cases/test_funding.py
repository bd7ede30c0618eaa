"""Milestones are funded one after the other, within what was approved; the money is there when the contract says so."""

import pytest

from assembly.restored import declare_restored
from gigs.contract import MilestoneState
from gigs.errors import OutOfOrder
from gigs.funding import funded_or_paid, next_to_fund
from gigs.gig import GigState
from gigs.history_kinds import EntryKind
from ports.hindrance import Hindered, Hindrance
from ports.notice_facts import NoticeFacts
from ports.notices import NoticeKind
from ports.operations import OperationState
from tests.cards.pseudo import PSEUDO
from tests.support.builders import MARK, RITA, usd
from tests.support.one_by_one import one_by_one
from tests.use_cases.world import a_world
from translation.catalogue import speaking
from use_cases.delivering.accept_deliverable import accept_deliverable
from use_cases.delivering.fund_milestone import FundMilestone, fund_milestone, give_up_order
from use_cases.entries import heard
from use_cases.settling.settle_operation import settle_operation


@pytest.fixture
async def world(tmp_path):
    async with a_world(tmp_path, funding=True) as world:
        yield world


async def accepted(world):
    """The offer is accepted, and the first milestone waits for its money."""
    await world.meets(RITA, MARK)
    await world.hiring()
    await world.work()
    await world.pass_time(5)
    gig = await world.read()
    assert gig.state is GigState.ACTIVE
    assert len(gig.contract.milestones) > 1
    assert {one.state for one in gig.contract.milestones} == {MilestoneState.WAITING}
    return gig


def the_order(world) -> FundMilestone:
    (job,) = world.promised(FundMilestone)
    return job


async def test_the_requester_is_told_once_that_a_milestone_can_be_funded(world):
    await accepted(world)
    for _ in range(3):
        await world.read()
    assert world.messenger.kinds(RITA).count(NoticeKind.FUND_NEXT) == 1


async def test_the_work_begins_when_the_money_is_there(world):
    gig = await accepted(world)
    first = gig.contract.milestones[0]
    await fund_milestone(world.context, RITA, 1, first.id)
    key = the_order(world).operation
    await world.work()
    gig = await world.gig()
    assert gig.funding_of(first.id).answered
    assert gig.contract.milestones[0].state is MilestoneState.WAITING  # not before the contract says so
    assert (await world.operation(key)).state is OperationState.DONE
    gig = await world.read()
    assert gig.contract.milestones[0].state is MilestoneState.ACTIVE
    assert funded_or_paid(gig) == first.amount


async def test_what_was_funded_after_the_backup_that_was_put_back_is_not_funded_again(world):
    gig = await accepted(world)
    first = gig.contract.milestones[0]
    await world.sandbox.fund(gig.contract.id, first, "FC-before")
    await world.pass_time(10)
    await declare_restored(world.store, world.clock, world.context.ids)
    await world.pass_time(10)
    orders = []

    async def fund(*order):
        orders.append(order)

    world.sandbox.fund = fund
    await fund_milestone(world.context, RITA, 1, first.id)
    await world.work()

    assert orders == []
    assert (await world.read()).contract.milestones[0].state is not MilestoneState.WAITING


async def test_pressing_twice_asks_once(world):
    gig = await accepted(world)
    first = gig.contract.milestones[0].id
    await fund_milestone(world.context, RITA, 1, first)
    await fund_milestone(world.context, RITA, 1, first)
    assert len(world.promised(FundMilestone)) == 1


async def test_an_order_that_is_taken_and_not_yet_carried_out_is_asked_for_only_once(world):
    """With some marketplaces the money is there only when a checkout of theirs has ended."""
    gig = await accepted(world)
    first = gig.contract.milestones[0]
    orders = []

    async def fund(contract_id, milestone, reference):
        orders.append(reference)

    world.sandbox.fund = fund
    await fund_milestone(world.context, RITA, 1, first.id)
    await world.pass_time(3600, step=300)
    for _ in range(3):
        gig = await world.read()
    assert len(orders) == 1
    assert gig.contract.milestones[0].state is MilestoneState.WAITING
    assert gig.funding_of(first.id).answered
    with pytest.raises(OutOfOrder, match="can be funded now"):
        await fund_milestone(world.context, RITA, 1, gig.contract.milestones[1].id)


async def test_an_order_that_came_to_nothing_is_asked_for_again_once_a_person_has_looked(world):
    gig = await accepted(world)
    first = gig.contract.milestones[0]
    carried_out = world.sandbox.fund

    async def fund(contract_id, milestone, reference):
        world.sandbox.fund = carried_out

    world.sandbox.fund = fund
    await fund_milestone(world.context, RITA, 1, first.id)
    with pytest.raises(OutOfOrder, match="no funding order"):
        await give_up_order(world.context, RITA, 1, first.id)
    await world.work()
    for _ in range(2):
        await give_up_order(world.context, RITA, 1, first.id)
    assert (await world.gig()).fundings == ()
    await fund_milestone(world.context, RITA, 1, first.id)
    await world.work()
    gig = await world.read()
    assert gig.contract.milestones[0].state is MilestoneState.ACTIVE
    with pytest.raises(OutOfOrder, match="no funding order"):
        await give_up_order(world.context, RITA, 1, first.id)


async def test_only_the_next_part_is_funded_and_only_when_the_one_before_is_paid(world):
    gig = await accepted(world)
    first, second = gig.contract.milestones[:2]
    with pytest.raises(OutOfOrder, match="can be funded now"):
        await fund_milestone(world.context, RITA, 1, second.id)
    await fund_milestone(world.context, RITA, 1, first.id)
    await world.work()
    await world.pass_time(10)
    gig = await world.read()
    assert next_to_fund(gig) is None
    handed_in = gig.contract.milestones[0].deliverable
    await accept_deliverable(world.context, RITA, 1, first.id, handed_in.id)
    await world.work()
    gig = await world.read()
    assert next_to_fund(gig).id == second.id
    assert world.messenger.kinds(RITA).count(NoticeKind.FUND_NEXT) == 2


async def test_more_than_was_approved_is_not_funded(world):
    gig = await accepted(world)
    first = gig.contract.milestones[0]
    async with one_by_one(world.store) as tx:
        less = gig.model_copy(update={"approved": usd(1)})
        await tx.gigs.save(gig, less, heard(EntryKind.CLOCK_RAN, world.clock.now()))
    with pytest.raises(OutOfOrder, match=r"go beyond the USD 1\.00"):
        await fund_milestone(world.context, RITA, 1, first.id)
    assert world.promised(FundMilestone) == []


async def grown_since_it_was_asked_for(world, more):
    """The first milestone as it was when it was to be funded, and as it is now."""
    gig = await accepted(world)
    first = gig.contract.milestones[0]
    await fund_milestone(world.context, RITA, 1, first.id)
    async with one_by_one(world.store) as tx:
        gig = await tx.gigs.get(RITA.key.tenant, 1)
        grown = first.model_copy(update={"amount": first.amount + more})
        contract = gig.contract.model_copy(update={"milestones": (grown, *gig.contract.milestones[1:])})
        dearer = gig.model_copy(update={"contract": contract})
        await tx.gigs.save(gig, dearer, heard(EntryKind.CLOCK_RAN, world.clock.now()))
    return first, grown


async def test_a_no_of_our_own_is_kept_in_english_whatever_language_is_spoken(world):
    first, grown = await grown_since_it_was_asked_for(world, usd(1))
    with speaking(PSEUDO):
        await world.work()
    said = await world.store.run(lambda tx: tx.histories.of(RITA.key.tenant, 1))
    (why,) = [one.entry.facts.reason for one in said if one.entry.kind is EntryKind.FUNDING_REFUSED]
    assert why == f"“{first.title}” is worth {grown.amount} now, not {first.amount}."


@pytest.mark.parametrize("more", [usd(1), usd(9000)])
async def test_a_part_that_has_grown_since_is_refused_by_ourselves(world, more):
    first, grown = await grown_since_it_was_asked_for(world, more)
    await world.work()
    told = world.messenger.said[-1][1]
    assert told.kind is NoticeKind.FUND_REFUSED
    assert told.facts == NoticeFacts(
        amount=grown.amount,
        hindered=Hindered(by=Hindrance.FUNDED_CHANGED, amount=grown.amount, limit=first.amount),
    )
    assert (await world.gig()).fundings == ()
    assert (await world.sandbox.contract("C1")).milestones[0].state is MilestoneState.WAITING


async def test_a_refusal_is_told_in_their_words_and_can_be_tried_again(world):
    gig = await accepted(world)
    first = gig.contract.milestones[0].id
    await world.misbehave('fund: refuse "Your card has expired." x1')
    await fund_milestone(world.context, RITA, 1, first)
    await world.work()
    (told,) = [one for _, one in world.messenger.said if one.kind is NoticeKind.FUND_REFUSED]
    assert told.facts.reason == "Your card has expired."
    await fund_milestone(world.context, RITA, 1, first)
    await world.work()
    assert (await world.read()).contract.milestones[0].state is MilestoneState.ACTIVE


async def test_money_that_somebody_has_funded_by_hand_is_there_and_not_refused(world):
    gig = await accepted(world)
    first = gig.contract.milestones[0]
    await fund_milestone(world.context, RITA, 1, first.id)
    await world.sandbox.fund("C1", first, "by hand")
    await world.work()
    assert (await world.read()).contract.milestones[0].state is MilestoneState.ACTIVE
    assert NoticeKind.FUND_REFUSED not in world.messenger.kinds(RITA)


async def test_a_lost_answer_is_looked_up_and_never_asked_again(world):
    gig = await accepted(world)
    await world.misbehave("fund: lands then reset x1")
    await fund_milestone(world.context, RITA, 1, gig.contract.milestones[0].id)
    key = the_order(world).operation
    await world.pass_time(180, step=20)
    operation = await world.operation(key)
    assert (operation.state, operation.attempts) == (OperationState.DONE, 1)


async def test_an_order_that_nobody_knows_of_is_a_persons_question_after_one_call(world):
    gig = await accepted(world)
    first = gig.contract.milestones[0].id
    await world.misbehave("fund: reset x1")
    await fund_milestone(world.context, RITA, 1, first)
    key = the_order(world).operation
    await world.pass_time(1800, step=60)
    operation = await world.operation(key)
    assert (operation.state, operation.attempts) == (OperationState.HUMAN, 1)
    assert world.messenger.kinds(RITA)[-1] is NoticeKind.NEEDS_A_PERSON
    await settle_operation(world.context, RITA, 1, key, is_there=False)
    await world.work()
    assert (await world.read()).contract.milestones[0].state is MilestoneState.ACTIVE


async def test_where_nothing_is_funded_nothing_is_suggested(tmp_path):
    async with a_world(tmp_path) as plain:
        await plain.meets(RITA, MARK)
        gig = await plain.at_work()
        assert NoticeKind.FUND_NEXT not in plain.messenger.kinds(RITA)
        with pytest.raises(OutOfOrder, match="fund milestones"):
            await fund_milestone(plain.context, RITA, 1, gig.contract.milestones[1].id)
