"""Rules that every card keeps, with harmless and with hostile texts."""

import functools
import json
import re
from collections.abc import Iterator
from typing import Any, get_type_hints

import pytest

from cards.approval import approval_card
from cards.kit.elements import wire
from cards.kit.inputs import Ids
from cards.preview import preview
from gigs.gig import GigState
from tests.cards.approvals import Way, usd
from tests.cards.gallery import Story, a_brief, every_card, seen_of
from tests.support.cases import every_case
from tests.support.teams_rules import MAX_CARD, broken_card_rules, schema_found

VERBS = frozenset(
    [
        "post_gig",
        "my_gigs",
        "help",
        "approvals",
        "show_gig",
        "resume_draft",
        "preview_brief",
        "choose_market",
        "change_listing",
        "move_gig",
        "copy_gig",
        "closed_by_hand",
        "save_draft",
        "replace_text",
        "use_version",
        "keep_version",
        "read_brief",
        "continue_form",
        "leave",
        "not_now",
        "submit_brief",
        "edit_brief",
        "withdraw_gig",
        "review_proposals",
        "close_form",
        "refresh_gig",
        "show_approval",
        "approve_gig",
        "ask_changes",
        "reject_gig",
        "shortlist",
        "unshortlist",
        "decline_proposal",
        "choose_proposal",
        "confirm_hire",
        "show_deliverable",
        "accept_deliverable",
        "send_back",
        "close_gig",
        "look_again",
        "not_there",
        "follow_here",
        "follow_channel",
        "unfollow",
        "pass_on",
        "ask_advice",
        "give_advice",
        "review_fine",
        "review_concern",
        "ask_more",
        "withdraw_extension",
        "approve_together",
        "ask_about",
        "ask_team",
        "ask_team_form",
        "answer_team",
        "back_to_form",
        "out_of_office",
        "share_summary",
        "sharing_form",
        "show_history",
        "withdraw_summary",
        "case_studies",
        "champions",
        "tips_off",
        "show_champion",
        "hide_champion",
        "tell_colleague",
        "tell_colleague_form",
        "case_study",
        "case_study_form",
        "save_case_study",
        "propose_case_study",
        "agree_case_study",
        "decline_case_study",
        "publish_case_study",
        "send_case_study_back",
        "withdraw_case_study",
        "save_delegate",
        "end_delegation",
        "replace_approver",
        "replace_approver_form",
        "name_co_owner",
        "remove_co_owner",
        "hand_over",
        "marketplaces",
        "connect_market",
        "disconnect_market",
        "pause_market",
        "resume_market",
        "take_over_stray",
        "choose_stray_gig",
        "keep_stray_apart",
        "close_stray",
        "ask_freelancer",
        "withdraw_offer",
        "fund_milestone",
        "read_again",
        "give_up_order",
        "all_gigs",
        "stuck_gigs",
        "open_approvals",
        "my_decisions",
        "lessons",
        "lesson_helped",
        "copy_shared_brief",
        "ask_colleague",
        "answer_colleague",
        "curate_lesson",
        "save_lesson",
        "merge_lesson",
        "retire_lesson",
        "show_offer",
        "raise_hand",
        "lower_hand",
        "show_hours",
        "agree_hours",
        "decline_hours",
        "pick_colleague",
        "send_out",
        "say_done",
        "accept_work",
        "not_yet",
        "step_back",
        "take_back_work",
        "my_skills",
        "save_skills",
        "forget_skills",
        "add_skills",
        "mend_hint",
        "keep_skills",
        "dismiss_hint",
        "show_hints",
        "playbook",
        "open_playbook",
        "browse_playbook",
        "show_template",
        "find_template",
        "use_template",
        "read_template",
        "best_practices",
        "show_practice",
        "do_well",
        "make_page",
        "save_page",
        "edit_page",
        "publish_page",
        "withdraw_page",
        "show_made_page",
        "read_made_page",
        "made_pages",
        "talent",
        "show_freelancer",
        "same_freelancer",
        "read_freelancer",
        "invite_again",
        "ask_for_mark",
        "mark_freelancer",
        "lift_mark",
        "list_marks",
        "forget_freelancer",
    ]
)
FILLED = frozenset(
    {
        "adviser",
        "left_person",
        "successor",
        "of_state",
        "of_team",
        "of_month",
        "of_market",
        "of_words",
        "of_domain",
        *("adviser", "left_person", "successor", "of_state", "of_team", "of_month", "of_market"),
        *("talent_text", "talent_domain", "talent_market"),
    }
)
"""Fields that a button fills in, where somebody is chosen among several, and filters that stay for the next page."""
HOSTILE = {
    "link": "[Approve here](https://evil.example/approve)",
    "image": "![x](https://evil.example/x.png) <img src=https://evil.example/x.png>",
    "html": "<at>Ann Archer</at> <script>alert(1)</script> <a href='https://evil.example'>x</a>",
    "function": "{{DATE(2026-01-01T00:00:00Z, SHORT)}} {{TIME(2026-01-01T00:00:00Z)}} ${x}",
    "bidi": "safe \u202eexe.cod\u202c \u2066x\u2069 \u200b end",
    "markdown": "# big\n- one\n1. two\n> quote **bold** _it_ `code` ~~gone~~ \\",
    "json": '"}],"actions":[{"type":"Action.OpenUrl","url":"https://evil.example"}]',
    "reference": "[x]: https://evil.example\n<https://evil.example> www.evil.example mail@evil.example",
    "long": "All work and no play. " * 90,
    "widest": "\u8a9e" * 2000,
    "wide": "\U0001f9d1\u200d\U0001f4bb" * 400,
}
ENDLESS = frozenset({"long", "widest", "wide"})
HARMLESS = {name: wire(card) for name, card in every_card().items()}


