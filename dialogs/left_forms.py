"""Forms that were cancelled: their buttons say so and do nothing; what was typed can be got back."""

from cards.left_form import left_form
from dialogs.sdk import Notes, Step
from dialogs.turn import Turn
from dialogs.typed_brief import drawn_from, is_untouched, markets_of, new_form, remember, typed_brief
from gigs.brief import BriefForm
from gigs.check_brief import clean_form
from translation.catalogue import N_, _
from use_cases.requesting.leave_form import form_left, leave_form

NOTHING_DONE = N_("You cancelled this form, so its buttons no longer work. Please open it again.")


async def cancelled(turn: Turn, left: Notes | None) -> str:
    """What to say of a conversation that was left by a word; its form's buttons do nothing from now on."""
    if left is None:
        return _("Nothing to cancel.")
    if draft := left.get("draft"):
        await leave_form(turn.context, turn.person, draft, gig=int(left.get("gig", "0")))
    return _("Okay, I’ve cancelled it. What was saved is in “my gigs”.")


async def leave(turn: Turn, notes: Notes) -> bool:
    """Cancels the pressed form; what was typed is kept for a day."""
    remember(turn, notes)
    await _show_left(turn, notes)
    return False


def unless_left(step: Step) -> Step:
    """The step, unless the pressed form of a brief was cancelled: then what was typed is kept, and nothing is done."""

    async def guarded(turn: Turn, notes: Notes) -> bool:
        if not await _was_left(turn):
            return await step(turn, notes)
        pressed: Notes = {}
        remember(turn, pressed)
        await _show_left(turn, pressed, anew=True)
        return bool(notes)

    return guarded


def unless_cancelled(step: Step) -> Step:
    """The step, unless the pressed card was cancelled: it stays as it is then, with what was typed."""

    async def guarded(turn: Turn, notes: Notes) -> bool:
        if not await _was_left(turn):
            return await step(turn, notes)
        turn.say(_(NOTHING_DONE))
        return bool(notes)

    return guarded


async def _was_left(turn: Turn) -> bool:
    draft = turn.press.ids.get("draft", "") if turn.press else ""
    return bool(draft) and await form_left(turn.context, turn.person, draft) is not None


async def _typed(turn: Turn, notes: Notes) -> BriefForm | None:
    """None where nobody typed anything: a preview has no fields, and a new form is filled in with what is known."""
    if turn.press is None or clean_form(turn.press.inputs).is_blank:
        return None
    form = await typed_brief(turn, notes)
    return None if is_untouched(form, new_form(turn, await markets_of(turn))) else form


async def _show_left(turn: Turn, notes: Notes, *, anew: bool = False) -> None:
    form = await _typed(turn, notes)
    draft = notes.get("draft") or turn.context.ids.new("draft-")
    number, drawn = int(notes.get("gig", "0")), drawn_from(turn)
    left = await leave_form(turn.context, turn.person, draft, form, gig=number, drawn=drawn)
    turn.show(left_form(left, is_old=anew), _("This form was cancelled"))
