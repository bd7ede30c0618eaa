"""What waits for somebody, several answers in one press, and who stands in for whom."""

from datetime import timedelta

from cards.brief import brief_form
from cards.changes import changes
from cards.delegate import delegate_form, replace_form
from cards.inbox import approvals_list, together_card
from cards.kit.elements import frame, wire
from cards.kit.texts import day_of, moment
from cards.lists import my_gigs
from gigs.check_brief import clean_form
from gigs.gig import GigState
from gigs.route import Route
from tests.cards.approvals import AT
from tests.cards.gallery import MARKETS, QUESTIONS, Story, a_brief, a_form, policy_form
from tests.cards.test_every_card import nodes
from tests.cards.test_way_to_a_yes import input_ids, lines, presses, text_of, verbs
from use_cases.approving.decide_together import Together

STORY = Story()
WAY = STORY.way()
MANY = [WAY.asked().model_copy(update={"number": number}) for number in (1, 2, 3)]


def ticks(card) -> list[str]:
    return [node["id"] for node in nodes(wire(card)) if node.get("type") == "Input.Toggle"]


def test_small_gigs_can_be_ticked_and_approved_in_one_press():
    card = approvals_list(MANY, AT, viewer=WAY.ann.key, small=[1, 3])
    assert ticks(card) == ["pick_1_1_1", "pick_3_1_1"]
    assert "approve_together" in verbs(card)
    assert any("recorded on its own" in line for line in lines(card))


def test_one_small_gig_alone_is_opened_like_any_other():
    card = approvals_list(MANY, AT, viewer=WAY.ann.key, small=[2])
    assert not ticks(card)
    assert "approve_together" not in verbs(card)


def test_a_list_says_when_it_was_made_and_one_press_makes_it_anew_as_it_was_sorted():
    for card in (approvals_list(MANY, AT, viewer=WAY.ann.key, order="amount"), my_gigs(MANY, AT)):
        (refresh,) = (node for node in presses(card) if node["title"] == "Refresh")
        assert f"As of {moment(AT)}" in lines(card)
        assert refresh["data"].get("order", "amount") == "amount"
    assert f"As of {moment(AT)}" in lines(approvals_list([], AT, viewer=WAY.ann.key))


def test_own_gigs_that_wait_for_their_owner_are_on_the_list_too_whether_or_not_somebody_asks():
    own = [STORY.gig(GigState.REVIEWING), STORY.gig(GigState.IN_APPROVAL)]
    for waiting in ([], MANY):
        card = approvals_list(waiting, AT, viewer=WAY.ann.key, own=own)
        assert any("proposals to compare" in line for line in lines(card))
        assert "my_gigs" in verbs(card)
        assert [node["data"]["gig"] for node in presses(card) if node["data"]["verb"] == "show_gig"] == [
            own[0].number
        ]


def test_who_has_nothing_to_do_with_their_own_gigs_is_shown_none_of_them():
    card = approvals_list([], AT, viewer=WAY.ann.key, own=[STORY.gig(GigState.IN_APPROVAL)])
    assert "my_gigs" not in verbs(card)


def test_a_row_says_for_how_long_it_waits_and_in_whose_place():
    read = lines(approvals_list([WAY.delegated()], AT, viewer=WAY.dan.key))
    assert any(line.startswith("waiting for 1 day · answer by") for line in read)
    assert "Asked as the delegate of Ann Archer" in read


def test_a_row_that_is_overdue_or_nearly_so_says_it():
    gig = [WAY.asked()]
    assert "Overdue" in text_of(approvals_list(gig, AT + timedelta(days=2), viewer=WAY.ann.key))
    assert "Due soon" in text_of(approvals_list(gig, AT + timedelta(hours=1), viewer=WAY.ann.key))
    assert "Waiting" in text_of(approvals_list(gig, AT - timedelta(days=1), viewer=WAY.ann.key))


def test_the_way_the_list_is_sorted_is_marked_and_the_other_one_offered():
    card = approvals_list(MANY, AT, viewer=WAY.ann.key, order="amount")
    choices = [node for node in presses(card) if node["verb"] == "approvals" and node["title"] != "Refresh"]
    sorting = {node["data"]["order"]: node for node in choices}
    assert sorting["amount"]["isEnabled"] is False
    assert "isEnabled" not in sorting["age"]


