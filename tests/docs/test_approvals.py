"""docs/approvals.md against the policy it describes, the commands it names, and the example it gives."""

import re

import pytest
from typer.testing import CliRunner

from app import commands
from bot.verbs.commands import COMMANDS
from config.formats import ROOT
from gigs.route import Need
from policy.policy import Policy
from policy.policy_file import EXAMPLES, read_policy
from policy.steps import StepRule
from policy.terms import AskKind, parse_ask
from tests.support.pages import code, prose

PAGE = ROOT / "docs" / "approvals.md"
ELSEWHERE = {"steps"}
"""A part of bands, not of the file itself."""


def cells(heading):
    """The code in the first column of the table that begins with this heading."""
    table = re.search(rf"^\| {heading} \|.*?(?=\n\n)", prose(PAGE), flags=re.MULTILINE | re.DOTALL)
    return [word for line in table.group(0).splitlines()[2:] for word in code(line.split("|")[1])]


def test_every_part_of_a_policy_is_explained_and_no_other():
    told = set(cells("part")) - ELSEWHERE
    fields = set(Policy.model_fields) - {"name", "note", "digest", "valid_for"}
    assert told <= fields
    assert fields - told <= {"require_known_cost_centre", "require_purchase_order"}
    assert "`valid_for`" in prose(PAGE)


def test_every_way_to_ask_is_shown_as_it_is_written():
    asked = [parse_ask(words) for words in cells("`ask`")]
    assert {one.kind for one in asked} == set(AskKind)
    assert {one.need for one in asked if one.kind is AskKind.GROUP} == set(Need)


def test_concerns_is_a_word_of_a_step():
    assert "concerns" in StepRule.model_fields


@pytest.mark.parametrize("said", ["out of office", "replace approver", "approvals"])
def test_what_people_are_told_to_say_is_understood(said):
    assert said in {command.title for command in COMMANDS}
    assert f"`{said}`" in prose(PAGE)


def test_the_commands_of_the_page_do_what_it_says():
    told = re.findall(r"^python3 run\.py (policy .+)$", PAGE.read_text(), flags=re.MULTILINE)
    assert len(told) == 2
    for words in told:
        done = CliRunner().invoke(commands, words.split())
        assert done.exit_code == 0, done.output


def test_all_examples_say_that_they_are_examples():
    files = sorted(EXAMPLES.glob("*.yaml"))
    assert len(files) == 4
    for path in files:
        assert "example" in read_policy(path).note.lower()
        assert "EXAMPLE" in path.read_text()
