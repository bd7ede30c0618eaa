"""A programme lead says what becomes of something that was found on a marketplace and isn't in this database."""

import logging
from typing import ClassVar

from gigs.errors import OutOfOrder
from gigs.people import Person
from ports.jobs import MarketJob
from ports.storage import Transaction
from ports.strays import Stray, StrayKind, StrayState
from use_cases.context import Context
from use_cases.operations.ask_market import ask_market
from use_cases.operations.open_market import open_market
from use_cases.permissions.require_lead import require_lead

WHY = "It was made by a database that was replaced by its backup."

log = logging.getLogger(__name__)


class CloseStray(MarketJob):
    """Take this listing down, or withdraw this offer."""

    name: ClassVar[str] = "close_stray"

    tenant: str
    market: str
    stray: str

    @property
    def key(self) -> str:
        return f"stray:{self.tenant}:{self.market}:{self.stray}"


async def take_over(context: Context, who: Person, market: str, stray_id: str) -> None:
    """The gig that is posted or offered next under the same title, or to the same freelancer, gets it instead of a second one."""
    await _answer(context, who, market, stray_id, StrayState.TAKEN)


async def close_stray(context: Context, who: Person, market: str, stray_id: str) -> None:
    """Enqueues it; everything with this account waits until it's done."""
    await _answer(context, who, market, stray_id, StrayState.CLOSING)


async def _answer(context: Context, who: Person, market: str, stray_id: str, state: StrayState) -> None:
    require_lead(who, "say what becomes of it")

    async def answered(tx: Transaction) -> None:
        stray = await tx.strays.get(who.key.tenant, market, stray_id)
        if stray is None or stray.state is not StrayState.OPEN:
            raise OutOfOrder("This was answered already.")
        after = stray.model_copy(update={"state": state, "answered_by": who})
        if not await tx.strays.change(stray, after):
            raise OutOfOrder("This was answered already.")
        if state is StrayState.CLOSING:
            job = CloseStray(tenant=stray.tenant, market=market, stray=stray_id)
            await tx.jobs.add(job, again=context.ids.new("again-"))

    await context.store.run(answered)
    log.warning("stray answered", extra={"marketplace": market, "tenant": who.key.tenant, "kind": state})


async def carry_out_closing(job: CloseStray, *, context: Context) -> None:
    """(job) Closing is repeatable. Raises TryLater. Refused, it is the lead's question again."""
    stray = await context.store.run(lambda tx: tx.strays.get(job.tenant, job.market, job.stray))
    if stray is None or stray.state is not StrayState.CLOSING:
        return
    market = await open_market(context, job.tenant, job.market)
    is_listing = stray.kind is StrayKind.LISTING
    closing = market.close_listing(stray.id, WHY) if is_listing else market.withdraw_offer(stray.id, WHY)
    refusal = await ask_market(context, market, closing)
    await _settle(context, stray, refusal)


async def closing_stray_given_up(job: CloseStray, reason: str, *, context: Context) -> None:
    """It is the lead's question again."""
    stray = await context.store.run(lambda tx: tx.strays.get(job.tenant, job.market, job.stray))
    if stray is not None and stray.state is StrayState.CLOSING:
        await _settle(context, stray, reason)


async def _settle(context: Context, stray: Stray, refusal: str | None) -> None:
    after = {"state": StrayState.OPEN if refusal else StrayState.CLOSED, "refused": refusal or ""}
    await context.store.run(lambda tx: tx.strays.change(stray, stray.model_copy(update=after)))
