"""A case study's states, whose names stand in it, and that none does without a yes."""

import pytest

from gigs.case_study import (
    Answer,
    CaseState,
    CaseStudy,
    Concerned,
    Story,
    agree,
    propose,
    publish,
    send_back,
    told,
    withdraw,
    write,
)
from gigs.errors import OutOfOrder
from tests.support.builders import FAYE, MARK, RITA, TENANT
from tests.support.cases import every_case
from tests.support.clock import NOON

PEOPLE = tuple(Concerned(key=one.key, name=one.name) for one in (RITA, MARK, FAYE))
STORY = Story(
    title="Slides with Mark Manager",
    problem="Rita had no time. MARK  MANAGER agreed.",
    done="Ask Mark or Faye; mark the slides, manager or not.",
    result="Faye Finance paid.",
    advice="Thank Marketing.",
)


def a_case(story=STORY, ticked=(RITA, MARK, FAYE)):
    empty = CaseStudy(tenant=TENANT, gig=1, author=RITA.key, changed_at=NOON)
    return write(empty, RITA.key, story, PEOPLE, frozenset(one.key for one in ticked), NOON)


def answers(study):
    return [study.answer_of(one.key) for one in (RITA, MARK, FAYE)]


def test_who_writes_it_answers_for_themselves_and_the_others_are_asked():
    assert answers(a_case()) == [Answer.AGREED, Answer.ASKED, Answer.ASKED]
    assert answers(a_case(ticked=())) == [Answer.UNASKED] * 3
    assert a_case().named == (RITA.name,)


def test_no_name_is_read_whole_or_in_part_before_its_owner_agrees():
    read = told(a_case())
    assert read.title == "Slides with a colleague"
    assert read.problem == "Rita had no time. a colleague agreed."
    assert read.done == "Ask a colleague or a colleague; mark the slides, manager or not."
    assert read.result == "a colleague paid."
    assert read.advice == "Thank Marketing."
    nobody = told(a_case(ticked=()))
    assert nobody.problem == "a colleague had no time. a colleague agreed."


def test_a_yes_shows_the_name_and_a_no_takes_it_out_at_once():
    study = publish(propose(a_case(), NOON), NOON)
    agreed = agree(study, MARK.key, NOON, yes=True)
    assert told(agreed).title == STORY.title
    assert agreed.state is CaseState.PUBLISHED
    refused = agree(agreed, MARK.key, NOON, yes=False)
    assert told(refused).title == "Slides with a colleague"
    assert agree(refused, MARK.key, NOON, yes=True).answer_of(MARK.key) is Answer.AGREED


def test_a_yes_counts_for_the_words_it_was_given_to():
    study = agree(propose(a_case(), NOON), MARK.key, NOON, yes=True)
    everybody = frozenset(one.key for one in PEOPLE)
    same = write(study, RITA.key, STORY, PEOPLE, everybody, NOON)
    other = write(study, RITA.key, STORY.model_copy(update={"result": "x"}), PEOPLE, everybody, NOON)
    assert same.answer_of(MARK.key) is Answer.AGREED
    assert other.answer_of(MARK.key) is Answer.ASKED


def test_a_no_stays_a_no_however_often_it_is_told_anew():
    study = agree(propose(a_case(), NOON), MARK.key, NOON, yes=False)
    everybody = frozenset(one.key for one in PEOPLE)
    again = write(study, RITA.key, Story(title="New"), PEOPLE, everybody, NOON)
    assert again.answer_of(MARK.key) is Answer.REFUSED


def test_two_who_share_a_name_are_two_people():
    double = Concerned(key=FAYE.key, name="Mark Finance")
    study = write(
        CaseStudy(tenant=TENANT, gig=1, author=RITA.key, changed_at=NOON),
        RITA.key,
        Story(done="Mark Manager and Mark Finance"),
        (PEOPLE[0], PEOPLE[1], double),
        frozenset({MARK.key, FAYE.key}),
        NOON,
    )
    agreed = agree(propose(study, NOON), MARK.key, NOON, yes=True)
    assert told(agreed).done == "Mark Manager and a colleague"


def test_only_whom_it_names_answers_and_nobody_agrees_to_what_is_still_written():
    with pytest.raises(OutOfOrder, match="doesn’t name you"):
        agree(a_case(ticked=()), MARK.key, NOON, yes=True)
    with pytest.raises(OutOfOrder, match="has changed"):
        agree(a_case(), MARK.key, NOON, yes=True)
    assert agree(a_case(), MARK.key, NOON, yes=False).answer_of(MARK.key) is Answer.REFUSED


def test_each_step_happens_only_where_it_may():
    draft = a_case()
    proposed = propose(draft, NOON)
    published = publish(proposed, NOON)
    withdrawn = withdraw(published, "Old.", NOON)
    steps = {
        "propose": (lambda one: propose(one, NOON), {draft.state}),
        "publish": (lambda one: publish(one, NOON), {proposed.state}),
        "send back": (lambda one: send_back(one, "Why?", NOON), {proposed.state}),
        "withdraw": (lambda one: withdraw(one, "", NOON), {draft.state, proposed.state, published.state}),
    }
    with every_case() as case:
        for name, (step, allowed) in steps.items():
            for study in (draft, proposed, published, withdrawn):
                with case(f"{name} of a {study.state} one"):
                    if study.state in allowed:
                        assert step(study).state is not study.state
                    else:
                        with pytest.raises(OutOfOrder):
                            step(study)
    assert send_back(proposed, "Why?", NOON).reason == "Why?"
    assert write(withdrawn, RITA.key, STORY, PEOPLE, frozenset(), NOON).state is CaseState.DRAFT
