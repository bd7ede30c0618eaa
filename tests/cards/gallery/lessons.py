"""What colleagues did and learnt before: beside the form, the preview and the hire, as a list, and the questions about it."""

from typing import Any

from cards.ask_colleague import colleague_answer_sent, colleague_asked
from cards.curating import curate_card
from cards.hire_confirm import hire_confirm
from cards.kit.pressed import AdaptiveCard
from cards.lessons import lessons_beside, lessons_card
from cards.notices import notice_card
from cards.preview import preview
from cards.proposals import proposals_card
from gigs.brief import Category
from gigs.gig import GigState
from gigs.talent import FreelancerKey
from ports.notice_facts import Named, NoticeFacts
from ports.notices import Notice, NoticeKind
from tests.cards.approvals import AT, usd
from tests.cards.gallery.forms import policy_form, seen_of
from tests.cards.gallery.story import Story, person
from use_cases.lessons.browse_lessons import LessonsPage
from use_cases.lessons.lesson import Lesson
from use_cases.lessons.near_duplicates import NearDuplicate
from use_cases.requesting.beside_preview import Beside
from use_cases.requesting.similar_beside import SimilarBeside


def lessons(story: Story) -> dict[str, AdaptiveCard]:
    """Each of them once; the list as everybody sees it, and as a programme lead."""
    told = _lessons(story)
    page = LessonsPage(lessons=told, searched=story.text("slides"), domain=Category.VIDEO, following=7)
    return {
        **_beside(story),
        "lessons": lessons_card(page),
        "lessons_of_lead": lessons_card(page.model_copy(update={"is_lead": True})),
        "lessons_none": lessons_card(LessonsPage(lessons=())),
        "lessons_none_found": lessons_card(LessonsPage(lessons=(), searched=story.text("slides"))),
        "curate_lesson": curate_card(told[0], told[1:]),
        "curate_lesson_alone": curate_card(told[1], ()),
        **_questions(story),
    }


def _lessons(story: Story) -> tuple[Lesson, ...]:
    text = story.text
    named = Lesson(
        gig=7,
        title=text("Slides for the autumn launch"),
        division=text("Research"),
        month="2026-03",
        by=text("Ben Baker"),
        is_own=False,
        can_ask=True,
        do_again=text("Send the template and two good slides on the first day."),
        do_differently=text("Name one person who collects all comments."),
        shown=4,
        helped=2,
    )
    other = {"gig": 5, "by": "", "can_ask": False, "do_again": "", "helped_me": True, "edited": True}
    own = {"gig": 3, "is_own": True, "can_ask": False, "do_differently": "", "helped": 0}
    nameless = {"gig": 2, "by": "", "division": "", "can_ask": False, "helped": 1}
    without = {"gig": 1, "division": "", "helped": 0}
    return (named, *(named.model_copy(update=changes) for changes in (other, own, nameless, without)))


def _duplicates(story: Story) -> tuple[NearDuplicate, ...]:
    one = NearDuplicate(
        gig=7,
        title=story.text("Slides for the autumn launch"),
        by="",
        is_own=False,
        division=story.text("Research"),
        month="2026-03",
        cost=usd(900),
        again=True,
        can_copy=True,
        can_ask=False,
        freelancer=FreelancerKey(tenant="contoso", marketplace="sandbox", freelancer="f-7"),
    )
    named = {"gig": 5, "by": story.text("Ben Baker"), "can_ask": True, "cost": None, "again": False}
    return (one, one.model_copy(update=named))


def _beside(story: Story) -> dict[str, AdaptiveCard]:
    way, few = story.way(), _lessons(story)[:2]
    duplicates = _duplicates(story)
    own = duplicates[0].model_copy(update={"is_own": True, "cost": None})
    others = duplicates[1].model_copy(update={"cost": usd(900), "division": "", "can_copy": False})
    similar = SimilarBeside(duplicates=duplicates, lessons=few)
    seen = seen_of(way, way.asked(way.one()))
    where: dict[str, Any] = {"marketplace_title": "Sandbox marketplace", "draft": "d1"}
    page = story.page(story.gig(GigState.REVIEWING), story.ben)
    return {
        "form_lessons": policy_form(story.text, {}, beside=lambda _ids: lessons_beside(few)),
        "preview_similar": preview(seen, **where, beside=Beside(similar=similar)),
        "preview_own": preview(seen, **where, beside=Beside(similar=SimilarBeside(duplicates=(own, others)))),
        "proposals_lessons": proposals_card(page, lessons=few),
        "hire_confirm_lessons": hire_confirm(page, page.proposals[0], usd(1100), lessons=few),
    }


def _questions(story: Story) -> dict[str, AdaptiveCard]:
    text = story.text
    asked, given = text("Did one round of changes do?"), text("Two, and we were glad of it.")
    ben = person("Ben Baker", text)
    facts = NoticeFacts(
        by=Named(key=ben.key, name=ben.name), question=asked, title=text("Slides for the autumn launch")
    )

    def told(kind: NoticeKind, **more: str) -> AdaptiveCard:
        notice = Notice(
            id="1",
            tenant="t",
            gig=0,
            kind=kind,
            to=ben.key,
            subject="ben",
            facts=facts.model_copy(update=more),
            created_at=AT,
        )
        return notice_card(notice, None)

    return {
        "colleague_asked": colleague_asked(ben.name, asked, is_new=True),
        "colleague_asked_again": colleague_asked(ben.name, asked, is_new=False),
        "colleague_answer_sent": colleague_answer_sent(ben.name, given, is_new=True),
        "colleague_answered_before": colleague_answer_sent(ben.name, given, is_new=False),
        "notice_colleague_asked": told(NoticeKind.COLLEAGUE_ASKED, reference="a1"),
        "notice_colleague_answered": told(NoticeKind.COLLEAGUE_ANSWERED, reason=given),
    }
