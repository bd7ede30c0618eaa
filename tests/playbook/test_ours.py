"""What we ship: every template and page can be used as it is, and says nothing twice."""

import re
from datetime import date

import pytest

from gigs.brief import Category
from gigs.check_brief import check_brief
from gigs.skills import split_skills
from playbook.filling import filled, taken_apart
from playbook.practice import BestPractice, Step
from playbook.reading import OURS, read_playbook
from playbook.repeats import repeated
from playbook.source import Source
from playbook.template import Template
from tests.support.cases import every_case
from tests.test_words import WRITTEN_OUT, found_in

PLAYBOOK = read_playbook([OURS])
ALL: list[Template | BestPractice] = [*PLAYBOOK.templates, *PLAYBOOK.practices]
KINDS_OF_WORK = {
    *("presentation", "video-editing", "motion-graphic", "illustration", "brand-and-logo"),
    *("translation-and-localisation", "proofreading", "market-research", "survey-analysis", "data-cleaning"),
    *("dashboard", "web-page", "prototype", "test-automation", "technical-writing", "event-material"),
}
TOPICS = {
    *("choosing-work", "writing-a-brief", "comparing-proposals", "working-together", "giving-feedback"),
    *("data-and-ip", "first-gig"),
}
MONEY = re.compile(r"[€$£]|\b(?:EUR|USD|GBP|CHF|euros?|dollars?)\b", re.IGNORECASE)
STRAIGHT = re.compile(r"['\"]|--|\.\.\.")
VAGUE = re.compile(
    r"\b(?:high[- ]quality|professional|appealing|modern|nice|asap|as needed|etc|and so on|state[- ]of|best practices)\b",
    re.IGNORECASE,
)


def texts_of(one: Template | BestPractice) -> list[str]:
    """All that somebody reads of it."""
    if isinstance(one, BestPractice):
        return [one.title, *one.text, *one.rules]
    handed_in = [text for part in one.deliverables for text in (part.what, part.accepted_when)]
    return [one.title, one.about, one.outcome, *handed_in, *one.out_of_scope, *one.give, *one.ask, *one.watch]


def test_there_is_a_template_for_each_kind_of_work_and_a_page_for_each_step():
    assert {one.id for one in PLAYBOOK.templates} >= KINDS_OF_WORK
    assert {one.id for one in PLAYBOOK.practices} >= TOPICS
    assert {one.domain for one in PLAYBOOK.templates} == set(Category)
    assert {step for one in PLAYBOOK.practices for step in one.steps} == set(Step)
    assert {one.source for one in ALL} == {Source.OURS}


def test_a_form_filled_from_a_template_needs_only_what_the_requester_alone_knows():
    known = {
        "price_type": "fixed",
        "amount": "1000",
        "currency": "EUR",
        "start": "2026-02-02",
        "due": "2026-03-02",
        "cost_centre": "DES-100",
        "marketplace": "sandbox",
        "visibility": "public",
    }
    with every_case() as case:
        for one in PLAYBOOK.templates:
            with case(one.id):
                form = filled(one).model_copy(update=known)
                brief = check_brief(form, today=date(2026, 1, 5), marketplaces=["sandbox"])
                assert brief.deliverables == tuple(part.what for part in one.deliverables)
                assert brief.skills == one.skills == split_skills(", ".join(one.skills))
                assert brief.screening == one.ask
                assert len(brief.acceptance.split("\n")) == len(one.deliverables)
                assert (brief.category, brief.data_tier) == (one.domain, one.data_tier)


def test_what_a_template_puts_below_an_outcome_comes_off_it_again_and_nothing_else_does():
    with every_case() as case:
        for one in PLAYBOOK.templates:
            with case(one.id):
                apart = taken_apart(filled(one).outcome)
                assert apart.outcome == one.outcome
                assert apart.out_of_scope.split("\n") == list(one.out_of_scope)
                assert apart.give.split("\n") == list(one.give)
    typed = "A film.\n\nOut of scope:\nFilming, and music\n\nA second part."
    assert taken_apart(typed) == (typed, "", "")


def test_a_template_leaves_nothing_out_and_stays_short():
    with every_case() as case:
        for one in PLAYBOOK.templates:
            with case(one.id):
                assert 4 <= len(one.deliverables) <= 6
                assert min(len(one.out_of_scope), len(one.give), len(one.ask), len(one.watch)) >= 3
                assert max(len(text) for text in texts_of(one)) <= 240
                assert len(one.words) >= 10


def test_every_deliverable_can_be_counted_and_its_criterion_checked():
    """A number in what is handed in; and a criterion of a whole sentence, not a word of praise."""
    with every_case() as case:
        for one in PLAYBOOK.templates:
            for part in one.deliverables:
                with case(f"{one.id}: {part.what}"):
                    assert re.match(r"\d", part.what)
                    assert part.accepted_when.endswith(".")
                    assert len(part.accepted_when.split()) >= 9


def test_nothing_is_said_in_three_templates():
    assert repeated(PLAYBOOK.templates) == {}


def test_no_price_is_made_up():
    with every_case() as case:
        for one in ALL:
            with case(one.id):
                assert [text for text in texts_of(one) if MONEY.search(text)] == []


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_the_words_are_plain(one):
    said = " ".join(texts_of(one))
    assert found_in(said) == []
    assert WRITTEN_OUT.findall(said) == []
    assert STRAIGHT.findall(said) == []
    assert VAGUE.findall(said) == []


def test_a_page_is_short_and_has_points():
    with every_case() as case:
        for one in PLAYBOOK.practices:
            with case(one.id):
                assert 5 <= len(one.text) <= 9
                assert sum(len(text.split()) for text in one.text) <= 200
                assert one.rules == ()
