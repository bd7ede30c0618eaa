"""Steps, delegates, clocks, advice and reviews: what each person involved reads and can press."""

from datetime import timedelta

import pytest

from cards.approval import approval_card
from cards.gig import gig_card
from cards.kit.elements import wire
from cards.notices import draw, notice_card
from cards.preview import preview
from gigs.approval import Decision
from gigs.asking import Cover
from gigs.deciding import decide
from gigs.gig import GigState
from gigs.handing_over import pass_on, take_back
from ports.notices import NoticeKind, View
from tests.cards.approvals import AT, CONFIRMED, asking
from tests.cards.gallery import Story, a_notice, seen_of
from tests.cards.test_every_card import nodes
from tests.support.card_text import all_text

STORY = Story()
WAY = STORY.way()
DECIDE = {"approve_gig", "ask_changes", "reject_gig", "pass_on", "ask_advice"}


def presses(card) -> list[dict]:
    """Without the question to the programme team, which every card has."""
    found = [node for node in nodes(wire(card)) if node.get("type") == "Action.Execute"]
    return [node for node in found if node["verb"] != "ask_team_form"]


def verbs(card) -> set[str]:
    return {node["verb"] for node in presses(card)}


def text_of(card) -> str:
    return "\n".join(all_text(wire(card)))


def lines(card) -> list[str]:
    """Each line as it is read, from all of its pieces."""
    found = [node for node in nodes(wire(card)) if node.get("type") in {"RichTextBlock", "TextBlock"}]
    return [node.get("text") or "".join(part["text"] for part in node["inlines"]) for node in found]


def approval(gig, who, **more):
    return approval_card(STORY.page(gig, who, **more))


def input_ids(card) -> set[str]:
    return {str(node["id"]) for node in nodes(wire(card)) if str(node.get("type")).startswith("Input.")}


def test_an_approver_reads_which_step_it_is_and_that_one_yes_is_enough():
    card = approval(WAY.second(), WAY.faye)
    assert "Step 2 of 3: Finance" in lines(card)
    assert "Max Moss can decide too; one approval is enough." in lines(card)
    assert verbs(card) == DECIDE


def test_every_decision_says_which_step_it_is_about():
    pressed = [node["data"] for node in presses(approval(WAY.second(), WAY.faye))]
    assert all((data["gig"], data["revision"], data["step"]) == (12, 1, 2) for data in pressed)


def test_somebody_of_a_later_step_has_nothing_to_press_yet():
    assert not verbs(approval(WAY.second(), WAY.leo))


def test_all_of_a_step_are_told_that_the_others_must_agree_too():
    gig = WAY.yes(WAY.second(), WAY.faye)
    assert "Lia Lund must approve too." in lines(approval(gig, WAY.leo))
    assert "Waiting for Leo Lang and Lia Lund" in text_of(gig_card(STORY.page(gig, STORY.ben)))


def test_where_one_yes_is_enough_the_requester_reads_or():
    assert "Waiting for Faye Finch or Max Moss" in text_of(gig_card(STORY.page(WAY.second(), STORY.ben)))


def test_the_steps_show_what_is_done_what_is_open_and_what_comes_later():
    read = lines(approval(WAY.second(), STORY.ben))
    for told in (
        "✓ 1\u2002Manager",
        "Ann Archer approved",
        "● 2\u2002Finance",
        "waiting for Faye Finch",
        "○ 3\u2002Legal",
        "then asks all of Leo Lang and Lia Lund",
    ):
        assert told in read


def test_a_step_says_why_it_is_there_once():
    read = lines(approval(WAY.second(), WAY.faye))
    assert sum("falls into the band" in line for line in read) == 1
    assert any(line.startswith("Finance: Above USD 1,000.00 finance looks at it too.") for line in read)
    assert "Policy multinational 3f9a12cd" in read


def test_an_earlier_yes_that_still_holds_is_shown_as_such():
    assert "Ann Archer approved earlier, and it still counts" in lines(approval(WAY.carried(), WAY.faye))
    assert "Your earlier approval still counts." in lines(approval(WAY.carried(), WAY.ann))


def test_a_delegate_reads_in_whose_place_they_answer_and_the_absent_that_it_is_taken_care_of():
    gig = WAY.delegated()
    assert "You’re deciding as the delegate of Ann Archer." in lines(approval(gig, WAY.dan))
    assert "Somebody is deciding in your place. You don’t need to do anything now." in lines(
        approval(gig, WAY.ann)
    )
    assert not verbs(approval(gig, WAY.ann))


def test_who_did_not_answer_reads_to_whom_it_went():
    gig = WAY.escalated()
    assert "It went to Dan Dorsey because there was no answer in time." in lines(approval(gig, WAY.ann))
    assert "You’re deciding because Ann Archer didn’t answer in time." in lines(approval(gig, WAY.dan))


