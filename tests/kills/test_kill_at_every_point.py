"""kill -9 at every named point from submit to close: nothing is lost, nothing happens twice, nobody is stuck."""

import asyncio
import json
import re
import signal
import socket
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import text

from assembly.clock_and_ids import SystemClock
from assembly.wiring import STATUS_REST
from gigs.gig import GigState
from gigs.history import broken_at
from marketplace.sandbox.provider import Sandbox
from ports.notices import CardCopy, Notice, NoticeKind, NoticeState
from ports.operations import Operation, OperationState
from store.engine import open_database
from store.sql import SqlStore
from tests.kills.living import Diary
from tests.kills.people import LONG, Persistent
from tests.scenarios.steps import BRIEF
from tests.support.connector import FakeConnector
from tests.support.databases import POSTGRES, SQLITE, a_database
from tests.support.entra import APP_ID, TENANT, FakeEntra
from tests.support.one_by_one import one_by_one
from tests.support.people_file import MARK, RITA, write_people

pytestmark = [pytest.mark.kill, pytest.mark.slow]

COMMANDS = {
    f"{verb}: {when}"
    for verb in ("submit", "decide", "hire", "accept")
    for when in ("not yet committed", "committed")
}
OPERATION_HANDLERS = {"post", "offer", "release"}
AT_AN_OPERATION = {
    "picked up",
    "intent not yet committed",
    "intent written",
    "the marketplace agreed",
    "not yet recorded",
    "recorded",
    "not there",
    "found by its reference",
    "given back",
    "nobody knows",
}
NOTICES = {"notice: read", "notice: said", "notice: marked", "redraw: drawn", "close listing: asked"}
READING = {"sync: not yet committed", "sync: taken"}

EVERY_POINT = (
    COMMANDS
    | {f"{kind}: {point}" for kind in OPERATION_HANDLERS for point in AT_AN_OPERATION}
    | NOTICES
    | READING
)
"""Every named point on a gig's way: a crash at any of them must lose nothing. Most look-ups are those after deaths."""

FAULTS = "; ".join(f"{call}: 503 x2; {call}: reset x1" for call in sorted(OPERATION_HANDLERS))
"""Each operation is first turned away, then nobody knows, and only then can it be done."""

CLOCK = {"clock: not yet committed", "clock: committed"}
INSIDE = {"inside clock: not yet committed", "inside clock: committed", "colleagues: found"}
FUNDING = {"fund: not yet committed", "fund: committed"}
ELSEWHERE = (
    {
        "withdraw: committed",
        "reopen: committed",
        "withdraw offer: asked",
        "channels: asked",
        "mail: sent",
        *(f"{kind}: refused" for kind in OPERATION_HANDLERS),
    }
    | CLOCK
    | INSIDE
    | FUNDING
)
"""Points that are off this way: in tests/use_cases a withdrawal, a refusal and a tick are one transaction each, and
test_inside_killed.py, test_channels.py and test_out_of_reach.py die between the answers of Teams or a mail server and what follows from them.

So is funding, which most gigs never do; its operation runs the same code as that of the others.
"""

USE_CASES = Path(__file__).parents[2] / "use_cases"

TOLD = {
    NoticeKind.APPROVAL_ASKED,
    NoticeKind.APPROVED,
    NoticeKind.PROPOSALS_ARRIVED,
    NoticeKind.OFFER_ACCEPTED,
    NoticeKind.DELIVERABLE_SUBMITTED,
    NoticeKind.COMPLETED,
}


@dataclass
class Town:
    """Everything outside the process that keeps dying."""

    rita: Persistent
    mark: Persistent
    teams: FakeConnector
    diary: Diary
    sandbox_file: Path
    url: str


@asynccontextmanager
async def a_town(folder: Path, url: str, faults: str = ""):
    """The supervised product, with people, Teams and the marketplace's file around it."""
    async with FakeEntra() as entra, FakeConnector() as teams, aiohttp.ClientSession() as client:
        port, diary = a_free_port(), folder / "diary"
        given = {
            "mode": "teams",
            "bot_app_id": APP_ID,
            "bot_app_password": "not-a-real-secret",
            "bot_tenant_id": TENANT,
            "database_url": url,
            "sandbox_database": str(folder / "sandbox.db"),
            "sandbox_speed": 60,
            "sandbox_faults": faults,
            "people_file": str(write_people(folder / "people.yaml")),
            "openid_metadata_url": entra.metadata_url,
        }
        config = {"settings": given, "diary": str(diary), "port": port}
        (folder / "config.json").write_text(json.dumps(config))
        errors = (folder / "errors").open("wb")
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.kills.living",
            str(folder / "config.json"),
            stdout=errors,
            stderr=errors,
        )
        endpoint = f"http://127.0.0.1:{port}/api/messages"
        rita, mark = (Persistent(person, teams, entra, client, endpoint) for person in (RITA, MARK))
        try:
            yield Town(rita, mark, teams, Diary(diary), folder / "sandbox.db", url)
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), 30) == 0
        except BaseException:
            sys.stderr.write((folder / "errors").read_text()[-6000:] + diary.read_text()[-3000:])
            raise
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
            errors.close()


