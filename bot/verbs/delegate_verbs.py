"""Card verbs and commands about delegates."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date

from cards.delegate import (
    delegate_form,
    delegate_set,
    delegation_ended,
    replace_form,
    replaced_card,
)
from dialogs.turn import Press, Turn
from gigs.dates import read_day
from gigs.errors import GigError, OutOfOrder, TooLong
from gigs.length import within
from gigs.people import Person, PersonKey
from use_cases.approving.asking import colleague
from use_cases.approving.delegates import delegation_of, end_delegation, set_delegate
from use_cases.permissions.authorize import PROGRAMME_LEAD

ONLY_LEADS = (
    "Only a programme lead can replace an approver. Say “out of office” to name somebody for yourself."
)


async def out_of_office(turn: Turn) -> None:
    """Who decides in my place."""
    await _form(turn)


async def come_back(turn: Turn) -> None:
    """I am back: my delegation ends."""
    handed = await end_delegation(turn.context, turn.person, turn.person)
    turn.show(delegation_ended(handed), "Welcome back")


async def replace(turn: Turn) -> None:
    """An approver has left: somebody else takes over everything."""
    if not _leads(turn):
        turn.say(ONLY_LEADS)
        return
    turn.show(replace_form(picker=turn.context.people_picker), "Replace an approver")


async def save(turn: Turn, press: Press) -> None:
    """From these days on, or whenever I do not answer, ask somebody else."""
    typed = press.inputs
    try:
        person = await _whom(turn, typed.get("delegate_for", ""))
        delegate = await colleague(turn.context, turn.person.key.tenant, typed.get("delegate", ""))
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
    except GigError as trouble:
        await _form(turn, str(trouble), typed)
        return
    turn.show(delegate_set(handed), "Your delegate is set")


async def end(turn: Turn, press: Press) -> None:
    """I am back."""
    person = turn.person
    object_id = press.ids.get("person", "")
    if object_id and object_id != person.key.object_id:
        person = await _replaced(turn, object_id)
    handed = await end_delegation(turn.context, turn.person, person)
    turn.show(delegation_ended(handed), "Welcome back")


async def save_replacement(turn: Turn, press: Press) -> None:
    """For good: everything that waits, and whatever comes."""
    typed = press.inputs
    try:
        tenant = turn.person.key.tenant
        successor = await colleague(turn.context, tenant, typed.get("successor", ""))
        left = await _left(turn, typed.get("left_person", ""))
        handed = await set_delegate(turn.context, turn.person, left, successor, has_left=True)
    except TooLong:
        raise  # the form stays as it is
    except GigError as trouble:
        form = replace_form(picker=turn.context.people_picker, problem=str(trouble), typed=typed)
        turn.show(form, "Replace an approver")
        return
    turn.show(replaced_card(handed), "Replaced")


async def _form(turn: Turn, problem: str = "", typed: Mapping[str, str] | None = None) -> None:
    mine = await delegation_of(turn.context, turn.person)
    card = delegate_form(
        mine,
        picker=turn.context.people_picker,
        is_lead=_leads(turn),
        problem=problem,
        typed=typed or {},
    )
    turn.show(card, "Who decides in your place")


async def _whom(turn: Turn, typed: str) -> Person:
    """Oneself, unless somebody else is named; whether that is allowed the use case says."""
    return await colleague(turn.context, turn.person.key.tenant, typed) if typed.strip() else turn.person


async def _replaced(turn: Turn, object_id: str) -> Person:
    """Whose delegation it is, as they were when it was set: whoever has left is in no directory any more."""
    tenant = turn.person.key.tenant
    known = await turn.context.store.run(
        lambda tx: tx.delegations.get(PersonKey(tenant=tenant, object_id=object_id))
    )
    return known.person if known else await colleague(turn.context, tenant, object_id)


async def _left(turn: Turn, typed: str) -> Person:
    """Somebody who has left may not be found any more: then they are known by their object id alone."""
    try:
        return await colleague(turn.context, turn.person.key.tenant, typed)
    except OutOfOrder:
        return await _once_asked(turn, typed)


async def _once_asked(turn: Turn, typed: str) -> Person:
    typed = typed.strip().lower()
    asked = PersonKey(tenant=turn.person.key.tenant, object_id=typed)
    waiting = await turn.context.store.run(lambda tx: tx.gigs.awaiting(asked))
    known = {person.key.object_id: person for gig in waiting for person in gig.involved}
    if typed not in known:
        raise OutOfOrder(
            f"I do not know “{typed[:100]}”. For somebody who has left, give the object id that Entra had for them."
        )
    return known[typed]


def _leads(turn: Turn) -> bool:
    return PROGRAMME_LEAD in turn.person.roles


def _day(turn: Turn, typed: str) -> date | None:
    """None where nothing was typed. Raises OutOfOrder for what is no day: an end that is lost would be no end."""
    if not within(typed.strip(), 60, "The day"):
        return None
    try:
        return read_day(typed, turn.locale)
    except ValueError as wrong:
        raise OutOfOrder(str(wrong)) from None


async def _out_of_office(turn: Turn, _press: Press) -> None:
    """Who decides in my place."""
    await out_of_office(turn)


DELEGATE_VERBS: Mapping[str, Callable[[Turn, Press], Awaitable[None]]] = {
    "out_of_office": _out_of_office,
    "save_delegate": save,
    "end_delegation": end,
    "replace_approver": save_replacement,
}
"""verb -> what it does."""
