"""A text of more than one clause: each is short enough to be understood by itself."""

import re

_END = re.compile(r"[.!?;:…]+(?:\s+|\Z)|,\s+|\s[-–—]+\s|\n|[\U0001F300-\U0001FAFF]")
_MOST = 6


def clauses_of(text: str) -> tuple[str, ...]:
    """The parts of a text between its marks, where there are several; of one that has very many, the first."""
    parts = tuple(part for raw in _END.split(text, maxsplit=_MOST) if (part := raw.strip()))
    return parts if len(parts) > 1 else ()
