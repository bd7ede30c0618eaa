"""A form that is open never makes the bot deaf: everything else works beside it, and a button leads back to it."""

import pytest

from tests.scenarios.steps import BRIEF, all_proposals, approve, submit, within
from tests.support.card_text import inputs_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_every_command_works_and_the_form_stays_usable(people, stage):
    rita = people.rita
    await rita.installs()
    await rita.says("post a gig")
    form = await rita.finds("Preview")
    for said, sees in {
        "my gigs": "No gigs yet",
        "approvals": "Nothing needs your approval",
        "how much have I spent": "nothing committed or paid",
        "thanks": "You’re welcome.",
        "who approved gig 999999": "I can’t find gig 999999",
    }.items():
        await rita.says(said)
        await rita.sees(sees)

    await rita.presses_found(form, **BRIEF)

    await rita.sees("Nothing is public until it’s approved")


async def test_unknown_words_are_answered_and_the_way_back_leads_to_what_was_saved(people, stage):
    rita = people.rita
    await rita.installs()
    await rita.says("post a gig")
    await rita.presses("Preview", **(BRIEF | {"outcome": ""}))
    for _ in range(3):
        await rita.says("the weather is fine on Mars today")
    assert rita.seen().count("I didn’t get that") == 3
    assert "still open" not in rita.seen()

    await rita.on_phone().presses("Back to your form")

    held = inputs_of(rita.card("Save draft"))
    assert held["title"] == BRIEF["title"]
    assert (await stage.newest_gig(rita.person)).form.title == BRIEF["title"]


async def test_the_form_that_came_back_and_the_one_above_are_one_gig(people, stage):
    rita = people.rita
    await rita.installs()
    await rita.says("post a gig")
    old = await rita.finds("Save draft")
    await rita.says("what a lovely day it is outside")
    await rita.presses("Back to your form")
    await rita.presses("Save draft", title="From the new one")
    await rita.presses_found(old, title="From the old one")
    asked = str(rita.card("Save draft"))
    assert "From the old one" in asked
    assert "From the new one" in asked
    await rita.says("my gigs")

    mine = str(rita.card("Press a gig to open it"))
    assert "From the new one" in mine
    assert "From the old one" not in mine


async def test_a_hire_that_was_begun_is_led_back_to_and_a_sentence_hires_nobody(people, stage):
    await submit(people)
    gig = await approve(stage, people)
    chosen = within(gig, await all_proposals(stage, people, gig))
    await people.rita.presses("Review")
    await people.rita.presses("Hire for", of={"proposal": chosen.id})
    await people.rita.says("hm let me think about the weather")
    await people.rita.presses("Back to your form")

    await people.rita.sees(f"Hire {chosen.freelancer}")
    assert (await stage.newest_gig(people.rita.person)).choice is None


async def test_without_a_form_there_is_no_way_back(people):
    await people.rita.installs()

    answer = await people.rita.forges("back_to_form", {})

    assert "That form is no longer open." in str(answer)


async def test_suggestions_come_from_what_somebody_was_doing(people, stage):
    await submit(people)
    gig = await stage.newest_gig(people.rita.person)
    await people.mark.says("qwertz uiop asdf")
    await people.mark.presses("Waiting for my answer")
    await people.mark.sees("1 gig needs your approval")
    await people.rita.says(f"gig {gig.number}")
    await people.rita.says("qwertz uiop asdf")

    await people.rita.presses(f"Show gig {gig.number}", on="I didn’t get that")


async def test_help_shows_what_one_may_do_and_whoever_has_something_waiting_is_greeted_with_it(people):
    await people.rita.installs()
    await people.pat.installs()
    for seat in (people.rita, people.pat):
        await seat.says("help")
    assert "For programme leads" not in people.rita.seen()
    assert "For programme leads" in people.pat.seen()
    await submit(people)
    await people.mark.uninstalls()
    await people.mark.installs()

    await people.mark.sees("1 gig needs your approval", "Waiting for my answer")
