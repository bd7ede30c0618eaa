"""Case studies, by command and by button."""

from collections.abc import Awaitable, Callable, Mapping

from bot.verbs.showing import reason
from cards.case_form import case_form
from cards.case_studies import DOMAIN, case_card, cases_card, domain_of
from cards.short import short
from dialogs.turn import Press, Turn
from gigs.errors import BriefIncomplete
from translation.catalogue import _
from use_cases.publishing.answer_case import answer_case
from use_cases.publishing.publish_case import publish_case, send_case_back, withdraw_case
from use_cases.publishing.show_cases import list_cases, show_case
from use_cases.publishing.write_case import case_to_write, propose_case, save_case


async def list_all(turn: Turn) -> None:
    """The newest that this person may read, of any category."""
    turn.show(cases_card(await list_cases(turn.context, turn.person)), _("Case studies"))


async def _list(turn: Turn, press: Press) -> None:
    """Those of a category, a page at a time."""
    typed = press.ids.get("first", "")
    before = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    found = await list_cases(turn.context, turn.person, domain_of(press.inputs.get(DOMAIN, "")), before)
    turn.show(cases_card(found), _("Case studies"))


async def _show(turn: Turn, press: Press) -> None:
    """One of them."""
    page = await show_case(turn.context, turn.person, press.gig)
    turn.show(case_card(page), _("Case study of gig {number}").format(number=press.gig))


async def _form(turn: Turn, press: Press) -> None:
    """To be told, or told anew."""
    await _show_form(turn, press, {})


async def _show_form(
    turn: Turn, press: Press, problems: Mapping[str, str], typed: Mapping[str, str] | None = None
) -> None:
    form = await case_to_write(turn.context, turn.person, press.gig)
    turn.show(case_form(form, problems, typed), _("Case study of gig {number}").format(number=press.gig))


async def _save(turn: Turn, press: Press) -> None:
    """A draft."""
    await _write(turn, press, save_case)


async def _propose(turn: Turn, press: Press) -> None:
    """To the programme leads, and to those it names."""
    await _write(turn, press, propose_case)


async def _write(turn: Turn, press: Press, keep: Callable[..., Awaitable[object]]) -> None:
    try:
        await keep(turn.context, turn.person, press.gig, press.inputs)
    except BriefIncomplete as incomplete:
        await _show_form(turn, press, incomplete.problems, press.inputs)
        return
    await _show(turn, press)


async def _agree(turn: Turn, press: Press) -> None:
    """My name may stand in it."""
    await answer_case(turn.context, turn.person, press.gig, yes=True)
    await _show(turn, press)


async def _decline(turn: Turn, press: Press) -> None:
    """My name may not stand in it."""
    await answer_case(turn.context, turn.person, press.gig, yes=False)
    await _show(turn, press)


async def _publish(turn: Turn, press: Press) -> None:
    """As it was read."""
    await publish_case(turn.context, turn.person, press.gig, version=press.revision)
    await _show(turn, press)


async def _send_back(turn: Turn, press: Press) -> None:
    """To its author, with a reason."""
    await send_case_back(turn.context, turn.person, press.gig, reason(press))
    told = _("The case study of gig {number} is back with its author").format(number=press.gig)
    turn.show(short(told, tone="emphasis"), told)


async def _withdraw(turn: Turn, press: Press) -> None:
    """Nobody else reads it any more."""
    await withdraw_case(turn.context, turn.person, press.gig, reason(press))
    told = _("The case study of gig {number} is withdrawn").format(number=press.gig)
    turn.show(short(told, _("Nobody but the gig’s owners can read it any more."), tone="emphasis"), told)


CASE_VERBS: Mapping[str, Callable[[Turn, Press], Awaitable[None]]] = {
    "case_studies": _list,
    "case_study": _show,
    "case_study_form": _form,
    "save_case_study": _save,
    "propose_case_study": _propose,
    "agree_case_study": _agree,
    "decline_case_study": _decline,
    "publish_case_study": _publish,
    "send_case_study_back": _send_back,
    "withdraw_case_study": _withdraw,
}
"""verb -> what it does."""
