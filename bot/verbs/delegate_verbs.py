"""Card verbs and commands about delegates."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date

from cards.delegate import (
    delegate_form,
    delegate_set,
    delegation_ended,
    replace_form,
    replaced_card,
)
from cards.kit.inputs import button
from cards.which_colleague import which_colleague
from dialogs.turn import Press, Turn
from gigs.dates import read_day
from gigs.errors import GigError, NotAllowed, OutOfOrder, TooLong
from gigs.length import within
from gigs.people import Person, PersonKey
from translation.catalogue import N_, _
from use_cases.approving.delegates import FOR_OTHERS, delegation_of, end_delegation, set_delegate
from use_cases.colleagues.find_colleague import SeveralFit, find_colleague
from use_cases.colleagues.known_from_gigs import known_from_gigs
from use_cases.owning.hand_over import hand_all_over
from use_cases.permissions.authorize import PROGRAMME_LEAD

ONLY_LEADS = N_(
    "Only a programme lead can replace somebody. Say “out of office” to name a delegate for yourself."
)

_FIELDS = frozenset(
    {"delegate", "delegate_for", "delegate_first", "delegate_last", "left_person", "successor"}
)
_LONGEST = 256


async def out_of_office(turn: Turn) -> None:
    """Who decides in my place."""
    await _form(turn)


async def come_back(turn: Turn) -> None:
    """I am back: my delegation ends."""
    handed = await end_delegation(turn.context, turn.person, turn.person)
    turn.show(delegation_ended(handed), _("Welcome back"))


async def replace(turn: Turn) -> None:
    """Somebody has left: another takes over what they were asked, and the gigs they own."""
    if not _leads(turn):
        turn.say(_(ONLY_LEADS))
        return
    turn.show(replace_form(picker=turn.context.people_picker), _("Replace somebody"))


async def save(turn: Turn, press: Press) -> None:
    """From these days on, or whenever I do not answer, ask somebody else."""
    typed = press.inputs
    try:
        person = await _named(turn, "delegate_for", typed) if typed.get("delegate_for") else turn.person
        delegate = await _named(turn, "delegate", typed)
        handed = await set_delegate(
            turn.context,
            turn.person,
            person,
            delegate,
            first=_day(turn, typed.get("delegate_first", "")),
            last=_day(turn, typed.get("delegate_last", "")),
        )
    except TooLong:
        raise  # the form stays as it is
    except _Which as which:
        which.ask(turn, press)
        return
    except GigError as trouble:
        await _form(turn, str(trouble), typed)
        return
    turn.show(delegate_set(handed), _("Your delegate is set"))


async def end(turn: Turn, press: Press) -> None:
    """I am back."""
    person = turn.person
    object_id = press.ids.get("person", "")
    if object_id and object_id != person.key.object_id:
        person = await _replaced(turn, object_id)
    handed = await end_delegation(turn.context, turn.person, person)
    turn.show(delegation_ended(handed), _("Welcome back"))


async def save_replacement(turn: Turn, press: Press) -> None:
    """For good: everything that waits, and whatever comes."""
    typed = press.inputs
    if not _leads(turn):
        raise NotAllowed(_(FOR_OTHERS))
    try:
        successor = await _named(turn, "successor", typed)
        left = await _left(turn, typed)
        handed = await set_delegate(turn.context, turn.person, left, successor, has_left=True)
        why = f"{left.name} has left."  # not for people: kept in the history, in one language for all
        owned = await hand_all_over(turn.context, turn.person, left, successor, why)
    except TooLong:
        raise  # the form stays as it is
    except _Which as which:
        which.ask(turn, press)
        return
    except GigError as trouble:
        form = replace_form(picker=turn.context.people_picker, problem=str(trouble), typed=typed)
        turn.show(form, _("Replace somebody"))
        return
    turn.show(replaced_card(handed, owned), _("Replaced"))


async def _form(turn: Turn, problem: str = "", typed: Mapping[str, str] | None = None) -> None:
    mine = await delegation_of(turn.context, turn.person)
    card = delegate_form(
        mine,
        picker=turn.context.people_picker,
        is_lead=_leads(turn),
        problem=problem,
        typed=typed or {},
    )
    turn.show(card, _("Who decides in your place"))


class _Which(Exception):
    """More than one may be meant in this field."""

    def __init__(self, several: SeveralFit, field: str) -> None:
        super().__init__(str(several))
        self._several = several
        self._field = field

    def ask(self, turn: Turn, press: Press) -> None:
        """The same form again with one of them in this field."""
        again = "replace_approver_form" if press.verb == "replace_approver" else "out_of_office"
        back = button(_("Back"), again, inputs=False)
        short = {name: text[:_LONGEST] for name, text in press.inputs.items() if name in _FIELDS}
        card = which_colleague(self._several, press.verb, self._field, short, back=back)
        turn.show(card, str(self))


async def _named(turn: Turn, field: str, typed: Mapping[str, str], others: Sequence[Person] = ()) -> Person:
    """Whoever is meant in this field; whether that is allowed the use case says."""
    try:
        return await find_colleague(turn.context, turn.person.key.tenant, typed.get(field, ""), others)
    except SeveralFit as several:
        raise _Which(several, field) from several


async def _replaced(turn: Turn, object_id: str) -> Person:
    """Whose delegation it is, as they were when it was set: whoever has left is in no directory any more."""
    tenant = turn.person.key.tenant
    known = await turn.context.store.run(
        lambda tx: tx.delegations.get(PersonKey(tenant=tenant, object_id=object_id))
    )
    return known.person if known else await find_colleague(turn.context, tenant, object_id)


async def _left(turn: Turn, typed: Mapping[str, str]) -> Person:
    """Somebody who has left may be in no directory any more: then open gigs know them, by name or object id."""
    return await _named(
        turn, "left_person", typed, await known_from_gigs(turn.context, turn.person.key.tenant)
    )


def _leads(turn: Turn) -> bool:
    return PROGRAMME_LEAD in turn.person.roles


def _day(turn: Turn, typed: str) -> date | None:
    """None where nothing was typed. Raises OutOfOrder for what is no day: an end that is lost would be no end."""
    if not within(typed.strip(), 60, _("The day")):
        return None
    try:
        return read_day(typed, turn.locale)
    except ValueError as wrong:
        raise OutOfOrder(str(wrong)) from None


async def _out_of_office(turn: Turn, _press: Press) -> None:
    """Who decides in my place."""
    await out_of_office(turn)


async def _replace(turn: Turn, _press: Press) -> None:
    """Who has left, and who takes over."""
    await replace(turn)


DELEGATE_VERBS: Mapping[str, Callable[[Turn, Press], Awaitable[None]]] = {
    "out_of_office": _out_of_office,
    "save_delegate": save,
    "end_delegation": end,
    "replace_approver": save_replacement,
    "replace_approver_form": _replace,
}
"""verb -> what it does."""
