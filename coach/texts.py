"""What is read of a form: its fields, their lines and their sentences, and a mark of each text."""

import hashlib
import re

from gigs.brief import BriefForm

LONGEST = 4000
"""Characters of one field that are read; a form that can be submitted has fewer."""
PUBLIC = ("title", "outcome", "deliverables", "acceptance", "screening")
"""The fields in sentences that a marketplace shows to everybody."""
_SENTENCE_END = re.compile(r"[.!?;]\s|\n")
_LINE_MARKS = " -–•·*\t"


def text_of(form: BriefForm, field: str) -> str:
    """As typed, as far as it is read."""
    typed: str = getattr(form, field)
    return typed[:LONGEST]


def lines_of(text: str) -> list[str]:
    """Without what people put before the items of a list."""
    return [line for raw in text.split("\n") if (line := raw.strip(_LINE_MARKS))]


def sentences_of(text: str) -> list[tuple[int, str]]:
    """Each with where it begins."""
    found, start = [], 0
    for end in _SENTENCE_END.finditer(text):
        found.append((start, text[start : end.end()]))
        start = end.end()
    return [*found, (start, text[start:])]


def words_in(text: str) -> int:
    """How many words there are."""
    return len(re.findall(r"[^\W_]+", text))


def mark(*parts: str) -> str:
    """Of a text: the same again only for the same text."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
