"""The auditor's page over real HTTP: what it shows, what it never runs, and what a wrong link gets."""

import base64
import hashlib
import html
import re
from contextlib import AsyncExitStack
from dataclasses import replace

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import text

from assembly.serving import serving
from dashboard.audit_page import GONE, LATER, audit_routes
from gigs.approval import Decision, Ended, Purpose
from gigs.history_kinds import EntryFacts, EntryKind
from ports.directory import DirectoryUnavailable
from ports.storage import StoreUnavailable
from tests.support.builders import RITA, a_person
from tests.support.one_by_one import one_by_one
from tests.use_cases.world import PAT, a_world
from use_cases.audit.audit_gig import audit_gig
from use_cases.entries import entry
from use_cases.showing.history_text import shown

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{ 7*7 }} </td></table> &amp; \u202eevil"


@pytest.fixture
async def world(tmp_path):
    async with a_world(tmp_path) as world:
        yield world


class Browser:
    """Somebody with a link and nothing else."""

    def __init__(self, session, port):
        self._session, self._origin = session, f"http://127.0.0.1:{port}"

    async def opens(self, address, method="GET"):
        path = "/audit/" + address.rpartition("/audit/")[2]
        async with self._session.request(method, self._origin + path) as answer:
            return answer.status, await answer.text(), answer.headers


@pytest.fixture
async def browse(world):
    """A browser at the product's page; with other ports when given some."""
    async with AsyncExitStack() as stack:

        async def browse(context=None, links=world.context.links):
            http = web.Application()
            http.add_routes(audit_routes(context or world.context, links))
            port = await stack.enter_async_context(serving(http, "127.0.0.1", 0))
            return Browser(await stack.enter_async_context(aiohttp.ClientSession()), port)

        yield browse


async def a_link(world):
    return (await audit_gig(world.context, PAT, 1)).address


def read(page):
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


async def test_the_page_shows_the_approvals_and_the_whole_history_with_its_hashes(world, browse):
    gig = await world.submitted()
    await world.decides(gig, Decision.APPROVED, reason="Worth it.")
    status, page, _ = await (await browse()).opens(await a_link(world))
    assert status == 200
    seen = read(page)
    for part in ("Launch deck for Aurora", "Rita Requester, Marketing", "USD 1,200.00", "Approved"):
        assert part in seen
    for part in ("Mark Manager", "Worth it.", "2026-11-23 12:00:00 UTC", "The history is proved."):
        assert part in seen
    async with one_by_one(world.store) as tx:
        chain = await tx.histories.of(RITA.key.tenant, 1)
        said = (await tx.histories.part(RITA.key.tenant, 1, 50)).entries
    assert all(sealed.hash in page for sealed in chain)
    assert all(shown(one).sentence in seen and shown(one).who in seen for one in said)
    assert "created a read-only link" in seen
    assert "An auditor’s link" in seen


async def test_a_gig_nobody_was_asked_about_yet_has_a_page_too(world, browse):
    await world.submitted()
    status, page, _ = await (await browse()).opens(await a_link(world))
    assert status == 200
    assert "Open" in read(page)


async def test_nothing_that_people_wrote_is_more_than_text(world, browse):
    gig = await world.submitted(title=HOSTILE[:90])
    await world.decides(gig, Decision.REJECTED, reason=HOSTILE)
    async with one_by_one(world.store) as tx:
        await tx.histories.add(
            RITA.key.tenant,
            1,
            entry(
                a_person("Somebody else").model_copy(update={"name": HOSTILE}),
                EntryKind.ADVICE_GIVEN,
                world.clock.now(),
                EntryFacts(words=HOSTILE),
            ),
        )
    _, page, _ = await (await browse()).opens(await a_link(world))
    assert "<script" not in page
    assert "<img" not in page
    assert "{{ 7*7 }}" in read(page)
    assert page.count("</table>") == 3
    assert HOSTILE in html.unescape(page)


