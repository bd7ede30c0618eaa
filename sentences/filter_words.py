"""The words of asking for lists of gigs and for who approves them, of every language together: people mix them."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "filters"


def listed_words(name: str) -> list[str]:
    """One list of the files of `filters/`."""
    return [one for language in _read() for one in language[name]]


def state_words(state: str) -> list[str]:
    """What a state of a gig is called."""
    return [one for language in _read() for one in language["states"].get(state, ())]


@cache
def _read() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(path.read_text("utf-8")) for path in sorted(_FOLDER.glob("*.toml")))
