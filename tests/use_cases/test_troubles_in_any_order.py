"""Whatever goes wrong in whatever order, nothing is there twice, no verdict is lost, and unknown is only what was sent."""

from collections import Counter
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from ports.marketplace import Turn
from tests.support.builders import RITA
from tests.use_cases.troubles import OVERWRITTEN, TWICE, UNSENT, CutPromises, Troubled, Troubles, Violation

HAPPENS = {
    "restores",
    "steps back",
    "cut commits",
    "faults",
    "unsent",
    "odd proposals",
    "webhooks",
    "verdicts",
    "verdicts meanwhile",
    "offers",
}


def how(examples: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=22,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )


def walk(examples: int, tally: Counter[str], **planted: Any) -> None:
    """Raises Violation at the first promise that is seen to break."""
    made = {
        "tally": tally,
        **{name: one if isinstance(one, type) else staticmethod(one) for name, one in planted.items()},
    }
    run_state_machine_as_test(type("Walks", (Troubles,), made), settings=how(examples))


class Everything(set[Any]):
    """As if every list had been read."""

    def __contains__(self, _what: object) -> bool:
        return True


class SaysSent(Troubled):
    """Every turn counts as used."""

    def turn(self) -> Any:
        return self._market.turn()

    def _send(self, reference: str) -> None:
        self._turn = Turn(sent=True)
        super()._send(reference)


class Part:
    """A transaction in which one repository is another."""

    def __init__(self, tx: Any, **others: Any) -> None:
        self._tx = tx
        self.__dict__.update(others)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tx, name)


class AsBefore:
    """Proposals as they were at another moment; what is written is written."""

    def __init__(self, proposals: Any, before: Any) -> None:
        self._proposals = proposals
        self._before = before

    def __getattr__(self, name: str) -> Any:
        return getattr(self._proposals, name)

    async def of(self, *_gig: Any) -> Any:
        return self._before


class ReadsTooEarly(CutPromises):
    """A reading compares with the proposals that were there when it began, and not with those of now."""

    before: ClassVar[Any] = ()

    async def run(self, work: Any, /, *arguments: Any, **named: Any) -> Any:
        name = getattr(work, "__qualname__", "")

        async def early(tx: Any, *given: Any, **also: Any) -> Any:
            if name == "_begin":
                type(self).before = await tx.proposals.of(RITA.key.tenant, 1)
            elif name == "_record.<locals>.recorded":
                tx = Part(tx, proposals=AsBefore(tx.proposals, self.before))
            return await work(tx, *given, **also)

        return await super().run(early, *arguments, **named)


PLANTED: dict[str, tuple[str, dict[str, Any]]] = {
    "nothing is listed after a restore": (TWICE, {"context": lambda: {"listed": Everything()}}),
    "unknown without a byte": (UNSENT, {"market": SaysSent}),
    "a reading overwrites a verdict": (OVERWRITTEN, {"promises": ReadsTooEarly}),
}


@pytest.mark.slow
def test_the_product_as_it_is_keeps_its_promises_and_everything_does_happen(record_property):
    happened: Counter[str] = Counter()
    walk(12, happened)
    record_property("happened", dict(happened))
    assert {what for what in HAPPENS if not happened[what]} == set()


@pytest.mark.slow
@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_bug_is_found(name):
    breaks, planted = PLANTED[name]
    with pytest.raises(Violation, match=breaks):
        walk(200, Counter(), **planted)
