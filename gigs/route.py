"""The way to a yes: which steps a gig goes through, whom each of them asks, why, and by when."""

from datetime import timedelta
from enum import StrEnum

from pydantic import Field

from gigs.people import Person
from gigs.value import Frozen, FrozenDict, Value, formerly


class Need(StrEnum):
    """How many of a step's approvers must say yes."""

    ANY = "any"
    ALL = "all"


class Lane(StrEnum):
    """Which way through the policy a gig takes."""

    STANDARD = "standard"
    SELF_SERVICE = "self_service"
    EMERGENCY = "emergency"


class Timing(Value):
    """Working time from the question until each thing happens; None means that it does not."""

    remind: timedelta | None = None
    delegate: timedelta | None = None
    escalate: timedelta | None = None
    expire: timedelta


class Step(Value):
    """One step: its approvers are asked at the same time, and the next step waits for it.

    `ask` is the policy's own words (`any of finance`); `why` sentences for people; `concerns` the brief's fields that
    this step is about (empty: all of them): a yes holds as long as those stay what they were. `escalate_to` are asked
    in this order of preference when nobody answers.
    """

    name: str
    ask: str
    need: Need = Need.ANY
    approvers: tuple[Person, ...]
    why: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    timing: Timing
    escalate_to: tuple[Person, ...] = ()


class Route(Value):
    """Every step in order, under one version of the policy. No steps at all only in the self-service lane.

    `why` says which rule led here, `warnings` what approver and requester should know. `fallback_approvers` are asked in place
    of an approver who has left by the time of asking. A yes that was not acted on within `valid_for` of it lapses.
    In the emergency lane `reviewers` look at the gig within `review_within` (working time) of its approval.
    `questions` are the policy's own that the brief answers, by their ids.
    """

    policy: str
    lane: Lane = Lane.STANDARD
    steps: tuple[Step, ...] = ()
    why: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    fallback_approvers: tuple[Person, ...] = Field(
        (), validation_alias=formerly("fallback_approvers", "stand_ins")
    )
    valid_for: timedelta = timedelta(days=7)
    reviewers: tuple[Person, ...] = ()
    review_within: timedelta | None = None
    questions: Frozen[str, str] = Field(default_factory=FrozenDict)