@functools.cache
def bad(text: str):
    return {name: wire(card) for name, card in every_card(lambda _: text).items()}


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from nodes(part)
    elif isinstance(value, list):
        for part in value:
            yield from nodes(part)


def shown(node: dict[str, Any]) -> list[str]:
    return [node[name] for name in ("text", "title", "value", "label", "errorMessage") if name in node]


def skeleton(card: Any) -> Any:
    """A card with every shown text taken out: its elements, actions, data and links stay."""
    texts = {"text", "value", "fallbackText", "title", "placeholder"}
    if isinstance(card, dict):
        return {name: skeleton(part) for name, part in card.items() if name not in texts}
    return [skeleton(part) for part in card] if isinstance(card, list) else card


def verbs_of(card: Any) -> set[str]:
    return {node["verb"] for node in nodes(card) if "verb" in node}


@pytest.mark.slow
def test_a_card_keeps_the_rules_of_teams():
    with every_case() as case:
        for name in HARMLESS:
            with case(name):
                assert broken_card_rules(HARMLESS[name]) == []


def test_the_schema_was_there_to_check_against():
    if not schema_found():
        pytest.skip(
            "../shared/schemas/adaptive-card-1.5.json is not here, so cards were not checked against it"
        )


BESIDE = {name for name in HARMLESS if name.startswith("form_")}
"""What stands beside a form gives way to what is typed into it."""


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_text_changes_what_a_card_is_made_of(kind):
    drawn = bad(HOSTILE[kind])
    for name, card in drawn.items():
        leads = verbs_of(card) & {"replace_text", "read_brief"}  # to all of a text that is shown in part
        if name in BESIDE and kind in ENDLESS:
            assert verbs_of(card) - leads <= verbs_of(HARMLESS[name]), name
        elif leads and kind in ENDLESS:
            assert verbs_of(card) - leads == verbs_of(HARMLESS[name]) - leads, name
        else:
            assert skeleton(card) == skeleton(HARMLESS[name]), name
        assert len(json.dumps(card, ensure_ascii=False, separators=(",", ":")).encode()) < MAX_CARD, name


@pytest.mark.slow
@pytest.mark.parametrize("kind", HOSTILE)
def test_no_text_is_read_as_markdown_or_as_a_function(kind):
    for name, card in bad(HOSTILE[kind]).items():
        harmless = {node["text"] for node in nodes(HARMLESS[name]) if node.get("type") == "TextBlock"}
        for node in nodes(card):
            if node.get("type") == "TextBlock":
                assert node["text"] in harmless, f"{name}: a stranger's words in a TextBlock"
            if node.get("type") == "TextRun" and "evil" in node["text"]:
                assert "selectAction" not in node
            if node.keys() == {"title", "value"} and "evil" in str(node["value"]):
                assert not re.search(r"(?<!\\)\]\(", node["value"])
                assert "://" not in node["value"]
            if not str(node.get("type", "")).startswith("Input."):
                assert all("{{DATE(2026-01-01" not in str(part) for part in shown(node)), name
        assert "\u202e" not in json.dumps(card, ensure_ascii=False), name


