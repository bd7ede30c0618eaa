"""Offers and payments are made once, whatever the marketplace answers or does not answer."""

import pytest

from gigs.gig import GigState
from gigs.hiring import take_contract
from gigs.history_kinds import EntryKind
from gigs.proposal import ProposalList
from ports.hindrance import Hindered, Hindrance
from ports.notices import NoticeKind
from ports.operations import OperationState
from tests.support.builders import MARK, RITA, usd
from tests.support.one_by_one import one_by_one
from tests.use_cases.posting import OVER, accept
from tests.use_cases.world import OFFER
from use_cases.delivering.accept_deliverable import accept_deliverable
from use_cases.entries import heard


async def test_an_offer_is_made_once_and_the_hire_recorded(world):
    await world.hiring()
    await world.work()
    made = await world.operation("offer:1:1")
    assert made.state is OperationState.DONE
    await world.do(OFFER)
    assert await world.happened(made.reference) == 1


async def test_an_offer_found_after_the_freelancer_answered_and_delivered_loses_no_step(world):
    await world.meets(RITA, MARK)
    await world.misbehave("offer: lands then reset")
    await world.hiring()
    await world.work()
    await world.pass_time(130)  # long enough to accept and hand in
    made, gig = await world.operation("offer:1:1"), await world.gig()
    assert (made.state, gig.state) == (OperationState.DONE, GigState.HIRING)
    gig = await world.read()
    assert gig.state is GigState.ACTIVE
    assert await world.happened(made.reference) == 1
    told = world.messenger.kinds(RITA)
    assert NoticeKind.OFFER_ACCEPTED in told
    assert NoticeKind.DELIVERABLE_SUBMITTED in told


async def test_an_offer_refused_by_the_marketplace_goes_back_to_choosing(world):
    await world.meets(RITA, MARK)
    await world.misbehave('offer: refuse "Your account needs a card."')
    await world.hiring()
    await world.work()
    gig = await world.gig()
    assert (gig.state, gig.choice) == (GigState.REVIEWING, None)
    assert world.messenger.kinds(RITA)[-1] is NoticeKind.OFFER_REFUSED


async def test_a_freelancer_who_asks_for_more_by_now_is_not_hired_at_that_price(world):
    await world.meets(RITA, MARK)
    await world.hiring()
    read = world.sandbox.proposals

    async def dearer(listing_id, since=None):
        found = await read(listing_id, since)
        return ProposalList(one.model_copy(update={"rate": one.rate + usd(1)}) for one in found)

    world.sandbox.proposals = dearer
    await world.work()
    assert (await world.gig()).state is GigState.REVIEWING
    assert "asks for" in (await world.gig()).note
    told = world.messenger.said[-1][1]
    assert told.kind is NoticeKind.OFFER_REFUSED
    (chosen,) = [one for one in await world.proposals() if one.id == told.facts.proposal]
    asked = Hindered(by=Hindrance.PRICE_CHANGED, amount=chosen.rate + usd(1))
    assert (told.facts.hindered, told.facts.reason) == (asked, "")
    assert await world.happened((await world.operation("offer:1:1")).reference) == 0


async def test_an_offer_that_is_found_above_the_approved_sum_is_told(world):
    await world.meets(RITA, MARK)
    find = world.sandbox.find_offer

    async def dearer(request):
        found = await find(request)
        return found and found.model_copy(update={"total": usd(9000)})

    world.sandbox.find_offer = dearer
    await world.misbehave("offer: lands then reset")
    await world.hiring()
    await world.work()
    await world.pass_time(130)
    assert (await world.gig()).contract.total == usd(9000)
    assert NoticeKind.OFFER_ABOVE in world.messenger.kinds(RITA)


@pytest.mark.parametrize("faults", ["", "release: lands then reset", "release: reset x1", "release: 503 x3"])
async def test_a_milestone_is_paid_exactly_once(world, faults):
    await world.at_work()
    await world.misbehave(faults)
    job = await accept(world)
    await world.pass_time(OVER * 2, step=30)
    paid = await world.operation(job.operation)
    assert paid.state is OperationState.DONE
    audit = await world.sandbox.audit(paid.reference)
    assert (audit.payments, audit.landed) == (1, 1)
    contract = (await world.read()).contract
    assert contract.released == contract.milestones[0].amount


async def test_accepting_again_promises_nothing_more(world):
    await world.at_work()
    job = await accept(world)
    await world.work()
    milestone = (await world.gig()).contract.milestones[0]
    await accept_deliverable(world.context, RITA, 1, milestone.id, milestone.deliverable.id)
    await world.work()
    assert (await world.sandbox.audit((await world.operation(job.operation)).reference)).payments == 1


async def test_a_refused_payment_gives_the_deliverable_back_and_can_be_tried_again(world):
    await world.meets(RITA, MARK)
    await world.at_work()
    await world.misbehave('release: refuse "No funds." x1')
    first = await accept(world)
    await world.work()
    gig = await world.gig()
    assert gig.verdicts == ()
    assert world.messenger.kinds(RITA)[-1] is NoticeKind.RELEASE_REFUSED
    second = await accept(world)
    assert second.operation != first.operation
    await world.work()
    assert (await world.operation(second.operation)).state is OperationState.DONE


async def test_a_payment_found_late_leaves_other_news_for_the_next_reading(world):
    await world.meets(RITA, MARK)
    await world.at_work()
    await world.misbehave("release: lands then reset")
    await accept(world)
    await world.work()
    await world.pass_time(130)  # found; the second deliverable is there by now
    before = world.messenger.kinds(RITA).count(NoticeKind.DELIVERABLE_SUBMITTED)
    await world.read()
    assert world.messenger.kinds(RITA).count(NoticeKind.DELIVERABLE_SUBMITTED) == before + 1


async def test_a_milestone_that_grew_since_it_was_accepted_is_not_paid(world):
    await world.meets(RITA, MARK)
    await world.at_work()
    job = await accept(world)
    gig = await world.gig()
    first, *rest = gig.contract.milestones
    grown = first.model_copy(update={"amount": usd(5000)})
    contract = gig.contract.model_copy(update={"milestones": (grown, *rest)})
    async with one_by_one(world.store) as tx:
        await tx.gigs.save(
            gig,
            take_contract(gig, contract, world.clock.now()),
            heard(EntryKind.CONTRACT_READ_AGAIN, world.clock.now()),
        )
    await world.work()
    released = await world.operation(job.operation)
    assert released.state is OperationState.REFUSED
    assert await world.happened(released.reference) == 0
    assert world.messenger.kinds(RITA)[-1] is NoticeKind.RELEASE_REFUSED
    no = Hindered(by=Hindrance.ACCEPTED_CHANGED, amount=usd(5000), limit=first.amount)
    assert (released.hindered, world.messenger.said[-1][1].facts.hindered) == (no, no)
