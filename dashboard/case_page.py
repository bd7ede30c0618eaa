"""GET /case-study/{token}: a published case study as a page, and the same as a Markdown file, for whoever asked for it."""

import logging
from functools import partial
from typing import Any, Final

from aiohttp import web

from cards.case_markdown import as_markdown
from cards.case_studies import facts_of, parts_of
from dashboard.audit_page import GONE, LATER
from dashboard.links import CASES, SignedLinks
from dashboard.pages import page, sentence_page, template
from gigs.errors import GigError
from ports.directory import DirectoryUnavailable
from ports.storage import StoreUnavailable
from translation import formats
from translation.catalogue import _
from use_cases.context import Context
from use_cases.publishing.show_cases import MARKDOWN, CasePage, open_case

_PAGE: Final = "case_study.html"

log = logging.getLogger(__name__)


def case_routes(context: Context, links: SignedLinks | None) -> list[web.RouteDef]:
    """For `app.add_routes`. Without `links` every token is a wrong one."""
    return [
        web.get(CASES + "/{token}", partial(_show, context, links), allow_head=False),
        web.get(CASES + "/{token}" + MARKDOWN, partial(_give_file, context, links), allow_head=False),
    ]


async def _show(context: Context, links: SignedLinks | None, request: web.Request) -> web.Response:
    found = await _opened(context, links, request)
    return found if isinstance(found, web.Response) else page(template(_PAGE).render(**_shown(found)), 200)


async def _give_file(context: Context, links: SignedLinks | None, request: web.Request) -> web.Response:
    found = await _opened(context, links, request)
    if isinstance(found, web.Response):
        return found
    return web.Response(
        text=as_markdown(found),
        content_type="text/markdown",
        charset="utf-8",
        headers={
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="gig-{found.study.gig}.md"',  # not for people
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-Robots-Tag": "noindex",
        },
    )


async def _opened(
    context: Context, links: SignedLinks | None, request: web.Request
) -> CasePage | web.Response:
    link = links.read_case(request.match_info["token"]) if links else None
    if link is None:
        return sentence_page(_(GONE), 404)
    try:
        return await open_case(context, link)
    except GigError:
        return sentence_page(_(GONE), 404)
    except (DirectoryUnavailable, StoreUnavailable) as trouble:
        log.warning("case study not shown: %s", type(trouble).__name__)
        return sentence_page(_(LATER), 503)


def _shown(found: CasePage) -> dict[str, Any]:
    """What the template fills in: texts only."""
    return {
        "number": found.study.gig,
        "title": found.story.title or found.summary.title,
        "parts": parts_of(found.story),
        "facts": facts_of(found.summary),
        "named": formats.both(found.named) if found.named else "",
    }
