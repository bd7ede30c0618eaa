"""A draft that is open on two devices: what is typed on either is kept, and what differs is asked about."""

import pytest

from tests.scenarios.steps import BRIEF
from tests.support.card_text import inputs_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def opens_twice(rita):
    """A saved draft, opened on two devices; the press of Preview that each of them would send."""
    await rita.installs()
    await rita.says("post a gig")
    await rita.presses("Save draft", **BRIEF)
    await rita.presses("Continue")
    return await rita.finds("Preview")


async def test_what_was_typed_on_two_devices_is_merged(people, stage):
    rita = people.rita
    window = await opens_twice(rita)
    await rita.presses_found(window, title="Changed on the phone")
    await rita.presses_found(window, outcome="Changed at the desk")

    form = (await stage.newest_gig(rita.person)).form
    assert (form.title, form.outcome) == ("Changed on the phone", "Changed at the desk")
    await rita.sees("Preview · Gig")


@pytest.mark.parametrize("old_client", [False, True])
@pytest.mark.parametrize(
    ("button", "kept"), [("Use the other one", "From the desk"), ("Keep what’s saved", "From the phone")]
)
async def test_a_field_changed_on_both_shows_both_texts_and_is_chosen(
    people, stage, button, kept, old_client
):
    rita = people.rita
    window = await opens_twice(rita)
    await rita.presses_found(window, old_client=old_client, title="From the phone")
    await rita.presses_found(window, old_client=old_client, title="From the desk")

    await rita.sees("Which version should stay?", "From the phone", "From the desk")
    assert (await stage.newest_gig(rita.person)).form.title == "From the phone"

    await rita.presses(button, old_client=old_client, acceptance="Typed beside the choice")
    form = (await stage.newest_gig(rita.person)).form
    assert (form.title, form.acceptance) == (kept, "Typed beside the choice")
    assert inputs_of(rita.card("Save draft"))["title"] == kept
    await rita.presses("Preview", old_client=old_client)
    await rita.sees("Preview · Gig")


async def test_saving_a_draft_of_which_a_field_has_two_versions_asks_before_it_lets_go(people):
    rita = people.rita
    await opens_twice(rita)
    window = await rita.finds("Save draft")
    await rita.presses_found(window, title="From the phone")
    await rita.presses_found(window, title="From the desk")
    await rita.sees("Which version should stay?")


async def test_a_form_whose_gig_was_submitted_in_another_window_stays_with_what_was_typed(people, stage):
    rita = people.rita
    await people.mark.installs()
    window = await opens_twice(rita)
    await rita.presses_found(window)
    await rita.presses("Submit for approval")

    answer = await rita.presses_found(window, title="Typed too late")

    assert "was submitted in another window" in str(answer)
    assert (await stage.newest_gig(rita.person)).checked_brief.title == BRIEF["title"]


async def test_the_same_press_after_the_submission_shows_the_gig_as_it_stands(people):
    rita = people.rita
    await people.mark.installs()
    window = await opens_twice(rita)
    await rita.presses_found(window)
    await rita.presses("Submit for approval")
    assert "was submitted in another window" not in str(await rita.presses_found(window))
