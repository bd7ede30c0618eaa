"""Pages of the playbook that programme leads make: the list of them, and one as leads see it before others do."""

from cards.kit.elements import (
    Body,
    badge,
    banner,
    callout,
    entry,
    fact_said,
    facts,
    fit,
    frame,
    header,
    row,
    section,
    small,
)
from cards.kit.inputs import Ids, button, confirmed
from cards.kit.labels import Labels
from cards.kit.nodes import Action, CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, moment, run, said, sentence, words
from cards.kit.words import Look, look_shown
from cards.made_links import made_here
from cards.page_form import label_of
from cards.practices import STEPS, practice_body
from cards.template import known_of, template_body
from playbook.practice import BestPractice
from playbook.template import Template
from ports.playbook_storage import MadePage, PageKind, PageState, PageVersion
from translation.catalogue import N_, _
from translation.formats import both, number
from use_cases.playbook.write_page import MadePages, PageView

STATES: Labels[PageState, Look] = Labels(
    {
        PageState.DRAFT: Look(N_("Draft"), "Subtle"),
        PageState.PUBLISHED: Look(N_("Published"), "Good"),
        PageState.WITHDRAWN: Look(N_("Withdrawn"), "Warning"),
    },
    look_shown,
)
_KINDS = {PageKind.TEMPLATE: N_("Template made here"), PageKind.PRACTICE: N_("Best practice made here")}
_LISTS = {PageKind.TEMPLATE: N_("Templates made here"), PageKind.PRACTICE: N_("Best practices made here")}


def made_pages_card(there: MadePages) -> AdaptiveCard:
    """Pages of one kind in one state; buttons lead to the others."""
    return fit(lambda most: _list(there, most), (150, 60))


def _list(there: MadePages, most: int) -> AdaptiveCard:
    title, state = _(_LISTS[there.kind]), STATES[there.state].label
    intro = _("Drafts and withdrawn pages are read by programme leads only.")
    body: Body = [banner(title), small(state, "Small"), small(intro)]
    if not there.pages:
        body.append(words(_("No pages here."), spacing="Medium"))
    body += [_row(page, most, first=place == 0) for place, page in enumerate(there.pages)]
    actions: list[Action] = []
    if there.following:
        ids = Ids(field=there.kind.value, order=there.state.value, page=there.following)
        actions.append(button(_("More"), "made_pages", inputs=False, **ids))
    actions += [
        button(look.label, "made_pages", inputs=False, field=there.kind.value, order=state.value)
        for state, look in STATES.items()
        if state is not there.state
    ]
    other = next(kind for kind in PageKind if kind is not there.kind)
    actions.append(
        button(_(_LISTS[other]), "made_pages", inputs=False, field=other.value, order=there.state.value)
    )
    actions.append(button(_("Playbook"), "browse_playbook", inputs=False))
    return frame(body, actions, summary=f"{title}: {state}")


def _row(page: MadePage, most: int, *, first: bool) -> CardElement:
    opens = button(_("Open the page"), "show_made_page", inputs=False, page=page.id)
    look = STATES[page.state]
    title = line(run(page.title, most=most, bold=True))
    by = sentence(
        _("From gig {gig}, by {name}"),
        gig=number(page.gig),
        name=run(page.name, most=most, size="Small"),
        size="Small",
        spacing="None",
    )
    return entry([row([title, by], [badge(look.label, look.style, "Right")])], opens, first=first)


def made_page_card(view: PageView, *, note: str = "") -> AdaptiveCard:
    """One page as it would be read, what is still missing, and its last versions. `note` is what has just happened."""
    return fit(lambda most: _card(view, note, most), (600, 300, 150))


def _card(view: PageView, note: str, most: int) -> AdaptiveCard:
    page, look = view.page, STATES[view.page.state]
    body: Body = [header(_(_KINDS[page.kind]), page.title, badge(look.label, look.style, "Right"))]
    if note:
        body.append(callout("good", note))
    body += [
        *_standing(view),
        *_written(view.made, most),
        section(_("Versions"), facts(*map(_version, view.versions))),
    ]
    summary = _("{kind}: {title}. {state}.").format(
        kind=_(_KINDS[page.kind]), title=page.title, state=look.label
    )
    return frame(body, _actions(view), summary=summary)


def _standing(view: PageView) -> Body:
    if view.problems:
        fields = line(run(both([label_of(name) for name in view.problems]), most=600), spacing="Small")
        return [callout("attention", _("Before it can be published, these need a look"), fields)]
    if view.page.state is PageState.PUBLISHED and view.is_changed:
        return [
            callout("warning", _("What you see here isn’t published yet; everybody reads the version before"))
        ]
    return []


def _written(made: Template | BestPractice | None, most: int) -> Body:
    if isinstance(made, Template):
        known = (*known_of(made), (_("Found by"), number(len(made.words))))
        return [said(made.about, most=most), facts(*known[:2]), *template_body(made, most)]
    if made is None:
        return []
    helps = small(_("For {steps}").format(steps=both([_(STEPS[step]) for step in made.steps])))
    return [helps, *practice_body(made, most)]


def _version(one: PageVersion) -> tuple[str, str]:
    told = _("{state} by {name}, {moment}").format(
        state=STATES[one.state].label, name=fact_said(one.name, 80), moment=moment(one.at)
    )
    return _("Version {n}").format(n=number(one.version)), told


def _actions(view: PageView) -> list[Action]:
    page = view.page
    known = Ids(page=page.id, revision=page.version)
    actions: list[Action] = []
    if view.is_changed and not view.problems:
        actions.append(button(_("Publish"), "publish_page", style="positive", inputs=False, **known))
    actions.append(button(_("Edit"), "edit_page", inputs=False, page=page.id))
    if page.state is not PageState.WITHDRAWN:
        actions.append(
            confirmed(
                _("Withdraw"),
                "withdraw_page",
                warning=_(
                    "Only programme leads can read it from then on. Briefs that began with it stay as they are."
                ),
                send=_("Yes, withdraw it"),
                page=page.id,
            )
        )
    return [*actions, made_here(page.kind, page.state)]
