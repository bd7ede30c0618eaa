"""What approvals need of the store: their clock, what is committed, who stands in, and the policies of old."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Protocol

from gigs.approval import Decision, Purpose
from gigs.delegation import Delegation
from gigs.money import Money
from gigs.people import PersonKey
from gigs.value import Value


class Period(Value):
    """Days, both included; None is open."""

    first: date | None = None
    last: date | None = None


class Decided(Value):
    """One answer of one person, with the gig's title and the money as they were when it was given."""

    gig: int
    revision: int
    step: int
    at: datetime
    verdict: Decision
    purpose: Purpose
    amount: Money
    title: str
    reason: str = ""


class Decisions(Protocol):
    """What each person decided; written by the save of the gig that holds the answer."""

    async def of(self, person: PersonKey, skip: int, limit: int) -> Sequence[Decided]:
        """The newest first."""


class Clocks(Protocol):
    """When each gig's approvals are looked at next; written by `Gigs.save` from the gig itself."""

    async def schedule(self, tenant: str, number: int, at: datetime) -> None:
        """Sets it by hand, for one that was claimed too early."""

    async def stop(self, tenant: str, number: int) -> None: ...

    async def claim_due(self, now: datetime, until: datetime, limit: int) -> Sequence[tuple[str, int]]:
        """Due gigs as (tenant, number), each held until `until`, so that no other replica takes it meanwhile. One that is held for longer than
        that was claimed by a clock that was ahead, and counts as free."""


class Commitments(Protocol):
    """What submitted gigs hold of budgets; written by `Gigs.save` from the gig itself."""

    async def lock(self, tenant: str, budgets: Sequence[str]) -> None:
        """Until this transaction ends, nobody else who asks for one of these budgets gets past this line."""

    async def of_requester(self, person: PersonKey, since: datetime, but: int) -> Sequence[Money]:
        """The sum in each currency of this person's gigs submitted since then, without gig `but`."""

    async def of_tenant(self, tenant: str, since: datetime) -> Sequence[Money]:
        """Likewise of all gigs of a tenant; for a programme lead, and rarely."""

    async def of_cost_centre(self, tenant: str, name: str, period: Period, but: int) -> Sequence[Money]:
        """Likewise of gigs that start in this period. Names are compared without regard to case."""

    async def of_purchase_order(self, tenant: str, name: str, period: Period, but: int) -> Sequence[Money]:
        """Likewise."""

    async def passed(self, tenant: str, budget: str, percent: int) -> bool:
        """True when nobody was told yet that so many per cent of this budget are used; then it counts as told."""


class Delegations(Protocol):
    """Who is whose delegate, one row per person who is away, slow or gone."""

    async def put(self, delegation: Delegation) -> None:
        """Inserts or replaces."""

    async def get(self, person: PersonKey) -> Delegation | None: ...

    async def drop(self, person: PersonKey) -> bool:
        """False when there was none."""

    async def for_good(self, tenant: str) -> Sequence[Delegation]:
        """Those of a tenant’s people who have left, in the same order always."""

    async def of_people(self, tenant: str, people: Collection[str]) -> Sequence[Delegation]:
        """Those of these people, by object id; of a few, whoever else is away."""

    async def everywhere(self) -> Sequence[Delegation]:
        """For the sweep: all of every tenant."""


class Policies(Protocol):
    """Every policy text a gig was submitted under, by version."""

    async def put(self, version: str, text: str, at: datetime) -> None:
        """No-op when it is there."""

    async def get(self, version: str) -> str | None: ...
