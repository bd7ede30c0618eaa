"""From a chat to a freelancer at work, paid and rated: the whole journey through real HTTP, on both databases."""

import asyncio
from typing import Any

import pytest

from gigs.gig import GigState
from tests.scenarios.steps import BRIEF, above, all_proposals, busy, seats_for, sees_in_history
from tests.support.card_text import text_of
from tests.support.databases import POSTGRES, SQLITE, a_database
from tests.support.people_file import FIRST, RITA
from tests.support.product import CountedIds, on_stage

MOST_CALLS = 25
"""To the requester’s chat. Changes of the gig that follow each other closely edit its status card once, and a notice comes before it."""
CHANNEL, TEAM = "19:gigs@thread.tacv2", "19:marketing@thread.tacv2"


@pytest.fixture(params=[SQLITE, pytest.param(POSTGRES, marks=pytest.mark.postgres)])
async def stage(request, tmp_path):
    with a_database(request.param, tmp_path) as url:
        async with on_stage(tmp_path, url, ids=CountedIds()) as stage:
            yield stage


async def test_a_gig_goes_from_a_chat_to_a_lesson(stage):
    people = seats_for(stage, FIRST)
    rita, mark = people.rita, people.mark
    stage.teams.add_team(TEAM, TEAM, CHANNEL, members=[RITA])
    channel = rita.in_channel(CHANNEL, TEAM)
    await rita.installs()
    await mark.installs()
    assert rita.seen().count("I’m Freelance Connector") == 1
    await channel.says("follow here")
    await channel.sees("post this team’s gigs here")

    # the brief: every problem at once, what was typed is still there, then the preview
    await rita.says("pst a gig")
    await rita.presses("Preview", **(BRIEF | {"amount": "about 1200", "visibility": "", "due": ""}))
    await rita.sees("3 fields need your attention", "Please choose a date.", "in digits")
    _, _, held = await rita.finds("Preview")
    assert (held["amount"], held["title"], held["visibility"]) == ("about 1200", BRIEF["title"], "")
    await rita.presses("Preview", amount="1200", due=BRIEF["due"], visibility="public")
    await rita.sees("Nothing is public until it’s approved", "Mark Manager", "Answer due by")
    parts = [text_of(part) for part in rita.card("Public on Sandbox marketplace")["body"]]
    (public,) = [text for text in parts if text.startswith("Public on")]
    assert BRIEF["outcome"] in public
    assert BRIEF["cost_centre"] not in public

    # submitted once, however often it is pressed
    found = await rita.finds("Submit for approval")
    await asyncio.gather(*(rita.presses_found(found) for _ in range(5)))
    await mark.sees(BRIEF["title"], "USD 1,200", "MKT-100", "Rita Requester asks you to approve this gig")
    gig = await stage.waits_for(RITA, GigState.IN_APPROVAL)
    assert gig.revision == 1
    assert len(stage.teams.cards_in(mark.chat)) == 2  # the welcome and one question

    # changes asked, the form comes back filled in, the approver sees the difference
    early = await mark.finds("Approve")
    await mark.presses("Send back for changes")
    await mark.sees("Please give a reason")
    await mark.presses("Send back for changes", reason_ask_changes="Half the money will do.")
    await rita.sees("Mark Manager requested changes", "“Half the money will do.”")
    await rita.presses("Edit and resubmit", on="Half the money")
    _, _, held = await rita.finds("Preview")
    assert held["outcome"] == BRIEF["outcome"]
    await rita.presses("Preview", amount="800")
    await rita.presses("Submit for approval")
    await mark.sees("What changed since the last time", "USD 1,200.00", "USD 800.00")

    # approved: the buttons go on every copy, a late or second press shows the outcome
    late = await mark.finds("Approve USD 800")
    await mark.presses("Approve USD 800")
    await rita.sees("Approved by Mark Manager")
    await mark.on_phone().sees_no_more("Approve", "Reject", "Send back")
    for pressed in (late, early):
        answer = await mark.presses_found(pressed)
        assert "Approved by Mark Manager" in text_of(answer["value"])
    gig = await stage.waits_for(RITA, GigState.REVIEWING)
    audit = await stage.product.sandbox.audit(gig.listing.reference)
    assert (audit.listings, audit.landed) == (1, 1)

    # proposals: one notice, the status card is edited in place, the channel has a thread
    proposals = await all_proposals(stage, people, gig)
    await rita.on_phone().sees("Proposals in")
    assert rita.seen().count("to compare\nShortlist, decline, or hire.") == 1
    heads = [where for where in stage.teams.messages if where.startswith(f"{CHANNEL};messageid=17")]
    [head] = heads
    shown = text_of(stage.teams.cards_in(head))
    assert BRIEF["title"] in shown
    assert "800" not in shown

    # compared, shortlisted, declined with a reason
    await rita.presses("Review proposals")
    poor, fine, dear = proposals[0], busy(proposals), above(gig, proposals)
    await rita.presses("Shortlist", of={"proposal": fine.id})
    await rita.presses(
        "Decline the proposal",
        of={"proposal": poor.id},
        **dict[str, Any]({f"reason_decline_proposal_{poor.id}": "Too little."}),
    )
    await rita.sees("5 proposals to compare", f"{poor.freelancer} · Declined: Too little.", "Shortlisted")

    # hired with the money repeated, but the freelancer declines
    await rita.presses("Hire for", of={"proposal": fine.id, "verb": "choose_proposal"})
    await rita.sees(f"Hire {fine.freelancer} for {fine.total(None)}?")
    await rita.presses("Hire for", of={"verb": "confirm_hire"})
    await rita.sees(f"{fine.freelancer} declined the offer")

    # another one above the approved sum: the approver is asked for the difference only
    await rita.presses("Review proposals", on=f"{fine.freelancer} declined the offer")
    excess = dear.total(None) - gig.approved
    await rita.presses("Hire for", of={"proposal": dear.id})
    await rita.sees(f"will be asked to approve the difference of {excess} first")
    await rita.presses(f"Ask for {excess} more", reason_confirm_hire="Knows our brand.")
    await mark.sees(f"asks you to approve the extra {excess}", "An offer above the approved amount")
    await mark.sees("“Knows our brand.”", "Cheaper proposals")
    await mark.presses(f"Approve the extra {excess}")
    await rita.sees("Mark Manager approved the difference", f"{dear.freelancer} accepted")
    audit = await stage.product.sandbox.audit((await stage.newest_gig(RITA)).listing.reference)
    assert audit.listings == 1

    # deliverables: sent back with a reason, then accepted; pressed twice is paid once
    first, *others = dear.milestones
    await rita.sees("please review it", first.title)
    await rita.presses("Send it back", on=first.title, reason_send_back="The colours are not ours.")
    await rita.sees("The colours are not ours.")
    for milestone in (first, *others):
        found = await rita.finds(f"Yes, release {milestone.amount}", on=f"\n{milestone.title}\n")
        await asyncio.gather(rita.presses_found(found), rita.presses_found(found))
        await rita.sees(f"Accepted, {milestone.amount} released")
    await rita.sees("Everything is delivered and paid")
    gig = await stage.waits_for(RITA, GigState.COMPLETED)
    assert gig.contract.released == dear.total(None)

    # rated and closed
    await rita.presses("Rate and close")
    await rita.presses("Close the gig", do_again="", rating="", hire_again="", requester_score="")
    await rita.sees(
        "Please rate the work from 1 to 5.", "Please leave a lesson", "Please choose who may read"
    )
    await rita.presses(
        "Close the gig",
        rating="5",
        hire_again="yes",
        requester_score="9",
        do_again="Say the colours.",
        audience="everybody",
    )
    await rita.sees("Closed. Thank you!", "Say the colours.", "9 of 10", "Everybody in the organisation")
    await sees_in_history(rita, gig.number, "Decisions", "closed the gig", "paid a milestone")
    for _ in range(10):  # pages of ten entries
        if "submitted the gig" not in rita.seen():
            await rita.presses("Older", on="History, newest first")
    await rita.sees("submitted the gig")

    thread = rita.in_channel(CHANNEL, TEAM, head.partition("=")[2])
    await thread.sees("Done", "is finished")
    replies = [said.get("text", "") for said in stage.teams.said_in(head)]
    assert any("at work" in text for text in replies)
    assert not any(dear.freelancer in text for text in replies)

    # what stands there already was never sent again, in any chat
    assert stage.teams.identical == []
    calls = [sent for sent in stage.teams.sent if sent.conversation_id == rita.chat]
    assert len(calls) <= MOST_CALLS