def a_free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


async def walk(rita: Persistent, mark: Persistent) -> None:
    """From a brief to a lesson."""
    await rita.installs()
    await mark.installs()
    await rita.says("post a gig")
    await rita.presses("preview_brief", cheapest=False, **BRIEF)
    await rita.presses("submit_brief")
    await mark.presses("approve_gig")
    await rita.sees("proposals to compare")
    await rita.presses("review_proposals")
    await rita.presses("choose_proposal", cheapest=True)
    await rita.presses("confirm_hire")
    await rita.presses("accept_deliverable")
    await rita.presses("close_form")
    await rita.presses(
        "close_gig",
        rating="4",
        hire_again="yes",
        requester_score="8",
        do_again="Say the size.",
        audience="leads",
    )
    await rita.sees("Closed. Thank you!")


async def nothing_is_left(town: Town) -> None:
    """Waits until every promise is kept: all is told, and every card shows the gig as it is."""
    await town.rita.sees("Say the size.")
    for _ in range(int(LONG / 0.2)):
        said = len(town.teams.sent), len(town.diary.lines("reached"))
        await asyncio.sleep(STATUS_REST.total_seconds() + 1.5)
        if said == (len(town.teams.sent), len(town.diary.lines("reached"))):
            return
    raise AssertionError("it never comes to rest")


async def examine(town: Town) -> None:
    """What is in the two databases when all is over."""
    database = await open_database(town.url)
    sandbox = Sandbox(town.sandbox_file, now=SystemClock().now)
    try:
        async with one_by_one(SqlStore(database.transactions, nothing)) as tx:
            gig = await tx.gigs.get(TENANT, 1)
            assert gig.state is GigState.CLOSED
            assert broken_at(await tx.histories.of(TENANT, 1)) is None
        async with database.engine.begin() as connection:
            read = {
                table: (await connection.execute(text(f"SELECT * FROM {table}"))).mappings().all()
                for table in ("operation", "notice", "card_copy", "dead_job", "gig")
            }
        assert len(read["gig"]) == 1
        assert read["dead_job"] == []
        operations = [Operation.model_validate_json(row["document"]) for row in read["operation"]]
        assert {one.kind for one in operations} == OPERATION_HANDLERS
        assert [one.key for one in operations if one.state is not OperationState.DONE] == []
        assert set((await sandbox.references()).values()) == {1}
        for one in operations:
            found = await sandbox.audit(one.reference)
            assert found.listings + found.offers + found.payments == 1, one.key
        assert {row["state"] for row in read["notice"]} == {NoticeState.SENT}
        told = [Notice.model_validate_json(row["document"]).kind for row in read["notice"]]
        assert set(told) == TOLD
        assert all(told.count(kind) == 1 for kind in TOLD - {NoticeKind.PROPOSALS_ARRIVED})
        stale = [
            CardCopy.model_validate_json(row["document"])
            for row in read["card_copy"]
            if row["drawn_version"] < gig.version
        ]
        assert [copy.view for copy in stale] == []
    finally:
        await sandbox.close()
        await database.close()


async def nothing(*_: object) -> None:
    """Promises nothing: the product is not running any more."""


@pytest.mark.parametrize("kind", [SQLITE, pytest.param(POSTGRES, marks=pytest.mark.postgres)])
async def test_killed_at_every_point_nothing_is_lost_and_nothing_happens_twice(tmp_path, kind):
    with a_database(kind, tmp_path) as url:
        async with a_town(tmp_path, url, FAULTS) as town:
            await walk(town.rita, town.mark)
            await nothing_is_left(town)
        died = town.diary.lines("died")
        assert set(died) == EVERY_POINT
        assert len(died) == len(EVERY_POINT)
        await examine(town)


def test_every_point_that_the_use_cases_name_is_one_at_which_we_die():
    named = {
        found.replace("{handler.kind}", kind).replace("{operation.kind}", kind)
        for file in USE_CASES.glob("**/*.py")
        for found in re.findall(r'failpoint\(f?"([^"]+)"\)', file.read_text())
        for kind in OPERATION_HANDLERS
    }
    assert named - EVERY_POINT == ELSEWHERE
    assert named >= EVERY_POINT
