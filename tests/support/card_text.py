"""What a card says and offers, for tests that read it as a person would."""

from collections.abc import Iterator
from typing import Any


def all_text(card: Any) -> Iterator[str]:
    """Every text that a card shows, in reading order."""
    if isinstance(card, dict):
        for name, part in card.items():
            if name in ("text", "title", "value", "label") and isinstance(part, str):
                yield part
            elif name not in ("data", "fallback", "msteams", "refresh"):
                yield from all_text(part)
    elif isinstance(card, list):
        for part in card:
            yield from all_text(part)


def buttons_of(card: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    """Every action in a card with the inputs that go with it; those of a ShowCard also take its own."""
    yield from _buttons(card, inputs_of(card))


def _buttons(node: Any, held: dict[str, str]) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    if isinstance(node, list):
        for each in node:
            yield from _buttons(each, held)
    if not isinstance(node, dict):
        return
    if str(node.get("type", "")).startswith("Action."):
        if node["type"] == "Action.ShowCard":
            yield from _buttons(node["card"], {**held, **inputs_of(node["card"])})
        else:
            yield node, ({} if node.get("associatedInputs") == "none" else held)
        return
    for name, child in node.items():
        if name != "fallback":
            yield from _buttons(child, held)


def inputs_of(node: Any) -> dict[str, str]:
    """id -> value of the inputs of this card, not of cards that unfold from it."""
    found: dict[str, str] = {}
    if isinstance(node, list):
        for each in node:
            found |= inputs_of(each)
    elif isinstance(node, dict) and node.get("type") != "Action.ShowCard":
        if str(node.get("type", "")).startswith("Input.") and "id" in node:
            found[node["id"]] = str(node.get("value", ""))
        for child in node.values():
            found |= inputs_of(child)
    return found


def text_of(node: Any) -> str:
    """All that can be read on a card."""
    if isinstance(node, list):
        return "\n".join(filter(None, map(text_of, node)))
    if not isinstance(node, dict):
        return ""
    if node.get("type") == "RichTextBlock":
        return "".join(i if isinstance(i, str) else str(i.get("text", "")) for i in node.get("inlines", ()))
    own = [
        str(node[name])
        for name in ("text", "title", "value", "label", "placeholder")
        if isinstance(node.get(name), str)
    ]
    nested = [
        text_of(child)
        for name, child in node.items()
        if name not in {"fallback", "data"} and isinstance(child, dict | list)
    ]
    return "\n".join(filter(None, [*own, *nested]))
