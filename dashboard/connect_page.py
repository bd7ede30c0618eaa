"""GET /connect/{marketplace}: where a marketplace sends the programme lead back to after a consent."""

import logging
from functools import partial
from typing import Final

from aiohttp import web
from pydantic import SecretStr

from dashboard.pages import page, sentence_page, template
from gigs.errors import GigError
from ports.storage import StoreUnavailable
from translation.catalogue import N_, _
from use_cases.accounts.connect_account import NotConnected, finish_connecting
from use_cases.context import Context

LATER: Final = N_("Nothing was connected, because I can’t reach my database. Please start again in a minute.")

_CONNECTED: Final = "connected.html"
_NOT_CONNECTED: Final = "not_connected.html"
_LONGEST: Final = 4096

log = logging.getLogger(__name__)


def connect_routes(context: Context) -> list[web.RouteDef]:
    """For `app.add_routes`. A HEAD, as scanners of links send it, uses nothing up."""
    return [web.get("/connect/{marketplace}", partial(_finish, context), allow_head=False)]


async def _finish(context: Context, request: web.Request) -> web.Response:
    name = request.match_info["marketplace"]
    state, code, error = (request.query.get(key, "")[:_LONGEST] for key in ("state", "code", "error"))
    try:
        account = await finish_connecting(context, name, state=state, code=SecretStr(code), error=error)
    except NotConnected as trouble:
        status = 400 if trouble.is_wrong else 200
        return page(template(_NOT_CONNECTED).render(sentence=str(trouble), theirs=trouble.theirs), status)
    except GigError:
        return sentence_page(_("There’s no such marketplace here."), 404)
    except StoreUnavailable as trouble:
        log.warning("account not connected: %s", type(trouble).__name__)
        return sentence_page(_(LATER), 503)
    title = context.markets[name].title
    shown = {"title": title, "account": account.account_name, "lead": account.connected_by.name}
    return page(template(_CONNECTED).render(**shown), 200)
