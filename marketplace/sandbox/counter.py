"""How a call of the sandbox goes: one transaction in its own file, struck by the faults it was told to have."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import insert
from sqlalchemy.exc import OperationalError

from gigs.value import Value
from marketplace.sandbox import mischief, tables
from marketplace.sandbox.calls import EVERYTHING, NEEDS, WRITES
from marketplace.sandbox.faults import Call, FaultKind, Faults
from marketplace.sandbox.file import File, Tx
from marketplace.sandbox.listings import Desk
from ports.marketplace import Capability, MarketplaceError, MarketplaceRefused, MarketplaceUnavailable, Rhythm

T = TypeVar("T")


def rhythm_at(speed: float) -> Rhythm:
    """How often to look at a sandbox of this speed; all proposals to a listing gather in one notice."""
    return Rhythm(
        quick=timedelta(seconds=max(1 / speed, 0.05)),
        slow=timedelta(seconds=max(10 / speed, 0.5)),
        gather=timedelta(seconds=max(22 / speed, 2)),
    )


class Counter:
    """Where calls come in. The options are those of Sandbox.

    Stand-ins show what is in the sandbox's file in other shapes. `read`, `transaction` and `desk` are for them, as are
    the functions of `listings` and `work`.
    """

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
        funding: bool = False,
    ) -> None:
        if speed <= 0:
            raise ValueError("the speed of the sandbox must be above 0")
        self.capabilities = capabilities | {Capability.FUND} if funding else capabilities
        self.rhythm = rhythm or rhythm_at(speed)
        self.desk = Desk(seed=seed, pace=speed, site=site, funding=funding)
        self._faults = faults or Faults()
        self._now = now
        self._sleep = sleep
        self._file = File(database, busy_seconds)
        self._has_met = False

    async def close(self) -> None:
        """Let go of the file. Everything that was answered with a yes is in it, closed or not."""
        await self._file.close()

    async def misbehave(self, faults: Faults) -> None:
        """From now on misbehave like this, counting from the beginning."""
        await self._run(lambda tx, at: mischief.meet(tx, faults, at, afresh=True))
        self._faults = faults

    async def _write(self, call: Call, request: Value) -> Any:
        self._check_can(call)

        async def written(tx: Tx, at: datetime) -> tuple[float, MarketplaceError | None, Any]:
            struck = await mischief.choose(tx, self._faults, call, at, self.desk.seed)
            error, result = struck.fault.error(call) if struck.fault else None, None
            if struck.fault and struck.fault.kind is FaultKind.LANDS_LATE:
                await mischief.hold(tx, call, request, at + timedelta(seconds=struck.fault.seconds or 0))
            elif struck.lands:
                try:
                    result = await self._land(tx, call, request, at)
                except MarketplaceRefused as refused:
                    error = error or refused
            return struck.slow, error, result

        return await self._answer(*await self._run(written))

    async def read(self, call: Call, look: Callable[[Tx, datetime, timedelta], Awaitable[T]]) -> T:
        """Look at the file as this call of the protocol does, with its faults and the lag of its lists."""
        self._check_can(call)

        async def seen(tx: Tx, at: datetime) -> tuple[float, MarketplaceError | None, Any]:
            struck = await mischief.choose(tx, self._faults, call, at, self.desk.seed)
            fault = struck.fault.error(call) if struck.fault else None
            try:
                return struck.slow, fault, await look(tx, at, timedelta(seconds=struck.lag))
            except MarketplaceRefused as refused:
                return struck.slow, fault or refused, None

        answer: T = await self._answer(*await self._run(seen))
        return answer

    async def _answer(self, slow: float, error: MarketplaceError | None, result: Any) -> Any:
        if slow:
            await self._sleep(slow)
        if error:
            raise error
        return result

    def _check_can(self, call: Call) -> None:
        needed = NEEDS.get(call)
        if needed and needed not in self.capabilities:
            raise MarketplaceRefused(
                f"This marketplace cannot do “{needed}” for an app; do it on its own pages."
            )

    async def _land(self, tx: Tx, call: Call, request: Value, at: datetime) -> Any:
        """Do it, all or nothing. Raises MarketplaceRefused with nothing changed."""
        async with tx.all_or_nothing():
            reference = getattr(request, "reference", "")
            await tx.execute(insert(tables.landings).values(call=call, reference=reference, at=at))
            return await WRITES[call][1](tx, self.desk, request, at)

    async def _run(self, work: Callable[[Tx, datetime], Coroutine[Any, Any, T]]) -> T:
        """One transaction at one moment, in one trip."""

        async def whole(tx: Tx) -> T:
            return await work(tx, await self._begin(tx))

        try:
            value = await self._file.run(whole)
        except OperationalError as busy:
            raise _is_busy(busy) from busy
        self._has_met = True
        return value

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[tuple[Tx, datetime]]:
        """One transaction at one moment, for whoever does something else between its statements."""
        async with AsyncExitStack() as stack:
            try:
                tx = await stack.enter_async_context(self._file.step_by_step())
            except OperationalError as busy:
                raise _is_busy(busy) from busy
            yield tx, await self._begin(tx)
        self._has_met = True

    async def _begin(self, tx: Tx) -> datetime:
        """The moment of a transaction, after everything that has landed late by then."""
        at = self._now()
        if not self._has_met:
            await mischief.meet(tx, self._faults, at, afresh=False)
        for call, request, lands_at in await mischief.take_due(tx, at):
            await self._land_late(tx, call, request, lands_at)
        return at

    async def _land_late(self, tx: Tx, call: Call, request: str, at: datetime) -> None:
        try:
            await self._land(tx, call, WRITES[call][0].model_validate_json(request), at)
        except MarketplaceRefused:
            return  # Nobody waits for the answer any more, and nothing was changed.


def _is_busy(error: OperationalError) -> MarketplaceUnavailable:
    return MarketplaceUnavailable(f"the sandbox's file is busy: {error.orig}")
