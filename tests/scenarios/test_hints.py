"""A brief is mended by three hints, one press each, and goes to its approver."""

import pytest

from gigs.gig import GigState
from tests.scenarios.policies import on_stage_under
from tests.scenarios.steps import BRIEF, seats_for
from tests.support.card_text import text_of
from tests.support.people_file import a_cast

pytestmark = pytest.mark.asyncio(loop_scope="module")

FLAWED = BRIEF | {
    "title": "A cool logo for the spring campaign",
    "outcome": "A logo that works at 16 pixels and on every poster of the spring campaign. Call 0171 2345678 for the colours.",
    "acceptance": "To our full satisfaction.",
}
HINTS = ("Personal data would be public", "Acceptance can’t be checked", "Nothing is out of scope")


async def previews(people):
    await people.mark.installs()
    await people.rita.says("post a gig")
    await people.rita.presses("Preview", **FLAWED)
    await people.rita.sees(*HINTS)


async def test_a_brief_is_mended_by_three_hints(people, stage):
    rita = people.rita
    await previews(people)
    assert "Vague words" not in rita.seen()
    await rita.presses("Show all 4 hints")
    await rita.sees("Vague words")

    await rita.presses("Hide personal data")
    assert HINTS[0] not in text_of(rita.card("Submit for approval"))
    await rita.presses("Remove vague words")
    assert (await stage.newest_gig(rita.person)).form.title == "A logo for the spring campaign"

    await rita.presses("Add a criterion")
    await rita.sees("Complete the last line: what can somebody check who didn’t do the work?")
    _, _, held = await rita.finds("Preview")
    assert held["acceptance"] == "To our full satisfaction.\nAccepted when:"
    await rita.presses("Preview", acceptance="Accepted when it is readable at 16 px.")
    card = text_of(rita.card("Submit for approval"))
    assert [hint for hint in HINTS if hint in card] == ["Nothing is out of scope"]

    await rita.presses("Submit for approval")
    gig = await stage.newest_gig(rita.person)
    assert gig.state is GigState.IN_APPROVAL
    assert "0171" not in gig.checked_brief.outcome

    await people.pat.says("hints")
    await people.pat.sees("How hints are taken", "Personal data would be public")
    await rita.says("hints")
    await rita.sees("Only a programme lead sees how hints are taken.")


async def test_a_dismissed_hint_stays_away_and_keeps_what_was_ticked(people, tmp_path):
    checklist = "checklists: [{items: [{id: nda, text: The NDA is signed.}]}]"
    async with on_stage_under(tmp_path, checklist) as stage:
        people = seats_for(stage, a_cast(0))
        await previews(people)
        await people.rita.presses("Dismiss", confirm_nda="true")
        card = text_of(people.rita.card("Submit for approval"))
        assert HINTS[0] not in card
        _, _, held = await people.rita.finds("Submit for approval")
        assert held["confirm_nda"] == "true"


async def test_a_hint_of_a_preview_whose_gig_was_submitted_meanwhile_changes_nothing(people, stage):
    rita = people.rita
    await previews(people)
    press = await rita.finds("Hide personal data")
    await rita.presses("Submit for approval")
    await rita.presses_found(press)
    gig = await stage.newest_gig(rita.person)
    assert (gig.state, gig.form.outcome) == (GigState.IN_APPROVAL, FLAWED["outcome"])


async def test_the_hints_of_a_cancelled_form_do_nothing(people, stage):
    rita = people.rita
    await previews(people)
    press = await rita.finds("Hide personal data")
    await rita.says("cancel")
    await rita.presses_found(press)
    assert (await stage.newest_gig(rita.person)).form.outcome == FLAWED["outcome"]
    await rita.sees("This form was cancelled")


async def test_too_many_skills_are_cut_to_the_first_five_on_the_form(people, stage):
    rita = people.rita
    await people.mark.installs()
    await rita.says("post a gig")
    await rita.presses("Preview", **(BRIEF | {"skills": "logo, print, video, music, text, code, law"}))
    await rita.sees("Few freelancers have them all")
    await rita.presses("Keep the first 5", title="A logo, typed meanwhile")
    gig = await stage.newest_gig(rita.person)
    assert (gig.form.title, gig.form.skills) == ("A logo, typed meanwhile", "logo, print, video, music, text")
    await rita.presses("Preview")
    await rita.sees("Submit for approval")
