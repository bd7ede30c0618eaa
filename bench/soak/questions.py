"""What cannot be known is a person's question: Rita looks on the marketplace's own pages, and answers it."""

import asyncio
from pathlib import Path

from sqlalchemy import func, select, text

from assembly.clock_and_ids import SystemClock
from gigs.errors import GigError
from gigs.people import PersonKey
from marketplace.sandbox import tables
from marketplace.sandbox.provider import Sandbox
from ports.directory import DirectoryUnavailable
from ports.marketplace import MarketplaceError
from ports.operations import Operation, OperationState
from ports.storage import StoreUnavailable
from store.engine import open_database
from use_cases.context import Context
from use_cases.settling.settle_operation import settle_operation


async def answer_questions(context: Context, rita: PersonKey, database_url: str, file: Path) -> None:
    """For ever; `file` is the sandbox's behind the marketplace."""
    database = await open_database(database_url)
    site = Sandbox(file, now=SystemClock().now, busy_seconds=20)
    while True:
        await asyncio.sleep(0.7)
        try:
            who = await context.directory.person(rita)
            async with database.engine.begin() as connection:
                rows = (await connection.execute(text("SELECT document FROM operation"))).all()
            for row in rows:
                asked = Operation.model_validate_json(row.document)
                if who and asked.state is OperationState.HUMAN:
                    there = await _is_there(site, asked)
                    await settle_operation(context, who, asked.gig, asked.key, is_there=there)
        except (GigError, StoreUnavailable, DirectoryUnavailable, MarketplaceError):
            continue  # another replica's Rita was faster


async def _is_there(site: Sandbox, asked: Operation) -> bool:
    places = (
        tables.listings.c.reference,
        tables.contracts.c.reference,
        tables.milestones.c.fund_reference,
        tables.milestones.c.release_reference,
    )
    async with site.transaction() as (tx, _):
        for place in places:
            count = select(func.count()).where(place.contains(asked.reference))
            if (await tx.execute(count)).scalar_one():
                return True
        said = select(func.count()).where(tables.messages.c.text == asked.text)
        return bool(asked.text and (await tx.execute(said)).scalar_one())
