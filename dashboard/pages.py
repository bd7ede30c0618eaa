"""What every page has: its look, its headers, and one that says a single sentence.

A template fills a translated sentence in with `(_("...") | e).format(...)`: a value is then only ever text, unless a macro of ours
has put it into an element.
"""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aiohttp import web

from translation.catalogue import _, language, n_

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_TEMPLATES: Final = Path(__file__).parent / "templates"


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - most processes show no page

    made = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
    made.globals.update(_=_, n_=n_, language=language)
    return made


def template(name: str) -> "Template":
    """One of the folder templates/, compiled once."""
    return _templates().get_template(name)


@cache
def _headers() -> Mapping[str, str]:
    style = base64.b64encode(hashlib.sha256(template("page.css").render().encode()).digest()).decode()
    return {
        "Cache-Control": "no-store",
        "Content-Security-Policy": (
            f"default-src 'none'; style-src 'sha256-{style}'; "  # not for people
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"  # not for people
        ),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
    }


def page(html: str, status: int) -> web.Response:
    """A page that is not kept, framed, run or told to others."""
    return web.Response(
        text=html, status=status, content_type="text/html", charset="utf-8", headers=_headers()
    )


def sentence_page(sentence: str, status: int) -> web.Response:
    """A page with one sentence of ours."""
    return page(template("sentence.html").render(sentence=sentence), status)
