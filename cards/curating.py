"""What a programme lead can do with a lesson: edit it, merge it into another, make a best practice of it, retire it."""

from collections.abc import Sequence

from cards.kit.elements import Body, banner, fit, frame, small
from cards.kit.inputs import asks, button, choice, confirmed, text_field
from cards.kit.nodes import Action
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, run, shortened, words
from ports.playbook_storage import PageKind
from translation.catalogue import _
from use_cases.lessons.lesson import Lesson

AGAIN, DIFFERENTLY, INTO = "do_again", "do_differently", "merge_into"
"""The names of the inputs."""
EDITED, OWN = "edited", "own"
"""Whose words the form began with: a lead's, with others' merged into them, or its author's."""


def curate_card(lesson: Lesson, others: Sequence[Lesson]) -> AdaptiveCard:
    """One lesson, open to change; it can be merged into one of `others`."""
    return fit(lambda most: _card(lesson, others, most), (80, 40, 20))


def _card(lesson: Lesson, others: Sequence[Lesson], most: int) -> AdaptiveCard:
    title = _("Lesson of gig {number}").format(number=lesson.gig)
    hint = _("Everybody who may read it sees your words from now on. The author’s own stay in their gig.")
    body: Body = [
        banner(title),
        line(run(lesson.title, most=160, bold=True)),
        small(hint, "Small"),
        text_field(AGAIN, _("What to do again"), lesson.do_again, lines=True),
        text_field(DIFFERENTLY, _("What to do differently"), lesson.do_differently, lines=True),
    ]
    save = button(
        _("Save"), "save_lesson", style="positive", gig=lesson.gig, seen=EDITED if lesson.edited else OWN
    )
    promote = button(
        _("Make a best practice of this"),
        "make_page",
        inputs=False,
        gig=lesson.gig,
        field=PageKind.PRACTICE.value,
    )
    back = button(_("All lessons"), "lessons", inputs=False)
    return frame(body, [save, *_merge(lesson, others, most), promote, _retire(lesson), back], summary=title)


def _merge(lesson: Lesson, others: Sequence[Lesson], most: int) -> list[Action]:
    if not others:
        return []
    hint = _("The other lesson then has the words of both, and this one is no longer shown on its own.")
    told = _("Gig {number}: {title}")
    choices = [
        (str(one.gig), told.format(number=one.gig, title=shortened(one.title, most))) for one in others
    ]
    into = choice(INTO, _("Merge into"), choices, choices[0][0])
    merge = button(_("Merge"), "merge_lesson", style="positive", gig=lesson.gig)
    return [asks(_("Merge"), [words(hint, small=True), into], [merge])]


def _retire(lesson: Lesson) -> Action:
    warning = _("It’s no longer shown to anybody. Its author still sees it in their gig.")
    return confirmed(
        _("Retire"), "retire_lesson", warning=warning, send=_("Retire the lesson"), gig=lesson.gig
    )
