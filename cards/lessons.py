"""Lessons of colleagues: the few beside a gig that is being made, and the list that everybody can look through."""

from collections.abc import Sequence
from datetime import date

from cards.ask_colleague import ask_them
from cards.kit.elements import Body, badge, banner, buttons, fit, frame, row, section, small
from cards.kit.fields import CATEGORIES
from cards.kit.inputs import button, choice, text_field
from cards.kit.nodes import Action, CardElement, Container
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, own, run, sentence, words
from gigs.brief import Category, clean
from translation import formats
from translation.catalogue import N_, _, n_
from use_cases.lessons.browse_lessons import LONGEST_SEARCH, LessonsPage
from use_cases.lessons.lesson import Lesson

SEARCH, DOMAIN = "lesson_words", "lesson_domain"
"""The names of the inputs."""
_ANY = "any"
_LESSONS = N_("Lessons")


def lessons_beside(lessons: Sequence[Lesson], most: int = 300) -> Body:
    """A part of a card that is about something else; nothing where there are none."""
    if not lessons:
        return []
    told = [element for lesson in lessons for element in _lesson(lesson, most)]
    return [section(_("What colleagues learnt"), *told)]


def lessons_card(page: LessonsPage) -> AdaptiveCard:
    """One page of them, with a search; a lead can open each to edit, merge or retire it."""
    return fit(lambda most: _card(page, most), (600, 300, 150, 80))


def searched(inputs: dict[str, str]) -> tuple[str, Category | None]:
    """What was typed and chosen, as a stranger may have typed it: what is no domain is any."""
    chosen = inputs.get(DOMAIN, "")
    domain = next((one for one in Category if one.value == chosen), None)
    return clean(inputs.get(SEARCH, "")), domain


def _card(page: LessonsPage, most: int) -> AdaptiveCard:
    title = _(_LESSONS)
    hint = _("What colleagues would do again, or differently. Each comes from a gig that has been closed.")
    body: Body = [banner(title), small(hint, "Small"), *_search(page)]
    if not page.lessons:
        body.append(words(_none(page), spacing="Medium"))
    for place, lesson in enumerate(page.lessons):
        items = _lesson(lesson, most, curates=page.is_lead)
        body.append(Container(items=items, separator=place > 0 or None, spacing="Medium"))
    count = len(page.lessons)
    summary = n_("{title}: {n} on this page.", "{title}: {n} on this page.", count)
    return frame(body, _more(page), summary=summary.format(title=title, n=formats.number(count)))


def _none(page: LessonsPage) -> str:
    if page.searched or page.domain:
        return _("No lesson matches. Try other words, or any kind of work.")
    return _("No lessons yet. They come from gigs that are closed.")


def _search(page: LessonsPage) -> Body:
    domains = [(_ANY, _("Any")), *((one.value, CATEGORIES[one]) for one in Category)]
    return [
        text_field(SEARCH, _("Words, such as “logo” or “feedback”"), page.searched[:LONGEST_SEARCH]),
        choice(DOMAIN, _("Category"), domains, page.domain.value if page.domain else _ANY),
        buttons(button(_("Search"), "lessons", style="positive")),
    ]


def _more(page: LessonsPage) -> list[Action]:
    return [button(_("Show older ones"), "lessons", first=page.following)] if page.following else []


def _lesson(lesson: Lesson, most: int, *, curates: bool = False) -> Body:
    told: Body = [_from(lesson)]
    pairs = ((_("Do again:"), lesson.do_again), (_("Do differently:"), lesson.do_differently))
    for label, text in pairs:
        if text:
            told.append(line(own(label, bold=True), " ", run(text, most=most), spacing="Small"))
    if lesson.edited:
        told.append(small(_("Edited by the programme team.")))
    pressed = _presses(lesson)
    if curates:
        pressed.append(button(_("Edit or retire"), "curate_lesson", inputs=False, gig=lesson.gig))
    return [*told, *([buttons(*pressed)] if pressed else [])]


def _from(lesson: Lesson) -> CardElement:
    month = formats.month(date.fromisoformat(f"{lesson.month}-01"))
    title = run(lesson.title, most=120, bold=True)
    who = run(_who(lesson), most=200, size="Small", subtle=True)
    source = sentence(_("{who}, {month}: {title}"), who=who, month=month, title=title, size="Small")
    if not lesson.helped:
        return source
    told = n_("Helped {n} person", "Helped {n} people", lesson.helped)
    return row([source], [badge(told.format(n=formats.number(lesson.helped)), "Good")])


def _who(lesson: Lesson) -> str:
    if lesson.is_own:
        return _("You")
    if lesson.by and lesson.division:
        return _("{name}, {division}").format(name=lesson.by, division=lesson.division)
    if lesson.by:
        return lesson.by
    if lesson.division:
        return _("A colleague in {division}").format(division=lesson.division)
    return _("A colleague")


def _presses(lesson: Lesson) -> list[Action]:
    pressed: list[Action] = []
    if not lesson.is_own:
        title = _("This helped you") if lesson.helped_me else _("This helped")
        helped = button(title, "lesson_helped", inputs=False, enabled=not lesson.helped_me, gig=lesson.gig)
        pressed.append(helped)
    if lesson.can_ask:
        pressed.append(ask_them(lesson.gig, lesson.by, "lesson"))  # not for people: part of an id
    return pressed
