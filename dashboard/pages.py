"""What every page has: its look, its headers, and one that says a single sentence."""

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

_TEMPLATES: Final = Path(__file__).parent / "templates"
PAGES: Final = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
_STYLE: Final = PAGES.get_template("page.css").render()
_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_SENTENCE: Final = PAGES.get_template("sentence.html")

HEADERS: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


def page(html: str, status: int) -> web.Response:
    """A page that is not kept, framed, run or told to others."""
    return web.Response(text=html, status=status, content_type="text/html", charset="utf-8", headers=HEADERS)


def sentence_page(sentence: str, status: int) -> web.Response:
    """A page with one sentence of ours."""
    return page(_SENTENCE.render(sentence=sentence), status)
