"""What colleagues and managers read of a gig that is offered: never its money, its cost centre or who approved it."""

import pytest

from cards.gig import channel_card, gig_card
from cards.inside_choice import FIRST, REASON, SKIP, wish_in
from cards.inside_hours import hours_card
from cards.inside_offer import offer_card
from gigs.brief import DataTier
from gigs.gig import GigState
from gigs.inside import Consent, InsideWish
from tests.cards.gallery import Story, a_brief
from tests.cards.gallery.colleagues import a_hand
from tests.cards.gallery.inside import done_inside, with_hands
from tests.cards.gallery.story import person
from tests.cards.test_who_sees_what import shown, verbs
from tests.support.cases import every_case

STORY = Story()
NADIA, BEA = person("Nadia North"), person("Bea Boss")
ASKED = a_hand(STORY.text, NADIA, consent=Consent.ASKED, asked=BEA)
READY = a_hand(STORY.text, NADIA)
SECRETS = ("1,200", "CC-4711", "Ann Archer", "Confidential", "Sandbox")


def colleagues_cards(gig):
    for viewer in (None, STORY.stranger, NADIA, BEA):
        page = STORY.page(gig, viewer)
        yield f"offer to {viewer}", offer_card(page)
        yield f"hours to {viewer}", hours_card(page, NADIA.key.object_id)


def test_nobody_learns_of_the_money_the_cost_centre_or_the_approval():
    with every_case() as case:
        for state in GigState:
            brief = {} if state is GigState.DRAFT else {"brief": a_brief(purchase_order="PO-77")}
            gigs = [STORY.gig(state, **brief), done_inside(STORY, state)]
            for gig in (*gigs, with_hands(STORY, ASKED), with_hands(STORY, READY)):
                for name, card in colleagues_cards(gig):
                    with case(f"{state}: {name}"):
                        assert [one for one in (*SECRETS, "PO-77") if one in shown(card)] == []


@pytest.mark.parametrize("state", [GigState.LISTED, GigState.CLOSED, GigState.IN_APPROVAL])
def test_of_a_gig_that_is_not_offered_only_the_title_is_shown(state):
    card = offer_card(STORY.page(STORY.gig(state), STORY.stranger))
    assert "isn’t offered to colleagues any more" in shown(card)
    assert "twelve countries" not in shown(card)
    assert verbs(card) == set()


def test_other_data_is_offered_to_nobody_even_where_the_rows_say_so():
    brief = a_brief(data_tier=DataTier.CONFIDENTIAL)
    gig = STORY.gig(GigState.OFFERED_INSIDE, brief=brief)
    for card in (offer_card(STORY.page(gig, STORY.stranger)), channel_card(STORY.page(gig, None))):
        assert "twelve countries" not in shown(card)
        assert not {"raise_hand", "show_offer"} & verbs(card)


def test_each_sees_only_what_they_may_do():
    offered = with_hands(STORY, READY)
    assert verbs(offer_card(STORY.page(offered, STORY.stranger))) == {"raise_hand"}
    assert verbs(offer_card(STORY.page(offered, NADIA))) == {"raise_hand", "lower_hand"}
    assert verbs(offer_card(STORY.page(offered, STORY.ann))) == set()  # she approved it
    assert verbs(hours_card(STORY.page(with_hands(STORY, ASKED), BEA), "nadia")) == {
        "agree_hours",
        "decline_hours",
    }
    assert verbs(hours_card(STORY.page(with_hands(STORY, ASKED), NADIA), "nadia")) == set()
    working = done_inside(STORY, GigState.INSIDE)
    assert verbs(offer_card(STORY.page(working, NADIA))) == {"say_done", "step_back"}
    mine = verbs(gig_card(STORY.page(working, STORY.ben)))
    assert {"accept_work", "not_yet", "take_back_work", "withdraw_gig"} <= mine
    assert not {"accept_work", "pick_colleague"} & verbs(gig_card(STORY.page(working, STORY.ann)))


def test_a_hand_whose_hours_are_not_agreed_to_cannot_be_picked_on_the_card():
    assert "pick_colleague" in verbs(gig_card(STORY.page(with_hands(STORY, READY), STORY.ben)))
    assert "pick_colleague" not in verbs(gig_card(STORY.page(with_hands(STORY, ASKED), STORY.ben)))


def test_reasons_and_words_of_a_hand_are_the_requesters_to_read():
    for viewer in (STORY.ann, STORY.stranger):
        assert READY.why not in shown(gig_card(STORY.page(with_hands(STORY, READY), viewer)))
    assert READY.why in shown(gig_card(STORY.page(with_hands(STORY, READY), STORY.ben)))


def test_what_is_chosen_on_the_preview_is_what_is_wished():
    said = {
        (): InsideWish(),
        ((FIRST, "true"),): InsideWish(first=True),
        ((FIRST, "false"),): InsideWish(first=False),
        ((SKIP, "false"), (REASON, "")): InsideWish(first=True),
        ((SKIP, "true"), (REASON, "Urgent.")): InsideWish(first=False, reason="Urgent."),
    }
    assert {inputs: wish_in(dict(inputs)) for inputs in said} == said
