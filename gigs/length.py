"""How long a text is, counted as people count, and what is said where it's longer than it may be."""

import re

from gigs.errors import TooLong
from translation.catalogue import _
from translation.formats import number

_TWO_LETTERS_OF_A_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_FIRST_THAT_JOINS = "\u0300"
_PARTS = 12
"""Code points of one character, on average: a family of four with skin tones has eleven."""


def characters(text: str) -> int:
    """Graphemes: an accented letter, a syllable or an emoji is one, however many code points it's made of."""
    if max(text, default="") < _FIRST_THAT_JOINS:
        return len(text)
    import regex  # noqa: PLC0415 - a moment's work that most texts do without

    pairs = _TWO_LETTERS_OF_A_FLAG.sub("x", text)  # a long run of these takes `regex` quadratic time
    return len(regex.findall(r"\X", pairs))


def excess(text: str, most: int) -> str:
    """What to say of a text with more than `most` characters, with both numbers; empty where it fits."""
    if len(text) <= most:
        return ""
    if (count := characters(text)) > most:
        return _("{most} at most; yours has {count}.").format(most=number(most), count=number(count))
    if len(text) > most * _PARTS:
        said = _("too many accents and joined symbols: {most} at most; yours has {count}.")
        return said.format(most=number(most * _PARTS), count=number(len(text)))
    return ""


def within(text: str, most: int, what: str) -> str:
    """The text. Raises TooLong, with `what` it is (`_("The reason")`) and both numbers: it's never cut."""
    if told := excess(text, most):
        said = _("{what} is too long: {limit} Nothing was sent; please shorten it and try again.")
        raise TooLong(said.format(what=what, limit=told))
    return text
