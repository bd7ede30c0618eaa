"""An approver asks a colleague what they think; the question stays where it was."""

import pytest

from gigs.errors import GigNotFound, NotAllowed, OutOfOrder, TooLong
from gigs.gig import GigState
from gigs.history import Said, WrittenEntry
from ports.history_storage import HistoryPart
from ports.notices import NoticeKind
from tests.support.builders import FAYE, MARK, RITA, a_person
from tests.use_cases.company import (
    DORA,
    STRANGER,
    asked,
    employ,
    history,
    leaves,
    notices,
    open_for_business,
    rules,
    says,
    submit,
)
from tests.use_cases.world import PAT, SAM
from use_cases.approving.ask_advice import answer_colleague, ask_colleague
from use_cases.notifying.notify import as_named
from use_cases.permissions.authorize import role_of
from use_cases.showing.show_gig import show_gig
from use_cases.showing.show_history import WRITTEN_ADVICE, as_seen

PAIR = """
bands: [{steps: [{ask: all of pair}]}]
groups: {pair: {people: [mark@contoso.example, faye@contoso.example]}}
"""


@pytest.fixture
async def company(world):
    open_for_business(world)
    await world.meets(RITA, MARK, FAYE, SAM)
    await submit(world)
    return world


async def asks(company, who=MARK, whom=SAM, question="Is that fair?", number=1):
    page = await ask_colleague(company.context, who, number, adviser=whom.email, question=question)
    return page.gig


async def answers(company, who=SAM, answer="It is.", number=1):
    return (await answer_colleague(company.context, who, number, answer=answer)).gig


async def test_a_colleague_is_asked_and_told_and_the_question_stays_with_the_approver(company):
    gig = await asks(company)
    await company.work()
    assert asked(gig) == [MARK]
    assert len(notices(company, SAM, NoticeKind.ADVICE_ASKED)) == 1
    assert "Mark Manager asked for advice" in await history(company)


async def test_the_answer_goes_to_who_asked_and_binds_nobody(company):
    await asks(company)
    gig = await answers(company, answer="Too dear. ")
    await company.work()
    (told,) = notices(company, MARK, NoticeKind.ADVICE_GIVEN)
    assert (told.facts.by, told.facts.reason) == (as_named(SAM), "Too dear.")
    assert (gig.state, gig.advice[0].answer) == (GigState.IN_APPROVAL, "Too dear.")
    assert (await says(company, MARK)).state is GigState.APPROVED


async def test_the_same_question_pressed_twice_is_one_and_another_is_another(company):
    assert len((await asks(company)).advice) == 1
    assert len((await asks(company)).advice) == 1
    assert len((await asks(company, question="And the dates?")).advice) == 2
    gig = await answers(company)
    assert {one.answer for one in gig.advice} == {"It is."}
    assert len((await asks(company)).advice) == 3
    await company.work()
    assert len(notices(company, SAM, NoticeKind.ADVICE_ASKED)) == 3


async def test_everybody_who_asked_hears_the_answer(company):
    rules(company, PAIR)
    gig = await submit(company)
    for who in (MARK, FAYE):
        await asks(company, who, number=gig.number)
    await answers(company, number=gig.number)
    await company.work()
    for who in (MARK, FAYE):
        assert len(notices(company, who, NoticeKind.ADVICE_GIVEN)) == 1


async def test_who_was_asked_sees_the_gig_and_cannot_decide_about_it(company):
    with pytest.raises(GigNotFound):
        await show_gig(company.context, SAM, 1)
    await asks(company)
    await show_gig(company.context, SAM, 1)
    with pytest.raises(NotAllowed):
        await says(company, SAM)


async def test_the_requester_asks_nobody_about_their_own_gig_and_is_not_asked(company):
    with pytest.raises(NotAllowed):
        await asks(company, RITA)
    with pytest.raises(OutOfOrder, match="can’t be asked about this gig"):
        await asks(company, whom=RITA)
    with pytest.raises(NotAllowed):
        await answers(company, RITA)


async def test_only_whoever_holds_the_question_asks(company):
    for who, error in ((SAM, GigNotFound), (PAT, NotAllowed)):
        with pytest.raises(error):
            await asks(company, who, DORA)
    await says(company, MARK)
    with pytest.raises(OutOfOrder, match="was approved by Mark"):
        await asks(company)


async def test_nobody_asks_themselves_somebody_elsewhere_or_somebody_who_has_left(company):
    employ(company, STRANGER)
    leaves(company, DORA)
    for whom in (MARK, STRANGER, DORA):
        with pytest.raises(OutOfOrder):
            await asks(company, whom=whom)
    assert (await company.gig()).advice == ()


async def test_questions_and_answers_have_words_and_not_too_many(company):
    for empty in ("", "  ", "\u200b"):
        with pytest.raises(OutOfOrder, match="what you want to know"):
            await asks(company, question=empty)
    with pytest.raises(TooLong, match="1,000 at most; yours has 5,000"):
        await asks(company, question="?" * 5000)
    await asks(company, question="?" * 1000)
    with pytest.raises(OutOfOrder, match="write your answer"):
        await answers(company, answer=" ")
    with pytest.raises(TooLong, match="1,000 at most; yours has 5,000"):
        await answers(company, answer="!" * 5000)
    assert (await answers(company, answer="!" * 1000)).advice[0].answer == "!" * 1000


async def test_nobody_answers_who_was_not_asked_or_has_answered(company):
    await asks(company)
    twin = a_person("Sam Colleague", tenant="fabrikam")
    for who in (DORA, twin):
        with pytest.raises(GigNotFound):
            await answers(company, who)
    with pytest.raises(OutOfOrder, match="Your advice is no longer needed"):
        await answers(company, MARK)
    await answers(company)
    with pytest.raises(OutOfOrder, match="Your advice is no longer needed"):
        await answers(company)


@pytest.mark.parametrize("verb", sorted(WRITTEN_ADVICE))
async def test_advice_that_was_written_before_kinds_is_hidden_from_the_requester_as_well(company, verb):
    gig = await submit(company)
    at = company.clock.now()
    entry = WrittenEntry(at=at, actor=MARK.key, name=MARK.name, verb=verb, detail="Is she serious?")
    for viewer, seen in ((RITA, ""), (MARK, "Is she serious?")):
        part = HistoryPart(oldest=1, entries=(Said(entry=entry),), newer=False)
        (said,) = as_seen(part, role_of(viewer, gig)).entries
        assert said.entry.detail == seen
