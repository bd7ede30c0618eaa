"""A programme lead asks in chat for all gigs, what is stuck and what waits for an answer, and takes a table home."""

import pytest

from tests.scenarios.steps import submit

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_lead_filters_all_gigs_and_opens_the_file_behind_its_button(people, stage):
    await submit(people)
    gig = await stage.newest_gig(people.rita.person)
    await people.pat.installs()
    await people.pat.says("all gigs")
    await people.pat.sees("All gigs", f"Gig {gig.number} ·")
    card = people.pat.card("Export as CSV")
    address = next(action["url"] for action in card["actions"] if action["type"] == "Action.OpenUrl")
    status, text = await stage.opens(address)
    assert status == 200
    assert text.removeprefix("\ufeff").startswith("number,title,state")
    assert gig.title in text
    assert (await stage.opens(address[:-3] + "abc"))[0] == 404

    await people.pat.presses(
        "Apply filters", of_state="closed", of_team="any", of_month="any", of_market="any"
    )
    await people.pat.sees("No gigs here.", "Filter: State")
    await people.pat.presses("Open approvals")
    await people.pat.sees("Gigs that need somebody’s approval", f"Gig {gig.number} ·")
    await people.pat.presses("Stuck gigs")
    await people.pat.sees("Gigs without any change for 7 days or more")


@pytest.mark.parametrize("said", ["all gigs", "stuck", "open approvals"])
async def test_a_requester_is_told_who_can_and_sees_no_gig(people, said):
    await submit(people)
    await people.sam.installs()
    await people.sam.says(said)
    await people.sam.sees("Only a programme lead can see all gigs")
    answer = await people.sam.forges("all_gigs", {"first": "999", "of_state": "in_approval"}, "1")
    assert "Only a programme lead" in str(answer["value"])
    assert "A logo for the spring campaign" not in people.sam.seen()
