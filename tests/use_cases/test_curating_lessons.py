"""A programme lead edits, merges and retires lessons; nothing of one reaches anybody who may not read where it comes from."""

import pytest

from gigs.errors import GigNotFound, NotAllowed, OutOfOrder, TooLong
from gigs.summary import Audience, Sharing
from tests.support.builders import FAYE, MARK, RITA
from tests.use_cases.taught import EVERYBODY, MIA, taught, told
from tests.use_cases.world import PAT, SAM
from use_cases.lessons.browse_lessons import browse_lessons
from use_cases.lessons.curate_lessons import (
    LONGEST,
    edit_lesson,
    merge_lessons,
    open_lesson,
    retire_lesson,
)

DIVISION = Sharing(audience=Audience.DIVISION)


async def test_nobody_but_a_lead_curates(world):
    await taught(world, 901)
    await taught(world, 902)
    for person in (RITA, SAM, FAYE):
        for act in (
            open_lesson(world.context, person, 901),
            edit_lesson(world.context, person, 901, "Mine now.", ""),
            retire_lesson(world.context, person, 901),
            merge_lessons(world.context, person, 901, 902),
        ):
            with pytest.raises(NotAllowed, match="Only a programme lead"):
                await act
    assert await told(world, SAM) == ["Lesson 902.", "Lesson 901."]


async def test_an_edited_lesson_is_shown_in_the_leads_words(world):
    await taught(world, 901)
    edited = await edit_lesson(world.context, PAT, 901, "Send the template first.", "")
    assert edited.edited
    assert await told(world, SAM) == ["Send the template first."]
    with pytest.raises(OutOfOrder, match="at least one"):
        await edit_lesson(world.context, PAT, 901, " ", "")
    with pytest.raises(TooLong):
        await edit_lesson(world.context, PAT, 901, "x" * (LONGEST + 1), "")


async def test_a_retired_lesson_is_gone_everywhere(world):
    await taught(world, 901)
    await retire_lesson(world.context, PAT, 901)
    await retire_lesson(world.context, PAT, 901)  # a second press
    assert await told(world, SAM) == []
    for person in (SAM, RITA, PAT):
        assert not (await browse_lessons(world.context, person)).lessons
        assert not (await browse_lessons(world.context, person, "lesson")).lessons
    with pytest.raises(GigNotFound):
        await open_lesson(world.context, PAT, 901)


async def test_a_merged_lesson_has_the_words_of_both_and_is_shown_once(world):
    for number in (901, 902):
        await taught(world, number)
    merged = await merge_lessons(world.context, PAT, 901, 902)
    assert merged.do_again == "Lesson 902.\nLesson 901."
    assert await told(world, SAM) == ["Lesson 902.\nLesson 901."]
    assert [one.gig for one in (await browse_lessons(world.context, SAM)).lessons] == [902]
    with pytest.raises(OutOfOrder, match="merged already"):
        await merge_lessons(world.context, PAT, 901, 902)
    with pytest.raises(OutOfOrder, match="another lesson"):
        await merge_lessons(world.context, PAT, 902, 902)


async def test_a_merged_one_that_is_merged_again_takes_its_sources_along(world):
    for number in (901, 902, 903):
        await taught(world, number)
    await merge_lessons(world.context, PAT, 901, 902)
    await merge_lessons(world.context, PAT, 902, 903)
    assert await told(world, SAM) == ["Lesson 903.\nLesson 902.\nLesson 901."]
    await retire_lesson(world.context, PAT, 903)
    assert await told(world, SAM) == []


async def test_words_never_reach_more_people_than_they_were_meant_for(world):
    await taught(world, 901, sharing=DIVISION, division="Marketing")
    await taught(world, 902)
    with pytest.raises(OutOfOrder, match="Merge them the other way round"):
        await merge_lessons(world.context, PAT, 901, 902)
    await merge_lessons(world.context, PAT, 902, 901)
    assert await told(world, SAM) == ["Lesson 902."]
    assert await told(world, MARK) == ["Lesson 901.\nLesson 902."]


async def test_withdrawing_one_takes_its_words_out_of_the_merged_one(world):
    for number in (901, 902):
        await taught(world, number)
    await merge_lessons(world.context, PAT, 901, 902)
    await taught(world, 901, sharing=Sharing(withdrawn=True))
    assert await told(world, SAM) == ["Lesson 902."]
    await taught(world, 901)
    await taught(world, 902, sharing=Sharing(withdrawn=True))
    assert await told(world, SAM) == ["Lesson 901."]


async def test_what_a_lead_writes_is_shown_once_what_was_merged_into_it_is_withdrawn(world):
    for number in (901, 902, 903):
        await taught(world, number)
    await merge_lessons(world.context, PAT, 901, 902)
    await taught(world, 901, sharing=Sharing(withdrawn=True))
    edited = await edit_lesson(world.context, PAT, 902, "Send the template first.", "")
    assert (edited.do_again, edited.edited) == ("Send the template first.", True)
    assert "Send the template first." in await told(world, SAM)
    await merge_lessons(world.context, PAT, 902, 903)
    assert await told(world, SAM) == ["Lesson 903.\nSend the template first."]


async def test_words_that_are_withdrawn_while_a_lead_edits_them_are_not_saved(world):
    for number in (901, 902):
        await taught(world, number)
    merged = await merge_lessons(world.context, PAT, 901, 902)
    await taught(world, 901, sharing=Sharing(withdrawn=True), requester=PAT)
    assert not (await open_lesson(world.context, PAT, 902)).lesson.edited
    with pytest.raises(OutOfOrder, match="withdrawn since you opened it"):
        await edit_lesson(world.context, PAT, 902, merged.do_again, "", of_merged=True)
    assert await told(world, SAM) == ["Lesson 902."]


async def test_what_a_lead_may_merge_it_into_is_similar_and_read_by_no_more_people(world):
    await taught(world, 901, sharing=DIVISION, division="Marketing")
    await taught(world, 902, sharing=DIVISION, division="Marketing")
    await taught(world, 903, sharing=DIVISION, division="Legal")
    await taught(world, 904, sharing=EVERYBODY)
    await taught(world, 905, sharing=Sharing())
    await taught(world, 906, title="Proofread the handbook", sharing=Sharing())
    found = await open_lesson(world.context, PAT, 901)
    assert sorted(one.gig for one in found.others) == [902, 905]
    assert MIA.department == "Marketing"