def test_who_passed_a_question_on_has_nothing_left_to_press():
    card = approval(WAY.passed_on(), WAY.faye)
    assert "The request was passed on to Dan Dorsey." in lines(card)
    assert not verbs(card)


def test_a_delegate_whose_absent_colleague_is_back_reads_that():
    gig = take_back(WAY.delegated(), WAY.ann.key, asking(AT))
    assert "Ann Archer is back and will decide." in lines(approval(gig, WAY.dan))
    assert verbs(approval(gig, WAY.ann)) == DECIDE


def test_who_was_not_needed_any_more_reads_whose_answer_was_enough():
    card = approval(WAY.third(), WAY.max)
    assert "Faye Finch has answered, so your answer is no longer needed." in lines(card)


def test_an_expired_question_says_that_nothing_is_lost():
    card = approval(WAY.expired(), WAY.ann)
    assert "Expired, and back with Ben Baker" in lines(card)
    assert "Ann Archer didn’t answer in time." in lines(card)
    assert not verbs(card)


def test_a_gig_that_was_half_agreed_is_not_called_approved():
    gig = WAY.yes(WAY.excess(STORY.gig(GigState.REVIEWING)), WAY.ann)
    later = WAY.expired_of(gig)
    assert "Nobody answered in time" in lines(approval(later, WAY.ann))
    assert "Approved by" not in text_of(approval(later, WAY.ann))


def test_a_programme_lead_moves_any_open_question_by_its_holder():
    pressed = presses(approval(WAY.second(), WAY.pia))
    assert [(node["verb"], node["data"]["holder"]) for node in pressed] == [
        ("pass_on", "faye"),
        ("pass_on", "max"),
    ]


@pytest.mark.parametrize(("picker", "kind"), [(True, "Input.ChoiceSet"), (False, "Input.Text")])
def test_a_colleague_is_searched_for_where_the_client_can_and_typed_elsewhere(picker, kind):
    card = wire(approval(WAY.second(), WAY.faye, people_picker=picker))
    fields = [node for node in nodes(card) if node.get("id") in {"pass_on_to", "adviser"}]
    assert [field["type"] for field in fields] == [kind, kind]
    asked = [field.get("choices.data", {}).get("dataset") for field in fields]
    assert asked == (["graph.microsoft.com/users"] * 2 if picker else [None, None])


def test_an_adviser_reads_the_question_and_can_answer_it_and_nothing_else():
    card = approval(WAY.advised(answered=False), WAY.dan)
    assert "“Is this price usual for twelve slides?”" in lines(card)
    assert verbs(card) == {"give_advice"}
    assert "advice_answer" in input_ids(card)
    assert not verbs(approval(WAY.advised(answered=True), WAY.dan))


def test_an_adviser_of_an_earlier_revision_can_still_answer_on_that_card():
    gig = WAY.resubmitted(WAY.advised(answered=False))
    assert "give_advice" in verbs(draw(View.APPROVAL, STORY.page(gig, WAY.dan), "1"))


def test_approvers_read_the_advice_and_the_requester_does_not():
    gig = WAY.advised(answered=True)
    assert "“Yes, a little low even.”" in lines(approval(gig, WAY.faye))
    assert "a little low" not in text_of(approval(gig, STORY.ben))


def test_a_reviewer_says_whether_an_emergency_was_in_order():
    card = approval(WAY.hurried(), WAY.pia)
    assert verbs(card) == {"review_fine", "review_concern"}
    assert "“The keynote is tomorrow and our designer is ill.”" in lines(card)
    assert not verbs(approval(WAY.reviewed(fine=True), WAY.pia))


def test_a_concern_stays_on_the_card():
    gig = WAY.reviewed(fine=False)
    assert "“The date was known for months.”" in lines(approval(gig, WAY.ann))
    assert "“The date was known for months.”" in lines(gig_card(STORY.page(gig, STORY.ben)))


def test_what_the_requester_confirmed_is_read_by_whoever_decides():
    assert [line for line in lines(approval(WAY.asked(), WAY.ann)) if line.startswith("✓  ")] == [
        f"✓  {sentence}" for sentence in CONFIRMED
    ]


def test_an_extension_is_asked_for_with_before_after_and_difference():
    card = approval(WAY.extension(STORY.gig(GigState.ACTIVE)), WAY.ann)
    for told in ("USD 1,200.00", "USD 1,400.00", "Approve the extra USD 200.00", "four more slides"):
        assert told in text_of(card)


def test_after_the_last_yes_the_figures_are_still_those_that_were_asked_for():
    gig = WAY.extension(STORY.gig(GigState.ACTIVE))
    gig = WAY.yes(gig, WAY.ann, WAY.faye, WAY.leo, WAY.lia)
    read = lines(approval(gig, WAY.lia))
    assert gig.approved is not None
    assert {"USD 1,200.00", "USD 1,400.00", "USD 200.00"} <= set(read)


