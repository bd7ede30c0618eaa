"""The words of every language, read and compiled before the first sentence comes."""

from datetime import date

from sentences.filters import filters_of
from sentences.intake import read_intake
from sentences.phrases import LANGUAGES
from sentences.questions import hear
from sentences.who_approves import who_approves

_SAYS_ALL = "I need a logo by Friday, 10 hours, 500 euros, skills: Figma, on the sandbox"
_ASKS_ALL = "which listed gigs in Marketing from May are over 1000 euros"
_ASKS_WHO = "who would approve 3000 euros"
_SOME_DAY = date(2026, 1, 5)


def learn() -> None:
    """Takes some tenths of a second, which whoever writes first would wait for otherwise; once per process."""
    for language in LANGUAGES:
        hear(_SAYS_ALL, language)
        filters_of(_ASKS_ALL, today=_SOME_DAY, locale=language)
        who_approves(_ASKS_WHO, locale=language)
        read_intake(_SAYS_ALL, today=_SOME_DAY, locale=language)
