"""The activities we send, as Teams' JSON. Text and card never share one: Teams would split them into two messages."""

import hashlib
from typing import Any, Final

import orjson

CARD_TYPE: Final = "application/vnd.microsoft.card.adaptive"

Activity = dict[str, Any]


def text_message(text: str) -> Activity:
    """A plain text: nothing in it is read as markup."""
    return {"type": "message", "text": text, "textFormat": "plain"}


def card_message(card: dict[str, Any], summary: str, *, urgent: bool = False) -> Activity:
    """A card alone. `summary` is what a notification shows of it; `urgent` also raises one in the activity feed."""
    message: Activity = {
        "type": "message",
        "summary": summary,
        "attachments": [{"contentType": CARD_TYPE, "content": card}],
    }
    if urgent:
        message["channelData"] = {"notification": {"alert": True}}
    return message


def fingerprint(card: dict[str, Any]) -> str:
    """A hash of a card as it goes out: equal for cards that look and work alike."""
    return hashlib.sha256(orjson.dumps(card, option=orjson.OPT_SORT_KEYS)).hexdigest()[:32]
