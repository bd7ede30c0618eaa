"""Text on cards: what people and marketplaces wrote is shown as it is, never interpreted, and cut to a length."""

import re
from datetime import UTC, date, datetime
from string import Formatter

from cards.kit.nodes import RichTextBlock, Spacing, TextBlock, TextColor, TextRun, TextSize
from gigs.brief import clean
from gigs.length import characters
from translation import formats
from translation.catalogue import N_, _

NOTHING = "\u2013"
CUT_MARK = N_(" … (cut)")
_PIECES = Formatter()
_FUNCTION = re.compile(r"\{(?=\{)")
_MARKDOWN = re.compile(r"([\\`*_\[\]~<>|#&])")
_LIST_OR_QUOTE = re.compile(r"^(\s*)([-+>]|\d+[.)])(?=\s)", re.MULTILINE)


def cut(text: str, most: int) -> str:
    """At most `most` bytes of UTF-8, so that a card's size is known beforehand; a mark says where it was cut."""
    encoded = text.encode()
    if len(encoded) <= most:
        return text
    mark = _(CUT_MARK)
    return encoded[: most - len(mark.encode())].decode(errors="ignore").rstrip() + mark


def shortened(text: str, most: int) -> str:
    """The text, or as many whole words of it as `most` bytes hold, with how long it is in all. Only ever shown."""
    encoded = (text := clean(text)).encode()
    if len(encoded) <= most:
        return text
    head = encoded[:most].decode(errors="ignore")
    whole_words = re.sub(r"\s\S{0,40}\Z", "", head)
    in_all = _("({n} characters in all)").format(n=formats.number(characters(text)))
    return f"{whole_words.rstrip()} … {in_all}"


def plain(text: str, most: int = 400) -> str:
    """Fit for a TextRun, a button or an input: visible characters only, no card function such as DATE, cut."""
    return _FUNCTION.sub("{\u200b", cut(clean(text), most))


def escape(text: str, most: int = 400) -> str:
    """Fit for an element that knows only Markdown (a Fact): one line, every construct of Markdown switched off."""
    line = " ".join(plain(text, most).split()).replace("://", ":/\u200b/")
    return _LIST_OR_QUOTE.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", line))


def run(
    text: str,
    *,
    most: int = 400,
    bold: bool = False,
    subtle: bool = False,
    struck: bool = False,
    size: TextSize | None = None,
    color: TextColor | None = None,
) -> TextRun:
    """A piece of a line. A TextRun shows what it is given: no Markdown, no links."""
    return TextRun(
        text=plain(text, most) or NOTHING,
        weight="Bolder" if bold else None,
        is_subtle=subtle or None,
        strikethrough=struck or None,
        size=size,
        color=color,
    )


def own(
    text: str,
    *,
    bold: bool = False,
    subtle: bool = False,
    size: TextSize | None = None,
    color: TextColor | None = None,
) -> TextRun:
    """A piece of a line in our own words, in a look of its own; spaces at its ends are kept."""
    return TextRun(
        text=text, weight="Bolder" if bold else None, is_subtle=subtle or None, size=size, color=color
    )


def line(
    *parts: str | TextRun, spacing: Spacing | None = None, size: TextSize | None = None, subtle: bool = False
) -> RichTextBlock:
    """A line from pieces; a bare string is in the line's own look. Spaces at the ends of strings are kept."""
    runs = [part if isinstance(part, TextRun) else own(part, size=size, subtle=subtle) for part in parts]
    return RichTextBlock(inlines=[*runs], spacing=spacing)


def sentence(
    text: str,
    *,
    spacing: Spacing | None = None,
    size: TextSize | None = None,
    subtle: bool = False,
    **values: str | TextRun,
) -> RichTextBlock:
    """A translated sentence, each `{name}` in it filled in: with a run in its own look, or with a string in the line's.

    `sentence(_("{who} approved it."), who=run(name, bold=True))`. Raises KeyError for a name without a value.
    """
    parts: list[str | TextRun] = []
    for before, name, _spec, _conversion in _PIECES.parse(text):
        parts += [before] if before else []
        parts += [values[name]] if name else []
    return line(*parts, spacing=spacing, size=size, subtle=subtle)


def said(
    text: str, *, most: int = 2000, spacing: Spacing | None = None, subtle: bool = False
) -> RichTextBlock:
    """What somebody wrote, as a block of its own; its line breaks stay."""
    return RichTextBlock(inlines=[run(text, most=most, subtle=subtle)], spacing=spacing)


def words(
    text: str, *, spacing: Spacing | None = None, small: bool = False, subtle: bool = False
) -> TextBlock:
    """Our own words, nobody else's: Markdown and card functions work here."""
    return TextBlock(
        text=text, wrap=True, spacing=spacing, size="Small" if small else None, is_subtle=subtle or None
    )


def moment(at: datetime) -> str:
    """A point in time that the client shows in its own zone and language. For TextBlocks and NoticeFacts of our own words."""
    stamp = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return _("{day} at {time}").format(day=f"{{{{DATE({stamp}, SHORT)}}}}", time=f"{{{{TIME({stamp})}}}}")


def day_of(at: datetime) -> str:
    """The day of a point in time, shown in the client's own zone and language."""
    return f"{{{{DATE({at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}, SHORT)}}}}"


def day(value: date) -> str:
    """A calendar day, the same in every zone: `12 May 2026`."""
    return formats.day(value)
