"""A programme lead says what becomes of something that was found on a marketplace and isn't in this database."""

import logging
from typing import Any, ClassVar

from gigs.contract import Contract, ContractState
from gigs.errors import GigNotFound, OutOfOrder
from gigs.gig import ON_MARKET, OVER, Gig
from gigs.length import within
from gigs.marketplaces import TITLES
from gigs.people import Person
from ports.jobs import MarketJob
from ports.marketplace import Capability, Marketplace
from ports.storage import Transaction
from ports.strays import Stray, StrayKind, StrayState
from translation.catalogue import N_, _
from use_cases.context import Context
from use_cases.notifying.notify import enqueue_notice
from use_cases.operations.ask_market import ask_market
from use_cases.operations.contracts_on import contracts_on, under_way
from use_cases.operations.enqueue_operation import market_name
from use_cases.operations.find_strays import stray_notice
from use_cases.operations.open_market import open_market
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.require_lead import require_lead

WHY = N_("It was made by a database that was replaced by its backup.")
NOTE = 500
"""The most characters of why one was kept apart."""

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


async def take_over(context: Context, who: Person, market: str, stray_id: str, gig: int = 0) -> None:
    """This gig gets it when it's posted, instead of a new one. Without a number, whichever is posted or offered next under the same
    title, or to the same freelancer.

    Raises GigNotFound, or OutOfOrder for a gig that can't get it.
    """

    async def changed(tx: Transaction, stray: Stray) -> dict[str, Any]:
        if stray.kind is StrayKind.OFFER:
            return {"state": StrayState.TAKEN}
        if not gig and not stray.title:
            raise OutOfOrder(_("It has no title to match it by. Please choose its gig."))
        if gig:
            _require_fits(who, await tx.gigs.get(who.key.tenant, gig), market)
            taken = await tx.strays.of(who.key.tenant, market)
            if any(one.gig == gig and one.state is StrayState.TAKEN for one in taken):
                raise OutOfOrder(
                    _("Gig {number} already gets another listing that was found.").format(number=gig)
                )
        return {"state": StrayState.TAKEN, "gig": gig}

    await _answer(context, who, market, stray_id, changed)


async def close_stray(context: Context, who: Person, market: str, stray_id: str) -> None:
    """Enqueues it; everything with this account waits until it's done. A contract on a listing goes on all the same."""

    async def changed(tx: Transaction, stray: Stray) -> dict[str, Any]:
        if stray.hired and stray.kind is StrayKind.OFFER:
            raise OutOfOrder(_("Somebody is working under this offer, so it can’t be withdrawn any more."))
        job = CloseStray(tenant=stray.tenant, market=market, stray=stray_id)
        await tx.jobs.add(job, again=context.ids.new("again-"))
        return {"state": StrayState.CLOSING}

    await _answer(context, who, market, stray_id, changed)


async def keep_apart(context: Context, who: Person, market: str, stray_id: str, note: str) -> None:
    """It stays over there as it is, and belongs to no gig. Raises TooLong, or OutOfOrder without a note."""
    if not note:
        raise OutOfOrder(_("Please write a short note, so that the other programme leads know why."))
    within(note, NOTE, _("Your note"))

    async def changed(_tx: Transaction, _stray: Stray) -> dict[str, Any]:
        return {"state": StrayState.APART, "note": note}

    await _answer(context, who, market, stray_id, changed)


async def _answer(context: Context, who: Person, market: str, stray_id: str, changed: Any) -> None:
    require_lead(who, _("Only a programme lead can decide what becomes of it."))

    async def answered(tx: Transaction) -> Stray:
        stray = await tx.strays.get(who.key.tenant, market, stray_id)
        if stray is None or stray.state is not StrayState.OPEN:
            raise OutOfOrder(_("This has already been answered."))
        after = stray.model_copy(update={"answered_by": who, **await changed(tx, stray)})
        if not await tx.strays.change(stray, after):
            raise OutOfOrder(_("This has already been answered."))
        return after

    after = await context.store.run(answered)
    log.warning(
        "stray answered", extra={"marketplace": market, "tenant": who.key.tenant, "kind": after.state}
    )


def _require_fits(who: Person, gig: Gig, market: str) -> None:
    """Raises GigNotFound for one that this lead may not see, and OutOfOrder for one that is never posted there."""
    authorize(who, Verb.SEE, gig)
    if gig.brief is None:
        raise GigNotFound(gig.number)
    if gig.state in OVER:
        raise OutOfOrder(_("Gig {number} is over.").format(number=gig.number))
    if gig.listing is not None or gig.state in ON_MARKET:
        raise OutOfOrder(_("Gig {number} already has a listing.").format(number=gig.number))
    if market_name(gig) != market:
        where = TITLES.get(market_name(gig), market_name(gig))
        raise OutOfOrder(
            _("Gig {number} goes to {marketplace}.").format(number=gig.number, marketplace=where)
        )


async def carry_out_closing(job: CloseStray, *, context: Context) -> None:
    """(job) Closing is repeatable. Raises TryLater. Refused, or when somebody turns out to work there, it's the lead's question again."""
    stray = await context.store.run(lambda tx: tx.strays.get(job.tenant, job.market, job.stray))
    if stray is None or stray.state is not StrayState.CLOSING:
        return
    market = await open_market(context, job.tenant, job.market)
    found: list[Contract] = []
    refusal = await ask_market(context, market, _look(market, stray, found))
    contract = under_way(found)
    if refusal is None and contract and not stray.hired:
        again = {"hired": True, "contract_url": contract.url}
        await _ask_again(context, stray, again)
        return
    refusal = refusal or await _close(context, market, stray, found)
    if refusal:
        await _ask_again(context, stray, {"refused": refusal})
    else:
        await _change(context, stray, {"state": StrayState.CLOSED, "refused": ""})


async def _look(market: Marketplace, stray: Stray, found: list[Contract]) -> None:
    found.extend(await contracts_on(market, stray.kind, stray.id))


async def _close(context: Context, market: Marketplace, stray: Stray, found: list[Contract]) -> str | None:
    """Of a listing, the offers first that nobody has answered: whoever said yes later would be hired by nobody."""
    if stray.kind is StrayKind.OFFER:
        return await ask_market(context, market, market.withdraw_offer(stray.id, _(WHY)))
    if Capability.WITHDRAW_OFFER in market.capabilities:
        for one in found:
            if one.state is ContractState.OFFERED:
                refusal = await ask_market(context, market, market.withdraw_offer(one.id, _(WHY)))
                if refusal:
                    return refusal
    return await ask_market(context, market, market.close_listing(stray.id, _(WHY)))


async def closing_stray_given_up(job: CloseStray, reason: str, *, context: Context) -> None:
    """It is the lead's question again."""
    stray = await context.store.run(lambda tx: tx.strays.get(job.tenant, job.market, job.stray))
    if stray is not None and stray.state is StrayState.CLOSING:
        await _ask_again(context, stray, {"refused": reason})


async def _ask_again(context: Context, stray: Stray, changes: dict[str, Any]) -> None:
    """Whoever answered is notified: they think that it's settled."""
    await _change(context, stray, {"state": StrayState.OPEN, "refused": "", **changes})


async def _change(context: Context, stray: Stray, changes: dict[str, Any]) -> None:
    async def changed(tx: Transaction) -> None:
        after = stray.model_copy(update=changes)
        if await tx.strays.change(stray, after) and after.state is StrayState.OPEN and stray.answered_by:
            notice = stray_notice(context, stray.tenant, stray.marketplace, stray.answered_by.key)
            await enqueue_notice(tx, notice)

    await context.store.run(changed)
