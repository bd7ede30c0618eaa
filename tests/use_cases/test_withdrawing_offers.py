"""An offer that nobody has answered is taken back; one that was accepted stays."""

import pytest

from gigs.contract import ContractState
from gigs.errors import NotAllowed, OutOfOrder
from gigs.gig import GigState
from gigs.proposal import ProposalStatus
from marketplace.sandbox.calls import EVERYTHING
from ports.marketplace import Capability
from ports.notices import NoticeKind
from tests.support.builders import MARK, RITA
from tests.use_cases.world import a_world
from use_cases.hiring.hire import hire_freelancer
from use_cases.offering.withdraw_offer import WithdrawOffer, withdraw_offer


async def offered(world):
    """An offer is out and unanswered."""
    await world.meets(RITA, MARK)
    await world.hiring()
    await world.work()
    gig = await world.gig()
    assert (gig.state, gig.contract.state) == (GigState.HIRING, ContractState.OFFERED)
    return gig


async def test_the_gig_returns_to_its_proposals_when_the_marketplace_says_so(world):
    gig = await offered(world)
    page = await withdraw_offer(world.context, RITA, 1, reason="No longer needed.")
    assert (page.gig.state, page.gig.withdrawing_offer) == (GigState.HIRING, True)
    await world.work()
    back = await world.gig()
    assert (back.state, back.choice, back.contract) == (GigState.REVIEWING, None, None)
    assert (await world.sandbox.contract(gig.contract.id)).state is ContractState.ENDED
    chosen = next(one for one in await world.proposals() if one.id == gig.contract.proposal_id)
    assert chosen.status is ProposalStatus.NEW
    assert world.messenger.kinds(RITA)[-1] is NoticeKind.OFFER_WITHDRAWN


async def test_the_same_freelancer_can_be_hired_again_by_an_offer_of_its_own(world):
    gig = await offered(world)
    await withdraw_offer(world.context, RITA, 1, reason="No longer needed.")
    await world.work()
    await hire_freelancer(
        world.context, RITA, 1, gig.contract.proposal_id, seen=str(gig.contract.total), reason="Worth it."
    )
    await world.work()
    again = await world.gig()
    assert (again.state, again.contract.state) == (GigState.HIRING, ContractState.OFFERED)
    assert again.contract.id != gig.contract.id
    assert again.former_contracts == (gig.contract.id,)


async def test_an_offer_made_anew_that_has_its_former_name_there_is_found(world):
    """Freelancer.com awards the same bid again: what was taken back and what is out now are called alike."""
    gig = await offered(world)
    await withdraw_offer(world.context, RITA, 1, reason="No longer needed.")
    await world.work()
    find = world.sandbox.find_offer

    async def under_its_former_name(request):
        found = await find(request)
        return found and found.model_copy(update={"id": gig.contract.id})

    world.sandbox.find_offer = under_its_former_name
    await world.misbehave("offer: lands then reset")
    await hire_freelancer(
        world.context, RITA, 1, gig.contract.proposal_id, seen=str(gig.contract.total), reason="Worth it."
    )
    await world.work()
    await world.pass_time(130)
    again = await world.gig()
    assert (again.state, again.contract.id) == (GigState.HIRING, gig.contract.id)


async def test_pressing_twice_takes_back_once(world):
    await offered(world)
    await withdraw_offer(world.context, RITA, 1, reason="No longer needed.")
    await withdraw_offer(world.context, RITA, 1, reason="No longer needed.")
    assert len(world.promised(WithdrawOffer)) == 1
    await world.work()
    assert world.messenger.kinds(RITA).count(NoticeKind.OFFER_WITHDRAWN) == 1
    with pytest.raises(OutOfOrder, match="no offer to withdraw"):
        await withdraw_offer(world.context, RITA, 1, reason="No longer needed.")


async def test_whoever_accepted_meanwhile_stays_hired_and_the_requester_reads_why(world):
    await offered(world)
    await withdraw_offer(world.context, RITA, 1, reason="No longer needed.")
    world.clock.advance(5)
    await world.work()
    gig = await world.gig()
    assert (gig.state, gig.withdrawing_offer) == (GigState.HIRING, False)
    (told,) = [one for _, one in world.messenger.said if one.kind is NoticeKind.OFFER_NOT_WITHDRAWN]
    assert "answered this offer already" in told.facts.reason
    assert (await world.read()).state is GigState.ACTIVE


async def test_an_acceptance_that_is_read_first_ends_the_taking_back(world):
    await offered(world)
    await withdraw_offer(world.context, RITA, 1, reason="No longer needed.")
    (job,) = world.promised(WithdrawOffer)
    world.store.due = [one for one in world.store.due if one[2] is not job]
    world.clock.advance(5)
    gig = await world.read()
    assert (gig.state, gig.withdrawing_offer) == (GigState.ACTIVE, False)
    await world.do(job)
    assert (await world.gig()).state is GigState.ACTIVE
    assert NoticeKind.OFFER_NOT_WITHDRAWN not in world.messenger.kinds(RITA)


async def test_an_unknown_outcome_is_asked_again_and_told_once(world):
    await offered(world)
    await world.misbehave("withdraw_offer: lands then reset x1")
    await withdraw_offer(world.context, RITA, 1, reason="No longer needed.")
    await world.work()
    await world.pass_time(90, step=30)
    assert (await world.gig()).state is GigState.REVIEWING
    assert world.messenger.kinds(RITA).count(NoticeKind.OFFER_WITHDRAWN) == 1


async def test_where_an_offer_has_the_id_of_its_bid_the_new_one_is_found_and_not_sent_again(world):
    former = await offered(world)
    await withdraw_offer(world.context, RITA, 1, reason="No longer needed.")
    await world.work()
    find = world.sandbox.find_offer

    async def by_bid(request):
        found = await find(request)
        return found and found.model_copy(update={"id": former.contract.id})

    world.sandbox.find_offer = by_bid
    await world.misbehave('offer: lands then reset x1; offer: refuse "offered already"')
    chosen = former.contract
    await hire_freelancer(
        world.context, RITA, 1, chosen.proposal_id, seen=str(chosen.total), reason="Worth it."
    )
    await world.work()
    await world.pass_time(180, step=30)

    gig = await world.gig()
    assert (gig.state, gig.contract.id) == (GigState.HIRING, former.contract.id)
    assert former.contract.id in gig.former_contracts
    assert NoticeKind.OFFER_REFUSED not in world.messenger.kinds(RITA)


async def test_a_reading_that_sees_it_back_first_is_not_told_as_declined(world):
    gig = await offered(world)
    await withdraw_offer(world.context, RITA, 1, reason="No longer needed.")
    await world.sandbox.withdraw_offer(gig.contract.id, "withdrawn")
    gig = await world.read()
    assert gig.state is GigState.REVIEWING
    kinds = world.messenger.kinds(RITA)
    assert kinds.count(NoticeKind.OFFER_WITHDRAWN) == 1
    assert NoticeKind.OFFER_DECLINED not in kinds


async def test_only_the_requester_takes_an_offer_back(world):
    await offered(world)
    with pytest.raises(NotAllowed):
        await withdraw_offer(world.context, MARK, 1, reason="No longer needed.")


async def test_where_the_api_cannot_nothing_is_promised(tmp_path):
    can = EVERYTHING - {Capability.WITHDRAW_OFFER}
    async with a_world(tmp_path, capabilities=can) as world:
        await offered(world)
        with pytest.raises(OutOfOrder, match="do it there"):
            await withdraw_offer(world.context, RITA, 1, reason="No longer needed.")
        assert (await world.gig()).withdrawing_offer is False
