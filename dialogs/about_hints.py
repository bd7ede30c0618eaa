"""The buttons of hints on a preview: mend the brief, dismiss the hint, show all of them."""

from collections.abc import Mapping

from cards.coach import to_complete
from coach.hints import Mend
from coach.mending import mended
from coach.wording import skills
from dialogs.brief_form import show_form
from dialogs.brief_preview import show_brief_preview, ticked
from dialogs.sdk import Notes, Step
from dialogs.turn import Turn
from dialogs.two_windows import unless_submitted
from dialogs.typed_brief import gig_of, preview_saved, remember, save_typed, typed_brief
from gigs.errors import BriefIncomplete, NoApprover
from gigs.gig import Gig
from use_cases.requesting.heed_hint import dismiss_hint, mend_hint
from use_cases.showing.show_gig import show_gig

_ON_THE_FORM = frozenset({Mend.INSERT, Mend.OPEN})


async def mend(turn: Turn, notes: Notes) -> bool:
    """The preview of the mended brief; the form at the field where something is left to say."""
    remember(turn, notes)
    ids = turn.press.ids if turn.press else {}
    number = gig_of(notes) or 0
    try:
        done = await mend_hint(
            turn.context, turn.person, number, ids.get("hint", ""), market=ids.get("market", "")
        )
    except BriefIncomplete as incomplete:
        await show_form(turn, await _gig(turn, number), notes, problems=incomplete.problems)
        return True
    if done.hint and done.hint.mend in _ON_THE_FORM:
        problems = {done.hint.field: to_complete(done.hint)}
        await show_form(turn, done.gig, notes, problems=problems)
        return True
    return await _preview(turn, notes, done.gig)


async def keep_skills(turn: Turn, notes: Notes) -> bool:
    """The form with everything that was typed, and of the skills the first few."""
    remember(turn, notes)
    form = await typed_brief(turn, notes)
    hint = skills(form)
    await show_form(turn, await save_typed(turn, notes, mended(form, hint) if hint else form), notes)
    return True


async def dismiss(turn: Turn, notes: Notes) -> bool:
    """The preview without this hint."""
    remember(turn, notes)
    number = gig_of(notes) or 0
    hint = turn.press.ids.get("hint", "") if turn.press else ""
    await dismiss_hint(turn.context, turn.person, number, hint)
    return await _preview(turn, notes, await _gig(turn, number))


async def show_all(turn: Turn, notes: Notes) -> bool:
    """The preview with every hint."""
    remember(turn, notes)
    gig = await _gig(turn, gig_of(notes) or 0)
    return await _preview(turn, notes, gig, all_hints=True)


async def _gig(turn: Turn, number: int) -> Gig:
    return (await show_gig(turn.context, turn.person, number)).gig


async def _preview(turn: Turn, notes: Notes, gig: Gig, *, all_hints: bool = False) -> bool:
    """The form instead, where the draft can't be previewed any more."""
    try:
        seen = await preview_saved(turn, gig)
    except BriefIncomplete as incomplete:
        await show_form(turn, gig, notes, problems=incomplete.problems)
        return True
    except NoApprover as nobody:
        await show_form(turn, gig, notes, note=str(nobody))
        return True
    await show_brief_preview(turn, seen, notes, confirmed=ticked(turn), all_hints=all_hints)
    return True


ABOUT_HINTS: Mapping[str, Step] = {
    "mend_hint": mend,
    "keep_skills": unless_submitted(keep_skills),
    "dismiss_hint": dismiss,
    "show_hints": show_all,
}
"""verb -> what it does."""
