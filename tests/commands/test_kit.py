"""The launch kit says what the policy and the playbook say, and leaves alone what somebody has edited."""

import io
import json

import pytest
from pptx import Presentation

from commands.launch_kit.contents import contents_of
from commands.launch_kit.folder import MARK, write_kit
from commands.launch_kit.slides import slides
from commands.launch_kit.texts import guide, questions, welcome_card, welcome_post
from config.formats import ROOT
from playbook.reading import OURS, read_playbook
from policy.policy_file import read_policy
from policy.words import in_words
from tests.support.cases import every_case
from tests.support.policies import a_policy
from tests.support.teams_rules import broken_card_rules

EXAMPLES = sorted((ROOT / "policy" / "examples").glob("*.yaml"))


@pytest.fixture(scope="module")
def playbook():
    return read_playbook([OURS])


def the_kit(path, playbook):
    return contents_of(read_policy(path), playbook, ["upwork"])


def texts_of(deck):
    shown = Presentation(io.BytesIO(deck)).slides
    return [[shape.text_frame.text for shape in slide.placeholders] for slide in shown]


def test_every_rule_in_it_is_a_sentence_of_the_policy(playbook):
    with every_case() as case:
        for path in EXAMPLES:
            whole, kit = in_words(read_policy(path)), the_kit(path, playbook)
            for part in kit.rules:
                for point in part.points:
                    with case(f"{path.name}: {point}"):
                        assert point in whole or point == "Gigs are posted to Upwork."


def test_what_the_policy_does_not_say_is_not_in_it(playbook):
    kit = contents_of(a_policy("bands: [{steps: [{ask: manager}]}]"), playbook, [])
    titles = {part.title for part in kit.rules}
    assert titles == {"Who approves", "Money"}
    said = guide(kit) + questions(kit) + welcome_post(kit)
    assert "urgent" not in said
    assert "Which data" not in said


def test_the_texts_carry_the_rules_and_the_templates(playbook):
    with every_case() as case:
        for path in EXAMPLES:
            kit = the_kit(path, playbook)
            with case(path.name):
                (approves,) = [part for part in kit.rules if part.title == "Who approves"]
                assert all(point in guide(kit) and point in questions(kit) for point in approves.points)
                assert all(one.title in guide(kit) for one in playbook.templates)
                assert f"Made from policy {kit.policy}." in guide(kit)


def test_the_welcome_card_keeps_the_rules_of_teams(playbook):
    with every_case() as case:
        for path in EXAMPLES:
            card = json.loads(welcome_card(the_kit(path, playbook)))
            with case(path.name):
                assert broken_card_rules(card) == []
                assert "actions" not in card


def test_the_slides_open_hold_every_rule_and_no_more_than_fits_on_one(playbook):
    with every_case() as case:
        for path in EXAMPLES:
            kit = the_kit(path, playbook)
            shown = texts_of(slides(kit))
            whole = "\n".join(text for slide in shown for text in slide)
            with case(path.name):
                assert all(point in whole for part in kit.rules for point in part.points)
                assert all(title for title, *_ in shown)
                assert max(len(body) for _, body in shown) < 900
                assert max(body.count("\n") for _, body in shown) < 5


def test_the_same_policy_gives_the_same_files(playbook):
    kit = the_kit(EXAMPLES[0], playbook)
    assert slides(kit) == slides(kit)


def test_a_file_that_somebody_edited_stays_and_the_others_are_made_anew(tmp_path):
    first = write_kit(tmp_path, {"a.md": b"one", "b.md": b"two"})
    assert (first.new, first.same, first.edited) == (("a.md", "b.md"), (), ())
    assert write_kit(tmp_path, {"a.md": b"one", "b.md": b"two"}).same == ("a.md", "b.md")
    (tmp_path / "a.md").write_bytes(b"mine")
    again = write_kit(tmp_path, {"a.md": b"three", "b.md": b"four"})
    assert (again.new, again.edited) == (("b.md",), ("a.md",))
    assert (tmp_path / "a.md").read_bytes() == b"mine"
    assert (tmp_path / "b.md").read_bytes() == b"four"


@pytest.mark.parametrize("mark", [None, "", "[]", "{", '{"a.md": 3}'])
def test_without_a_mark_that_can_be_read_every_file_is_somebodys(tmp_path, mark):
    (tmp_path / "a.md").write_bytes(b"theirs")
    if mark is not None:
        (tmp_path / MARK).write_text(mark)
    assert write_kit(tmp_path, {"a.md": b"ours"}).edited == ("a.md",)
    assert (tmp_path / "a.md").read_bytes() == b"theirs"
