"""The store as the use cases need it: one transaction, a few repositories, every write guarded."""

from collections.abc import Callable, Collection, Coroutine, Sequence
from datetime import datetime, timedelta
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from gigs.people import PersonKey
from ports.account_storage import Accounts, ApiUse, Consents, Switches
from ports.approval_storage import Clocks, Commitments, Decisions, Delegations, Policies
from ports.case_storage import CaseStudies
from ports.champions import Champions
from ports.gig_storage import Gigs
from ports.hint_storage import Hints
from ports.history_storage import Histories
from ports.inside_storage import Hands, Skills
from ports.jobs import Job
from ports.kept_answers import KeptAnswers
from ports.left_forms import LeftForms
from ports.lessons import Lessons
from ports.memberships import Memberships
from ports.notices import CardCopy, Chat, Follow, Notice, NoticeState
from ports.operations import Operation, OperationState
from ports.overview_storage import Overviews
from ports.playbook_storage import Pages
from ports.reading_storage import Proposals, Readings, Syncs
from ports.retention import Deleted, Position
from ports.similarity import Similarity
from ports.strays import Generations, Strays
from ports.summary_storage import Summaries
from ports.talent_storage import Marks, Talents
from ports.tips import Tips

S = ParamSpec("S")
T = TypeVar("T")


class StoreUnavailable(Exception):
    """The store did not answer or refused the work. Nothing of the transaction was kept; it can be tried again."""


class CommitUnknown(StoreUnavailable):
    """Only the COMMIT failed, so the transaction may have been kept all the same.

    Whoever catches this reads again by natural key (gig and version, operation key, notice id) before deciding;
    whoever lets it pass leaves that to the next attempt, which must then be safe to repeat.
    """


class NotWritable(StoreUnavailable):
    """It answers, but keeps nothing that is written: a full or read-only disk, or one that fails."""


class Operations(Protocol):
    """The intent rows. Every change is guarded by (state, fence) as read."""

    async def add(self, operation: Operation) -> None:
        """No-op when the key is already there."""

    async def get(self, tenant: str, key: str) -> Operation | None: ...

    async def change(self, before: Operation, after: Operation) -> Operation:
        """Writes where state and fence still are `before`'s. Raises GigChanged when a newer claim won."""

    async def known(self, references: Collection[str]) -> set[str]:
        """Those of them that are an operation's, of whichever tenant."""

    async def unfinished(self, changed_before: datetime, limit: int) -> Sequence[Operation]:
        """For the sweep: ready or inflight rows that have not moved since."""

    async def ahead(self, after: datetime, limit: int) -> Sequence[Operation]:
        """For the sweep: ready or inflight rows that moved later than `after`, by a clock that was ahead."""

    async def delete_old(
        self, state: OperationState, before: datetime, limit: int, after: Position | None = None
    ) -> Deleted:
        """Of up to `limit` in this state that have not changed since `before`: those whose gig is over since before, too."""


class Notices(Protocol):
    """What is to be told. A notice id exists once."""

    async def add(self, notice: Notice) -> bool:
        """False when it was already there."""

    async def add_all(self, notices: Sequence[Notice]) -> None:
        """Those that are there already stay as they are."""

    async def get(self, tenant: str, notice_id: str) -> Notice | None: ...

    async def mark(self, tenant: str, notice_id: str, state: NoticeState) -> None: ...

    async def waiting_for(self, person: PersonKey) -> Sequence[Notice]:
        """Those that had no chat to go to."""

    async def not_reached(self, tenant: str, gig: int, people: Sequence[PersonKey]) -> Sequence[Notice]:
        """What is to be told to these people about a gig and did not get through in Teams."""

    async def put_off(self, tenant: str, notice_id: str, until: datetime) -> None:
        """It could not be said now and is tried again at `until`; the sweep leaves it alone as long."""

    async def unsent(self, due_before: datetime, limit: int) -> Sequence[Notice]:
        """For the sweep: pending ones that should have been said by then."""

    async def ahead(self, after: datetime, limit: int) -> Sequence[Notice]:
        """For the sweep: pending ones that are to be said later than `after`."""

    async def delete_old(
        self, state: NoticeState, before: datetime, limit: int, after: Position | None = None
    ) -> Deleted:
        """Of up to `limit` in this state that were due before: those of gigs that are over since before, and of none."""


