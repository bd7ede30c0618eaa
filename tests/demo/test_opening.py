"""`run.py demo`: refused where real people are, begun once, continued, begun anew, and never mixed with what is real."""

import asyncio

import pytest

from assembly.wiring import running
from config.settings import Mode
from demo.opening import DemoRefused, open_demo, settings_of
from demo.plan import GIGS
from store.lock import AlreadyRunning, FileLock
from tests.demo.conftest import NOW, made_in, settings_in

AGAIN = 14
"""Gigs, where it only matters that there are some."""


async def test_it_is_refused_where_real_people_are(tmp_path):
    teams = settings_in(tmp_path).model_copy(update={"mode": Mode.TEAMS})
    with pytest.raises(DemoRefused, match="MODE is teams"):
        await open_demo(teams, now=NOW, say=print, folder=tmp_path / "demo")
    assert not list(tmp_path.iterdir())


async def test_the_first_start_says_what_it_makes_and_that_nothing_is_real(made):
    first, last = made.said[0], made.said[-1]
    assert first == "Making two years of a made-up past: 40 gigs, once. It takes about a minute ..."
    assert last.startswith("Demo data: nothing here is real")


async def test_the_second_start_continues_with_what_is_there(copied):
    before = (copied.folder / "connector.db").read_bytes()
    again = await made_in(copied.folder.parent)
    assert again.said[0].startswith("The demo continues where you left off.")
    assert (copied.folder / "connector.db").read_bytes() == before


async def test_a_new_past_replaces_the_one_that_is_there(copied):
    (copied.folder / "tried.txt").write_text("something")
    again = await made_in(copied.folder.parent, gigs=AGAIN, new=True)
    assert again.said[0].startswith("Making two years of a made-up past")
    assert not (copied.folder / "tried.txt").exists()


async def test_what_a_process_serves_is_not_taken_from_under_it(copied):
    async with running(copied.settings):
        with pytest.raises(AlreadyRunning, match="Stop that one first"):
            await made_in(copied.folder.parent, new=True)
    assert (copied.folder / "connector.db").exists()


async def test_two_processes_do_not_make_it_at_once(tmp_path):
    other = FileLock(tmp_path / "demo.making")
    other.take()
    with pytest.raises(AlreadyRunning):
        await made_in(tmp_path, gigs=AGAIN)
    other.release()


async def test_one_that_was_stopped_in_the_middle_is_begun_anew_and_said_to_be(tmp_path):
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(made_in(tmp_path, gigs=GIGS), 2)
    assert (tmp_path / "demo.making").exists()
    assert not (tmp_path / "demo").exists()

    again = await made_in(tmp_path, gigs=AGAIN)
    assert (
        again.said[0]
        == "Making the demo’s past was stopped in the middle the last time, so I’m beginning anew."
    )
    assert (tmp_path / "demo" / "connector.db").exists()
    assert not (tmp_path / "demo.making").exists()


async def test_nothing_of_the_product_is_touched(made):
    there = {path.name for path in made.folder.parent.iterdir()}
    assert there == {"demo", "demo.making.lock"}


def test_it_has_a_database_a_marketplace_and_people_of_its_own_and_sends_no_mail(tmp_path):
    theirs = settings_in(tmp_path).model_copy(update={"marketplaces": ("sandbox", "upwork")})
    opened = settings_of(theirs, tmp_path / "demo")
    assert opened.database_url == f"sqlite:///{tmp_path / 'demo' / 'connector.db'}"
    assert opened.sandbox_database == tmp_path / "demo" / "sandbox.db"
    assert opened.people_file.parent.name == "content"
    assert opened.marketplaces == ("sandbox",)
    assert (opened.smtp_host, opened.mail_from) == ("", "")
