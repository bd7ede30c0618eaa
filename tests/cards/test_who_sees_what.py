"""A card offers what its viewer may do now, and nothing else."""

import json

import pytest

from cards.approval import approval_card
from cards.delivery import deliverable_card
from cards.gig import channel_card, gig_card
from cards.hire_confirm import hire_confirm
from cards.inbox import approvals_list
from cards.kit.elements import summary_of, wire
from cards.lists import my_gigs
from cards.notices import draw, subject_of
from cards.proposals import proposals_card
from gigs.approval import Decision
from gigs.gig import GigState
from gigs.people import Person
from ports.notices import View
from tests.cards.approvals import AT, usd
from tests.cards.gallery import Story, a_brief, judged
from tests.cards.test_every_card import nodes

STORY = Story()
DECIDE = {"approve_gig", "ask_changes", "reject_gig"}


def executes(card) -> list[dict]:
    return [node for node in nodes(wire(card)) if node.get("type") == "Action.Execute"]


def verbs(card) -> set[str]:
    """Without the question to the programme team, which every card has."""
    return {node["verb"] for node in executes(card)} - {"ask_team_form"}


def shown(card) -> str:
    return json.dumps(wire(card), ensure_ascii=False)


def test_the_approver_who_is_asked_can_decide():
    card = approval_card(STORY.page(STORY.gig(GigState.IN_APPROVAL), STORY.ann))
    assert verbs(card) == DECIDE | {"pass_on", "ask_advice"}


@pytest.mark.parametrize("state", GigState)
def test_a_requester_never_sees_approve(state):
    page = STORY.page(STORY.gig(state), STORY.ben)
    assert not DECIDE & (verbs(approval_card(page)) | verbs(gig_card(page)))


def test_a_requester_never_sees_approve_even_when_the_rows_say_that_they_were_asked():
    gig = STORY.gig(GigState.IN_APPROVAL)
    gig = gig.model_copy(update={"approvals": (STORY.asked(gig, who=STORY.ben),)})
    assert not verbs(approval_card(STORY.page(gig, STORY.ben)))


@pytest.mark.parametrize(
    "state", [GigState.APPROVED, GigState.CHANGES_ASKED, GigState.REJECTED, GigState.LISTED]
)
def test_a_decided_card_has_no_buttons_and_says_who_decided(state):
    card = approval_card(STORY.page(STORY.gig(state), STORY.ann))
    assert not verbs(card)
    assert "actions" not in wire(card)
    assert "by Ann Archer" in shown(card)


def test_a_decided_card_repeats_the_reason():
    card = approval_card(STORY.page(STORY.gig(GigState.REJECTED), STORY.ann))
    assert "Please name the two countries that go first." in shown(card)


def test_a_withdrawn_gig_is_not_to_be_decided_any_more():
    gig = STORY.gig(GigState.IN_APPROVAL).model_copy(update={"state": GigState.CANCELLED})
    card = approval_card(STORY.page(gig, STORY.ann))
    assert not verbs(card)
    assert "Withdrawn by Ben Baker" in shown(card)


def test_one_of_two_approvers_who_answered_waits_for_the_other():
    gig = STORY.gig(GigState.IN_APPROVAL)
    both = (STORY.answered(Decision.APPROVED), STORY.asked(gig, who=STORY.dan))
    gig = gig.model_copy(update={"approvals": both})
    card = approval_card(STORY.page(gig, STORY.ann))
    assert not verbs(card)
    assert "Waiting for Dan Dorsey" in shown(card)


def test_a_stranger_sees_the_public_face_only():
    for drawn in (approval_card, gig_card):
        text = shown(drawn(STORY.page(STORY.gig(GigState.IN_APPROVAL), STORY.stranger)))
        assert "1,200" not in text
        assert "CC-4711" not in text
    assert "1,150" not in shown(
        deliverable_card(STORY.page(STORY.gig(GigState.ACTIVE), STORY.stranger), "M2")
    )


@pytest.mark.parametrize("who", [STORY.ann, STORY.stranger])
def test_nobody_but_the_requester_sees_proposals(who: Person):
    text = shown(proposals_card(STORY.page(STORY.gig(GigState.REVIEWING), who)))
    assert "Dmitri" not in text
    assert "980" not in text


@pytest.mark.parametrize("state", GigState)
def test_a_channel_sees_no_money_no_reason_and_no_freelancer(state):
    gig = STORY.gig(state)
    text = shown(channel_card(STORY.page(gig, None)))
    for secret in ("1,200", "1,150", "CC-4711", "Cleo", "two countries", "Ann Archer approved"):
        assert secret not in text


def test_the_money_is_on_every_button_that_spends_it():
    story, working = STORY, STORY.page(STORY.gig(GigState.ACTIVE), STORY.ben)
    page = story.page(story.gig(GigState.REVIEWING), story.ben)
    cleo, _, pixel, *_ = story.proposals()
    spending = {
        "approve_gig": approval_card(story.page(story.gig(GigState.IN_APPROVAL), story.ann)),
        "accept_deliverable": deliverable_card(working, "M2"),
        "confirm_hire": hire_confirm(page, cleo, usd(1150)),
        "choose_proposal": proposals_card(page),
    }
    for verb, card in spending.items():
        pressed = [
            n for n in nodes(wire(card)) if n.get("type") == "Action.Execute" and n.get("verb") == verb
        ]
        assert pressed
        assert all("USD " in n["title"] for n in pressed)
    above = hire_confirm(page, pixel, usd(1500), usd(300), ["Ann Archer"])
    assert "Ask for USD 300.00 more" in shown(above)


