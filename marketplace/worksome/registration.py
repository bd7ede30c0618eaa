"""Registering our address for Worksome's webhooks, and seeing what is registered."""

from collections.abc import Sequence

from pydantic import SecretStr

from marketplace.worksome import operations
from marketplace.worksome.api import Api
from marketplace.worksome.webhooks import EVENTS
from marketplace.worksome.wire import Ref, Webhook

NAME = "Freelance Connector"


async def registered(api: Api) -> Sequence[Webhook]:
    """Every webhook of our company. Raises MarketplaceRefused or MarketplaceUnavailable."""
    mine = {"accounts": [await api.company()]}
    return [one async for one in api.every(operations.WEBHOOKS, mine, "webhooks", Webhook)]


async def register(api: Api, url: str, secret: SecretStr) -> str:
    """Has Worksome tell this https address of everything we listen for; the id over there.

    Twice is a yes: an address that is registered already gets this secret and these events. After an unknown outcome,
    call it again. Raises the MarketplaceError family.
    """
    given = {
        "title": NAME,
        "url": url,
        "secret": secret.get_secret_value(),
        "isActive": True,
        "subscribedEvents": list(EVENTS),
    }
    for one in await registered(api):
        if one.url == url:
            known = {"id": one.id, **given}
            return (await api.write(operations.UPDATE_WEBHOOK, known, "updateWebhook", Ref)).id
    fresh = {"company": await api.company(), **given}
    return (await api.write(operations.CREATE_WEBHOOK, fresh, "createWebhook", Ref)).id
