"""What happens while nobody answers, and across a restart: each test has a product of its own."""

from datetime import UTC, datetime, timedelta

import pytest

from gigs.gig import GigState
from tests.scenarios.policies import ask, cards_about, install_all, on_stage_under
from tests.scenarios.steps import BRIEF, seats_for
from tests.support.people_file import FIRST, mail_of

SLOW = """
timing: {remind: 5m, delegate: 10m, escalate: 15m, expire: 30m, escalate_to: manager+1}
bands:
  - {name: small, up_to: 2000 USD, steps: [{name: Manager, ask: manager, concerns: [outcome]}]}
  - name: large
    steps:
      - {name: Manager, ask: manager, concerns: [outcome]}
      - {name: Head, ask: manager+1}
"""


class LeapingClock:
    """The Clock port: real time, with leaps. None is longer than an hour: Teams' tokens are good for so long."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def leaps(self, *, minutes: float) -> None:
        self._ahead += timedelta(minutes=minutes)


@pytest.fixture
def clock():
    return LeapingClock()


@pytest.fixture
async def stage(tmp_path, clock):
    async with on_stage_under(tmp_path, SLOW, clock=clock) as stage:
        yield stage


@pytest.fixture
def people(stage):
    return seats_for(stage, FIRST)


async def test_an_approver_is_reminded_once_and_then_it_goes_to_whoever_is_above(stage, people, clock):
    rita, mark, faye = people.rita, people.mark, people.faye
    await ask(stage, people)
    await mark.sees("asks you to approve this gig")
    clock.leaps(minutes=6)
    await mark.sees("Rita Requester needs your decision", "Please answer by")
    clock.leaps(minutes=2)
    clock.leaps(minutes=8)
    await faye.sees(
        "You’re deciding because Mark Manager didn’t answer in time", "asks you to approve this gig"
    )
    await mark.on_phone().sees("Faye Finance has been asked instead", "It went to Faye Finance because")
    await mark.on_phone().sees_no_more("Approve", "Reject")
    assert cards_about(mark, "needs your decision") == 1
    await rita.sees("Waiting for Faye Finance")
    clock.leaps(minutes=6)
    await faye.sees("Rita Requester needs your decision")

    await faye.presses("Open the approval", on="needs your decision")
    await faye.presses("Approve USD 1,200")
    await rita.sees("Approved by Faye Finance")
    await mark.on_phone().sees("Approved by Faye Finance")


async def test_a_late_yes_after_the_escalation_is_told_so(stage, people, clock):
    await ask(stage, people)
    late = await people.mark.finds("Approve")
    clock.leaps(minutes=16)
    await people.faye.sees("asks you to approve this gig")
    answer = await people.mark.presses_found(late)

    assert "It went to Faye Finance because there was no answer in time." in str(answer["value"])
    assert (await stage.newest_gig(people.rita.person)).state is GigState.IN_APPROVAL


async def test_a_delegate_without_days_is_asked_when_there_is_no_answer(stage, people, clock):
    await install_all(people)
    await people.mark.says("my delegate")
    await people.mark.presses("Save", delegate=mail_of(people.sam.person))
    await people.mark.sees("Whenever there’s no answer in time.")
    await ask(stage, people)
    clock.leaps(minutes=11)
    await people.sam.sees("You’re deciding as the delegate of Mark Manager")
    await people.mark.sees("They’re your delegate.")
    await people.sam.presses("Approve USD 1,200")

    await people.rita.sees("Approved by Sam Colleague")


async def test_nobody_answers_and_the_brief_comes_back_with_every_yes_that_holds(stage, people, clock):
    rita, mark, faye = people.rita, people.mark, people.faye
    await ask(stage, people, amount="5000")
    await mark.presses("Approve USD 5,000")
    await faye.sees("Step 2 of 2: Head")
    late = await faye.finds("Approve USD 5,000")
    clock.leaps(minutes=31)
    await rita.sees("Your gig has expired", "Faye Finance didn’t answer in time.")
    await faye.on_phone().sees("Expired, and back with Rita Requester", "Nothing is lost")
    await faye.on_phone().sees_no_more("Approve", "Reject")
    await mark.on_phone().sees("Expired, and back with Rita Requester")
    answer = await faye.presses_found(late)
    assert "Expired, and back with Rita Requester" in str(answer["value"])

    await rita.presses("Edit and resubmit", on="Your gig has expired")
    _, _, held = await rita.finds("Preview")
    assert (held["title"], held["amount"], held["outcome"]) == (BRIEF["title"], "5000", BRIEF["outcome"])
    await rita.presses("Preview")
    await rita.sees("Mark Manager approved earlier, and it still counts", "Faye Finance is asked")
    await rita.presses("Submit for approval")
    await faye.presses("Approve USD 5,000")
    await rita.sees("Approved by Faye Finance")
    gig = await stage.waits_for(rita.person, GigState.REVIEWING)
    assert gig.revision == 2


async def test_a_delegate_for_later_days_is_not_asked_before_them(stage, people, clock):
    await install_all(people)
    day = datetime.now(UTC).date()
    days = {"delegate_first": (day + timedelta(days=3)).isoformat(), "delegate_last": ""}
    await people.mark.says("out of office")
    await people.mark.presses("Save", delegate=mail_of(people.sam.person), **days)
    await people.mark.sees("Sam Colleague is your delegate")
    await ask(stage, people)
    await people.mark.sees("asks you to approve this gig")
    clock.leaps(minutes=6)
    await people.mark.sees("needs your decision")
    clock.leaps(minutes=6)  # somebody who had named a delegate for whenever would be replaced now
    await people.rita.says("status 1")
    clock.leaps(minutes=4)

    await people.faye.sees("You’re deciding because Mark Manager didn’t answer in time")
    assert "asks you to approve" not in people.sam.seen()