@pytest.mark.parametrize("accepted", [True, False])
def test_a_judged_deliverable_has_no_buttons_before_the_marketplace_has_answered(accepted):
    page = STORY.page(judged(STORY, accepted=accepted), STORY.ben)
    assert not verbs(deliverable_card(page, "M2"))
    assert "show_deliverable" not in verbs(gig_card(page))


def test_the_excess_is_asked_for_alone():
    text = shown(approval_card(STORY.page(STORY.excess_gig(), STORY.ann)))
    for part in ("USD 1,200.00", "USD 1,500.00", "Approve the extra USD 300.00", "Pixel Perfect Studio"):
        assert part in text


def test_what_changed_is_shown_old_and_new():
    card = wire(approval_card(STORY.page(STORY.resubmitted(), STORY.ann)))
    struck = {n["text"] for n in nodes(card) if n.get("strikethrough")}
    assert struck == {"USD 900.00", "28 May 2026", "Before: A deck that our sales people can present."}


def test_a_brief_in_full_stands_on_the_approval_card_however_long():
    long = "An outcome in two thousand characters. " * 52
    gig = STORY.gig(GigState.IN_APPROVAL, brief=a_brief(outcome=long[:2000], acceptance=long[:2000]))
    assert long[:1990].strip() in shown(approval_card(STORY.page(gig, STORY.ann)))


def test_a_card_that_stays_is_drawn_by_its_view():
    page = STORY.page(STORY.gig(GigState.ACTIVE), STORY.ben)
    assert wire(draw(View.GIG, page)) == wire(gig_card(page))
    assert wire(draw(View.DELIVERABLE, page, "M2")) == wire(deliverable_card(page, "M2"))
    assert wire(draw(View.CHANNEL, page)) == wire(channel_card(page))


def order_of(card) -> list[str]:
    names = ("Cleo Costa", "Dmitri Novak", "Pixel Perfect Studio", "Fay Okoro")
    pressed = [n for n in nodes(wire(card)) if n.get("type") == "Action.Execute"]
    hired = [n["data"]["proposal"] for n in pressed if n["verb"] == "choose_proposal"]
    return [names[int(proposal[1:]) - 1].split()[0] for proposal in hired]


def test_the_best_rated_within_the_approved_sum_come_first_and_the_card_says_how_it_is_sorted():
    page = STORY.page(STORY.gig(GigState.REVIEWING), STORY.ben)
    assert order_of(proposals_card(page)) == ["Cleo", "Dmitri", "Fay", "Pixel"]
    assert "then by rating" in shown(proposals_card(page))
    assert order_of(proposals_card(page, order="price")) == ["Dmitri", "Cleo", "Fay", "Pixel"]
    assert order_of(proposals_card(page, order="arrival")) == ["Cleo", "Dmitri", "Pixel", "Fay"]


def test_proposals_of_a_gig_that_ended_can_be_read_but_are_not_offered_to_compare():
    card = proposals_card(STORY.page(STORY.gig(GigState.CANCELLED), STORY.ben))
    assert "received" in shown(card)
    assert "to compare" not in shown(card).replace(summary_of(card), "")
    assert verbs(card) == {"show_gig"}


def test_a_list_says_that_its_rows_can_be_pressed():
    assert "Press a gig to open it." in shown(my_gigs([STORY.gig(GigState.DRAFT)], AT))
    assert "Press a gig to open and answer it." in shown(
        approvals_list([STORY.gig(GigState.IN_APPROVAL)], AT, viewer=STORY.ann.key)
    )


def test_more_proposals_than_fit_are_shown_in_parts():
    page = STORY.page(STORY.gig(GigState.REVIEWING), STORY.ben)
    assert order_of(proposals_card(page, shown=3)) == ["Cleo", "Dmitri", "Fay"]
    assert order_of(proposals_card(page, shown=3, first=3)) == ["Pixel"]
    assert "Show 1 more" in shown(proposals_card(page, shown=3))


def test_a_question_that_was_asked_again_keeps_its_answer_and_offers_no_decision():
    gig = STORY.gig(GigState.IN_APPROVAL)
    former = STORY.asked(gig).model_copy(
        update={
            "revision": gig.revision - 1,
            "decision": Decision.CHANGES_ASKED,
            "reason": "Half of it will do.",
            "decided_at": gig.changed_at,
        }
    )
    page = STORY.page(gig.model_copy(update={"approvals": (former, *gig.approvals)}), STORY.ann)
    old, new = (draw(View.APPROVAL, page, str(revision)) for revision in (former.revision, gig.revision))
    assert verbs(old) == {"show_approval"}
    assert "Half of it will do." in shown(old)
    assert verbs(new) >= DECIDE


def test_a_deliverable_that_was_handed_in_again_leaves_the_former_card_without_buttons():
    page = STORY.page(STORY.gig(GigState.ACTIVE), STORY.ben)
    now = subject_of(View.DELIVERABLE, page, "M2")
    assert "accept_deliverable" in verbs(draw(View.DELIVERABLE, page, now))
    former = draw(View.DELIVERABLE, page, "M2\nan earlier one")
    assert not verbs(former)
    assert "has its own card" in shown(former)


def test_a_question_to_the_programme_team_stands_on_every_card_however_many_buttons_it_has():
    for state in GigState:
        card = gig_card(STORY.page(STORY.gig(state), STORY.ben))
        (asks,) = [node for node in executes(card) if node["verb"] == "ask_team_form"]
        assert asks["data"]["gig"] == 12
        assert asks not in wire(card).get("actions", [])
    page = STORY.page(STORY.gig(GigState.IN_APPROVAL), STORY.ann)
    for card in (approval_card(page), my_gigs([], AT), my_gigs([STORY.gig(GigState.LISTED)], AT)):
        assert [node["verb"] for node in executes(card)].count("ask_team_form") == 1
