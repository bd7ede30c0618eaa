"""Champions: the list by category, and the question whether somebody may be shown."""

from collections.abc import Mapping

from cards.kit.elements import Body, banner, buttons, callout, fit, frame, small
from cards.kit.fields import CATEGORIES
from cards.kit.inputs import button, choice
from cards.kit.nodes import Action, CardElement, Container
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, run, words
from gigs.brief import Category
from ports.champions import HelpKind, Shown
from ports.notices import Notice
from translation.catalogue import _, n_
from translation.formats import number
from use_cases.publishing.champions import ChampionsPage

CHAMPION_DOMAIN = "of_domain"
"""The name of the input that narrows the list to a category."""
_ANY = "any"


def champions_card(found: ChampionsPage) -> AdaptiveCard:
    """Those who agreed, most helpful first, and one's own choice."""
    return fit(lambda most: _card(found, most), (150, 80, 40))


def _card(found: ChampionsPage, most: int) -> AdaptiveCard:
    told = _("Colleagues who helped others and agreed to be shown. Ask them.")
    options = [(_ANY, _("Any")), *((one.value, CATEGORIES[one]) for one in Category)]
    chosen = found.domain.value if found.domain else _ANY
    body: Body = [
        banner(_("Champions")),
        small(told, "Small"),
        choice(CHAMPION_DOMAIN, _("Category"), options, chosen),
        buttons(button(_("Show"), "champions")),
    ]
    domain = found.domain.value if found.domain else ""
    body += [
        _row(one.name, one.of(domain), most, first=not place) for place, one in enumerate(found.champions)
    ]
    if not found.champions:
        body.append(words(_("Nobody is shown here yet."), spacing="Medium"))
    summary = n_("{n} champion", "{n} champions", len(found.champions)).format(n=number(len(found.champions)))
    return frame(body, _own(found), summary=summary)


def _row(name: str, helped: Mapping[HelpKind, int], most: int, *, first: bool) -> CardElement:
    told = ", ".join(_helped(kind, count) for kind, count in helped.items())
    return Container(
        items=[line(run(name, bold=True, most=most)), small(told)],
        separator=not first or None,
        spacing="Medium",
    )


def _helped(kind: HelpKind, count: int) -> str:
    """`answered 3 questions`."""
    told = {
        HelpKind.ANSWER: n_("answered {n} question", "answered {n} questions", count),
        HelpKind.ADVICE: n_("gave advice on {n} gig", "gave advice on {n} gigs", count),
        HelpKind.CASE_STUDY: n_("wrote {n} case study", "wrote {n} case studies", count),
        HelpKind.LESSON: n_(
            "left a lesson that helped {n} colleague", "left lessons that helped {n} colleagues", count
        ),
        HelpKind.INSIDE_WORK: n_("did {n} gig for a colleague", "did {n} gigs for colleagues", count),
    }
    return told[kind].format(n=number(count))


def _own(found: ChampionsPage) -> list[Action]:
    if found.mine is None:
        return []
    if found.mine.shown is Shown.YES:
        return [button(_("Don’t show me any more"), "hide_champion", inputs=False)]
    return [button(_("Show me here"), "show_champion", inputs=False)]


def champion_asked(_notice: Notice) -> AdaptiveCard:
    """Asked once."""
    headline = _("You’ve helped colleagues several times. Thank you!")
    told = _(
        "May I show your name among the champions, with what you helped with? You can change this at any time."
    )
    actions: list[Action] = [
        button(_("Yes, show me"), "show_champion", style="positive", inputs=False),
        button(_("No, thanks"), "hide_champion", inputs=False),
        button(_("See the champions"), "champions", inputs=False),
    ]
    return frame([callout("accent", headline, words(told, spacing="Small"))], actions, summary=headline)
