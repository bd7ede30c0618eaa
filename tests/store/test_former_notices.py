"""Notices that an earlier release stored, and nobody has been told yet, are delivered by this one."""

import json

from ports.notices import HOLDS, Notice, NoticeKind, NoticeState, held
from store import rows, translate
from tests.support.builders import MARK, RITA, TENANT
from tests.support.former_notices import SINCE_THEN, former_notices
from tests.support.one_by_one import one_by_one


async def left_behind(database, document, state):
    """The row as the earlier release wrote it."""
    row = translate.notice_row(Notice.model_validate_json(json.dumps(document)))
    row |= {"document": json.dumps(document), "state": state.value}
    async with database.engine.begin() as connection:
        await connection.execute(rows.notice.insert(), row)


async def test_what_was_left_pending_or_waiting_is_found_and_read(database, store):
    kinds = set()
    for number, (document, _) in enumerate(former_notices()):
        person = RITA if number % 2 else MARK
        ours = {"id": f"n{number:02}", "tenant": TENANT, "to": person.key.model_dump()}
        state = NoticeState.WAITING if number % 2 else NoticeState.PENDING
        await left_behind(database, document | ours, state)
        kinds.add(NoticeKind(document["kind"]))
    assert kinds == set(NoticeKind) - SINCE_THEN
    async with one_by_one(store) as tx:
        waiting = await tx.notices.waiting_for(RITA.key)
        first = await tx.notices.get(TENANT, "n00")
        pending = await tx.notices.unsent(first.created_at.replace(year=2030), 99)
    assert {one.id for one in (*waiting, *pending)} == {f"n{n:02}" for n in range(len(former_notices()))}
    assert all(held(one.facts) <= HOLDS[one.kind] for one in (*waiting, *pending))
