"""Card verbs and commands about who stands in for whom."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date

from cards.stand_in import (
    replace_form,
    replaced_card,
    stand_in_ended,
    stand_in_form,
    stand_in_set,
)
from dialogs.turn import Press, Turn
from gigs.errors import GigError, OutOfOrder
from gigs.people import Person, PersonKey
from use_cases.approving.asking import colleague
from use_cases.approving.stand_in import delegation_of, end_stand_in, set_stand_in
from use_cases.permissions.authorize import PROGRAMME_LEAD

ONLY_LEADS = (
    "Only a programme lead can replace an approver. Say “out of office” to name somebody for yourself."
)


async def out_of_office(turn: Turn) -> None:
    """Who stands in for me."""
    await _form(turn)


async def come_back(turn: Turn) -> None:
    """I am back: nobody stands in for me any more."""
    handed = await end_stand_in(turn.outside, turn.person, turn.person)
    turn.show(stand_in_ended(handed), "Welcome back")


async def replace(turn: Turn) -> None:
    """An approver has left: somebody else takes over everything."""
    if not _leads(turn):
        turn.say(ONLY_LEADS)
        return
    turn.show(replace_form(picker=turn.outside.people_picker), "Replace an approver")


async def save(turn: Turn, press: Press) -> None:
    """From these days on, or whenever I do not answer, ask somebody else."""
    typed = press.inputs
    try:
        person = await _whom(turn, typed.get("stand_in_for", ""))
        delegate = await colleague(turn.outside, turn.person.key.tenant, typed.get("stand_in_delegate", ""))
        handed = await set_stand_in(
            turn.outside,
            turn.person,
            person,
            delegate,
            first=_day(typed.get("stand_in_first", "")),
            last=_day(typed.get("stand_in_last", "")),
        )
    except GigError as trouble:
        await _form(turn, str(trouble), typed)
        return
    turn.show(stand_in_set(handed), "Your stand-in is set")


async def end(turn: Turn, press: Press) -> None:
    """I am back."""
    person = turn.person
    object_id = press.ids.get("person", "")
    if object_id and object_id != person.key.object_id:
        person = await _replaced(turn, object_id)
    handed = await end_stand_in(turn.outside, turn.person, person)
    turn.show(stand_in_ended(handed), "Welcome back")


async def save_replacement(turn: Turn, press: Press) -> None:
    """For good: everything that waits, and whatever comes."""
    typed = press.inputs
    try:
        tenant = turn.person.key.tenant
        successor = await colleague(turn.outside, tenant, typed.get("successor", ""))
        left = await _left(turn, typed.get("left_person", ""))
        handed = await set_stand_in(turn.outside, turn.person, left, successor, has_left=True)
    except GigError as trouble:
        form = replace_form(picker=turn.outside.people_picker, problem=str(trouble), typed=typed)
        turn.show(form, "Replace an approver")
        return
    turn.show(replaced_card(handed), "Replaced")


async def _form(turn: Turn, problem: str = "", typed: Mapping[str, str] | None = None) -> None:
    mine = await delegation_of(turn.outside, turn.person)
    card = stand_in_form(
        mine,
        picker=turn.outside.people_picker,
        is_lead=_leads(turn),
        problem=problem,
        typed=typed or {},
    )
    turn.show(card, "Who stands in for you")


async def _whom(turn: Turn, typed: str) -> Person:
    """Oneself, unless somebody else is named; whether that is allowed the use case says."""
    return await colleague(turn.outside, turn.person.key.tenant, typed) if typed.strip() else turn.person


async def _replaced(turn: Turn, object_id: str) -> Person:
    """For whom somebody stands in, as they were when that was set: whoever has left is in no directory any more."""
    tenant = turn.person.key.tenant
    async with turn.outside.store.transaction() as tx:
        known = await tx.delegations.get(PersonKey(tenant=tenant, object_id=object_id))
    return known.person if known else await colleague(turn.outside, tenant, object_id)


async def _left(turn: Turn, typed: str) -> Person:
    """Somebody who has left may not be found any more: then they are known by their object id alone."""
    try:
        return await colleague(turn.outside, turn.person.key.tenant, typed)
    except OutOfOrder:
        return await _once_asked(turn, typed)


async def _once_asked(turn: Turn, typed: str) -> Person:
    typed = typed.strip().lower()
    async with turn.outside.store.transaction() as tx:
        waiting = await tx.gigs.awaiting(PersonKey(tenant=turn.person.key.tenant, object_id=typed))
        known = {person.key.object_id: person for gig in waiting for person in gig.involved}
    if typed not in known:
        raise OutOfOrder(
            f"I do not know “{typed[:100]}”. For somebody who has left, give the object id that Entra had for them."
        )
    return known[typed]


def _leads(turn: Turn) -> bool:
    return PROGRAMME_LEAD in turn.person.roles


def _day(typed: str) -> date | None:
    """None where nothing was typed. Raises OutOfOrder for what is no day: an end that is lost would be no end."""
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise OutOfOrder(
            f"I cannot read “{typed[:40]}” as a day. Please choose one from the calendar."
        ) from None


async def _out_of_office(turn: Turn, _press: Press) -> None:
    """Who stands in for me."""
    await out_of_office(turn)


STAND_IN_VERBS: Mapping[str, Callable[[Turn, Press], Awaitable[None]]] = {
    "out_of_office": _out_of_office,
    "save_stand_in": save,
    "end_stand_in": end,
    "replace_approver": save_replacement,
}
"""verb -> what it does."""
