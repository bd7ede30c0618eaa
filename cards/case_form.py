"""The form of a case study: the story in five fields, and whom it may name."""

from collections.abc import Mapping

from cards.kit.elements import Body, callout, frame, header, section, small
from cards.kit.inputs import button, text_field, tick
from cards.kit.nodes import Action, CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import run, said, sentence, words
from gigs.case_study import Answer, CaseState, Concerned
from translation.catalogue import N_, _
from use_cases.publishing.write_case import FIELD, NAMES, CaseForm

_FIELDS = (
    ("title", N_("Title"), N_("What it’s about, in a few words")),
    ("problem", N_("The problem"), N_("What did you need, and why not do it yourselves?")),
    ("done", N_("What was done"), N_("Who did what, in which order?")),
    ("result", N_("The result"), N_("What came of it, and what did it change?")),
    ("advice", N_("What you’d tell others"), N_("What would you do again, and what differently?")),
)
_MOST_NAMES = 12


def case_form(
    form: CaseForm, problems: Mapping[str, str] | None = None, typed: Mapping[str, str] | None = None
) -> AdaptiveCard:
    """Input ids: `FIELD` with each part of the story, `NAMES` with each person's object id."""
    wrong, was, study = problems or {}, typed or {}, form.study
    title = _("Case study of gig {number}").format(number=study.gig)
    body: Body = [header(title, form.summary.title), *_why_back(form)]
    told = _("It begins with what the gig says. Change it as you like, and leave out what’s confidential.")
    if study.state is CaseState.PUBLISHED:
        told = _("It’s published. Once you save a change, nobody reads it until a lead publishes it again.")
    body.append(words(told, small=True))
    for name, label, hint in _FIELDS:
        value = was.get(FIELD + name, getattr(study.story, name))
        body.append(
            text_field(
                FIELD + name,
                _(label),
                value,
                wrong.get(FIELD + name, ""),
                hint=_(hint),
                lines=name != "title",
            )
        )
    body.append(_names(form, was))
    known = {"gig": study.gig}
    actions: list[Action] = [
        button(_("Send to the programme team"), "propose_case_study", style="positive", gig=known["gig"]),
        button(_("Save as a draft"), "save_case_study", gig=known["gig"]),
        button(_("Back"), "show_gig", inputs=False, gig=known["gig"]),
    ]
    return frame(body, actions, summary=title)


def _why_back(form: CaseForm) -> Body:
    if not form.study.reason:
        return []
    reason = said(f"“{form.study.reason}”", most=1500, spacing="Small")
    return [callout("warning", _("It was sent back or withdrawn. Reason:"), reason)]


def _names(form: CaseForm, was: Mapping[str, str]) -> CardElement:
    told = _(
        "Whoever you tick gets a message and can agree or decline. Until they agree, their name is shown as “a colleague”, "
        "wherever it stands. Your own tick counts at once."
    )
    ticks = [_tick(form, one, was) for one in form.study.people[:_MOST_NAMES]]
    return section(_("May it name these people?"), small(told), *ticks)


def _tick(form: CaseForm, one: Concerned, was: Mapping[str, str]) -> CardElement:
    name = f"{NAMES}{one.key.object_id}"
    on = was.get(name) == "true" if was else one.answer in {Answer.ASKED, Answer.AGREED}
    if one.answer is Answer.REFUSED:
        return sentence(_("{who} asked not to be named."), who=run(one.name, most=80), spacing="Small")
    title = _("{who} (you)").format(who=one.name) if one.key == form.study.author else one.name
    return tick(name, title, on=on)
