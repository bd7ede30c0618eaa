"""Two windows on one draft: what either changed is kept, and what both changed is asked about; nothing typed is lost."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from gigs.brief import BriefForm, Unsettled
from gigs.check_brief import ANSWER
from gigs.gig import Gig
from gigs.people import Person
from translation.catalogue import N_, _

TWO_VERSIONS: Final = N_("There are two versions of this. Please choose one at the top.")
_TEXTS: Final = tuple(name for name in BriefForm.model_fields if name != "answers")
_MONEY: Final = frozenset({"price_type", "amount", "hours", "currency"})
"""They say one thing together: an amount from one window with the currency of the other is what nobody meant."""
_MARK: Final = 6


def marks_of(form: BriefForm) -> str:
    """What a card carries of the draft that it was drawn from: six characters for each field, the answers first. It says
    whether a field is still the same, and nothing about what stands in it."""
    return _mark(_answers(form)) + "".join(_mark(getattr(form, name)) for name in _TEXTS)


def mark_of(one: Unsettled) -> str:
    """How a button names one of several versions of a field: a gig takes at most one text for it at a time."""
    return str(one.version)


def merged(drawn: str, typed: BriefForm, saved: BriefForm) -> tuple[BriefForm, dict[str, str]]:
    """What is to be saved of a form that was drawn from a draft with these marks; and, by the names of their inputs,
    the texts that can't be, because the field was changed there too: what is saved stays.

    A card of an earlier release carries no marks; what was typed into it is saved as it is.
    """
    if not drawn:
        return typed, {}
    taken: dict[str, str] = {}
    aside: dict[str, str] = {}
    for group in (_MONEY, *({name} for name in _TEXTS if name not in _MONEY)):
        here, there = (_texts(form, group) for form in (typed, saved))
        if not any(_is_changed(drawn, name, here[name]) for name in group):
            continue
        if any(_is_changed(drawn, name, there[name]) for name in group):
            aside |= {name: text for name, text in here.items() if text != there[name]}
        else:
            taken |= here
    answers, other = _merged_answers(drawn, typed, saved)
    return saved.model_copy(update=taken | {"answers": answers}), aside | other


def with_unsettled(gig: Gig, aside: Mapping[str, str], who: Person, at: datetime) -> Gig:
    """The gig with these texts waiting beside what is saved; each once, and none that is saved by now."""
    new = [
        Unsettled(field=field, text=text, by=who.key, name=who.name, at=at, version=gig.version)
        for field, text in aside.items()
    ]
    known = {(one.field, one.text) for one in gig.unsettled}
    kept = (*gig.unsettled, *(one for one in new if (one.field, one.text) not in known))
    return gig.model_copy(update={"unsettled": tuple(one for one in kept if one.text != standing(gig, one))})


def settled(gig: Gig, field: str, mark: str, *, use: bool, drawn: str = "") -> Gig:
    """The gig after a person has chosen: with this text in its field, or without it. One that is settled already
    changes nothing, nor does a choice on a card with these marks that showed another text as saved: they are asked again."""
    chosen = next((one for one in gig.unsettled if (one.field, mark_of(one)) == (field, mark)), None)
    if chosen is None or (drawn and _is_another(drawn, gig, chosen)):
        return gig
    form = _with_text(gig.form, field, chosen.text) if use else gig.form
    left = tuple(one for one in gig.unsettled if one is not chosen)
    return gig.model_copy(update={"form": form, "unsettled": left})


def unsettled_problems(gig: Gig) -> dict[str, str]:
    """A sentence at each field of which somebody still has to choose a version."""
    return dict.fromkeys((one.field for one in gig.unsettled), _(TWO_VERSIONS))


def standing(gig: Gig, one: Unsettled) -> str:
    """What is saved where this text was typed."""
    if one.field.startswith(ANSWER):
        return gig.form.answers.get(one.field.removeprefix(ANSWER), "")
    text: str = getattr(gig.form, one.field, "")
    return text


def _with_text(form: BriefForm, field: str, text: str) -> BriefForm:
    if not field.startswith(ANSWER):
        return form.model_copy(update={field: text})
    return form.model_copy(update={"answers": form.answers | {field.removeprefix(ANSWER): text}})


def _merged_answers(drawn: str, typed: BriefForm, saved: BriefForm) -> tuple[dict[str, str], dict[str, str]]:
    """Those to the policy's own questions, under one mark."""
    before = drawn[:_MARK]
    if _mark(_answers(typed)) == before:
        return saved.answers, {}
    if _mark(_answers(saved)) == before:
        return typed.answers, {}
    aside = {ANSWER + one: given for one, given in typed.answers.items() if given != saved.answers.get(one)}
    return saved.answers, aside


def _is_changed(drawn: str, name: str, text: str) -> bool:
    """Since the card was drawn. A field that is newer than the card was empty on it."""
    at = _MARK * (1 + _TEXTS.index(name))
    return (drawn[at : at + _MARK] or _mark("")) != _mark(text)


def _is_another(drawn: str, gig: Gig, one: Unsettled) -> bool:
    """Whether what is saved where this text was typed isn't what the card showed there."""
    if one.field.startswith(ANSWER):
        return drawn[:_MARK] != _mark(_answers(gig.form))
    return _is_changed(drawn, one.field, standing(gig, one))


def _texts(form: BriefForm, names: Collection[str]) -> dict[str, str]:
    return {name: getattr(form, name) for name in sorted(names)}


def _answers(form: BriefForm) -> str:
    return "\n".join(f"{name}={form.answers[name]}" for name in sorted(form.answers))


def _mark(text: str) -> str:
    digest = hashlib.blake2b(text.encode(), digest_size=4).digest()
    return urlsafe_b64encode(digest).decode()[:_MARK]
