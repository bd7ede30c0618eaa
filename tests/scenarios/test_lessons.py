"""A lesson that Rita leaves at closing is met by Sam, who drafts something similar; he asks her, and begins with her brief."""

import pytest

from gigs.gig import GigState
from tests.scenarios.steps import BRIEF, all_proposals, approve, hire, submit, within

pytestmark = pytest.mark.asyncio(loop_scope="module")

LESSON = "Say the colours on the first day."
SIMILAR = BRIEF | {"title": "Logo for our spring campaign", "cost_centre": "MKT-100", "due": ""}


async def closes(stage, people, title=BRIEF["title"], **chosen):
    """Rita's gig from its brief to its lesson."""
    rita = people.rita
    await submit(people, title=title)
    gig = await approve(stage, people)
    hired = within(gig, await all_proposals(stage, people, gig))
    await rita.presses("Review proposals")
    await hire(rita, hired)
    for milestone in hired.milestones:
        await rita.sees("please review it", milestone.title)
        await rita.presses(f"Yes, release {milestone.amount}", on=f"\n{milestone.title}\n")
        await rita.sees(f"Accepted, {milestone.amount} released")
    await rita.sees("Everything is delivered and paid")
    await stage.waits_for(rita.person, GigState.COMPLETED)
    await rita.presses("Rate and close")
    rated = {"rating": "5", "hire_again": "yes", "requester_score": "9", "do_again": LESSON}
    await rita.presses("Close the gig", **rated, **chosen)
    await rita.sees("Closed. Thank you!")
    return gig


async def test_a_lesson_comes_back_to_whoever_drafts_something_similar(people, stage):
    rita, sam, pat = people.rita, people.sam, people.pat
    gig = await closes(stage, people, audience="everybody", is_named="true", is_brief_shared="true")

    # on the form that comes back, and on the preview
    await sam.installs()
    await sam.says("post a gig")
    await sam.presses("Preview", **SIMILAR)
    await sam.sees("What colleagues learnt", LESSON, "Rita Requester")
    await sam.presses("Preview", due=BRIEF["due"])
    await sam.sees("Done here before", "Rita Requester in Marketing did this in", "would do it again")
    await sam.sees("What colleagues learnt", LESSON)

    # who did it, as a card beside the preview
    await sam.presses("Hire the same freelancer", on="Done here before")
    await sam.sees("Once your gig is listed, open this freelancer again")
    await sam.sees("Done here before")

    # marked helpful, once
    found = await sam.finds("This helped", on="Done here before")
    assert "Thanks, I’ve noted that it helped." in str(await sam.presses_found(found))
    assert "You’ve already told me that it helped." in str(await sam.presses_found(found))

    # asked and answered, without leaving the preview
    asked = f"question_to_colleague_duplicate_{gig.number}"
    send = await sam.finds("Send the question", of={"field": "duplicate"})
    await sam.presses_found(send, **{asked: "Did you have it printed?"})
    await sam.sees("Rita Requester has your question")
    await rita.sees("Sam Colleague asks about a gig you did", "Did you have it printed?")
    await rita.presses("Answer", on="Did you have it printed?", answer_of_colleague="Yes, on shirts.")
    await sam.sees("Rita Requester answered your question", "Yes, on shirts.")

    # her brief begins a gig of his own
    await sam.presses("Copy their brief")
    _, _, held = await sam.finds("Preview")
    assert (held["title"], held["due"]) == (BRIEF["title"], "")

    # browsed, and taken out by a lead
    await pat.installs()
    await pat.says("lessons")
    await pat.sees(LESSON, "Helped 1 person")
    await pat.presses("Edit or retire", of={"gig": gig.number})
    await pat.presses("Make a best practice of this", of={"gig": gig.number})
    await pat.sees("Make a best practice", "Remove what’s private")
    await pat.presses("Retire the lesson", of={"gig": gig.number})
    await sam.says("lessons")
    await sam.sees("No lessons yet")


async def test_what_is_for_leads_only_is_met_by_no_colleague(people, stage):
    title = "Signet for the rowing club"
    gig = await closes(stage, people, title, audience="leads")
    sam = people.sam
    await sam.installs()
    await sam.says("post a gig")
    await sam.presses("Preview", **(BRIEF | {"title": title}))
    await sam.sees("Public on Sandbox marketplace")
    assert LESSON not in sam.seen()
    assert title not in sam.seen().partition("Done here before")[2].partition("Title:")[0]
    for verb in ("lesson_helped", "copy_shared_brief", "ask_colleague", "curate_lesson", "retire_lesson"):
        answer = await sam.forges(verb, {"gig": gig.number, "field": "lesson"})
        assert "Thanks" not in str(answer)
        assert LESSON not in str(answer)
        assert BRIEF["outcome"] not in str(answer)
