"""The form of a brief: short at first, with what is needed marked, and open where there is something to see."""

from datetime import date

import pytest

from cards.brief import brief_form
from cards.from_words import FromWords
from cards.kit.elements import wire
from cards.kit.fields import NEEDED
from gigs.brief import BriefForm
from gigs.check_brief import check_brief
from gigs.errors import BriefIncomplete
from tests.cards.gallery import MARKETS, QUESTIONS
from tests.cards.test_every_card import nodes
from tests.cards.test_texts import inputs
from tests.support.card_text import text_of

SHORT = {"title", "outcome", "price_type", "amount", "hours", "currency", "start", "due"}
KNOWN = BriefForm(cost_centre="CC-100", currency="USD")


def folded(form: BriefForm, problems: dict | None = None, **more) -> set:
    """Ids of the inputs that wait behind “More details”."""
    card = wire(
        brief_form(form, problems or {}, draft="d", gig=None, marketplaces=MARKETS[:1], known=KNOWN, **more)
    )
    closed = [node for node in nodes(card) if node.get("isVisible") is False]
    assert all(node["id"] == "more_details" for node in closed)
    shows = [node["targetElements"] for node in nodes(card) if node.get("type") == "Action.ToggleVisibility"]
    assert shows == [["more_details"] for _ in closed]
    return {
        node["id"] for part in closed for node in nodes(part) if str(node.get("type")).startswith("Input.")
    }


def test_a_new_form_asks_what_for_how_much_and_by_when_and_has_the_rest_behind_a_button():
    everything = set(inputs(brief_form(KNOWN, {}, draft="d", gig=None, marketplaces=MARKETS[:1])))
    assert folded(KNOWN) == everything - SHORT
    assert folded(KNOWN, questions=QUESTIONS) >= {"answer_on_site", "data_tier", "screening"}


def test_the_rest_is_open_where_something_was_typed_into_it_and_stays_closed_for_what_everybody_has():
    assert folded(KNOWN.model_copy(update={"title": "A logo", "due": "2026-12-14"}))
    assert not folded(KNOWN.model_copy(update={"screening": "Which tools do you use?"}))
    assert not folded(KNOWN.model_copy(update={"cost_centre": "CC-200"}))
    assert not folded(KNOWN.model_copy(update={"answers": {"on_site": "no"}}), questions=QUESTIONS)


def test_what_a_sentence_filled_in_there_is_told_above_the_button_and_opens_nothing():
    form = KNOWN.model_copy(update={"title": "A logo", "skills": "Figma, SVG", "category": "design"})
    words = FromWords(("title", "skills", "category"))
    assert folded(form, words=words) >= {"skills", "category"}
    card = brief_form(form, {}, draft="d", gig=None, marketplaces=MARKETS[:1], known=KNOWN, words=words)
    told = text_of(wire(card))
    assert "Also from what you wrote: " in told
    assert "Category: Design; Skills: Figma, SVG" in told
    typed = form.model_copy(update={"screening": "Which tools do you use?"})
    assert not folded(typed, words=words)
    assert not folded(form, {"skills": "Please give at least one skill."}, words=words)


def test_what_was_filled_in_for_everybody_is_told_on_the_short_form():
    known = KNOWN.model_copy(update={"data_tier": "general", "category": "design"})
    card = brief_form(known, {}, draft="d", gig=None, marketplaces=MARKETS[:1], known=known)
    told = text_of(wire(card))
    assert "Already filled in: " in told
    assert "Data the freelancer sees: General" in told
    assert "Category: Design" in told
    emptied = known.model_copy(update={"category": ""})
    again = brief_form(emptied, {}, draft="d", gig=None, marketplaces=MARKETS[:1], known=known)
    assert "Category: Design" not in text_of(wire(again))


def test_a_problem_in_the_rest_opens_it_and_one_in_sight_does_not():
    assert not folded(KNOWN, {"skills": "Please give at least one skill."})
    assert not folded(KNOWN, {"answer_on_site": "Please answer yes or no."}, questions=QUESTIONS)
    assert folded(KNOWN, {"title": "Please give a title."})


def test_what_is_needed_is_marked_before_anything_was_pressed_and_nothing_keeps_a_draft_from_being_saved():
    with pytest.raises(BriefIncomplete) as wrong:
        check_brief(BriefForm(), today=date(2026, 5, 4), marketplaces=["sandbox"])
    assert set(wrong.value.problems) == NEEDED
    found = inputs(brief_form(BriefForm(), {}, draft="d", gig=None, marketplaces=MARKETS[:1]))
    starred = {name for name, field in found.items() if "*" in field["label"]}
    assert starred == NEEDED - {"marketplace"}
    assert "isRequired" not in str(found)


def test_what_is_needed_in_the_rest_is_named_where_it_is_closed():
    card = wire(brief_form(KNOWN, {}, draft="d", gig=None, marketplaces=MARKETS[:1], known=KNOWN))
    assert (
        "Also needed, under “More details”: "
        "Deliverables, How it’s checked, Category, Skills, Data the freelancer sees and Visibility"
    ) in text_of(card)
