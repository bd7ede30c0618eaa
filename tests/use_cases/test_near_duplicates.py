"""At preview: colleagues who did nearly the same before, what they shared of it, and a question to those who agreed."""

import pytest

from gigs.errors import GigNotFound, NotAllowed, OutOfOrder, TooLong
from gigs.gig import GigState
from gigs.summary import Audience, Sharing
from ports.notices import NoticeKind
from tests.support.builders import MARK, RITA, usd
from tests.support.clock import NOON
from tests.use_cases.company import notices
from tests.use_cases.taught import EVERYBODY, NAMED, beside, taught
from tests.use_cases.test_history_names import journey
from tests.use_cases.world import PAT, SAM
from use_cases.asking.ask_colleague import answer_colleague, ask_colleague
from use_cases.closing.share_summary import share_summary, withdraw_summary
from use_cases.lessons.near import terms_of_form
from use_cases.requesting.copy_shared_brief import copy_shared_brief
from use_cases.requesting.similar_beside import SimilarBeside, similar_beside

SHARED = {"audience": "everybody", "is_named": "true", "is_brief_shared": "true"}


async def test_a_colleague_who_did_nearly_the_same_is_told_of(world):
    await taught(world, 901, cost=usd(900), month="2026-03", division="Research")
    (found,) = (await beside(world, SAM)).duplicates
    assert (found.gig, found.by, found.division, found.month) == (901, "", "Research", "2026-03")
    assert (found.cost, found.can_copy, found.can_ask) == (usd(900), False, False)


async def test_what_is_only_akin_is_no_duplicate_but_its_lesson_may_help(world):
    await taught(
        world, 901, title="Launch deck for the new pump in Asia", outcome="A deck", skills=("PowerPoint",)
    )
    seen = await beside(world, SAM)
    assert seen.duplicates == ()
    assert [one.do_again for one in seen.lessons] == ["Lesson 901."]
    await taught(world, 901, title="Translate the launch deck into French")
    assert (await beside(world, SAM)).duplicates == ()
    await taught(world, 901, title="Photos of the launch", outcome="Twenty photos", skills=())
    assert await beside(world, SAM) == SimilarBeside()


async def test_the_gig_itself_and_the_one_it_was_copied_from_are_not_told_of(world):
    await journey(world)
    await share_summary(world.context, RITA, 1, SHARED)
    copied = await copy_shared_brief(world.context, SAM, 1)
    assert copied.copy_of == 1
    like_it = await beside(world, SAM)
    at_preview = await world.store.run(similar_beside, SAM, copied, terms_of_form(copied.form), NOON)
    assert [one.gig for one in like_it.duplicates] == [1]
    assert (at_preview.duplicates, [one.gig for one in at_preview.lessons]) == ((), [1])


async def test_a_shared_brief_begins_a_gig_of_ones_own_once(world):
    await journey(world)
    with pytest.raises(GigNotFound):
        await copy_shared_brief(world.context, SAM, 1)
    await share_summary(world.context, RITA, 1, {"audience": "everybody"})
    with pytest.raises(NotAllowed, match="hasn’t shared the brief"):
        await copy_shared_brief(world.context, SAM, 1)
    await share_summary(world.context, RITA, 1, SHARED)
    copied = await copy_shared_brief(world.context, SAM, 1)
    assert (copied.state, copied.requester.key) == (GigState.DRAFT, SAM.key)
    assert (copied.form.title, copied.form.start, copied.form.cost_centre) == (
        "Launch deck for Aurora",
        "",
        "",
    )
    assert (await copy_shared_brief(world.context, SAM, 1)).number == copied.number
    await withdraw_summary(world.context, RITA, 1)
    with pytest.raises(GigNotFound):
        await copy_shared_brief(world.context, SAM, 1)


@pytest.fixture
async def known(world):
    """Rita agreed to be named; she, Sam and Pat have met the bot."""
    await world.meets(RITA, SAM, PAT)
    await taught(world, 901, sharing=NAMED)
    return world


def question_to(world, who):
    (notice,) = notices(world, who, NoticeKind.COLLEAGUE_ASKED)
    return notice.facts.reference


async def test_a_question_goes_to_whoever_did_it_and_the_answer_comes_back(known):
    asked = await ask_colleague(known.context, SAM, 901, "Did one round do?")
    again = await ask_colleague(known.context, SAM, 901, "  Did one round do? ")
    assert (asked.name, asked.is_new, again.is_new) == ("Rita Requester", True, False)
    await known.work()
    given = await answer_colleague(known.context, RITA, question_to(known, RITA), "Two did.")
    later = await answer_colleague(known.context, RITA, question_to(known, RITA), "Three.")
    await known.work()
    assert (given.is_new, later.is_new, later.answer) == (True, False, "Two did.")
    (told,) = notices(known, SAM, NoticeKind.COLLEAGUE_ANSWERED)
    assert (told.gig, told.facts.reason, told.facts.title) == (0, "Two did.", "Launch deck for Aurora")


async def test_nobody_else_answers(known):
    await ask_colleague(known.context, SAM, 901, "Did one round do?")
    await known.work()
    name = question_to(known, RITA)
    for stranger in (PAT, SAM, MARK):
        with pytest.raises(OutOfOrder, match="don’t know that question"):
            await answer_colleague(known.context, stranger, name, "Trust me.")
    with pytest.raises(OutOfOrder, match="write an answer"):
        await answer_colleague(known.context, RITA, name, "  ")


async def test_who_is_not_named_cannot_be_asked_nor_who_withdrew_it(known):
    for sharing, refusal in (
        (EVERYBODY, NotAllowed),
        (Sharing(audience=Audience.LEADS, named=True), GigNotFound),
        (Sharing(withdrawn=True), GigNotFound),
    ):
        await taught(known, 901, sharing=sharing)
        with pytest.raises(refusal):
            await ask_colleague(known.context, SAM, 901, "Who are you?")
    await known.work()
    assert not notices(known, RITA, NoticeKind.COLLEAGUE_ASKED)


async def test_a_question_says_something_and_is_no_novel(known):
    with pytest.raises(OutOfOrder, match="write your question"):
        await ask_colleague(known.context, SAM, 901, "  ")
    with pytest.raises(TooLong):
        await ask_colleague(known.context, SAM, 901, "x" * 1001)
    with pytest.raises(OutOfOrder, match="your own gig"):
        await ask_colleague(known.context, RITA, 901, "Why did I?")
