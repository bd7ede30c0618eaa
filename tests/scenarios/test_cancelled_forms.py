"""Cancel: nothing that was typed is thrown away, and an old form does nothing any more but say so."""

import pytest

from tests.scenarios.steps import BRIEF, all_proposals, approve, submit, within
from tests.support.card_text import inputs_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_what_was_typed_beside_cancel_comes_back_with_one_press(people, stage):
    rita = people.rita
    await rita.installs()
    await rita.says("post a gig")
    await rita.presses("Cancel", **BRIEF)
    await rita.sees("What you typed is kept until", "my gigs")

    await rita.presses("Continue")

    held = inputs_of(rita.card("Save draft"))
    assert {name: held[name] for name in BRIEF if name in held} == {n: BRIEF[n] for n in BRIEF if n in held}
    assert (await stage.newest_gig(rita.person)).form.title == BRIEF["title"]


async def test_my_gigs_has_it_too_and_once_only(people):
    rita = people.rita
    await rita.installs()
    await rita.says("post a gig")
    await rita.presses("Cancel", old_client=True, **BRIEF)
    await rita.says("my gigs")
    await rita.sees("Cancelled, and kept until")

    found = await rita.finds("Continue", on="My gigs")
    await rita.presses_found(found)
    await rita.presses_found(found)
    await rita.says("my gigs")

    newest = rita.card("Press a gig to open it")
    assert str(newest).count(BRIEF["title"]) == 1
    assert "kept until" not in str(newest)


async def test_cancelling_a_saved_draft_keeps_the_draft_and_what_was_typed_since(people, stage):
    rita = people.rita
    await rita.installs()
    await rita.says("post a gig")
    await rita.presses("Save draft", title="As it was saved")
    await rita.presses("Continue")
    await rita.presses("Cancel", title="As it was changed")

    assert (await stage.newest_gig(rita.person)).form.title == "As it was saved"
    await rita.presses("Continue", on="kept until")
    assert inputs_of(rita.card("Save draft"))["title"] == "As it was changed"


@pytest.mark.parametrize("title", ["Preview", "Save draft", "Cancel"])
async def test_after_cancel_a_button_of_the_old_form_does_nothing_and_loses_nothing(people, stage, title):
    rita = people.rita
    await rita.installs()
    await rita.says("post a gig")
    old = await rita.finds(title)
    await rita.says("cancel")
    await rita.sees("Okay, I’ve cancelled it.")

    await rita.presses_found(old, **BRIEF)

    await rita.sees("This form was cancelled, so nothing was done", "What you typed is kept until")
    await rita.says("my gigs")
    await rita.presses("Continue", on="My gigs")
    assert inputs_of(rita.card("Save draft"))["outcome"] == BRIEF["outcome"]


async def test_after_cancel_an_old_preview_does_not_submit(people, stage):
    rita = people.rita
    await rita.installs()
    await rita.says("post a gig")
    await rita.presses("Preview", **BRIEF)
    await rita.says("cancel")

    await rita.presses("Submit for approval")

    await rita.sees("This form was cancelled, so nothing was done", "Your draft is still there")
    assert (await stage.newest_gig(rita.person)).state == "draft"


async def test_an_empty_form_is_cancelled_without_a_trace(people):
    await people.rita.installs()
    await people.rita.says("post a gig")
    await people.rita.presses("Cancel")
    await people.rita.sees("nothing was saved")
    await people.rita.says("my gigs")

    assert "kept until" not in people.rita.seen()


async def test_after_cancel_a_confirmation_hires_nobody(people, stage):
    await submit(people)
    gig = await approve(stage, people)
    chosen = within(gig, await all_proposals(stage, people, gig))
    await people.rita.presses("Review")
    await people.rita.presses("Hire for", of={"proposal": chosen.id})
    await people.rita.says("cancel")

    answer = await people.rita.presses("Hire for", on=f"Hire {chosen.freelancer}")

    assert "You cancelled this form" in str(answer)
    assert (await stage.newest_gig(people.rita.person)).choice is None
