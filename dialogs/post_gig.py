"""Post a gig: the brief form, its preview, the submission. What is typed is saved at every step."""

from functools import partial

from cards.from_words import FromWords
from cards.left_form import saved_draft
from dialogs.about_hints import ABOUT_HINTS
from dialogs.brief_form import show_form
from dialogs.brief_preview import show_brief_preview, ticked, wished
from dialogs.left_forms import leave, unless_left
from dialogs.sdk import Conversation, Notes
from dialogs.status import show_status
from dialogs.template_steps import template_steps
from dialogs.turn import Turn
from dialogs.two_windows import chosen_version, unless_submitted
from dialogs.typed_brief import (
    gig_of,
    is_untouched,
    markets_of,
    new_form,
    preview_saved,
    read_form,
    remember,
    save_typed,
    typed_brief,
)
from gigs.brief import BriefForm
from gigs.errors import BriefIncomplete, ChecklistOpen, NoApprover
from gigs.merging_drafts import unsettled_problems
from translation.catalogue import _
from use_cases.listing.choose_market import asked_by
from use_cases.permissions.authorize import Verb, authorize
from use_cases.requesting.copy_gig import Copying, copy_gig
from use_cases.requesting.copy_shared_brief import copy_shared_brief
from use_cases.requesting.leave_form import continue_form
from use_cases.requesting.reopen_gig import reopen_gig
from use_cases.requesting.submit_gig import submit_gig
from use_cases.showing.show_gig import show_gig

NAME = "post_gig"


def post_gig() -> Conversation:
    """The conversation, in reading order."""
    return Conversation(
        NAME,
        opening=ask_brief,
        pressed={
            "post_gig": ask_brief,
            "choose_market": unless_left(unless_submitted(use_market)),
            "preview_brief": unless_left(unless_submitted(show_preview)),
            "replace_text": unless_left(unless_submitted(replace_text)),
            "keep_version": unless_left(unless_submitted(choose_version)),
            "use_version": unless_left(unless_submitted(choose_version)),
            "save_draft": unless_left(unless_submitted(keep_draft)),
            "edit_brief": unless_left(edit_again),
            "resume_draft": edit_again,
            "continue_form": go_on,
            "change_listing": change_listing,
            "move_gig": move,
            "copy_gig": partial(begin_copy, copy_gig),
            "copy_shared_brief": partial(begin_copy, copy_shared_brief),
            **template_steps(show_form),
            "submit_brief": unless_left(submit),
            **{verb: unless_left(step) for verb, step in ABOUT_HINTS.items()},
            "leave": unless_left(leave),
        },
        again=back_to_form,
    )


async def ask_brief(turn: Turn, notes: Notes) -> bool:
    """An empty form with what the directory already knows, or one with what a sentence says, saved as it is."""
    notes.clear()
    notes["draft"] = turn.context.ids.new("draft-")
    form, intake = read_form(turn, await markets_of(turn)), turn.intake
    if intake is None:
        await show_form(turn, form, notes)
        return True
    words = FromWords(intake.said, intake.rough)
    await show_form(turn, await save_typed(turn, notes, form), notes, problems=dict(intake.asks), words=words)
    return True


async def use_market(turn: Turn, notes: Notes) -> bool:
    """The form again, with what this marketplace asks for and everything that was typed."""
    remember(turn, notes)
    form = await typed_brief(turn, notes)
    problems = {} if form.marketplace else {"marketplace": _("Please choose a marketplace.")}
    read = turn.press.ids.get("read", "").split(",") if turn.press else ()
    words = FromWords(tuple(name for name in read if name in BriefForm.model_fields))
    await show_form(turn, await save_typed(turn, notes, form), notes, problems=problems, words=words)
    return True


async def replace_text(turn: Turn, notes: Notes) -> bool:
    """The form again, with an empty field beside a text that is too long for one; what is there stays until then."""
    remember(turn, notes)
    form = await typed_brief(turn, notes)
    saved = await save_typed(turn, notes, form)
    field = turn.press.ids.get("field", "") if turn.press else ""
    await show_form(turn, saved, notes, replacing=field)
    return True


async def choose_version(turn: Turn, notes: Notes) -> bool:
    """The form again, with the chosen version of a field that two windows had changed, and with what was typed beside."""
    remember(turn, notes)
    saved = await save_typed(turn, notes, await typed_brief(turn, notes))
    await show_form(turn, await chosen_version(turn, notes, saved), notes)
    return True


async def show_preview(turn: Turn, notes: Notes) -> bool:
    """What would become public and who must agree; or the form again with every problem at its field.

    Where another marketplace was chosen that asks for something else, the form comes again with that first.
    """
    remember(turn, notes)
    form = await typed_brief(turn, notes)
    drawn_for = turn.press.ids.get("market", form.marketplace) if turn.press else form.marketplace
    if asked_by(turn.context, form.marketplace) - asked_by(turn.context, drawn_for):
        return await use_market(turn, notes)
    saved = await save_typed(turn, notes, form)
    try:
        seen = await preview_saved(turn, saved)
    except BriefIncomplete as incomplete:
        await show_form(turn, saved, notes, problems=incomplete.problems)
        return True
    except NoApprover as nobody:
        await show_form(turn, saved, notes, note=str(nobody))
        return True
    await show_brief_preview(turn, seen, notes)
    return True


