"""From an activity that was let in to an HTTP answer: one turn through the SDK's adapter, whatever happens in it."""

import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, Final

import orjson
from aiohttp import web
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity
from botframework.connector.auth import ClaimsIdentity, ConnectorFactory, UserTokenClient

from bot.connector.connector import Connector
from bot.connector.errors import TemporarilyDown
from bot.door.answers import InvokeAnswer, failure_answer
from bot.door.inbound import Inbound
from bot.sdk.activity import light_activity
from bot.sdk.outbound import LightTurnContext, OwnAuthentication

OnTurn = Callable[[TurnContext, Inbound], Awaitable[InvokeAnswer | None]]
"""What the app does with an activity. An invoke is answered by what it returns; for anything else that is ignored."""

OnFailure = Callable[[Inbound, str], Awaitable[None]]
"""Tells the sender of a message that something broke; gets the reference number that the log has too."""

INFRASTRUCTURE: Final[tuple[type[Exception], ...]] = (OSError, TimeoutError, TemporarilyDown)
"""Failures that pass by themselves. PermissionError is an OSError, so that it ends here and never as a 401."""

log = logging.getLogger(__name__)


def failure_sentence(reference: str) -> str:
    """What a person is told when we broke."""
    return (
        f"Something went wrong on our side and nothing was changed. Please try again. (Reference {reference})"
    )


class Adapter(CloudAdapter):
    """Runs turns. `new_reference` makes the short reference numbers of failures; `infrastructure` names the errors
    for which a message is answered 503, so that Teams delivers it again."""

    def __init__(
        self,
        connector: Connector,
        app_id: str,
        *,
        new_reference: Callable[[], str],
        on_failure: OnFailure,
        infrastructure: tuple[type[Exception], ...] = INFRASTRUCTURE,
    ) -> None:
        self._authentication = OwnAuthentication(connector, app_id)
        super().__init__(self._authentication)
        self._new_reference = new_reference
        self._on_failure = on_failure
        self._infrastructure = infrastructure

    async def answer(self, inbound: Inbound, body: dict[str, Any], on_turn: OnTurn) -> web.Response:
        """Runs the turn and answers: an invoke always 200 with something its client can show, anything else 200, or
        503 where a repeat by Teams will help."""
        try:
            answer = await self._turn(inbound, body, on_turn)
        except Exception as error:  # noqa: BLE001  the outermost edge: nothing may leave it but an answer
            answer = await self._failed(inbound, error)
        return _response(answer)

    async def _turn(self, inbound: Inbound, body: dict[str, Any], on_turn: OnTurn) -> InvokeAnswer:
        answered: list[InvokeAnswer | None] = []

        async def logic(context: TurnContext) -> None:
            answered.append(await on_turn(context, inbound))

        activity = light_activity(inbound, body)
        left = await self.process_activity(self._authentication.done, activity, logic)
        answer = answered[0] if answered else None
        if inbound.type != "invoke":
            return InvokeAnswer(HTTPStatus.OK)
        return answer or _left_by_sdk(left)

    async def _failed(self, inbound: Inbound, error: Exception) -> InvokeAnswer:
        reference = self._new_reference()
        log.error(
            "turn failed: %.40r %.80r, reference %s", inbound.type, inbound.name, reference, exc_info=error
        )
        if inbound.type == "invoke":
            return failure_answer(inbound.name, failure_sentence(reference))
        if isinstance(error, self._infrastructure):
            return InvokeAnswer(HTTPStatus.SERVICE_UNAVAILABLE)
        if inbound.type == "message":
            try:
                await self._on_failure(inbound, reference)
            except Exception as second:
                log.error("failure could not be told, reference %s", reference, exc_info=second)
        return InvokeAnswer(HTTPStatus.OK)

    def _create_turn_context(
        self,
        activity: Activity,
        claims_identity: ClaimsIdentity,
        oauth_scope: str,
        connector_client: Any,
        user_token_client: UserTokenClient,
        logic: Callable[[TurnContext], Awaitable[None]],
        connector_factory: ConnectorFactory,
    ) -> TurnContext:
        """The SDK's, with our lighter context."""
        context = LightTurnContext(self, activity)
        context.turn_state.update(
            {
                self.BOT_IDENTITY_KEY: claims_identity,
                self.BOT_CONNECTOR_CLIENT_KEY: connector_client,
                self.USER_TOKEN_CLIENT_KEY: user_token_client,
                self.BOT_CALLBACK_HANDLER_KEY: logic,
                self.CONNECTOR_FACTORY_KEY: connector_factory,
                self.BOT_OAUTH_SCOPE_KEY: oauth_scope,
            }
        )
        return context


def _left_by_sdk(left: InvokeResponse | None) -> InvokeAnswer:
    """An invoke answer that a dialog left as an activity; without one a plain 200 (the SDK's 501 would be repeated)."""
    if isinstance(left, InvokeResponse) and isinstance(left.body, dict):
        return InvokeAnswer(HTTPStatus.OK, left.body)
    return InvokeAnswer(HTTPStatus.OK)


def _response(answer: InvokeAnswer) -> web.Response:
    if answer.body is None:
        return web.Response(status=answer.status)
    return web.Response(
        status=answer.status, body=orjson.dumps(answer.body), content_type="application/json", charset="utf-8"
    )
