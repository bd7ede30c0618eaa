"""What a policy says about offering work to colleagues first."""

from typing import Annotated

from pydantic import Field, field_validator

from gigs.value import Value
from policy.condition import Condition
from policy.terms import Duration, DurationText, MoneyText

MOST_DAYS = 60


def _in_days(given: Duration | None) -> Duration | None:
    if given is not None and (given.unit != "d" or given.count > MOST_DAYS):
        raise ValueError(f"colleagues have working days, from 1d to {MOST_DAYS}d")
    return given


def _in_hours(given: Duration | None) -> Duration | None:
    if given is not None and given.unit != "h":
        raise ValueError("a manager is asked from so many hours on; write them like 8h")
    return given


class InsideRule(Value):
    """Where a gig is offered to colleagues before it is posted. What is left out is as in `inside` itself.

    `up_to` is what counts in the policy's currency. Without `may_skip` nobody sends it straight outside.
    """

    when: Condition | None = None
    up_to: MoneyText | None = None
    days: DurationText | None = None
    ask_manager: DurationText | None = None
    may_skip: bool = True
    because: Annotated[str, Field(min_length=1, max_length=300)]

    _days = field_validator("days")(_in_days)
    _hours = field_validator("ask_manager")(_in_hours)


class InsideRules(Value):
    """The first rule that holds is the one that counts. Where none does, the requester may choose it with `by_choice`.

    Colleagues have `days` working days. From `ask_manager` hours on a colleague's manager is asked, who has `answer_within`
    of working time; without it no manager is.
    """

    by_choice: bool = True
    days: DurationText = Duration(count=3, unit="d")
    ask_manager: DurationText | None = None
    answer_within: DurationText = Duration(count=2, unit="d")
    rules: tuple[InsideRule, ...] = ()

    _days = field_validator("days")(_in_days)
    _hours = field_validator("ask_manager")(_in_hours)
