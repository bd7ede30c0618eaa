"""How msal reaches Entra: a requests session, as msal would make it, with the proxies and authorities of all we send."""

import os
import ssl
from collections.abc import Mapping
from typing import Any, Final

# msal speaks through requests, in a thread of its own; nothing else of ours does.
import requests  # noqa: TID251
from requests.adapters import HTTPAdapter  # noqa: TID251
from yarl import URL

from http_client.environment import Proxies, named_authorities, trusting

_TIMEOUT_S: Final = 10.0


class _Way(HTTPAdapter):
    """Chooses proxy, authorities and end of every request, once more where the connection could not be made."""

    def __init__(self, proxies: Proxies, trusted: ssl.SSLContext) -> None:
        self._proxies = proxies
        self._trusted = trusted
        super().__init__(max_retries=1)

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        super().init_poolmanager(*args, ssl_context=self._trusted, **more)

    def proxy_manager_for(self, proxy: str, **more: Any) -> Any:
        return super().proxy_manager_for(proxy, ssl_context=self._trusted, **more)

    def send(self, request: requests.PreparedRequest, *args: Any, **more: Any) -> requests.Response:
        address = URL(request.url or "")
        proxy = self._proxies.way_to(address)
        more["proxies"] = {address.scheme: str(proxy)} if proxy else {}
        more["timeout"] = _TIMEOUT_S
        return super().send(request, *args, **more)


def msal_transport(environment: Mapping[str, str] = os.environ) -> requests.Session:
    """msal's `http_client`. It blocks, so it belongs into a thread; its errors are OSErrors.

    Trusted are the authorities that come with requests, too: msal without it trusts no others.
    """
    session = requests.Session()
    session.trust_env = False  # the environment is read by us, in one way for everything
    way = _Way(Proxies(environment), trusting(named_authorities(environment)))
    session.mount("http://", way)
    session.mount("https://", way)
    return session
