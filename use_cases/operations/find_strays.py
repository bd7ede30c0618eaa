"""What is over there by a reference of ours, and no operation of this database has: it's kept as a stray, and the leads are notified."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from gigs.contract import Contract
from gigs.gig import Gig
from gigs.people import PersonKey
from ports.jobs import TryLater
from ports.marketplace import Ours
from ports.notice_facts import NoticeFacts
from ports.notices import Notice, NoticeKind
from ports.operations import Operation, OperationState
from ports.storage import Transaction
from ports.strays import Stray, StrayKind
from use_cases.context import Context
from use_cases.notifying.notify import enqueue_notice
from use_cases.operations.contracts_on import under_way
from use_cases.permissions.authorize import PROGRAMME_LEAD

LOOKS_BACK = timedelta(days=60)
"""How old a listing may be that a backup may lack; an operation is kept for longer, so an older one is known or over."""

log = logging.getLogger(__name__)


Look = Callable[[StrayKind, str], Awaitable[Sequence[Contract]]]
"""The contracts on something over there. Raises TryLater while they can't be read."""


async def keep_strays(
    context: Context, operation: Operation, gig: Gig, found: Sequence[Ours], kind: StrayKind, look: Look
) -> None:
    """`found` is all that was listed for this operation's account, or of offers on its gig's listing. Raises DirectoryUnavailable."""
    unknown = await context.store.run(_unknown, context, gig, found, kind)
    if not unknown:
        return
    leads = await context.directory.group(operation.tenant, PROGRAMME_LEAD)
    now = context.clock.now()
    strays = [
        Stray(
            tenant=operation.tenant,
            marketplace=operation.marketplace,
            kind=kind,
            found_at=now,
            gig=gig.number if kind is StrayKind.OFFER else 0,
            **one.model_dump(include={"id", "reference", "title", "url", "proposal", "at"}),
            **await _hired(look, kind, one.id),
        )
        for one in unknown
    ]
    notices = [stray_notice(context, operation.tenant, operation.marketplace, lead.key) for lead in leads]

    async def kept(tx: Transaction) -> None:
        new = [stray for stray in strays if await tx.strays.add(stray)]
        for notice in notices if new else ():
            await enqueue_notice(tx, notice)
        for stray in new:
            about = {"marketplace": stray.marketplace, "reference": stray.reference, "kind": stray.kind}
            log.error("found over there and not in this database: a lead has to say", extra=about)

    await context.store.run(kept)


async def _hired(look: Look, kind: StrayKind, external_id: str) -> dict[str, bool | str]:
    """Nobody has to wait for what can't be read: it's looked at again before anything is closed."""
    try:
        contract = under_way(await look(kind, external_id))
    except TryLater:
        return {}
    return {"hired": contract is not None, "contract_url": contract.url if contract else ""}


def stray_notice(context: Context, tenant: str, market: str, lead: PersonKey) -> Notice:
    """That something waits for their answer, under `marketplaces`."""
    return Notice(
        id=context.ids.new("stray-"),
        tenant=tenant,
        gig=0,
        kind=NoticeKind.STRAY_FOUND,
        to=lead,
        subject=market,
        facts=NoticeFacts(marketplace=market),
        created_at=context.clock.now(),
    )


async def _unknown(
    tx: Transaction, context: Context, gig: Gig, found: Sequence[Ours], kind: StrayKind
) -> list[Ours]:
    since = context.clock.now() - LOOKS_BACK
    recent = [one for one in found if one.at is None or one.at > since]
    known = await tx.operations.known({one.reference for one in recent if one.reference})
    targets = await _targets(tx, gig) if kind is StrayKind.OFFER else frozenset[str]()
    return [one for one in recent if (one.reference or one.proposal) not in known | targets]


async def _targets(tx: Transaction, gig: Gig) -> frozenset[str]:
    """The proposals that this gig has made offers to."""
    keys = [f"offer:{gig.number}:{number}" for number in range(1, gig.offers + 1)]
    made = [await tx.operations.get(gig.tenant, key) for key in keys]
    begun = {one.target for one in made if one and one.state is not OperationState.READY}
    return frozenset(begun | ({gig.contract.proposal_id} if gig.contract else set()))
