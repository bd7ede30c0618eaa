"""A programme lead presses every button on what was found on a marketplace and isn't in the database."""

import asyncio
from datetime import date
from decimal import Decimal

import pytest

from gigs.brief import Category, PriceType, Visibility
from gigs.contract import ContractState
from gigs.gig import GigState
from gigs.money import Money
from gigs.proposal import PlannedMilestone, Proposal
from marketplace.sandbox.cast import DECLINES_OFFERS
from ports.marketplace import OfferRequest, PostRequest
from ports.strays import StrayState
from tests.scenarios.steps import submit
from tests.support.entra import TENANT
from tests.support.one_by_one import one_by_one
from tests.support.product import SOON

pytestmark = pytest.mark.asyncio(loop_scope="module")

PRICE = Money(amount=Decimal(900), currency="USD")
START, DUE = date(2030, 1, 7), date(2030, 2, 1)


async def comes(true, otherwise):
    """Waits until a look finds it."""
    for _ in range(int(SOON / 0.05)):
        if await true():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(otherwise)


async def a_forgotten_listing(stage, reference, title):
    """Posted by a database that was replaced by its backup."""
    return await stage.product.sandbox.post(
        PostRequest(
            reference=reference,
            title=title,
            description=f"As before. {reference}",
            category=Category.DESIGN,
            skills=("logo",),
            price_type=PriceType.FIXED,
            rate=PRICE,
            hours=None,
            start=START,
            due=DUE,
            visibility=Visibility.PUBLIC,
        )
    )


async def hires_on(stage, listing):
    """Somebody who is at work there by now."""
    sandbox = stage.product.sandbox
    found: list[Proposal] = []

    async def came():
        found[:] = [
            one for one in await sandbox.proposals(listing.id) if one.freelancer not in DECLINES_OFFERS
        ]
        return bool(found)

    await comes(came, "no proposals")
    total = found[0].total(None)
    offer = OfferRequest(
        reference="FC-HHHHHHHHHH",
        listing_id=listing.id,
        proposal_id=found[0].id,
        title=listing.reference,
        total=total,
        milestones=(PlannedMilestone(title="All of it", amount=total),),
        start=START,
        due=DUE,
    )
    contract = await sandbox.offer(offer)

    async def accepted():
        return (await sandbox.contract(contract.id)).state is ContractState.ACTIVE

    await comes(accepted, "nobody accepted")
    return contract


async def state_of(stage, listing):
    async with one_by_one(stage.product.context.store) as tx:
        return (await tx.strays.get(TENANT, "sandbox", listing.id)).state


async def closed(stage, listing):
    async def is_closed():
        return await state_of(stage, listing) is StrayState.CLOSED

    await comes(is_closed, "it was not closed")


async def only_a_lead_answers(rita, listing):
    """Rita, who is none, forges every button."""
    for verb in ("take_over_stray", "choose_stray_gig", "keep_stray_apart", "close_stray"):
        data = {"verb": verb, "market": "sandbox", "listing": listing.id}
        answer = await rita.forges(verb, data | {f"stray_number_{listing.id}": "1", "reason": "Mine."})
        assert "Only a programme lead can decide what becomes of it." in str(answer)


async def test_every_answer_to_what_was_found(people, stage):
    untitled = await a_forgotten_listing(stage, "FC-AAAAAAAAAA", "")
    apart = await a_forgotten_listing(stage, "FC-BBBBBBBBBB", "An old campaign")
    unwanted = await a_forgotten_listing(stage, "FC-CCCCCCCCCC", "A listing by mistake")
    at_work = await a_forgotten_listing(stage, "FC-DDDDDDDDDD", "A film about the works")
    contract = await hires_on(stage, at_work)
    pat = people.pat
    await pat.installs()
    await submit(people)
    await people.mark.presses("Approve")
    await pat.sees("I found something on Sandbox marketplace that isn’t in this database")

    await pat.presses("Marketplaces")
    await pat.sees("It has no title, so please choose its gig.", "1 more follows when these are answered.")
    await only_a_lead_answers(people.rita, unwanted)
    mine = {"listing": untitled.id}
    answer = await pat.presses("Give it to this gig", of=mine)
    assert "Choose a gig from the list, or type its number, for example 12." in str(answer)
    answer = await pat.presses("Give it to this gig", of=mine, **{f"stray_number_{untitled.id}": "404"})
    assert "I can’t find gig 404" in str(answer)
    await pat.presses("Give it to this gig", of=mine, **{f"stray_gig_{untitled.id}": "1"})
    await pat.sees("Gig 1 gets it instead of a new listing.")

    why = {f"reason_keep_stray_apart_{apart.id}": "Sam looks after it."}
    await pat.presses("Keep it apart", of={"listing": apart.id}, **why)
    await pat.sees("Kept apart on Sandbox marketplace:", "Sam looks after it.")

    await pat.presses("Close this listing", of={"listing": unwanted.id})
    await pat.sees("I’m closing it.")
    await closed(stage, unwanted)

    await pat.presses("Refresh")
    await pat.sees(
        "Somebody is hired under it, and the work continues.", "that contract continues, costs money"
    )
    await pat.presses("Close the listing only", of={"listing": at_work.id})
    await closed(stage, at_work)
    sandbox = stage.product.sandbox
    assert (await sandbox.contract(contract.id)).state is not ContractState.ENDED

    gig = await stage.waits_for(people.rita.person, GigState.REVIEWING)
    assert gig.listing.id == untitled.id
    again = {"verb": "keep_stray_apart", "market": "sandbox", "listing": apart.id, "reason": "Once more."}
    assert "This has already been answered." in str(await pat.forges("keep_stray_apart", again))
