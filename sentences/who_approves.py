"""Who approves somebody's gigs, or would approve an amount: a question about the policy, and about no gig that there is."""

import re
import unicodedata
from functools import cache

from gigs.value import Value
from sentences.filter_words import listed_words
from sentences.intake_money import money_in
from sentences.intake_words import any_of, words_for

_LONGEST = 120
_NUMBER = re.compile(r"(?<![\w#])(\d[\d.,' ’]{0,14}\d|\d{2,})(\s?k\b)?", re.IGNORECASE)
_GIG_NUMBER = re.compile(r"(?:gig|auftrag)\s*(?:no|nr|number|nummer)?\.?\s*#?\d|#\d", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


class WhoApproves(Value):
    """`amount` as typed, "" where none was named, in `currency` or in the policy's where that is ""."""

    amount: str = ""
    currency: str = ""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    asks = re.compile(
        rf"{any_of(listed_words('who'))}\s(?:\S{{1,12}}\s){{0,7}}?{any_of(listed_words('approves'))}"
        rf"|{any_of(listed_words('whose_approval'))}",
        re.IGNORECASE,
    )
    about = re.compile(any_of(listed_words("gigs") + listed_words("some_gig")), re.IGNORECASE)
    known = ("who", "approves", "whose_approval", "filler", "mine", "some_gig", "gigs", "over", "who_filler")
    parts = frozenset(part for one in known for said in listed_words(one) for part in said.casefold().split())
    return asks, about, parts


def who_approves(text: str, *, locale: str = "") -> WhoApproves | None:
    """None for any other question, and where a word is left that this doesn't explain: it may name a gig."""
    said = " ".join(unicodedata.normalize("NFKC", text[: 2 * _LONGEST]).split())
    asks, about, known = _patterns()
    if len(said) > _LONGEST or _GIG_NUMBER.search(said) or not asks.search(said):
        return None
    words = words_for(locale)
    money = [one for one in money_in(said, locale, words) if "amount" in one.fields]
    bare = _NUMBER.search(said)
    if len(money) == 1:
        found = WhoApproves(amount=money[0].fields["amount"], currency=money[0].fields.get("currency", ""))
        said = f"{said[: money[0].start]} {said[money[0].end :]}"
    elif bare and not money:
        found = WhoApproves(amount=bare[1] + "000" * bool(bare[2]))
        said = f"{said[: bare.start()]} {said[bare.end() :]}"
    elif not money and about.search(said):
        found = WhoApproves()
    else:
        return None
    left = [word for word in _WORD.findall(said) if word.casefold() not in known]
    return None if left or any(char.isdigit() for char in said) else found
