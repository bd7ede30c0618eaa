"""Opens the way to Microsoft Graph and closes it again: one session, one token for all calls."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Final

from directory.app_install import GraphInstaller
from directory.graph import Graph
from directory.graph_calls import GraphCalls
from directory.memory import PATIENCE_S
from entra.app_token import AppToken, Grant
from http_client.session import open_session

CONNECTIONS: Final = 16


@asynccontextmanager
async def connected(
    grant: Callable[[], Grant],
    url: str,
    tenant: str,
    role_groups: Mapping[str, str],
    *,
    now: Callable[[], datetime],
    default_zone: str = "UTC",
    patience_s: float = PATIENCE_S,
) -> AsyncIterator[Graph]:
    """The directory of one tenant. `grant` gets tokens for the Graph at `url`; the rest is as in `Graph`."""
    token = AppToken(grant)
    async with open_session(CONNECTIONS) as session:
        calls = GraphCalls(session, token, url, now=now)
        graph = Graph(calls, tenant, role_groups, now=now, default_zone=default_zone, patience_s=patience_s)
        try:
            yield graph
        finally:
            await graph.close()
            await token.close()


@asynccontextmanager
async def installing(
    grant: Callable[[], Grant], url: str, tenant: str, catalog_app_id: str, *, now: Callable[[], datetime]
) -> AsyncIterator[GraphInstaller]:
    """What adds our app for people of one tenant; `grant` gets tokens of the bot's own registration."""
    token = AppToken(grant)
    async with open_session(CONNECTIONS) as session:
        try:
            yield GraphInstaller(GraphCalls(session, token, url, now=now), tenant, catalog_app_id)
        finally:
            await token.close()
