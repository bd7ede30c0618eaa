"""Names that are mistyped: a letter too many or too few, or two that have changed places."""

from rapidfuzz.distance import OSA

_SHORTEST = 6
"""Letters. With fewer, another word is as likely."""


def mistyped(word: str, name: str) -> bool:
    """Whether a word in small letters is this name with one slip; another letter in place of one may be another word."""
    if (
        len(name) < _SHORTEST
        or word[:1] != name[:1]
        or abs(len(word) - len(name)) > 1
        or word.startswith(name)
        or name.startswith(word)
    ):
        return False
    is_shifted = len(word) != len(name) or sorted(word) == sorted(name)
    return is_shifted and OSA.distance(word, name, score_cutoff=1) == 1
