"""The words of every language, read and compiled before the first sentence comes."""

from datetime import date

from sentences.intake import read_intake
from sentences.phrases import LANGUAGES
from sentences.questions import hear

_SAYS_ALL = "I need a logo by Friday, 10 hours, 500 euros, skills: Figma, on the sandbox"
_SOME_DAY = date(2026, 1, 5)


def learn() -> None:
    """Takes some tenths of a second, which whoever writes first would wait for otherwise; once per process."""
    for language in LANGUAGES:
        hear(_SAYS_ALL, language)
        read_intake(_SAYS_ALL, today=_SOME_DAY, locale=language)
