"""`run.py audit erase-name` as somebody at a terminal meets it."""

import asyncio

import pytest

from store.engine import open_database
from tests.commands.test_audit import BROKEN, PROVED, USAGE, filled, run, url
from tests.support.builders import RITA, TENANT

__all__ = ["filled", "run", "url"]

HELD = f"Gig 1 of tenant {TENANT}: person:rita"


def test_it_says_where_the_name_is_and_erases_nothing_unless_it_is_told_to(run):
    done = run("erase-name", RITA.name)
    assert done.exit_code == PROVED
    assert done.stdout.splitlines() == [
        HELD,
        HELD.replace("1", "2", 1),
        "Nothing was erased. Say --yes to erase the name in all of these.",
    ]
    assert RITA.name in run("export", "--format", "jsonl").stdout


def test_an_erased_name_is_gone_from_exports_and_everything_is_still_proved(run, tmp_path):
    before = tmp_path / "before.jsonl"
    run("export", "--format", "jsonl", "--out", before)
    done = run("erase-name", RITA.name, "--yes")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (PROVED, "Erased from 2 histories.")
    after = tmp_path / "after.jsonl"
    run("export", "--format", "jsonl", "--out", after)
    text = after.read_text()
    assert RITA.name not in text
    assert text.count('"kind":"name_erased"') == 2
    for file in (before, after):
        assert run("verify", "--file", file).exit_code == PROVED
    assert "Proved: 2 gigs with 8 entries." in run("verify").stdout
    again = run("erase-name", RITA.name, "--yes")
    assert (again.exit_code, again.stderr) == (BROKEN, "That name is beside none of these histories.\n")


def test_one_history_is_chosen_by_its_number(run):
    done = run("erase-name", RITA.name, "--gig", 2, "--tenant", TENANT, "--reference", "person:rita", "--yes")
    assert done.stdout.splitlines()[-1] == "Erased from 1 history."
    assert run("erase-name", RITA.name).stdout.splitlines()[0] == HELD


@pytest.mark.parametrize("words", [("Rita",), (RITA.name, "--gig", 9), (RITA.name, "--tenant", "fabrikam")])
def test_a_name_that_is_not_there_is_exit_code_1(run, words):
    assert run("erase-name", *words, "--yes").exit_code == BROKEN


def test_a_database_that_is_not_there_is_exit_code_2(run, tmp_path):
    done = run("erase-name", RITA.name, database=f"sqlite:///{tmp_path / 'none.db'}")
    assert done.exit_code == USAGE
    assert "There is no database at" in done.stderr


def test_a_file_that_the_product_works_on_is_left_alone(run, url):
    if not url.startswith("sqlite:"):
        pytest.skip("PostgreSQL takes several at once")

    async def go():
        database = await open_database(url)
        try:
            return await asyncio.to_thread(run, "erase-name", RITA.name, "--yes")
        finally:
            await database.close()

    done = asyncio.run(go())
    assert done.exit_code == USAGE
    assert "in use by another Freelance Connector" in done.stderr
    assert RITA.name in run("export", "--format", "jsonl").stdout
