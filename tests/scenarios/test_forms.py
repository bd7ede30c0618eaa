"""Forms that help: a short one first, remarks before submitting, copies of what was written before."""

from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from assembly.clock_and_ids import SystemClock
from gigs.brief import BY_POLICY
from gigs.gig import GigState
from tests.scenarios.policies import on_stage_under
from tests.scenarios.steps import BRIEF, seats_for, submit
from tests.support.card_text import text_of
from tests.support.elsewhere import Elsewhere
from tests.support.people_file import a_cast
from use_cases.listing.post_gig import post_request

pytestmark = pytest.mark.asyncio(loop_scope="module")


def soon() -> str:
    return f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%d}"


async def test_a_new_form_is_short_and_what_stays_closed_is_sent_all_the_same(people, stage):
    rita = people.rita
    await rita.says("post a gig")
    form, _, held = await rita.finds("Preview")
    assert (held["currency"], held["cost_centre"]) == ("USD", "MKT-100")
    assert "More details" in rita.titles()
    assert "Also needed, under “More details”: Deliverables" in text_of(rita.cards()[form])
    await rita.presses("Save draft", title="Half a thought")

    gig = await stage.newest_gig(rita.person)
    assert (gig.form.title, gig.form.cost_centre) == ("Half a thought", "MKT-100")


async def test_the_first_preview_opens_the_rest_with_what_is_missing_there(people):
    rita = people.rita
    await rita.says("post a gig")
    first = {name: BRIEF[name] for name in ("title", "outcome", "price_type", "amount", "start", "due")}
    await rita.presses("Preview", **first)

    await rita.sees("6 fields need your attention", "Please list the deliverables, one per line.")
    assert "More details" not in rita.titles()
    await rita.presses("Preview", **BRIEF)
    await rita.sees("Submit for approval")


async def test_a_due_date_before_the_approvers_have_to_answer_is_remarked_on_and_stops_nobody(people, stage):
    rita = people.rita
    await rita.says("post a gig")
    await rita.presses("Preview", **(BRIEF | {"start": soon(), "due": soon()}))
    await rita.sees("The due date may be too early", "but the first approver has until")
    await rita.presses("Submit for approval")

    assert (await stage.newest_gig(rita.person)).state is GigState.IN_APPROVAL


async def test_a_rejected_gig_is_started_again_and_says_what_it_goes_on_as(people, stage):
    rita, mark = people.rita, people.mark
    await submit(people, title="A logo, first try")
    await mark.presses("Reject this gig", reason_reject_gig="Too dear.")
    old = await stage.waits_for(rita.person, GigState.REJECTED)
    await rita.says(f"status {old.number}")
    press = await rita.finds("Start again from this")
    await rita.presses_found(press)
    await rita.presses_found(press)

    new = await stage.newest_gig(rita.person)
    assert new.number == old.number + 1
    assert (new.form.title, new.form.due, new.copy_of) == ("A logo, first try", "", old.number)
    await rita.says(f"status {old.number}")
    await rita.sees("Continued as", f"Gig {new.number}")
    await mark.says(f"status {old.number}")
    await mark.sees("This gig ends here. Nothing is public.")
    assert "Continued as" not in mark.seen()
    await rita.says(f"status {new.number}")
    await rita.presses("Continue")
    await rita.presses("Preview", **(BRIEF | {"title": "A logo, second try"}))
    await rita.presses("Submit for approval")
    await rita.says(f"status {new.number}")
    await rita.sees("Copied from", f"Gig {old.number}")


async def test_an_approver_copies_a_gig_and_a_stranger_does_not(people, stage):
    mark, sam = people.mark, people.sam
    await submit(people, title="Worth repeating")
    gig = await stage.newest_gig(people.rita.person)
    await mark.says(f"status {gig.number}")
    await mark.presses("Copy this gig")
    await mark.sees(f"Copied from gig {gig.number}, without its dates.")
    held = (await mark.finds("Preview"))[2]
    assert (held["title"], held["due"], held["data_tier"]) == ("Worth repeating", "", "general")
    assert (await stage.newest_gig(mark.person)).requester.name == mark.person.name

    await sam.installs()
    answer = await sam.forges("copy_gig", {"gig": gig.number}, "1")
    assert f"I can’t find gig {gig.number}" in str(answer) + sam.seen()
    assert "Worth repeating" not in sam.seen()


LINKS = "Brand guide https://example.com/brand\nLast year’s deck https://contoso.sharepoint.com/deck.pptx"


async def test_links_go_from_the_form_through_the_approval_into_the_listing(people, stage):
    rita, mark = people.rita, people.mark
    await rita.says("post a gig")
    await rita.presses("Preview", **(BRIEF | {"links": "Brand guide http://example.com"}))
    await rita.sees("1 field needs your attention", "“http://example.com” can’t be used.")
    assert (await rita.finds("Preview"))[2]["links"] == "Brand guide http://example.com"
    await mark.installs()
    await rita.presses("Preview", **(BRIEF | {"links": LINKS}))
    await rita.sees(
        "- Brand guide: https://example.com/brand",
        "A freelancer may not be able to open “Last year’s deck”",
        "It may also hold more than the data tier “General” allows.",
    )
    await rita.presses("Submit for approval")
    await mark.sees("Last year’s deck", "(internal address)", "Please note")
    await mark.presses("Approve")

    gig = await stage.waits_for(rita.person, GigState.REVIEWING)
    assert [link.title for link in gig.checked_brief.links] == ["Brand guide", "Last year’s deck"]
    assert (
        "Links:\n- Brand guide: https://example.com/brand"
        in post_request(gig.checked_brief, reference="").description
    )


CHOOSES = """
marketplaces:
  choose:
    - {use: sandbox, because: Small work is cheapest there.}
"""


async def test_where_the_policy_chooses_the_marketplace_the_form_begins_with_that(tmp_path):
    there = Elsewhere(tmp_path / "elsewhere.db", now=SystemClock().now)
    async with AsyncExitStack() as ends:
        ends.push_async_callback(there.close)
        stage = await ends.enter_async_context(on_stage_under(tmp_path, CHOOSES, casts=2))
        markets: Any = stage.product.context.markets
        markets["elsewhere"] = there
        rita = seats_for(stage, a_cast(1)).rita
        await rita.says("post a gig")
        held = (await rita.finds("Preview"))[2]
        assert held["marketplace"] == BY_POLICY
        await rita.presses("Use this marketplace", marketplace="elsewhere")
        assert (await rita.finds("Preview"))[2]["marketplace"] == "elsewhere"
