"""Templates beside the form of a brief: they're offered, read and used there, and what was typed is saved first."""

from collections.abc import Mapping
from typing import Protocol

from cards.kit.inputs import Ids
from cards.playbook import playbook_card
from cards.template import template_card
from cards.template_offer import Beside, filled_in, find, offer
from dialogs.left_forms import unless_left
from dialogs.sdk import Notes, Step
from dialogs.turn import Turn
from dialogs.two_windows import unless_submitted
from dialogs.typed_brief import gig_of, markets_of, new_form, remember, save_typed, typed_brief
from gigs.brief import BriefForm
from gigs.errors import OutOfOrder
from gigs.gig import Gig
from translation.catalogue import _
from use_cases.listing.choose_market import asked_by
from use_cases.playbook.browse import browse, fitting
from use_cases.playbook.show_template import show_template
from use_cases.playbook.use_template import Used, use_template

_FIND = "find_template"


class ShowForm(Protocol):
    """Answers with the form of a brief."""

    async def __call__(
        self, turn: Turn, what: BriefForm | Gig, notes: Notes, *, used: Used | None = None
    ) -> None: ...


def template_steps(show_form: ShowForm) -> Mapping[str, Step]:
    """What the buttons of templates do while a brief is written."""

    async def use(turn: Turn, notes: Notes) -> bool:
        """The form again, or a new one, with what was empty filled in."""
        return await _use(turn, notes, show_form)

    async def search(turn: Turn, notes: Notes) -> bool:
        """The form again, with the templates that fit what is typed by now; the whole playbook while that's nothing."""
        return await _find(turn, notes, show_form)

    steps: dict[str, Step] = {
        "use_template": use,
        _FIND: search,
        "read_template": read,
        "open_playbook": open_playbook,
    }
    return {verb: unless_left(unless_submitted(step)) for verb, step in steps.items()}


async def beside_form(turn: Turn, what: BriefForm | Gig, used: Used | None) -> Beside:
    """What stands on the form about templates: what one has just filled in, those that fit, or the way to find one."""
    form = what.form if isinstance(what, Gig) else what
    if used:
        return filled_in(used, list(asked_by(await markets_of(turn), form.marketplace)))
    is_asked = turn.press is not None and turn.press.verb == _FIND
    is_begun = bool(form.deliverables) or (isinstance(what, Gig) and bool(what.template))
    text = _typed(form)
    if not text or (is_begun and not is_asked):
        return find()
    found = await fitting(turn.context, turn.person, text, form.category)
    return offer(found) if found else find(nothing_fits=is_asked)


def _typed(form: BriefForm) -> str:
    """What is said there of the work."""
    return "\n".join(text for text in (form.title, form.outcome, form.deliverables, form.skills) if text)


async def _use(turn: Turn, notes: Notes, show_form: ShowForm) -> bool:
    name = turn.press.ids.get("page", "") if turn.press else ""
    notes.clear()
    remember(turn, notes)
    saved = await _saved(turn, notes)
    draft, number = notes.setdefault("draft", turn.context.ids.new("draft-")), gig_of(notes)
    new = new_form(turn, await markets_of(turn))
    try:
        used = await use_template(turn.context, turn.person, name, number=number, draft=draft, form=new)
    except OutOfOrder as gone:
        if saved is None:
            raise
        turn.say(str(gone))
        await show_form(turn, saved, notes)
        return True
    notes["gig"] = str(used.gig.number)
    await show_form(turn, used.gig, notes, used=used)
    return True


async def _saved(turn: Turn, notes: Notes) -> Gig | None:
    """What was typed into the form, saved; None where the button stood on a card without one."""
    if turn.press is None or not turn.press.inputs:
        return None
    return await save_typed(turn, notes, await typed_brief(turn, notes))


async def _find(turn: Turn, notes: Notes, show_form: ShowForm) -> bool:
    remember(turn, notes)
    form = await typed_brief(turn, notes)
    if not _typed(form):
        return await open_playbook(turn, notes)
    await show_form(turn, await save_typed(turn, notes, form), notes)
    return True


async def read(turn: Turn, notes: Notes) -> bool:
    """The whole template, as a card of its own."""
    remember(turn, notes)
    await _saved(turn, notes)
    name = turn.press.ids.get("page", "") if turn.press else ""
    page = await show_template(turn.context, turn.person, name)
    turn.send(template_card(page, _form(notes)), _("Template: {title}").format(title=page.template.title))
    return True


async def open_playbook(turn: Turn, notes: Notes) -> bool:
    """The playbook as a card of its own; a template that is used there fills in this form."""
    remember(turn, notes)
    if turn.press and _typed(await typed_brief(turn, notes)):
        await _saved(turn, notes)
    turn.send(playbook_card(await browse(turn.context, turn.person), _form(notes)), _("Playbook"))
    return True


def _form(notes: Notes) -> Ids:
    """The form as the buttons of another card name it."""
    return Ids(draft=notes.get("draft"), gig=gig_of(notes))
