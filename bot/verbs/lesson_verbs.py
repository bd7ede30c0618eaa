"""Lessons of colleagues, by command and by button: looked through, marked helpful, asked about, and curated by leads."""

from collections.abc import Awaitable, Callable, Mapping

from cards.ask_colleague import ANSWER, QUESTION, colleague_answer_sent, colleague_asked
from cards.curating import AGAIN, DIFFERENTLY, INTO, OWN, curate_card
from cards.lessons import lessons_card, searched
from dialogs.turn import Press, Turn
from gigs.brief import Category
from translation.catalogue import _
from use_cases.asking.ask_colleague import answer_colleague, ask_colleague
from use_cases.lessons.browse_lessons import browse_lessons
from use_cases.lessons.curate_lessons import edit_lesson, merge_lessons, open_lesson, retire_lesson
from use_cases.publishing.helped_by_lesson import helped_by_lesson


async def show_lessons(turn: Turn) -> None:
    """The newest lessons that this person may read."""
    await _show(turn)


async def _show(turn: Turn, words: str = "", domain: Category | None = None, before: int = 0) -> None:
    page = await browse_lessons(turn.context, turn.person, words, domain, before)
    turn.show(lessons_card(page), _("Lessons"))


async def _browse(turn: Turn, press: Press) -> None:
    """A search, or the next page."""
    words, domain = searched(dict(press.inputs))
    await _show(turn, words, domain, _number(press.ids.get("first", "")))


async def _helped(turn: Turn, press: Press) -> None:
    """It counts once for each person."""
    is_new = await helped_by_lesson(turn.context, turn.person, press.gig)
    turn.say(
        _("Thanks, I’ve noted that it helped.") if is_new else _("You’ve already told me that it helped.")
    )


async def _ask(turn: Turn, press: Press) -> None:
    """A question to whoever did that gig, as a notice."""
    typed = press.inputs.get(f"{QUESTION}_{press.ids.get('field', '')}_{press.gig}", "")
    asked = await ask_colleague(turn.context, turn.person, press.gig, typed)
    card = colleague_asked(asked.name, asked.question, is_new=asked.is_new)
    turn.send(card, _("Your question is on its way"))


async def _answer(turn: Turn, press: Press) -> None:
    """The answer goes to whoever asked."""
    given = await answer_colleague(
        turn.context, turn.person, press.ids.get("question", ""), press.inputs.get(ANSWER, "")
    )
    card = colleague_answer_sent(given.asker, given.answer, is_new=given.is_new)
    turn.show(card, _("Your answer is on its way"))


async def _curate(turn: Turn, press: Press) -> None:
    """One lesson, open to change, for programme leads."""
    found = await open_lesson(turn.context, turn.person, press.gig)
    turn.show(curate_card(found.lesson, found.others), _("Lesson of gig {number}").format(number=press.gig))


async def _save(turn: Turn, press: Press) -> None:
    """A lead's words in place of the author's."""
    again, differently = press.inputs.get(AGAIN, ""), press.inputs.get(DIFFERENTLY, "")
    of_merged = press.ids.get("seen") != OWN
    await edit_lesson(turn.context, turn.person, press.gig, again, differently, of_merged=of_merged)
    await _show(turn)


async def _merge(turn: Turn, press: Press) -> None:
    """Two lessons become one."""
    await merge_lessons(turn.context, turn.person, press.gig, _number(press.inputs.get(INTO, "")))
    await _show(turn)


async def _retire(turn: Turn, press: Press) -> None:
    """Nobody is shown it any more."""
    await retire_lesson(turn.context, turn.person, press.gig)
    await _show(turn)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


LESSON_VERBS: Mapping[str, Callable[[Turn, Press], Awaitable[None]]] = {
    "lessons": _browse,
    "lesson_helped": _helped,
    "ask_colleague": _ask,
    "answer_colleague": _answer,
    "curate_lesson": _curate,
    "save_lesson": _save,
    "merge_lesson": _merge,
    "retire_lesson": _retire,
}
"""verb -> what it does."""