def test_the_requester_asks_for_more_money_once():
    active = STORY.gig(GigState.ACTIVE)
    card = gig_card(STORY.page(active, STORY.ben))
    assert "ask_more" in verbs(card)
    assert {"more_amount", "reason_ask_more"} <= input_ids(card)
    assert "ask_more" not in verbs(gig_card(STORY.page(WAY.extension(active), STORY.ben)))


def test_nobody_has_to_be_asked_in_the_self_service_lane():
    card = preview(seen_of(WAY, WAY.self_service()), marketplace_title="Sandbox")
    assert "The policy lets you post this without approval" in lines(card)
    assert "Post it" in text_of(card)
    assert "No approval was needed" in lines(approval(WAY.self_service(), WAY.pia))


def test_a_no_to_an_earlier_revision_is_not_told_of_one_that_nobody_had_to_be_asked_about():
    gig = WAY.let_pass(WAY.turned_down())
    assert "No approval was needed" in lines(approval(gig, WAY.faye))
    former = draw(View.APPROVAL, STORY.page(gig, WAY.faye), "1")
    assert "Changes requested by Faye Finch" in lines(former)
    assert "It’s back with Ben Baker." not in lines(former)
    assert verbs(former) == {"show_approval"}


def test_the_preview_has_a_box_for_each_thing_to_confirm_and_marks_what_was_left_open():
    seen = seen_of(WAY, WAY.asked())
    card = preview(seen, marketplace_title="Sandbox", open_items=[CONFIRMED[0]])
    boxes = {node["id"]: node["value"] for node in nodes(wire(card)) if node.get("type") == "Input.Toggle"}
    assert boxes == {"confirm_item0": "false", "confirm_item1": "true"}
    assert lines(card).count("Please confirm this, or change the brief.") == 1


def test_only_submitting_sends_what_was_confirmed():
    pressed = presses(preview(seen_of(WAY, WAY.asked()), marketplace_title="Sandbox"))
    assert {node["verb"]: node.get("associatedInputs") for node in pressed} == {
        "submit_brief": None,
        "edit_brief": "none",
        "save_draft": "none",
        "do_well": "none",
    }


def test_the_preview_names_who_answers_for_somebody_who_is_away():
    card = preview(seen_of(WAY, WAY.delegated()), marketplace_title="Sandbox")
    assert "Dan Dorsey is asked first." in lines(card)
    assert "Dan Dorsey is asked as the delegate of Ann Archer" in lines(card)


def test_an_emergency_is_announced_with_who_looks_at_it_afterwards():
    read = lines(preview(seen_of(WAY, WAY.emergency()), marketplace_title="Sandbox"))
    assert "This goes through the emergency lane" in read
    assert any(line.startswith("Pia Park or Lia Lund reviews it within 16 working hours") for line in read)


def test_a_no_of_one_step_ends_the_question_for_all():
    gig = decide(WAY.second(), WAY.faye.key, Decision.REJECTED, reason="Not now.", asking=asking(AT))
    for who in (WAY.ann, WAY.max, WAY.pia):
        card = approval(gig, who)
        assert "Rejected by Faye Finch" in lines(card)
        assert not verbs(card)


def test_a_stand_in_of_somebody_who_has_left_is_named_as_such():
    gig = WAY.asked(cover=Cover(gone=frozenset({"ann"})))
    assert "You’re deciding in place of Ann Archer, who has left." in lines(approval(gig, WAY.pia))


def test_a_question_passed_back_to_whom_it_was_for_reads_plainly():
    back = pass_on(WAY.passed_on(), WAY.dan.key, WAY.faye, asking(AT + timedelta(hours=1)))
    assert verbs(approval(back, WAY.faye)) == DECIDE
    assert "You’re deciding in place of" not in text_of(approval(back, WAY.faye))


def test_a_reminder_that_comes_too_late_asks_for_nothing():
    notice = a_notice(NoticeKind.APPROVAL_REMINDED, STORY)
    card = notice_card(notice, STORY.page(WAY.second(), WAY.ann))
    assert "It’s been answered in the meantime. You don’t need to do anything now." in lines(card)


def test_a_budget_owner_who_may_not_see_the_gig_reads_the_budget_only():
    card = notice_card(a_notice(NoticeKind.BUDGET_USED, STORY), STORY.page(WAY.asked(), STORY.stranger))
    assert "90% of cost centre CC-4711 is committed" in lines(card)
    assert "Slides" not in text_of(card)
    assert not verbs(card)


def test_a_notice_about_a_gig_cannot_be_drawn_without_it():
    with pytest.raises(ValueError, match="needs its page"):
        notice_card(a_notice(NoticeKind.EXPIRED, STORY), None)


def test_every_kind_of_notice_has_its_words():
    for kind in NoticeKind:
        page = STORY.page(WAY.second(), WAY.pia)
        assert lines(notice_card(a_notice(kind, STORY), page))
