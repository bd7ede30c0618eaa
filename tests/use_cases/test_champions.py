"""Champions: whoever helped is counted once for each thing, asked once, and shown only while they agree."""

from gigs.brief import Category
from ports.champions import GENERAL, HelpKind, Shown
from ports.notices import NoticeKind
from tests.support.builders import FAYE, MARK, RITA, a_person
from tests.support.one_by_one import one_by_one
from tests.use_cases.company import notices
from tests.use_cases.test_ask_team import question_to
from tests.use_cases.test_case_studies import published
from tests.use_cases.test_history_names import journey
from tests.use_cases.world import PAT, SAM
from use_cases.asking.ask_team import answer_team, ask_the_team
from use_cases.closing.share_summary import share_summary
from use_cases.notifying.note_help import ASKED_AFTER, note_help
from use_cases.publishing.champions import champions, show_me
from use_cases.publishing.helped_by_lesson import helped_by_lesson

STRANGER = a_person("Zoe Zebra", tenant="fabrikam")


async def helps(world, who, times, domain=Category.DESIGN, kind=HelpKind.ADVICE, first=0):
    for subject in range(first, first + times):
        async with one_by_one(world.store) as tx:
            await note_help(
                tx, who.key, who.name, kind, subject=str(subject), domain=domain, at=world.clock.now()
            )
    await world.work()


async def names(world, who=SAM, domain=None):
    return [one.name for one in (await champions(world.context, who, domain)).champions]


async def test_whoever_helped_three_times_is_asked_once_and_shown_only_after_a_yes(world):
    await world.meets(FAYE)
    await helps(world, FAYE, ASKED_AFTER - 1)
    assert notices(world, FAYE, NoticeKind.CHAMPION_ASKED) == []
    await helps(world, FAYE, 5, first=ASKED_AFTER - 1)
    assert len(notices(world, FAYE, NoticeKind.CHAMPION_ASKED)) == 1
    assert await names(world) == []
    await show_me(world.context, FAYE, yes=True)
    assert await names(world) == [FAYE.name]
    await show_me(world.context, FAYE, yes=False)
    assert await names(world) == []
    await helps(world, FAYE, 5, first=20)
    assert len(notices(world, FAYE, NoticeKind.CHAMPION_ASKED)) == 1


async def test_the_same_help_counts_once(world):
    await helps(world, FAYE, 1)
    await helps(world, FAYE, 1)
    mine = (await champions(world.context, FAYE)).mine
    assert (mine.total, mine.shown) == (1, Shown.UNASKED)


async def test_they_are_listed_by_category_most_helpful_first_and_only_at_home(world):
    await helps(world, FAYE, 1, Category.DESIGN)
    await helps(world, MARK, 2, Category.DESIGN, first=10)
    await helps(world, MARK, 1, None, first=20)
    for person in (FAYE, MARK):
        await show_me(world.context, person, yes=True)
    assert await names(world) == [MARK.name, FAYE.name]
    assert await names(world, domain=Category.VIDEO) == []
    page = await champions(world.context, SAM, Category.DESIGN)
    assert page.champions[0].of(Category.DESIGN.value) == {HelpKind.ADVICE: 2}
    assert page.champions[0].of(GENERAL) == {HelpKind.ADVICE: 1}
    assert await names(world, STRANGER) == []


async def test_who_never_helped_has_nothing_to_show(world):
    page = await show_me(world.context, SAM, yes=True)
    assert (page.champions, page.mine) == ((), None)


async def test_an_answer_and_a_published_case_study_are_help(world):
    await journey(world)
    await world.meets(RITA, MARK, PAT, SAM)
    await ask_the_team(world.context, SAM, "Are rush fees allowed?")
    await world.work()
    await answer_team(world.context, PAT, question_to(world, PAT), "Up to ten percent.")
    await share_summary(world.context, RITA, 1, {"audience": "everybody"})
    await published(world)
    pat, rita = [(await champions(world.context, one)).mine for one in (PAT, RITA)]
    assert pat.of("") == {HelpKind.ANSWER: 1}
    assert rita.of("") == {HelpKind.CASE_STUDY: 1}


async def test_a_lesson_that_helped_is_help_once_for_each_colleague(world):
    await journey(world)
    await share_summary(world.context, RITA, 1, {"audience": "everybody"})
    assert await helped_by_lesson(world.context, SAM, 1)
    assert not await helped_by_lesson(world.context, SAM, 1)
    assert await helped_by_lesson(world.context, FAYE, 1)
    assert (await champions(world.context, RITA)).mine.of("") == {HelpKind.LESSON: 2}
