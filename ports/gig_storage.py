"""Where gigs are kept: every write is guarded."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from gigs.gig import Gig, GigState
from gigs.history import Said
from gigs.money import Money
from gigs.people import PersonKey
from gigs.value import Value


class Guard(Value):
    """Conditions of the UPDATE itself, beside version and state: who must not, and who must, be asking.

    `not_requester` owns the gig neither now nor did so before; `awaited` must be waited for in this very revision and step.
    """

    not_requester: PersonKey | None = None
    awaited: PersonKey | None = None
    revision: int = 0
    step: int = 0


class Gigs(Protocol):
    """Gigs of all tenants; every call names its tenant."""

    async def add(self, draft: Gig, draft_key: str) -> Gig:
        """A new draft under the next free number of its tenant, or the one already made with this `draft_key`."""

    async def get(self, tenant: str, number: int) -> Gig:
        """Raises GigNotFound."""

    async def hold(self, tenant: str, number: int) -> Gig:
        """As `get`; until this transaction ends, nobody else saves the gig, and whoever holds it too waits.

        Whoever reads the gig's proposals, or its Reading, in order to write them changed holds it first: what is
        written then never overwrites what was written in between.
        """

    async def save(self, before: Gig, after: Gig, said: Said, guard: Guard | None = None) -> Gig:
        """Writes `after` where version and state still are `before`'s and the guard holds, with its history entry.

        Returns it with the next version. Raises GigChanged when another change won. Who the gig waits for
        (`after.open_approvals`), its clock (`next_at`) and what it holds of its budget (`committed`) are indexed in
        the same transaction.
        """

    async def of_requester(self, person: PersonKey, limit: int) -> Sequence[Gig]:
        """Newest change first."""

    async def of_co_owner(self, person: PersonKey, limit: int) -> Sequence[Gig]:
        """Those that others named this person a co-owner of, newest change first."""

    async def awaiting(self, person: PersonKey, limit: int = 1000) -> Sequence[Gig]:
        """Gigs that wait for this person's answer, the longest waiting first."""

    async def sums_awaited(self, person: PersonKey) -> Sequence[tuple[int, Money | None]]:
        """What this person is asked to agree to, by gig, the longest waiting first; no gig is read for it."""

    async def numbered(self, tenant: str, numbers: Sequence[int]) -> Sequence[Gig]:
        """These gigs, in this order."""

    async def under_way(self, tenant: str, limit: int) -> Sequence[Gig]:
        """Those that are not over, the newest change first: for whoever looks after all of them, and rarely."""

    async def in_states(
        self, states: frozenset[GigState], changed_before: datetime, limit: int
    ) -> Sequence[Gig]:
        """For the sweep: gigs of every tenant that have stood in one of these states for a while."""
