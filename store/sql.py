"""The store: one SQL transaction at a time, and what its failures mean."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import text
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from ports.account_storage import Accounts, ApiUse, Consents, Switches
from ports.approval_storage import Clocks, Commitments, Delegations, Policies
from ports.jobs import Job
from ports.reading_storage import Proposals, Readings
from ports.storage import (
    Chats,
    CommitUnknown,
    Copies,
    Dialogs,
    Follows,
    Gigs,
    Histories,
    Inbox,
    Jobs,
    Notices,
    Operations,
    StoreUnavailable,
    Syncs,
)
from store import rows
from store.accounts import SqlAccounts, SqlConsents
from store.delegations import SqlDelegations, SqlPolicies
from store.gigs import SqlGigs
from store.histories import SqlHistories
from store.notices import SqlNotices
from store.operations import SqlOperations
from store.places import SqlChats, SqlCopies, SqlFollows
from store.proposals import SqlProposals
from store.readings import SqlReadings
from store.spending import SqlCommitments
from store.switches import SqlApiUse, SqlSwitches
from store.timers import SqlTimers
from store.turns import SqlDialogs, SqlInbox

OUTAGES = (OperationalError, InterfaceError, NoFreeConnection)
"""The database is away, locked for too long, or full; everything else it says is a bug of ours."""


P = TypeVar("P")


class Enqueue(Protocol):
    """Enqueues a job on an open transaction; jobs/ has the real one."""

    async def __call__(
        self, connection: AsyncConnection, job: Job, delay: timedelta | None, again: str, /
    ) -> None:
        """No-op when (job.key, again) was enqueued before."""


class SqlJobs:
    """`ports.storage.Jobs`."""

    def __init__(self, connection: AsyncConnection, enqueue: Enqueue) -> None:
        self._connection = connection
        self._enqueue = enqueue

    async def add(self, job: Job, *, delay: timedelta | None = None, again: str = "") -> None:
        """Kept if and only if the transaction commits."""
        await self._enqueue(self._connection, job, delay, again)


class _Part(Generic[P]):
    """A part of a transaction, made when it is first used: most need two or three of them."""

    def __init__(self, make: Callable[[AsyncConnection], P]) -> None:
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
    dialogs = _Part[Dialogs](SqlDialogs)
    inbox = _Part[Inbox](SqlInbox)
    syncs = _Part[Syncs](lambda connection: SqlTimers(connection, rows.sync))
    clocks = _Part[Clocks](lambda connection: SqlTimers(connection, rows.clock))
    commitments = _Part[Commitments](SqlCommitments)
    delegations = _Part[Delegations](SqlDelegations)
    policies = _Part[Policies](SqlPolicies)
    accounts = _Part[Accounts](SqlAccounts)
    consents = _Part[Consents](SqlConsents)
    switches = _Part[Switches](SqlSwitches)
    api_use = _Part[ApiUse](SqlApiUse)
    readings = _Part[Readings](SqlReadings)

    def __init__(self, connection: AsyncConnection, enqueue: Enqueue) -> None:
        self.connection = connection
        self.made: dict[object, Any] = {}
        self.jobs: Jobs = SqlJobs(connection, enqueue)


class SqlStore:
    """`ports.storage.Store`.

    Transactions must not be nested: on SQLite the second would wait for the first, which waits for the second.
    """

    def __init__(self, engine: AsyncEngine, enqueue: Enqueue) -> None:
        self._engine = engine
        self._enqueue = enqueue

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[SqlTransaction]:
        """Raises StoreUnavailable when nothing was kept, CommitUnknown when only the COMMIT failed."""
        ended = False
        try:
            async with self._engine.begin() as connection:
                yield SqlTransaction(connection, self._enqueue)
                ended = True
        except OUTAGES as error:
            raise (CommitUnknown if ended else StoreUnavailable)(str(error)) from error

    async def ready(self) -> None:
        """Returns when the migrated schema answers now; raises StoreUnavailable when it does not."""
        try:
            async with self._engine.begin() as connection:
                await connection.execute(text("SELECT version_num FROM alembic_version"))
        except SQLAlchemyError as error:
            raise StoreUnavailable(str(error)) from error
