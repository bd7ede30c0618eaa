"""What was typed and can't stand in its field as it is: it's kept whole, and shown with what is to be done about it."""

from dataclasses import dataclass
from datetime import date

from cards.kit.elements import buttons
from cards.kit.inputs import Ids, button, field, problem, text_field
from cards.kit.nodes import CardElement, Container
from cards.kit.pressed import DateInput, TextInput
from cards.kit.texts import line, own, said, shortened
from gigs.brief import clean
from gigs.length import characters
from translation.catalogue import _, n_
from translation.formats import number

_SHOWN = 480


@dataclass(frozen=True, slots=True)
class Room:
    """How much of a card the texts of its form may take: `most` bytes each. A longer one is held.

    `verb` and `ids` are those of the button that opens an empty field beside a held text, `replacing` the field where
    this was done.
    """

    most: int
    verb: str
    ids: Ids
    replacing: str = ""

    def is_short_of(self, typed: str) -> bool:
        """Whether this text is held."""
        return len(typed.encode()) > self.most


def typed_field(
    name: str, label: str, typed: str, sentence: str, room: Room, *, hint: str = "", lines: bool = False
) -> Container:
    """A field with all that was typed, where there is room; else its beginning, read-only, and how long it is."""
    if not room.is_short_of(typed):
        return text_field(name, label, typed, sentence, hint=hint, lines=lines)
    length = characters(clean(typed))
    told = n_(
        "{n} character: too long to edit here. The whole text is kept.",
        "{n} characters: too long to edit here. The whole text is kept.",
        length,
    ).format(n=number(length))
    shown: list[CardElement] = [
        line(own(label)),
        said(shortened(typed, _SHOWN), most=2 * _SHOWN, spacing="Small", subtle=True),
        line(own(told, size="Small", subtle=True), spacing="Small"),
        *([problem(sentence)] if sentence else []),
        _new_text(name, label, lines=lines)
        if room.replacing == name
        else buttons(button(_("Replace"), room.verb, **(room.ids | Ids(field=name)))),
    ]
    return Container(items=shown, spacing="Medium")


def _new_text(name: str, label: str, *, lines: bool) -> TextInput:
    """Left empty, it changes nothing."""
    hint = _("Leave this empty to keep the text above")
    return TextInput(
        id=name,
        label=_("{field}: new text").format(field=label),
        placeholder=hint,
        is_multiline=lines or None,
    )


def day_field(name: str, label: str, typed: str, sentence: str = "", room: Room | None = None) -> Container:
    """A calendar day. What was typed and is none, or could be two, stays there to be put right."""
    try:
        value = date.fromisoformat(typed).isoformat() if typed else None
    except ValueError:
        hint = _("For example, 2026-05-31")
        if room:
            return typed_field(name, label, typed, sentence, room, hint=hint)
        return text_field(name, label, typed, sentence, hint=hint)
    return field(DateInput(id=name, label=label, value=value), sentence)
