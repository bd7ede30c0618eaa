"""The product on Microsoft Graph: people and managers come from there, and its bad days are told and not suffered."""

import pytest
import pytest_asyncio

from tests.scenarios.steps import BRIEF, approve, seats_for, submit
from tests.support.activities import invoke
from tests.support.graph import Fault
from tests.support.people_file import FIRST
from tests.support.product import CountedIds, on_stage

LEADS = "99999999-aaaa-4bbb-8ccc-000000000001"
SENTENCE = "I cannot reach your company's directory right now. Please try again in a few minutes."


@pytest_asyncio.fixture
async def stage(tmp_path):
    groups = (f"programme_lead={LEADS}",)
    async with on_stage(tmp_path, ids=CountedIds(), directory="graph", graph_role_groups=groups) as stage:
        stage.graph.groups[LEADS] = [FIRST.pat.object_id]
        yield stage
        assert stage.teams.violations == []


@pytest.fixture
def people(stage):
    return seats_for(stage, FIRST)


def goes_away(stage):
    stage.graph.faults = [Fault(status=500, times=1000)]


def comes_back(stage):
    stage.graph.faults = []


async def test_a_gig_goes_to_the_manager_whom_graph_names_and_a_lead_of_its_group_sees_it(stage, people):
    await submit(people)
    gig = await approve(stage, people)
    await people.pat.says(f"status {gig.number}")
    await people.pat.sees(BRIEF["title"])


async def test_whoever_writes_while_nobody_can_tell_who_they_are_is_told_so(stage, people):
    goes_away(stage)
    await people.sam.says("help")
    await people.sam.sees(SENTENCE)
    comes_back(stage)
    await people.sam.says("help")
    await people.sam.sees("post a gig")
    assert set(people.sam.statuses) == {200}


async def test_a_press_is_answered_with_the_sentence_and_not_with_an_error_card(stage, people):
    goes_away(stage)
    answer = await people.sam.forges("approve_gig", {"gig": 1, "revision": 1})
    assert (answer["type"], answer["value"]) == ("application/vnd.microsoft.activity.message", SENTENCE)


@pytest.mark.parametrize("name", ["task/fetch", "composeExtension/query"])
async def test_other_questions_of_teams_are_answered_with_the_sentence_too(stage, people, name):
    goes_away(stage)
    answer = await people.sam.sends(invoke(stage.teams.url, name, {}, people.sam.person))
    assert SENTENCE in str(answer)


async def test_installing_and_removing_the_app_meanwhile_is_no_failure(stage, people):
    goes_away(stage)
    await people.sam.installs()
    await people.sam.uninstalls()
    assert set(people.sam.statuses) == {200}
    comes_back(stage)
    await people.sam.says("help")
    await people.sam.sees("post a gig")


async def test_a_manager_who_cannot_be_looked_up_stops_the_press_and_nothing_is_lost(stage, people):
    await people.rita.installs()
    await people.rita.says("post a gig")
    found = await people.rita.finds("Preview")
    goes_away(stage)
    answer = await people.rita.presses_found(found, **BRIEF)
    assert SENTENCE in str(answer)
    comes_back(stage)
    await people.rita.presses_found(found, **BRIEF)
    await people.rita.presses("Submit for approval")
    await people.mark.installs()
    await people.mark.sees(BRIEF["title"])
    assert set(people.rita.statuses) == {200}
