"""Fields of a form that were filled in from what somebody wrote are marked, so that they're looked at."""

from collections.abc import Collection
from dataclasses import dataclass

from cards.kit.elements import Body, small
from cards.kit.nodes import CardElement, Container, Node
from cards.kit.texts import run, sentence
from gigs.brief import BriefForm
from translation.catalogue import N_, _

FROM_WORDS = N_("From what you wrote")
CHECK = N_("Filled in from what you wrote. Check it and add the rest; nothing is sent until you submit it.")


@dataclass(frozen=True, slots=True)
class FromWords:
    """The `fields` that a sentence filled in, and how it said an amount that isn't meant to be exact (`rough`)."""

    fields: Collection[str] = ()
    rough: str = ""

    @property
    def id(self) -> str | None:
        """What the form says of itself, so that it's still known when it is drawn again."""
        return ",".join(sorted(self.fields)) or None


TYPED = FromWords()
"""A form that was filled in by hand."""


def with_marks(body: Body, form: BriefForm, words: FromWords) -> Body:
    """The body, drawn for this form alone, with a line under the input of each such field in which something stands."""
    _mark(body, [name for name in words.fields if getattr(form, name, "")], words.rough)
    return body


def _mark(part: object, names: Collection[str], rough: str) -> None:
    if isinstance(part, Container):
        inside = part.get("items", [])
        name = next(
            (str(one["id"]) for one in inside if isinstance(one, Node) and one.get("id") in names), ""
        )
        if name:
            inside.append(_line(rough if name == "amount" else ""))
            return
    parts = part.values() if isinstance(part, Node) else part if isinstance(part, list) else ()
    for one in parts:
        _mark(one, names, rough)


def _line(rough: str) -> CardElement:
    if not rough:
        return small(_(FROM_WORDS), "Small")
    asked, wrote = _("You wrote “{rough}”. Is this the exact amount?"), run(rough, most=80, size="Small")
    return sentence(asked, rough=wrote, size="Small", spacing="Small")
