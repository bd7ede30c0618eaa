"""The fake Teams is strict where Teams is, and lenient nowhere by accident."""

import json

import pytest

from bot.connector.wire import card_message, text_message
from tests.support.teams_rules import SCHEMA, WORDS, broken_card_rules, broken_rules, schema_found


def card(*body, **more):
    return {"type": "AdaptiveCard", "version": "1.5", "fallbackText": "A card", "body": list(body), **more}


def text(said="x", **more):
    return {"type": "TextBlock", "text": said, "wrap": True, **more}


GOOD = [
    card(text()),
    card({"type": "Badge", "text": "New", "fallback": text("New")}),
    card({"type": "ProgressBar", "value": 30, "fallback": "drop"}),
    card({"type": "Input.Text", "id": "t", "label": "Title", "isRequired": True, "errorMessage": "Needed"}),
    card(
        text(targetWidth="atLeast:Narrow"),
        msteams={"width": "Full"},
        actions=[{"type": "Action.Execute", "title": "Go", "verb": "go", "data": {"type": "whatever"}}],
        refresh={"action": {"type": "Action.Execute", "verb": "show"}, "userIds": ["29:x"]},
    ),
    card({"type": "FactSet", "facts": [{"title": "Price", "value": "5"}]}),
    card({"type": "ColumnSet", "columns": [{"type": "Column", "width": "auto", "items": [text()]}]}),
    card({"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "x"}]}),
]

BROKEN = {
    "version": ({**card(text()), "version": "1.6"}, "card version '1.6'"),
    "no fallbackText": ({**card(text()), "fallbackText": ""}, "without fallbackText"),
    "too large": (card(text("x" * 29_000)), "bytes"),
    "no wrap": (card({"type": "TextBlock", "text": "x"}), "TextBlock without wrap"),
    "no wrap, deep inside": (
        card({"type": "Container", "items": [{"type": "TextBlock", "text": "x"}]}),
        "wrap",
    ),
    "seven actions": (card(actions=[{"type": "Action.Submit", "title": "x"}] * 7), "more than 6 actions"),
    "badge alone": (card({"type": "Badge", "text": "New"}), "Badge without fallback"),
    "unknown element": (card({"type": "Marquee", "fallback": "drop"}), "unknown element Marquee"),
    "input without label": (card({"type": "Input.Text", "id": "t"}), "without label"),
    "input without id": (card({"type": "Input.Text", "label": "T"}), "without id"),
    "one id twice": (card(*[{"type": "Input.Text", "id": "t", "label": "T"}] * 2), "twice"),
    "required without a word": (
        card({"type": "Input.Date", "id": "d", "label": "D", "isRequired": True}),
        "errorMessage",
    ),
    "picture without words": (card({"type": "Image", "url": "https://x.example/x.png"}), "altText"),
    "link over http": (card(actions=[{"type": "Action.OpenUrl", "title": "x", "url": "http://x"}]), "https"),
    "press without verb": (card(actions=[{"type": "Action.Execute", "title": "x"}]), "verb"),
    "refresh for a crowd": (card(refresh={"userIds": ["x"] * 61}), "60"),
    "not a card": ({"type": "HeroCard"}, "not an adaptive card"),
}

needs_schema = pytest.mark.skipif(
    not schema_found(),
    reason="../shared/schemas/adaptive-card-1.5.json is not here: cards are not checked against it",
)


@pytest.mark.parametrize("good", GOOD)
def test_a_good_card_breaks_no_rule(good):
    assert broken_card_rules(good) == []


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_card_is_told_so(case):
    broken, rule = BROKEN[case]

    assert any(rule in found for found in broken_card_rules(broken))


@needs_schema
@pytest.mark.parametrize(
    "broken",
    [
        card(text(size="gigantic")),
        card(text(unknownProperty=1)),
        card({"type": "FactSet", "facts": [{"name": "Price"}]}),
        card({"type": "Badge", "text": "x", "fallback": text(color="pink")}),
    ],
)
def test_a_card_that_schema_1_5_refuses_is_told_so(broken):
    assert any(found.startswith("schema 1.5") for found in broken_card_rules(broken))


def test_messages_of_our_own_making_break_no_rule():
    assert broken_rules(text_message("hi")) == []
    assert broken_rules(card_message(card(text()), "A card")) == []


@pytest.mark.parametrize(
    "broken, rule",
    [
        ({**card_message(card(text()), "A card"), "text": "x"}, "text and card"),
        (card_message(card(text()), ""), "summary"),
        ({"type": "message"}, "neither"),
        ({"type": "message", "text": "x"}, "plain"),
        (text_message("x" * 50_000), "80 KB"),
        ({"type": "event"}, "type 'event'"),
        ({"type": "message", "summary": "x", "attachments": [{"contentType": "image/png"}]}, "image/png"),
    ],
)
def test_a_broken_message_is_told_so(broken, rule):
    assert any(rule in found for found in broken_rules(broken))


def test_what_is_left_out_of_a_shape_is_any_string_to_the_schema():
    if not schema_found():
        pytest.skip("the schema is not here")
    properties = [
        (name, rule)
        for part in json.loads(SCHEMA.read_text("utf-8-sig"))["definitions"].values()
        for each in [part, *part.get("allOf", [])]
        for name, rule in each.get("properties", {}).items()
    ]
    told = [(name, rule) for name, rule in properties if name in WORDS]
    assert len(told) > 10
    assert [name for name, rule in told if {"enum", "pattern", "format", "const"} & set(rule)] == []


def test_what_is_wrong_with_a_card_is_told_each_time_beside_a_sound_one_of_almost_that_shape():
    sound, wrong = card(text("One")), card(text("One", data={"a": "b"}))
    for _ in range(2):
        assert broken_card_rules(sound) == []
        assert broken_card_rules(card(text("Two"))) == []
        assert broken_card_rules(wrong) != [] or not schema_found()
