"""Turns what was typed into a brief, or says at each field what is wrong, all at once."""

import re
import unicodedata
from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from gigs.brief import Brief, BriefForm, Category, DataTier, PriceType, Visibility
from gigs.errors import BriefIncomplete
from gigs.money import MINOR_DIGITS, Money

LENGTHS = {
    "title": 100,
    "outcome": 2000,
    "deliverables": 2000,
    "acceptance": 2000,
    "skills": 200,
    "cost_centre": 40,
    "purchase_order": 40,
    "emergency": 500,
}
"""The most characters a text field takes; the form says so too. Our own limits, not a marketplace's."""

C = TypeVar("C", bound=StrEnum)
T = TypeVar("T")

EXACTLY = "Please give an exact amount in digits, such as 1200 or 1,200.50."
MOST_SKILLS = 5
MOST_DELIVERABLES = 10
MOST_ANSWERS = 20
"""To the policy's own questions; a policy has no more of them."""
_NOT_SHOWN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_LINE_BREAK = re.compile("\r\n|[\r\u0085\u2028\u2029]")
_ONE_LINE = frozenset({"title", "cost_centre", "purchase_order"})
ANSWER = "answer_"
"""Before the id of one of the policy's questions: the id of its input on the form."""
_MISSING = {
    "title": "Please give a title.",
    "outcome": "Please say what outcome you want.",
    "deliverables": "Please say what will be handed in, one per line.",
    "acceptance": "Please say how you will check it.",
    "skills": "Please give at least one skill.",
    "cost_centre": "Please give the cost centre that pays.",
}


def clean(text: str) -> str:
    """Normalised (NFC) and without control, bidirectional and invisible characters; line breaks stay."""
    shown = _NOT_SHOWN.sub("", _LINE_BREAK.sub("\n", text))
    return unicodedata.normalize("NFC", shown).strip()


def clean_form(typed: dict[str, Any]) -> BriefForm:
    """The form from a card's inputs: known fields only, as clean text. Anything else a client sends is left out."""
    fields = set(BriefForm.model_fields) - {"answers"}
    known = {name: clean(str(typed[name]))[:4000] for name in sorted(fields) if typed.get(name)}
    given = {name.removeprefix(ANSWER): typed[name] for name in sorted(typed) if name.startswith(ANSWER)}
    answers = {name[:60]: str(answer)[:3] for name, answer in list(given.items())[:MOST_ANSWERS] if answer}
    return BriefForm(**known, answers=answers)


class _Check:
    """Collects one problem per field while the brief is read."""

    def __init__(self, form: BriefForm) -> None:
        self.form = form
        self.problems: dict[str, str] = {}

    def text(self, name: str, *, needed: bool = True) -> str:
        value: str = getattr(self.form, name)
        value = " ".join(value.split()) if name in _ONE_LINE else value
        if not value and not needed:
            return ""
        if not value:
            self.problems[name] = _MISSING[name]
        elif len(value) > LENGTHS[name]:
            self.problems[name] = f"Please shorten this to {LENGTHS[name]} characters; it has {len(value)}."
        return value

    def lines(self, name: str, split: str, most: int) -> tuple[str, ...]:
        parts = tuple(part for raw in re.split(split, self.text(name)) if (part := raw.strip(" -•*\t")))
        if not parts:
            self.problems.setdefault(name, _MISSING[name])
        if len(parts) > most:
            self.problems[name] = f"Please keep it to {most}; there are {len(parts)}."
        return parts

    def choice(self, name: str, kind: type[C]) -> C | None:
        try:
            return kind(getattr(self.form, name))
        except ValueError:
            self.problems[name] = "Please choose one."
            return None

    def day(self, name: str) -> date | None:
        try:
            return date.fromisoformat(getattr(self.form, name))
        except ValueError:
            self.problems[name] = "Please choose a date."
            return None

    def parse(self, name: str, read: Callable[[str], T], problem: str) -> T | None:
        try:
            return read(getattr(self.form, name))
        except (ValueError, InvalidOperation):
            self.problems[name] = problem
            return None


