"""The playbook: its templates by kind of work, a search, and the way to its best practices."""

from collections.abc import Mapping
from urllib.parse import quote, unquote

from cards.kit.elements import Body, banner, buttons, columns, entry, fit, frame, small
from cards.kit.fields import CATEGORIES
from cards.kit.inputs import Ids, button, choice, text_field
from cards.kit.nodes import Action
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import words
from cards.made_links import made_here
from cards.template import template_row
from gigs.brief import Category, clean
from ports.playbook_storage import PageKind
from translation.catalogue import N_, _, n_
from translation.formats import number
from use_cases.playbook.browse import LONGEST_SEARCH, Shelf

_ANY = "any"
_WORDS, _DOMAIN = "of_words", "of_domain"
_INTRO = N_("Briefs of work that comes up again, written so that somebody else can check the result.")
BEST_PRACTICES = N_("Best practices")


def playbook_card(shelf: Shelf, form: Ids | None = None) -> AdaptiveCard:
    """One page of templates; each row opens its template. `form` names the form beside which it was opened."""
    return fit(lambda _most: _card(shelf, form or {}), (300,))


def asked_of(inputs: Mapping[str, str]) -> tuple[Category | None, str]:
    """The kind of work and the words that were asked for, as a stranger may have typed them."""
    chosen, typed = inputs.get(_DOMAIN, ""), inputs.get(_WORDS, "")
    domain = next((one for one in Category if one.value == chosen), None)
    return domain, clean(unquote(typed[: 12 * LONGEST_SEARCH]))[:LONGEST_SEARCH].strip()


def _card(shelf: Shelf, form: Ids) -> AdaptiveCard:
    body: Body = [banner(_("Playbook")), small(_(_INTRO), "Small"), *_search(shelf, form), *_told(shelf)]
    for place, (template, times) in enumerate(zip(shelf.found, shelf.uses, strict=True)):
        opens = button(
            _("Open the template"), "show_template", inputs=False, **(form | Ids(page=template.id))
        )
        body.append(entry(template_row(template, times), opens, first=place == 0))
    summary = n_("Playbook: {n} template.", "Playbook: {n} templates.", shelf.in_all)
    return frame(body, _actions(shelf, form), summary=summary.format(n=number(shelf.in_all)))


def _search(shelf: Shelf, form: Ids) -> Body:
    kinds = [(_ANY, _("Any")), *((one.value, CATEGORIES[one]) for one in shelf.domains)]
    chosen = shelf.domain.value if shelf.domain else _ANY
    words_ = text_field(_WORDS, _("Words"), shelf.words, hint=_("Such as: slides, logo, survey"))
    kind = choice(_DOMAIN, _("Category"), kinds, chosen)
    return [columns([words_], [kind]), buttons(button(_("Search"), "browse_playbook", **form))]


def _told(shelf: Shelf) -> Body:
    if not shelf.in_all:
        nothing = _("No template fits. Try other words, or post a gig without one.")
        return [words(nothing, spacing="Medium")]
    if len(shelf.found) == shelf.in_all:
        return []
    shown = _("Templates {first} to {last} of {n}").format(
        first=number(shelf.first + 1),
        last=number(shelf.first + len(shelf.found)),
        n=number(shelf.in_all),
    )
    return [small(shown, "Medium")]


def _actions(shelf: Shelf, form: Ids) -> list[Action]:
    actions: list[Action] = []
    if shelf.following:
        asked = {_WORDS: quote(shelf.words), _DOMAIN: shelf.domain.value if shelf.domain else _ANY}
        first = shelf.following
        actions.append(
            button(_("More"), "browse_playbook", inputs=False, filled=asked, **(form | Ids(first=first)))
        )
    actions.append(button(_(BEST_PRACTICES), "best_practices", inputs=False))
    return [*actions, *([made_here(PageKind.TEMPLATE)] if shelf.leads else [])]
