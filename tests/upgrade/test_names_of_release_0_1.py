"""Every name that release 0.1 stored or sent is still read: under its own spelling, or as an alias of a new one.

The tables in which a name is looked up stand in this file's first lines, and nowhere else in it.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import text

from assembly.jobs import JOBS
from config.settings import Settings
from gigs.delegation import Delegation
from gigs.gig import Gig, GigState
from gigs.history import entry_in
from gigs.proposal import Proposal
from jobs.queues import QUEUES
from policy.policy_file import read_policy
from ports.notices import CardCopy, Chat, Follow, Notice, NoticeKind, NoticeState, View
from ports.operations import Operation, OperationKind, OperationState
from store.engine import open_database
from tests.support.activities import message
from tests.support.databases import POSTGRES, SQLITE, a_database
from tests.support.people_file import FIRST
from tests.support.product import HASTE, on_stage
from tests.support.release_0_1 import KEPT, jobs_of_then, put_back

EITHER = [SQLITE, pytest.param(POSTGRES, marks=pytest.mark.postgres)]
NAMES: Mapping[str, Any] = json.loads((KEPT / "names.json").read_text())
KINDS: Mapping[str, Any] = {
    "notice_kinds": NoticeKind,
    "notice_states": NoticeState,
    "views": View,
    "operation_kinds": OperationKind,
    "operation_states": OperationState,
    "gig_states": GigState,
}
"""list of names.json -> what is called with one of them and returns its value, or raises ValueError."""

NEVER_ENQUEUED = {"fund_milestone"}
"""The sandbox asks for no money to be put aside."""

DOCUMENTS: Mapping[str, Callable[[str], object]] = {
    "gig": Gig.model_validate_json,
    "operation": Operation.model_validate_json,
    "notice": Notice.model_validate_json,
    "card_copy": CardCopy.model_validate_json,
    "chat": Chat.model_validate_json,
    "follow": Follow.model_validate_json,
    "history": entry_in,
    "proposal": Proposal.model_validate_json,
    "delegation": Delegation.model_validate_json,
}
"""table with a column `document` -> what reads it."""


def job_named(name: str) -> Any:
    """The kind of job that this stored name means."""
    return next(kind for kind in JOBS if kind.name == name)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_read(kind):
    assert NAMES[kind]
    for name in NAMES[kind]:
        KINDS[kind](name)


def test_every_job_is_read_with_what_was_stored_of_it_from_the_queue_it_was_in(tmp_path):
    seen = set()
    for job, _, name, stored in jobs_of_then(tmp_path):
        document, _ = json.loads(stored)["positionalArgs"]
        kind = job_named(name)
        assert kind.model_validate(document).key in job
        assert kind.queue == NAMES["jobs"][name]["queue"]
        seen.add(name)
    assert set(NAMES["jobs"]) - seen == NEVER_ENQUEUED
    for name in NEVER_ENQUEUED:
        assert job_named(name).model_validate(dict.fromkeys(NAMES["jobs"][name]["keys"], "x")).key
    assert set(NAMES["queues"]) <= {queue.name for queue in QUEUES}


def read_settings(lines: list[str], folder: Any) -> dict[str, Any] | None:
    """What these lines of a .env come to; None where they are refused."""
    file = folder / "settings.env"
    file.write_text("\n".join(lines))
    try:
        return Settings(_env_file=file).model_dump()
    except ValidationError:
        return None


def test_every_setting_is_read(monkeypatch, tmp_path):
    for name in {*NAMES["settings"], *(field.upper() for field in Settings.model_fields)}:
        monkeypatch.delenv(name, raising=False)
    lines = [one for one in (KEPT / "settings.env").read_text().splitlines() if "=" in one and one[0] != "#"]
    assert {line.partition("=")[0] for line in lines} == set(NAMES["settings"])
    whole = read_settings(lines, tmp_path)
    assert whole is not None
    unread = [
        line for line in lines if read_settings([one for one in lines if one != line], tmp_path) == whole
    ]
    assert unread == []


def test_every_key_of_a_policy_is_read():
    """A key that is not known would be refused."""
    file = KEPT / "policy.yaml"
    written = file.read_text()
    assert [key for key in NAMES["policy_keys"] if f"{key}:" not in written] == []
    policy = read_policy(file)
    assert policy.name == "release 0.1"
    assert policy.cost_centre("cc-1").budget.limit.amount == 4000


async def test_every_verb_of_a_card_is_answered_as_one_that_is_known(tmp_path):
    verbs = [*NAMES["card_verbs"], *(verb for pressed in NAMES["conversations"].values() for verb in pressed)]
    assert len(verbs) > 50
    async with on_stage(tmp_path) as stage:
        sam = stage.seat(FIRST.sam)
        await sam.installs()
        stranger = await sam.forges("no_such_verb", {"gig": 1, "revision": 1})
        for verb in verbs:
            answer = await sam.forges(verb, {"gig": 1, "revision": 1})
            assert answer["statusCode"] == 200, verb
            assert answer["value"] != stranger["value"], verb
            await sam.sends(message(stage.teams.url, "", sam.person, value={"verb": verb, "gig": 1}))
            await asyncio.sleep(2 / HASTE)  # not faster than Teams lets a chat be answered
        assert set(sam.statuses) == {200}


@pytest.mark.parametrize("kind", EITHER)
async def test_every_document_is_read_after_the_migration(kind, tmp_path):
    with a_database(kind, tmp_path) as url:
        put_back(kind, url)
        database = await open_database(url)
        try:
            read = 0
            for table, read_one in DOCUMENTS.items():
                async with database.engine.connect() as connection:
                    found = await connection.execute(text(f"SELECT document FROM {table}"))
                    documents = found.scalars().all()
                for document in documents:
                    read_one(document)
                assert documents, table
                read += len(documents)
            assert read > 100
        finally:
            await database.close()
