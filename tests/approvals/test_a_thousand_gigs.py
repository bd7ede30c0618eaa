"""Eight people press at the same moment, on a thousand gigs: each gig is decided once, and the others hear of it."""

import asyncio
import random
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from gigs.approval import Decision
from gigs.approving import submit
from gigs.asking import Cover
from gigs.errors import GigError
from gigs.gig import Gig, GigState
from gigs.history import Entry
from gigs.history_kinds import EntryKind
from gigs.people import Person
from ports.notices import Notice, NoticeKind
from ports.storage import Store
from store import rows
from store.engine import open_database
from store.sql import SqlStore
from tests.support.builders import (
    FAYE,
    MARK,
    RITA,
    a_brief,
    a_draft,
    a_person,
    a_route,
    a_step,
    asking,
)
from tests.support.clock import NOON, FakeClock
from tests.support.databases import POSTGRES, SQLITE, a_database
from tests.support.one_by_one import one_by_one
from tests.support.policies import a_policy
from tests.use_cases.messenger import FakeMessenger
from tests.use_cases.world import SAM, Ids, People
from use_cases.approving.decide_gig import decide_gig
from use_cases.context import Context
from use_cases.entries import entry

GIGS, AT_ONCE = 1000, 5
LENA, TWIN = a_person("Lena Delegate"), a_person("Mark Manager", tenant="fabrikam")
KINDS = {
    Decision.APPROVED: EntryKind.APPROVAL_GIVEN,
    Decision.CHANGES_ASKED: EntryKind.CHANGES_REQUESTED,
    Decision.REJECTED: EntryKind.APPROVAL_REJECTED,
}
TOLD = {
    Decision.APPROVED: NoticeKind.APPROVED,
    Decision.CHANGES_ASKED: NoticeKind.CHANGES_ASKED,
    Decision.REJECTED: NoticeKind.REJECTED,
}
ROUTE = a_route(a_step(MARK, FAYE))
AWAY = Cover(away={FAYE.key.object_id: LENA})


def presses(number: int) -> list[tuple[Person, Decision]]:
    """Those of both who may decide, of the one who is away, of a colleague, a namesake, and the requester.

    A no is quicker than a yes, so of every other gig all who may say yes.
    """
    all_agree = number % 2 == 0
    eight = [
        (MARK, Decision.APPROVED),
        (MARK, Decision.APPROVED if all_agree else Decision.REJECTED),
        (LENA, Decision.APPROVED),
        (LENA, Decision.APPROVED if all_agree else Decision.CHANGES_ASKED),
        (FAYE, Decision.REJECTED),
        (SAM, Decision.APPROVED),
        (TWIN, Decision.APPROVED),
        (RITA, Decision.APPROVED),
    ]
    random.Random(number).shuffle(eight)
    return eight


async def promise_nothing(*_) -> None:
    """What follows from a decision is somebody else's test."""


async def seed(store: Store) -> None:
    for start in range(0, GIGS, 200):
        async with one_by_one(store) as tx:
            for place in range(start, start + 200):
                draft = await tx.gigs.add(a_draft(number=0), f"draft-{place}")
                asked = submit(draft, a_brief(), ROUTE, asking(cover=AWAY))
                assert [one.approver for one in asked.open_approvals] == [MARK, LENA]
                await tx.gigs.save(draft, asked, entry(RITA, EntryKind.GIG_SUBMITTED, NOON))


async def press_eight_times(context: Context, number: int) -> None:
    """Exactly one press decides; each of the others gets a sentence, and nothing worse."""
    answers = await asyncio.gather(
        *(
            decide_gig(context, who, number, revision=1, decision=decision, reason="Because.", step=1)
            for who, decision in presses(number)
        ),
        return_exceptions=True,
    )
    lost = [one for one in answers if isinstance(one, BaseException)]
    assert len(lost) == 7
    assert all(isinstance(one, GigError) for one in lost), lost


async def kept(engine, table, kind) -> dict[int, list]:
    """What the store has of each gig."""
    found: dict[int, list] = {}
    column = table.c.number if table is rows.gig else table.c.gig
    async with engine.connect() as connection:
        for number, document in await connection.execute(select(column, table.c.document)):
            found.setdefault(number, []).append(kind.model_validate_json(document))
    return found


async def check(engine) -> Counter[GigState]:
    gigs, histories = await kept(engine, rows.gig, Gig), await kept(engine, rows.history, Entry)
    notices = await kept(engine, rows.notice, Notice)
    assert len(gigs) == GIGS
    for number, (gig,) in gigs.items():
        (answer,) = [one for one in gig.approvals if one.decision]
        assert answer.approver in {MARK, LENA}
        said = [one for one in histories[number] if one.kind in KINDS.values()]
        assert [(one.kind, one.actor) for one in said] == [(KINDS[answer.decision], answer.approver.key)]
        told = [one for one in notices[number] if one.to == RITA.key]
        assert [one.kind for one in told] == [TOLD[answer.decision]]
        assert (gig.version, gig.open_approvals) == (2, ())
    async with engine.connect() as connection:
        assert await connection.scalar(select(func.count()).select_from(rows.awaiting)) == 0
    return Counter(gig.state for (gig,) in gigs.values())


@pytest.mark.slow
@pytest.mark.parametrize("kind", [SQLITE, pytest.param(POSTGRES, marks=pytest.mark.postgres)])
async def test_of_eight_presses_on_each_of_a_thousand_gigs_exactly_one_decides(kind, tmp_path, report):
    with a_database(kind, tmp_path) as url:
        database = await open_database(url)
        try:
            clock = FakeClock(NOON + timedelta(hours=1))
            context = Context(
                store=SqlStore(database.transactions, promise_nothing),
                clock=clock,
                ids=Ids(),
                directory=People(),
                messenger=FakeMessenger(),
                markets={},
                policy=a_policy(),
            )
            await seed(context.store)
            for start in range(1, GIGS + 1, AT_ONCE):
                numbers = range(start, start + AT_ONCE)
                await asyncio.gather(*(press_eight_times(context, number) for number in numbers))
            ended = await check(database.engine)
        finally:
            await database.close()
    report(f"{GIGS} gigs x 8 presses on {kind}: " + ", ".join(f"{n} {state}" for state, n in ended.items()))
    assert set(ended) == {GigState.APPROVED, GigState.CHANGES_ASKED, GigState.REJECTED}
