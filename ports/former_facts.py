"""NoticeFacts of a notice as the release before typed facts stored them: words by name, read as values where they can be."""

import contextlib
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from gigs.approval import Came, Purpose
from gigs.money import Money
from ports.notice_facts import BudgetKind, BudgetUsed, DelegationChange, Lapse, Lapsed, Named, NoticeFacts
from ports.operations import OperationKind

_NOBODY, _POLICY = "Nobody in time", "The policy"  # not for people
_LATE = " did not answer in time."  # not for people
_RAN_OUT = "It was approved, but could not be posted before the approval ran out."  # not for people
_BUDGET = ("percent", "budget", "used", "limit")
_BUDGET_NAMES = {
    "cost centre ": BudgetKind.COST_CENTRE,  # not for people
    "purchase order ": BudgetKind.PURCHASE_ORDER,  # not for people
}


def read_former(words: Mapping[str, str], holds: Collection[str]) -> NoticeFacts:
    """As values, as far as they can be read and the kind `holds` them; the rest stays as it was written."""
    left, known = {name: value for name, value in words.items() if value}, dict[str, Any]()
    if "budget" in holds and (budget := _budget(left)):
        known["budget"] = budget
        left = {name: value for name, value in left.items() if name not in _BUDGET}
    if "lapsed" in holds and left.get("by") == _NOBODY and (lapsed := _lapsed(left.get("reason", ""))):
        known["lapsed"] = lapsed
        left = {name: value for name, value in left.items() if name not in {"by", "reason"}}
    if "by_policy" in holds and left.get("by") == _POLICY:
        known["by_policy"] = True
        del left["by"]
    for name, value in list(left.items()):
        field, read = _READ.get(name, (name, None))
        if read is None or field not in holds:
            continue
        with contextlib.suppress(ValueError, InvalidOperation, KeyError):
            known[field] = read(value)
            del left[name]
    return NoticeFacts(**known, as_written=left)


def _person(name: str) -> Named:
    if name == _NOBODY:
        raise ValueError("that is nobody")
    return Named(key=None, name=name)


def _lapsed(reason: str) -> Lapsed | None:
    if reason.endswith(_LATE):
        return Lapsed(why=Lapse.NO_ANSWER, approver=_person(reason.removesuffix(_LATE)))
    return Lapsed(why=Lapse.NOT_POSTED) if reason == _RAN_OUT else None


def _money(text: str) -> Money:
    currency, amount = text.split(" ")
    return Money(amount=Decimal(amount.replace(",", "")), currency=currency)


def _budget(words: Mapping[str, str]) -> BudgetUsed | None:
    name = words.get("budget", "")
    start = next((one for one in _BUDGET_NAMES if name.startswith(one)), "")
    try:
        return BudgetUsed(
            kind=_BUDGET_NAMES[start],
            id=name.removeprefix(start),
            percent=int(words["percent"]),
            used=_money(words["used"]),
            limit=_money(words["limit"]),
        )
    except (ValueError, InvalidOperation, KeyError):
        return None


_READ: dict[str, tuple[str, Callable[[str], Any]]] = {
    "by": ("by", _person),
    "reason": ("reason", str),
    "purpose": ("purpose", Purpose),
    "how": ("how", Came),
    "fine": ("fine", {"yes": True, "no": False}.__getitem__),
    "amount": ("amount", _money),
    "limit": ("limit", _money),
    "person": ("person", _person),
    "delegate": ("delegate", _person),
    "first": ("first", date.fromisoformat),
    "last": ("last", date.fromisoformat),
    "what": ("change", DelegationChange),
    "account": ("account", str),
    "marketplace": ("marketplace", str),
    "expires": ("expires", datetime.fromisoformat),
    "renews": ("renews", {"yes": True}.__getitem__),
    "reference": ("reference", str),
    "kind": ("operation", OperationKind),
}
"""By its former name: the field of today, and how it is read."""
