"""A colleague is named as people name each other; where several fit, there is a button for each."""

import pytest
import pytest_asyncio

from tests.scenarios.policies import ask, install_all, on_stage_under
from tests.support.card_text import text_of
from tests.support.people_file import mail_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory):
    async with on_stage_under(tmp_path_factory.mktemp("stage"), "", casts=5) as stage:
        yield stage


def part_of(person):
    """What is before the @: a part of their address that nobody else's begins with."""
    return mail_of(person).partition("@")[0]


def button_of(person):
    """There are others of the same name, so the address stands beside it."""
    return f"{person.name} · Marketing · {mail_of(person)}"


async def test_an_approval_is_passed_on_by_a_part_of_an_address(people, stage):
    await ask(stage, people)
    await people.mark.presses("Pass it on", pass_on_to=part_of(people.sam.person))
    await people.sam.sees("Rita Requester asks you to approve")
    await people.sam.presses("Approve USD 1,200")
    await people.rita.sees("Approved by Sam Colleague")


async def test_of_several_one_is_chosen_and_nobody_is_asked_before(people, stage):
    await ask(stage, people)
    await people.mark.presses("Pass it on", pass_on_to="sam colleague")
    await people.mark.sees("Who do you mean?", "“sam colleague” could be several colleagues")
    assert len((await stage.newest_gig(people.rita.person)).approvals) == 1
    await people.mark.presses("Back")
    await people.mark.presses("Pass it on", pass_on_to="sam colleague")
    await people.mark.presses(button_of(people.sam.person))
    await people.sam.presses("Approve USD 1,200")
    await people.rita.sees("Approved by Sam Colleague")


async def test_a_question_to_a_colleague_keeps_its_words_while_one_is_chosen(people, stage):
    await ask(stage, people)
    await people.mark.presses("Ask for advice", adviser="Faye Finance", advice_question="Is USD 1,200 fair?")
    found = await people.mark.finds(button_of(people.faye.person))
    assert found[2]["advice_question"] == "Is USD 1,200 fair?"
    await people.mark.presses_found(found)
    gig = await stage.newest_gig(people.rita.person)
    assert [(one.adviser.name, one.question) for one in gig.advice] == [
        ("Faye Finance", "Is USD 1,200 fair?")
    ]


async def test_a_delegate_is_chosen_with_the_days_that_were_typed(people):
    await install_all(people)
    await people.mark.says("out of office")
    days = {"delegate_first": "2040-05-01", "delegate_last": "2040-05-14"}
    answer = await people.mark.presses("Save", delegate="Sam Colleague", **days)
    assert "Who do you mean?" in text_of(answer["value"])
    found = await people.mark.finds(button_of(people.sam.person))
    answer = await people.mark.presses_found(found)
    assert "is your delegate" in text_of(answer["value"])
    assert "1 May 2040" in text_of(answer["value"])


async def test_somebody_else_than_a_lead_learns_no_name_from_replacing(people):
    await install_all(people)
    answer = await people.sam.forges("replace_approver", {"left_person": "Mark", "successor": "Faye"}, "1")
    assert "Only a programme lead" in str(answer)
    assert "Manager" not in str(answer)
