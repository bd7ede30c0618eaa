"""A sentence that asks for work, read into the form of a brief: what it says, as it says it, and nothing else."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from gigs.brief import BriefForm, clean
from sentences.intake_dates import dates_in
from sentences.intake_facts import Facts
from sentences.intake_found import Found, agreed
from sentences.intake_kinds import category_of
from sentences.intake_money import hours_in, money_in, price_types_in, units_of
from sentences.intake_opening import opening_of, wanted_in
from sentences.intake_places import cost_centres_in, marketplaces_in
from sentences.intake_skills import skills_in, skills_spans
from sentences.intake_title import title_of
from sentences.intake_words import Words, words_for
from sentences.number_words import counted_in_digits

_REPEATED = re.compile(r"(\W\W\W)\W{3,}")
LONGEST_READ = 600
"""Characters in which something is looked for. Whatever is behind them is in the outcome, like the rest."""


@dataclass(frozen=True, slots=True)
class Intake:
    """A form filled in from `words`; `said` are the fields that were, and the outcome always holds the whole text.

    `asks` are questions about what could be read in two ways, which stands in the form as it was typed: field ->
    sentence. `rough` is how an amount was said that isn't meant to be exact.
    """

    form: BriefForm
    said: frozenset[str]
    words: str
    asks: Mapping[str, str] = field(default_factory=dict)
    rough: str = ""


def read_intake(
    text: str, *, today: date, locale: str = "", cost_centres: Collection[str] = ()
) -> Intake | None:
    """What somebody asks for, or None where it isn't new work.

    `today` is the day where the speaker is, `locale` that of their client, such as de-DE; `cost_centres` those that
    exist. A marketplace may be named that can't be posted to. Never raises, whatever the text.
    """
    whole = clean(text)
    words = words_for(locale)
    begins = _REPEATED.sub(r"\1", " ".join(whole[: 2 * LONGEST_READ].split()))
    head = counted_in_digits(begins[:LONGEST_READ], units_of(words))
    money = money_in(head, locale, words)
    hours = hours_in(head, money, words)
    centres = cost_centres_in(head, cost_centres, words)
    dated = [one for one in dates_in(head, 0, today, locale, words) if one.fields]
    facts = Facts(money, hours, dated, [one for one in centres if one.fields])
    opening = opening_of(head, facts, words)
    if opening is None:
        return None
    dates = dates_in(head, opening, today, locale, words)
    prices = price_types_in(head, words)
    places = [*centres, *marketplaces_in(head, words)]
    found = [*money, *hours, *dates, *prices, *places]
    fields = _of_work(head, opening, [*found, *skills_spans(head, words)], words) | _agreed(found)
    said = {name: value for name, value in fields.items() if value} | {"outcome": whole}
    chosen = [one for name in ("amount", "start", "due") for one in agreed(found, name)[:1]]
    return Intake(
        form=BriefForm(**said),
        said=frozenset(said),
        words=whole,
        asks={name: sentence for one in chosen for name, sentence in one.asks.items()},
        rough=next((one.rough for one in chosen if one.rough), ""),
    )


def _of_work(text: str, opening: int, spans: Sequence[Found], words: Words) -> dict[str, str]:
    title = title_of(text, opening, [*spans, *wanted_in(text, words)], words)
    skills = skills_in(text[opening:], words)
    return {"title": title, "category": category_of(title or text[opening:], words), "skills": skills}


def _agreed(found: Sequence[Found]) -> dict[str, str]:
    """One amount with what belongs to it, and every other field that is said in one way only."""
    amounts = agreed(found, "amount")
    beside = [one for one in found if "amount" not in one.fields] + list(amounts)
    names = {name for one in beside for name in one.fields}
    return {name: those[0].fields[name] for name in sorted(names) if (those := agreed(beside, name))}
