"""A small playbook for tests and for the gallery, so that neither changes with the words of the real one."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from gigs.brief import Category, DataTier
from playbook.playbook import Playbook
from playbook.practice import BestPractice, Step
from playbook.source import Source
from playbook.template import Deliverable, Template

Text = Callable[[str], str]
P = TypeVar("P", Template, BestPractice)


def _worded(value: Any, text: Text) -> Any:
    """With its texts swapped, whatever a template may hold: cards are drawn from values that nobody checks again."""
    if isinstance(value, str) and not isinstance(value, StrEnum):
        return text(value)
    if isinstance(value, tuple):
        return tuple(_worded(one, text) for one in value)
    if isinstance(value, Deliverable):
        return value.model_copy(update={name: text(said) for name, said in value})
    return value


def _with(page: P, text: Text) -> P:
    return page.model_copy(update={name: _worded(value, text) for name, value in page if name != "id"})


def a_template(name: str = "presentation", text: Text = str, **changes) -> Template:
    known = {
        "id": name,
        "title": "Presentation in your template",
        "domain": Category.PRESENTATION,
        "about": "You know what to say, and somebody else makes the slides.",
        "words": ("slides", "slide deck", "Folien"),
        "outcome": "A deck that a colleague can present without asking you.",
        "deliverables": (
            Deliverable(
                what="A deck of up to 20 slides in your template",
                accepted_when="Every slide uses a layout of the template.",
            ),
            Deliverable(what="Speaker notes", accepted_when="A colleague presents it from the notes."),
        ),
        "out_of_scope": ("Research and figures",),
        "give": ("Your template and the text",),
        "ask": ("Which three decks have you made in a company’s template?",),
        "watch": ("Pictures whose licence covers a presentation only once.",),
        "skills": ("PowerPoint", "Storytelling"),
        "days": (4, 8),
        "data_tier": DataTier.GENERAL,
        "source": Source.OURS,
    }
    return _with(Template(**(known | changes)), text)


def a_practice(name: str = "write-a-brief", text: Text = str, **changes) -> BestPractice:
    known = {
        "id": name,
        "title": "Write a brief that gets good proposals",
        "steps": (Step.BRIEF,),
        "text": ("Say what will be true when it’s done.", "Name what is out of scope."),
        "rules": (),
        "source": Source.OURS,
    }
    return _with(BestPractice(**(known | changes)), text)


LOGO = a_template(
    "logo",
    title="Logo",
    domain=Category.DESIGN,
    about="A mark that works small and in one colour.",
    words=("logo", "wordmark", "Signet"),
    outcome="A logo that works in one colour and at 16 pixels.",
    skills=("logo", "illustration"),
    source=Source.ORGANISATION,
)
VIDEO = a_template(
    "video",
    title="Video editing",
    domain=Category.VIDEO,
    about="Footage that you have becomes a film.",
    words=("video", "film", "footage", "Schnitt", "動画"),
    days=(3, 3),
)
SMALL = Playbook(
    templates=(LOGO, a_template(), VIDEO),
    practices=(
        a_practice(rules=("Never name a customer.",), source=Source.ORGANISATION),
        a_practice("first-gig", title="Your first gig", steps=(Step.FIRST_GIG,)),
        a_practice("compare", title="Compare proposals", steps=(Step.COMPARE,)),
    ),
)


async def small_playbook() -> Playbook:
    """For `Context.playbook`."""
    return SMALL