async def keep_draft(turn: Turn, notes: Notes) -> bool:
    """Saves what is typed (or previewed) and lets go."""
    remember(turn, notes)
    form, number = await typed_brief(turn, notes), gig_of(notes)
    is_preview = bool(turn.press and not turn.press.inputs)
    if number is None and is_untouched(form, new_form(turn, await markets_of(turn))):
        turn.say(_("There’s nothing to save yet: the form is still empty."))
        await show_form(turn, form, notes)
        return True
    if number is not None and is_preview:
        gig = (await show_gig(turn.context, turn.person, number)).gig
    else:
        gig = await save_typed(turn, notes, form)
    if gig.unsettled:
        await show_form(turn, gig, notes, problems=unsettled_problems(gig))
        return True
    summary = _("Draft saved: gig {number}").format(number=gig.number)
    turn.show(saved_draft(gig.title, gig.number), summary)
    return False


async def edit_again(turn: Turn, notes: Notes) -> bool:
    """The form with what was typed before, and the approver's words where changes were asked."""
    remember(turn, notes)
    return await _show_editable(turn, notes)


async def _show_editable(turn: Turn, notes: Notes) -> bool:
    page = await show_gig(turn.context, turn.person, gig_of(notes) or 0)
    authorize(turn.person, Verb.EDIT, page.gig)
    if Verb.EDIT not in page.allowed:
        told = _("Gig {number} has been submitted in the meantime. This is how it stands now.")
        turn.say(told.format(number=page.gig.number))
        await show_status(turn, page.gig.number)
        return False
    notes["draft"] = turn.context.ids.new("draft-")
    await show_form(turn, page.gig, notes)
    return True


async def go_on(turn: Turn, notes: Notes) -> bool:
    """A form that was cancelled, with what was typed into it; its old buttons still do nothing."""
    draft = turn.press.ids.get("draft", "") if turn.press else ""
    gig = await continue_form(turn.context, turn.person, draft)
    notes.clear()
    notes["gig"] = str(gig.number)
    return await _show_editable(turn, notes)


async def change_listing(turn: Turn, notes: Notes) -> bool:
    """The brief of a listed gig, open to change."""
    return await _reopen(turn, notes, is_move=False)


async def move(turn: Turn, notes: Notes) -> bool:
    """The brief of a listed gig, open for another marketplace; its listing is taken down."""
    return await _reopen(turn, notes, is_move=True)


async def _reopen(turn: Turn, notes: Notes, *, is_move: bool) -> bool:
    """The form comes as a message of its own: the pressed card follows the gig and is redrawn at this moment."""
    remember(turn, notes)
    number = turn.press.gig if turn.press else 0
    gig = await reopen_gig(turn.context, turn.person, number, move=is_move)
    notes["draft"] = turn.context.ids.new("draft-")
    await show_form(turn, gig, notes, anew=True)
    return True


async def begin_copy(copying: Copying, turn: Turn, notes: Notes) -> bool:
    """A new gig with the brief of the pressed one, in a form of its own; the card on which it was offered stays."""
    gig = await copying(turn.context, turn.person, turn.press.gig if turn.press else 0)
    notes.clear()
    notes["gig"] = str(gig.number)
    notes["draft"] = turn.context.ids.new("draft-")
    await show_form(turn, gig, notes, anew=True)
    return True


async def submit(turn: Turn, notes: Notes) -> bool:
    """Submits once, however often it is pressed."""
    remember(turn, notes)
    seen = turn.press.ids.get("seen", "") if turn.press else ""
    revision = turn.press.revision if turn.press else 0
    number = gig_of(notes) or 0
    try:
        gig = await submit_gig(
            turn.context,
            turn.person,
            number,
            revision=revision,
            seen=seen,
            confirmed=ticked(turn),
            wish=wished(turn),
        )
    except ChecklistOpen as still:
        again = await preview_saved(turn, (await show_gig(turn.context, turn.person, number)).gig)
        await show_brief_preview(turn, again, notes, still.items)
        return True
    except BriefIncomplete as incomplete:
        gig = (await show_gig(turn.context, turn.person, number)).gig
        await show_form(turn, gig, notes, problems=incomplete.problems)
        return True
    await show_status(turn, gig.number)
    return False


async def back_to_form(turn: Turn, notes: Notes) -> bool:
    """The form once more, with everything that was saved; the one further up stays usable, and both are one gig."""
    if gig_of(notes) is not None:
        return await _show_editable(turn, notes)
    notes.setdefault("draft", turn.context.ids.new("draft-"))
    await show_form(turn, new_form(turn, await markets_of(turn)), notes)
    return True
