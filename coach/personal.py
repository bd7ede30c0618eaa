"""Personal data in a text: addresses, phone and bank numbers, numbers of identity, days of birth."""

import re
from collections.abc import Iterator
from itertools import islice

from coach.hints import Hint, Kind, Mend
from coach.phrases import MOST_FOUND, Found, phrases
from coach.texts import mark, text_of
from gigs.brief import BriefForm

_MAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_MAIL_IN_WORDS = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64} ?[(\[{](?:at|ät)[)\]}] ?[\w-]{1,63}(?: ?(?:\.|[(\[{](?:dot|punkt)[)\]}]) ?[\w-]{1,63}){1,4}",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?<!\w)(?:Mr|Mrs|Ms|Miss|Mx|Dr|Herr|Herrn|Frau)\.? [A-ZÄÖÜ][\w-]{1,30}(?: [A-ZÄÖÜ][\w-]{1,30})?"
)
_EXTENSION = re.compile(r"[.: ]{0,3}\d{2,5}(?!\w)")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")
_NUMBER = re.compile(r"(?<![\w.,/-])[+(]{0,2}\d[\d ()/.\u2013-]{4,24}\d(?![\w]|[.,/-]\d)")
_CARD = re.compile(r"(?<![\w-])\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{1,7}(?!\w)")
_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2})(?!\d)"
)
_BIRTH_YEAR = re.compile(r"(?<!\d)(?:19\d{2}|20[01]\d)(?!\d)")
_DATE_IN_WORDS = re.compile(
    r"\d{1,2}(?:st|nd|rd|th|\.)? ?\w{3,10},? (?:19|20)\d{2}|\w{3,10} \d{1,2},? (?:19|20)\d{2}"
)
_IDENTITY = re.compile(r"(?<!\w)(?=[A-Z0-9 ./-]{0,12}\d)[A-Z0-9][A-Z0-9 ./-]{3,22}[A-Z0-9](?!\w)")
_FORMATS = (
    re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])"),  # United States: social security
    re.compile(r"(?<![\d.])756\.\d{4}\.\d{4}\.\d{2}(?![\d.])"),  # Switzerland: AHV
    re.compile(r"(?<!\w)\d{2} ?\d{6} ?[A-Z] ?\d{3}(?!\w)"),  # Germany: pension insurance
    re.compile(
        r"(?<!\w)[A-CEGHJ-PR-TW-Z][A-NP-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)"
    ),  # United Kingdom: national insurance
)
_STREET = re.compile(
    r"(?:\w{2,40}(?:straße|strasse|str\.|weg|allee|gasse|platz) \d{1,4}|\d{1,5} [A-Z]\w{1,30})"
)
_REACH = 30
"""Characters between a word such as “born” and what it is about."""
_SHORTEST_NUMBER, _LONGEST_NUMBER = 7, 15
"""Digits of a phone number."""
_NATIONAL = ("DE", "GB", "FR", "IT", "CH", "AT", "NL")
"""Where numbers within the country begin with 0, and whose plans are tried."""


def personal(form: BriefForm, field: str) -> Hint | None:
    """Personal data that would be public."""
    found = personal_data(text_of(form, field))
    if not found:
        return None
    words = tuple(dict.fromkeys(one.text for one in found))
    return Hint(kind=Kind.PERSONAL, field=field, mend=Mend.MASK, about=mark(*words), words=words)


def personal_data(text: str) -> list[Found]:
    """Where it stands, from left to right, none twice."""
    kept: list[Found] = []
    for one in sorted(_all(text), key=lambda each: (each.start, -each.end))[:MOST_FOUND]:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _all(text: str) -> Iterator[Found]:
    yield from _mails(text)
    yield from _people(text)
    if any(letter.isdigit() for letter in text):
        yield from _banks(text)
        yield from _identities(text)
        yield from _births(text)
        yield from _homes(text)
        yield from _phones(text)
        yield from _extensions(text)