async def test_a_broken_history_is_said_to_be_broken(world, browse):
    await world.submitted()
    address = await a_link(world)
    async with world.store.database.engine.begin() as connection:
        await connection.execute(text("DROP TRIGGER history_refuses_update"))
        await connection.execute(text("UPDATE history SET document = 'gone' WHERE number = 1"))
    status, page, _ = await (await browse()).opens(address)
    assert status == 200
    assert "The history is broken. Gig 1: entry 1 can’t be read any more." in " ".join(read(page).split())


async def test_no_answer_is_kept_framed_run_or_told_to_others(world, browse):
    await world.submitted()
    browser = await browse()
    for address in (await a_link(world), "/audit/wrong"):
        _, page, headers = await browser.opens(address)
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Robots-Tag"] == "noindex"
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        policy = headers["Content-Security-Policy"]
        assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; ")
        assert "frame-ancestors 'none'" in policy
        assert not re.search(r"\b(src|href|style|on\w+)=", page)


@pytest.mark.parametrize("token", ["wrong", "a.b.c", "%00", "x" * 4000, "..%2F..%2Fetc"])
async def test_a_wrong_link_gets_one_plain_sentence(world, browse, token):
    status, page, _ = await (await browse()).opens(f"/audit/{token}")
    assert status == 404
    assert GONE in read(page)


async def test_a_forged_an_expired_and_an_orphaned_link_get_the_same(world, browse):
    await world.submitted()
    address, browser = await a_link(world), await browse()
    head, _, tail = address.rpartition(".")
    assert (await browser.opens(f"{head}.{tail[::-1]}"))[0] == 404
    world.people.known[PAT.key] = PAT.model_copy(update={"roles": frozenset()})
    assert (await browser.opens(address))[0] == 404
    world.people.known[PAT.key] = PAT
    assert (await browser.opens(address))[0] == 200
    world.clock.advance(14 * 24 * 3600 + 1)
    status, page, _ = await browser.opens(address)
    assert status == 404
    assert GONE in read(page)


async def test_without_a_key_every_link_is_a_wrong_one(world, browse):
    await world.submitted()
    browser = await browse(links=None)
    assert (await browser.opens(await a_link(world)))[0] == 404


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "DELETE"])
async def test_the_page_can_only_be_read(world, browse, method):
    await world.submitted()
    assert (await (await browse()).opens(await a_link(world), method))[0] == 405


async def test_while_the_directory_or_the_database_is_away_the_auditor_is_asked_to_wait(world, browse):
    class Away:
        async def person(self, key):
            raise DirectoryUnavailable("away")

    class Down:
        async def run(self, *_work, **_named):
            raise StoreUnavailable("down")

    await world.submitted()
    address = await a_link(world)
    for broken in (replace(world.context, directory=Away()), replace(world.context, store=Down())):
        status, page, _ = await (await browse(broken)).opens(address)
        assert status == 503
        assert LATER in read(page)


@pytest.mark.parametrize("purpose", Purpose)
async def test_the_page_shows_whatever_somebody_was_asked_about(world, browse, purpose):
    await question_is(world, purpose=purpose)
    status, _, _ = await (await browse()).opens(await a_link(world))
    assert status == 200


@pytest.mark.parametrize(
    ("ended", "told"),
    [
        (Ended.HANDED_OVER, "Handed over"),
        (Ended.EXPIRED, "Not answered in time"),
        (Ended.NOT_NEEDED, "Not needed any more"),
    ],
)
async def test_a_question_that_ended_without_an_answer_is_not_called_open(world, browse, ended, told):
    await question_is(world, ended=ended, ended_at=world.clock.now())
    seen = read((await (await browse()).opens(await a_link(world)))[1])
    assert told in seen
    assert "Open" not in seen


async def question_is(world, **changes):
    """A submitted gig, whose one question is like this."""
    gig = await world.submitted()
    approvals = (gig.approvals[0].model_copy(update=changes),)
    async with one_by_one(world.store) as tx:
        after = gig.model_copy(update={"approvals": approvals})
        await tx.gigs.save(gig, after, entry(PAT, EntryKind.BRIEF_EDITED, gig.changed_at))
