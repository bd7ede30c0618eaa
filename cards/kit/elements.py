"""The one look of every card: frame, header, callout, section, facts, figures, rows, lists."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

import orjson

from cards.kit.nodes import (
    Action,
    ActionSet,
    Badge,
    BadgeStyle,
    CardElement,
    Column,
    ColumnSet,
    Container,
    ContainerStyle,
    Fact,
    FactSet,
    HorizontalAlignment,
    Node,
    RichTextBlock,
    Spacing,
    TextBlock,
    TextColor,
    TextRun,
)
from cards.kit.pressed import AdaptiveCard, ExecuteAction, RefreshDefinition, ToggleVisibilityAction
from cards.kit.texts import cut, escape, line, moment, own, plain, run, shortened, words
from translation.catalogue import _

Body = list[CardElement]
T = TypeVar("T")

LONG = 3600
"""The most bytes of each long text. Every text a brief may hold in a Latin script is shown whole."""
SHORT = 400
"""The same on a card that has to leave out what it can."""
SIZES = (LONG, 2400, 1500, 800, SHORT)
LARGEST = 27 * 1024
"""Bytes of a whole card, with something left of what Teams takes."""

_FALLBACK_COLOR: dict[BadgeStyle, TextColor] = {
    "Accent": "Accent",
    "Informative": "Accent",
    "Good": "Good",
    "Warning": "Warning",
    "Attention": "Attention",
}


def wire(card: AdaptiveCard) -> dict[str, Any]:
    """The card as JSON for the wire: what it is made of is JSON already."""
    return card


def fit(draw: Callable[[int], AdaptiveCard], sizes: Sequence[int] = SIZES) -> AdaptiveCard:
    """The card with texts as long as it can hold; `draw` is given the most bytes of each long one, largest first."""
    return first_that_fits(draw, sizes)


def first_that_fits(draw: Callable[[T], AdaptiveCard], sizes: Sequence[T]) -> AdaptiveCard:
    """The card that is drawn with the first of these that it can hold.

    Where that is not enough, all the people, steps and remarks there are, every text of it is cut as far as it takes.
    """
    for size in sizes[:-1]:
        card = draw(size)
        if _fits(card):
            return card
    card = draw(sizes[-1])
    for most in (LONG, 200, 100, 60, 30):
        if _fits(card):
            break
        _cut_all(card, most)
    return card


def fit_some(draw: Callable[[int, int], AdaptiveCard], wanted: int, sizes: Sequence[int]) -> AdaptiveCard:
    """The card with as many of `wanted` entries as it can hold in full, before any text of it is cut to a few words.

    `draw` is given how many entries, and the most bytes of each long text. One entry alone is cut as `fit` does it.
    """
    for some in range(wanted, 1, -1):
        for most in sizes:
            card = draw(some, most)
            if _fits(card):
                return card
    return fit(lambda most: draw(1, most), sizes)


def _fits(card: AdaptiveCard) -> bool:
    return len(orjson.dumps(card)) <= LARGEST


def _cut_all(part: object, most: int) -> None:
    if isinstance(part, TextRun):
        part["text"] = cut(part.get("text", ""), most)
    elif isinstance(part, list):
        for one in part:
            _cut_all(one, most)
    elif isinstance(part, Node):
        for one in part.values():
            _cut_all(one, most)


def summary_of(card: AdaptiveCard) -> str:
    """What stands in for the card where it cannot be shown."""
    return str(card.get("fallbackText", ""))


def frame(
    body: Sequence[CardElement],
    actions: Sequence[Action] = (),
    *,
    summary: str,
    refresh: ExecuteAction | None = None,
    user_ids: Sequence[str] = (),
) -> AdaptiveCard:
    """A whole card. `summary` stands in for it where it cannot be shown; `user_ids` get a view of their own."""
    return AdaptiveCard(
        version="1.5",
        fallback_text=plain(summary, 300),
        body=[*body],
        actions=[*actions] or None,
        refresh=RefreshDefinition(action=refresh, user_ids=[*user_ids]) if refresh else None,
    )


def badge(text: str, style: BadgeStyle, side: HorizontalAlignment = "Left") -> Badge:
    """A status in words. Where badges are unknown, a coloured dot and the same words."""
    dot = own("●\u00a0", size="Small", color=_FALLBACK_COLOR.get(style), subtle=style == "Subtle")
    status = own(text.replace(" ", "\u00a0"), size="Small", bold=True)
    return Badge(
        text=text,
        style=style,
        appearance="Tint",
        shape="Rounded",
        horizontal_alignment=side,
        fallback=RichTextBlock(inlines=[dot, status], horizontal_alignment=side),
    )


def as_of(at: datetime) -> CardElement:
    """When a card was made that does not follow what it shows."""
    return small(_("As of {moment}").format(moment=moment(at)), "Small")


def header(eyebrow: str, title: str, status: Badge | None = None) -> Container:
    """The band at the top: what kind of card this is (our words), its status, and what people call it."""
    kind = TextBlock(text=eyebrow, size="Small", weight="Bolder", is_subtle=True, wrap=True, style="heading")
    top = row([kind], [status]) if status else kind
    name = line(run(title, most=300, size="Large", bold=True), spacing="Small")
    return Container(style="emphasis", bleed=True, items=[top, name])


def banner(title: str) -> Container:
    """The band at the top of a card that is about no gig: our words only."""
    heading = TextBlock(text=title, size="Large", weight="Bolder", wrap=True, style="heading")
    return Container(style="emphasis", bleed=True, items=[heading])


def callout(tone: ContainerStyle, headline: str, *details: CardElement) -> Container:
    """What matters most on this card, on a tinted ground. The headline may hold people's names."""
    return Container(style=tone, items=[line(run(headline, most=300, bold=True)), *details])