def _amount(text: str) -> Decimal:
    if not re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?", text):
        raise ValueError(text)
    return Decimal(text.replace(",", ""))


def _hours(text: str) -> int:
    hours = int(text)
    if not 1 <= hours <= 2000:
        raise ValueError(text)
    return hours


def _rate(check: _Check) -> Money | None:
    currency = check.form.currency
    if currency not in MINOR_DIGITS:
        check.problems["currency"] = "Please choose a currency."
    amount = check.parse("amount", _amount, EXACTLY)
    if amount is None or currency not in MINOR_DIGITS:
        return None
    try:
        return _exact(amount, currency)
    except ValueError as wrong:
        check.problems["amount"] = str(wrong)
        return None


def _exact(amount: Decimal, currency: str) -> Money:
    unit = Decimal(1).scaleb(-MINOR_DIGITS[currency])
    if amount <= 0 or amount > 10_000_000:
        raise ValueError("Please give an amount above 0 and up to 10,000,000.")
    if amount.quantize(unit) != amount:
        raise ValueError(f"{currency} has {MINOR_DIGITS[currency]} decimals; please round the amount.")
    return Money(amount=amount.quantize(unit), currency=currency)


def parse_amount(text: str, currency: str) -> Money:
    """Exact money from digits. Raises ValueError with a sentence for whoever typed it."""
    try:
        amount = _amount(text)
    except (ValueError, InvalidOperation) as wrong:
        raise ValueError(EXACTLY) from wrong
    return _exact(amount, currency)


def _dates(check: _Check, today: date) -> tuple[date | None, date | None]:
    start, due = check.day("start"), check.day("due")
    if start and start < today:
        check.problems["start"] = "This day has passed; please choose today or later."
    if start and due and due < start:
        check.problems["due"] = "The work would be due before it starts."
    return start, due


def _answers(check: _Check, questions: Collection[str]) -> dict[str, bool]:
    for name in questions:
        if check.form.answers.get(name) not in {"yes", "no"}:
            check.problems[ANSWER + name] = "Please answer yes or no."
    return {name: check.form.answers.get(name) == "yes" for name in sorted(questions)}


def check_brief(
    form: BriefForm, *, today: date, marketplaces: Collection[str], questions: Collection[str] = ()
) -> Brief:
    """The brief that was typed. Raises BriefIncomplete with every problem at its field, all at once.

    `questions` are the ids of those that the policy wants answered.
    """
    check = _Check(form)
    price_type = check.choice("price_type", PriceType)
    hours = None
    if price_type is PriceType.HOURLY:
        hours = check.parse("hours", _hours, "Please give the most hours that may be worked, from 1 to 2000.")
    if form.marketplace not in marketplaces:
        check.problems["marketplace"] = "Please choose a marketplace."
    start, due = _dates(check, today)
    found: dict[str, Any] = {
        "title": check.text("title"),
        "outcome": check.text("outcome"),
        "deliverables": check.lines("deliverables", r"\n", MOST_DELIVERABLES),
        "acceptance": check.text("acceptance"),
        "category": check.choice("category", Category),
        "skills": check.lines("skills", r"[,;\n]", MOST_SKILLS),
        "price_type": price_type,
        "rate": _rate(check),
        "hours": hours,
        "start": start,
        "due": due,
        "data_tier": check.choice("data_tier", DataTier),
        "cost_centre": check.text("cost_centre"),
        "visibility": check.choice("visibility", Visibility),
        "marketplace": form.marketplace,
        "purchase_order": check.text("purchase_order", needed=False),
        "emergency": check.text("emergency", needed=False),
        "answers": _answers(check, questions),
    }
    if check.problems:
        raise BriefIncomplete(check.problems)
    return Brief(**found)
