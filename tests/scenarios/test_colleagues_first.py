"""An internal offer is taken by a colleague with her manager's consent, done and closed; another goes out by itself."""

import pytest

from gigs.gig import GigState
from tests.scenarios.policies import install_all, on_stage_under
from tests.scenarios.steps import BRIEF, seats_for, submit
from tests.scenarios.test_nobody_answers import LeapingClock
from tests.support.people_file import FIRST
from tests.support.product import until

COLLEAGUES_FIRST = """
inside:
  days: 1d
  ask_manager: 8h
  rules:
    - {when: {category: design}, because: Our studio has room for logos.}
"""
HAND = {"hand_why": "I drew the last one.", "hand_when": "From Tuesday on.", "hand_hours": "12"}
CLOSING = {
    "rating": "5",
    "hire_again": "yes",
    "requester_score": "9",
    "do_again": "Ask inside first.",
    "audience": "everybody",
}


@pytest.fixture
def clock():
    return LeapingClock()


@pytest.fixture
async def stage(tmp_path, clock):
    async with on_stage_under(tmp_path, COLLEAGUES_FIRST, clock=clock) as stage:
        yield stage


@pytest.fixture
def people(stage):
    return seats_for(stage, FIRST)


async def offered(people):
    """Sam has named a skill that fits, and Mark has approved."""
    await install_all(people)
    await people.sam.says("my skills")
    await people.sam.presses("Save", my_skills="Illustration, German")
    await submit(people)
    await people.mark.presses("Approve")
    await people.sam.sees("Rita Requester is looking for a colleague", "A logo that works in one colour")


async def test_a_colleague_takes_it_with_her_managers_consent_and_it_is_done_closed_and_rated(stage, people):
    rita, mark, sam = people.rita, people.mark, people.sam
    await offered(people)
    await sam.presses("Raise my hand", **HAND)
    await sam.sees("Your hand is up", "Mark Manager is asked to agree to 12 hours")
    await mark.sees("May Sam Colleague spend 12 hours on this?", "I drew the last one.")
    assert "1,200" not in sam.seen()
    assert "MKT-100" not in sam.seen()
    await mark.says("approvals")
    await mark.sees("Colleagues’ hours", "Sam Colleague, 12 hours")
    await mark.presses("Agree to 12 hours")
    await sam.sees("Mark Manager agreed to your hours")

    gig = await stage.newest_gig(rita.person)
    await rita.says(f"status {gig.number}")
    await rita.presses("Pick Sam Colleague")
    await rita.sees("Sam Colleague is working on it")
    await sam.sees("Rita Requester picked you")
    await sam.presses("Show the work")
    await sam.presses("It’s done", done_note="It’s in the campaign’s folder.")
    await rita.sees("Sam Colleague says it’s done", "It’s in the campaign’s folder.")
    await rita.presses("Accept the work")
    await sam.sees("Rita Requester accepted your work")

    await rita.presses("Rate and close")
    await rita.presses("Close the gig", **CLOSING)
    closed = await stage.waits_for(rita.person, GigState.CLOSED)
    assert (closed.contract, closed.listing, closed.committed) == (None, None, None)
    await sam.presses("Add its skills to mine")
    await sam.sees("German, Illustration and logo")
    await rita.says(f"status {gig.number}")
    await rita.presses("History")
    await rita.sees("agreed to the hours", "picked a colleague", "accepted the work")


async def test_it_goes_out_by_itself_when_nobody_was_picked_in_its_days(stage, people, clock):
    await offered(people)
    await people.sam.presses("Raise my hand", **(HAND | {"hand_hours": "4"}))
    await people.rita.sees("Sam Colleague offers to do it")
    for _ in range(25):
        clock.leaps(minutes=55)
    assert (await stage.newest_gig(people.rita.person)).state is GigState.OFFERED_INSIDE
    for _ in range(2):
        clock.leaps(minutes=55)
    await people.rita.sees("The days for colleagues are over")
    await people.sam.sees("It goes to freelancers after all", "This isn’t offered to colleagues any more")
    await stage.waits_for(people.rita.person, GigState.REVIEWING)


async def test_skipping_colleagues_needs_a_reason_and_the_approver_reads_it(stage, people):
    rita = people.rita
    await install_all(people)
    await rita.says("post a gig")
    await rita.presses("Preview", **BRIEF)
    await rita.sees("Once it’s approved, colleagues have 1 working day", "Our studio has room for logos.")
    await rita.presses("Submit for approval", inside_skip="true")
    await rita.sees("Please say why colleagues aren’t asked first.")
    await rita.presses(
        "Submit for approval", inside_skip="true", inside_reason="Only the agency has the files."
    )
    await people.mark.sees("Colleagues aren’t asked first", "Only the agency has the files.")


async def test_a_channel_that_follows_sees_the_offer_and_whoever_presses_it_reads_it_in_their_own_chat(
    stage, people
):
    team, channel = "19:general@thread.tacv2", "19:gigs@thread.tacv2"
    stage.teams.add_team(team, team, channel, members=[people.rita.person, people.faye.person])
    await install_all(people)
    await people.rita.in_channel(channel, team).says("follow here")
    await submit(people)
    await people.mark.presses("Approve")
    await until(lambda: "I could do this" in shown_in(stage, channel), lambda: shown_in(stage, channel))
    assert "1,200" not in shown_in(stage, channel)
    gig = await stage.newest_gig(people.rita.person)
    await people.faye.in_channel(channel, team).forges("show_offer", {"gig": gig.number}, "1")
    await people.faye.sees("Rita Requester is looking for a colleague")


def shown_in(stage, channel):
    return "\n".join(
        str(message)
        for where, messages in stage.teams.messages.items()
        if channel in where
        for message in [messages]
    )
