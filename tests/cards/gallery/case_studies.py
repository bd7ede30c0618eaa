"""Case studies: the form, one to read by each of those concerned, the list, and what people are told."""

from typing import Any

from cards.case_form import case_form
from cards.case_notices import CASE_NOTICES
from cards.case_studies import case_card, cases_card
from cards.champions import champions_card
from cards.gig import gig_card
from cards.kit.pressed import AdaptiveCard
from cards.notices import notice_card
from cards.tell_colleague import card_to_forward, tell_form, text_to_copy
from cards.tips import TIPPED
from gigs.brief import Category
from gigs.case_study import Answer, CaseState, CaseStudy, Concerned, Story
from gigs.people import Person, PersonKey
from gigs.summary import Audience, Sharing
from ports.case_storage import CaseOfGig
from ports.champions import Champion, HelpKind, Shown
from ports.notice_facts import Named, NoticeFacts
from ports.notices import HOLDS, Notice, NoticeKind
from tests.cards.approvals import AT
from use_cases.publishing.champions import ChampionsPage
from use_cases.publishing.show_cases import CaseList, CasePage, page_of_case
from use_cases.publishing.tell_colleague import ForColleague, Told
from use_cases.publishing.write_case import FIELD, CaseForm
from use_cases.showing.show_gig import page_for

LEA = Person(key=PersonKey(tenant="t", object_id="lea"), name="Lea Lead", roles=frozenset({"programme_lead"}))


def case_studies(story: Any) -> dict[str, AdaptiveCard]:
    """Each of them once."""
    own = _page(story, story.ben, CaseState.PROPOSED)
    published = _page(story, story.ann, CaseState.PUBLISHED)
    waiting = _page(story, LEA, CaseState.PROPOSED)
    linked = published.model_copy(
        update={
            "page": "https://gigs.example/case-study/a.b",
            "file": "https://gigs.example/case-study/a.b.md",
        }
    )
    many = tuple(published for _ in range(8))
    return {
        **_forms(story),
        "case_study_own": case_card(own),
        "case_study_sent_back": case_card(
            _page(story, story.ben, CaseState.DRAFT, reason="Say what it cost.")
        ),
        "case_study_published": case_card(linked),
        "case_study_to_publish": case_card(waiting),
        "case_studies": cases_card(CaseList(domain=None, cases=many, following=3)),
        "case_studies_of_lead": cases_card(
            CaseList(domain=Category.DESIGN, cases=many[:2], own=(own,), waiting=(waiting,))
        ),
        **_for_a_colleague(story),
        **_champions(story),
        **_tips(story),
        "case_studies_none": cases_card(CaseList(domain=None, cases=())),
        **{f"notice_{kind}": notice_card(_notice(story, kind), None) for kind in sorted(CASE_NOTICES)},
    }


def _tips(story: Any) -> dict[str, AdaptiveCard]:
    """A gig's card in each state that has one."""
    pages = [page_for(story.ben, story.gig(state), (), AT) for state in sorted(TIPPED)]
    return {f"gig_{page.gig.state}_tip": gig_card(page.model_copy(update={"tips": True})) for page in pages}


def _champions(story: Any) -> dict[str, AdaptiveCard]:
    counts = {Category.DESIGN.value: dict.fromkeys(HelpKind, 2)}
    ben = Champion(person=story.ben.key, name=story.ben.name, shown=Shown.YES, counts=counts)
    page = ChampionsPage(domain=None, champions=(ben, ben), mine=ben)
    asked = Notice(id="1", tenant="t", gig=0, kind=NoticeKind.CHAMPION_ASKED, to=story.ben.key, created_at=AT)
    hidden = ben.model_copy(update={"shown": Shown.NO})
    nobody = ChampionsPage(domain=Category.DESIGN, champions=(), mine=hidden)
    return {
        "champions": champions_card(page),
        "champions_none": champions_card(nobody),
        "notice_champion_asked": notice_card(asked, None),
    }


def _for_a_colleague(story: Any) -> dict[str, AdaptiveCard]:
    all_of_it = tuple(Told)
    about = ForColleague(teller=story.ben.name, summary=story.summary(), choices=all_of_it, chosen=all_of_it)
    nothing = about.model_copy(update={"choices": (), "chosen": ()})
    return {
        "tell_colleague_form": tell_form(about),
        "tell_colleague_form_not_general": tell_form(nothing),
        "tell_colleague_card": card_to_forward(about),
        "tell_colleague_card_bare": card_to_forward(nothing),
        "tell_colleague_text": text_to_copy(about),
    }


def _forms(story: Any) -> dict[str, AdaptiveCard]:
    draft = _study(story, CaseState.DRAFT, Answer.ASKED, "Please say what it cost.", is_form=True)
    form = CaseForm(summary=story.summary(), study=draft, is_new=False)
    again = form.model_copy(
        update={"study": _study(story, CaseState.PUBLISHED, Answer.REFUSED, "", is_form=True)}
    )
    return {
        "case_study_form": case_form(form),
        "case_study_form_published": case_form(again),
        "case_study_form_problem": case_form(
            form, {FIELD + "problem": "Please say a few words here."}, {FIELD + "title": "x"}
        ),
    }


def _study(story: Any, state: CaseState, answer: Answer, reason: str, *, is_form: bool = False) -> CaseStudy:
    """On a form, no field is longer than may be saved; together the longest texts would be."""
    text = story.text
    return CaseStudy(
        tenant=story.ben.key.tenant,
        gig=12,
        version=3,
        state=state,
        author=story.ben.key,
        story=Story(
            title=text("Slides in two weeks"),
            problem=text("Nobody of us had time before the launch."),
            done=text("One freelancer drew twelve slides."),
            result="" if is_form else text("The deck was reused by four teams."),
            advice="" if is_form else text("Send the template first."),
        ),
        people=(
            Concerned(key=story.ben.key, name=story.ben.name, answer=Answer.AGREED),
            Concerned(key=story.ann.key, name=story.ann.name, answer=answer),
        ),
        reason=reason and text(reason),
        changed_at=AT,
    )


def _page(story: Any, viewer: Person, state: CaseState, *, reason: str = "") -> CasePage:
    viewer = viewer.model_copy(update={"key": viewer.key.model_copy(update={"tenant": story.ben.key.tenant})})
    summary = story.summary(Sharing(audience=Audience.EVERYBODY))
    return page_of_case(viewer, CaseOfGig(study=_study(story, state, Answer.ASKED, reason), summary=summary))


def _notice(story: Any, kind: Any) -> Notice:
    facts = NoticeFacts(
        by=Named(key=story.ben.key, name=story.ben.name),
        reason=story.text("Say what it cost.") if "reason" in HOLDS[kind] else "",
    )
    return Notice(id="1", tenant="t", gig=12, kind=kind, to=story.ann.key, facts=facts, created_at=AT)
