"""Lessons come back to whoever drafts a similar gig: few, the best first, and only to those who may read them."""

import pytest

from gigs.brief import Category, DataTier
from gigs.errors import GigNotFound, OutOfOrder
from gigs.summary import Audience, Sharing
from tests.support.builders import FAYE, MARK, RITA
from tests.support.cases import every_case
from tests.use_cases.company import employ
from tests.use_cases.taught import EVERYBODY, MIA, NAMED, STRANGER, counts, drafts, taught, told
from tests.use_cases.world import PAT, SAM
from use_cases.lessons.browse_lessons import SHOWN, browse_lessons
from use_cases.lessons.lessons_for import MOST, Step, lessons_for
from use_cases.lessons.mark_helpful import mark_helpful


async def test_a_lesson_is_met_by_whoever_drafts_something_similar(world):
    await taught(world, 901)
    assert await told(world, SAM) == ["Lesson 901."]
    assert await told(world, SAM, title="Aurora launch slides") == ["Lesson 901."]
    assert await told(world, SAM, title="Translate the manual", category="translation") == []
    assert await told(world, SAM, title="") == []


async def test_who_may_not_read_of_the_gig_is_not_taught_by_it(world):
    for person in (MIA, STRANGER):
        employ(world, person)
    division = Sharing(audience=Audience.DIVISION)
    cases = {
        "everybody": (EVERYBODY, DataTier.GENERAL, {RITA, MIA, MARK, FAYE, SAM, PAT}),
        "division": (division, DataTier.GENERAL, {RITA, MIA, MARK, PAT}),
        "leads": (Sharing(), DataTier.GENERAL, {RITA, PAT}),
        "tier": (EVERYBODY, DataTier.CONFIDENTIAL, {RITA, PAT}),
        "withdrawn": (Sharing(withdrawn=True), DataTier.GENERAL, set()),
    }
    with every_case() as case:
        for name, (sharing, tier, readers) in cases.items():
            await taught(world, 901, sharing=sharing, tier=tier)
            for person in (RITA, MIA, MARK, FAYE, SAM, PAT, STRANGER):
                with case(f"{name}: {person.name}"):
                    met = await told(world, person) if person is not STRANGER else []
                    assert met == (["Lesson 901."] if person in readers else [])
                    page = await browse_lessons(world.context, person)
                    searched = await browse_lessons(world.context, person, "lesson aurora")
                    assert bool(page.lessons) is bool(searched.lessons) is (person in readers)
                    if person not in readers:
                        with pytest.raises(GigNotFound):
                            await mark_helpful(world.context, person, 901)


async def test_there_are_at_most_two_and_what_helped_comes_first(world):
    for number in range(901, 906):
        await taught(world, number)
    assert len(await told(world, SAM)) == MOST
    await mark_helpful(world.context, FAYE, 902)
    await mark_helpful(world.context, MARK, 902)
    assert (await told(world, SAM))[0] == "Lesson 902."


async def test_it_helps_each_person_once_and_never_its_author(world):
    await taught(world, 901)
    assert await mark_helpful(world.context, SAM, 901)
    assert not await mark_helpful(world.context, SAM, 901)
    with pytest.raises(OutOfOrder, match="your own lesson"):
        await mark_helpful(world.context, RITA, 901)
    with pytest.raises(GigNotFound):
        await mark_helpful(world.context, SAM, 999)
    assert (await counts(world, SAM, 901))[1] == 1


async def test_it_counts_as_shown_once_for_each_gig_however_often_it_is_looked_at(world):
    await taught(world, 901)
    first = await drafts(world, SAM)
    for _ in range(3):
        for step in Step:
            await lessons_for(world.context, SAM, first, step)
    await told(world, SAM, title="Aurora deck for the launch party")
    assert await counts(world, SAM, 901) == (2, 0)


async def test_at_hiring_what_is_about_hiring_comes_first(world):
    await taught(world, 901, do_again="Name one person who collects comments.")
    await taught(world, 902, do_again="Ask for two samples before you compare the prices.")
    await taught(world, 903, do_again="Send the template on the first day.")
    assert (await told(world, SAM, Step.HIRING))[0].startswith("Ask for two samples")
    assert not (await told(world, SAM, Step.BRIEF))[0].startswith("Ask for two samples")


async def test_a_name_is_shown_and_asked_only_where_its_owner_agreed(world):
    await taught(world, 901)
    await taught(world, 902, sharing=NAMED)
    gig = await drafts(world, SAM)
    shown = {one.gig: (one.by, one.can_ask) for one in await lessons_for(world.context, SAM, gig, Step.BRIEF)}
    assert shown == {901: ("", False), 902: ("Rita Requester", True)}


async def test_everybody_browses_by_domain_and_by_words_page_by_page(world):
    for number in range(901, 901 + SHOWN + 2):
        await taught(world, number)
    await taught(world, 950, do_again="", do_differently="")
    await taught(
        world, 951, title="Proofread the handbook", domain=Category.WRITING, do_again="Agree on one spelling."
    )
    first = await browse_lessons(world.context, SAM)
    second = await browse_lessons(world.context, SAM, before=first.following)
    assert [one.gig for one in (*first.lessons, *second.lessons)] == [951, *range(900 + SHOWN + 2, 900, -1)]
    assert second.following == 0
    writing = await browse_lessons(world.context, SAM, domain=Category.WRITING)
    assert [one.gig for one in writing.lessons] == [951]
    found = await browse_lessons(world.context, SAM, "spelling")
    assert [one.gig for one in found.lessons] == [951]
    assert not (await browse_lessons(world.context, SAM, "quantum chemistry")).lessons
