"""Turns what was typed into a brief, or says at each field what is wrong, all at once."""

from collections.abc import Callable, Collection
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from gigs.amounts import NoAmount, read_amount
from gigs.brief import (
    Brief,
    BriefForm,
    Category,
    DataTier,
    Experience,
    PriceType,
    Visibility,
    clean,
)
from gigs.dates import read_day
from gigs.errors import BriefIncomplete
from gigs.length import excess
from gigs.links import MOST_LINKS, Link, read_link
from gigs.money import MINOR_DIGITS, Money
from gigs.skills import split_skills
from translation.catalogue import N_, _
from translation.formats import number

LENGTHS = {
    "title": 100,
    "outcome": 2000,
    "deliverables": 2000,
    "acceptance": 2000,
    "skills": 200,
    "cost_centre": 40,
    "purchase_order": 40,
    "emergency": 500,
    "screening": 1000,
    "links": 5500,
}
"""The most characters of each text, as people count them. Our own limits, not a marketplace's."""

EXTRA_FIELDS = ("experience", "weekly_hours", "screening", "visibility")
"""Fields that a form has only where the chosen marketplace asks for them."""

C = TypeVar("C", bound=StrEnum)
T = TypeVar("T")
Split = Callable[[str], tuple[str, ...]]

HOURS_OF_A_FIXED_PRICE = N_("A fixed price has no hours. Please clear them, or choose to pay by the hour.")
MOST_SKILLS = 5
MOST_DELIVERABLES = 10
MOST_QUESTIONS = 5
"""To the freelancers, on the listing."""
MOST_HOURS = 2000
MOST_WEEKLY_HOURS = 80
MOST_ANSWERS = 20
"""To the policy's own questions; a policy has no more of them."""
_ONE_LINE = frozenset({"title", "cost_centre", "purchase_order"})
ANSWER = "answer_"
"""Before the id of one of the policy's questions: the id of its input on the form."""
_MISSING = {
    "title": N_("Please give a title."),
    "outcome": N_("Please say what outcome you want."),
    "deliverables": N_("Please list the deliverables, one per line."),
    "acceptance": N_("Please say how you’ll check the work."),
    "skills": N_("Please give at least one skill."),
    "cost_centre": N_("Please give the cost centre that pays."),
}


def clean_form(typed: dict[str, Any]) -> BriefForm:
    """The form from a card's inputs: known fields only, as clean text. Anything else a client sends is left out."""
    fields = set(BriefForm.model_fields) - {"answers"}
    known = {name: clean(str(typed[name])) for name in sorted(fields) if typed.get(name)}
    given = {name.removeprefix(ANSWER): typed[name] for name in sorted(typed) if name.startswith(ANSWER)}
    answers = {name[:60]: str(answer)[:3] for name, answer in list(given.items())[:MOST_ANSWERS] if answer}
    return BriefForm(**known, answers=answers)


def _lines(text: str) -> tuple[str, ...]:
    """Without what people put before the items of a list."""
    return tuple(part for raw in text.split("\n") if (part := raw.strip(" -–•·・*\t")))


def with_held(typed: BriefForm, former: BriefForm, held: Collection[str]) -> BriefForm:
    """With the texts that the form only showed, where no other was typed: none of them went to the client whole."""
    names = set(held) & (set(BriefForm.model_fields) - {"answers"})
    kept = {name: getattr(former, name) for name in names if not getattr(typed, name)}
    return typed.model_copy(update=kept)


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
            self.problems[name] = _(_MISSING[name])
        elif told := excess(value, LENGTHS[name]):
            self.problems[name] = _("Please shorten this: {limit}").format(limit=told)
        return value

    def lines(self, name: str, most: int, *, needed: bool = True, split: Split = _lines) -> tuple[str, ...]:
        parts = split(self.text(name, needed=needed))
        if not parts and needed:
            self.problems.setdefault(name, _(_MISSING[name]))
        if len(parts) > most:
            said = _("Please keep it to {most}; there are {count}.")
            self.problems[name] = said.format(most=most, count=len(parts))
        return parts

    def choice(self, name: str, kind: type[C]) -> C | None:
        try:
            return kind(getattr(self.form, name))
        except ValueError:
            self.problems[name] = _("Please choose one.")
            return None

    def optional(self, name: str, kind: type[C]) -> C | None:
        return self.choice(name, kind) if getattr(self.form, name) else None

    def day(self, name: str) -> date | None:
        try:
            return read_day(getattr(self.form, name))
        except ValueError as wrong:
            self.problems[name] = str(wrong)
            return None

    def without_hours(self, name: str, price_type: PriceType | None) -> None:
        """Whether they or the price are meant, only whoever typed both can say."""
        if price_type is PriceType.FIXED and getattr(self.form, name):
            self.problems[name] = _(HOURS_OF_A_FIXED_PRICE)

    def parse(self, name: str, read: Callable[[str], T], problem: str) -> T | None:
        try:
            return read(getattr(self.form, name))
        except ValueError:
            self.problems[name] = problem
            return None


