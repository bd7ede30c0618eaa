"""Steps as a policy writes them, and the clock on each of them."""

from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator

from gigs.brief import Brief
from gigs.route import Timing
from gigs.value import Value
from policy.terms import Ask, AskText, Duration, DurationText

MARKS = ("remind", "delegate", "escalate", "expire")
"""What happens while nobody answers, in the order in which it happens."""


def _field_of_brief(name: str) -> str:
    if name not in Brief.model_fields:
        raise ValueError(f"{name!r} isn’t a field of a brief; the fields are {', '.join(Brief.model_fields)}")
    return name


class TimingRule(Value):
    """The clock of every step that has none of its own. What is left out does not happen."""

    remind: DurationText | None = None
    delegate: DurationText | None = None
    escalate: DurationText | None = None
    expire: DurationText = Duration(count=7, unit="d")
    escalate_to: AskText | None = None


class StepRule(Value):
    """One step of a band, a gate or the emergency lane; the durations override those of the policy's `timing`."""

    ask: AskText
    name: str = ""
    concerns: tuple[Annotated[str, AfterValidator(_field_of_brief)], ...] = ()
    remind: DurationText | None = None
    delegate: DurationText | None = None
    escalate: DurationText | None = None
    expire: DurationText | None = None
    escalate_to: AskText | None = None

    def clock(self, default: TimingRule) -> TimingRule:
        """The policy's timing with what this step says differently."""
        own = {name: given for name in (*MARKS, "escalate_to") if (given := getattr(self, name)) is not None}
        return default.model_copy(update=own)


def in_working_time(clock: TimingRule, day: timedelta) -> Timing:
    """The same clock as stretches of working time, where a working day is this long."""
    marks = {name: mark.working(day) for name in MARKS if (mark := getattr(clock, name)) is not None}
    return Timing(**marks)


def escalates_to(clock: TimingRule) -> Ask | None:
    """Whom a step turns to when nobody answers; None where it never does."""
    return clock.escalate_to if clock.escalate else None
