"""Where Worksome's webhooks come in: POST /hooks/worksome.

400 for a body that breaks off and for an id with control characters or half a surrogate pair, 401 with nothing in it for a signature that is wrong or missing, 413 for a body that is too long, 408 for one that is
too slow, and 200 for everything that is signed: known, repeated, or of a kind that is new, as Worksome asks of whoever
listens.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence

import aiohttp
from aiohttp import web
from pydantic import SecretStr

from http_client.body import BodyTooLarge, whole_body
from marketplace.http.json_text import is_clean
from marketplace.worksome import webhooks

PATH = "/hooks/worksome"
SECONDS = 10.0
"""For the whole of a body to arrive."""

log = logging.getLogger(__name__)


def worksome_hook(
    secrets: Sequence[SecretStr],
    wake: Callable[[str, Sequence[str]], Awaitable[None]],
    seconds: float = SECONDS,
) -> list[web.RouteDef]:
    """The route; none at all without a secret, because then nothing could be told from a forgery.

    `wake(note, external_ids)` has whatever listings or contracts have these ids read soon; an id that nobody knows is
    harmless. It does so once for a note, which it remembers for webhooks.WINDOW, across replicas, and only together with
    what it woke: where it raises, they send the note again.
    """

    async def take(request: web.Request) -> web.Response:
        try:
            body = await whole_body(request, webhooks.LONGEST_BODY, seconds)
        except BodyTooLarge:
            return web.Response(status=413)
        except TimeoutError:
            return web.Response(status=408)
        except (aiohttp.ClientError, web.RequestPayloadError, ConnectionError):
            return web.Response(status=400)
        if not webhooks.is_signed(body, request.headers.get(webhooks.HEADER, ""), secrets):
            log.warning("a webhook without a valid signature was turned away")
            return web.Response(status=401)
        hint = webhooks.hint_of(body)
        if not all(map(is_clean, hint.external_ids)):
            log.warning("a webhook with an id that cannot be one was turned away")
            return web.Response(status=400)
        await wake(webhooks.fingerprint(body), hint.external_ids)
        return web.Response()

    return [web.post(PATH, take)] if any(one.get_secret_value() for one in secrets) else []
