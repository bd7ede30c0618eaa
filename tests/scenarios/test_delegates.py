"""Somebody is away, back, or gone for good: who answers then, what both are told, and who may say so."""

from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from tests.scenarios.policies import ask, install_all, on_stage_under
from tests.support.card_text import text_of
from tests.support.people_file import mail_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

CASTS = 40


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory):
    async with on_stage_under(tmp_path_factory.mktemp("stage"), "", casts=CASTS) as stage:
        yield stage


def day(ahead):
    return (datetime.now(UTC) + timedelta(days=ahead)).date().isoformat()


def away(delegate, **more):
    """What is typed for two weeks from today."""
    days = {"delegate_first": day(0), "delegate_last": day(14)}
    return {"delegate": mail_of(delegate.person), **days, **more}


async def test_what_waits_goes_to_the_delegate_who_decides(people, stage):
    mark, sam = people.mark, people.sam
    gig = await ask(stage, people)
    await mark.says("out of office")
    await mark.sees("Who decides in your place?")
    await mark.presses("Save", **away(sam))

    await mark.sees(
        "Sam Colleague is your delegate", f"1 open question was handed over at once: gig {gig.number}."
    )
    await mark.sees("Sam Colleague has been asked in your place")
    await sam.sees("You’re the delegate of Mark Manager", "You’re deciding as the delegate of Mark Manager")
    await mark.on_phone().sees_no_more("Approve", "Reject")
    await people.rita.sees("Waiting for Sam Colleague", "as the delegate of Mark Manager")
    await sam.presses("Approve USD 1,200")
    await people.rita.sees("Approved by Sam Colleague")
    await mark.on_phone().sees("Approved by Sam Colleague")

    await ask(stage, people, title="Another logo")
    await sam.sees("Another logo")
    await mark.sees("Another logo\nSam Colleague has been asked in your place")
    assert "asks you to approve this gig" not in mark.on_phone().seen()


async def test_whoever_is_back_has_the_open_one_again(people, stage):
    mark, sam = people.mark, people.sam
    gig = await ask(stage, people)
    await mark.says("vacation")
    await mark.presses("Save", **away(sam))
    await sam.sees("You’re deciding as the delegate of Mark Manager")
    await mark.presses("I am back", on="is your delegate")

    await mark.sees(
        "Sam Colleague is no longer the delegate", f"1 open question came back at once: gig {gig.number}."
    )
    await sam.sees("You’re no longer the delegate of Mark Manager")
    await sam.on_phone().sees_no_more("Approve", "Reject")
    await sam.sees("Mark Manager is back and will decide.")
    await mark.presses("Approve USD 1,200")
    await people.rita.sees("Approved by Mark Manager")


async def test_i_am_back_twice_or_without_having_been_away_ends_nothing(people):
    await install_all(people)
    await people.mark.forges("end_delegation", {"person": people.mark.person.object_id}, "1")
    assert people.mark.statuses[-1] == 200
    await people.mark.says("i am back")
    await people.mark.sees("No delegate is set", "There was nothing to end")
    await people.mark.says("out of office")
    await people.mark.presses("Save", **away(people.sam))
    found = await people.mark.finds("I am back")
    await people.mark.presses_found(found)
    answer = await people.mark.presses_found(found)

    assert "No delegate is set" in str(answer["value"])


async def test_whoever_says_that_they_are_back_is_asked_again(people):
    await install_all(people)
    await people.mark.says("out of office")
    await people.mark.presses("Save", **away(people.sam))
    await people.mark.sees("Sam Colleague is your delegate")
    await people.mark.says("i am back")
    await people.mark.sees("Sam Colleague is no longer the delegate")
    await people.sam.sees("You’re no longer the delegate of Mark Manager")


async def test_whoever_names_a_delegate_without_days_keeps_what_waits(people, stage):
    await ask(stage, people)
    await people.mark.says("my delegate")
    await people.mark.presses("Save", delegate=mail_of(people.sam.person))
    await people.mark.sees("Sam Colleague is your delegate", "Whenever there’s no answer in time.")
    await people.sam.sees("You’re the delegate of Mark Manager")
    assert "asks you to approve" not in people.sam.seen()
    await people.mark.says("out of office")
    assert (await people.mark.finds("Save"))[2]["delegate"] == people.sam.person.object_id
    await people.mark.presses("Approve USD 1,200")
    await people.rita.sees("Approved by Mark Manager")


NONSENSE = [
    ({"delegate": "nobody@example.test"}, "I can’t find “nobody@example.test”"),
    ({"delegate": ""}, "Please say who, by their name or e-mail address."),
    ({"delegate_last": "2020-01-01"}, "The last day is before the first one, or in the past."),
    ({"delegate_first": "2020-01-02", "delegate_last": "2020-01-01"}, "The last day is before"),
    ({"delegate_first": "tomorrow"}, "I can’t read “tomorrow” as a date"),
    ({"delegate_last": "3.4.2030"}, "could mean"),
    ({"delegate_last": "2030-02-31"}, "I can’t read “2030-02-31” as a date"),
    ({"delegate": "x" * 200}, "I can’t find “xxx"),
]


