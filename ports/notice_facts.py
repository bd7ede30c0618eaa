"""What a notice is about, as values: people, money, days, closed words. Its sentences are made when it is drawn."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from gigs.approval import Came, Decision, Purpose
from gigs.money import Money
from gigs.people import PersonKey
from gigs.value import Value
from ports.hindrance import Hindered
from ports.operations import OperationKind


class Named(Value):
    """A colleague by key and by the name of that day. `key` is None in what an earlier release stored."""

    key: PersonKey | None
    name: str


class Lapse(StrEnum):
    """Why a question ended without a no."""

    NO_ANSWER = "no_answer"
    NOBODY_TO_ASK = "nobody_to_ask"
    NOT_POSTED = "not_posted"


class Lapsed(Value):
    """A question that ended without a no. `approver` didn't answer, or `step` names nobody who can."""

    why: Lapse
    approver: Named | None = None
    step: str = ""


class BudgetKind(StrEnum):
    """What a budget is charged to."""

    COST_CENTRE = "cost_centre"
    PURCHASE_ORDER = "purchase_order"


class BudgetUsed(Value):
    """How far one budget is committed. `id` is its cost centre's or purchase order's, as the policy spells it."""

    kind: BudgetKind
    id: str
    percent: int
    used: Money
    limit: Money


class DelegationChange(StrEnum):
    """What became of a delegation: it was set, it ended, or the person it is about has left."""

    SET = "set"
    ENDED = "ended"
    LEFT = "left"


class Reply(StrEnum):
    """What is said in a gig's thread in a channel. The gig itself says the rest."""

    AT_WORK = "at_work"
    COLLEAGUE_AT_WORK = "colleague_at_work"
    FINISHED = "finished"
    ENDED_EARLY = "ended_early"
    LESSON = "lesson"


class InsideNews(StrEnum):
    """What happened to work that is with colleagues."""

    RAISED = "raised"
    WAITING = "waiting"
    AGREED = "agreed"
    DECLINED = "declined"
    SILENT = "silent"
    REMINDED = "reminded"
    PICKED = "picked"
    NOT_PICKED = "not_picked"
    OUT = "out"
    ENDED = "ended"
    """Its requester withdrew it."""
    DONE = "done"
    NOT_YET = "not_yet"
    ACCEPTED = "accepted"
    CLOSED = "closed"
    STEPPED_BACK = "stepped_back"
    TAKEN_BACK = "taken_back"


class NoticeFacts(Value):
    """Everything a notice can be about. Which kind holds which is in `HOLDS`; nothing here is a sentence of ours.

    `by` is who decided, answered, or is asked now; `by_policy` where nobody had to be. `reason` is in the words that
    somebody typed or a marketplace gave; `hindered` instead where the no was our own. `proposal` stands for its
    freelancer, whose name is looked up when the notice is drawn and so is never kept here. `question` is the start of
    what the requester asked a freelancer, or all that somebody asked the programme team or a colleague; `reference` then names it,
    and `title` is the colleague's gig's, of which the asker knows no more. `as_written` has what an earlier release stored and what nobody can read as
    a value: it is shown as it was.
    """

    by: Named | None = None
    by_policy: bool = False
    reason: str = ""
    hindered: Hindered | None = None
    lapsed: Lapsed | None = None
    purpose: Purpose | None = None
    decision: Decision | None = None
    how: Came | None = None
    fine: bool | None = None
    proposal: str = ""
    amount: Money | None = None
    limit: Money | None = None
    budget: BudgetUsed | None = None
    person: Named | None = None
    delegate: Named | None = None
    first: date | None = None
    last: date | None = None
    change: DelegationChange | None = None
    account: str = ""
    marketplace: str = ""
    expires: datetime | None = None
    renews: bool | None = None
    operation: OperationKind | None = None
    reference: str = ""
    question: str = ""
    title: str = ""
    reply: Reply | None = None
    news: InsideNews | None = None
    as_written: dict[str, str] = Field(default_factory=dict)

    @classmethod
    def of_refusal(cls, reason: str, hindered: Hindered | None = None, **more: Any) -> "NoticeFacts":
        """`reason` is the marketplace's, unless the no was our own."""
        return cls(reason="" if hindered else reason, hindered=hindered, **more)
