"""What a marketplace's API cannot do, a person does over there; the reading finds it and nothing is reported before."""

import pytest

from cards.gig import gig_card
from cards.kit.elements import wire
from gigs.approval import Decision
from gigs.contract import ContractState, MilestoneState
from gigs.gig import GigState
from gigs.proposal import PlannedMilestone, ProposalStatus
from marketplace.sandbox.calls import EVERYTHING
from ports.marketplace import Capability, OfferRequest
from ports.notices import NoticeKind
from tests.support.builders import MARK, RITA, usd
from tests.support.card_text import all_text
from tests.support.talent import a_key, worked_with
from tests.use_cases.world import PAT, a_world
from use_cases.delivering.accept_deliverable import ReleaseMilestone, accept_deliverable
from use_cases.hiring.hire import hire_freelancer
from use_cases.offering.make_offer import MakeOffer
from use_cases.offering.withdraw_offer import withdraw_offer
from use_cases.showing.show_gig import show_gig
from use_cases.talent.mark_freelancer import mark_freelancer


@pytest.fixture
async def world(tmp_path):
    async with a_world(tmp_path, capabilities=EVERYTHING - {Capability.OFFER, Capability.RELEASE}) as world:
        await world.meets(RITA, MARK)
        yield world


async def made_on_site(world, total=None):
    """The requester makes the offer on the marketplace's own page."""
    choice, listing = (await world.gig()).choice, (await world.gig()).listing
    total = total or choice.total
    return await world.sandbox.offer_on_site(
        OfferRequest(
            reference=choice.reference,
            listing_id=listing.id,
            proposal_id=choice.proposal_id,
            title="By hand",
            total=total,
            milestones=(PlannedMilestone(title="By hand", amount=total),),
            start=(await world.gig()).brief.start,
            due=(await world.gig()).brief.due,
        )
    )


async def test_hiring_waits_for_an_offer_that_a_person_makes_there(world):
    gig = await world.hiring()
    assert (gig.state, gig.offers_on_site) == (GigState.HIRING, True)
    assert world.promised(MakeOffer) == []
    await world.work()
    assert (await world.read()).contract is None


async def test_nobody_is_asked_to_make_an_offer_to_whom_nobody_hires_any_more(world):
    gig = await world.hiring()
    chosen = next(one for one in await world.proposals() if one.id == gig.choice.proposal_id)
    key = a_key(chosen.freelancer_id)
    await worked_with(world.store, key, chosen.freelancer)
    asked = " ".join(all_text(wire(gig_card(await show_gig(world.context, RITA, 1)))))
    assert gig.choice.reference in asked
    await mark_freelancer(world.context, PAT, key, "Handed in somebody else’s work.")
    told = " ".join(all_text(wire(gig_card(await show_gig(world.context, RITA, 1)))))
    assert "Please don’t make this offer" in told
    assert "Handed in somebody else’s work." in told
    assert gig.choice.reference not in told
    assert (await show_gig(world.context, MARK, 1)).marked == ()


async def test_the_offer_is_found_and_goes_on_as_if_we_had_sent_it(world):
    await world.hiring()
    made = await made_on_site(world)
    gig = await world.read()
    assert (gig.contract.id, gig.contract.state) == (made.id, ContractState.OFFERED)
    assert {one.id: one.status for one in await world.proposals()}[made.proposal_id] is ProposalStatus.OFFERED
    assert NoticeKind.OFFER_ABOVE not in world.messenger.kinds(RITA)
    world.clock.advance(5)
    gig = await world.read()
    assert gig.state is GigState.ACTIVE
    assert NoticeKind.OFFER_ACCEPTED in world.messenger.kinds(RITA)


async def test_an_offer_above_the_approved_sum_is_told_and_its_excess_is_never_paid_unasked(world):
    await world.hiring()
    await made_on_site(world, usd(1500))
    await world.read()
    (told,) = [one for _, one in world.messenger.said if one.kind is NoticeKind.OFFER_ABOVE]
    assert (told.facts.amount, told.facts.limit) == (usd(1500), usd(1200))
    world.clock.advance(5)
    gig = await world.read()
    assert (gig.state, gig.approved) == (GigState.ACTIVE, usd(1200))
    assert world.messenger.kinds(RITA).count(NoticeKind.MORE_MONEY_NEEDED) == 1


async def test_the_excess_of_a_dear_proposal_is_approved_before_the_offer_is_asked_for(world):
    await world.reviewing()
    dear = await world.dear()
    gig = await hire_freelancer(
        world.context, RITA, 1, dear.id, seen=str(dear.total(None)), reason="Worth it."
    )
    assert gig.state is GigState.OFFER_IN_APPROVAL
    gig = await world.decides(gig, Decision.APPROVED)
    assert (gig.state, gig.offers_on_site) == (GigState.HIRING, True)
    assert world.promised(MakeOffer) == []


async def test_whoever_made_no_offer_after_all_chooses_again(world):
    await world.hiring()
    await withdraw_offer(world.context, RITA, 1, reason="No longer needed.")
    assert (await world.gig()).state is GigState.REVIEWING


async def test_an_offer_that_came_to_nothing_is_not_taken_for_the_next_one(world):
    await world.hiring()
    made = await made_on_site(world)
    await world.read()
    await withdraw_offer(world.context, RITA, 1, reason="No longer needed.")
    await world.work()
    gig = await world.gig()
    assert gig.former_contracts == (made.id,)
    await hire_freelancer(world.context, RITA, 1, made.proposal_id, seen=str(made.total), reason="Worth it.")

    async def by_proposal(_request):
        return made

    world.sandbox.find_offer = by_proposal
    assert (await world.read()).contract is None


async def test_accepting_marks_it_and_the_payment_is_whatever_the_marketplace_says(world):
    await world.hiring()
    await made_on_site(world)
    await world.read()
    world.clock.advance(5)
    await world.read()
    world.clock.advance(10)
    gig = await world.read()
    milestone = gig.contract.milestones[0]
    await accept_deliverable(world.context, RITA, 1, milestone.id, milestone.deliverable.id)
    assert world.promised(ReleaseMilestone) == []
    gig = await world.read()
    assert gig.verdict_on(milestone.deliverable.id).accepted
    assert gig.contract.milestones[0].state is MilestoneState.SUBMITTED

    asked = world.sandbox.contract

    async def paid(contract_id, known=None):
        found = await asked(contract_id, known)
        done = tuple(one.model_copy(update={"state": MilestoneState.RELEASED}) for one in found.milestones)
        return found.model_copy(update={"milestones": done, "state": ContractState.COMPLETED})

    world.sandbox.contract = paid
    gig = await world.read()
    assert gig.state is GigState.COMPLETED
    assert world.messenger.kinds(RITA)[-1] is NoticeKind.COMPLETED
