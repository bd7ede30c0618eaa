"""What a sentence says about money and hours: the amount as it was typed, its currency, by the hour or fixed, how long."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import islice

from gigs.amounts import NoAmount, read_amount, without_grouping
from gigs.money import MINOR_DIGITS
from sentences.intake_found import Found
from sentences.intake_words import Words, any_of

_NUMBER = r"(?:\d{1,3}(?:[ .,'’]\d{3}){1,5}(?:[.,]\d{1,2})?(?!\d)|\d{1,12}(?:[.,]\d{1,3})?(?!\d))"
_NO_CENTS = re.compile(r"(?<=\d{3})[.,]00\Z")
_GROUPS = re.compile(r"(?<=\d)[ '’](?=\d{3}(?!\d))")
_ALONE = r"(?<![\w.,/#-])"
_NEAR = 30
"""How far before an amount a word about it may stand, in characters."""
_MOST = 12
"""Of amounts or hours that are looked at: nobody who asks for one piece of work names more."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    priced: tuple[re.Pattern[str], ...]
    bare: tuple[re.Pattern[str], ...]
    hours: re.Pattern[str]
    after: dict[str, re.Pattern[str]]
    before: dict[str, re.Pattern[str]]
    said: dict[str, re.Pattern[str]]


@cache
def _patterns(words: Words) -> _Patterns:
    """One set for each language: there are as many of `words`."""
    k = words.one_of("thousand")
    one = rf"{_NUMBER}(?:\s?{k})?"
    money = any_of(_money_words(words))
    further = rf"(?:{money}\s?)?{one}"
    between = (
        rf"{words.one_of('between')}\s{one}(?:\s?{money})?\s?(?:-|–|{words.one_of('range_to')})\s?{further}"
    )
    amount = rf"(?:{between}|{one}(?:(?:\s?{money})?\s?(?:-|–|to|bis)\s?{further})?)"
    hours = rf"{_ALONE}(?P<number>\d{{1,4}}(?:[.,]\d)?(?:\s?[-–]\s?\d{{1,4}})?)[ -]?{words.one_of('hours')}"
    closing = words.one_of("small_words", "due", "start", "fixed", "rough", "within")
    after = ("per_hour", "per_other", "million", "fixed_beside", "per_week", "not_work", "each_at")
    before = ("rate_before", "rough", "budget", "within", "lone", "fixed_beside")
    return _Patterns(
        priced=_priced_patterns(amount, words),
        bare=_bare_patterns(amount, words),
        hours=_compiled(hours),
        after={name: _compiled(rf"[ ,(]{{0,3}}{words.one_of(name)}") for name in after},
        before={name: _compiled(rf"{words.one_of(name)}[\s:=]*\Z") for name in before},
        said={
            "hourly": _compiled(words.one_of("hourly")),
            "fixed": _compiled(words.one_of("fixed")),
            "end": _compiled(rf"\s*(?:\Z|[^\w\s]|{closing})"),
            "each": _compiled(rf"\s?{words.one_of('per_each')}\s?[^\W\d_]"),
            "roughly": _compiled(rf"\s?{words.one_of('roughly_after')}"),
            "thousand": _compiled(rf"\s?{k}\Z"),
            "range": _compiled(
                rf"\d(?:\s?{k})?(?:\s?{money})?\s?(?:-|–|{words.one_of('range_to')})\s?(?:{money}\s?)?(?P<most>\d[^a-z]*(?:\s?{k})?)\Z"
            ),
            "between": _compiled(
                rf"{words.one_of('between')}\s(?:[^\W\d_]{{1,12}}\s){{1,3}}{words.one_of('range_to')}\s\Z"
            ),
            "vague": _compiled(rf"{words.one_of('vague_count')}\s\Z"),
        },
    )


@cache
def units_of(words: Words) -> re.Pattern[str]:
    """What an amount or hours are counted in."""
    named = {*words.currencies, *words.lists["dollars"], *words.lists["crowns"]}
    counted = any_of(one for one in named if one.isalpha() or " " in one)
    return _compiled(rf"(?<=[\s-])(?:{counted}|{words.one_of('hours', 'per_hour')})")


def _money_words(words: Words) -> set[str]:
    return {*words.currencies, *words.lists["dollars"], *words.lists["crowns"], *words.by_country}


