"""Card verbs with which programme leads make, publish and withdraw pages of the playbook."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from cards.kit.nodes import CardElement
from cards.made_page import made_page_card, made_pages_card
from cards.page_form import begun_from, overwritten, page_form, refused
from dialogs.turn import Press, Turn
from gigs.errors import GigChanged, GigError
from ports.playbook_storage import MadePage, PageKind, PageState
from translation.catalogue import _
from use_cases.permissions.authorize import PROGRAMME_LEAD
from use_cases.playbook.begin_page import begin_page
from use_cases.playbook.page_form import PageForm, typed_page
from use_cases.playbook.write_page import (
    Overwriting,
    PageView,
    made_pages,
    new_page_id,
    publish_page,
    save_page,
    show_page,
    withdraw_page,
)


async def make(turn: Turn, press: Press) -> None:
    """The form, filled in with what the gig wanted and what was learnt from it; as a card of its own."""
    kind = _kind(press)
    begun = await begin_page(turn.context, turn.person, press.gig, kind)
    notes = begun_from(begun.summary, begun.shortened)
    card = page_form(begun.form, page_id=new_page_id(turn.context), kind=kind, gig=press.gig, notes=notes)
    turn.send(card, _("A page of the playbook"))


async def save(turn: Turn, press: Press) -> None:
    """Keeps what was typed, and shows the page that it makes, or what is still missing at each field."""
    form = typed_page(press.inputs)
    page_id, kind = press.ids.get("page", ""), _kind(press)
    try:
        view = await save_page(
            turn.context, turn.person, page_id, form, kind=kind, number=press.gig, version=press.revision
        )
    except Overwriting as other:
        _ask_again(turn, form, press, other.page)
        return
    except GigChanged:
        _ask_again(turn, form, press, (await show_page(turn.context, turn.person, page_id)).page)
        return
    except GigError as trouble:
        if PROGRAMME_LEAD not in turn.person.roles:
            raise
        _show_form(turn, form, press, press.revision, refused(str(trouble)))
        return
    if view.problems:
        card = page_form(
            form,
            page_id=view.page.id,
            kind=view.page.kind,
            gig=view.page.gig,
            version=view.page.version,
            problems=view.problems,
            notes=refused(_("Saved as a draft. Some fields need your attention before it can be published.")),
        )
        turn.show(card, _("A page of the playbook"))
        return
    _show(turn, view, _("Saved. Look at it once more before you publish it."))


async def edit(turn: Turn, press: Press) -> None:
    """The form with what was written."""
    view = await show_page(turn.context, turn.person, press.ids.get("page", ""))
    page = view.page
    card = page_form(view.form, page_id=page.id, kind=page.kind, gig=page.gig, version=page.version)
    turn.show(card, _("A page of the playbook"))


async def publish(turn: Turn, press: Press) -> None:
    """Everybody reads it from now on."""
    page_id = press.ids.get("page", "")
    try:
        view = await publish_page(turn.context, turn.person, page_id, version=press.revision)
    except GigChanged as other:
        turn.say(str(other))
        _show(turn, await show_page(turn.context, turn.person, page_id))
        return
    is_out = view.page.state is PageState.PUBLISHED and not view.is_changed
    _show(turn, view, _("Published. Everybody in the organisation can read it.") if is_out else "")


async def withdraw(turn: Turn, press: Press) -> None:
    """Nobody but leads reads it from now on."""
    view = await withdraw_page(turn.context, turn.person, press.ids.get("page", ""))
    _show(turn, view, _("Withdrawn. Only programme leads can read it now."))


async def show(turn: Turn, press: Press) -> None:
    """One page, as leads see it."""
    _show(turn, await show_page(turn.context, turn.person, press.ids.get("page", "")))


async def read(turn: Turn, press: Press) -> None:
    """The same as a card of its own, beside the one that was pressed."""
    view = await show_page(turn.context, turn.person, press.ids.get("page", ""))
    turn.send(made_page_card(view), _("A page of the playbook"))


async def pages(turn: Turn, press: Press) -> None:
    """The pages of one kind and state, a few at a time."""
    state = next((one for one in PageState if one.value == press.ids.get("order", "")), PageState.DRAFT)
    there = await made_pages(turn.context, turn.person, _kind(press), state, press.ids.get("page", ""))
    turn.show(made_pages_card(there), _("Pages made here"))


def _ask_again(turn: Turn, form: PageForm, press: Press, theirs: MadePage) -> None:
    _show_form(turn, form, press, theirs.version, overwritten(theirs))


def _show_form(turn: Turn, form: PageForm, press: Press, version: int, notes: Sequence[CardElement]) -> None:
    card = page_form(
        form,
        page_id=press.ids.get("page", ""),
        kind=_kind(press),
        gig=press.gig,
        version=version,
        notes=notes,
    )
    turn.show(card, _("A page of the playbook"))


def _show(turn: Turn, view: PageView, note: str = "") -> None:
    turn.show(made_page_card(view, note=note), _("A page of the playbook"))


def _kind(press: Press) -> PageKind:
    asked = press.ids.get("field", "")
    return PageKind.PRACTICE if asked == PageKind.PRACTICE.value else PageKind.TEMPLATE


PAGE_VERBS: Mapping[str, Callable[[Turn, Press], Awaitable[None]]] = {
    "make_page": make,
    "save_page": save,
    "edit_page": edit,
    "publish_page": publish,
    "withdraw_page": withdraw,
    "show_made_page": show,
    "read_made_page": read,
    "made_pages": pages,
}
"""verb -> what it does."""
