"""The store: one SQL transaction at a time, and what its failures mean."""

from collections.abc import Callable, Coroutine, Sequence
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar

from sqlalchemy import text

from ports.account_storage import Accounts, ApiUse, Consents, Switches
from ports.approval_storage import Clocks, Commitments, Decisions, Delegations, Policies
from ports.case_storage import CaseStudies
from ports.champions import Champions
from ports.gig_storage import Gigs
from ports.hint_storage import Hints
from ports.history_storage import Histories
from ports.inside_storage import Hands, Skills
from ports.jobs import Job, NewJob
from ports.kept_answers import KeptAnswers
from ports.left_forms import LeftForms
from ports.lessons import Lessons
from ports.memberships import Memberships
from ports.overview_storage import Overviews
from ports.playbook_storage import Pages
from ports.reading_storage import Proposals, Readings, Syncs
from ports.similarity import Similarity
from ports.storage import (
    Chats,
    Copies,
    Dialogs,
    Follows,
    Inbox,
    Jobs,
    Notices,
    NotWritable,
    Operations,
    StoreUnavailable,
    Transaction,
)
from ports.strays import Generations, Strays
from ports.summary_storage import Summaries
from ports.talent_storage import Marks, Talents
from ports.tips import Tips
from store.accounts import SqlAccounts, SqlConsents
from store.case_studies import SqlCaseStudies
from store.champions import SqlChampions
from store.connection import Connection
from store.decisions import SqlDecisions
from store.delegations import SqlDelegations, SqlPolicies
from store.gigs import SqlGigs
from store.hints import SqlHints
from store.histories import SqlHistories
from store.inside import SqlHands, SqlSkills
from store.kept_answers import SqlKeptAnswers
from store.left_forms import SqlLeftForms
from store.lessons import SqlLessons
from store.made_pages import SqlPages
from store.marks import SqlMarks
from store.memberships import SqlMemberships
from store.notices import SqlNotices
from store.operations import SqlOperations
from store.overviews import SqlOverviews
from store.places import SqlChats, SqlCopies, SqlFollows
from store.proposals import SqlProposals
from store.readings import SqlReadings
from store.similar import SqlSimilarity
from store.spending import SqlCommitments
from store.strays import SqlGenerations, SqlStrays
from store.summaries import SqlSummaries
from store.switches import SqlApiUse, SqlSwitches
from store.syncs import SqlSyncs
from store.talent import SqlTalents
from store.timers import SqlClocks
from store.tips import SqlTips
from store.turns import SqlDialogs, SqlInbox
from store.write_probe import write_probe

P = TypeVar("P")
S = ParamSpec("S")
T = TypeVar("T")


class Transactions(Protocol):
    """The database: `store.on_sqlite` or `store.on_postgres`."""

    @property
    def refusals(self) -> type[Exception]:
        """What its driver raises."""

    async def run(self, work: Callable[[Connection], Coroutine[Any, Any, T]], /) -> T:
        """One transaction: what `work` returns, committed.

        `work` awaits nothing but its connection, or SuspendedInTransaction is raised. Raises StoreUnavailable when nothing
        was kept, CommitUnknown when only the COMMIT failed.
        """


class Enqueue(Protocol):
    """Enqueues jobs on an open transaction; jobs/ has the real one."""

    async def __call__(self, connection: Connection, jobs: Sequence[NewJob], /) -> None:
        """Passes over each that was enqueued before."""


class SqlJobs:
    """`ports.storage.Jobs`: what is added goes in together, as the last thing before the COMMIT."""

    def __init__(self, added: list[NewJob]) -> None:
        self._added = added

    async def add(self, job: Job, *, delay: timedelta | None = None, again: str = "") -> None:
        """Kept if and only if the transaction commits."""
        self._added.append(NewJob(job, delay, again))


class _Part(Generic[P]):
    """A part of a transaction, made when it is first used: most need two or three of them."""

    def __init__(self, make: Callable[[Connection], P]) -> None:
        self._make = make

    def __get__(self, tx: "SqlTransaction", _owner: type) -> P:
        if self not in tx.made:
            self.__set__(tx, self._make(tx.connection))
        part: P = tx.made[self]
        return part

    def __set__(self, tx: "SqlTransaction", part: P) -> None:
        tx.made[self] = part


