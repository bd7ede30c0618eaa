"""Whatever several people of two organisations do in whatever order, approvals keep their promises."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.approvals.always import Violation
from tests.approvals.machine import Approvals
from tests.approvals.planted import PLANTED
from tests.approvals.rules import Rules

EXAMPLES = 800
HOW = settings(
    max_examples=EXAMPLES,
    stateful_step_count=40,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate,),
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
LONGER = settings(HOW, max_examples=3 * EXAMPLES)
"""A planted bug ends the search where it's found; one of them is met rarely."""
HAPPENS = {
    "to approved",
    "to listed",
    "to rejected",
    "to expired",
    "to cancelled",
    "to hiring",
    "extensions",
    "excess asked",
    "carried yes",
    "known yes",
    "delegations",
    "escalations",
    "expiries",
    "reminders",
    "stand-ins",
    "passed on",
    "taken back",
    "lost races",
    "stale presses",
    "foreign presses",
    "refused presses",
    "co-owners",
    "past owners",
}


def walk(rules: Rules, tally: Counter[str], how: settings = HOW) -> None:
    """Raises Violation at the first promise that is seen to break; `tally` is what had happened by then."""
    run_state_machine_as_test(type("Walks", (Approvals,), {"under": rules, "tally": tally}), settings=how)


def _counted(happened: Counter[str]) -> list[str]:
    return [f"{happened[name]} {name}" for name in sorted(HAPPENS)]


@pytest.mark.slow
def test_the_rules_as_they_are_hold_and_everything_does_happen(report):
    happened: Counter[str] = Counter()
    walk(Rules(), happened)
    report(f"no violation in {happened['examples']} examples; " + ", ".join(_counted(happened)))
    assert happened["examples"] >= EXAMPLES
    assert {name for name in HAPPENS if happened[name] < 5} == set()


@pytest.mark.parametrize("bug", PLANTED, ids=lambda bug: bug.name)
def test_a_planted_bug_is_found(bug, report):
    happened: Counter[str] = Counter()
    with pytest.raises(Violation) as found:
        walk(bug.rules, happened, LONGER)
    assert found.value.rule in bug.breaks
    report(f"{bug.name} was found in example {happened['examples']}")


def test_a_planted_bug_is_in_one_place():
    sound = Rules()
    for bug in PLANTED:
        changed = [name for name in vars(sound) if getattr(bug.rules, name) is not getattr(sound, name)]
        assert len(changed) == 1, bug.name
        assert replace(bug.rules, **{changed[0]: getattr(sound, changed[0])}) == sound
