"""`run.py audit` as somebody at a terminal meets it: what it writes, what it proves, and its exit codes."""

import asyncio
import hashlib
import json
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from app import commands
from config.settings import Settings
from store.engine import create_engine, open_database
from store.sql import SqlStore
from tests.store.test_histories import FREED
from tests.support.builders import TENANT, a_draft
from tests.support.clock import NOON
from tests.support.databases import POSTGRES, SQLITE, a_database, templates
from tests.support.histories import saying
from tests.support.one_by_one import one_by_one
from use_cases.audit.export_line import BOM, COLUMNS

PROVED, BROKEN, USAGE = 0, 1, 2
SAID = ("submitted", "=1+1", "approved")


async def _enqueue(*_job):
    raise AssertionError("nothing is promised here")


async def _filled(url):
    """Gigs 1 and 2 of one tenant, on two days, with three entries each."""
    database = await open_database(url)
    async with one_by_one(SqlStore(database.transactions, _enqueue)) as tx:
        for number in (1, 2):
            gig = await tx.gigs.add(a_draft(), f"key {number}")
            for detail in SAID:
                at = NOON.replace(day=20 + number)
                await tx.histories.add(TENANT, gig.number, saying(detail, at))
    await database.close()


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    with templates(tmp_path_factory.mktemp("audit"), lambda url: asyncio.run(_filled(url))) as template:
        yield template


@pytest.fixture(params=[SQLITE, pytest.param(POSTGRES, marks=pytest.mark.postgres)])
def url(request, filled, tmp_path):
    with a_database(request.param, tmp_path, like=filled(request.param)) as url:
        yield url