def _priced_patterns(amount: str, words: Words) -> tuple[re.Pattern[str], ...]:
    """With the currency in front, behind, and behind an amount in words."""
    money = any_of(_money_words(words))
    counted = "|".join(sorted(words.numbers, key=len, reverse=True))
    units, k = "|".join(words.lists["hundred"] + words.lists["thousand"]), words.one_of("thousand")
    return (
        _compiled(
            rf"(?P<number>{words.one_of('between')}\s(?P<unit>{money})\s?{_NUMBER}(?:\s?{k})?\s?(?:-|–|{words.one_of('range_to')})\s?(?:{money}\s?)?{_NUMBER}(?:\s?{k})?)"
        ),
        _compiled(rf"(?P<unit>{money})\s?(?P<number>{amount})"),
        _compiled(
            rf"{_ALONE}(?P<number>{amount})(?P<ish>\s?-?ish)?(?:\s?[,.][-–—]{{1,2}})?\s?(?P<unit>{money})"
        ),
        _compiled(rf"(?P<number>(?<!\w)(?:(?:{counted})[ -]?)?(?:{units}))\s?(?P<unit>{money})"),
    )


def _bare_patterns(amount: str, words: Words) -> tuple[re.Pattern[str], ...]:
    """Behind a word such as `budget`, and in front of `an hour`."""
    k = any_of(one for one in words.lists["thousand"] if one != "t")
    lead = rf"(?:\s|[:=]|['’]s|{words.one_of('most', 'rough')}){{0,5}}"
    return (
        _compiled(rf"{words.one_of('budget')}{lead}(?P<number>{amount})"),
        _compiled(rf"{_ALONE}(?P<number>{amount})(?=\s?{words.one_of('per_hour')})"),
        _compiled(
            rf"(?:\A|(?<=[\s,;:(]))(?P<number>{_NUMBER}\s?{k})(?P<ish>\s?-?ish)?(?=\s?(?:{words.one_of('most_after')}|[,.;!)]|\Z))"
        ),
        _compiled(
            rf"(?:\A|(?<=[,;:(]\s))(?P<number>\d{{2,6}})(?=\s{words.one_of('most_after')}\s?(?:[,.;!)]|\Z))"
        ),
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def money_in(text: str, locale: str, words: Words) -> list[Found]:
    """Every amount that could be the price of the work. One by the piece, a day or a word is none."""
    patterns = _patterns(words)
    found = list(_priced(text, locale, words, patterns))
    return found or list(_bare(text, locale, words, patterns))


def price_types_in(text: str, words: Words) -> list[Found]:
    """Where it is said how the work is paid, besides at an amount."""
    said = _patterns(words).said
    return [
        Found(one.start(), one.end(), {"price_type": kind})
        for kind in ("hourly", "fixed")
        for one in said[kind].finditer(text)
    ]


def _priced(text: str, locale: str, words: Words, patterns: _Patterns) -> Iterator[Found]:
    taken: list[tuple[int, int]] = []
    for pattern in patterns.priced:
        for one in islice(pattern.finditer(text), _MOST):
            if any(one.start() < end and start < one.end() for start, end in taken):
                continue
            taken.append(one.span())
            currency = _currency(one["unit"], locale, words)
            if read := _read(text, one, currency, locale, words, patterns):
                yield read


def _bare(text: str, locale: str, words: Words, patterns: _Patterns) -> Iterator[Found]:
    """Without a currency, where the words beside it say that it is money."""
    for pattern in patterns.bare:
        for one in islice(pattern.finditer(text), _MOST):
            is_money = pattern is not patterns.bare[0] or patterns.said["end"].match(text, one.end())
            if is_money and (read := _read(text, one, "", locale, words, patterns)):
                yield read


def _read(
    text: str, one: re.Match[str], currency: str, locale: str, words: Words, patterns: _Patterns
) -> Found | None:
    before = text[max(0, one.start() - _NEAR) : one.start()]
    if any(patterns.after[name].match(text, one.end()) for name in ("million", "per_other")):
        return None
    is_hourly = patterns.after["per_hour"].match(text, one.end())
    if patterns.before["rate_before"].search(before) or (
        not is_hourly and patterns.said["each"].match(text, one.end())
    ):
        return None
    is_round = not one["number"][0].isdigit() or one["number"] in ("100", "1000")
    if is_round and patterns.said["vague"].search(before):
        return Found(one.start(), one.end())
    a_range = patterns.said["range"].search(one["number"])
    amount = _as_typed(a_range["most"] if a_range else one["number"], locale, words, patterns)
    fields = {"amount": amount} | ({"currency": currency} if currency else {})
    end = one.end()
    for name, kind in (("per_hour", "hourly"), ("fixed_beside", "fixed")):
        if beside := patterns.after[name].match(text, end):
            fields, end = fields | {"price_type": kind}, beside.end()
            break
    if "price_type" not in fields and patterns.before["fixed_beside"].search(before):
        fields["price_type"] = "fixed"
    rough = patterns.said["between"].search(before) or patterns.before["rough"].search(before)
    after = patterns.said["roughly"].match(text, end)
    start = one.start() - (len(before) - rough.start() if rough else 0)
    is_firm = fields.get("price_type") == "hourly" or bool(patterns.before["budget"].search(before))
    is_rough = rough or after or a_range or one.groupdict().get("ish")
    said = text[start : after.end() if after else one.end()].strip() if is_rough else ""
    asks = _asks(amount, currency)
    if "unit" in one.groupdict() and not currency:
        asks["currency"] = f"“{one['unit']}” could be the currency of several countries. Please choose one."
    return Found(start, end, fields, asks, said, is_firm)


def _as_typed(number: str, locale: str, words: Words, patterns: _Patterns) -> str:
    """`2k`, `two hundred` and `1'000` in plain digits; anything else as it was written."""
    if not number[0].isdigit():
        return _spelled(number.casefold(), words)
    if found := patterns.said["thousand"].search(number):
        digits = number[: found.start()].replace(",", ".")
        whole = re.fullmatch(r"\d{1,4}(?:\.\d{1,2})?", digits)
        return f"{Decimal(digits) * 1000:f}".removesuffix(".00").removesuffix(".0") if whole else number
    return without_grouping(_NO_CENTS.sub("", _GROUPS.sub("", number)), locale)


def _spelled(number: str, words: Words) -> str:
    is_hundreds = any(number.endswith(one) for one in words.lists["hundred"])
    unit = next(one for one in words.lists["hundred" if is_hundreds else "thousand"] if number.endswith(one))
    count = words.numbers.get(number.removesuffix(unit).strip(" -"), 1)
    return str(count * (100 if is_hundreds else 1000))


def _currency(unit: str, locale: str, words: Words) -> str:
    """Its code; empty for a word such as dollar where the speaker's country doesn't tell which."""
    name = " ".join(unit.casefold().replace("-", " ").split())
    named = _named(words)
    local = (
        "$"
        if name == "$" or name in words.lists["dollars"]
        else "kr"
        if name in words.lists["crowns"]
        else ""
    )
    if not local:
        return named.get(name, "")
    parts = locale.replace("_", "-").split("-")
    return words.by_country[local].get(next((part.upper() for part in parts[1:] if len(part) == 2), ""), "")


@cache
def _named(words: Words) -> dict[str, str]:
    return {one.casefold().replace("-", " "): code for one, code in words.currencies.items()}


def _asks(amount: str, currency: str) -> dict[str, str]:
    """What the form itself would ask about this amount."""
    is_known = currency in MINOR_DIGITS
    try:
        read_amount(amount, currency if is_known else "USD")
    except ValueError as wrong:
        return {"amount": str(wrong)} if is_known or isinstance(wrong, NoAmount) else {}
    return {}


def hours_in(text: str, money: list[Found], words: Words) -> list[Found]:
    """The hours of work, or of a week. Those of a recording, or until a deadline, are none."""
    patterns, found = _patterns(words), []
    for one in islice(patterns.hours.finditer(text), _MOST):
        before = text[max(0, one.start() - _NEAR) : one.start()]
        if any(patterns.before[name].search(before) for name in ("within", "lone")):
            continue
        if patterns.after["not_work"].match(text, one.end()):
            continue
        if weekly := patterns.after["per_week"].match(text, one.end()):
            found.append(Found(one.start(), weekly.end(), {"weekly_hours": one["number"]}))
            continue
        fields = {"hours": one["number"]}
        each = patterns.after["each_at"].match(text, one.end())
        if each and any(
            0 <= paid.start - each.end() <= 1 and "price_type" not in paid.fields for paid in money
        ):
            fields["price_type"] = "hourly"
        found.append(Found(one.start(), one.end(), fields))
    return found
