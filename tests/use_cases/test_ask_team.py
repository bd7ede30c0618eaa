"""A question to the programme team: once, to every lead, never about a gig that one may not see; the first answer counts."""

import pytest

from gigs.errors import GigNotFound, NotAllowed, OutOfOrder, TooLong
from ports.directory import DirectoryUnavailable
from ports.notices import NoticeKind
from tests.support.builders import RITA, a_person
from tests.use_cases.company import employ, notices
from tests.use_cases.world import PAT, SAM
from use_cases.asking.ask_team import answer_team, ask_the_team

LEA = a_person("Lea Lead", roles=frozenset({"programme_lead"}))


@pytest.fixture
async def asked(world):
    """Sam has asked Pat and Lea."""
    employ(world, LEA)
    await world.meets(RITA, PAT, SAM, LEA)
    await ask_the_team(world.context, SAM, "Are rush fees allowed?")
    await world.work()
    return world


def question_to(world, lead):
    (notice,) = notices(world, lead, NoticeKind.TEAM_ASKED)
    return notice.facts.reference


async def test_every_lead_gets_the_question_once_however_often_it_is_sent(asked):
    again = await ask_the_team(asked.context, SAM, "  Are rush fees allowed? ")
    await asked.work()

    assert (again.is_new, again.leads) == (False, 2)
    assert question_to(asked, PAT) == question_to(asked, LEA)


async def test_the_day_on_which_one_question_is_one_is_that_of_whoever_asks(world):
    employ(world, SAM, time_zone="Pacific/Auckland")
    await world.meets(PAT, SAM)
    sam = world.people.known[SAM.key]
    world.clock.advance(-12.5 * 3600)  # 23:30 the day before in UTC, 12:30 in Auckland
    first = await ask_the_team(world.context, sam, "Are rush fees allowed?")
    world.clock.advance(3600)
    again = await ask_the_team(world.context, sam, "Are rush fees allowed?")
    world.clock.advance(11 * 3600)
    tomorrow = await ask_the_team(world.context, sam, "Are rush fees allowed?")
    assert (first.is_new, again.is_new, tomorrow.is_new) == (True, False, True)


async def test_the_first_answer_goes_to_whoever_asked_and_the_second_lead_reads_it(asked):
    name = question_to(asked, PAT)
    await answer_team(asked.context, PAT, name, "Up to ten percent.")
    late = await answer_team(asked.context, LEA, name, "Never.")
    await asked.work()

    assert (late.by, late.by_name, late.answer) == (None, "Pat Lead", "Up to ten percent.")
    (told,) = notices(asked, SAM, NoticeKind.TEAM_ANSWERED)
    assert (told.facts.question, told.facts.reason) == ("Are rush fees allowed?", "Up to ten percent.")


async def test_an_answer_that_is_pressed_twice_is_one_answer(asked):
    name = question_to(asked, PAT)
    first = await answer_team(asked.context, PAT, name, "Yes.")

    assert await answer_team(asked.context, PAT, name, "Yes.") == first


async def test_the_question_waits_for_a_lead_who_never_opened_the_chat(world):
    await world.meets(SAM)
    await ask_the_team(world.context, SAM, "Anybody there?")
    await world.work()
    assert not notices(world, PAT, NoticeKind.TEAM_ASKED)

    await world.meets(PAT)
    await world.work()

    assert question_to(world, PAT)


async def test_with_nobody_to_ask_it_is_said(world):
    del world.people.known[PAT.key]

    with pytest.raises(OutOfOrder, match="No programme lead is set up"):
        await ask_the_team(world.context, SAM, "Anybody there?")


async def test_the_only_lead_does_not_ask_themselves(world):
    with pytest.raises(OutOfOrder, match="No programme lead"):
        await ask_the_team(world.context, PAT, "Anybody there?")


async def test_a_gig_that_one_may_not_see_is_not_asked_about(world):
    gig = await world.submitted()

    for number in (gig.number, 999):
        with pytest.raises(GigNotFound):
            await ask_the_team(world.context, a_person("Zoe Zebra"), "What is it?", gig=number)
    await world.work()
    assert not notices(world, PAT, NoticeKind.TEAM_ASKED)


@pytest.mark.parametrize("question", ["", "  \n "])
async def test_an_empty_question_is_asked_back(world, question):
    with pytest.raises(OutOfOrder, match="write your question"):
        await ask_the_team(world.context, SAM, question)


async def test_a_question_that_is_too_long_is_not_cut(world):
    with pytest.raises(TooLong):
        await ask_the_team(world.context, SAM, "x" * 1001)


async def test_nobody_but_a_lead_whom_it_was_put_to_answers(asked):
    name = question_to(asked, PAT)
    with pytest.raises(NotAllowed, match="Only a programme lead"):
        await answer_team(asked.context, SAM, name, "Yes.")
    newcomer = employ(asked, a_person("Ned New", roles=frozenset({"programme_lead"})))
    with pytest.raises(OutOfOrder, match="don’t know that question"):
        await answer_team(asked.context, newcomer, name, "Yes.")
    elsewhere = a_person("Pat Lead", tenant="fabrikam", roles=frozenset({"programme_lead"}))
    with pytest.raises(OutOfOrder, match="don’t know that question"):
        await answer_team(asked.context, elsewhere, name, "Yes.")


async def test_while_the_directory_is_away_nothing_is_half_asked(world):
    world.people.away = True

    with pytest.raises(DirectoryUnavailable):
        await ask_the_team(world.context, SAM, "Anybody there?")
