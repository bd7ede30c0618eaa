"""What a card says, for tests that read it as a person would."""

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
