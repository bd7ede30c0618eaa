"""The store: one SQL transaction at a time, and what its failures mean."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Protocol

from sqlalchemy import text
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from ports.account_storage import Accounts, ApiUse, Consents, Switches
from ports.approval_storage import Clocks, Commitments, Delegations, Policies
from ports.jobs import Job
from ports.reading_storage import Readings
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
    Proposals,
    StoreUnavailable,
    Syncs,
)
from store import rows
from store.accounts import SqlAccounts, SqlConsents
from store.cover import SqlDelegations, SqlPolicies
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


class Enqueue(Protocol):
    """Promises a job on an open transaction; jobs/ has the real one."""

    async def __call__(
        self, connection: AsyncConnection, job: Job, delay: timedelta | None, again: str, /
    ) -> None:
        """No-op when (job.key, again) was promised before."""


class SqlJobs:
    """`ports.storage.Jobs`."""

    def __init__(self, connection: AsyncConnection, enqueue: Enqueue) -> None:
        self._connection = connection
        self._enqueue = enqueue

    async def add(self, job: Job, *, delay: timedelta | None = None, again: str = "") -> None:
        """Kept if and only if the transaction commits."""
        await self._enqueue(self._connection, job, delay, again)


class SqlTransaction:
    """`ports.storage.Transaction` on one connection."""

    def __init__(self, connection: AsyncConnection, enqueue: Enqueue) -> None:
        self.gigs: Gigs = SqlGigs(connection)
        self.histories: Histories = SqlHistories(connection)
        self.proposals: Proposals = SqlProposals(connection)
        self.operations: Operations = SqlOperations(connection)
        self.notices: Notices = SqlNotices(connection)
        self.copies: Copies = SqlCopies(connection)
        self.chats: Chats = SqlChats(connection)
        self.follows: Follows = SqlFollows(connection)
        self.dialogs: Dialogs = SqlDialogs(connection)
        self.inbox: Inbox = SqlInbox(connection)
        self.syncs: Syncs = SqlTimers(connection, rows.sync)
        self.clocks: Clocks = SqlTimers(connection, rows.clock)
        self.commitments: Commitments = SqlCommitments(connection)
        self.delegations: Delegations = SqlDelegations(connection)
        self.policies: Policies = SqlPolicies(connection)
        self.accounts: Accounts = SqlAccounts(connection)
        self.consents: Consents = SqlConsents(connection)
        self.switches: Switches = SqlSwitches(connection)
        self.api_use: ApiUse = SqlApiUse(connection)
        self.readings: Readings = SqlReadings(connection)
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
