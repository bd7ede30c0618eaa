"""A case study is told in chat, agreed by whoever it names, published by a lead, and read by a colleague as a card and a page."""

import re

import pytest

from gigs.gig import GigState
from tests.scenarios.steps import all_proposals, approve, hire, submit, within

pytestmark = pytest.mark.asyncio(loop_scope="module")
STORY = {
    "story_title": "A logo in four weeks",
    "story_problem": "Mark Manager wanted a logo, and nobody of us draws.",
    "story_done": "Three drafts, then the final one.",
    "story_result": "It’s on every page of the campaign.",
    "story_advice": "Say which colours are yours.",
}


async def closed(people, stage):
    """Rita's gig, from the brief to the lesson; everybody may read its summary."""
    await submit(people)
    gig = await approve(stage, people)
    chosen = within(gig, await all_proposals(stage, people, gig))
    await people.rita.presses("Review proposals")
    await hire(people.rita, chosen)
    for milestone in chosen.milestones:
        await people.rita.presses(f"Yes, release {milestone.amount}", on=f"\n{milestone.title}\n")
        await people.rita.sees(f"Accepted, {milestone.amount} released")
    await stage.waits_for(people.rita.person, GigState.COMPLETED)
    await people.rita.presses("Rate and close")
    await people.rita.presses(
        "Close the gig",
        rating="5",
        hire_again="yes",
        requester_score="9",
        do_again="Say the colours.",
        audience="everybody",
    )
    await people.rita.sees("Closed. Thank you!")
    return gig


async def test_a_case_study_is_published_and_read_with_a_name_only_while_its_owner_agrees(people, stage):
    for seat in (people.pat, people.sam):
        await seat.installs()
    await closed(people, stage)
    rita, mark, pat, sam = people.rita, people.mark, people.pat, people.sam
    await rita.presses("Make a case study")
    await rita.presses("Send to the programme team", **STORY | {"story_problem": ""})
    await rita.sees("Please say a few words here.")
    naming = {f"names_{mark.person.object_id}": "true"}
    await rita.presses("Send to the programme team", **STORY | naming)
    await rita.sees("With the programme team", "Not answered yet", mark.person.name)

    await pat.sees("wrote a case study about gig")
    await pat.presses("Read it")
    await pat.sees("It needs you", "a colleague wanted a logo")
    await pat.presses("Publish")
    await rita.sees("published the case study")

    await sam.says("case studies")
    await sam.sees("A logo in four weeks")
    await sam.presses("Read the case study")
    await sam.sees("a colleague wanted a logo")
    page = next(
        action["url"]
        for action in sam.card("Open as a page")["actions"]
        if action["type"] == "Action.OpenUrl"
    )
    assert "a colleague wanted a logo" in await _page(stage, page)

    await mark.sees("would like to name you in a case study")
    await mark.presses("Agree")
    assert "Mark Manager wanted a logo" in await _page(stage, page)
    await mark.presses("Take my name out")
    assert "Mark Manager" not in await _page(stage, page)

    await pat.presses("Withdraw it", reason_withdraw_case_study="The logo has changed.")
    await rita.sees("withdrew the case study", "The logo has changed.")
    assert (await stage.opens(page))[0] == 404


async def _page(stage, address):
    status, text = await stage.opens(address)
    assert status == 200
    return re.sub(r"<[^>]+>", "", text)
