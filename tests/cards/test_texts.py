"""Text of people on cards: shown as it is, cut, never interpreted; and what a press brings back."""

import pytest

from cards.brief import brief_form
from cards.from_words import FROM_WORDS, FromWords
from cards.kit.elements import wire
from cards.kit.inputs import button, link, reason_of, with_reason
from cards.kit.texts import CUT_MARK, cut, escape, plain, run, sentence
from gigs.brief import BriefForm
from gigs.check_brief import EXTRA_FIELDS
from tests.cards.gallery import MARKETS, PROBLEMS, a_form
from tests.cards.test_every_card import nodes
from tests.support.card_text import text_of


def test_a_long_text_is_cut_with_a_mark_and_never_inside_a_character():
    text = cut("ä" * 100, 51)
    assert text.endswith(CUT_MARK)
    assert len(text.encode()) <= 51
    assert cut("short", 51) == "short"


def test_card_functions_in_texts_are_switched_off():
    assert "{{" not in plain("{{DATE(2026-01-01T00:00:00Z)}}{{{{x")


def test_a_name_with_a_hyphen_stays_as_it_is_in_a_fact():
    assert escape("Ann-Marie O'Neil (Design)") == "Ann-Marie O'Neil (Design)"


@pytest.mark.parametrize("text", ["[a](https://b)", "**b**", "_i_", "`c`", "<https://b>", "~~s~~", "| t |"])
def test_markdown_in_a_fact_is_switched_off(text):
    assert escape(text).count("\\") >= 1
    assert "](https://" not in escape(text)


@pytest.mark.parametrize("text", ["- one", "1. one", "+ one", "> one", "# one"])
def test_a_fact_never_starts_a_list_or_a_heading(text):
    assert "\\" in escape(text)


def test_an_empty_text_is_a_dash():
    assert run("")["text"] == "\u2013"
    assert run("\u202e\u200b")["text"] == "\u2013"


@pytest.mark.parametrize(
    "url",
    [
        "http://files.example/a",
        "javascript:alert(1)",
        "https://",
        "https://user@evil.example/",
        "https://[broken",
        "https://files.example/\u202egpj",
        "https://files.example/a b",
        "",
        "//files.example/a",
        "msteams://x",
    ],
)
def test_only_a_sound_https_address_becomes_a_button(url):
    assert link("Open", url) == []


def test_an_https_address_becomes_a_button():
    assert link("Open", "https://files.example/a?b=c")[0]["url"] == "https://files.example/a?b=c"


def test_a_button_leaves_out_ids_that_are_not_there():
    assert as_json(button("Go", "show_gig", gig=12, draft=None))["data"] == {"verb": "show_gig", "gig": 12}


@pytest.mark.parametrize(
    "ids", [{"gig": 12}, {"gig": 12, "proposal": "P7"}, {"gig": 12, "milestone": "M1", "deliverable": "D1"}]
)
def test_a_reason_comes_back_with_its_press(ids):
    shown = as_json(
        with_reason("No", "reject", ask="Why?", send="Reject", subject=ids.get("proposal", ""), **ids)
    )
    field = shown["card"]["body"][0]["id"]
    sent = shown["card"]["actions"][0]["data"] | {field: "  too dear\u202e ", "reason_approve": "another one"}
    assert reason_of(sent) == "too dear"


def test_a_press_without_a_reason_has_an_empty_one():
    assert reason_of({"verb": "reject"}) == ""
    assert reason_of({"verb": "reject", "reason_reject": "x" * 9000}) == "x" * 9000


def as_json(part) -> dict:
    return dict(part)


def inputs(card) -> dict:
    return {n["id"]: n for n in nodes(wire(card)) if str(n.get("type", "")).startswith("Input.")}


def test_the_form_has_one_input_per_field_and_assumes_nothing():
    found = inputs(brief_form(BriefForm(), {}, draft="d", gig=None, marketplaces=MARKETS[:1]))
    elsewhere = {"purchase_order", "emergency", "answers", "marketplace"}
    assert set(found) == set(BriefForm.model_fields) - elsewhere
    assert all("value" not in field for field in found.values())
    assert all("isRequired" not in field for field in found.values())


def test_the_form_keeps_everything_that_was_typed():
    form = a_form(title="t" * 180, amount="about 1000", hours="many")
    found = inputs(brief_form(form, PROBLEMS, draft="d", gig=12, marketplaces=MARKETS))
    assert {name: field.get("value", "") for name, field in found.items()} == {
        name: form.model_dump()[name] for name in found
    }


def test_of_several_marketplaces_one_is_chosen_before_anything_else_is_asked():
    first = inputs(brief_form(BriefForm(), {}, draft="d", gig=None, marketplaces=MARKETS))
    assert set(first) == {"marketplace"}
    whole = inputs(brief_form(a_form(), {}, draft="d", gig=None, marketplaces=MARKETS))
    assert {"marketplace", "title", "visibility"} <= set(whole)


def test_only_fields_that_a_sentence_filled_in_are_marked():
    def marks(form: BriefForm, **more) -> int:
        card = brief_form(form, {}, draft="d", gig=1, marketplaces=MARKETS[:1], **more)
        return text_of(wire(card)).count(FROM_WORDS)

    form = BriefForm(title="Logo", amount="500")
    assert marks(form) == 0
    assert marks(form, words=FromWords(("title", "amount", "due", "no such field", "answers"))) == 2
    assert marks(form, words=FromWords(("title", "amount"), "about 500 euros")) == 1


def test_the_form_asks_only_what_the_chosen_marketplace_needs():
    def asked(*asks: str) -> set[str]:
        card = brief_form(a_form(), {}, draft="d", gig=None, marketplaces=MARKETS, asks=asks)
        return set(inputs(card)) & set(EXTRA_FIELDS)

    assert asked() == set()
    assert asked("visibility", "screening") == {"visibility", "screening"}
    assert asked("experience", "weekly_hours") == {"experience", "weekly_hours"}


def test_every_problem_stands_at_its_field_and_in_the_summary():
    card = wire(brief_form(BriefForm(), PROBLEMS, draft="d", gig=12, marketplaces=MARKETS[:1]))
    texts = [n["text"] for n in nodes(card) if n.get("type") == "TextRun"]
    assert set(PROBLEMS.values()) <= set(texts)
    assert "4 fields need your attention" in str(card)


def test_a_sentence_puts_each_value_into_its_place_in_its_own_look():
    told = as_json(sentence("{who} approved it on {day}.", who=run("Mark", bold=True), day="12 May"))
    assert [(each["text"], each.get("weight")) for each in told["inlines"]] == [
        ("Mark", "Bolder"),
        (" approved it on ", None),
        ("12 May", None),
        (".", None),
    ]


def test_what_a_person_wrote_is_never_read_as_a_place_for_a_value():
    told = as_json(sentence("{who} approved it.", who=run("{day}")))
    assert told["inlines"][0]["text"] == "{day}"
