"""What a gig is called: the words that say what is asked for, without price, dates and courtesy."""

import re
from collections.abc import Sequence
from functools import cache

from gigs.check_brief import LENGTHS
from sentences.intake_found import Found
from sentences.intake_kinds import kinds_in
from sentences.intake_words import Words

_CUT = "\n"
_EARLIEST = 8
"""Characters of what is asked for, before anything else can be spoken of."""
_LONGEST_KIND = 60
_PIECE = re.compile(r"\n|[,;:!?()|•](?!\d)|\.(?=\s|\Z)|\s[-–—]\s|\s?[–—]\s")
_ROUND = " \t,.;:!?-–—/+&*#@'\"“”„‘’()[]…"


@cache
def _patterns(words: Words) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a title begins and ends with no part of it."""
    first = rf"\A(?:{words.one_of('articles', 'small_words', 'rough', 'before', 'thing_before')}|\W+)\s?"
    last = rf"(?:\s|\A){words.one_of('small_words', 'after', 'rough')}\W*\Z|[^\w+#)]+\Z"
    return re.compile(first, re.IGNORECASE), re.compile(last, re.IGNORECASE)


@cache
def _spoken(words: Words) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Where one who dictates goes on to something else, sounds that say nothing, and where a long title can end."""
    goes_on = rf"(?P<into>{words.one_of('goes_into')})?\s(?:{words.one_of('goes_on_with')}\s)?{words.one_of('goes_on')}(?!\w)"
    return (
        re.compile(goes_on, re.IGNORECASE),
        re.compile(rf"{words.one_of('hesitations')}\s", re.IGNORECASE),
        re.compile(rf"\s{words.one_of('joints', 'goes_on_with')}\s", re.IGNORECASE),
    )


def title_of(text: str, opening: int, spans: Sequence[Found], words: Words) -> str:
    """The first piece of the request that names a kind of work, else its first words, up to where it speaks of something else."""
    marked = list(text)
    for span in spans:
        for place in range(span.start, min(span.end, len(marked))):
            marked[place] = _CUT
    pieces = [
        _trimmed(_until_it_goes_on(_trimmed(piece, words), words), words)
        for piece in _PIECE.split("".join(marked)[opening:])
    ]
    pieces = [piece for piece in pieces if sum(char.isalpha() for char in piece) > 1]
    named = next((piece for piece in pieces[:4] if kinds_in(piece, words)), None)
    title = named or (pieces[0] if pieces else "")
    return title[:1].upper() + title[1:] if len(title) <= LENGTHS["title"] else ""


def _until_it_goes_on(piece: str, words: Words) -> str:
    """Without what is said beside it, as people do who dictate: they make no commas."""
    goes_on, hesitations, joints = _spoken(words)
    piece = hesitations.sub("", piece)
    further = goes_on.finditer(piece, min(_EARLIEST, len(piece)))
    if first := next((one for one in further if not one["into"]), None):
        piece = piece[: first.start()]
    if len(piece) <= LENGTHS["title"]:
        return piece
    ends = [one.start() for one in joints.finditer(piece, _EARLIEST, LENGTHS["title"])]
    return piece[: ends[-1]] if ends else piece


def _trimmed(piece: str, words: Words) -> str:
    first, last = _patterns(words)
    piece = piece.strip(_ROUND)
    for _ in range(8):
        shorter = last.sub("", piece).strip(_ROUND)
        named = kinds_in(shorter[:_LONGEST_KIND], words)
        if not (named and named[0].start == 0):
            shorter = first.sub("", shorter).strip(_ROUND)
        if shorter == piece:
            break
        piece = shorter
    return piece