class SqlTransaction:
    """`ports.storage.Transaction` on one connection."""

    gigs = _Part[Gigs](SqlGigs)
    histories = _Part[Histories](SqlHistories)
    proposals = _Part[Proposals](SqlProposals)
    operations = _Part[Operations](SqlOperations)
    notices = _Part[Notices](SqlNotices)
    copies = _Part[Copies](SqlCopies)
    chats = _Part[Chats](SqlChats)
    follows = _Part[Follows](SqlFollows)
    memberships = _Part[Memberships](SqlMemberships)
    dialogs = _Part[Dialogs](SqlDialogs)
    left_forms = _Part[LeftForms](SqlLeftForms)
    kept_answers = _Part[KeptAnswers](SqlKeptAnswers)
    inbox = _Part[Inbox](SqlInbox)
    syncs = _Part[Syncs](SqlSyncs)
    clocks = _Part[Clocks](SqlClocks)
    commitments = _Part[Commitments](SqlCommitments)
    decisions = _Part[Decisions](SqlDecisions)
    delegations = _Part[Delegations](SqlDelegations)
    policies = _Part[Policies](SqlPolicies)
    accounts = _Part[Accounts](SqlAccounts)
    consents = _Part[Consents](SqlConsents)
    switches = _Part[Switches](SqlSwitches)
    api_use = _Part[ApiUse](SqlApiUse)
    readings = _Part[Readings](SqlReadings)
    strays = _Part[Strays](SqlStrays)
    generations = _Part[Generations](SqlGenerations)
    overviews = _Part[Overviews](SqlOverviews)
    similarity = _Part[Similarity](SqlSimilarity)
    lessons = _Part[Lessons](SqlLessons)
    skills = _Part[Skills](SqlSkills)
    hands = _Part[Hands](SqlHands)
    pages = _Part[Pages](SqlPages)
    summaries = _Part[Summaries](SqlSummaries)
    case_studies = _Part[CaseStudies](SqlCaseStudies)
    champions = _Part[Champions](SqlChampions)
    tips = _Part[Tips](SqlTips)
    hints = _Part[Hints](SqlHints)
    talents = _Part[Talents](SqlTalents)
    marks = _Part[Marks](SqlMarks)

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.made: dict[object, Any] = {}
        self.added: list[NewJob] = []
        self.jobs: Jobs = SqlJobs(self.added)


def _nobody() -> None:
    """Is told that jobs were enqueued, where no engine runs."""


class SqlStore:
    """`ports.storage.Store`."""

    def __init__(
        self, transactions: Transactions, enqueue: Enqueue, enqueued: Callable[[], None] = _nobody
    ) -> None:
        """`enqueued` is called after each transaction that left jobs."""
        self._transactions = transactions
        self._enqueue = enqueue
        self._enqueued = enqueued
        self._probes = count()

    async def run(
        self,
        work: Callable[Concatenate[Transaction, S], Coroutine[Any, Any, T]],
        /,
        *arguments: S.args,
        **named: S.kwargs,
    ) -> T:
        """Raises StoreUnavailable when nothing was kept, CommitUnknown when only the COMMIT failed."""
        left = 0

        async def whole(connection: Connection) -> T:
            nonlocal left
            tx = SqlTransaction(connection)
            value = await work(tx, *arguments, **named)
            if tx.added:
                await self._enqueue(connection, tx.added)
                left = len(tx.added)
            return value

        value = await self._transactions.run(whole)
        if left:
            self._enqueued()
        return value

    async def ready(self) -> None:
        """Returns when the migrated schema answers now and a row was kept; raises StoreUnavailable, or NotWritable."""
        try:
            await self._transactions.run(_ask_for_schema)
        except self._transactions.refusals as error:
            raise StoreUnavailable(str(error)) from error
        try:
            await self._transactions.run(partial(write_probe, turn=next(self._probes)))
        except (StoreUnavailable, self._transactions.refusals) as error:
            raise NotWritable(str(error)) from error


_SCHEMA = text("SELECT version_num FROM alembic_version")


async def _ask_for_schema(connection: Connection) -> None:
    await connection.execute(_SCHEMA)
