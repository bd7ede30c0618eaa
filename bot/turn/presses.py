"""Reads a button press, from Action.Execute and from the Action.Submit of older clients alike."""

from collections.abc import Mapping
from typing import Any

from bot.door.inbound import Inbound
from bot.turn.former_names import FORMER_INPUTS, FORMER_VERBS
from dialogs.turn import Press
from gigs.brief import clean

IDS = frozenset(
    {
        "proposal",
        "milestone",
        "deliverable",
        "draft",
        "operation",
        "seen",
        "first",
        "step",
        "holder",
        "person",
        "order",
        "market",
        "listing",
        "reading",
        "held",
        "field",
        "drawn",
        "read",
        "question",
        "hint",
        "page",
        "freelancer",
        "mark",
    }
)
"""The ids a card may carry beside verb, gig and revision. Whatever else comes is an input, whole, as typed."""

_LONGEST_ID = 200
_LARGEST_NUMBER = 2**31


def press_of(inbound: Inbound) -> Press | None:
    """The press in this activity; None when it holds none. Nothing in it is believed, only bounded."""
    value = inbound.value or {}
    if inbound.type == "invoke":
        action = value.get("action")
        if inbound.name != "adaptiveCard/action" or not isinstance(action, dict):
            return None
        given = action.get("data")
        sent = {"verb": action.get("verb"), **(given if isinstance(given, dict) else {})}
    else:
        sent = value
    verb = sent.get("verb")
    if not isinstance(verb, str) or not verb:
        return None
    return Press(
        verb=FORMER_VERBS.get(verb, verb)[:_LONGEST_ID],
        gig=_number(sent.get("gig")),
        revision=_number(sent.get("revision")),
        ids={name: text[:_LONGEST_ID] for name in IDS & sent.keys() if (text := clean(_text(sent[name])))},
        inputs=_inputs(sent),
        card_id=inbound.reply_to_id,
    )


def _inputs(sent: Mapping[str, Any]) -> dict[str, str]:
    known = IDS | {"verb", "gig", "revision", "msteams", "action"}
    return {
        FORMER_INPUTS.get(name, str(name))[:_LONGEST_ID]: _text(value)
        for name, value in sent.items()
        if name not in known and isinstance(value, str | int | float | bool | list)
    }


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):  # of several choices; other clients send them with commas between
        return ",".join(_text(one) for one in value if not isinstance(one, list))
    return str(value) if isinstance(value, str | int | float) else ""


def _number(value: object) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 11:
        value = int(value)
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and isinstance(value, int) and 0 < value < _LARGEST_NUMBER else 0
