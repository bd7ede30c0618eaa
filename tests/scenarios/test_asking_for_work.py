"""A sentence that asks for work opens the form filled in; nothing is submitted, nothing that was written is lost."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cards.from_words import CHECK, FROM_WORDS
from gigs.gig import GigState
from tests.scenarios.steps import BRIEF
from tests.support.card_text import text_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


def on_a(weekday: int, zone: str = "America/Los_Angeles") -> str:
    """The next such day where the speaker's client is, never today."""
    today = datetime.now(UTC).astimezone(ZoneInfo(zone)).date()
    return (today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)).isoformat()


async def test_a_sentence_opens_the_form_filled_in_and_the_gig_is_submitted_from_there(people, stage):
    rita = people.rita
    await people.mark.installs()
    tomorrow = datetime.now(UTC).astimezone(ZoneInfo("America/Los_Angeles")).date() + timedelta(days=1)
    words = "post a gig for a logo, 500 euros, by tomorrow, and please no cats"
    await rita.says(words)
    _, _, held = await rita.finds("Preview")

    assert held["title"] == "Logo"
    assert (held["amount"], held["currency"], held["category"]) == ("500", "EUR", "design")
    assert (held["due"], held["outcome"]) == (tomorrow.isoformat(), words)
    assert (held["price_type"], held["hours"], held["start"], held["data_tier"]) == ("", "", "", "")
    card = text_of(rita.card("Logo"))
    assert card.count(FROM_WORDS) == 6
    assert CHECK in card
    assert (await stage.newest_gig(rita.person)).state is GigState.DRAFT

    rest = {
        name: BRIEF[name]
        for name in BRIEF
        if name not in {"title", "outcome", "amount", "currency", "category"}
    }
    await rita.presses("Preview", **rest)
    await rita.presses("Submit for approval")
    await rita.sees("Waiting for Mark")
    gig = await stage.newest_gig(rita.person)
    assert (gig.title, gig.form.amount, gig.form.outcome) == ("Logo", "500", words)


async def test_a_weekday_is_that_of_the_day_where_the_speaker_is(people):
    for zone in ("Pacific/Kiritimati", "Pacific/Midway"):
        await people.rita.says("I need a flyer by Friday", localTimezone=zone)
        _, _, held = await people.rita.finds("Preview")
        today = datetime.now(UTC).astimezone(ZoneInfo(zone)).date()
        # Said on a Friday it could be the one or the other, and stands there as it was said.
        assert held["due"] == ("Friday" if today.weekday() == 4 else on_a(4, zone))


async def test_an_amount_with_two_readings_is_asked_about_before_anything_else(people):
    await people.rita.speaking("fr-CH").says("I need a logo for 1.200 EUR")
    await people.rita.sees("could mean EUR 1,200.00 or EUR 1.20", "1 field needs your attention")

    assert (await people.rita.finds("Preview"))[2]["amount"] == "1.200"


async def test_where_others_listen_the_form_comes_to_the_one_to_one_chat(people, stage):
    await people.rita.installs()
    chat = f"19:asking-{people.rita.person.object_id}@thread.v2"
    stage.teams.add_chat(chat, people.rita.person, people.sam.person)
    group = people.rita.in_group(chat)
    await group.says("wir brauchen ein Logo bis Freitag")
    await group.sees("I’ve answered you in our one-to-one chat")

    assert (await people.rita.finds("Preview"))[2]["title"] == "Logo"
    assert "Preview" not in group.titles()


async def test_a_cancelled_form_keeps_what_was_written(people):
    words = "I need a translation into Finnish, ask Ms Virtanen for the glossary"
    await people.rita.says(words)
    await people.rita.presses("Cancel")
    await people.rita.presses("Continue", on="Cancelled")

    assert (await people.rita.finds("Preview"))[2]["outcome"] == words


async def test_a_very_long_request_is_kept_whole(people, stage):
    words = "I need a logo. " + "It has to be blue. " * 1400
    await people.rita.says(words)
    await people.rita.presses("Preview")
    await people.rita.sees("The whole text is kept")

    assert (await stage.newest_gig(people.rita.person)).form.outcome == words.strip()


async def test_what_asks_for_no_work_opens_no_form(people):
    for text in (
        "is 500 EUR enough for a logo?",
        "I don't need a logo any more",
        "how do I post a gig?",
        "I met a great logo designer at the weekend",
    ):
        await people.rita.says(text)

    assert "Preview" not in people.rita.titles()


async def test_post_a_gig_alone_still_opens_the_empty_form(people, stage):
    await people.rita.says("post a gig")
    _, _, held = await people.rita.finds("Preview")

    assert (held["title"], held["outcome"], held["amount"]) == ("", "", "")
    assert FROM_WORDS not in people.rita.seen()