async def test_what_makes_no_sense_comes_back_with_what_was_typed(people, stage):
    await ask(stage, people)
    await people.mark.says("out of office")
    for typed, told in NONSENSE:
        given = away(people.faye) | typed
        answer = await people.mark.presses("Save", **given)
        assert "This doesn’t work yet" in text_of(answer["value"])
        assert told in text_of(answer["value"])
        _, _, held = await people.mark.finds("Save")
        assert held["delegate"][:50] == given["delegate"][:50]
        if given["delegate_first"] == day(0):
            assert held["delegate_first"] == day(0)

    assert not (await stage.newest_gig(people.rita.person)).approvals[0].ended
    await people.mark.presses("Save", **away(people.faye))
    await people.faye.sees("You’re deciding as the delegate of Mark Manager")


async def test_the_requester_is_no_delegate_for_their_own_gig(people, stage):
    gig = await ask(stage, people)
    await people.mark.says("out of office")
    await people.mark.presses("Save", **away(people.rita))
    await people.mark.sees("Rita Requester is your delegate", "These stay where they are")
    await people.mark.sees(f"Gig {gig.number}: Rita Requester asked for this gig and can’t decide about it")
    await people.mark.presses("Approve USD 1,200")

    await people.rita.sees("Approved by Mark Manager")


async def test_nobody_stands_in_for_themselves_or_in_a_circle(people):
    await install_all(people)
    await people.mark.says("out of office")
    await people.mark.presses("Save", **away(people.mark))
    await people.mark.sees("The delegate has to be somebody else in your organisation.")
    await people.mark.presses("Save", **away(people.sam))
    await people.sam.says("out of office")
    await people.sam.presses("Save", **away(people.mark))

    await people.sam.sees("Mark Manager has already named Sam Colleague.")


async def test_nobody_but_a_lead_says_it_for_others(people, stage):
    await ask(stage, people)
    mark, successor = people.mark.person, mail_of(people.sam.person)
    typed = away(people.sam, delegate_for=mail_of(mark), left_person=mail_of(mark), successor=successor)
    for seat in (people.rita, people.faye, people.sam):
        for verb in ("save_delegate", "replace_approver", "end_delegation"):
            answer = await seat.forges(verb, typed | {"person": mark.object_id}, "1")
            assert "Only a programme lead can set this for somebody else." in str(answer)

    gig = await stage.newest_gig(people.rita.person)
    assert [one.approver.name for one in gig.open_approvals] == ["Mark Manager"]
    await people.sam.says("out of office")
    await people.sam.sees("Who decides in your place?")
    assert "For somebody else" not in people.sam.seen()


async def test_a_lead_says_it_for_somebody_else_and_ends_it(people, stage):
    await ask(stage, people)
    await people.pat.says("out of office")
    await people.pat.sees("For somebody else")
    await people.pat.presses("Save", **away(people.sam, delegate_for=mail_of(people.mark.person)))

    await people.pat.sees("Sam Colleague is the delegate of Mark Manager", "1 open question was handed over")
    await people.mark.sees("Sam Colleague is your delegate", "Set by Pat Lead")
    await people.sam.sees("You’re deciding as the delegate of Mark Manager")
    await people.pat.presses("End it")
    await people.pat.sees("Mark Manager decides again.", "1 open question came back at once")
    await people.mark.presses("Approve USD 1,200")
    await people.rita.sees("Approved by Mark Manager")


async def test_a_lead_who_names_nobody_keeps_what_was_typed(people):
    await install_all(people)
    await people.pat.says("out of office")
    await people.pat.presses("Save", **away(people.sam, delegate_for="nobody@example.test"))
    await people.pat.sees("I can’t find “nobody@example.test”")

    _, _, held = await people.pat.finds("Save")
    assert held["delegate_for"] == "nobody@example.test"
    assert held["delegate"] == mail_of(people.sam.person)


async def test_a_lead_replaces_an_approver_for_what_waits_and_for_what_comes(people, stage):
    gig = await ask(stage, people)
    await people.pat.says("replace approver")
    typed = {"left_person": mail_of(people.mark.person), "successor": "nobody@example.test"}
    await people.pat.presses("Replace them", **typed)
    await people.pat.sees("I can’t find “nobody@example.test”")
    assert (await people.pat.finds("Replace them"))[2] == typed
    await people.pat.presses("Replace them", successor=mail_of(people.faye.person))

    await people.pat.sees(
        "Faye Finance takes over", f"1 open question was handed over at once: gig {gig.number}."
    )
    await people.faye.sees("You’re taking over from Mark Manager", "in place of Mark Manager, who has left")
    await people.mark.on_phone().sees_no_more("Approve", "Reject")
    await people.faye.presses("Approve USD 1,200")
    await people.rita.sees("Approved by Faye Finance")

    await ask(stage, people, title="Another logo")
    await people.faye.sees("Another logo")
    await people.mark.says("i am back")  # not for themselves to say
    answer = await people.mark.forges("end_delegation", {}, "1")
    assert "Only a programme lead can set this for somebody else." in str(answer)
    await people.pat.presses("Undo for later questions")
    await people.pat.sees("Mark Manager decides again.")


async def test_nobody_else_opens_the_form_for_replacing(people):
    for seat in (people.rita, people.mark, people.sam):
        await seat.says("replace approver")
        await seat.sees("Only a programme lead can replace somebody.")
