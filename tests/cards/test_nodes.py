"""What cards are made of says the same as Microsoft's models, which are too slow to draw with."""

import json

import microsoft_teams.cards as microsoft
import pytest
from pydantic import BaseModel

from cards.kit import nodes, pressed
from cards.kit.elements import LARGEST, fit, frame, wire
from cards.kit.nodes import Action, CardElement, Node, TextBlock, TextRun
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import said
from tests.cards.gallery import every_card
from tests.support.cases import every_case

KINDS = {
    name: kind
    for module in (nodes, pressed)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and issubclass(kind, Node) and kind not in (Node, CardElement, Action)
}
MODELS: dict[str, type[BaseModel]] = {
    name: getattr(microsoft, {"Query": "QueryData"}.get(name, name)) for name in KINDS
}
BY_TYPE = {kind.fixed["type"]: MODELS[name] for name, kind in KINDS.items() if kind.fixed}


def read(part):
    """Their models of a piece of a card, innermost first, so that each is checked as the kind that it says it is."""
    if isinstance(part, list):
        return [read(one) for one in part]
    if not isinstance(part, Node):
        return part
    inside = {name: read(value) for name, value in part.items()}
    return (BY_TYPE[part["type"]] if "type" in part else MODELS[type(part).__name__])(**inside)


def test_every_kind_has_microsofts_fields_names_in_json_and_order():
    with every_case() as case:
        for name, kind in KINDS.items():
            theirs = {field: info.serialization_alias for field, info in MODELS[name].model_fields.items()}
            known = [(field, called) for field, called in theirs.items() if field in kind.fields]
            of_type = MODELS[name].model_fields.get("type")
            with case(name):
                assert list(kind.fields.items()) == known
                assert kind.fixed.get("type") == (of_type.default if of_type else None)


def test_every_card_is_what_microsofts_models_make_of_it():
    with every_case() as case:
        for name, card in every_card().items():
            theirs = read(card).model_dump(mode="json", by_alias=True, exclude_none=True)
            with case(name):
                assert json.dumps(wire(card)) == json.dumps(theirs)


def test_whatever_stands_in_a_body_can_be_placed():
    with every_case() as case:
        for name, kind in KINDS.items():
            if issubclass(kind, CardElement) and name not in ("TextRun", "AdaptiveCard"):
                with case(name):
                    assert {"separator", "spacing"} <= kind.fields.keys()


def test_placing_an_element_leaves_the_one_it_was_made_from():
    words = TextBlock(text="Brief", spacing="None")
    assert words.placed(spacing="Small", separator=True) == {
        "type": "TextBlock",
        "separator": True,
        "spacing": "Small",
        "text": "Brief",
    }
    assert words == {"type": "TextBlock", "spacing": "None", "text": "Brief"}


def test_a_field_that_is_none_is_left_out_and_one_that_is_false_is_not():
    assert TextRun(text="x", is_subtle=False, color=None) == {
        "type": "TextRun",
        "text": "x",
        "isSubtle": False,
    }


def test_a_field_that_there_is_not_is_refused():
    with pytest.raises(TypeError, match="TextRun has no colour"):
        TextRun(text="x", colour="Good")  # type: ignore[call-arg]


def test_a_card_is_drawn_once_when_it_fits_and_made_into_json_as_it_stands():
    drawn: list[AdaptiveCard] = []

    def draw(most: int) -> AdaptiveCard:
        drawn.append(frame([said("a" * most, most=most)], summary="Brief"))
        return drawn[-1]

    card = fit(draw)
    assert drawn == [card]
    assert wire(card) is card


def test_a_card_that_cannot_fit_has_all_its_texts_cut():
    card = fit(lambda most: frame([said("é" * 5000, most=9000) for _ in range(40)], summary="Brief"))
    assert len(json.dumps(card, ensure_ascii=False, separators=(",", ":")).encode()) <= LARGEST
    assert all(element["inlines"][0]["text"].endswith("(cut)") for element in card["body"])
