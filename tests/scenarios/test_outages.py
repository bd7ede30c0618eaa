"""When Teams or the marketplace does not play along: nothing is lost, nothing is done twice, and people are told."""

import asyncio

import pytest
import pytest_asyncio

from gigs.gig import GigState
from marketplace.sandbox.faults import parse_faults
from tests.scenarios.steps import BRIEF, all_proposals, approve, hire, submit, within
from tests.support.card_text import text_of
from tests.support.one_by_one import one_by_one
from tests.support.product import until

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def misbehave(stage):
    """Tells the sandbox what to do wrong until the test is over; what other tests of the file began ends before that."""

    async def is_quiet():
        async with one_by_one(stage.product.context.store) as tx:
            return not await tx.operations.unfinished(stage.product.context.clock.now(), 1)

    async def misbehave(faults):
        for _ in range(400):
            if await is_quiet():
                break
            await asyncio.sleep(0.05)
        await stage.product.sandbox.misbehave(parse_faults(faults))

    yield misbehave
    await misbehave("")


async def until_failed(stage, seat, status):
    """Waits until something said to this person met the fault."""
    chat = seat.chat
    await until(
        lambda: any(sent.status == status for sent in stage.teams.sent if sent.conversation_id == chat),
        lambda: f"nothing to {chat} failed with {status}",
    )


async def test_a_marketplace_that_refuses_sends_the_brief_back_with_its_words(people, stage, misbehave):
    await misbehave('post: refuse "Logos are not allowed here." x1')
    await submit(people)
    await people.mark.presses("Approve")
    await people.rita.sees("rejected the listing", "Logos are not allowed here.")
    await people.rita.presses("Edit and resubmit", on="Logos are not allowed")
    await people.rita.presses("Preview", title="An emblem")
    await people.rita.presses("Submit for approval")
    await people.mark.sees("What changed since the last time")
    await people.mark.presses("Approve", on="What changed since")

    gig = await stage.waits_for(people.rita.person, GigState.REVIEWING)
    assert (await stage.product.sandbox.audit(gig.listing.reference)).listings == 1


async def test_a_post_whose_answer_was_lost_is_found_and_not_repeated(people, stage, misbehave):
    await misbehave("post: lands then reset x1")
    await submit(people)
    gig = await approve(stage, people)

    found = await stage.product.sandbox.audit(gig.listing.reference)
    assert (found.listings, found.landed) == (1, 1)


async def test_a_refused_offer_and_a_refused_payment_are_told_and_can_be_tried_again(
    people, stage, misbehave
):
    await misbehave('offer: refuse "Budget locked." x1; release: refuse "Card expired." x1')
    rita = people.rita
    await submit(people)
    gig = await approve(stage, people)
    proposals = await all_proposals(stage, people, gig)
    chosen = within(await stage.newest_gig(rita.person), proposals)
    await rita.presses("Review proposals")
    await hire(rita, chosen)
    await rita.sees("rejected the offer", "Budget locked.")
    await rita.presses("Review proposals", on="Budget locked.")
    await hire(rita, chosen)
    await rita.sees(f"{chosen.freelancer} accepted")
    first = chosen.milestones[0]
    await rita.presses(f"Yes, release {first.amount}")
    await rita.sees("The payment wasn’t released", "Card expired.")
    await rita.presses("Review the work again")
    await rita.presses(f"Yes, release {first.amount}")
    await rita.sees(f"Accepted, {first.amount} released")


@pytest.mark.parametrize("status", [429, 502, 503])
async def test_a_notice_that_teams_did_not_take_is_said_later(people, stage, status):
    await people.mark.installs()
    stage.teams.fail(status, headers={"Retry-After": "1"}, conversation_id=people.mark.chat, operation="send")
    await submit(people)
    if status == 429:
        await people.mark.sees("asks you to approve this gig")
    else:  # may have arrived: the engine tries again only after a while
        await until_failed(stage, people.mark, status)
        await people.mark.says("approvals")
        await people.mark.presses("Open the approval")
    await people.mark.presses("Approve")

    await people.rita.sees("Approved by Mark Manager")


async def test_an_approver_without_the_app_hears_of_it_when_they_install_it(people, stage):
    await people.rita.installs()
    await people.rita.says("post a gig")
    await people.rita.presses("Preview", **BRIEF)
    await people.rita.presses("Submit for approval")
    await people.rita.sees("Waiting for Mark Manager")
    await people.mark.installs()

    await people.mark.sees("I’m Freelance Connector", "asks you to approve this gig")


async def test_whoever_blocked_the_bot_is_told_everything_once_they_are_back(people, stage):
    await people.mark.installs()
    stage.teams.fail(403, "ConversationBlockedByUser", conversation_id=people.mark.chat, operation="send")
    await submit(people)
    await people.rita.sees("Waiting for Mark Manager")
    await until_failed(stage, people.mark, 403)
    await people.mark.uninstalls()
    await people.mark.installs()

    await people.mark.sees("asks you to approve this gig")


async def test_a_press_is_answered_though_teams_takes_nothing_else(people, stage):
    await submit(people)
    found = await people.mark.finds("Approve")
    stage.teams.fail(500, conversation_id=people.mark.chat, times=2)
    answer = await people.mark.presses_found(found)

    assert "Approved by Mark Manager" in text_of(answer["value"])
    await people.rita.sees("Approved by Mark Manager")
