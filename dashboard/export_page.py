"""GET /export/{token}: the gigs a programme lead asked for, as a CSV file that is sent while it is read."""

import logging
from functools import partial
from typing import Final

from aiohttp import web

from dashboard.audit_page import GONE, LATER
from dashboard.links import EXPORTS, SignedLinks
from dashboard.pages import sentence_page
from gigs.errors import GigError
from ports.directory import DirectoryUnavailable
from ports.storage import StoreUnavailable
from translation.catalogue import _
from use_cases.audit.export_gigs import exported, lead_of
from use_cases.context import Context

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Disposition": 'attachment; filename="gigs.csv"',  # not for people
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}

log = logging.getLogger(__name__)


def export_routes(context: Context, links: SignedLinks | None) -> list[web.RouteDef]:
    """For `app.add_routes`. Without `links` every token is a wrong one."""
    return [web.get(EXPORTS + "/{token}", partial(_export, context, links), allow_head=False)]


async def _export(context: Context, links: SignedLinks | None, request: web.Request) -> web.StreamResponse:
    link = links.read_export(request.match_info["token"]) if links else None
    if link is None:
        return sentence_page(_(GONE), 404)
    try:
        maker = await lead_of(context, link)
        pieces = exported(context, link, maker)
        head, first = await anext(pieces), await anext(pieces)
    except (GigError, ValueError):
        return sentence_page(_(GONE), 404)
    except (DirectoryUnavailable, StoreUnavailable) as trouble:
        log.warning("export not sent: %s", type(trouble).__name__)
        return sentence_page(_(LATER), 503)
    answer = web.StreamResponse(headers=_HEADERS)
    answer.content_type, answer.charset = "text/csv", "utf-8"
    await answer.prepare(request)
    await answer.write((head + first).encode())
    async for piece in pieces:
        await answer.write(piece.encode())
    await answer.write_eof()
    return answer
