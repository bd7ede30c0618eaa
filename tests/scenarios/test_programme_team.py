"""A question to the programme team: from wherever somebody is lost to a lead’s card, and back."""

import pytest

from tests.scenarios.steps import submit

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_question_from_a_card_that_did_not_understand_comes_back_answered(people):
    await people.pat.installs()
    await people.rita.installs()
    await people.rita.says("are rush fees a thing with these folks")
    await people.rita.presses(
        "Send the question", question_to_team=f"Rush fees for {people.rita.person.object_id}?"
    )
    await people.rita.sees("Your question is with the programme team")

    about = f"Rush fees for {people.rita.person.object_id}?"
    await people.pat.sees("Rita Requester asks the programme team", about)
    answer = await people.pat.presses("Answer", on=about, answer_of_team="Up to ten percent.")

    assert "Rita Requester has your answer" in str(answer)
    await people.rita.sees("Pat Lead answered your question", "Up to ten percent.")


async def test_a_question_about_a_gig_names_it_to_the_lead(people, stage):
    await people.pat.installs()
    await submit(people)
    gig = await stage.newest_gig(people.rita.person)
    await people.rita.says(f"gig {gig.number}")
    await people.rita.presses("Ask the programme team", of={"gig": gig.number})
    await people.rita.presses("Send the question", question_to_team="May I add a week?")

    await people.pat.sees("May I add a week?", f"About gig {gig.number}")


async def test_pressing_twice_asks_once_and_the_first_answer_counts(people):
    rita, pat = people.rita, people.pat
    question = f"Once only, {rita.person.object_id}?"
    await pat.installs()
    await rita.installs()
    await rita.says("ask the programme team")
    found = await rita.finds("Send the question")
    await rita.presses_found(found, question_to_team=question)
    await rita.presses_found(found, question_to_team=question)
    await rita.sees("You’ve already asked this today")
    await pat.sees(question)
    form = await pat.finds("Answer", on=question)
    await pat.presses_found(form, answer_of_team="Yes.")

    again = await pat.presses_found(form, answer_of_team="No.")

    assert "has answered this already" in str(again)
    await rita.sees("Yes.")
    assert "No." not in rita.seen().split("Pat Lead answered your question")[-1]


async def test_nobody_but_a_lead_answers(people):
    await people.sam.installs()

    answer = await people.sam.forges("answer_team", {"question": "made-up", "answer_of_team": "Trust me."})

    assert "Only a programme lead can answer questions" in str(answer)


async def test_a_question_about_a_strangers_gig_is_not_asked(people, stage):
    await submit(people)
    gig = await stage.newest_gig(people.rita.person)
    await people.sam.installs()

    answer = await people.sam.forges("ask_team", {"gig": gig.number, "question_to_team": "What is it?"})

    assert f"I can’t find gig {gig.number}," in str(answer)
