"""Policies that were written for an earlier release."""

from policy.policy_file import parse_policy
from tests.policy.test_reading import SMALL, problems


def test_the_fallback_approver_is_read_under_the_key_of_earlier_releases_too():
    leads = "  leads: {directory: leads}\n"
    policy = SMALL.replace("bands:", leads + "bands:")
    old, new = (
        parse_policy(f"{policy}{key}: any of leads\n", "policy.yaml")
        for key in ("stand_in", "fallback_approver")
    )
    assert old.fallback_approver == new.fallback_approver is not None
    line = policy.count("\n") + 1
    (wrong,) = problems(f"{policy}stand_in: any of nobody\n")
    assert wrong.startswith(f"line {line}: stand_in: there is no group 'nobody'")
    (twice,) = problems(f"{policy}stand_in: any of leads\nfallback_approver: any of leads\n")
    assert f"is here a second time, after line {line}" in twice


def test_what_is_wrong_under_a_former_key_is_said_as_the_file_spells_it():
    (wrong,) = problems(f"{SMALL}stand_in: owner of cost centre\n")
    assert "stand_in: no cost centre has an owner yet" in wrong
