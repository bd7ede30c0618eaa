"""The form in which a programme lead writes a template or a best practice."""

from collections.abc import Mapping, Sequence

from cards.kit.elements import Body, banner, buttons, callout, columns, frame, section, small
from cards.kit.fields import CATEGORIES, TIER_CHOICES
from cards.kit.inputs import Ids, button, choice, problem, text_field, tick
from cards.kit.labels import Labels
from cards.kit.nodes import CardElement, Container
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, run, words
from cards.practices import STEPS
from gigs.brief import DataTier
from gigs.summary import Summary
from ports.playbook_storage import MadePage, PageKind
from translation.catalogue import N_, _, n_
from translation.formats import both, number
from use_cases.playbook.page_form import AT, PageForm

_TITLES = {PageKind.TEMPLATE: N_("Make a template"), PageKind.PRACTICE: N_("Make a best practice")}
LABELS: Labels[str, str] = Labels(
    {
        "title": N_("Title"),
        "domain": N_("Category"),
        "about": N_("When to use it"),
        "words": N_("Words that people use for such work"),
        "outcome": N_("Outcome"),
        "deliverables": N_("Deliverables, one per line"),
        "accepted": N_("Accepted when, one line for each deliverable"),
        "out_of_scope": N_("Out of scope, one per line"),
        "give": N_("What to give the freelancer, one per line"),
        "ask": N_("Questions to ask in the proposals, one per line"),
        "watch": N_("What to watch out for, one per line"),
        "skills": N_("Skills"),
        "shortest": N_("Working days, at least"),
        "longest": N_("Working days, at most"),
        "data_tier": N_("Data the freelancer sees"),
        "steps": N_("Where it helps"),
        "text": N_("Points, one per line"),
        "rules": N_("Your organisation’s own rules, one per line"),
    },
    _,
)
_WARNING = N_(
    "Everybody in the organisation will read this. Take out the names of people and customers, and everything that was secret."
)


def label_of(name: str) -> str:
    """What the input of this field is called."""
    return LABELS[name]


def page_form(
    form: PageForm,
    *,
    page_id: str,
    kind: PageKind,
    gig: int,
    version: int = 0,
    problems: Mapping[str, str] | None = None,
    notes: Sequence[CardElement] = (),
) -> AdaptiveCard:
    """The whole form. `version` is the one that it's drawn from, `notes` are what its writer should know first."""
    wrong, title = problems or {}, _(_TITLES[kind])
    body: Body = [
        banner(title),
        callout("warning", _("Remove what’s private"), words(_(_WARNING), spacing="Small")),
    ]
    body += [*notes, *(_template(form, wrong) if kind is PageKind.TEMPLATE else _practice(form, wrong))]
    ids = Ids(page=page_id, revision=version or None, gig=gig, field=kind.value)
    save = button(_("Save and look at it"), "save_page", style="positive", **ids)
    back = button(_("Back to gig {number}").format(number=gig), "show_gig", inputs=False, gig=gig)
    return frame(body, [save, back], summary=title)


def begun_from(summary: Summary, shortened: Sequence[str]) -> list[CardElement]:
    """What is known of the gig that a new page begins with."""
    told: list[CardElement] = [line(run(_("From gig {number}").format(number=summary.gig), bold=True))]
    if summary.days is not None:
        took = n_(
            "It took {n} day from start to closing.", "It took {n} days from start to closing.", summary.days
        )
        told.append(small(took.format(n=number(summary.days)), "Small"))
    if summary.tier is not DataTier.GENERAL:
        told.append(callout("attention", _("The gig’s data wasn’t general: take care what you pass on")))
    if shortened:
        names = both([LABELS[name] for name in shortened])
        cut = _("Too long for a page, so only the first lines are here: {fields}.").format(fields=names)
        told.append(small(cut, "Small"))
    return told


def overwritten(theirs: MadePage) -> list[CardElement]:
    """Somebody else has saved the page while it was being edited here."""
    headline = _("{name} has saved another version of this page").format(name=theirs.name)
    told = words(
        _("What you typed is still here. Saving it again replaces theirs; both stay in the versions."),
        spacing="Small",
    )
    see = button(_("See their version"), "read_made_page", inputs=False, page=theirs.id)
    return [callout("attention", headline, told), buttons(see)]


def refused(sentence: str) -> list[CardElement]:
    """Why it couldn't be saved; what was typed is still there."""
    return [callout("attention", sentence)]


def _template(form: PageForm, wrong: Mapping[str, str]) -> Body:
    tiers = [(tier.value, title) for tier, title in TIER_CHOICES.items()]
    kinds = [(one.value, title) for one, title in CATEGORIES.items()]
    return [
        section(
            _("How it’s found"),
            _text(form, wrong, "title"),
            _text(form, wrong, "about", lines=True),
            choice("domain", LABELS["domain"], kinds, form.domain, wrong.get("domain", "")),
            _text(form, wrong, "words", hint=_("Separated by commas: slides, deck, Folien")),
        ),
        section(
            _("What it puts into a brief"),
            _text(form, wrong, "outcome", lines=True),
            _text(form, wrong, "deliverables", lines=True),
            _text(form, wrong, "accepted", lines=True, hint=_("So that somebody else can check it")),
            _text(form, wrong, "out_of_scope", lines=True),
            _text(form, wrong, "give", lines=True),
            _text(form, wrong, "ask", lines=True),
            _text(form, wrong, "skills", hint=_("Up to five, such as PowerPoint, storytelling")),
            choice("data_tier", LABELS["data_tier"], tiers, form.data_tier, wrong.get("data_tier", "")),
        ),
        section(
            _("What else it tells"),
            _text(form, wrong, "watch", lines=True),
            columns([_text(form, wrong, "shortest")], [_text(form, wrong, "longest")]),
        ),
    ]


def _practice(form: PageForm, wrong: Mapping[str, str]) -> Body:
    chosen = form.steps.split(",")
    ticks: Body = [tick(AT + step.value, _(told), on=step.value in chosen) for step, told in STEPS.items()]
    if "steps" in wrong:
        ticks.append(problem(wrong["steps"]))
    return [
        section(_("The page"), _text(form, wrong, "title"), _text(form, wrong, "text", lines=True)),
        section(_("Rules"), _text(form, wrong, "rules", lines=True)),
        section(LABELS["steps"], *ticks),
    ]


def _text(
    form: PageForm, wrong: Mapping[str, str], name: str, *, hint: str = "", lines: bool = False
) -> Container:
    typed: str = getattr(form, name)
    return text_field(name, LABELS[name], typed, wrong.get(name, ""), hint=hint, lines=lines)
