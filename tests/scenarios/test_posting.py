"""The brief: forms, drafts, previews and several of them at once; what is typed is never lost."""

import asyncio

import pytest

from bot.verbs.card_verbs import CARD_VERBS
from dialogs.close_gig import close_gig
from dialogs.hire import hire
from dialogs.post_gig import post_gig
from dialogs.sdk import Conversations
from gigs.gig import GigState
from tests.scenarios.steps import BRIEF, submit
from tests.support.card_text import text_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_all_problems_are_shown_at_once_and_what_was_typed_stays(people):
    await people.rita.says("post a gig")
    _, _, held = await people.rita.finds("Preview")
    assert (held["visibility"], held["cost_centre"]) == ("", "MKT-100")
    assert "marketplace" not in held  # there is only one
    await people.rita.presses(
        "Preview", title="Only a title", amount="a lot", start="2020-01-01", due="2019-01-01"
    )

    await people.rita.sees(
        "Please say what outcome you want.", "in digits", "Please choose one.", "need your attention"
    )
    _, _, held = await people.rita.finds("Preview")
    assert (held["title"], held["amount"], held["due"]) == ("Only a title", "a lot", "2019-01-01")


async def test_a_draft_is_kept_and_my_gigs_resumes_it(people, stage):
    await people.rita.says("post a gig")
    await people.rita.presses("Save draft", title="Half a thought", amount="12,3")
    await people.rita.sees("Your draft is saved", "Half a thought")
    await people.rita.says("my gigs")
    await people.rita.presses("Continue gig", on="My gigs")
    _, _, held = await people.rita.finds("Preview")

    assert (held["title"], held["amount"]) == ("Half a thought", "12,3")
    assert (await stage.newest_gig(people.rita.person)).state is GigState.DRAFT


async def test_an_empty_form_has_nothing_to_save(people):
    await people.rita.says("post a gig")
    await people.rita.presses("Save draft", cost_centre="", marketplace="")

    await people.rita.sees("There’s nothing to save yet")
    assert "Preview" in people.rita.titles()


async def test_cancel_on_the_form_says_what_was_kept(people):
    await people.rita.says("post a gig")
    await people.rita.presses("Cancel")
    await people.rita.sees("nothing was saved")
    await people.rita.presses("Post a gig", on="Cancelled")
    await people.rita.presses("Preview", title="Kept by the preview")
    await people.rita.presses("Cancel")
    await people.rita.sees("Your draft is still there")
    await people.rita.presses("Continue", on="Cancelled")

    assert (await people.rita.finds("Preview"))[2]["title"] == "Kept by the preview"


async def test_two_open_forms_are_two_gigs(people, stage):
    rita = people.rita
    await rita.says("post a gig")
    first = await rita.finds("Preview")
    await rita.says("post a gig")
    second = await rita.finds("Preview")
    await rita.presses_found(first, **(BRIEF | {"title": "The first"}))
    one = await stage.newest_gig(rita.person)
    await rita.presses_found(second, **(BRIEF | {"title": "The second"}))
    other = await stage.newest_gig(rita.person)
    await rita.presses("Change something", on="The first")
    await rita.presses("Preview", on="The first", outcome="Something else.")

    assert one.number != other.number
    changed = await stage.newest_gig(rita.person)
    assert (changed.number, changed.form.title) == (one.number, "The first")


async def test_a_new_form_begun_from_a_button_does_not_write_over_the_gig_before(people, stage):
    rita = people.rita
    await rita.installs()
    await rita.says("post a gig")
    await rita.presses("Preview", **(BRIEF | {"title": "The first"}))
    first = await stage.newest_gig(rita.person)
    await rita.presses("Post a gig")
    await rita.presses("Save draft", title="The second", on="About five minutes")

    assert (await stage.newest_gig(rita.person)).number != first.number


async def test_a_draft_saved_again_and_again_is_one_gig(people, stage):
    await people.rita.says("post a gig")
    found = await people.rita.finds("Save draft")
    await asyncio.gather(*(people.rita.presses_found(found, title="Once") for _ in range(4)))
    number = (await stage.newest_gig(people.rita.person)).number
    await people.rita.says("my gigs")

    assert text_of(people.rita.card("My gigs")).count("Once") == 1
    assert f"Gig {number} ·" in people.rita.seen()


async def test_a_preview_of_a_brief_that_changed_meanwhile_cannot_be_submitted(people, stage):
    rita = people.rita
    await rita.says("post a gig")
    form = await rita.finds("Preview")
    await rita.presses_found(form, **BRIEF)
    old = await rita.finds("Submit for approval")
    await rita.presses("Change something")
    await rita.presses("Preview", amount="99999")
    await rita.presses_found(old)

    await rita.sees("The brief has changed since this preview")
    assert (await stage.newest_gig(rita.person)).state is GigState.DRAFT


