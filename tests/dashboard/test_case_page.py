"""A case study as a page and as a file, over real HTTP: what it shows, to whom, and what stays text."""

import html
from contextlib import AsyncExitStack

import aiohttp
import pytest
from aiohttp import web

from assembly.serving import serving
from cards.case_markdown import words_of
from dashboard.case_page import case_routes
from dashboard.links import EXPORT_VALID
from tests.dashboard.test_audit_page import HOSTILE, read
from tests.support.builders import MARK, RITA
from tests.use_cases.test_case_studies import NAMING, STORY, published
from tests.use_cases.test_history_names import journey
from tests.use_cases.world import PAT, SAM, a_world
from use_cases.closing.share_summary import share_summary, withdraw_summary
from use_cases.publishing.answer_case import answer_case
from use_cases.publishing.publish_case import publish_case
from use_cases.publishing.show_cases import show_case
from use_cases.publishing.write_case import FIELD, propose_case


@pytest.fixture
async def world(tmp_path):
    async with a_world(tmp_path) as world:
        await journey(world)
        await share_summary(world.context, RITA, 1, {"audience": "everybody"})
        yield world


@pytest.fixture
async def get(world):
    async with AsyncExitStack() as stack:
        http = web.Application()
        http.add_routes(case_routes(world.context, world.context.links))
        port = await stack.enter_async_context(serving(http, "127.0.0.1", 0))
        session = await stack.enter_async_context(aiohttp.ClientSession())

        async def get(address):
            path = "/case-study/" + address.partition("/case-study/")[2]
            async with session.get(f"http://127.0.0.1:{port}{path}") as answer:
                return answer.status, await answer.text(), answer.headers

        yield get


async def test_what_was_published_is_read_as_a_page_and_as_a_file(world, get):
    await published(world)
    case = await show_case(world.context, SAM, 1)
    status, page, headers = await get(case.page)
    assert status == 200
    assert headers["Cache-Control"] == "no-store"
    assert "script" not in headers["Content-Security-Policy"]
    for part in ("Slides in two weeks", "a colleague needed slides.", "Rita Requester", "The gig in figures"):
        assert part in read(page)
    status, text, headers = await get(case.file)
    assert (status, headers["Content-Type"]) == (200, "text/markdown; charset=utf-8")
    assert text.startswith("# Slides in two weeks\n")
    assert "a colleague needed slides" in text
    assert MARK.name not in page + text


async def test_a_name_is_out_of_the_page_at_once(world, get):
    await published(world)
    await answer_case(world.context, MARK, 1, yes=True)
    address = (await show_case(world.context, SAM, 1)).page
    assert MARK.name in (await get(address))[1]
    await answer_case(world.context, MARK, 1, yes=False)
    assert MARK.name not in (await get(address))[1]


async def test_a_link_shows_what_its_maker_may_read_now_and_ends(world, get):
    await published(world)
    case = await show_case(world.context, SAM, 1)
    await share_summary(world.context, RITA, 1, {"audience": "division"})
    assert (await get(case.page))[0] == 404
    assert (await get(case.file))[0] == 404
    await share_summary(world.context, RITA, 1, {"audience": "everybody"})
    assert (await get(case.page))[0] == 200
    await withdraw_summary(world.context, RITA, 1)
    own = await show_case(world.context, RITA, 1)
    assert (await get(case.page))[0] == 404
    assert (await get(own.page))[0] == 200
    world.clock.advance(EXPORT_VALID.total_seconds() + 1)
    assert (await get(own.page))[0] == 404


@pytest.mark.parametrize("token", ["wrong", "a.b.c", "%00", "x" * 4000, "..%2F..%2Fetc"])
async def test_a_wrong_link_gets_one_plain_sentence(get, token):
    for path in (token, f"{token}/case-study.md"):
        status, page, _ = await get(f"/case-study/{path}")
        assert status == 404
        assert "<script" not in page


async def test_nothing_that_people_wrote_is_more_than_text(world, get):
    typed = {name: HOSTILE[:95] if name == f"{FIELD}title" else HOSTILE for name in STORY}
    await propose_case(world.context, RITA, 1, typed | NAMING)
    version = (await show_case(world.context, PAT, 1)).study.version
    await publish_case(world.context, PAT, 1, version=version)
    case = await show_case(world.context, SAM, 1)
    _, page, _ = await get(case.page)
    assert "<script" not in page
    assert "<img" not in page
    assert "{{ 7*7 }}" in html.unescape(page)
    assert page.count("</table>") == 1
    _, text, _ = await get(case.file)
    assert "<script" not in text.replace("\\<", "")
    assert "\u202e" not in text


def test_markdown_reads_nothing_in_what_people_wrote():
    assert words_of("[a](https://evil.example) **b**\n# c") == (
        r"\[a\]\(https\://evil\.example\) \*\*b\*\* \# c"
    )
