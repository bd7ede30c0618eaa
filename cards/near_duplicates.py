"""On a preview: colleagues who did nearly the same before, and what can be made of it."""

from collections.abc import Sequence
from datetime import date

from cards.ask_colleague import ask_them
from cards.kit.elements import Body, buttons, section
from cards.kit.inputs import Ids, button
from cards.kit.nodes import Action, CardElement
from cards.kit.texts import line, run, sentence
from translation import formats
from translation.catalogue import N_, _
from use_cases.lessons.near_duplicates import NearDuplicate

_DID = {
    (True, True): N_("{who} did this in {month} for {cost} and would do it again."),
    (True, False): N_("{who} did this in {month} for {cost} and wouldn’t do it again this way."),
    (False, True): N_("{who} did this in {month} and would do it again."),
    (False, False): N_("{who} did this in {month} and wouldn’t do it again this way."),
}
"""Whether it cost money outside, and whether they'd do it again."""


def duplicates_beside(found: Sequence[NearDuplicate]) -> Body:
    """Nothing where there are none."""
    if not found:
        return []
    told = [element for one in found for element in _duplicate(one)]
    return [section(_("Done here before"), *told)]


def _duplicate(one: NearDuplicate) -> Body:
    pressed = _presses(one)
    title = line(run(one.title, most=160, bold=True), spacing="Medium")
    return [title, _did(one), *([buttons(*pressed)] if pressed else [])]


def _did(one: NearDuplicate) -> CardElement:
    month = formats.month(date.fromisoformat(f"{one.month}-01"))
    told = _(_DID[one.cost is not None, one.again])
    return sentence(told, who=run(_who(one), most=200), month=month, cost=str(one.cost), spacing="None")


def _who(one: NearDuplicate) -> str:
    if one.is_own:
        return _("You")
    name = one.by or _("A colleague")
    return _("{name} in {division}").format(name=name, division=one.division) if one.division else name


def _presses(one: NearDuplicate) -> list[Action]:
    pressed: list[Action] = []
    if one.can_copy:
        title = _("Copy your brief") if one.is_own else _("Copy their brief")
        pressed.append(button(title, "copy_shared_brief", inputs=False, gig=one.gig))
    if one.can_ask:
        pressed.append(ask_them(one.gig, one.by, "duplicate"))  # not for people: part of an id
    if who := one.freelancer:
        known: Ids = {"market": who.marketplace, "freelancer": who.freelancer}
        pressed.append(button(_("Hire the same freelancer"), "same_freelancer", inputs=False, **known))
    return pressed