async def test_stale_forms_and_previews_of_a_submitted_gig_lead_to_its_status(people, stage):
    rita = people.rita
    await rita.says("post a gig")
    form = await rita.finds("Preview")
    saves = await rita.finds("Save draft")
    await rita.presses_found(form, **BRIEF)
    change, submitting = await rita.finds("Change something"), await rita.finds("Submit for approval")
    await rita.presses_found(submitting)
    for stale in (change, form, saves, submitting):
        answer = await rita.presses_found(stale, **BRIEF)
        assert answer["statusCode"] == 200
        assert "Waiting for Mark Manager" in text_of(rita.cards()[stale[0]]) or "already submitted" in str(
            answer
        )
    assert (await stage.newest_gig(rita.person)).revision == 1


async def test_what_the_policy_stops_is_said_at_its_field_and_the_draft_is_kept(people):
    await people.faye.says("post a gig")
    await people.faye.presses("Preview", **BRIEF | {"data_tier": "highly_confidential"})

    await people.faye.sees("1 field needs your attention", "must not leave the company")
    assert (await people.faye.finds("Preview"))[2]["title"] == BRIEF["title"]


async def test_for_someone_without_a_manager_the_fallback_approvers_are_asked(people):
    await people.faye.says("post a gig")
    await people.faye.presses("Preview", **BRIEF)

    await people.faye.sees("Pat Lead", "fallback approvers are asked")


async def test_a_status_card_is_never_drawn_over_a_form(people, stage):
    rita, mark = people.rita, people.mark
    await submit(people)
    await mark.presses("Send back for changes", reason_ask_changes="Shorter, please.")
    await rita.sees("Mark Manager requested changes")
    gig = await stage.newest_gig(rita.person)
    await rita.says(f"gig {gig.number}")
    where, *_ = await rita.finds("Edit and resubmit", on="Last change")
    await rita.presses("Edit and resubmit", on="Last change")
    message = stage.teams.messages[rita.chat][where]
    phone = rita.on_phone()
    await phone.says(f"status {gig.number}")
    await phone.presses("Yes, withdraw", reason_withdraw_gig="No longer needed.")
    await stage.waits_for(rita.person, GigState.CANCELLED)
    await phone.sees("Withdrawn")

    assert stage.teams.messages[rita.chat][where] is message
    assert (await rita.finds("Preview"))[0] == where
    await rita.presses("Preview")
    await rita.sees("was already submitted")


async def test_old_clients_go_the_same_way(people, stage):
    rita, mark = people.rita, people.mark
    await rita.installs()
    await mark.installs()
    await rita.presses("Post a gig", old_client=True)
    await rita.presses("Preview", old_client=True, title="Not much")
    await rita.sees("need your attention")
    await rita.presses("Preview", old_client=True, **BRIEF)
    await rita.presses("Submit for approval", old_client=True)
    await rita.sees("Waiting for Mark Manager")
    await mark.presses("Send back for changes", old_client=True, reason_ask_changes="Cheaper.")
    await rita.presses("Edit and resubmit", on="Cheaper.", old_client=True)
    await rita.presses("Preview", old_client=True, amount="900")
    await rita.presses("Submit for approval", old_client=True)
    await mark.presses("Approve USD 900", old_client=True)
    await rita.sees("Approved by Mark Manager")
    await mark.sees_no_more("Approve", "Reject")
    gig = await stage.waits_for(rita.person, GigState.REVIEWING)

    assert gig.approved.amount == 900


async def test_no_button_breaks_on_a_draft(people, stage):
    """A press of any card, real or made up, on a gig that was never submitted."""
    rita = people.rita
    await rita.installs()
    await rita.says("post a gig")
    await rita.presses("Save draft", **BRIEF)
    gig = await stage.newest_gig(rita.person)
    ids = {"milestone": "M1", "proposal": "P1", "operation": "post:1:1", "deliverable": "D1"}
    typed = {"more_amount": "100", "more_reason": "More slides", "reason_ask_freelancer": "When?"}
    broken = {}
    for verb in sorted(set(CARD_VERBS) | Conversations([post_gig(), hire(), close_gig()]).verbs):
        answer = await rita.forges(verb, {"gig": gig.number, "revision": 0, **ids, **typed}, "1")
        if "went wrong" in str(answer):
            broken[verb] = answer
    assert not broken


async def test_an_amount_with_two_readings_is_asked_about_and_the_chosen_one_is_previewed_in_full(
    people, stage
):
    rita = people.rita
    await rita.says("post a gig")
    await rita.presses("Preview", **(BRIEF | {"amount": "1.200", "currency": "EUR"}))
    await rita.sees("“1.200” could mean EUR 1,200.00 or EUR 1.20. Please choose one.")
    assert (await rita.finds("Preview"))[2]["amount"] == "1.200"
    await rita.presses("I mean EUR 1,200.00")

    await rita.sees("Submit for approval", "EUR 1,200.00")
    assert (await stage.newest_gig(rita.person)).form.amount == "1200.00"


async def test_the_grouping_mark_of_the_speakers_language_is_read_as_one(people, stage):
    rita = people.rita.speaking("de-DE")
    await rita.says("post a gig")
    await rita.presses("Preview", **(BRIEF | {"amount": "1.200", "currency": "EUR"}))

    await rita.sees("Submit for approval", "EUR 1,200.00")
    assert (await stage.newest_gig(rita.person)).form.amount == "1200"
