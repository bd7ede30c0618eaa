"""The playbook by command and by button: its templates and its best practices."""

import re
from collections.abc import Awaitable, Callable, Mapping

from cards.how_well import HOW_WELL
from cards.kit.inputs import Ids
from cards.playbook import BEST_PRACTICES, asked_of, playbook_card
from cards.practices import practice_card, practices_card
from cards.template import template_card
from dialogs.turn import Press, Turn
from gigs.brief import Category
from translation.catalogue import _
from use_cases.playbook.browse import browse
from use_cases.playbook.practices import Place, all_practices, practices_at, show_practice
from use_cases.playbook.show_template import show_template

NAMED = re.compile(r"playbook\b[\s:,]*(.*)", re.IGNORECASE)
"""The command with the words that are searched for behind it."""


async def playbook(turn: Turn) -> None:
    """The templates, all or those that fit the words behind the command."""
    if turn.heard:
        words = " ".join(turn.heard.about)
    else:
        named = NAMED.fullmatch(turn.text.strip())
        words = named.group(1).strip(" .?!") if named else ""
    await _browse(turn, None, words, 0, {})


async def browse_pressed(turn: Turn, press: Press) -> None:
    """The templates, as they're searched for, a page at a time."""
    domain, words = asked_of(press.inputs)
    typed = press.ids.get("first", "")
    first = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0
    await _browse(turn, domain, words, first, _form(press))


async def open_pressed(turn: Turn, press: Press) -> None:
    """All that one template says."""
    page = await show_template(turn.context, turn.person, press.ids.get("page", ""))
    summary = _("Template: {title}").format(title=page.template.title)
    turn.show(template_card(page, _form(press)), summary)


async def _pressed(turn: Turn, _press: Press) -> None:
    """The templates, as a card of its own."""
    shelf = await browse(turn.context, turn.person)
    turn.send(playbook_card(shelf), _("Playbook"))


async def _browse(turn: Turn, domain: Category | None, words: str, first: int, form: Ids) -> None:
    shelf = await browse(turn.context, turn.person, domain=domain, words=words, first=first)
    turn.show(playbook_card(shelf, form), _("Playbook"))


async def best_practices(turn: Turn) -> None:
    """All best practices."""
    turn.show(practices_card(await all_practices(turn.context, turn.person)), _(BEST_PRACTICES))


async def _practices_pressed(turn: Turn, _press: Press) -> None:
    """All best practices, by a button."""
    await best_practices(turn)


async def open_practice(turn: Turn, press: Press) -> None:
    """One best practice."""
    there = await show_practice(turn.context, turn.person, press.ids.get("page", ""))
    turn.show(practice_card(there), _(BEST_PRACTICES))


async def do_well(turn: Turn, press: Press) -> None:
    """What helps at the step of the pressed card, as a card of its own."""
    asked = press.ids.get("field", "")
    place = next((one for one in Place if one.value == asked), Place.BRIEF)
    turn.send(practice_card(await practices_at(turn.context, turn.person, place)), _(HOW_WELL))


def _form(press: Press) -> Ids:
    """The form beside which the pressed card was opened; none where it carries none."""
    if "draft" not in press.ids and not press.gig:
        return {}
    return Ids(draft=press.ids.get("draft"), gig=press.gig or None)


PLAYBOOK_VERBS: Mapping[str, Callable[[Turn, Press], Awaitable[None]]] = {
    "playbook": _pressed,
    "browse_playbook": browse_pressed,
    "show_template": open_pressed,
    "best_practices": _practices_pressed,
    "show_practice": open_practice,
    "do_well": do_well,
}
"""verb -> what it does."""
