"""What the past is made of can be used: templates that there are, titles that fit, lessons that stand once."""

from collections import Counter

import pytest

from config.settings import PLAYGROUND_TENANT
from demo.content import PEOPLE, read_content
from demo.past import requesters
from demo.plan import GIGS, Ending, plan
from demo.telling import stories_of
from directory.people_file import PeopleFile, read_people_file
from gigs.check_brief import LENGTHS
from gigs.marketplaces import MARKETPLACES
from gigs.summary import Audience
from marketplace.sandbox.cast import CAST
from marketplace.sandbox.listings import REFUSED_WORDS
from playbook.reading import OURS, read_playbook
from tests.demo.conftest import NOW
from use_cases.closing.typed_closing import LONGEST_LINE


@pytest.fixture(scope="module")
def content():
    return read_content()


@pytest.fixture(scope="module")
def people() -> PeopleFile:
    return read_people_file(PEOPLE)


def test_every_template_of_ours_is_a_kind_of_work(content):
    assert Counter(kind.template for kind in content.kinds) == Counter(
        template.id for template in read_playbook([OURS]).templates
    )


def test_every_title_fits_into_its_field(content):
    longest = max(len(subject) for subjects in content.subjects.values() for subject in subjects)
    titles = [title for kind in content.kinds for title in kind.titles]
    assert all("{subject}" in title for title in titles)
    assert max(map(len, titles)) + longest <= LENGTHS["title"]


def test_a_lesson_stands_once_and_fits_into_its_line(content):
    lessons = [line for kind in content.kinds for line in kind.do_again + kind.do_differently]
    assert len(set(lessons)) == len(lessons)
    assert max(map(len, lessons)) <= LONGEST_LINE


def test_nothing_in_it_is_refused_by_a_marketplace(content):
    said = content.model_dump_json().casefold()
    assert not [word for word in REFUSED_WORDS if word in said]


def test_each_marketplace_has_a_name_for_everybody_in_the_cast(content):
    assert set(content.names) < set(MARKETPLACES)
    everybody = [name for names in content.names.values() for name in names]
    assert {len(names) for names in content.names.values()} == {len(CAST)}
    assert len(set(everybody) | {one.name for one in CAST}) == len(everybody) + len(CAST)


async def test_each_story_is_about_a_gig_that_everybody_may_read_about(content, people):
    planned = {one.number: one for one in plan(content, await requesters(people), NOW)}
    told = stories_of(content, tuple(planned.values()))
    assert sorted(story.template for story in told.values()) == sorted(
        one.template for one in content.stories
    )
    for number, story in told.items():
        assert planned[number].kind.template == story.template
        assert planned[number].closed.audience is Audience.EVERYBODY


async def test_sixty_people_of_eight_divisions_post_gigs(content, people):
    posting = await requesters(people)
    assert len(posting) == 60
    assert {one.department for one in posting} == set(content.subjects)
    assert len(content.subjects) == 8


async def test_everybody_who_posts_has_a_manager_who_may_decide(people):
    for one in await requesters(people):
        manager = await people.person(one.manager)
        assert "approver" in manager.roles, one.name
        assert manager.department == one.department, one.name


async def test_those_who_sit_at_a_window_are_known_under_the_same_ids(people):
    ours = await read_people_file(PEOPLE.parents[2] / "directory" / "people.yaml").search(
        PLAYGROUND_TENANT, "a"
    )
    assert len(ours) == 6
    for one in ours:
        assert await people.person(one.key) == one


async def test_two_years_hold_everything_that_can_become_of_a_gig(content, people):
    planned = plan(content, await requesters(people), NOW)
    assert len(planned) == GIGS
    assert {one.ending for one in planned} == set(Ending)
    over = [one for one in planned if one.ending is Ending.CLOSED]
    assert len(over) > 0.75 * GIGS
    assert {one.closed.audience for one in over} == set(Audience)
    assert {one.budget.currency for one in over} == {"EUR", "GBP", "USD"}
    assert {one.market for one in over} == {"sandbox", *content.names}
    assert (NOW - planned[0].begins).days > 700
    assert all(one.begins < NOW for one in planned)
    assert all(one.colleague.department != one.who.department for one in planned)
