"""Two versions of a field, after two windows changed it: both texts, and a button for each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from cards.kit.elements import Body, buttons, callout, small
from cards.kit.fields import CATEGORIES, CURRENCIES, EXPERIENCE, FIELDS, PRICE_TYPES, TIERS, VISIBILITIES
from cards.kit.inputs import Ids, button
from cards.kit.nodes import CardElement, Container
from cards.kit.texts import line, moment, own, plain, said, shortened, words
from gigs.brief import Unsettled
from gigs.check_brief import ANSWER
from gigs.gig import Gig
from gigs.merging_drafts import mark_of, marks_of, standing
from translation.catalogue import _, n_

MOST = 3
"""Asked about at a time; the others come when these are settled."""
_SHOWN = 400
_CHOICES: Mapping[str, Mapping[Any, str]] = {
    "category": CATEGORIES,
    "price_type": PRICE_TYPES,
    "currency": CURRENCIES,
    "data_tier": TIERS,
    "visibility": VISIBILITIES,
    "experience": EXPERIENCE,
}
"""Of a field that is chosen: what each choice is called, by its name in the form."""


@dataclass(frozen=True, slots=True)
class DrawnFrom:
    """What a form was drawn from: the marks of what is saved, and what is to be told and asked about it, drawn with the ids that
    every button of the form carries."""

    marks: str = ""
    asks: Callable[[Ids], Body] = lambda _ids: []


NEW: Final = DrawnFrom()
"""Nothing is saved yet, and nothing known of it."""


def drawn_from(gig: Gig, questions: Sequence[tuple[str, str]] = ()) -> DrawnFrom:
    """A draft, and its fields that have two versions. `questions` are the policy's own, as (id, question)."""
    return DrawnFrom(marks_of(gig.form), partial(_about, gig, dict(questions)))


def _about(gig: Gig, questions: Mapping[str, str], ids: Ids) -> Body:
    """That it is a copy, while nobody has submitted it, and what is to be chosen."""
    is_copy = gig.copy_of is not None and gig.revision == 0
    copied = [small(_("Copied from gig {number}, without its dates.").format(number=gig.copy_of), "Small")]
    return [*copied[: int(is_copy)], *(_asked(gig, questions, ids) if gig.unsettled else [])]


def _asked(gig: Gig, questions: Mapping[str, str], ids: Ids) -> Body:
    asked = [_choice(gig, one, questions, ids) for one in gig.unsettled[:MOST]]
    more = len(gig.unsettled) - len(asked)
    later = n_("{n} more field to choose after these.", "{n} more fields to choose after these.", more)
    told = [words(later.format(n=more), small=True)] if more else []
    lead = words(
        _("Two windows changed the same thing. Both texts are kept until you choose one."), spacing="Small"
    )
    return [callout("warning", _("Which version should stay?"), lead, *asked, *told)]


def _choice(gig: Gig, one: Unsettled, questions: Mapping[str, str], ids: Ids) -> CardElement:
    chosen = ids | Ids(field=one.field, seen=mark_of(one))
    items: list[CardElement] = [
        line(own(_label(one.field, questions), bold=True)),
        words(_("Saved now:"), small=True, subtle=True, spacing="Small"),
        said(_shown(one.field, standing(gig, one)), most=2 * _SHOWN, spacing="None"),
        line(
            own(_("Typed by {who}:").format(who=plain(one.name, 120)), size="Small", subtle=True),
            spacing="Small",
        ),
        said(_shown(one.field, one.text), most=2 * _SHOWN, spacing="None"),
        words(moment(one.at), small=True, subtle=True, spacing="None"),
        buttons(
            button(_("Keep what’s saved"), "keep_version", **chosen),
            button(_("Use the other one"), "use_version", **chosen),
        ),
    ]
    return Container(items=items, spacing="Medium")


def _label(field: str, questions: Mapping[str, str]) -> str:
    if field.startswith(ANSWER):
        return plain(questions.get(field.removeprefix(ANSWER), FIELDS["answers"]), 300)
    return FIELDS.get(field, field)


def _shown(field: str, text: str) -> str:
    """As people read it on the form."""
    if not text:
        return _("(empty)")
    return shortened(_CHOICES.get(field, {}).get(text, text), _SHOWN)
