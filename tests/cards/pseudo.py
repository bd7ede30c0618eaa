"""A language that nobody speaks: every letter of a marked text has an accent, and each is a third longer, as German would be.

What is still in plain letters on a card that is drawn in it was not marked, or was written by somebody.
"""

import re
import sys
from collections.abc import Iterator
from gettext import NullTranslations
from typing import Any

from cards.kit.elements import wire
from tests.cards.gallery import every_card
from translation.catalogue import Language, speaking

_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀćđéƒǵħíĵķłɱńőƥɋŕśťúνŵẋýźÁɃĆĐÉƑǴĦÍĴĶŁⱮŃŐƤɊŔŚŤÚѴŴẊÝŹ",
)
_VALUE = re.compile(r"(\{[^{}]*\})")
_SHOWN = {
    "text",
    "title",
    "label",
    "placeholder",
    "value",
    "errorMessage",
    "altText",
    "fallbackText",
    "speak",
    "summary",
}
_NOT_OURS = re.compile(
    r"\{\{[^}]*\}\}"  # written by the client: days and times
    r"|https?://\S+|\S+@\S+\.example|\b(?:FC|CC)-\w+"  # addresses and references
    r"|“@?[\w ]+”|status 12"  # what people may say
    r"|Sandbox marketplace|Upwork|Freelancer\.com|Worksome|PowerPoint|python3 [\w. -]+"
)
_PLAIN = re.compile(r"\b(?!(?:USD|EUR|GBP|JPY)\b)[A-Za-z][A-Za-z’']+")


class _Accents(NullTranslations):
    """gettext's look-ups, answered for every text there is."""

    def gettext(self, message: str) -> str:
        parts = [part if part.startswith("{") else part.translate(_LETTERS) for part in _VALUE.split(message)]
        return "".join(parts) + "·" * (len(message) // 3)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


PSEUDO = Language("el", _Accents())
"""Days and lists as in Greek, which has no plain letters either."""


def nobodys(_text: str) -> str:
    """What a person or a marketplace wrote, in no letters at all."""
    return "一二三"


def plain_words(card: Any) -> Iterator[str]:
    """Each shown text of a card that has words in plain letters. What an input holds is nobody's text."""
    if isinstance(card, dict):
        is_input = str(card.get("type", "")).startswith("Input.")
        for key, value in card.items():
            if key == "choices":
                yield from plain_words([{"title": each["title"]} for each in value])
            elif not isinstance(value, str):
                yield from plain_words(value)
            elif key in _SHOWN and not (is_input and key == "value"):
                bare = _NOT_OURS.sub("", value)
                if _PLAIN.search(bare):
                    yield value
    elif isinstance(card, list):
        for each in card:
            yield from plain_words(each)


def drawn() -> dict[str, Any]:
    """Every card of the gallery in the language that nobody speaks."""
    with speaking(PSEUDO):
        return {name: wire(card) for name, card in every_card(nobodys).items()}


if __name__ == "__main__":
    for name, card in drawn().items():
        if not sys.argv[1:] or name.startswith(sys.argv[1]):
            for text in plain_words(card):
                sys.stdout.write(f"{name}: {text}\n")
