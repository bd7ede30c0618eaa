"""What programme leads see of the pages of the playbook that they make."""

from typing import Any

from cards.gig import gig_card
from cards.kit.pressed import AdaptiveCard
from cards.made_page import made_page_card, made_pages_card
from cards.page_form import begun_from, overwritten, page_form, refused
from cards.practices import practice_card
from cards.template import template_card
from gigs.brief import DataTier
from gigs.gig import GigState
from gigs.summary import Sharing, summary_of
from playbook.practice import Step
from playbook.source import Source
from ports.playbook_storage import MadePage, PageKind, PageState, PageVersion
from tests.cards.approvals import AT
from tests.cards.gallery.story import Story, person
from tests.support.playbook import a_practice, a_template
from translation.catalogue import N_, _
from use_cases.permissions.authorize import PROGRAMME_LEAD
from use_cases.playbook.page_form import LARGEST, LENGTHS, PageForm
from use_cases.playbook.practices import Practices
from use_cases.playbook.show_template import TemplatePage
from use_cases.playbook.write_page import SHOWN, MadePages, PageView

_PROBLEMS = {"accepted": N_("Please choose one."), "steps": N_("Please choose one.")}


def made_pages(story: Story) -> dict[str, AdaptiveCard]:
    """A closed gig, the forms of both kinds, a page in each state, and the lists."""
    return _lists(story) | _pages(story) | _forms(story)


def a_page(story: Story, place: int = 1, **changes) -> MadePage:
    known = {
        "tenant": "t",
        "id": f"made-{place}",
        "kind": PageKind.TEMPLATE,
        "version": 3,
        "gig": 12,
        "title": story.text("Slides for a launch"),
        "words": "{}",
        "by": story.ann.key,
        "name": story.ann.name,
        "at": AT,
    }
    return MadePage(**(known | changes))


def _lists(story: Story) -> dict[str, AdaptiveCard]:
    states = list(PageState)
    pages = tuple(a_page(story, place, state=states[place % 3]) for place in range(SHOWN))
    full = MadePages(
        kind=PageKind.TEMPLATE, state=PageState.DRAFT, pages=pages, following=f"made-{SHOWN - 1}"
    )
    nothing = MadePages(kind=PageKind.PRACTICE, state=PageState.WITHDRAWN, pages=())
    lead = person("Pat Lead", story.text, roles=frozenset({PROGRAMME_LEAD}))
    closed = story.gig(GigState.CLOSED)
    return {
        "made_pages": made_pages_card(full),
        "made_pages_none": made_pages_card(nothing),
        "gig_closed_for_a_lead": gig_card(story.page(closed, lead)),
    }


def _pages(story: Story) -> dict[str, AdaptiveCard]:
    text, draft = story.text, a_page(story)
    published = draft.model_copy(update={"state": PageState.PUBLISHED, "published": "{}"})
    template = a_template("made-1", text, source=Source.MADE)
    practice = a_practice("made-1", text, source=Source.MADE, rules=("Ask your lead.",), steps=tuple(Step))
    ours = {"page": published, "form": PageForm(), "made": template, "problems": {}, "is_changed": True}
    versions = tuple(
        PageVersion(version=place, state=state, by=draft.by, name=draft.name, at=AT)
        for place, state in enumerate(PageState, 1)
    )
    view = PageView(**ours, versions=versions)
    problems = {name: _(told) for name, told in _PROBLEMS.items()}
    incomplete = view.model_copy(update={"page": draft, "made": None, "problems": problems})
    withdrawn = draft.model_copy(update={"kind": PageKind.PRACTICE, "state": PageState.WITHDRAWN})
    other = view.model_copy(update={"page": withdrawn, "made": practice})
    told = _("Published. Everybody in the organisation can read it.")
    return {
        "made_page": made_page_card(view),
        "made_page_published": made_page_card(view.model_copy(update={"is_changed": False}), note=told),
        "made_page_incomplete": made_page_card(incomplete),
        "made_page_withdrawn": made_page_card(other),
        "template_made": template_card(TemplatePage(template=template, uses=2, made=published)),
        "practice_made": practice_card(Practices(pages=(practice,), made=published, leads=True)),
    }


def longest_form(letter: str = "\u8a9e") -> PageForm:
    """As much as may be typed into one."""
    size = len(letter.encode())
    left, typed = LARGEST // size, {}
    for name, most in LENGTHS.items():
        typed[name] = letter * min(most, left)
        left -= len(typed[name])
    return PageForm(**typed)


def _forms(story: Story) -> dict[str, AdaptiveCard]:
    summary = summary_of(story.gig(GigState.CLOSED), Sharing())
    secret = summary.model_copy(update={"tier": DataTier.CONFIDENTIAL, "days": 12})
    problems = {name: _(told) for name, told in _PROBLEMS.items()}
    known: dict[str, Any] = {"page_id": "made-1", "gig": 12}
    typed = PageForm(title=story.text("Slides"), steps="brief,work", text=story.text("Say who decides."))
    return {
        "page_form": page_form(
            typed, kind=PageKind.TEMPLATE, notes=begun_from(secret, ["outcome", "watch"]), **known
        ),
        "page_form_problems": page_form(typed, kind=PageKind.TEMPLATE, version=3, problems=problems, **known),
        "page_form_overwritten": page_form(
            typed, kind=PageKind.TEMPLATE, version=4, notes=overwritten(a_page(story)), **known
        ),
        "page_form_practice": page_form(
            typed, kind=PageKind.PRACTICE, problems=problems, notes=refused(_("Please choose one.")), **known
        ),
    }
