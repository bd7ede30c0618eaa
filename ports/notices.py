"""What we tell people outside a turn: decided here, drawn by the cards, said by the messenger."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import ValidationInfo, field_validator, model_validator

from gigs.people import PersonKey
from gigs.value import Value
from ports.chats import Chat as Chat
from ports.chats import Follow as Follow
from ports.former_facts import read_former
from ports.notice_facts import NoticeFacts


class NoticeKind(StrEnum):
    """Every notice there is. Each is drawn by one function in `cards/notices.py`, or is a card that stays."""

    APPROVAL_ASKED = "approval_asked"
    APPROVER_UNREACHED = "approver_unreached"
    APPROVED = "approved"
    CHANGES_ASKED = "changes_asked"
    REJECTED = "rejected"
    POSTING_REFUSED = "posting_refused"
    PROPOSALS_ARRIVED = "proposals_arrived"
    READING_FAILED = "reading_failed"
    READING_RECOVERED = "reading_recovered"
    MARKET_UNREADABLE = "market_unreadable"
    EXCESS_TURNED_DOWN = "excess_turned_down"
    OFFER_ACCEPTED = "offer_accepted"
    OFFER_DECLINED = "offer_declined"
    OFFER_REFUSED = "offer_refused"
    OFFER_WITHDRAWN = "offer_withdrawn"
    OFFER_NOT_WITHDRAWN = "offer_not_withdrawn"
    OFFER_ABOVE = "offer_above"
    FUND_NEXT = "fund_next"
    FUND_REFUSED = "fund_refused"
    MESSAGE_REFUSED = "message_refused"
    INVITATION_REFUSED = "invitation_refused"
    DELIVERABLE_SUBMITTED = "deliverable_submitted"
    RELEASE_REFUSED = "release_refused"
    SEND_BACK_REFUSED = "send_back_refused"
    LISTING_OPEN = "listing_open"
    COMPLETED = "completed"
    CONTRACT_ENDED = "contract_ended"
    NEEDS_A_PERSON = "needs_a_person"
    APPROVAL_REMINDED = "approval_reminded"
    APPROVAL_HANDED_OVER = "approval_handed_over"
    DECIDED_FOR_YOU = "decided_for_you"
    STEP_PASSED = "step_passed"
    EXPIRED = "expired"
    ADVICE_ASKED = "advice_asked"
    ADVICE_GIVEN = "advice_given"
    EXTENSION_TURNED_DOWN = "extension_turned_down"
    MORE_MONEY_NEEDED = "more_money_needed"
    EMERGENCY_TO_REVIEW = "emergency_to_review"
    EMERGENCY_REVIEWED = "emergency_reviewed"
    BUDGET_USED = "budget_used"
    DELEGATE_CHOSEN = "delegate_chosen"
    ACCOUNT_CONNECTED = "account_connected"
    ACCOUNT_NEEDS_CONSENT = "account_needs_consent"
    STRAY_FOUND = "stray_found"
    CO_OWNER_NAMED = "co_owner_named"
    CO_OWNER_REMOVED = "co_owner_removed"
    CO_OWNER_LEFT = "co_owner_left"
    GIG_HANDED_OVER = "gig_handed_over"
    WITHDRAWN = "withdrawn"
    TEAM_ASKED = "team_asked"
    TEAM_ANSWERED = "team_answered"
    COLLEAGUE_ASKED = "colleague_asked"
    COLLEAGUE_ANSWERED = "colleague_answered"
    CASE_STUDY_NAMES_YOU = "case_study_names_you"
    CASE_STUDY_PROPOSED = "case_study_proposed"
    CASE_STUDY_SENT_BACK = "case_study_sent_back"
    CASE_STUDY_PUBLISHED = "case_study_published"
    CASE_STUDY_WITHDRAWN = "case_study_withdrawn"
    COLLEAGUE_WANTED = "colleague_wanted"
    HOURS_ASKED = "hours_asked"
    INSIDE_NEWS = "inside_news"
    CHAMPION_ASKED = "champion_asked"
    CHANNEL_HEAD = "channel_head"
    CHANNEL_REPLY = "channel_reply"

    @classmethod
    def _missing_(cls, value: object) -> "NoticeKind | None":
        """What an earlier release called it."""
        return cls(_FORMER_KINDS[value]) if isinstance(value, str) and value in _FORMER_KINDS else None


_FORMER_KINDS = {
    "offer_taken_back": "offer_withdrawn",
    "offer_kept": "offer_not_withdrawn",
    "stands_in": "delegate_chosen",
}


_ANSWER = frozenset({"by", "by_policy", "reason", "purpose", "lapsed"})
_REFUSAL = frozenset({"reason", "hindered"})
_MONEY = frozenset({"amount"})
_NOTHING: frozenset[str] = frozenset()

HOLDS: dict[NoticeKind, frozenset[str]] = {
    NoticeKind.APPROVAL_ASKED: _NOTHING,
    NoticeKind.APPROVER_UNREACHED: frozenset({"by"}),
    NoticeKind.APPROVED: _ANSWER,
    NoticeKind.CHANGES_ASKED: _ANSWER,
    NoticeKind.REJECTED: _ANSWER,
    NoticeKind.POSTING_REFUSED: _REFUSAL,
    NoticeKind.PROPOSALS_ARRIVED: _NOTHING,
    NoticeKind.READING_FAILED: frozenset({"marketplace", "reason"}),
    NoticeKind.READING_RECOVERED: frozenset({"marketplace"}),
    NoticeKind.MARKET_UNREADABLE: frozenset({"marketplace", "reason"}),
    NoticeKind.EXCESS_TURNED_DOWN: _ANSWER,
    NoticeKind.OFFER_ACCEPTED: _NOTHING,
    NoticeKind.OFFER_DECLINED: frozenset({"proposal"}),
    NoticeKind.OFFER_REFUSED: _REFUSAL | {"proposal"},
    NoticeKind.OFFER_WITHDRAWN: frozenset({"proposal"}),
    NoticeKind.OFFER_NOT_WITHDRAWN: _REFUSAL,
    NoticeKind.OFFER_ABOVE: frozenset({"amount", "limit"}),
    NoticeKind.FUND_NEXT: _MONEY,
    NoticeKind.FUND_REFUSED: _REFUSAL | _MONEY,
    NoticeKind.MESSAGE_REFUSED: _REFUSAL | {"proposal"},
    NoticeKind.INVITATION_REFUSED: _REFUSAL,
    NoticeKind.DELIVERABLE_SUBMITTED: _MONEY,
    NoticeKind.RELEASE_REFUSED: _REFUSAL | _MONEY,
    NoticeKind.SEND_BACK_REFUSED: _REFUSAL,
    NoticeKind.LISTING_OPEN: _REFUSAL | {"marketplace"},
    NoticeKind.COMPLETED: _NOTHING,
    NoticeKind.CONTRACT_ENDED: _NOTHING,
    NoticeKind.NEEDS_A_PERSON: frozenset({"reference", "question", "operation", "marketplace"}),
    NoticeKind.APPROVAL_REMINDED: _NOTHING,
    NoticeKind.APPROVAL_HANDED_OVER: frozenset({"by", "how"}),
    NoticeKind.DECIDED_FOR_YOU: frozenset({"by", "decision", "reason"}),
    NoticeKind.STEP_PASSED: _ANSWER,
    NoticeKind.EXPIRED: _ANSWER,
    NoticeKind.ADVICE_ASKED: _NOTHING,
    NoticeKind.ADVICE_GIVEN: frozenset({"by", "reason"}),
    NoticeKind.EXTENSION_TURNED_DOWN: _ANSWER,
    NoticeKind.MORE_MONEY_NEEDED: _MONEY,
    NoticeKind.EMERGENCY_TO_REVIEW: _NOTHING,
    NoticeKind.EMERGENCY_REVIEWED: frozenset({"by", "reason", "fine"}),
    NoticeKind.BUDGET_USED: frozenset({"budget"}),
    NoticeKind.DELEGATE_CHOSEN: frozenset({"person", "delegate", "by", "first", "last", "change"}),
    NoticeKind.ACCOUNT_CONNECTED: frozenset({"account", "marketplace", "expires", "renews"}),
    NoticeKind.ACCOUNT_NEEDS_CONSENT: _REFUSAL | {"account", "marketplace", "expires", "renews"},
    NoticeKind.STRAY_FOUND: frozenset({"marketplace"}),
    NoticeKind.CO_OWNER_NAMED: frozenset({"by"}),
    NoticeKind.CO_OWNER_REMOVED: frozenset({"by"}),
    NoticeKind.CO_OWNER_LEFT: frozenset({"by", "person"}),
    NoticeKind.GIG_HANDED_OVER: frozenset({"by", "person", "reason"}),
    NoticeKind.WITHDRAWN: frozenset({"by", "reason", "purpose", "amount"}),
    NoticeKind.TEAM_ASKED: frozenset({"by", "question", "reference"}),
    NoticeKind.TEAM_ANSWERED: frozenset({"by", "question", "reason"}),
    NoticeKind.COLLEAGUE_ASKED: frozenset({"by", "question", "reference", "title"}),
    NoticeKind.COLLEAGUE_ANSWERED: frozenset({"by", "question", "reason", "title"}),
    NoticeKind.CASE_STUDY_NAMES_YOU: frozenset({"by"}),
    NoticeKind.CASE_STUDY_PROPOSED: frozenset({"by"}),
    NoticeKind.CASE_STUDY_SENT_BACK: frozenset({"by", "reason"}),
    NoticeKind.CASE_STUDY_PUBLISHED: frozenset({"by"}),
    NoticeKind.CASE_STUDY_WITHDRAWN: frozenset({"by", "reason"}),
    NoticeKind.COLLEAGUE_WANTED: _NOTHING,
    NoticeKind.HOURS_ASKED: _NOTHING,
    NoticeKind.INSIDE_NEWS: frozenset({"by", "news", "person", "reason"}),
    NoticeKind.CHAMPION_ASKED: _NOTHING,
    NoticeKind.CHANNEL_HEAD: _NOTHING,
    NoticeKind.CHANNEL_REPLY: frozenset({"reply"}),
}
"""Which facts each kind of notice may hold. What a gig says of itself is looked up there when the notice is drawn."""


class NoticeState(StrEnum):
    """Where a notice stands. `waiting`: there is no chat with this person yet; it goes out as soon as there is one.
    `mailed`: it waits likewise, and they have an e-mail about it."""

    PENDING = "pending"
    WAITING = "waiting"
    MAILED = "mailed"
    SENT = "sent"
    FAILED = "failed"


def held(facts: NoticeFacts) -> frozenset[str]:
    """The names of what is said there, but for what an earlier release wrote."""
    return frozenset(facts.model_dump(exclude_defaults=True)) - {"as_written"}


class Notice(Value):
    """One thing to tell one person (`to`) or one channel (`channel`). `id` makes telling it twice impossible.

    With neither, it is for every channel that may see the gig: each of those gets a notice of its own from it.
    `gig` is 0 where it is about no gig, such as who is whose delegate, or an account at a marketplace.
    `subject` is the milestone, proposal, listing or operation it is about; `facts` are what its sentences are made of
    when it is drawn, and only those that `HOLDS` names for its kind.
    """

    id: str
    tenant: str
    gig: int
    kind: NoticeKind
    to: PersonKey | None = None
    channel: str | None = None
    subject: str = ""
    facts: NoticeFacts = NoticeFacts()
    created_at: datetime
    state: NoticeState = NoticeState.PENDING

    @property
    def is_for_channels(self) -> bool:
        """True when it is still to be decided which channels it goes to."""
        return self.to is None and self.channel is None

    @field_validator("facts", mode="before")
    @classmethod
    def _as_once_stored(cls, facts: Any, info: ValidationInfo) -> Any:
        """Notices of the release before typed facts may still wait for somebody: theirs were words by name."""
        is_former = isinstance(facts, Mapping) and "as_written" not in facts
        if not is_former:
            return facts
        return read_former(facts, HOLDS.get(info.data.get("kind", ""), frozenset()))

    @model_validator(mode="after")
    def _only_its_own(self) -> "Notice":
        if foreign := held(self.facts) - HOLDS[self.kind]:
            raise ValueError(f"a notice of kind {self.kind} says nothing of {', '.join(sorted(foreign))}")
        return self


def heads_of(gig: int) -> str:
    """The id of the notice that begins a gig's threads in all channels."""
    return f"{gig}.{NoticeKind.CHANNEL_HEAD}"


