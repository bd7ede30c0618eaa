"""`run.py policy`: what a file does in words, which way a brief takes, and what is wrong with either."""

import pytest
from typer.testing import CliRunner

from app import commands
from policy.policy_file import EXAMPLES, STARTER

RITA = "rita@contoso.example"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs a command; `brief` and `policy` are written to files first."""
    monkeypatch.delenv("POLICY_FILE", raising=False)

    def go(*words, brief="", policy=""):
        (tmp_path / "brief.yaml").write_text(brief)
        (tmp_path / "policy.yaml").write_text(policy or STARTER.read_text())
        places = {"BRIEF": str(tmp_path / "brief.yaml"), "POLICY": str(tmp_path / "policy.yaml")}
        return CliRunner().invoke(commands, ["policy", *(places.get(word, word) for word in words)])

    return go


def explained(run, brief, who=RITA, **more):
    return run("explain", "BRIEF", "--as", who, "--policy", "POLICY", brief=brief, **more)


def test_a_policy_is_told_in_numbered_sentences(run):
    done = run("check", str(EXAMPLES / "university.yaml"))
    assert done.exit_code == 0
    assert "\n1. " in done.output


def test_what_is_wrong_with_a_policy_is_told_with_its_line(run):
    done = run("check", "POLICY", policy="name: x\ncurrency: USD\nbandz: []\n")
    assert done.exit_code == 2
    assert "line 3" in done.output
    assert "Traceback" not in done.output


def test_a_file_that_is_not_there_is_a_sentence(run):
    done = run("check", "nowhere.yaml")
    assert done.exit_code == 2
    assert "cannot be read" in done.output


def test_a_brief_is_led_to_people_with_reasons(run):
    done = explained(run, "amount: 12000\ndata_tier: confidential\n")
    assert done.exit_code == 0
    assert "Step 1, Manager: Mark Manager (manager)" in done.output
    assert "Step 2, Finance: Faye Finance (any of finance)" in done.output
    assert "Step 3, Legal: Lena Legal (any of legal)" in done.output
    assert "because the data is confidential" in done.output


def test_an_amount_with_two_readings_is_asked_about_at_its_field(run):
    done = explained(run, "amount: 1.200\n")
    assert done.exit_code == 2
    assert "amount: “1.200” could mean USD 1,200.00 or USD 1.20" in done.output
    assert "wants to spend USD 1,200.00" in explained(run, "amount: 1,200\n").output


def test_a_sum_with_two_readings_is_told_with_its_line_and_field(run):
    done = run("check", "POLICY", policy=STARTER.read_text().replace("5000 USD", "5.000 USD", 1))
    assert done.exit_code == 2
    assert "bands[0].up_to: '5.000 USD' could mean USD 5,000.00 or USD 5.00" in " ".join(done.output.split())


def test_what_stops_a_brief_is_told_at_its_field(run):
    done = explained(run, "data_tier: highly_confidential\n")
    assert done.exit_code == 0
    assert "stopped before anybody is asked" in done.output
    assert "at data_tier:" in done.output


def test_whoever_has_no_manager_is_led_to_the_fallback_approvers(run):
    done = explained(run, "", who="faye@contoso.example")
    assert "Pat Programme" in done.output
    assert "fallback approvers" in done.output


def test_a_way_that_finds_nobody_says_so(run):
    policy = STARTER.read_text().replace("fallback_approver: any of leads", "")
    done = explained(run, "", who="faye@contoso.example", policy=policy)
    assert "could not be submitted" in done.output


@pytest.mark.parametrize(
    ("brief", "said"),
    [
        ("amount: much\n", "amount: Please give an exact amount"),
        ("- a list\n", "must have the fields of a brief"),
        ("a: [\n", "is not YAML"),
    ],
)
def test_a_brief_that_is_none_gets_a_sentence(run, brief, said):
    done = explained(run, brief)
    assert done.exit_code == 2
    assert said in done.output


def test_somebody_unknown_gets_a_sentence(run):
    done = explained(run, "", who="nobody@contoso.example")
    assert done.exit_code == 2
    assert "Nobody in" in done.output


CHOOSES = """
marketplaces:
  choose:
    - {when: {above: 5000 USD}, use: upwork, because: Large work goes there.}
"""


def test_the_marketplace_that_the_policy_would_choose_is_told_with_its_reason(run):
    policy = STARTER.read_text() + CHOOSES
    done = explained(run, "amount: 6000\nmarketplace: policy\n", policy=policy)
    assert "It is posted to upwork: Large work goes there." in done.output
    done = explained(run, "amount: 100\nmarketplace: policy\n", policy=policy)
    assert done.exit_code == 0
    assert "Please choose the marketplace yourself" in done.output
