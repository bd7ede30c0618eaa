"""Hints on a preview: what could be better about the brief, why, and the press that mends it."""

from collections.abc import Mapping

from cards.kit.elements import Body, buttons, section, small
from cards.kit.fields import FIELDS
from cards.kit.inputs import Ids, button
from cards.kit.labels import Labels
from cards.kit.nodes import CardElement
from cards.kit.texts import day, line, own, run, sentence
from coach.hints import Hint, Kind, Mend, Usual
from coach.wording import skills
from gigs.brief import BriefForm
from gigs.check_brief import MOST_SKILLS
from translation.catalogue import N_, _, n_
from translation.formats import both, either, language_name, number
from use_cases.requesting.beside_preview import Beside

_MOST_WORDS, _MOST_BEHIND = 4, 3
"""Of the words that a hint is about; of the gigs behind one."""

HEADLINES: Labels[Kind, str] = Labels(
    {
        Kind.PERSONAL: N_("Personal data would be public"),
        Kind.CUSTOMER: N_("A customer’s name would be public"),
        Kind.LANGUAGE: N_("Not the marketplace’s language"),
        Kind.UNCHECKABLE: N_("Acceptance can’t be checked"),
        Kind.UNCOUNTED: N_("Deliverables can’t be counted"),
        Kind.BUDGET: N_("Unusual budget"),
        Kind.DUE: N_("Unusual due date"),
        Kind.SCOPE: N_("Nothing is out of scope"),
        Kind.VAGUE: N_("Vague words"),
        Kind.SKILLS: N_("Too many skills"),
    },
    _,
)
"""What each kind is called."""
_WHY: Mapping[Kind, str] = {
    Kind.PERSONAL: N_("{words} ({field}) would be public. Share it once somebody is hired."),
    Kind.CUSTOMER: N_("{words} ({field}) would be public. Say what kind of company it is instead."),
    Kind.UNCHECKABLE: N_("Say what somebody who didn’t do the work can check, so that nobody argues later."),
    Kind.UNCOUNTED: N_("Say how many, and in which format, so that proposals can be compared."),
    Kind.SCOPE: N_("Say what you don’t expect: it keeps prices down and avoids arguments."),
    Kind.VAGUE: N_("Everybody reads {words} ({field}) differently. Say what you mean, or leave it out."),
    Kind.SKILLS: N_("Few freelancers have them all, so good ones won’t apply. Name the most important."),
}
_ABOUT_WORDS: Mapping[Kind, str] = {
    Kind.UNCHECKABLE: N_("Nobody can check {words}. Say what somebody who didn’t do the work can check."),
    Kind.UNCOUNTED: N_(
        "{words} can’t be counted. Say how many, and in which format, so that proposals can be compared."
    ),
}
"""Instead of `_WHY`, where the hint is about certain words."""
_MENDS: Mapping[Kind, str] = {
    Kind.PERSONAL: N_("Hide personal data"),
    Kind.CUSTOMER: N_("Hide the name"),
    Kind.LANGUAGE: N_("Translate the brief"),
    Kind.UNCHECKABLE: N_("Add a criterion"),
    Kind.UNCOUNTED: N_("Say how many"),
    Kind.BUDGET: N_("Change the budget"),
    Kind.DUE: N_("Change the due date"),
    Kind.SCOPE: N_("Say what’s out of scope"),
    Kind.VAGUE: N_("Reword it"),
    Kind.SKILLS: N_("Choose the skills"),
}
"""What the button says, where it doesn’t say how."""


def hints_of(beside: Beside, ids: Ids, market: str) -> Body:
    """The part of a preview that has the hints; nothing where there are none. `ids` are those of the preview, `market` the
    name of the marketplace that it's for."""
    if not beside.hints:
        return []
    shown = beside.shown
    told: Body = [small(_("Only advice: you can submit it as it is."), "Small")]
    for hint in shown:
        told += _hint(hint, ids, market)
    if len(shown) < len(beside.hints):
        label = _("Show all {n} hints").format(n=number(len(beside.hints)))
        told.append(buttons(button(label, "show_hints", **ids)))
    return [section(_("How to make it better"), *told)]


