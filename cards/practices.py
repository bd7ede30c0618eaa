"""Best practices: the list of them, and a page that is read in a minute."""

from collections.abc import Sequence

from cards.how_well import HOW_WELL
from cards.kit.elements import Body, badge, banner, callout, entry, fit, frame, header, section, small
from cards.kit.inputs import button
from cards.kit.nodes import Action, Badge, CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, own, run, words
from cards.made_links import made_here, manage
from cards.playbook import BEST_PRACTICES
from cards.template import SOURCES
from playbook.practice import BestPractice, Step
from ports.playbook_storage import PageKind
from translation.catalogue import N_, _, n_
from translation.formats import both, number
from use_cases.playbook.practices import Practices

STEPS: dict[Step, str] = {
    Step.CHOOSING: N_("choosing the work"),
    Step.BRIEF: N_("writing the brief"),
    Step.COMPARE: N_("comparing proposals"),
    Step.HIRE: N_("hiring"),
    Step.WORK: N_("working together"),
    Step.FEEDBACK: N_("giving feedback"),
    Step.DATA: N_("data and rights"),
    Step.FIRST_GIG: N_("your first gig"),
}
"""When a page helps, as it reads after “For”."""
_NONE_YET = N_("There are no best practices in the playbook yet.")


def practices_card(there: Practices) -> AdaptiveCard:
    """All of them; each row opens its page."""
    intro = _("Each is read in a minute. On the cards of a gig, “{how}” opens the ones that help there.")
    hint = small(intro.format(how=_(HOW_WELL)), "Small")
    nothing: Body = [] if there.pages else [words(_(_NONE_YET), spacing="Medium")]
    body: Body = [banner(_(BEST_PRACTICES)), hint, *nothing, *_rows(there.pages)]
    summary = n_("{n} best practice.", "{n} best practices.", len(there.pages))
    actions: list[Action] = [button(_("Playbook"), "browse_playbook", inputs=False)]
    if there.leads:
        actions.append(made_here(PageKind.PRACTICE))
    told = summary.format(n=number(len(there.pages)))
    return fit(lambda _most: frame(body, actions, summary=told), (400,))


def practice_card(there: Practices) -> AdaptiveCard:
    """The first of these pages, and the way to the others."""
    return fit(lambda most: _card(there, most), (1000, 500, 250))


def _card(there: Practices, most: int) -> AdaptiveCard:
    if not there.pages:
        return frame([words(_(_NONE_YET))], _actions(there), summary=_(_NONE_YET))
    page, *others = there.pages
    body: Body = [header(_("Best practice"), page.title, *_source(page)), *practice_body(page, most)]
    if others:
        body.append(section(_("This helps here, too"), *_rows(others)))
    return frame(body, _actions(there), summary=_("Best practice: {title}").format(title=page.title))


def practice_body(page: BestPractice, most: int) -> Body:
    """Its points, and the organisation's rules marked as such."""
    points: Body = [line(own("•  "), run(text, most=most), spacing="Small") for text in page.text]
    if not page.rules:
        return points
    rules = [line(own("•  "), run(rule, most=most), spacing="Small") for rule in page.rules]
    return [*points, callout("warning", _("Your organisation’s own rules"), *rules)]


def _actions(there: Practices) -> list[Action]:
    every = button(_("All best practices"), "best_practices", inputs=False)
    return [every, *(manage(there.made) if there.made else [])]


def _source(page: BestPractice) -> list[Badge]:
    if page.source not in SOURCES:
        return []
    text, style = SOURCES[page.source]
    return [badge(_(text), style, "Right")]


def _rows(pages: Sequence[BestPractice]) -> list[CardElement]:
    return [_row(page, first=place == 0) for place, page in enumerate(pages)]


def _row(page: BestPractice, *, first: bool) -> CardElement:
    opens = button(_("Read the page"), "show_practice", inputs=False, page=page.id)
    told = [line(run(page.title, most=150, bold=True))]
    helps = small(_("For {steps}").format(steps=both([_(STEPS[step]) for step in page.steps])))
    return entry([*told, helps], opens, first=first)
