"""The card on which somebody decides: the answer and what it is about on top, everything else folded below the buttons."""

from decimal import Decimal

from cards.approval import approval_card
from cards.kit.elements import wire
from gigs.asking import counts_too
from gigs.money import Money
from tests.cards.gallery import Story
from tests.cards.gallery.approving import budgets, excess_for_a_reason, offers
from tests.cards.test_way_to_a_yes import approval, lines
from tests.support.card_text import all_text, text_of

STORY = Story()
WAY = STORY.way()
BOTH = "Your approval also counts for step 3, Budget owner."


def parts(card) -> tuple[list[dict], list[dict], list[dict]]:
    """What stands above the buttons, the buttons, and what stands below them."""
    body = wire(card)["body"]
    at = next(
        place
        for place, part in enumerate(body)
        if part["type"] == "ActionSet" and part["actions"][0].get("verb") == "approve_gig"
    )
    return body[:at], body[at]["actions"], body[at + 1 :]


def test_who_asks_how_much_for_what_by_when_and_what_is_left_stand_above_the_buttons():
    waiting = STORY.page(WAY.asked(), WAY.ann).model_copy(
        update={"budgets": budgets(STORY), "about": Money(amount=Decimal("1104.35"), currency="EUR")}
    )
    above, _, below = parts(approval_card(waiting))
    read = text_of(above)
    for told in (
        "Ben Baker asks you to approve this gig",
        "USD 1,200.00",
        "About EUR 1,104.35, by the policy’s rates",
        WAY.brief.title,
        WAY.brief.outcome[:40],
        "1 Jun 2026",
        "USD 3,800.00 of USD 5,000.00 left after this gig",
    ):
        assert told in read, told
    assert "Approval steps" not in read
    assert "Asked by" not in read
    assert "Asked by" in set(all_text(below))


def test_more_money_in_the_policys_currency_stands_beside_the_difference_and_not_below_cheaper_proposals():
    dollars = Money(amount=Decimal("64.80"), currency="USD")
    page = STORY.page(excess_for_a_reason(STORY), STORY.ann)
    page = page.model_copy(update={"offers": offers(STORY), "about": dollars})
    told = [*all_text(wire(approval_card(page)))]
    about = told.index("About USD 64.80, by the policy’s rates")
    assert told.index("Difference") < about < told.index("Cheaper proposals")


def test_what_is_looked_up_only_now_and_then_is_folded_and_a_button_opens_it():
    *_, below = parts(approval(WAY.second(), WAY.faye))
    opens, rest = below
    toggle = opens["actions"][0]
    assert (toggle["type"], toggle["targetElements"]) == ("Action.ToggleVisibility", [rest["id"]])
    assert rest["isVisible"] is False
    assert {"Outcome", "Deliverables", "Details", "Approval steps"} <= set(all_text(rest))


def test_a_submission_after_ask_for_changes_repeats_what_was_asked_beside_what_changed():
    above, *_ = parts(approval(WAY.carried(), WAY.faye))
    read = lines({"body": above})
    asked = next(place for place, line in enumerate(read) if line == "You asked for changes:")
    assert read[asked + 1].startswith("“")
    assert any("USD 1,200.00  →  USD 1,100.00" in line for line in read[asked + 2 :])
    assert "Faye Finch asked for changes:" in lines(approval(WAY.carried(), STORY.ben))


def test_an_approver_is_told_that_nothing_changed_although_changes_were_asked_for():
    read = lines(approval(WAY.sent_back_and_left(), WAY.faye))
    assert "You asked for changes:" in read
    assert "The brief is the same as before." in read


def test_a_first_submission_says_nothing_of_changes():
    assert "What changed since the last time" not in "\n".join(lines(approval(WAY.asked(), WAY.ann)))


def test_whoever_decides_two_steps_reads_that_one_answer_counts_for_both():
    gig = WAY.asked(WAY.twice())
    assert BOTH in lines(approval(gig, WAY.ann))
    after = WAY.yes(WAY.yes(gig, WAY.ann), WAY.faye)
    assert after.approval_of(WAY.ann.key) is None
    assert BOTH not in lines(approval(WAY.yes(gig, WAY.ann), WAY.faye))


def test_an_answer_counts_for_no_step_that_names_somebody_else():
    gig = WAY.asked(WAY.three())
    mine = gig.approval_of(WAY.ann.key)
    assert mine is not None
    assert counts_too(gig, mine) == ()


def test_an_offer_above_the_approved_sum_is_compared_by_price_and_rating_with_cheaper_ones():
    page = STORY.page(excess_for_a_reason(STORY), STORY.ann).model_copy(update={"offers": offers(STORY)})
    above, *_ = parts(approval_card(page))
    read = list(all_text(above))
    for told in (
        "“They made our last deck and know the brand.”",
        "★ 4.9 · 31 jobs done",
        "Cheaper proposals",
        "USD 1,150.00",
        "rating and jobs not shown",
        "★ 4.2 · first job here",
    ):
        assert told in read, told
    alone = page.model_copy(update={"offers": offers(STORY)[:1]})
    assert "No cheaper proposal can be hired." in set(all_text(wire(approval_card(alone))))