def _found(match: re.Match[str]) -> Found:
    return Found(match.start(), match.end(), match.group())


def _mails(text: str) -> Iterator[Found]:
    """Without those of a department, such as press@."""
    yield from (_found(match) for match in _MAIL_IN_WORDS.finditer(text))
    for match in _MAIL.finditer(text):
        name = match.group().partition("@")[0]
        if not phrases("roles").is_all_of(name.rstrip(".")):
            yield _found(match)


def _people(text: str) -> Iterator[Found]:
    """Whom to ask, by name: everybody outside would read it."""
    for match in _PERSON.finditer(text):
        if _told(text, match, "asking"):
            yield _found(match)


def _extensions(text: str) -> Iterator[Found]:
    for cue in phrases("extension").find(text):
        if match := _EXTENSION.match(text, cue.end):
            yield Found(cue.start, match.end(), text[cue.start : match.end()])


def _banks(text: str) -> Iterator[Found]:
    from stdnum import iban, luhn  # noqa: PLC0415

    for match in _IBAN.finditer(text):
        if iban.is_valid(match.group()) or _told(text, match, "identity"):
            yield _found(match)
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if 13 <= len(digits) <= 19 and (luhn.is_valid(digits) or _told(text, match, "identity")):
            yield _found(match)


def _told(text: str, match: re.Match[str], name: str) -> bool:
    """Whether a word just before says what it is."""
    return phrases(name).before(text, match.start(), _REACH)


def _identities(text: str) -> Iterator[Found]:
    """By a format that nothing else has, or by the word before."""
    for pattern in _FORMATS:
        yield from (_found(match) for match in pattern.finditer(text))
    for cue in phrases("identity").find(text):
        after = text[cue.end : cue.end + 2 * _REACH]
        for match in _IDENTITY.finditer(after):
            is_number = sum(letter.isdigit() for letter in match.group()) >= 4
            if is_number and match.start() <= _REACH:
                yield Found(cue.end + match.start(), cue.end + match.end(), match.group())
                break


def _births(text: str) -> Iterator[Found]:
    for cue in phrases("birth").find(text):
        after = text[cue.end : cue.end + 2 * _REACH]
        for pattern in (_DATE, _DATE_IN_WORDS, _BIRTH_YEAR):
            match = pattern.search(after)
            if match and match.start() <= _REACH:
                yield Found(cue.end + match.start(), cue.end + match.end(), match.group())
                break


def _homes(text: str) -> Iterator[Found]:
    for cue in phrases("home").find(text):
        after = text[cue.end : cue.end + 3 * _REACH]
        if match := _STREET.search(after):
            yield Found(cue.end + match.start(), cue.end + match.end(), match.group())


def _phones(text: str) -> Iterator[Found]:
    for match in islice(_NUMBER.finditer(text), MOST_FOUND):
        digits = re.sub(r"\D", "", match.group())
        if not _SHORTEST_NUMBER <= len(digits) <= _LONGEST_NUMBER or _DATE.search(match.group()):
            continue
        if _is_phone(match.group(), is_told=_told(text, match, "phone")):
            yield _found(match)


def _is_phone(typed: str, *, is_told: bool) -> bool:
    """By the plans of numbers; one without a country code needs a 0 in front, or a word that says what it is."""
    from phonenumbers import NumberParseException, is_possible_number, is_valid_number, parse  # noqa: PLC0415

    national = typed.lstrip("(").startswith("0") and not typed.startswith("00")
    regions = (None,) if typed.startswith(("+", "(+")) else (*_NATIONAL, "US")
    for region in regions:
        if region and not is_told and not (national and region != "US"):
            continue
        try:
            number = parse(typed.replace("(0)", ""), region)
        except NumberParseException:
            continue
        if is_valid_number(number) or ((region is None or is_told) and is_possible_number(number)):
            return True
    return False
