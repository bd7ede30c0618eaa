"""What a reader of case studies is told, and which answer is left to whoever one names."""

from cards.case_studies import case_card, cases_card
from gigs.case_study import Answer, CaseState, CaseStudy, Concerned
from gigs.case_study import Story as Told
from gigs.summary import Audience, Sharing
from ports.case_storage import CaseOfGig
from tests.cards.gallery import Story
from tests.cards.test_who_sees_what import shown, verbs
from tests.support.cases import every_case
from tests.support.clock import NOON
from use_cases.publishing.show_cases import CaseList, page_of_case

STORY = Story()


def a_page(state=CaseState.PUBLISHED, answer=Answer.ASKED):
    people = tuple(Concerned(key=one.key, name=one.name, answer=answer) for one in (STORY.ben, STORY.ann))
    study = CaseStudy(
        tenant=STORY.ann.key.tenant,
        gig=12,
        version=1,
        state=state,
        author=STORY.ben.key,
        story=Told(title="Two weeks"),
        people=people,
        changed_at=NOON,
    )
    summary = STORY.summary(Sharing(audience=Audience.EVERYBODY)).model_copy(update={"month": "2026-03"})
    return page_of_case(STORY.ann, CaseOfGig(study=study, summary=summary))


def test_a_month_is_written_as_people_write_it():
    for card in (case_card(a_page()), cases_card(CaseList(domain=None, cases=(a_page(),)))):
        assert "March 2026" in shown(card)
        assert "2026-03" not in shown(card)


def test_the_list_says_of_those_that_are_not_published_how_far_they_are():
    waiting = (a_page(CaseState.PROPOSED),)
    read = shown(cases_card(CaseList(domain=None, cases=(a_page(),), waiting=waiting)))
    assert (read.count('"Published"'), read.count('"With the programme team"')) == (
        1,
        1,
    )  # a heading, a badge


def test_only_the_other_answer_is_left_to_whoever_has_answered():
    both = {"agree_case_study", "decline_case_study"}
    with every_case() as case:
        for answer, left in (
            (Answer.ASKED, both),
            (Answer.AGREED, {"decline_case_study"}),
            (Answer.REFUSED, {"agree_case_study"}),
        ):
            with case(answer):
                assert verbs(case_card(a_page(answer=answer))) & both == left
