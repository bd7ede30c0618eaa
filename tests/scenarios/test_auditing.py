"""A programme lead audits a gig in Teams and hands a link to somebody who has no account; nobody else can."""

import html
import re

import pytest

from tests.scenarios.steps import sees_in_history, submit
from tests.support.product import Seat

pytestmark = pytest.mark.asyncio(loop_scope="module")


def link_on(seat: Seat) -> str:
    """The address behind the button of the newest audit."""
    (action,) = seat.card("Open the trail")["actions"]
    assert action["type"] == "Action.OpenUrl"
    return action["url"]


def read(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


async def test_a_lead_gets_a_card_opens_its_link_and_reads_the_page(people, stage):
    await submit(people)
    await people.mark.presses(
        "Reject", of={"verb": "reject_gig"}, reason_reject_gig="No money <b>this</b> year."
    )
    gig = await stage.newest_gig(people.rita.person)
    await people.pat.says(f"audit {gig.number}")
    await people.pat.sees(f"Audit of gig {gig.number}", "The history is proved")
    address = link_on(people.pat)
    assert address in people.pat.seen()

    status, page = await stage.opens(address)
    assert status == 200
    seen = read(page)
    assert f"Gig {gig.number}: A logo for the spring campaign" in seen
    assert "Rejected" in seen
    assert "No money <b>this</b> year." in seen
    assert "The history is proved." in seen
    assert "Pat Lead created a read-only link for an auditor" in seen

    await sees_in_history(people.pat, gig.number, "created a read-only link for an auditor", "was opened")


@pytest.mark.parametrize("who", ["rita", "mark", "sam"])
async def test_nobody_but_a_lead_gets_a_link(people, stage, who):
    await submit(people)
    gig = await stage.newest_gig(people.rita.person)
    seat = getattr(people, who)
    for number in (gig.number, 999_999):
        await seat.says(f"audit {number}")
    await seat.sees("Only a programme lead can audit gigs.")
    assert "/audit/" not in seat.seen()


async def test_a_lead_who_names_no_gig_or_an_unknown_one_is_told_so(people):
    await people.pat.says("audit")
    await people.pat.sees("Which gig? Say, for example, “audit 12”")
    await people.pat.says("audit 999999")
    await people.pat.sees("I can’t find gig 999999")


async def test_what_a_lead_asks_for_in_a_channel_is_answered_in_private(people, stage):
    await submit(people)
    gig = await stage.newest_gig(people.rita.person)
    await people.pat.installs()
    stage.teams.add_chat("19:audits", people.pat.person)
    await people.pat.in_channel("19:audits", "19:team").says(f"audit {gig.number}")
    await people.pat.sees("The history is proved")
    said = "\n".join(str(each) for each in stage.teams.said_in("19:audits;messageid=1"))
    assert "/audit/" not in said
