"""The database’s answer to a COMMIT goes missing: the gig is read again, and people read what is, not what was hoped."""

import pytest

from gigs.gig import GigState
from ports.storage import CommitUnknown
from tests.scenarios.steps import seats_for, submit
from tests.support.people_file import FIRST
from tests.support.product import CountedIds, on_stage


class Losing:
    """Loses the answer at the point it was told, once; the transaction has landed by then, or has not."""

    def __init__(self):
        self.at = ""
        self.lost = 0

    def __call__(self, point):
        if point == self.at:
            self.at, self.lost = "", self.lost + 1
            raise CommitUnknown("the answer to COMMIT is missing")


@pytest.fixture
def losing():
    return Losing()


@pytest.fixture
async def stage(tmp_path, losing):
    async with on_stage(tmp_path, ids=CountedIds(), failpoint=losing) as stage:
        yield stage


@pytest.fixture
def people(stage):
    return seats_for(stage, FIRST)


async def test_an_approval_that_landed_is_shown_as_one(stage, people, losing):
    await submit(people)
    losing.at = "decide: committed"
    await people.mark.presses("Approve")

    assert losing.lost == 1
    await people.mark.sees("didn’t confirm your last press", "Approved")
    assert "Approve" not in {title.split(" USD")[0] for title in people.mark.titles()}
    assert (await stage.newest_gig(people.rita.person)).approvals[0].decision is not None


async def test_an_approval_that_did_not_land_can_be_given_again(stage, people, losing):
    await submit(people)
    losing.at = "decide: not yet committed"
    await people.mark.presses("Approve")

    await people.mark.sees("didn’t confirm your last press")
    assert (await stage.newest_gig(people.rita.person)).state is GigState.IN_APPROVAL
    await people.mark.presses("Approve")
    await stage.waits_for(people.rita.person, GigState.REVIEWING)


async def test_a_withdrawal_that_landed_is_shown_as_one(people, losing):
    await submit(people)
    losing.at = "withdraw: committed"
    found = await people.rita.finds("Yes, withdraw")
    answer = await people.rita.presses_found(found, reason_withdraw_gig="No longer needed.")

    assert "didn’t confirm your last press" in answer["value"]
    assert "gig 1 is now “Withdrawn”" in answer["value"]


async def test_a_submission_that_landed_is_there_once(stage, people, losing):
    losing.at = "submit: committed"
    await submit(people)

    assert losing.lost == 1
    gig = await stage.newest_gig(people.rita.person)
    assert (gig.number, gig.state) == (1, GigState.IN_APPROVAL)
    await people.rita.sees("didn’t confirm your last press")


async def test_a_reason_that_was_typed_stays_where_it_is_when_it_did_not_land(stage, people, losing):
    await submit(people)
    found = await people.mark.finds("Send back for changes")
    losing.at = "decide: not yet committed"
    answer = await people.mark.presses_found(found, reason_ask_changes="Say more.")

    assert answer["type"].endswith("message"), "the card stays, with what was typed"
    assert "is now “In approval”. What you typed is still here" in answer["value"]
    await people.mark.presses_found(found, reason_ask_changes="Say more.")
    await stage.waits_for(people.rita.person, GigState.CHANGES_ASKED)


async def test_a_reason_that_landed_is_there_once(stage, people, losing):
    await submit(people)
    losing.at = "decide: committed"
    found = await people.mark.finds("Send back for changes")
    answer = await people.mark.presses_found(found, reason_ask_changes="Say more.")

    assert "is now “Changes requested”" in answer["value"]
    await people.mark.presses_found(found, reason_ask_changes="Say more.")
    await people.rita.sees("Say more.")
    assert [one.reason for one in (await stage.newest_gig(people.rita.person)).approvals] == ["Say more."]
