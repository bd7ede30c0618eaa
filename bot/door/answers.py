"""What the bot answers to an invoke (a press on a card, a dialog, a search), as Teams wants it: HTTP 200, always."""

from dataclasses import dataclass
from typing import Any, Final

from bot.connector.wire import CARD_TYPE
from translation.catalogue import N_, _

MESSAGE_TYPE: Final = "application/vnd.microsoft.activity.message"
SEARCH: Final = "application/search"
"""What a client sends while somebody types into an input that searches; a sentence has no place in its results."""
ERROR_TYPE: Final = "application/vnd.microsoft.error"
NOT_MINE: Final = N_("I don’t know this button (any more). Say “help” for what I can do.")


@dataclass(frozen=True, slots=True)
class InvokeAnswer:
    """Status and JSON of an answer; without a body nothing but the status is sent."""

    status: int
    body: dict[str, Any] | None = None


def card_answer(card: dict[str, Any]) -> InvokeAnswer:
    """To Action.Execute: this card takes the pressed one's place, for the one who pressed."""
    return InvokeAnswer(200, {"statusCode": 200, "type": CARD_TYPE, "value": card})


def message_answer(text: str) -> InvokeAnswer:
    """To Action.Execute: a short text under the card."""
    return InvokeAnswer(200, {"statusCode": 200, "type": MESSAGE_TYPE, "value": text})


def error_answer(status: int, code: str, message: str) -> InvokeAnswer:
    """To Action.Execute or a search: an error that the client shows. `status` is the one inside the body."""
    value = {"code": code, "message": message}
    return InvokeAnswer(200, {"statusCode": status, "type": ERROR_TYPE, "value": value})


def task_message(text: str) -> InvokeAnswer:
    """To task/fetch, task/submit and their message extension twins: the dialog shows a text and a Close button."""
    return InvokeAnswer(200, {"task": {"type": "message", "value": text}})


def extension_message(text: str) -> InvokeAnswer:
    """To a message extension's query: a text in place of results."""
    return InvokeAnswer(200, {"composeExtension": {"type": "message", "text": text}})


def not_mine(name: str) -> InvokeAnswer:
    """To an invoke that is no button of ours: what to do instead, or nothing where its client shows no sentence."""
    return sentence_answer(name, _(NOT_MINE))


def sentence_answer(name: str, text: str) -> InvokeAnswer:
    """To any invoke: one sentence, in whatever shape its client can show, and not as an error where that is possible."""
    if name == "adaptiveCard/action":
        return message_answer(text)
    if name == SEARCH:
        return error_answer(400, "BadRequest", text)
    has_place = name.startswith(("task/", "composeExtension/"))
    return failure_answer(name, text) if has_place else InvokeAnswer(200)


def failure_answer(name: str, text: str) -> InvokeAnswer:
    """`text` in whatever shape an invoke of this name can show."""
    if name.startswith("task/") or name in ("composeExtension/fetchTask", "composeExtension/submitAction"):
        return task_message(text)
    if name.startswith("composeExtension/"):
        return extension_message(text)
    return error_answer(500, "InternalError", text)
