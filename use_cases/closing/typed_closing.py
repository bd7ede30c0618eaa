"""What the requester typed into the closing form, read and checked."""

from datetime import datetime

from gigs.brief import clean
from gigs.errors import BriefIncomplete, TooLong
from gigs.gig import Closing
from gigs.length import excess
from translation.catalogue import _

LONGEST_LINE = 500
_ROOM = 6000
"""Bytes of one line of a lesson that still fit on the form when it's shown again."""


def typed_closing(typed: dict[str, str], at: datetime) -> Closing:
    """The closing. Raises BriefIncomplete with a sentence for each field that is wrong, TooLong for what the form couldn't show.

    A form that was drawn when a lesson was one text sends it as `lesson`.
    """
    problems: dict[str, str] = {}
    rating = _number(typed, "rating", 1, 5, _("Please rate the work from 1 to 5."), problems)
    score = _number(typed, "requester_score", 0, 10, _("Please choose a number from 0 to 10."), problems)
    again = typed.get("hire_again", "")
    if again not in {"yes", "no"}:
        problems["hire_again"] = _("Please choose one.")
    lines = {name: clean(typed.get(name, "")) for name in ("do_again", "do_differently")}
    lines["do_again"] = lines["do_again"] or clean(typed.get("lesson", ""))
    if not any(lines.values()):
        problems["do_again"] = _("Please leave a lesson for the next requester, in one of the two fields.")
    for name, line in lines.items():
        if told := excess(line, LONGEST_LINE):
            problems[name] = _shorten(line, told)
    if problems:
        raise BriefIncomplete(problems)
    return Closing(
        rating=rating,
        hire_again=again == "yes",
        requester_score=score,
        do_again=lines["do_again"],
        do_differently=lines["do_differently"],
        closed_at=at,
    )


def _shorten(line: str, told: str) -> str:
    if len(line.encode()) > _ROOM:
        too_long = _("The lesson is too long: {excess} Please shorten it. It’s still on your card.")
        raise TooLong(too_long.format(excess=told))
    return _("Please shorten this: {excess}").format(excess=told)


def _number(
    typed: dict[str, str], name: str, low: int, high: int, sentence: str, problems: dict[str, str]
) -> int:
    text = typed.get(name, "").strip()
    if text.isascii() and text.isdigit() and low <= int(text) <= high:
        return int(text)
    problems[name] = sentence
    return low