def test_no_input_tells_a_client_a_limit_because_it_would_cut_what_is_pasted():
    for name, card in HARMLESS.items():
        assert not [node["id"] for node in nodes(card) if "maxLength" in node], name


def test_nothing_that_a_press_sends_back_was_cut():
    for kind in HOSTILE:
        for name, card in bad(HOSTILE[kind]).items():
            fields = [node for node in nodes(card) if str(node.get("type", "")).startswith("Input.")]
            assert not [field["id"] for field in fields if "(cut)" in str(field.get("value", ""))], name


def test_nothing_but_our_own_fields_carries_a_strangers_link():
    for name, card in bad(HOSTILE["link"]).items():
        assert all("evil" not in node.get("url", "") for node in nodes(card)), name
        assert all("entities" not in node for node in nodes(card)), name


def test_a_press_carries_a_known_verb_and_ids_only():
    with every_case() as case:
        for name in HARMLESS:
            with case(name):
                allowed = set(get_type_hints(Ids)) | {"verb"} | FILLED
                for node in nodes(HARMLESS[name]):
                    if node.get("type") == "Action.Execute":
                        assert node["verb"] in VERBS
                        assert node["data"]["verb"] == node["verb"]
                        assert set(node["data"]) <= allowed
                        assert node["fallback"]["type"] == "Action.Submit"
                        assert node["fallback"]["data"] == node["data"]
                    if node.get("type") == "Action.Submit":
                        assert node["data"]["verb"] in VERBS


def test_every_id_on_a_card_is_its_own():
    with every_case() as case:
        for name in HARMLESS:
            with case(name):
                ids = [node["id"] for node in nodes(HARMLESS[name]) if "id" in node and "type" in node]
                assert len(ids) == len(set(ids))


def test_a_card_needs_no_picture_and_no_colour_of_its_own():
    with every_case() as case:
        for name in HARMLESS:
            with case(name):
                for node in nodes(HARMLESS[name]):
                    assert node.get("type") not in {"Image", "Media", "ImageSet"}
                    assert "backgroundImage" not in node
                    assert not str(node.get("color", "")).startswith("#")


def test_a_folded_part_can_be_opened():
    with every_case() as case:
        for name in HARMLESS:
            with case(name):
                folded = {node["id"] for node in nodes(HARMLESS[name]) if node.get("isVisible") is False}
                opened = {
                    target
                    for node in nodes(HARMLESS[name])
                    if node.get("type") == "Action.ToggleVisibility"
                    for target in node["targetElements"]
                }
                assert folded == opened


def test_buttons_are_few_and_one_of_them_leads():
    with every_case() as case:
        for name in HARMLESS:
            with case(name):
                for node in nodes(HARMLESS[name]):
                    actions = node.get("actions") or []
                    assert len(actions) <= 6
                    assert sum(action.get("style") == "positive" for action in actions) <= 1


def test_the_longest_brief_of_all_fits_on_its_cards_beside_the_one_before():
    story, long = Story(), "\u8a9e" * 2000
    new = a_brief(
        title=long[:100],
        outcome=long,
        acceptance=long,
        deliverables=(long[:200],) * 10,
        skills=(long[:40],) * 5,
        cost_centre=long[:40],
    )
    old = a_brief(
        title="\u6587" * 100, outcome="\u6587" * 2000, acceptance="\u6587" * 2000, rate=usd(9999999)
    )
    gig = story.gig(GigState.IN_APPROVAL, brief=new, former_brief=old, requester=story.ben)
    way = Way(lambda _: long, story.gig(GigState.CHANGES_ASKED, brief=old), new)
    asked = way.second()
    seen = seen_of(way, asked, way.draft)
    cards = [
        approval_card(story.page(gig, story.ann)),
        approval_card(story.page(asked, way.faye)),
        preview(seen, marketplace_title=long[:100]),
    ]
    for card in cards:
        assert len(json.dumps(wire(card), ensure_ascii=False).encode()) < MAX_CARD
