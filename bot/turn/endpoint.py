"""What happens behind the front door: one activity that was let in, one HTTP answer, whatever breaks in between."""

import logging
from collections.abc import Awaitable, Callable
from functools import partial
from http import HTTPStatus
from typing import Final

import orjson
from aiohttp import web

from bot.connector.connector import Connector
from bot.connector.errors import DeliveryUnknown, TemporarilyDown, Throttled
from bot.connector.wire import text_message
from bot.door.answers import InvokeAnswer, failure_answer
from bot.door.inbound import Inbound
from bot.sdk.adapter import Adapter
from bot.turn.handler import Handler
from bot.turn.outbox import Outbox
from bot.turn.speak import Voice
from dialogs.close_gig import close_gig
from dialogs.hire import hire
from dialogs.post_gig import post_gig
from dialogs.sdk import Conversations
from ports.storage import NotWritable, StoreUnavailable
from translation.catalogue import _
from use_cases.context import Context

OnTurn = Callable[[Inbound], Awaitable[InvokeAnswer | None]]
"""What the app does with an activity. An invoke is answered by what it returns; for anything else that is ignored."""

OnFailure = Callable[[Inbound, str], Awaitable[None]]
"""Tells the sender of a message that something broke; gets the reference number that the log has too."""

PASSING: Final[tuple[type[Exception], ...]] = (
    OSError,
    TimeoutError,
    TemporarilyDown,
    DeliveryUnknown,
    Throttled,
    StoreUnavailable,
)
"""Failures that pass by themselves: the message is answered 503, so that Teams delivers it again. PermissionError is an
OSError, so that it ends here and never as a 401."""

log = logging.getLogger(__name__)


def failure_sentence(reference: str) -> str:
    """What a person is told when we broke. Whether something was done before that is not known here."""
    return _(
        "Something went wrong on our side. Please check how your gig stands before you try again. "
        "(Reference {reference})"
    ).format(reference=reference)


def not_kept_sentence(reference: str) -> str:
    """What a person is told while nothing can be kept: what was kept before isn't lost, and the same press helps later."""
    return _(
        "I can’t save anything at the moment, because my database’s disk is full or can’t be written to. What was saved before is safe. "
        "Please try again later, and tell whoever runs me. (Reference {reference})"
    ).format(reference=reference)


class Endpoint:
    """Answers every activity that was let in. `new_reference` makes the short reference numbers of failures."""

    def __init__(self, on_turn: OnTurn, *, new_reference: Callable[[], str], on_failure: OnFailure) -> None:
        self._on_turn = on_turn
        self._new_reference = new_reference
        self._on_failure = on_failure

    async def process(self, inbound: Inbound) -> web.Response:
        """Runs the turn and answers: an invoke always 200 with something its client can show, anything else 200, or
        503 where a repeat by Teams will help. Never raises."""
        try:
            answer = await self._on_turn(inbound)
        except Exception as error:  # noqa: BLE001  the outermost edge: nothing may leave it but an answer
            answer = await self._failed(inbound, error)
        else:
            answer = answer if inbound.type == "invoke" else None
        return _response(answer or InvokeAnswer(HTTPStatus.OK))

    async def _failed(self, inbound: Inbound, error: Exception) -> InvokeAnswer:
        reference = self._new_reference()
        log.error(
            "turn failed: %.40r %.80r, reference %s", inbound.type, inbound.name, reference, exc_info=error
        )
        if inbound.type == "invoke":
            sentence = not_kept_sentence if isinstance(error, NotWritable) else failure_sentence
            return failure_answer(inbound.name, sentence(reference))
        if isinstance(error, PASSING):
            return InvokeAnswer(HTTPStatus.SERVICE_UNAVAILABLE)
        if inbound.type == "message":
            try:
                await self._on_failure(inbound, reference)
            except Exception as second:
                log.error("failure couldn’t be told, reference %s", reference, exc_info=second)
        return InvokeAnswer(HTTPStatus.OK)


def endpoint_for(
    app_id: str, connector: Connector, context: Context, outbox: Outbox, *, windows_forget: bool = False
) -> Endpoint:
    """The endpoint with everything that the bot can do behind it; `windows_forget` as in `Handler`. The `outbox` is
    closed by whoever opened it, after the last turn."""

    async def apologise(inbound: Inbound, reference: str) -> None:
        text = text_message(failure_sentence(reference))
        where = inbound.service_url, inbound.conversation_id
        await outbox.say(
            inbound.conversation_id, partial(connector.send, *where, text, tenant=inbound.tenant)
        )

    handler = Handler(
        context,
        Conversations([post_gig(), hire(), close_gig()]),
        Adapter(connector, app_id),
        Voice(connector, context, outbox),
        connector,
        windows_forget=windows_forget,
    )
    return Endpoint(handler.on_turn, new_reference=partial(context.ids.new, "E-"), on_failure=apologise)


def _response(answer: InvokeAnswer) -> web.Response:
    if answer.body is None:
        return web.Response(status=answer.status)
    return web.Response(
        status=answer.status, body=orjson.dumps(answer.body), content_type="application/json", charset="utf-8"
    )
