"""What is stored or handed to an auditor's tools is in English, whatever language is spoken."""

from contextlib import AbstractContextManager

from translation.catalogue import ENGLISH, read_language, speaking

_ENGLISH = read_language(ENGLISH)


def in_english() -> AbstractContextManager[None]:
    """Within it, texts and amounts are made in English, here only."""
    return speaking(_ENGLISH)
