"""The whole journey at each real marketplace's stand-in, through real HTTP: from Pat's consent to Rita's lesson."""

from typing import Any

import pytest

from gigs.contract import MilestoneState
from gigs.gig import GigState
from gigs.proposal import Proposal
from ports.marketplace import Capability
from tests.scenarios.real import BRIEF, There, a_good_one, approved, at, previews
from tests.scenarios.steps import hire
from tests.support.people_file import RITA

JOURNEYS = [("upwork", True), ("upwork", False), ("freelancer", True), ("worksome", True)]


@pytest.mark.parametrize(("name", "offers"), JOURNEYS)
async def test_a_gig_goes_from_a_consent_to_a_lesson(tmp_path, name, offers):
    async with at(tmp_path, name, offers=offers) as there:
        people, rita = there.people, there.people.rita
        await rita.says("post a gig")
        public = await previews(there)
        assert BRIEF["outcome"] in public
        assert "1,200" in public
        assert BRIEF["cost_centre"] not in public
        await rita.presses("Submit for approval")
        await people.mark.sees(BRIEF["title"], "USD 1,200")
        gig = await approved(there)
        audit = await there.server.sandbox.audit(gig.listing.reference)
        assert (audit.listings, audit.landed) == (1, 1)

        proposals = await there.proposals(gig)
        chosen, poor = a_good_one(gig, proposals), proposals[0]
        await rita.presses("Review proposals")
        await rita.presses("Shortlist", of={"proposal": chosen.id})
        declined: dict[str, Any] = {f"reason_decline_proposal_{poor.id}": "Too little."}
        await rita.presses("Decline the proposal", of={"proposal": poor.id}, **declined)
        await rita.sees(f"{poor.freelancer} · Declined: Too little.")
        await asks_a_question(there, chosen)
        await rita.presses("Review", of={"verb": "review_proposals"})
        await hire(rita, chosen)
        await is_hired(there, chosen)
        await works(there)
        await closes(there)


async def asks_a_question(there: There, chosen: Proposal) -> None:
    rita = there.people.rita
    typed: dict[str, Any] = {f"reason_ask_freelancer_{chosen.id}": "Can you start on Monday?"}
    if not there.can(Capability.MESSAGE):
        assert "Send the question" not in rita.titles()
        return
    found = await rita.finds("Send the question", of={"proposal": chosen.id})
    await rita.presses_found(found, **typed)
    await rita.presses_found(found, **typed)
    await rita.sees("Your question is on its way", f"You’ll find their answer on {there.title}")


async def is_hired(there: There, chosen: Proposal) -> None:
    rita = there.people.rita
    if not there.can(Capability.OFFER):
        await rita.sees("Offer to be sent", f"{there.title} doesn’t let me send offers", "The offer to send")
        await there.on_site.offers(await there.gig(), chosen)
    await rita.sees(f"{chosen.freelancer} accepted")
    (contract,) = await there.on_site.contracts()
    assert contract.freelancer == chosen.freelancer


async def works(there: There) -> None:
    """Every milestone: funded where that is ours to do, sent back once, accepted, and paid once."""
    rita = there.people.rita
    gig = await there.gig()
    for place, milestone in enumerate(gig.contract.milestones):
        if there.can(Capability.FUND):
            await rita.sees(f"{milestone.amount} can now be funded")
            await rita.says(f"status {gig.number}")
            found = await rita.finds(f"Yes, fund {milestone.amount}", of={"milestone": milestone.id})
            await rita.presses_found(found)
            await rita.presses_found(found)
        await rita.finds(
            "", on=f"\n{milestone.title}\n", of={"verb": "accept_deliverable", "milestone": milestone.id}
        )
        if place == 0:
            await is_changed(there, milestone)
        await is_accepted(there, milestone)
    await there.stage.waits_for(RITA, GigState.COMPLETED)


async def is_changed(there: There, milestone: Any) -> None:
    rita, reason = there.people.rita, "The colours are not ours."
    if there.can(Capability.SEND_BACK):
        await rita.presses("Send it back", of={"milestone": milestone.id}, reason_send_back=reason)
    else:
        await rita.sees(f"{there.title} doesn’t let me send work back")
        await there.on_site.sends_back(reason)
    await rita.sees("Here is", "again, with what you asked for")


async def is_accepted(there: There, milestone: Any) -> None:
    rita = there.people.rita
    found = await rita.finds("", of={"verb": "accept_deliverable", "milestone": milestone.id})
    await rita.presses_found(found)
    await rita.presses_found(found)
    if not there.can(Capability.RELEASE):
        await rita.sees(f"Accepted. Now release {milestone.amount} on {there.title}")
        now = (await there.gig()).contract.milestone(milestone.id)
        assert now.state is MilestoneState.SUBMITTED
        await there.on_site.pays()
    await rita.sees(f"Accepted, {milestone.amount} released")


async def closes(there: There) -> None:
    rita = there.people.rita
    gig = await there.gig()
    await rita.sees("Everything is delivered and paid")
    assert gig.contract.released == gig.contract.total
    assert await there.server.sandbox.payments() == len(gig.contract.milestones)
    await rita.presses("Rate and close")
    await rita.presses(
        "Close the gig",
        rating="5",
        hire_again="yes",
        requester_score="9",
        do_again="Say the colours.",
        audience="division",
    )
    await rita.sees("Closed. Thank you!", "Say the colours.")
