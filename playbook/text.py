"""What every text and id of the playbook keeps to, from whichever source it comes."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field

from gigs.brief import clean

LONGEST_ID = 40
LONGEST_TEXT = 2000


def _one_line(text: str) -> str:
    """On one line and normalised. Raises ValueError, naming it, for a character that nobody would see."""
    if hidden := next((character for character in sorted(set(text)) if _is_hidden(character)), ""):
        raise ValueError(f"has a character that nobody sees (U+{ord(hidden):04X}); delete it")
    if not (line := " ".join(clean(text).split())):
        raise ValueError("must not be empty")
    return line


def _is_hidden(character: str) -> bool:
    return character not in "\t\n\r" and unicodedata.category(character)[0] == "C" and not clean(character)


Text = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(_one_line)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=LONGEST_ID)]
"""Small letters, digits and single hyphens: the name of its file without `.yaml`."""
