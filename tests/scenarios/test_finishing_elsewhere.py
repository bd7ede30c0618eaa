"""A marketplace whose API sends no offers and pays nobody: people finish there, and the gig goes on by itself."""

from typing import Any

import pytest

from gigs.contract import MilestoneState
from gigs.gig import GigState
from gigs.history_kinds import EntryKind
from ports.marketplace import Capability, OfferRequest
from tests.scenarios.steps import all_proposals, approve, hire, seats_for, submit, within
from tests.support.histories import kinds_of
from tests.support.one_by_one import one_by_one
from tests.support.people_file import FIRST, RITA
from tests.support.product import CountedIds, on_stage

CANNOT = frozenset({Capability.OFFER, Capability.RELEASE})


@pytest.fixture
async def stage(tmp_path):
    async with on_stage(tmp_path, ids=CountedIds()) as stage:
        yield stage


async def offers_by_hand(stage, gig, proposal) -> None:
    request = OfferRequest(
        reference=gig.choice.reference,
        listing_id=gig.listing.id,
        proposal_id=proposal.id,
        title=gig.title,
        total=gig.choice.total,
        milestones=proposal.milestones,
        start=gig.brief.start,
        due=gig.brief.due,
    )
    await stage.product.sandbox.offer_on_site(request)


async def test_a_gig_whose_offer_and_payment_are_made_on_the_marketplace(stage):
    people = seats_for(stage, FIRST)
    rita, sandbox = people.rita, stage.product.sandbox
    can, sandbox.capabilities = sandbox.capabilities, sandbox.capabilities - CANNOT
    await submit(people)
    gig = await approve(stage, people)
    proposals = await all_proposals(stage, people, gig)
    chosen = within(gig, proposals)

    # a question, once, however often it is pressed
    await rita.presses("Review proposals")
    found = await rita.finds("Send the question", of={"proposal": chosen.id})
    typed: dict[str, Any] = {f"reason_ask_freelancer_{chosen.id}": "Can you start on Monday?"}
    await rita.presses_found(found, **typed)
    await rita.presses_found(found, **typed)
    await rita.sees("Your question is on its way", "You’ll find their answer on Sandbox marketplace")

    # the offer is made there; the card says what to send, and another choice is still open
    await hire(rita, chosen)
    await rita.sees("Offer to be sent", "doesn’t let me send offers", "The offer to send")
    await rita.presses("Yes, choose again", reason_withdraw_offer="The wrong one.")
    await rita.sees("It was withdrawn: The wrong one.")
    await rita.presses("Review", of={"verb": "review_proposals"})
    await hire(rita, chosen)
    gig = await stage.newest_gig(RITA)
    assert gig.offers_on_site
    await offers_by_hand(stage, gig, chosen)
    await rita.sees(f"{chosen.freelancer} accepted")

    # accepted here, paid there, and released only when the marketplace says so
    first = chosen.milestones[0]
    await rita.sees("please review it", first.title)
    await rita.presses("Accept", on=first.title, of={"verb": "accept_deliverable"})
    await rita.sees(f"Accepted. Now release {first.amount} on Sandbox marketplace")
    gig = await stage.newest_gig(RITA)
    milestone = gig.contract.milestones[0]
    assert milestone.state is MilestoneState.SUBMITTED
    sandbox.capabilities = can  # by hand, on their own page
    await sandbox.release(gig.contract.id, milestone.id, milestone.amount, "by hand")
    await rita.sees(f"Accepted, {first.amount} released")
    assert (await stage.newest_gig(RITA)).state is GigState.ACTIVE
    async with one_by_one(stage.product.context.store) as tx:
        happened = kinds_of(await tx.histories.of(gig.tenant, gig.number))
    assert {EntryKind.QUESTION_DELIVERED, EntryKind.OFFER_FOUND} <= set(happened)
