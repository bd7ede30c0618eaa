"""An approver can read every word of a brief, however long it is."""

import json

from cards.approval import approval_card
from cards.kit.elements import wire
from cards.whole_brief import whole_brief
from tests.cards.gallery import Story, a_brief
from tests.cards.test_every_card import nodes
from tests.support.card_text import text_of
from tests.support.teams_rules import MAX_CARD, broken_card_rules

ENDLESS = "🧑‍💻" * 2000
STORY = Story()


def pages_of(brief):
    gig = STORY.way().second()
    page, found = 1, []
    while True:
        card = wire(whole_brief(gig, brief, page))
        found.append(card)
        turned = {action["title"]: action["data"]["first"] for action in card.get("actions", ())}
        if "Next page" not in turned:
            return found
        page = turned["Next page"]


def test_the_pages_hold_every_character_and_fit_into_messages():
    brief = a_brief(outcome=ENDLESS, acceptance="語" * 2000, deliverables=("One logo. " * 100,) * 2)
    cards = pages_of(brief)

    read = "".join(text_of(card) for card in cards)
    assert read.count("🧑‍💻") == 2000
    assert read.count("語") == 2000
    assert read.count("One logo.") == 200
    for card in cards:
        assert len(json.dumps(card, ensure_ascii=False).encode()) < MAX_CARD
        assert broken_card_rules(card) == []


def test_a_short_brief_has_one_page_and_no_way_to_another():
    (card,) = pages_of(a_brief())

    assert "actions" not in card
    assert "Page" not in text_of(card)


def test_the_approvers_card_leads_there_only_where_it_could_not_show_all():
    def asked(**changes):
        way = STORY.way(**changes)
        card = wire(approval_card(STORY.page(way.second(), way.faye)))
        return card, {node.get("verb") for node in nodes(card)}

    card, verbs = asked(outcome=ENDLESS)
    assert "read_brief" in verbs
    assert "(2,000 characters in all)" in text_of(card)
    card, verbs = asked(outcome="本" * 2000)
    assert "read_brief" not in verbs
    assert "本" * 2000 in text_of(card)
