"""Nothing typed is lost or cut: not a text that is too long, not one that doesn't fit into a card."""

import pytest

from tests.scenarios.steps import BRIEF, submit
from tests.support.card_text import inputs_of, text_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

PASTED = "Every slide says one thing, and says it well. " * 360 + "The end."
"""16,568 characters: a card holds them once."""
LONG = "A colleague reads it. " * 150 + "Done."
ENDLESS = "語" * 17_920
"""More bytes than a card has."""
FORM = "Save draft"


async def begins(rita, **typed):
    """Rita fills in the form and asks for the preview; what she sees."""
    await rita.installs()
    await rita.says("post a gig")
    await rita.presses("Preview", **(BRIEF | typed))
    return rita.card(FORM)


async def test_a_text_beyond_its_limit_stays_in_its_field_and_both_numbers_are_told(people, stage):
    card = await begins(people.rita, outcome=PASTED)

    assert inputs_of(card)["outcome"] == PASTED
    assert "2,000 at most; yours has 16,568" in text_of(card)
    assert (await stage.newest_gig(people.rita.person)).form.outcome == PASTED


async def test_a_text_that_no_card_holds_is_shown_in_part_and_kept_whole(people, stage):
    rita = people.rita
    card = await begins(rita, outcome=ENDLESS, acceptance=LONG)

    assert inputs_of(card).keys() & {"outcome", "acceptance"} == {"acceptance"}
    assert "17,920 characters" in text_of(card)
    for number, title in enumerate(("Preview", "Save draft", "Continue", "Preview")):
        changes = {} if title == "Continue" else {"title": f"A logo, {number}"}
        await rita.presses(title, **changes)
        form = (await stage.newest_gig(rita.person)).form
        assert form.outcome == ENDLESS
        assert form.acceptance == LONG
        assert form.title == f"A logo, {number}" or title == "Continue"


async def test_it_is_replaced_on_purpose_only(people, stage):
    rita = people.rita
    await begins(rita, outcome=ENDLESS)

    await rita.presses("Replace", title="Another title")
    assert inputs_of(rita.card(FORM))["outcome"] == ""
    assert inputs_of(rita.card(FORM))["title"] == "Another title"
    await rita.presses("Preview")
    assert (await stage.newest_gig(rita.person)).form.outcome == ENDLESS
    await rita.presses("Replace")
    await rita.presses("Preview", outcome="One logo.")
    await rita.sees("Nothing is public until it’s approved")
    assert (await stage.newest_gig(rita.person)).form.outcome == "One logo."


async def test_a_japanese_brief_within_the_limits_comes_back_whole_after_a_wrong_date(people):
    text = "本" * 1990
    typed = {"outcome": text, "acceptance": text, "deliverables": text}
    await begins(people.rita, **typed, due="2029-01-01")
    await people.rita.presses("Preview", due="2030-02-01")
    await people.rita.sees("Nothing is public until it’s approved")
    await people.rita.presses("Submit for approval")

    mark = people.mark
    await mark.installs()
    await mark.sees("Approve USD")
    assert mark.seen().count(text) >= len(typed)
    assert "(cut)" not in people.rita.seen() + mark.seen()


async def test_one_of_two_markets_is_not_yet_chosen_and_the_text_is_saved_all_the_same(people, stage):
    rita = people.rita
    await rita.installs()
    await rita.says("post a gig")
    await rita.presses("Preview", title="A logo for the shop", start="soon")

    assert inputs_of(rita.card(FORM))["start"] == "soon"
    assert (await stage.newest_gig(rita.person)).form.start == "soon"


async def test_a_reason_that_is_too_long_is_not_cut_and_the_card_stays_as_it_is(people, stage):
    await submit(people)
    mark = people.mark
    await mark.sees("Approve USD")
    before = mark.cards()

    for press, typed in {
        "Reject this gig": {"reason_reject_gig": ENDLESS},
        "Send back": {"reason_ask_changes": ENDLESS},
        "Ask for advice": {"adviser": "sam@contoso.example", "advice_question": ENDLESS},
    }.items():
        answer = await mark.presses(press, **typed)
        assert "1,000 at most; yours has 17,920" in str(answer)
    answer = await mark.presses("Pass it on", pass_on_to="m" * 300)
    assert "256 at most; yours has 300" in str(answer)
    assert mark.cards() == before
    assert (await stage.newest_gig(people.rita.person)).open_approvals


async def test_an_address_that_is_too_long_leaves_the_form_of_the_delegate_as_it_is(people):
    await people.mark.installs()
    await people.mark.says("out of office")

    answer = await people.mark.presses("Save", delegate="m" * 20_000)

    assert "256 at most; yours has 20,000" in str(answer)


async def test_a_day_in_the_clients_own_format_is_read(people, stage):
    people.rita.locale = "de-DE"
    await begins(people.rita, start="07.01.2030", due="1. Februar 2030")

    await people.rita.sees("Nothing is public until it’s approved", "7 Jan 2030", "1 Feb 2030")


async def test_a_day_with_two_readings_stays_in_its_field_with_both_beside_it(people):
    people.rita.locale = "en"
    card = await begins(people.rita, start="03/04/2030")

    assert inputs_of(card)["start"] == "03/04/2030"
    assert "“03/04/2030” could mean 3 April 2030 or 4 March 2030" in text_of(card)


async def test_a_command_is_understood_however_the_client_wrapped_it(people):
    await people.rita.says('<quoted messageId="1"/> <p>&quot;approvals&quot;</p>')

    await people.rita.sees("Nothing needs your approval")