class Copies(Protocol):
    """Cards that show a gig, by (tenant, conversation, activity)."""

    async def add(self, copy: CardCopy, at: datetime) -> None:
        """Inserts or replaces. It was drawn `at`."""

    async def of(self, tenant: str, number: int) -> Sequence[CardCopy]: ...

    async def at(self, tenant: str, conversation_id: str, activity_id: str, number: int) -> CardCopy | None:
        """What this message shows of this gig; None when it shows nothing of it."""

    async def forget_drawn(
        self, tenant: str, conversation_id: str, activity_id: str, number: int
    ) -> CardCopy | None:
        """The same, after it was forgotten which card the message holds: the next drawing is sent, whatever it is."""

    async def drawn(self, copies: Sequence[CardCopy], version: int, at: datetime) -> None:
        """These show this version since `at`, and hold the card of their `drawn_hash`."""

    async def drop(self, copies: Sequence[CardCopy]) -> None:
        """These messages are gone."""

    async def drop_at(self, tenant: str, conversation_id: str, activity_id: str) -> None:
        """This message shows something else now and must not be redrawn as a gig."""

    async def delete_old(self, before: datetime, limit: int, after: Position | None = None) -> Deleted:
        """Of up to `limit` that were drawn before: those of gigs that are over since before, too."""


class Chats(Protocol):
    """Where we may speak, by (tenant, owner)."""

    async def put(self, chat: Chat) -> bool:
        """Inserts, refreshes or revives; True when something changed."""

    async def get(self, tenant: str, owner: str) -> Chat | None: ...

    async def of(self, tenant: str, owners: Sequence[str]) -> Sequence[Chat]:
        """Those that there are; buried ones too."""

    async def bury(self, tenant: str, owner: str) -> None:
        """Marks it dead until the next inbound activity revives it."""


class Follows(Protocol):
    """Channels that follow their team's gigs."""

    async def put(self, follow: Follow) -> None: ...

    async def drop(self, tenant: str, channel_id: str) -> bool: ...

    async def of(self, tenant: str) -> Sequence[Follow]: ...


class Dialogs(Protocol):
    """State of conversations: plain JSON text with an etag, compare-and-set."""

    async def load(self, tenant: str, conversation_id: str, person: str) -> tuple[str, int]:
        """(state, etag); ("", 0) when there is none."""

    async def save(
        self, tenant: str, conversation_id: str, person: str, state: str, etag: int, at: datetime
    ) -> None:
        """Raises GigChanged unless the stored etag still is `etag`. An empty state ends the dialog."""

    async def delete_idle(self, before: datetime, limit: int, after: Position | None = None) -> Deleted:
        """Up to `limit` that were last saved before, whether they ended or not."""


class Inbox(Protocol):
    """Activities seen, so that a repeated message is answered once."""

    async def first_time(self, tenant: str, conversation_id: str, activity_id: str, at: datetime) -> bool: ...

    async def forget_one(self, tenant: str, conversation_id: str, activity_id: str) -> None:
        """This activity could not be answered: when it is delivered again, that is the first time."""

    async def forget(self, before: datetime) -> int:
        """Deletes what is older; how many."""


class Jobs(Protocol):
    """Background work, kept if and only if this transaction commits."""

    async def add(self, job: Job, *, delay: timedelta | None = None, again: str = "") -> None:
        """No-op when the job's key was already enqueued; `again` makes a deliberate repetition a job of its own."""


class Transaction(Protocol):
    """All of it happens, or none of it."""

    gigs: Gigs
    histories: Histories
    proposals: Proposals
    operations: Operations
    notices: Notices
    copies: Copies
    chats: Chats
    follows: Follows
    memberships: Memberships
    dialogs: Dialogs
    left_forms: LeftForms
    kept_answers: KeptAnswers
    inbox: Inbox
    syncs: Syncs
    clocks: Clocks
    commitments: Commitments
    decisions: Decisions
    delegations: Delegations
    policies: Policies
    accounts: Accounts
    consents: Consents
    switches: Switches
    api_use: ApiUse
    readings: Readings
    strays: Strays
    generations: Generations
    overviews: Overviews
    similarity: Similarity
    lessons: Lessons
    skills: Skills
    hands: Hands
    pages: Pages
    summaries: Summaries
    case_studies: CaseStudies
    champions: Champions
    tips: Tips
    hints: Hints
    talents: Talents
    marks: Marks
    jobs: Jobs


class Store(Protocol):
    """Where everything of value is kept."""

    async def run(
        self,
        work: Callable[Concatenate[Transaction, S], Coroutine[Any, Any, T]],
        /,
        *arguments: S.args,
        **named: S.kwargs,
    ) -> T:
        """One transaction: what `work(tx, ...)` returns, committed; rolled back when it raises.

        `work` awaits nothing but `tx`, or the store raises. It may touch nothing but its arguments, because it may run in
        another thread, and it runs once. Raises StoreUnavailable when nothing was kept, CommitUnknown when only
        the COMMIT failed.
        """

    async def ready(self) -> None:
        """Returns when the store answers now and keeps a small write. Raises StoreUnavailable, or NotWritable for a store that
        answers but keeps nothing."""
