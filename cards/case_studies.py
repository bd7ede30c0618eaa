"""Case studies on cards: the list by category, and one of them to read, with what its reader may do."""

from datetime import date

from cards.case_notices import answer_buttons
from cards.kit.elements import (
    Body,
    badge,
    banner,
    buttons,
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
from cards.kit.fields import CATEGORIES
from cards.kit.inputs import button, choice, confirmed, own_page, with_reason
from cards.kit.labels import Labels
from cards.kit.nodes import Action, BadgeStyle, CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, run, said, words
from cards.kit.words import market
from gigs.brief import Category
from gigs.case_study import Answer, CaseState, Story
from gigs.summary import Summary
from translation import formats
from translation.catalogue import N_, _, n_
from use_cases.permissions.authorize_case import CaseVerb
from use_cases.publishing.show_cases import CaseList, CasePage

DOMAIN = "of_domain"
"""The name of the input that narrows the list to a category."""
_ANY = "any"
_STATES: Labels[CaseState, str] = Labels(
    {
        CaseState.DRAFT: N_("Draft"),
        CaseState.PROPOSED: N_("With the programme team"),
        CaseState.PUBLISHED: N_("Published"),
        CaseState.WITHDRAWN: N_("Withdrawn"),
    },
    _,
)
_STYLES: dict[CaseState, BadgeStyle] = {
    CaseState.DRAFT: "Informative",
    CaseState.PROPOSED: "Warning",
    CaseState.PUBLISHED: "Good",
    CaseState.WITHDRAWN: "Subtle",
}
_PARTS = (
    ("problem", N_("The problem")),
    ("done", N_("What was done")),
    ("result", N_("The result")),
    ("advice", N_("What we’d tell others")),
)
"""Each part of a story, and its heading."""


def parts_of(story: Story) -> list[tuple[str, str]]:
    """(heading, text) of every part that was written."""
    return [(_(title), text) for name, title in _PARTS if (text := getattr(story, name))]


def facts_of(summary: Summary) -> list[tuple[str, str]]:
    """What the gig's summary says beside the story: (name, value), the values as they were typed."""
    days = n_("{n} day", "{n} days", summary.days or 0).format(n=formats.number(summary.days or 0))
    known = [
        (_("Category"), CATEGORIES[summary.domain]),
        (_("Department"), summary.division),
        (_("Closed"), _month(summary)),
        (_("Marketplace"), market(summary.marketplace) if summary.marketplace else _("Done by a colleague")),
        (_("Cost"), str(summary.cost) if summary.cost else ""),
        (_("It took"), days if summary.days is not None else ""),
        (_("Would hire again"), _("Yes") if summary.hire_again else _("No")),
    ]
    return [(name, value) for name, value in known if value]


def _month(summary: Summary) -> str:
    """`March 2026`."""
    return formats.month(date.fromisoformat(f"{summary.month}-01"))


def case_card(page: CasePage) -> AdaptiveCard:
    """One case study, whole where it fits."""
    return fit(lambda most: _case_card(page, most))


def _case_card(page: CasePage, most: int) -> AdaptiveCard:
    study, story = page.study, page.story
    title = story.title or page.summary.title
    look = badge(_STATES[study.state], _STYLES[study.state], "Right")
    body: Body = [header(_("Case study · Gig {number}").format(number=study.gig), title, look)]
    body += _what_now(page)
    body += [section(name, said(text, most=most)) for name, text in parts_of(story)]
    known = [(name, fact_said(value)) for name, value in facts_of(page.summary)]
    known += [(_("Named in it"), fact_said(formats.both(page.named), 400))] if page.named else []
    body.append(section(_("The gig in figures"), facts(*known)))
    body += _unanswered(page)
    return frame(body, _actions(page), summary=_("Case study: {title}").format(title=title))


def _what_now(page: CasePage) -> Body:
    study = page.study
    if CaseVerb.ANSWER in page.allowed and not page.is_author:
        return [_asked(study.answer_of(page.viewer.key))]
    if CaseVerb.PUBLISH in page.allowed:
        told = _("Published, it reaches those who may read the gig’s summary, and nobody else.")
        return [
            callout("accent", _("It needs you: publish it, or send it back"), words(told, spacing="Small"))
        ]
    if page.is_own and study.reason:
        reason = said(f"“{study.reason}”", most=1500, spacing="Small")
        return [callout("warning", _("It was sent back or withdrawn. Reason:"), reason)]
    if page.is_own and study.state is CaseState.PROPOSED:
        return [callout("emphasis", _("The programme team will read it and publish it or send it back"))]
    return []


def _asked(answer: Answer) -> CardElement:
    if answer is Answer.AGREED:
        return callout("good", _("You agreed to be named. You can change your mind at any time."))
    if answer is Answer.REFUSED:
        return callout("emphasis", _("Your name doesn’t stand in it: you asked for that."))
    told = _("Until you agree, it says “a colleague” wherever your name would stand.")
    return callout("accent", _("May it name you?"), words(told, spacing="Small"))


def _unanswered(page: CasePage) -> Body:
    """For its owners: who hasn't agreed, so that they see why a name is missing."""
    if not page.is_own:
        return []
    asked = [one.name for one in page.study.people if one.answer is Answer.ASKED]
    refused = [one.name for one in page.study.people if one.answer is Answer.REFUSED]
    lines: Body = []
    if asked:
        lines.append(line(_("Not answered yet: "), run(formats.both(asked), most=400), spacing="Small"))
    if refused:
        lines.append(
            line(_("Asked not to be named: "), run(formats.both(refused), most=400), spacing="Small")
        )
    told = _("A name that nobody agreed to is shown as “a colleague”, first and last names too.")
    return [section(_("Names"), small(told), *lines)]


def _actions(page: CasePage) -> list[Action]:
    can, gig = page.allowed, page.study.gig
    actions: list[Action] = []
    if CaseVerb.PUBLISH in can:
        actions.append(
            button(
                _("Publish"),
                "publish_case_study",
                style="positive",
                gig=gig,
                revision=page.study.version,
            )
        )
        actions.append(
            with_reason(
                _("Send it back"),
                "send_case_study_back",
                ask=_("What should change?"),
                send=_("Send it back"),
                gig=gig,
            )
        )
    if CaseVerb.ANSWER in can and not page.is_author:
        actions += answer_buttons(gig, page.study.answer_of(page.viewer.key))
    if CaseVerb.WRITE in can:
        actions.append(button(_("Change it"), "case_study_form", inputs=False, gig=gig))
    if CaseVerb.WITHDRAW in can:
        actions.append(_withdraw(page))
    actions += [*own_page(_("Open as a page"), page.page), *own_page(_("Get it as Markdown"), page.file)]
    return [*actions[:5], button(_("All case studies"), "case_studies", inputs=False)]


def _withdraw(page: CasePage) -> Action:
    gig = page.study.gig
    if page.is_own:
        return confirmed(
            _("Withdraw it"),
            "withdraw_case_study",
            warning=_("Nobody else can read it any more. You can change it and send it again later."),
            send=_("Yes, withdraw it"),
            gig=gig,
        )
    return with_reason(
        _("Withdraw it"),
        "withdraw_case_study",
        ask=_("Why? Its author reads this."),
        send=_("Withdraw it"),
        style="destructive",
        gig=gig,
    )


def cases_card(found: CaseList) -> AdaptiveCard:
    """A page of the list; each row opens its case study."""
    return fit(lambda most: _cases_card(found, most), (150, 80, 40))


def _cases_card(found: CaseList, most: int) -> AdaptiveCard:
    told = _("How colleagues worked with freelancers, and what they’d tell you. Newest first.")
    body: Body = [banner(_("Case studies")), small(told, "Small"), *_filter(found.domain)]
    for title, cases in (
        (_("For you to publish"), found.waiting),
        (_("Yours, not published"), found.own),
    ):
        if cases:
            body.append(section(title, *_rows(cases, most)))
    if found.cases:
        body.append(section(_("Published"), *_rows(found.cases, most)))
    else:
        nothing = _("There’s none to read here yet. Once a gig of yours is closed, you can make one of it.")
        body.append(words(nothing, spacing="Medium"))
    actions: list[Action] = []
    if found.following:
        actions.append(
            button(
                _("More"),
                "case_studies",
                inputs=False,
                filled={DOMAIN: found.domain.value if found.domain else _ANY},
                first=found.following,
            )
        )
    actions += [
        button(_("My gigs"), "my_gigs", inputs=False),
        button(_("Post a gig"), "post_gig", inputs=False),
    ]
    shown = len(found.cases)
    summary = n_("{n} case study", "{n} case studies", shown).format(n=formats.number(shown))
    return frame(body, actions, summary=summary)


def _filter(domain: Category | None) -> Body:
    options = [(_ANY, _("Any")), *((one.value, CATEGORIES[one]) for one in Category)]
    field = choice(DOMAIN, _("Category"), options, domain.value if domain else _ANY)
    return [field, buttons(button(_("Show"), "case_studies"))]


def domain_of(typed: str) -> Category | None:
    """What was chosen, as a stranger may have typed it: what isn't a category is any."""
    return next((one for one in Category if one.value == typed), None)


def _rows(cases: tuple[CasePage, ...], most: int) -> list[CardElement]:
    return [_row(one, most, first=place == 0) for place, one in enumerate(cases)]


def _row(page: CasePage, most: int, *, first: bool) -> CardElement:
    study, summary = page.study, page.summary
    told = [CATEGORIES[summary.domain], _month(summary), *([str(summary.cost)] if summary.cost else [])]
    left: Body = [
        line(run(page.story.title or summary.title, bold=True, most=most)),
        line(run(page.story.result, most=most, size="Small"), spacing="None"),
        small(" · ".join(told)),
    ]
    published = study.state is CaseState.PUBLISHED
    look = [] if published else [badge(_STATES[study.state], _STYLES[study.state], "Right")]
    title = _("Read the case study of gig {number}").format(number=study.gig)
    return entry(
        [row(left, look)] if look else left,
        button(title, "case_study", inputs=False, gig=study.gig),
        first=first,
    )