@pytest.fixture
def run(url, monkeypatch):
    """Runs a command against the database, like a person with an empty environment."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)

    def run(*words, database=url):
        monkeypatch.setenv("DATABASE_URL", database)
        return CliRunner().invoke(commands, ["audit", *map(str, words)])

    return run


def tamper(url, *statements):
    async def go():
        engine = create_engine(url)
        async with engine.begin() as connection:
            for statement in (*FREED[engine.dialect.name], *statements):
                await connection.execute(text(statement))
        await engine.dispose()

    asyncio.run(go())


def test_all_histories_are_proved(run):
    done = run("verify")
    assert done.exit_code == PROVED
    assert "Proved: 2 gigs with 6 entries." in done.stdout
    assert "Digest of all heads: " in done.stdout


def test_it_works_while_the_product_has_the_database_open(run, url):
    async def go():
        database = await open_database(url)
        try:
            return await asyncio.to_thread(run, "verify"), await asyncio.to_thread(run, "export")
        finally:
            await database.close()

    assert [done.exit_code for done in asyncio.run(go())] == [PROVED, PROVED]


@pytest.mark.parametrize(
    "statement, sentence",
    [
        (
            "UPDATE history SET document = replace(document, 'approved', 'rejected') WHERE gig = 2",
            "entry 3 was changed",
        ),
        (
            "UPDATE history SET at = (SELECT max(at) FROM history) WHERE gig = 1 AND number = 2",
            "entry 2 was moved",
        ),
        ("UPDATE history SET former_hash = 'x' WHERE gig = 1 AND number = 2", "entry 2 doesn’t follow"),
        ("UPDATE history SET hash = 'x' WHERE gig = 1 AND number = 3", "entry 3 was changed"),
        ("UPDATE history SET number = 9 WHERE gig = 1 AND number = 2", "entry 2 is missing"),
        ("UPDATE history SET gig = 3 WHERE gig = 1 AND number = 3", "entry 3 is missing: the end"),
        ("UPDATE history SET tenant = 'x' WHERE gig = 1 AND number = 3", "entry 3 is missing: the end"),
        ("DELETE FROM history WHERE gig = 1 AND number = 3", "entry 3 is missing: the end"),
        ("DELETE FROM history WHERE gig = 1", "entry 1 is missing, and so is everything after"),
        ("DELETE FROM history_head WHERE gig = 1", "the head of the history is gone"),
        ("UPDATE history_head SET number = 2 WHERE gig = 1", "entry 3 comes after the head"),
        (
            (
                "INSERT INTO history SELECT tenant, gig, 4, at, document, hash, hash FROM history "
                "WHERE gig = 1 AND number = 3"
            ),
            "entry 4 was changed",
        ),
    ],
)
def test_whatever_somebody_did_to_the_database_is_said_with_exit_code_1(run, url, statement, sentence):
    tamper(url, statement)
    done = run("verify")
    assert done.exit_code == BROKEN
    assert sentence in done.stdout
    assert "BROKEN" in done.stdout
    assert "Digest" not in done.stdout


class TestAnAnchor:
    @pytest.fixture
    def anchor(self, run, tmp_path):
        path = tmp_path / "anchor.jsonl"
        done = run("verify", "--write-anchor", path)
        assert hashlib.sha256(path.read_bytes()).hexdigest() in done.stdout
        assert [json.loads(line)["gig"] for line in path.read_text().splitlines()] == [1, 2]
        return path

    def test_it_is_met_again_from_its_file_and_from_its_text(self, run, anchor):
        for given in (anchor, anchor.read_text()):
            done = run("verify", "--anchor", given)
            assert done.exit_code == PROVED
            assert "Entries of the anchor that are in their places, unchanged: 2." in done.stdout

    def test_a_gig_that_was_removed_with_all_its_traces_is_missed(self, run, url, anchor):
        tamper(url, "DELETE FROM history WHERE gig = 2", "DELETE FROM history_head WHERE gig = 2")
        assert run("verify").exit_code == PROVED
        done = run("verify", "--anchor", anchor)
        assert done.exit_code == BROKEN
        assert "Gig 2: entry 1 is missing" in done.stdout

    def test_none_is_written_of_what_is_broken(self, run, url, tmp_path):
        tamper(url, "DELETE FROM history WHERE number = 3")
        assert run("verify", "--write-anchor", tmp_path / "new").exit_code == BROKEN
        assert not (tmp_path / "new").exists()

    @pytest.mark.parametrize("given", ["no-such-file", "{}", "ab" * 32])
    def test_one_that_cannot_be_read_is_a_wrong_use(self, run, given):
        done = run("verify", "--anchor", given)
        assert done.exit_code == USAGE
        assert done.stderr

    def test_it_proves_the_end_of_an_exported_file(self, run, anchor, tmp_path):
        out = tmp_path / "gig-1.jsonl"
        run("export", "--gig", 1, "--format", "jsonl", "--out", out)
        done = run("verify", "--file", out, "--anchor", anchor)
        assert done.exit_code == PROVED
        assert "Gigs of the anchor that are not in this file: 1." in done.stdout
        out.write_text("".join(out.read_text().splitlines(keepends=True)[:2]))
        assert run("verify", "--file", out).exit_code == PROVED
        assert run("verify", "--file", out, "--anchor", anchor).exit_code == BROKEN


@pytest.mark.parametrize("form", ["csv", "jsonl"])
class TestAnExport:
    def test_of_everything_is_proved_offline_with_the_same_digest(self, run, form, tmp_path):
        out = tmp_path / "all"
        assert run("export", "--format", form, "--out", out).exit_code == PROVED
        gone = f"sqlite:///{tmp_path / 'gone.db'}"
        done = run("verify", "--file", out, database=gone)
        assert done.exit_code == PROVED
        assert done.stdout.splitlines()[-1] == run("verify").stdout.splitlines()[-1]

    def test_goes_to_standard_output_when_no_file_is_named(self, run, form, tmp_path):
        done = run("export", "--gig", 2, "--format", form)
        (tmp_path / "two").write_bytes(done.stdout_bytes)
        assert "3 entries." in done.stderr
        assert "1 gig with 3 entries" in run("verify", "--file", tmp_path / "two").stdout

    def test_that_somebody_edited_is_broken(self, run, form, tmp_path):
        out = tmp_path / "all"
        run("export", "--format", form, "--out", out)
        out.write_bytes(out.read_bytes().replace(b"approved", b"rejected", 1))
        done = run("verify", "--file", out)
        assert done.exit_code == BROKEN
        assert "Gig 1: entry 3 was changed." in done.stdout
        out.write_bytes(out.read_bytes() + b"more")
        assert run("verify", "--file", out).exit_code == BROKEN

    def test_of_a_period_has_its_days_and_cannot_be_proved(self, run, form, tmp_path):
        out = tmp_path / "days"
        done = run("export", "--from", "2026-11-22", "--until", "2026-11-23", "--format", form, "--out", out)
        assert "3 entries in" in done.stderr
        assert run("export", "--until", "2026-11-21", "--format", form).stderr == "0 entries.\n"
        lines = out.read_text().splitlines(keepends=True)
        out.write_text("".join(lines[:-2] + lines[-1:]), newline="")
        assert run("verify", "--file", out).exit_code == BROKEN


def test_a_spreadsheet_is_opened_without_running_anything(run, url):
    tamper(url, "UPDATE history_name SET name = '=1+1'")
    written = run("export").stdout_bytes.decode()
    assert written.startswith(f"{BOM}{','.join(COLUMNS)}\r\n")
    assert ",'=1+1," in written


def test_a_broken_entry_stops_the_export_and_leaves_no_file(run, url, tmp_path):
    tamper(url, "UPDATE history SET document = 'gone' WHERE gig = 2 AND number = 2")
    done = run("export", "--out", tmp_path / "all.csv")
    assert done.exit_code == BROKEN
    assert "Entry 2 of gig 2 cannot be read any more." in done.stdout + done.stderr
    assert not list(tmp_path.glob("all.csv*"))


@pytest.mark.parametrize(
    "words, sentence",
    [
        (("export", "--gig", "1", "--from", "2026-11-01"), "Either one gig or a period"),
        (("export", "--from", "yesterday"), "--from must be a day such as 2026-11-01"),
        (("export", "--tenant", "nobody"), "Tenant nobody has no gigs here."),
        (("export", "--out", "/no/such/folder/x"), "No such file or directory"),
        (("export", "--gig", "0"), "Invalid value"),
        (("export", "--format", "xml"), "Invalid value"),
        (("verify", "--tenant", "nobody"), "Tenant nobody has no gigs here."),
        (("verify", "--file", "/no/such/file"), "No such file or directory"),
        (("verify", "--file", __file__), "This is no export of histories"),
    ],
)
def test_what_cannot_be_done_is_said_with_exit_code_2(run, words, sentence):
    done = run(*words)
    assert done.exit_code == USAGE
    assert sentence in done.stderr


def test_a_gig_that_is_not_there_is_said_with_exit_code_1_and_leaves_no_file(run, tmp_path):
    done = run("export", "--gig", 99, "--out", tmp_path / "none.csv")
    assert done.exit_code == BROKEN
    assert "There is no gig 99 here." in done.stderr
    assert not list(tmp_path.glob("none.csv*"))


def test_a_database_that_is_not_there_is_not_made(run, tmp_path):
    done = run("verify", database=f"sqlite:///{tmp_path / 'nothing.db'}")
    assert done.exit_code == USAGE
    assert "There is no database at" in done.stderr
    assert not Path(tmp_path / "nothing.db").exists()


def test_a_database_of_an_older_release_is_left_alone(run, url):
    tamper(url, "UPDATE alembic_version SET version_num = '0002'")
    done = run("verify")
    assert done.exit_code == USAGE
    assert "older (schema 0002)" in done.stderr


def test_of_several_tenants_one_is_named_to_export_a_gig(run, url):
    tamper(url, "UPDATE history SET tenant = 'adatum' WHERE gig = 2")
    done = run("export", "--gig", 1)
    assert done.exit_code == USAGE
    assert "--tenant: adatum, contoso" in done.stderr
    assert "3 entries" in run("export", "--gig", 1, "--tenant", TENANT).stderr