def _hint(hint: Hint, ids: Ids, market: str) -> Body:
    about: Ids = {**ids, "hint": hint.id}
    there: Ids = {**about, "market": market}
    mend = button(_press(hint), "mend_hint", inputs=False, **there)
    dismiss = button(_("Dismiss"), "dismiss_hint", **about)
    headline = line(own(HEADLINES[hint.kind], bold=True), spacing="Medium")
    return [headline, _why(hint), *_behind(hint.usual), buttons(mend, dismiss)]


def _why(hint: Hint) -> CardElement:
    if hint.kind is Kind.LANGUAGE:
        told = _("This looks like {found}, but freelancers there expect {wanted}.")
        wanted = own(either([language_name(one) for one in hint.wanted]))
        return sentence(told, found=own(language_name(hint.language)), wanted=wanted, spacing="None")
    if hint.usual:
        return _unlike(hint.usual)
    told = _ABOUT_WORDS.get(hint.kind, _WHY[hint.kind]) if hint.words else _WHY[hint.kind]
    words = run(_quoted(hint), most=200, bold=True)
    return sentence(_(told), spacing="None", words=words, field=own(FIELDS[hint.field]))


def _quoted(hint: Hint) -> str:
    """The words that it’s about, each in quotation marks."""
    return both([f"“{word}”" for word in hint.words[:_MOST_WORDS]])


def _unlike(usual: Usual) -> CardElement:
    """The figures of similar gigs, all of them facts of closed ones."""
    if usual.money:
        low, middle, high = (str(one) for one in usual.money)
        told = _("{n} similar gigs here: half of them cost between {low} and {high}; the median is {middle}.")
    else:
        days = usual.days or (0, 0, 0)
        low, middle, high = (number(one) for one in days)
        told = n_(
            "{n} similar gigs here: half of them took {low} to {high} days; the median is {middle} day.",
            "{n} similar gigs here: half of them took {low} to {high} days; the median is {middle} days.",
            days[1],
        )
    return sentence(told, n=number(usual.count), low=low, middle=middle, high=high, spacing="None")


def _behind(usual: Usual | None) -> Body:
    """Some of the gigs behind the figures, by their titles."""
    if not usual or not usual.behind:
        return []
    titles_of = list(dict.fromkeys(one.title for one in usual.behind))
    titles = run(both(titles_of[:_MOST_BEHIND]), most=300, size="Small")
    return [sentence(_("Such as {titles}"), titles=titles, size="Small", subtle=True, spacing="None")]


def fewer_skills(form: BriefForm, ids: Ids) -> Body:
    """Under the skills of a form that has more of them than it takes: why, and the press that keeps the first few."""
    hint = skills(form)
    return [_why(hint), buttons(button(_press(hint), "keep_skills", **ids))] if hint else []


def to_complete(hint: Hint) -> str:
    """What is left to say in the field of a hint, after its press."""
    if hint.kind is Kind.SCOPE:
        return _("Complete the last line: what don’t you expect for this price?")
    if hint.kind is Kind.UNCHECKABLE:
        return _("Complete the last line: what can somebody check who didn’t do the work?")
    if hint.kind is Kind.UNCOUNTED:
        return _("Say how many, and in which format.")
    if hint.kind is Kind.LANGUAGE:
        return _("Write it in {wanted}.").format(wanted=either([language_name(one) for one in hint.wanted]))
    if hint.words:
        return _("Say what you mean by {words}, or leave it out.").format(words=_quoted(hint))
    return _("Please check this.")


def _press(hint: Hint) -> str:
    if hint.mend is Mend.KEEP_FIRST:
        return _("Keep the first {n}").format(n=number(MOST_SKILLS))
    if hint.mend is Mend.REMOVE:
        return _("Remove vague words")
    usual = hint.usual if hint.mend is Mend.USE else None
    if usual and usual.money:
        return _("Use {value}").format(value=usual.money[1])
    if usual and usual.due:
        return _("Use {value}").format(value=day(usual.due))
    return _(_MENDS[hint.kind])
