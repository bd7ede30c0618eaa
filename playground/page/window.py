"""One window over HTTP: the page, what it asks for, and the connector to which the bot answers."""

from pathlib import Path
from typing import Any, Final

import orjson
from aiohttp import hdrs, web

from playground.launch import HERE
from playground.page.chat import Card, Chat, Message
from playground.page.links import WindowLinks
from playground.page.seat import Seat
from playground.page.wire import Pressed, Wire

CONNECTOR: Final = "/_connector"
CLIENT: Final = Path(__file__).with_name("client")
FILES: Final = {
    "": CLIENT / "chat.html",
    **{
        name: CLIENT / name
        for name in ("chat.css", "chat.js", "cards.css", "drawing.js", "looks.js", "typed.js")
    },
    "adaptivecards.min.js": HERE / "adaptivecards" / "adaptivecards.min.js",
}
"""All that the page is made of, by path: nothing else is ever read from the disk."""

KINDS: Final = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
GUARDED: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

EXPIRED: Final = "This link has expired. Restart Freelance Connector and open the new link from the terminal."
ENDED: Final = "This window has ended. Open the link that Freelance Connector printed in the terminal."

_CARD: Final = "application/vnd.microsoft.card.adaptive"
_FORWARDED: Final = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")
_WAIT_S: Final = 20.0
_LONGEST: Final = 28_000
"""Characters of one message: what Teams takes."""


class ChatWindow:
    """The page of one person. Speaks to nobody but a browser and the bot on this machine."""

    def __init__(
        self, *, name: str, seat: Seat, port: int, chat: Chat, wire: Wire, links: WindowLinks
    ) -> None:
        """`name` is the one its links are signed for."""
        self._name = name
        self._seat = seat
        self._hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})
        self._chat = chat
        self._wire = wire
        self._links = links

    def application(self) -> web.Application:
        """To be served on the loopback address, at the port that was given."""
        http = web.Application(client_max_size=256 * 1024, middlewares=[self._guard])
        http.on_response_prepare.append(_protect)
        activities = CONNECTOR + "/v3/conversations/{chat}/activities"
        http.add_routes(
            [
                web.post("/api/open", self._open),
                web.get("/api/feed", self._feed),
                web.post("/api/say", self._say),
                web.post("/api/press", self._press),
                web.post(activities, self._take),
                web.put(activities + "/{message}", self._edit),
                web.route(hdrs.METH_ANY, CONNECTOR + "/{rest:.*}", _not_there),
                web.get("/{file}", _file),
                web.get("/", _file),
            ]
        )
        return http

    @web.middleware
    async def _guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        """A page that was rebound to this address is known by its Host, another site by its Origin, a tunnel by its
        headers. The connector is for programs: no browser has a reason to call it."""
        origin = request.headers.get(hdrs.ORIGIN)
        if request.headers.get(hdrs.HOST, "").lower() not in self._hosts:
            return _problem(403, "This page is only for this machine.")
        if any(name in request.headers for name in _FORWARDED):
            return _problem(403, "This page can’t be reached through a proxy.")
        is_connector = request.path.startswith(CONNECTOR)
        if origin is not None and (is_connector or origin.lower().removeprefix("http://") not in self._hosts):
            return _problem(403, "This page answers only to itself.")
        if request.method in ("POST", "PUT") and request.content_type != "application/json":
            return _problem(415, "Only JSON is read here.")
        if (
            request.path.startswith("/api/")
            and request.path != "/api/open"
            and not self._is_admitted(request)
        ):
            return _problem(401, ENDED)
        answer: web.StreamResponse = await handler(request)
        return answer

    def _is_admitted(self, request: web.Request) -> bool:
        scheme, _, session = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
        return scheme == "Bearer" and self._links.admits(self._name, session)

    async def _open(self, request: web.Request) -> web.Response:
        session = self._links.session(self._name, _text(await _read(request), "link"))
        if session is None:
            return _problem(401, EXPIRED)
        return _json({"session": session, "person": self._seat.name, "id": self._seat.id})

    async def _feed(self, request: web.Request) -> web.Response:
        """Answers when something has changed, or after a while with nothing."""
        after = request.query.get("after", "")
        known = int(after) if after.isascii() and after.isdigit() and len(after) < 10 else 0
        last, messages = await self._chat.changes(known, _WAIT_S)
        return _json({"last": last, "messages": messages})

    async def _say(self, request: web.Request) -> web.Response:
        told = await _read(request)
        text = _text(told, "text").strip()[:_LONGEST]
        if not text:
            return _json({"problem": ""})
        self._chat.add(mine=True, text=text)
        return _json({"problem": (await self._wire.say(text, _text(told, "locale"))).problem})

    async def _press(self, request: web.Request) -> web.Response:
        """What the bot answers at once is in the answer; a card of it stands in the pressed one's place from then on."""
        told = await _read(request)
        inputs = told.get("data")
        pressed = Pressed(
            message=_text(told, "message"),
            kind=_text(told, "kind"),
            title=_text(told, "title"),
            verb=_text(told, "verb"),
            inputs=inputs if isinstance(inputs, dict) else {},
            automatic=told.get("automatic") is True,
        )
        answered = await self._wire.press(pressed, _text(told, "locale"))
        edited: Message | None = None
        if answered.card is not None:
            edited = self._chat.edit(pressed.message, card=answered.card, answer=True)
        return _json(
            {
                "said": answered.said,
                "problem": answered.problem,
                "message": edited,
            }
        )

    async def _take(self, request: web.Request) -> web.Response:
        """The bot says something."""
        told = await _read(request)
        if told.get("type") != "message":
            return web.Response(status=202)
        return _json({"id": self._chat.add(text=_text(told, "text"), card=_card_in(told)).id}, 201)

    async def _edit(self, request: web.Request) -> web.Response:
        """The bot puts something else in the place of what it said."""
        told, message_id = await _read(request), request.match_info["message"]
        if self._chat.edit(message_id, text=_text(told, "text"), card=_card_in(told)) is None:
            return _error(404, "ActivityNotFoundInConversation")
        return _json({"id": message_id})


