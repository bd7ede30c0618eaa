"""The sandbox as a provider: every call of the protocol is one transaction in its own file."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import insert
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from gigs.contract import Contract
from gigs.gig import Listing
from gigs.money import Money
from gigs.proposal import Proposal
from gigs.value import Value
from marketplace.client import (
    Capability,
    MarketplaceError,
    MarketplaceRefused,
    MarketplaceUnavailable,
    OfferRequest,
    PostRequest,
    Review,
    Rhythm,
)
from marketplace.sandbox import audit, listings, mischief, tables, work
from marketplace.sandbox.faults import Call, FaultKind, Faults
from marketplace.sandbox.listings import CloseRequest, DeclineRequest, Desk, ShortlistRequest
from marketplace.sandbox.work import ReleaseRequest, ReviewRequest, SendBackRequest

T = TypeVar("T")
Write = Callable[[AsyncConnection, Desk, Any, datetime], Awaitable[Any]]
EVERYTHING = frozenset(Capability)

_WRITES: dict[Call, tuple[type[Value], Write]] = {
    Call.POST: (PostRequest, listings.post),
    Call.CLOSE_LISTING: (CloseRequest, listings.close),
    Call.SHORTLIST: (ShortlistRequest, listings.shortlist),
    Call.DECLINE: (DeclineRequest, listings.decline),
    Call.OFFER: (OfferRequest, work.offer),
    Call.RELEASE: (ReleaseRequest, work.release),
    Call.SEND_BACK: (SendBackRequest, work.send_back),
    Call.REVIEW: (ReviewRequest, work.review),
}

_NEEDS = {
    Call.POST: Capability.POST,
    Call.CLOSE_LISTING: Capability.CLOSE,
    Call.PROPOSALS: Capability.PROPOSALS,
    Call.SHORTLIST: Capability.SHORTLIST,
    Call.DECLINE: Capability.DECLINE,
    Call.OFFER: Capability.OFFER,
    Call.RELEASE: Capability.RELEASE,
    Call.SEND_BACK: Capability.RELEASE,
    Call.REVIEW: Capability.REVIEW,
}


def rhythm_at(speed: float) -> Rhythm:
    """How often to look at a sandbox of this speed; all proposals to a listing gather in one notice."""
    return Rhythm(
        quick=timedelta(seconds=max(1 / speed, 0.05)),
        slow=timedelta(seconds=max(10 / speed, 0.5)),
        gather=timedelta(seconds=max(22 / speed, 2)),
    )


class Sandbox:
    """A marketplace in one SQLite file, which several processes may have open.

    `now` is the clock; the same seed, times and calls tell the same story. `speed` 1 is the pace of a demo: proposals
    within 3 to 20 s, an answer to an offer within 4 s, a deliverable within 6 s. `site` is the start of the links to
    listings and contracts; without one they have none. `sleep` is waited on by the fault `slow` only.
    `busy_seconds` is how long another process may hold the file before a call is given up as unavailable.
    """

    name = listings.NAME
    title = "Sandbox marketplace"

    def __init__(
        self,
        database: str | Path,
        *,
        now: Callable[[], datetime],
        seed: str = "sandbox",
        speed: float = 1.0,
        faults: Faults | None = None,
        capabilities: frozenset[Capability] = EVERYTHING,
        site: str = "",
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        busy_seconds: float = 5,
        rhythm: Rhythm | None = None,
    ) -> None:
        if speed <= 0:
            raise ValueError("the speed of the sandbox must be above 0")
        self.capabilities = capabilities
        self.rhythm = rhythm or rhythm_at(speed)
        self._desk = Desk(seed=seed, pace=speed, site=site)
        self._faults = faults or Faults()
        self._now = now
        self._sleep = sleep
        self._engine = tables.open_engine(database, busy_seconds)
        self._is_open = False

    async def close(self) -> None:
        """Let go of the file. Everything that was answered with a yes is in it, closed or not."""
        await self._engine.dispose()

    async def misbehave(self, faults: Faults) -> None:
        """From now on misbehave like this, counting from the beginning."""
        async with self._transaction() as (tx, at):
            await mischief.meet(tx, faults, at, afresh=True)
        self._faults = faults

    # The protocol.

    async def post(self, request: PostRequest) -> Listing:
        """See Marketplace. Refuses REFUSED_WORDS; a title that is taken gets a number."""
        listing: Listing = await self._write(Call.POST, request)
        return listing

    async def find_listing(self, reference: str) -> Listing | None:
        """See Marketplace. Closed listings are found too."""
        return await self._read(
            Call.FIND_LISTING, lambda tx, at, lag: listings.find(tx, self._desk, reference, at, lag)
        )

    async def close_listing(self, listing_id: str, reason: str) -> None:
        """See Marketplace."""
        await self._write(Call.CLOSE_LISTING, CloseRequest(listing_id=listing_id, reason=reason))

    async def proposals(self, listing_id: str) -> Sequence[Proposal]:
        """See Marketplace. Soonest first."""
        return await self._read(Call.PROPOSALS, lambda tx, at, _: listings.proposals(tx, listing_id, at))

    async def shortlist(self, proposal_id: str) -> None:
        """See Marketplace."""
        await self._write(Call.SHORTLIST, ShortlistRequest(proposal_id=proposal_id))

    async def decline(self, proposal_id: str, reason: str) -> None:
        """See Marketplace."""
        await self._write(Call.DECLINE, DeclineRequest(proposal_id=proposal_id, reason=reason))

    async def offer(self, request: OfferRequest) -> Contract:
        """See Marketplace."""
        contract: Contract = await self._write(Call.OFFER, request)
        return contract

    async def find_offer(self, reference: str) -> Contract | None:
        """See Marketplace."""
        return await self._read(
            Call.FIND_OFFER, lambda tx, at, lag: work.find_offer(tx, self._desk, reference, at, lag)
        )

    async def contract(self, contract_id: str) -> Contract:
        """See Marketplace."""
        return await self._read(
            Call.CONTRACT, lambda tx, at, _: work.contract(tx, self._desk, contract_id, at)
        )

    async def release(self, contract_id: str, milestone_id: str, amount: Money, reference: str) -> None:
        """See Marketplace. Again with the same reference is a yes without a payment, with another it is refused."""
        request = ReleaseRequest(
            contract_id=contract_id, milestone_id=milestone_id, amount=amount, reference=reference
        )
        await self._write(Call.RELEASE, request)

    async def send_back(
        self, contract_id: str, milestone_id: str, reason: str, deliverable_id: str = ""
    ) -> None:
        """See Marketplace."""
        request = SendBackRequest(
            contract_id=contract_id, milestone_id=milestone_id, reason=reason, deliverable_id=deliverable_id
        )
        await self._write(Call.SEND_BACK, request)

    async def review(self, contract_id: str, review: Review) -> None:
        """See Marketplace."""
        await self._write(Call.REVIEW, ReviewRequest(contract_id=contract_id, review=review))

    # What only a sandbox can do.

    async def offer_on_site(self, request: OfferRequest) -> Contract:
        """What a person does on the marketplace's own page where its API cannot: no capability asked, no faults."""
        async with self._transaction() as (tx, at):
            contract: Contract = await self._land(tx, Call.OFFER, request, at)
        return contract

    async def audit(self, reference: str) -> audit.Audit:
        """How often something exists under this reference: more than one listing or offer is a double."""
        async with self._transaction() as (tx, _):
            return await audit.audit(tx, reference)

    async def references(self) -> dict[str, int]:
        """Every reference in a listing or an offer, and how many of them carry it."""
        async with self._transaction() as (tx, _):
            return await audit.references(tx)

    # How a call goes.

    async def _write(self, call: Call, request: Value) -> Any:
        self._check_can(call)
        result = None
        async with self._transaction() as (tx, at):
            struck = await mischief.choose(tx, self._faults, call, at, self._desk.seed)
            error = struck.fault.error(call) if struck.fault else None
            if struck.fault and struck.fault.kind is FaultKind.LANDS_LATE:
                await mischief.hold(tx, call, request, at + timedelta(seconds=struck.fault.seconds or 0))
            elif struck.lands:
                try:
                    result = await self._land(tx, call, request, at)
                except MarketplaceRefused as refused:
                    error = error or refused
        return await self._answer(struck.slow, error, result)

    async def _read(
        self, call: Call, look: Callable[[AsyncConnection, datetime, timedelta], Awaitable[T]]
    ) -> T:
        self._check_can(call)
        outcome: T | MarketplaceRefused
        async with self._transaction() as (tx, at):
            struck = await mischief.choose(tx, self._faults, call, at, self._desk.seed)
            try:
                outcome = await look(tx, at, timedelta(seconds=struck.lag))
            except MarketplaceRefused as refused:
                outcome = refused
        error = outcome if isinstance(outcome, MarketplaceRefused) else None
        answer: T = await self._answer(
            struck.slow, struck.fault.error(call) if struck.fault else error, outcome
        )
        return answer

    async def _answer(self, slow: float, error: MarketplaceError | None, result: Any) -> Any:
        if slow:
            await self._sleep(slow)
        if error:
            raise error
        return result

    def _check_can(self, call: Call) -> None:
        if call in _NEEDS and _NEEDS[call] not in self.capabilities:
            raise MarketplaceRefused(
                f"This marketplace cannot do “{_NEEDS[call]}” for an app; do it on its own pages."
            )

    async def _land(self, tx: AsyncConnection, call: Call, request: Value, at: datetime) -> Any:
        """Do it, all or nothing. Raises MarketplaceRefused with nothing changed."""
        async with tx.begin_nested():
            reference = getattr(request, "reference", "")
            await tx.execute(insert(tables.landings).values(call=call, reference=reference, at=at))
            return await _WRITES[call][1](tx, self._desk, request, at)

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[tuple[AsyncConnection, datetime]]:
        """One transaction at one moment, after everything that has landed late by then."""
        async with AsyncExitStack() as stack:
            try:
                connection = await stack.enter_async_context(self._engine.connect())
                transaction = await connection.begin()
            except OperationalError as busy:
                raise MarketplaceUnavailable(f"the sandbox's file is busy: {busy.orig}") from busy
            at = self._now()
            if not self._is_open:
                await tables.create_tables(connection)
                await mischief.meet(connection, self._faults, at, afresh=False)
            for call, request, lands_at in await mischief.take_due(connection, at):
                await self._land_late(connection, call, request, lands_at)
            yield connection, at
            await transaction.commit()
            self._is_open = True

    async def _land_late(self, tx: AsyncConnection, call: Call, request: str, at: datetime) -> None:
        try:
            await self._land(tx, call, _WRITES[call][0].model_validate_json(request), at)
        except MarketplaceRefused:
            return  # Nobody waits for the answer any more, and nothing was changed.
