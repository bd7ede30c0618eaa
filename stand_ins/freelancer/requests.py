"""How this stand-in reads what it was sent: strictly, and it notes down what was written."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from aiohttp import web

REFERENCE = re.compile(r"FC-[A-Z0-9-]+")
MOST_PER_PAGE = 50

Answer = Callable[[web.Request], Awaitable[Any]]
Route = tuple[str, str, Answer]
"""A method, a path below the API's, and what gives the result."""

Sent = list[tuple[str, Mapping[str, Any]]]
SENT: web.AppKey[Sent] = web.AppKey("sent")
"""What was written: "METHOD /path" and the body or form."""


class Wrong(Exception):
    """The request is not one that they take."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


def only(request: web.Request, allowed: set[str]) -> Mapping[str, str]:
    """The query, in which nothing else may stand."""
    if unknown := set(request.query) - allowed:
        raise invalid(", ".join(sorted(unknown)))
    return request.query


def page(request: web.Request, entries: Sequence[Any]) -> list[Any]:
    """The part of these that `limit` and `offset` ask for."""
    limit = min(int(request.query.get("limit", 10)), MOST_PER_PAGE)
    offset = int(request.query.get("offset", 0))
    return list(entries[offset : offset + limit])


def id_in(request: web.Request) -> int:
    """The number in the path."""
    raw = request.match_info["id"]
    if not raw.isdigit():
        raise Wrong(404, "RestExceptionCodes.NOT_FOUND", "Not found.")
    return int(raw)


def invalid(what: str) -> Wrong:
    return Wrong(400, "RestExceptionCodes.BAD_REQUEST", f"Invalid request: {what}.")


async def json_of(request: web.Request, allowed: set[str], needed: set[str]) -> dict[str, Any]:
    """The JSON body, with these fields and no others."""
    only(request, set())
    if request.content_type != "application/json":
        raise Wrong(415, "RestExceptionCodes.BAD_REQUEST", "Send JSON.")
    body: dict[str, Any] = await request.json()
    if set(body) - allowed or needed - set(body):
        raise invalid(", ".join(sorted((set(body) - allowed) | (needed - set(body)))))
    request.app[SENT].append((f"{request.method} {request.path}", body))
    return body


async def form_of(request: web.Request, fields: set[str]) -> dict[str, str]:
    """The form, with exactly these fields."""
    only(request, set())
    if request.content_type != "application/x-www-form-urlencoded":
        raise Wrong(415, "RestExceptionCodes.BAD_REQUEST", "Send a form.")
    form = {name: str(value) for name, value in (await request.post()).items()}
    if set(form) != fields:
        raise invalid(", ".join(sorted(set(form) ^ fields)))
    request.app[SENT].append((f"{request.method} {request.path}", form))
    return form


async def action_of(request: web.Request, known: set[str], body: set[str] | None = None) -> str:
    """The action, from the query or from a form, but not from both."""
    asked = only(request, {"action"})
    form = await request.post() if request.content_type == "application/x-www-form-urlencoded" else {}
    said = [one for one in (asked.get("action"), form.get("action")) if one]
    if len(said) != 1 or said[0] not in known:
        raise invalid("action")
    if not body and await request.text() and request.content_type == "application/json":
        raise invalid("body")
    request.app[SENT].append((f"{request.method} {request.path}", {"action": said[0]}))
    return str(said[0])
