"""Webhooks of real marketplaces, where they come in: each only wakes the reader, whatever it says."""

from collections.abc import Sequence

from aiohttp import web

from config.settings import Settings
from gigs.marketplaces import WORKSOME
from ports.storage import StoreUnavailable
from use_cases.context import Context
from use_cases.reading.hint import hinted


def hook_routes(settings: Settings, context: Context) -> list[web.RouteDef]:
    """The routes of the marketplaces that are in use and have a secret; none for the others.

    A webhook names no tenant: every tenant's gigs are looked through, and an id is a gig's of at most one of them.
    """
    if WORKSOME.name not in context.markets:
        return []
    from marketplace.worksome.hook_route import worksome_hook  # noqa: PLC0415 - only where it is in use

    async def wake(note: str, external_ids: Sequence[str]) -> None:
        await hinted(context, WORKSOME.name, external_ids, note, settings.tenants)

    routes = worksome_hook(settings.webhook_secrets, wake)
    return [_tried_again(route) for route in routes]


def _tried_again(route: web.RouteDef) -> web.RouteDef:
    """While our store is away the answer is 503, so that they send it again."""

    async def take(request: web.Request) -> web.StreamResponse:
        try:
            answer: web.StreamResponse = await route.handler(request)
        except StoreUnavailable:
            return web.Response(status=503)
        return answer

    return web.RouteDef(route.method, route.path, take, route.kwargs)
