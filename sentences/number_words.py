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
_HALF = re.compile(
    r"(?<!\w)(?P<count>[^\W_]{1,12})[ -]and[ -]a[ -]half (?P<unit>thousand|grand|k|hundred)(?!\w)"
    r"|(?<!\w)half (?:a|of a) (?P<half>thousand|grand)(?!\w)"
    r"|(?<!\w)(?:(?P<zahl>ein|zwei|drei|vier|fünf|fuenf|sechs|sieben|acht|neun|zehn)(?:und)?einhalb|anderthalb)[ -]?(?P<einheit>tausend|hundert)(?!\w)",
    re.IGNORECASE,
)
_A_GRAND = re.compile(r"(?<!\w)an? (?=grand(?!\w))", re.IGNORECASE)
_THOUSANDS_OF = re.compile(r"(?<=\d)\s?T(?=EUR|€|CHF)")
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
    text = _A_GRAND.sub("1 ", _HALF.sub(_with_half, _THOUSANDS_OF.sub(" k ", text)))
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


def _with_half(found: re.Match[str]) -> str:
    """`Two and a half thousand` as 2.5 k."""
    if found["half"]:
        return "0.5 k"
    unit = (found["unit"] or found["einheit"]).casefold()
    said = (found["count"] or (found["zahl"] or "ein")).casefold()
    count = int(said) if said.isdecimal() else 1 if said in ("a", "ein") else _value(said)
    if count is None or count >= 1000:
        return found[0]
    return str(count * 100 + 50) if unit in ("hundred", "hundert") else f"{count}.5 k"


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
