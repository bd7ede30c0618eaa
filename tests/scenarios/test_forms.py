"""Forms that help: a short one first, remarks before submitting, copies of what was written before."""

from datetime import UTC, datetime, timedelta

import pytest

from gigs.gig import GigState
from tests.scenarios.steps import BRIEF
from tests.support.card_text import text_of

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

    await rita.sees("6 fields need your attention", "Please say what will be handed in, one per line.")
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
