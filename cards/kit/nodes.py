"""The parts of Adaptive Cards that we use. Each is its own JSON: typed where cards are written, a dict from then on.

Names and fields are those of Microsoft's `microsoft_teams.cards`; the tests compare them, and give every card to those
models. ADR 0033 says why the models themselves are only used there.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal, Self, TypedDict, Unpack

ActionStyle = Literal["default", "positive", "destructive"]
AssociatedInputs = Literal["auto", "none"]
BadgeStyle = Literal["Default", "Subtle", "Informative", "Accent", "Good", "Attention", "Warning"]
ChoiceSetInputStyle = Literal["compact", "expanded", "filtered"]
ContainerStyle = Literal["default", "emphasis", "accent", "good", "attention", "warning"]
HorizontalAlignment = Literal["Left", "Center", "Right"]
Spacing = Literal["None", "ExtraSmall", "Small", "Default", "Medium", "Large", "ExtraLarge", "Padding"]
TextColor = Literal["Default", "Dark", "Light", "Accent", "Good", "Warning", "Attention"]
TextSize = Literal["Small", "Default", "Medium", "Large", "ExtraLarge"]
TextWeight = Literal["Lighter", "Default", "Bolder"]
VerticalAlignment = Literal["Top", "Center", "Bottom"]


class Node(dict[str, Any]):
    """One object of a card's JSON. `None` stands for a field that is left out.

    A kind of node names its fields in a TypedDict, in the order in which they are written.
    """

    fields: ClassVar[Mapping[str, str]] = {}
    """The name of each field here, and what it is called in JSON."""
    fixed: ClassVar[Mapping[str, str]] = {}

    def __init_subclass__(cls, fields: type | None = None, kind: str = "") -> None:
        if fields is not None:
            cls.fields = {name: _in_json(name) for name in fields.__annotations__}
            cls.fixed = {"type": kind} if kind else {}

    def _write(self, given: Mapping[str, Any]) -> None:
        if not given.keys() <= self.fields.keys():
            unknown = sorted(given.keys() - self.fields.keys())
            raise TypeError(f"{type(self).__name__} has no {', '.join(unknown)}")
        self.update(self.fixed)
        for name, called in self.fields.items():
            if name in given and (value := given[name]) is not None:
                self[called] = value


def _in_json(name: str) -> str:
    if name == "choices_data":
        return "choices.data"
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


class Placed(TypedDict, total=False):
    """How an element stands under the one before."""

    separator: bool | None
    spacing: Spacing | None


class CardElement(Node):
    """What the body of a card is made of."""

    def placed(self, **how: Unpack[Placed]) -> Self:
        """The same element with another distance, or a line, above it."""
        changed: Self = type(self).__new__(type(self))
        changed._write({name: self.get(called) for name, called in self.fields.items()} | how)
        return changed


class Action(Node):
    """What can be pressed."""


class TextRunFields(TypedDict, total=False):
    text: str | None
    size: TextSize | None
    weight: TextWeight | None
    color: TextColor | None
    is_subtle: bool | None
    strikethrough: bool | None


class TextRun(CardElement, fields=TextRunFields, kind="TextRun"):
    """A piece of a line, shown as it is: no Markdown."""

    def __init__(self, **given: Unpack[TextRunFields]) -> None:
        self._write(given)


class TextBlockFields(TypedDict, total=False):
    separator: bool | None
    spacing: Spacing | None
    text: str | None
    size: TextSize | None
    weight: TextWeight | None
    is_subtle: bool | None
    wrap: bool | None
    style: Literal["default", "columnHeader", "heading"] | None


class TextBlock(CardElement, fields=TextBlockFields, kind="TextBlock"):
    """Our own words, in which Markdown and card functions work."""

    def __init__(self, **given: Unpack[TextBlockFields]) -> None:
        self._write(given)


class RichTextBlockFields(TypedDict, total=False):
    separator: bool | None
    horizontal_alignment: HorizontalAlignment | None
    spacing: Spacing | None
    inlines: Sequence[TextRun] | None


class RichTextBlock(CardElement, fields=RichTextBlockFields, kind="RichTextBlock"):
    """A line made of pieces."""

    def __init__(self, **given: Unpack[RichTextBlockFields]) -> None:
        self._write(given)


class BadgeFields(TypedDict, total=False):
    separator: bool | None
    horizontal_alignment: HorizontalAlignment | None
    spacing: Spacing | None
    text: str | None
    appearance: Literal["Filled", "Tint"] | None
    shape: Literal["Square", "Rounded", "Circular"] | None
    style: BadgeStyle | None
    fallback: CardElement | None


class Badge(CardElement, fields=BadgeFields, kind="Badge"):
    """A status, where the client knows badges."""

    def __init__(self, **given: Unpack[BadgeFields]) -> None:
        self._write(given)


class FactFields(TypedDict, total=False):
    title: str | None
    value: str | None


class Fact(Node, fields=FactFields):
    """A name and its value."""

    def __init__(self, **given: Unpack[FactFields]) -> None:
        self._write(given)


class FactSetFields(TypedDict, total=False):
    separator: bool | None
    spacing: Spacing | None
    facts: Sequence[Fact] | None


class FactSet(CardElement, fields=FactSetFields, kind="FactSet"):
    """Facts under each other."""

    def __init__(self, **given: Unpack[FactSetFields]) -> None:
        self._write(given)


class ColumnFields(TypedDict, total=False):
    separator: bool | None
    spacing: Spacing | None
    vertical_content_alignment: VerticalAlignment | None
    width: str | float | None
    items: Sequence[CardElement] | None


class Column(CardElement, fields=ColumnFields, kind="Column"):
    """What stands beside other columns."""

    def __init__(self, **given: Unpack[ColumnFields]) -> None:
        self._write(given)


class ColumnSetFields(TypedDict, total=False):
    separator: bool | None
    spacing: Spacing | None
    columns: Sequence[Column] | None


class ColumnSet(CardElement, fields=ColumnSetFields, kind="ColumnSet"):
    """Columns side by side."""

    def __init__(self, **given: Unpack[ColumnSetFields]) -> None:
        self._write(given)


class ContainerFields(TypedDict, total=False):
    id: str | None
    is_visible: bool | None
    separator: bool | None
    spacing: Spacing | None
    select_action: Action | None
    style: ContainerStyle | None
    bleed: bool | None
    items: Sequence[CardElement] | None


class Container(CardElement, fields=ContainerFields, kind="Container"):
    """Elements that belong together."""

    def __init__(self, **given: Unpack[ContainerFields]) -> None:
        self._write(given)


class ActionSetFields(TypedDict, total=False):
    separator: bool | None
    spacing: Spacing | None
    actions: Sequence[Action] | None


class ActionSet(CardElement, fields=ActionSetFields, kind="ActionSet"):
    """Buttons inside the body."""

    def __init__(self, **given: Unpack[ActionSetFields]) -> None:
        self._write(given)