def _whole(text: str, most: int) -> int:
    number = int(text)
    if not 1 <= number <= most:
        raise ValueError(text)
    return number


def _hours(check: _Check, price_type: PriceType | None) -> int | None:
    if price_type is not PriceType.HOURLY:
        check.without_hours("hours", price_type)
        return None
    told = _("Please give the maximum number of hours, from 1 to {most}.").format(most=number(MOST_HOURS))
    return check.parse("hours", lambda text: _whole(text, MOST_HOURS), told)


def _weekly(check: _Check, price_type: PriceType | None) -> int | None:
    if price_type is not PriceType.HOURLY or not check.form.weekly_hours:
        check.without_hours("weekly_hours", price_type)
        return None
    told = _("Please give whole hours from 1 to {most}, or leave it empty.").format(most=MOST_WEEKLY_HOURS)
    return check.parse("weekly_hours", lambda text: _whole(text, MOST_WEEKLY_HOURS), told)


def _rate(check: _Check) -> Money | None:
    currency = check.form.currency
    is_known = currency in MINOR_DIGITS
    if not is_known:
        check.problems["currency"] = _("Please choose a currency.")
    try:
        read = read_amount(check.form.amount, currency if is_known else "USD")
    except ValueError as wrong:
        if is_known or isinstance(wrong, NoAmount):
            check.problems["amount"] = str(wrong)
        return None
    return read if is_known else None


def _dates(check: _Check, today: date) -> tuple[date | None, date | None]:
    start, due = check.day("start"), check.day("due")
    if start and start < today:
        check.problems["start"] = _("This day has passed; please choose today or later.")
    if start and due and due < start:
        check.problems["due"] = _("The work would be due before it starts.")
    return start, due


def _answers(check: _Check, questions: Collection[str]) -> dict[str, bool]:
    for name in questions:
        if check.form.answers.get(name) not in {"yes", "no"}:
            check.problems[ANSWER + name] = _("Please answer yes or no.")
    return {name: check.form.answers.get(name) == "yes" for name in sorted(questions)}


def _asked_there(check: _Check, asked: Collection[str], price_type: PriceType | None) -> dict[str, Any]:
    """What only some marketplaces ask for. Where nobody asks who may see the listing, everybody may."""
    screening = partial(check.lines, "screening", MOST_QUESTIONS, needed=False)
    return {
        "visibility": check.choice("visibility", Visibility) if "visibility" in asked else Visibility.PUBLIC,
        "experience": check.optional("experience", Experience) if "experience" in asked else None,
        "weekly_hours": _weekly(check, price_type) if "weekly_hours" in asked else None,
        "screening": screening() if "screening" in asked else (),
    }


def _links(check: _Check) -> tuple[Link, ...]:
    """One per line; every line that is none is told."""
    found, wrong = [], []
    lines = check.lines("links", MOST_LINKS, needed=False)
    for typed in () if "links" in check.problems else lines:
        try:
            found.append(read_link(typed))
        except ValueError as error:
            wrong.append(str(error))
    if wrong:
        check.problems["links"] = " ".join(dict.fromkeys(wrong))
    return tuple(found)


def _words(check: _Check) -> dict[str, Any]:
    return {
        "title": check.text("title"),
        "outcome": check.text("outcome"),
        "deliverables": check.lines("deliverables", MOST_DELIVERABLES),
        "acceptance": check.text("acceptance"),
        "skills": check.lines("skills", MOST_SKILLS, split=split_skills),
        "cost_centre": check.text("cost_centre"),
        "purchase_order": check.text("purchase_order", needed=False),
        "emergency": check.text("emergency", needed=False),
        "links": _links(check),
    }


def check_brief(
    form: BriefForm,
    *,
    today: date,
    marketplaces: Collection[str],
    questions: Collection[str] = (),
    asked: Collection[str] = EXTRA_FIELDS,
) -> Brief:
    """The brief that was typed. Raises BriefIncomplete with every problem at its field, all at once.

    `questions` are the ids of those that the policy wants answered, `asked` those of EXTRA_FIELDS that the chosen
    marketplace asks for; what was typed into the others is left out.
    """
    check = _Check(form)
    price_type = check.choice("price_type", PriceType)
    if form.marketplace not in marketplaces:
        check.problems["marketplace"] = _("Please choose a marketplace.")
    start, due = _dates(check, today)
    found: dict[str, Any] = {
        **_words(check),
        "category": check.choice("category", Category),
        "price_type": price_type,
        "rate": _rate(check),
        "hours": _hours(check, price_type),
        "start": start,
        "due": due,
        "data_tier": check.choice("data_tier", DataTier),
        "marketplace": form.marketplace,
        "answers": _answers(check, questions),
        **_asked_there(check, asked, price_type),
    }
    if check.problems:
        raise BriefIncomplete(check.problems)
    return Brief(**found)
