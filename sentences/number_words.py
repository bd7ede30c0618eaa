"""Numbers written in words, put into digits where they count something: an amount, hours, a day, the number of a gig."""

import re
from functools import lru_cache
from itertools import islice

from text_to_num.transforms import alpha2digit, text2num

from gigs.month_names import MONTHS

_LANGUAGES = ("en", "de")
_LONGEST = 7
"""Words of one number."""
_LARGEST = 999_999
_MOST = 12
"""Of places that are looked at, so that no text takes long."""
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]")
_HUNDREDS = re.compile(r"(?<![\w.,])(\d{1,2}) (?:hundred|hundert)(?!\w)", re.IGNORECASE)
_OF_GIG = re.compile(r"(?<!\w)(?:gig|number|nummer|auftrag)\s", re.IGNORECASE)
_AND, _A = re.compile(r"(?<=dred|sand) and (?=\w)"), re.compile(r"\Aan? (?=hundred|thousand)")
_UMLAUTS = (("fuenf", "fünf"), ("zwoelf", "zwölf"), ("dreissig", "dreißig"))
_DAY = re.compile(
    rf"(?<!\w)([^\W\d_]{{4,20}})(?=(?:\sof)?\s(?:{'|'.join(map(re.escape, sorted(MONTHS, key=len, reverse=True)))})(?!\w))",
    re.IGNORECASE,
)


def in_digits(text: str) -> str:
    """With the number of a gig in digits: `gig fifty-nine`."""
    for one in reversed(list(islice(_OF_GIG.finditer(text), _MOST))):
        words = list(islice(_WORD.finditer(text, one.end()), _LONGEST))
        for last in reversed(words):
            if (number := _value(text[one.end() : last.end()])) is not None:
                text = f"{text[: one.end()]}{number}{text[last.end() :]}"
                break
    return text


def counted_in_digits(text: str, units: re.Pattern[str]) -> str:
    """With digits in front of each of these units, and for the day of a month: `twelve hundred dollars`, `the eighteenth of May`."""
    text = _HUNDREDS.sub(lambda one: f"{int(one[1]) * 100}", text)
    for one in reversed(list(islice(units.finditer(text), _MOST))):
        words = list(_WORD.finditer(text, 0, one.start()))[-_LONGEST:]
        for first in words:
            said = text[first.start() : one.start()]
            if text[: first.start()].rstrip()[-1:].isdigit():
                continue
            if (number := _value(said.rstrip(" -"))) is not None:
                text = f"{text[: first.start()]}{number} {text[one.start() :]}"
                break
    return _DAY.sub(lambda day: _ordinal(day[1]), text)


def _value(said: str) -> int | None:
    """What these words count, all of them; None where one of them is no number, or all are digits."""
    if not _LETTERS.search(said):
        return None
    plain = _AND.sub(" ", _A.sub("one ", " ".join(said.casefold().split())))
    for typed, meant in _UMLAUTS:
        plain = plain.replace(typed, meant)
    return _read(plain)


@lru_cache(maxsize=256)
def _read(plain: str) -> int | None:
    for language in _LANGUAGES:
        try:
            number = int(text2num(plain, language))
        except ValueError:
            continue
        return number if number <= _LARGEST else None
    return None


def _ordinal(word: str) -> str:
    for language in _LANGUAGES:
        read = str(alpha2digit(word, language, ordinal_threshold=0))
        if read[0].isdigit():
            return read
    return word
