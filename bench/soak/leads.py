"""What the database doesn't know after a restore is a lead's question: Pat looks on the marketplace's own pages, and answers it."""

import asyncio
import random
from pathlib import Path

from sqlalchemy import func, select

from assembly.clock_and_ids import SystemClock
from gigs.errors import GigError
from gigs.people import PersonKey
from marketplace.sandbox import tables
from marketplace.sandbox.provider import Sandbox
from ports.directory import DirectoryUnavailable
from ports.marketplace import MarketplaceError
from ports.storage import StoreUnavailable
from ports.strays import Stray, StrayKind, StrayState
from use_cases.accounts.settle_stray import close_stray, take_over
from use_cases.context import Context

TAKES_OVER = 0.6


async def answer_strays(
    context: Context, pat: PersonKey, market: str, file: Path, chance: random.Random
) -> None:
    """For ever; `file` is the sandbox's behind the marketplace."""
    site = Sandbox(file, now=SystemClock().now, busy_seconds=20)
    while True:
        await asyncio.sleep(0.7)
        try:
            who = await context.directory.person(pat)
            strays = await context.store.run(lambda tx: tx.strays.of(pat.tenant, market))
            for stray in strays:
                if who and stray.state is StrayState.OPEN:
                    keeps = stray.refused or chance.random() < TAKES_OVER or await _is_hired_on(site, stray)
                    await (take_over if keeps else close_stray)(context, who, market, stray.id)
        except (GigError, StoreUnavailable, DirectoryUnavailable, MarketplaceError):
            continue  # another replica's Pat was faster


async def _is_hired_on(site: Sandbox, stray: Stray) -> bool:
    """Whether somebody works, or was asked to, under a listing: nobody takes that down."""
    if stray.kind is StrayKind.OFFER:
        return False
    async with site.transaction() as (tx, _):
        joined = tables.contracts.join(tables.proposals).join(tables.listings)
        hired = (
            select(func.count())
            .select_from(joined)
            .where(tables.listings.c.reference.contains(stray.reference))
        )
        return bool((await tx.execute(hired.where(tables.contracts.c.withdrawn_at.is_(None)))).scalar_one())
