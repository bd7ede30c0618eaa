"""The part of the brief's form that stays closed until it's wanted: what is inside is sent all the same."""

from collections.abc import Collection, Mapping, Sequence, Set

from cards.kit.elements import Body, buttons, fold, toggle
from cards.kit.fields import CATEGORIES, NEEDED, TIERS
from cards.kit.nodes import CardElement
from cards.kit.texts import line, own, plain, run, sentence
from gigs.brief import BriefForm, Category, DataTier
from gigs.check_brief import ANSWER
from translation.catalogue import N_, _, n_
from translation.formats import both

_ID = "more_details"
_TITLE = N_("More details")


def more_details(
    inside: Body,
    form: BriefForm,
    known: BriefForm,
    looked_at: Set[str],
    labels: Mapping[str, str],
    from_words: Collection[str] = (),
) -> Body:
    """These parts, behind a button; in the open where somebody typed something there, or has to look at it.

    `labels` are the fields inside, by name. `known` was filled in for everybody, and opens nothing; what a sentence
    filled in (`from_words`) is told in a line above the button.
    """
    typed = [name for name in labels if _is_typed(name, form, known)]
    if looked_at & labels.keys() or any(name not in from_words for name in typed):
        return inside
    also = [_also(typed, form, labels)] if typed else []
    given = [name for name in labels if name not in typed and getattr(form, name, None)]
    also += [_given(given, form, labels)] if given else []
    return [*also, _still_needed(labels, form), buttons(toggle(_(_TITLE), _ID)), fold(_ID, inside)]


def _also(names: Sequence[str], form: BriefForm, labels: Mapping[str, str]) -> CardElement:
    return _told(_("Also from what you wrote: {fields}. Change it under “{button}”."), names, form, labels)


def _given(names: Sequence[str], form: BriefForm, labels: Mapping[str, str]) -> CardElement:
    """What the directory and the policy filled in."""
    return _told(_("Already filled in: {fields}. Change it under “{button}”."), names, form, labels)


def _told(text: str, names: Sequence[str], form: BriefForm, labels: Mapping[str, str]) -> CardElement:
    told = "; ".join(f"{labels[name]}: {_shown(name, form)}" for name in names)
    fields = run(told, most=600, size="Small", bold=True)
    return sentence(text, button=_(_TITLE), fields=fields, size="Small", spacing="Medium")


def _shown(name: str, form: BriefForm) -> str:
    typed = str(getattr(form, name))
    if name == "category":
        return next((CATEGORIES[one] for one in Category if one.value == typed), typed)
    if name == "data_tier":
        return next((TIERS[one] for one in DataTier if one.value == typed), typed)
    return plain(typed, 120)


def _is_typed(name: str, form: BriefForm, known: BriefForm) -> bool:
    if name.startswith(ANSWER):
        return bool(form.answers.get(name.removeprefix(ANSWER)))
    typed = getattr(form, name)
    return bool(typed) and typed != getattr(known, name)


def _still_needed(labels: Mapping[str, str], form: BriefForm) -> CardElement:
    """What is inside and can't be left out, so that nobody learns of it from an error."""
    questions = sum(name.startswith(ANSWER) for name in labels)
    needed = [label for name, label in labels.items() if name in NEEDED and not getattr(form, name)]
    if questions:
        needed.append(n_("{n} question", "{n} questions", questions).format(n=questions))
    if not needed:
        return line(own(_("Everything else that’s needed is filled in."), size="Small", subtle=True))
    told = both([plain(label, 80) for label in needed])
    return sentence(
        _("Also needed, under “{button}”: {fields}"),
        button=_(_TITLE),
        fields=run(told, most=600, size="Small", bold=True),
        size="Small",
        spacing="Medium",
    )
