"""Not measured: has the product itself write one gig, which bench/seed.py then multiplies. Serves when it is there."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from assembly.clock_and_ids import SystemClock
from assembly.wiring import Sources, running
from bench.bots.ours import settings
from bench.bots.serving import ORDER, keep_to_one_core, lead_to_fakes, serve
from bench.cast import APP_ID, MARKED, TEMPLATE_APPROVER, TEMPLATE_REQUESTER, Someone, brief
from bot.connector.service_urls import local_service_urls
from config.logs import set_up_logging
from gigs.approval import Decision
from gigs.brief import BriefForm
from gigs.people import Person, PersonKey
from ports.notices import Chat
from store.engine import open_database
from use_cases.approving.decide_gig import decide_gig
from use_cases.context import Context
from use_cases.notifying.meet_chat import meet_chat
from use_cases.requesting.submit_gig import preview_gig, submit_gig

PATIENCE = 60.0
"""Seconds for the jobs to say and post what they are to."""
SENT = "SELECT count(*) FROM card_copy"
READ = "SELECT count(*) FROM reading WHERE read_at IS NOT NULL"


class Earlier(SystemClock):
    """So many days ago: a gig that has been open for long is read as seldom as any is."""

    def now(self) -> datetime:
        """Then."""
        return super().now() - timedelta(days=ORDER["days_ago"])


async def _number_high(path: Path) -> None:
    """The gig gets a number that occurs nowhere else in its rows, so that it can be replaced there."""
    await (await open_database(ORDER["database_url"])).close()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "INSERT INTO gig_number (tenant, last) VALUES (?, ?)", (TEMPLATE_REQUESTER.tenant, MARKED - 1)
        )


async def _person(context: Context, one: Someone) -> Person:
    """Known to the directory, with a chat in which they were heard."""
    found = await context.directory.person(PersonKey(tenant=one.tenant, object_id=one.object_id))
    assert found is not None
    chat = Chat(
        tenant=one.tenant,
        owner=one.object_id,
        conversation_id=f"a:{one.object_id}",
        service_url=ORDER["service_url"],
        bot_id=f"28:{APP_ID}",
        member_id=f"29:{one.object_id}",
    )
    await meet_chat(context, chat)
    return found


async def _until(path: Path, asked: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            with closing(sqlite3.connect(path, timeout=30)) as database:
                if database.execute(asked).fetchone()[0]:
                    return
            await asyncio.sleep(0.1)


async def main() -> None:
    """Submits a gig and has the approver asked; `open` has it approved, posted and read as well."""
    path = Path(ORDER["database_url"].removeprefix("sqlite:///"))
    await _number_high(path)
    sources = Sources(service_urls=local_service_urls(), clock=Earlier())
    async with running(settings(), sources) as product:
        context = product.context
        asks, decides = [await _person(context, one) for one in (TEMPLATE_REQUESTER, TEMPLATE_APPROVER)]
        seen = await preview_gig(context, asks, BriefForm(**brief()), draft=f"draft-{MARKED}")
        gig = await submit_gig(context, asks, seen.gig.number, revision=seen.gig.revision, seen=seen.seen)
        assert gig.number == MARKED
        await _until(path, SENT)
        if ORDER["open"]:
            await decide_gig(context, decides, gig.number, revision=gig.revision, decision=Decision.APPROVED)
            await _until(path, READ)
        await asyncio.sleep(2)  # for the redraws
        await serve(product.http)


if __name__ == "__main__":
    keep_to_one_core()
    lead_to_fakes()
    set_up_logging(level="error", form="json", person_key=b"bench")
    asyncio.run(main())