def section(title: str, *items: CardElement) -> Container:
    """A part of a card with a heading of ours."""
    heading = TextBlock(text=title, weight="Bolder", wrap=True, style="heading", size="Default")
    first = [item.placed(spacing="Small") for item in items[:1]]
    return Container(items=[heading, *first, *items[1:]], spacing="Medium", separator=True)


def facts(*pairs: tuple[str, str]) -> FactSet:
    """Short facts of our own words, numbers, money and moments. People's words go through `fact_said` first."""
    return FactSet(facts=[Fact(title=title, value=value) for title, value in pairs if value])


def fact_said(text: str, most: int = 200) -> str:
    """People's words as the value of a fact."""
    return escape(text, most)


def figures(*pairs: tuple[str, str]) -> ColumnSet:
    """Two or three short values side by side, each under its name."""
    return columns(
        *(
            [
                TextBlock(text=title, size="Small", is_subtle=True, wrap=True),
                TextBlock(text=value, weight="Bolder", wrap=True, spacing="None"),
            ]
            for title, value in pairs
        )
    )


def columns(*groups: Sequence[CardElement], spacing: Spacing | None = None) -> ColumnSet:
    """Equal columns side by side."""
    return ColumnSet(columns=[Column(width="stretch", items=[*group]) for group in groups], spacing=spacing)


def row(
    left: Sequence[CardElement], right: Sequence[CardElement], *, spacing: Spacing | None = None
) -> ColumnSet:
    """What may wrap on the left; what is short, as wide as it needs, on the right."""
    return ColumnSet(
        columns=[
            Column(width="stretch", items=[*left], vertical_content_alignment="Center"),
            Column(width="auto", items=[*right], vertical_content_alignment="Center"),
        ],
        spacing=spacing,
    )


def entry(items: Sequence[CardElement], opens: Action, *, first: bool = False) -> Container:
    """A row of a list that opens something when it is pressed."""
    return Container(items=[*items], select_action=opens, separator=not first or None, spacing="Medium")


def numbered(items: Sequence[str], most: int) -> Body:
    """People's lines as a numbered list; `most` bytes for all of them together."""
    fits = sum(len(text.encode()) for text in items) <= most
    each = most if fits else max(60, most // max(1, len(items)))
    return [
        line(own(f"{place}.  ", subtle=True), run(shortened(text, each), most=2 * each), spacing="Small")
        for place, text in enumerate(items, 1)
    ]


def fold(element_id: str, items: Sequence[CardElement]) -> Container:
    """A part that stays closed until its `toggle` is pressed."""
    return Container(id=element_id, is_visible=False, items=[*items], separator=True, spacing="Medium")


def toggle(title: str, *element_ids: str) -> ToggleVisibilityAction:
    """Opens and closes folded parts."""
    return ToggleVisibilityAction(title=title, target_elements=[*element_ids])


def buttons(*actions: Action) -> ActionSet:
    """Buttons inside the body, beside what they act on."""
    return ActionSet(actions=[*actions], spacing="Small")


def small(text: str, spacing: Spacing | None = "None") -> TextBlock:
    """A quiet line of our own words."""
    return words(text, small=True, subtle=True, spacing=spacing)
