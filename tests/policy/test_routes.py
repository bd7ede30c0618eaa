import pytest

from gigs.route import Lane
from policy.phrases import band_in_words, condition_in_words
from policy.plan import plan
from tests.policy.table import POLICIES, ROWS, TABLE, case_of, planned
from tests.support.cases import every_case


def test_a_brief_goes_the_way_that_the_table_says():
    with every_case() as case:
        for name, row in ROWS:
            with case(f"{name}: {row['says']}"):
                said = plan(POLICIES[name], case_of(name, row))
                assert said.lane == row.get("lane", "standard")
                assert [str(step.ask) for step in said.steps] == row.get("steps", [])
                blocks, expected = (
                    {block.field: block.sentence for block in said.blocks},
                    row.get("blocks", {}),
                )
                assert len(blocks) == len(said.blocks)
                assert blocks.keys() == expected.keys()
                for field, sentence in expected.items():
                    assert blocks[field].startswith(sentence)
                warnings = row.get("warnings", [])
                assert len(said.warnings) == len(warnings)
                for warning, begins in zip(said.warnings, warnings, strict=True):
                    assert warning.startswith(begins)
                assert [item.id for item in said.checklist] == row.get("checklist", [])


def test_every_stop_says_what_to_do_instead():
    with every_case() as case:
        for name, row in ROWS:
            with case(f"{name}: {row['says']}"):
                for block in plan(POLICIES[name], case_of(name, row)).blocks:
                    assert "Please" in block.sentence


def test_every_step_and_every_way_says_why():
    with every_case() as case:
        for name, row in ROWS:
            with case(f"{name}: {row['says']}"):
                said = plan(POLICIES[name], case_of(name, row))
                assert said.why or said.blocks
                assert all(step.why and step.name for step in said.steps)


def test_nobody_is_passed_over_but_in_self_service():
    with every_case() as case:
        for name, row in ROWS:
            with case(f"{name}: {row['says']}"):
                said = plan(POLICIES[name], case_of(name, row))
                assert said.steps or said.blocks or said.lane is Lane.SELF_SERVICE


@pytest.mark.parametrize("name", TABLE)
def test_the_table_has_twenty_briefs_or_more_of_each_policy(name):
    assert len(TABLE[name]["cases"]) >= 20


@pytest.mark.parametrize("name", TABLE)
def test_every_band_is_in_the_table(name):
    policy = POLICIES[name]
    reasons = " ".join(sentence for said in planned(name) for sentence in said.why)
    assert [band for band in policy.bands if f"{band_in_words(band, policy.asked)}." not in reasons] == []


@pytest.mark.parametrize("name", TABLE)
def test_every_gate_is_in_the_table(name):
    policy, plans = POLICIES[name], planned(name)
    said = {block.sentence for each in plans for block in each.blocks}
    said |= {warning for each in plans for warning in each.warnings}
    said |= {why for each in plans for step in each.steps for why in step.why}
    for gate in policy.gates:
        added = f"Asked because {condition_in_words(gate.when, policy.asked)}."
        assert (gate.block or gate.warn or added) in said


@pytest.mark.parametrize("name", TABLE)
def test_every_checklist_is_in_the_table(name):
    wanted = {item for checklist in POLICIES[name].checklists for item in checklist.items}
    assert {item for said in planned(name) for item in said.checklist} == wanted


@pytest.mark.parametrize("name", TABLE)
def test_every_question_is_answered_with_yes_and_with_no_and_not_at_all(name):
    given = [case_of(name, row).brief.answers for row in TABLE[name]["cases"]]
    for question in POLICIES[name].questions:
        assert {answers.get(question.id) for answers in given} == {True, False, None}


@pytest.mark.parametrize("name", [name for name in TABLE if POLICIES[name].emergency])
def test_the_emergency_lane_is_in_the_table_and_is_reviewed(name):
    lane = POLICIES[name].emergency
    through = [said for said in planned(name) if said.lane is Lane.EMERGENCY]
    assert through
    day = POLICIES[name].calendar.day
    assert {(said.reviewers, said.review_within) for said in through} == {
        (lane.review_by, lane.review_within.working(day))
    }


def test_the_three_policies_use_everything_that_a_policy_can_have():
    """Field by field: what none of them sets is a feature that nobody tries."""
    unused = [
        field
        for field in type(POLICIES["university"]).model_fields
        if not any(getattr(policy, field) for policy in POLICIES.values())
    ]
    assert unused == []
