"""What one press does about a hint: the form after it. Everything that it leaves alone stays as it was typed."""

import re
from collections.abc import Sequence

from coach.customers import customers_in
from coach.hints import Hint, Kind, Mend
from coach.personal import personal_data
from coach.phrases import Found
from coach.wording import removable
from gigs.brief import BriefForm, PriceType
from gigs.check_brief import MOST_SKILLS
from gigs.skills import split_skills

MASK = "[…]"
"""In place of what nobody outside should read."""
_NEXT = re.compile(r",?[ \t]+(?:and |und )?")
_COMMA_BEFORE = re.compile(r"[ \t]*,?[ \t]*\Z")


def mended(form: BriefForm, hint: Hint, *, line: str = "", customers: Sequence[str] = ()) -> BriefForm:
    """The form after the press. `line` is the beginning of the line that is added, in the reader's language."""
    text: str = getattr(form, hint.field)
    changed = _changed(form, hint, text, line, customers)
    return form if changed is None else form.model_copy(update={hint.field: changed})


def _changed(form: BriefForm, hint: Hint, text: str, line: str, customers: Sequence[str]) -> str | None:
    """The field after it; None where nobody but the requester can say what is right."""
    if hint.mend is Mend.MASK:
        found = personal_data(text) if hint.kind is Kind.PERSONAL else customers_in(text, customers)
        return _replaced(text, found, MASK)
    if hint.mend is Mend.INSERT:
        return f"{text.rstrip()}\n{line} ".lstrip("\n")
    if hint.mend is Mend.REMOVE:
        return _without(text, removable(text))
    if hint.mend is Mend.KEEP_FIRST:
        return ", ".join(split_skills(text)[:MOST_SKILLS])
    return _usual(form, hint) if hint.mend is Mend.USE else None


def _replaced(text: str, found: Sequence[Found], by: str) -> str:
    parts, place = [], 0
    for one in found:
        parts += [text[place : one.start], by]
        place = one.end
    return "".join([*parts, text[place:]])


def _without(text: str, found: Sequence[Found]) -> str:
    """The space before a word that is taken out goes with it, and so does the comma, unless the sentence goes on there."""
    parts: list[str] = []
    place = 0
    for one in found:
        after = (
            _NEXT.sub("", text[one.end :], count=1)
            if _ends_at_another(text, one, found)
            else text[one.end :].lstrip(" \t")
        )
        goes_on, before = after[:1].isalnum(), text[place : one.start]
        parts.append(before)
        if not goes_on:
            parts = [_COMMA_BEFORE.sub("", "".join(parts))]
        place = len(text) - len(after) if goes_on else one.end
    changed = "".join([*parts, text[place:]]).strip()
    return changed[:1].upper() + changed[1:] if text[:1].isupper() else changed


def _ends_at_another(text: str, one: Found, found: Sequence[Found]) -> bool:
    """Whether the next word goes as well, with the comma or the “and” between them."""
    match = _NEXT.match(text, one.end)
    return bool(match) and any(other.start == match.end() for other in found if match)


def _usual(form: BriefForm, hint: Hint) -> str | None:
    if hint.usual and hint.usual.money and form.price_type == PriceType.FIXED:
        return str(hint.usual.money[1].amount)
    return hint.usual.due.isoformat() if hint.usual and hint.usual.due else None
