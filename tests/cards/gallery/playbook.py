"""The playbook: its lists, a template, best practices, and templates beside the form of a brief."""

from decimal import Decimal

from cards import brief
from cards.kit.pressed import AdaptiveCard
from cards.playbook import playbook_card
from cards.practices import practice_card, practices_card
from cards.template import template_card
from cards.template_offer import Beside, filled_in, find, offer
from gigs.brief import Category
from gigs.gig import GigState
from playbook.practice import Step
from playbook.source import Source
from tests.cards.gallery.story import Story, Text, a_form
from tests.support.playbook import a_practice, a_template
from use_cases.playbook.browse import SHOWN, Shelf
from use_cases.playbook.filling import fill
from use_cases.playbook.practices import Practices
from use_cases.playbook.show_template import MOST_LOOKED_AT, TemplatePage, Went
from use_cases.playbook.use_template import Used


def playbook(story: Story) -> dict[str, AdaptiveCard]:
    """Full pages and empty ones, of every source."""
    text = story.text
    return _shelves(text) | _templates(text) | _practices(text) | _forms(story)


def _shelves(text: Text) -> dict[str, AdaptiveCard]:
    sources = [*Source] * 2
    found = tuple(a_template(f"t{place}", text, source=sources[place]) for place in range(SHOWN))
    domains = (Category.PRESENTATION, Category.VIDEO)
    full = Shelf(
        found=found, uses=(14, 1, 0, 0, 0, 0), following=SHOWN, in_all=SHOWN + 3, domains=domains, leads=True
    )
    nothing = Shelf(words=text("a castle"), domain=Category.VIDEO, domains=domains)
    return {"playbook": playbook_card(full), "playbook_nothing": playbook_card(nothing)}


def _templates(text: Text) -> dict[str, AdaptiveCard]:
    went = Went(closed=5, rating=Decimal("4.6"), again=4, days=6)
    many = Went(closed=MOST_LOOKED_AT, rating=Decimal(4), again=150, days=None)
    theirs = a_template(text=text, source=Source.ORGANISATION, out_of_scope=(), give=(), days=(1, 1))
    return {
        "template": template_card(TemplatePage(template=a_template(text=text), uses=14, went=went)),
        "template_new": template_card(TemplatePage(template=theirs)),
        "template_unshared": template_card(TemplatePage(template=theirs, uses=1), {"draft": "d1", "gig": 12}),
        "template_often": template_card(TemplatePage(template=theirs, uses=300, went=many)),
    }


def _practices(text: Text) -> dict[str, AdaptiveCard]:
    theirs = a_practice("ours", text, rules=("Never name a customer.",), source=Source.ORGANISATION)
    pages = tuple(a_practice(step.value.replace("_", "-"), text, steps=(step,)) for step in Step)
    return {
        "practices": practices_card(Practices(pages=pages, leads=True)),
        "practices_none": practices_card(Practices(pages=())),
        "practice": practice_card(Practices(pages=(theirs, *pages[:2]))),
        "practice_none": practice_card(Practices(pages=())),
    }


def _forms(story: Story) -> dict[str, AdaptiveCard]:
    text = story.text
    template = a_template(text=text)
    typed = a_form(text, deliverables="", acceptance="")
    filled = fill(typed, template)
    used = Used(gig=story.gig(GigState.DRAFT), template=template, filled=filled)
    nothing = used.model_copy(update={"filled": fill(filled.form, template)})

    def drawn(beside: Beside) -> AdaptiveCard:
        return brief.brief_form(
            typed, {}, draft="d1", gig=12, marketplaces=(("sandbox", "Sandbox marketplace"),), beside=beside
        )

    return {
        "form_offered": drawn(offer([a_template(f"t{place}", text) for place in range(3)])),
        "form_find": drawn(find()),
        "form_nothing_fits": drawn(find(nothing_fits=True)),
        "form_filled_in": drawn(filled_in(used, ["screening"])),
        "form_full_already": drawn(filled_in(nothing, [])),
    }