async def _protect(_request: web.Request, answer: web.StreamResponse) -> None:
    answer.headers.update(GUARDED)


async def _file(request: web.Request) -> web.Response:
    file = FILES.get(request.match_info.get("file", ""))
    if file is None:
        raise web.HTTPNotFound
    return web.Response(body=file.read_bytes(), content_type=KINDS[file.suffix], charset="utf-8")


async def _not_there(_request: web.Request) -> web.Response:
    """Channels, members, other chats: this client has the one-to-one chat alone."""
    return _error(404, "ConversationNotFound")


async def _read(request: web.Request) -> dict[str, Any]:
    try:
        told = orjson.loads(await request.read())
    except orjson.JSONDecodeError:
        raise web.HTTPBadRequest from None
    if not isinstance(told, dict):
        raise web.HTTPBadRequest
    return told


def _card_in(activity: dict[str, Any]) -> Card | None:
    attachments = activity.get("attachments")
    for each in attachments if isinstance(attachments, list) else ():
        if (
            isinstance(each, dict)
            and each.get("contentType") == _CARD
            and isinstance(each.get("content"), dict)
        ):
            card: Card = each["content"]
            return card
    return None


def _text(told: dict[str, Any], name: str) -> str:
    found = told.get(name)
    return found if isinstance(found, str) else ""


def _json(body: dict[str, Any], status: int = 200) -> web.Response:
    return web.Response(body=orjson.dumps(body), status=status, content_type="application/json")


def _problem(status: int, sentence: str) -> web.Response:
    return _json({"problem": sentence}, status)


def _error(status: int, code: str) -> web.Response:
    return _json({"error": {"code": code}}, status)