def test_a_gig_that_does_not_wait_for_this_person_is_not_in_their_list():
    assert "Nothing needs your approval" in text_of(approvals_list([WAY.second()], AT, viewer=WAY.ann.key))


def test_what_became_of_each_is_told_and_what_was_left_can_be_opened():
    done = Together(decided=(WAY.yes(MANY[0], WAY.ann),), left={2: "Gig 2 is too large."})
    card = together_card(done, MANY)
    assert "1 gig approved, 1 left out" in lines(card)
    assert "Gig 2 is too large." in lines(card)
    assert {node["data"].get("gig") for node in presses(card)} == {1, 2, None}


def test_the_policys_questions_come_back_as_answers():
    form = clean_form({"answer_personal_data": "yes", "answer_on_site": "no"})
    card = wire(
        brief_form(
            form, {}, draft="d", gig=None, marketplaces=MARKETS[:1], questions=QUESTIONS, with_order=True
        )
    )
    asked = {
        node["id"]: node.get("value") for node in nodes(card) if str(node.get("id")).startswith("answer_")
    }
    assert asked == {"answer_personal_data": "yes", "answer_on_site": "no"}


def test_nothing_is_asked_that_the_policy_does_not_want():
    plain = input_ids(brief_form(a_form(), {}, draft="d", gig=None, marketplaces=MARKETS))
    assert not plain & {"purchase_order", "emergency"}
    full = input_ids(policy_form(str, {}))
    assert full - plain == {"purchase_order", "emergency", "answer_personal_data", "answer_on_site"}


def test_a_problem_at_a_question_stands_under_it_and_the_summary_names_the_question():
    card = policy_form(str, {"answer_on_site": "Please answer yes or no."})
    assert "Please answer yes or no." in lines(card)
    assert "“Is any of the work done in our offices?”" in lines(card)


def test_a_problem_that_has_no_field_on_the_form_is_told_in_full():
    wrong = {"purchase_order": "Please ask purchasing for one.", "title": "Please give a title."}
    read = lines(brief_form(a_form(), wrong, draft="d", gig=1, marketplaces=MARKETS))
    assert "Purchase order: Please ask purchasing for one." in read
    assert "1 field needs your attention" in read


def test_a_changed_order_reason_or_answer_is_shown_old_and_new():
    old = a_brief(answers={"on_site": False})
    new = a_brief(purchase_order="PO-77", emergency="The keynote is tomorrow.", answers={"on_site": True})
    route = Route(policy="test", questions={"on_site": "Will they work on site?"})
    read = lines(frame(changes(old, new, route), summary="What changed"))
    assert read == [
        "Purchase order  none  →  PO-77",
        "Why it can’t wait  can wait  →  The keynote is tomorrow.",
        "Answers  Will they work on site? No.  →  Will they work on site? Yes.",
    ]


def test_only_a_programme_lead_names_a_stand_in_for_somebody_else():
    own = input_ids(delegate_form(None, picker=True, is_lead=False))
    assert own == {"delegate", "delegate_first", "delegate_last"}
    assert input_ids(delegate_form(None, picker=True, is_lead=True)) - own == {"delegate_for"}


def test_a_form_that_does_not_work_yet_keeps_what_was_typed_and_says_why():
    typed = {"left_person": "ann@t.example", "successor": "nobody"}
    card = replace_form(picker=False, problem="I can’t find “nobody”.", typed=typed)
    kept = {node["id"]: node["value"] for node in nodes(wire(card)) if node.get("type") == "Input.Text"}
    assert kept == typed
    assert "I can’t find “nobody”." in lines(card)


def test_the_days_on_one_list_are_all_written_by_the_client_in_its_own_zone():
    changed = AT - timedelta(hours=3)
    gig = STORY.gig(GigState.LISTED).model_copy(update={"changed_at": changed})
    assert f"Gig 12 · changed {day_of(changed)}" in lines(my_gigs([gig], AT))
    asked = MANY[0].open_approvals[0].asked_at
    for card in (my_gigs([gig], AT), approvals_list(MANY, asked + timedelta(hours=3), viewer=WAY.ann.key)):
        assert not any("today" in line for line in lines(card))
    read = lines(approvals_list(MANY, asked + timedelta(hours=3), viewer=WAY.ann.key))
    assert any(f"asked {day_of(asked)} · answer by " in line for line in read)