def head_of(gig: int, channel_id: str) -> str:
    """The id of the notice that begins a gig's thread in a channel; there is one, however often the gig is listed."""
    return f"{heads_of(gig)}.{channel_id}"


class View(StrEnum):
    """How a gig is drawn on a card that stays in a chat and is redrawn when the gig changes."""

    GIG = "gig"
    APPROVAL = "approval"
    DELIVERABLE = "deliverable"
    CHANNEL = "channel"
    INSIDE_OFFER = "inside_offer"
    HOURS = "hours"


STAYS: dict[NoticeKind, View] = {
    NoticeKind.APPROVAL_ASKED: View.APPROVAL,
    NoticeKind.ADVICE_ASKED: View.APPROVAL,
    NoticeKind.EMERGENCY_TO_REVIEW: View.APPROVAL,
    NoticeKind.DELIVERABLE_SUBMITTED: View.DELIVERABLE,
    NoticeKind.CHANNEL_HEAD: View.CHANNEL,
    NoticeKind.COLLEAGUE_WANTED: View.INSIDE_OFFER,
    NoticeKind.HOURS_ASKED: View.HOURS,
}
"""Notices whose card shows the gig itself, so that it is kept as a copy and redrawn."""


WANTS_ANSWER = frozenset(
    {
        NoticeKind.APPROVAL_ASKED,
        NoticeKind.APPROVAL_REMINDED,
        NoticeKind.ADVICE_ASKED,
        NoticeKind.EMERGENCY_TO_REVIEW,
        NoticeKind.HOURS_ASKED,
    }
)
"""Notices to somebody whose answer is awaited: they are reached in other ways where there is no chat."""

NOT_REACHED = (NoticeState.WAITING, NoticeState.MAILED, NoticeState.FAILED)
"""It did not get through in Teams."""

SUPERSEDED = "superseded"


class CardCopy(Value):
    """One card in one chat that shows a gig. `viewer` is None in a channel, where everybody sees the same.

    With the subject `SUPERSEDED` it is a status card that has to make way for a newer one of the same chat.
    `drawn_hash` is of the card that the message holds; "" where that isn't known, or where a client may show another.
    """

    tenant: str
    gig: int
    service_url: str
    conversation_id: str
    activity_id: str
    view: View
    viewer: PersonKey | None = None
    subject: str = ""
    drawn_version: int = 0
    drawn_hash: str = ""
