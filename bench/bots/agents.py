"""microsoft-agents' echo as its quickstart has it; runs in an environment of its own (see bench/yardstick.py)."""

import asyncio

from aiohttp import web
from microsoft_agents.authentication.msal import MsalConnectionManager
from microsoft_agents.hosting.aiohttp import (
    CloudAdapter,
    jwt_authorization_middleware,
    start_agent_process,
)
from microsoft_agents.hosting.core import (
    AgentApplication,
    AgentAuthConfiguration,
    Authorization,
    MemoryStorage,
    TurnContext,
    TurnState,
)

from bench.bots.serving import ORDER, keep_to_one_core, lead_to_fakes, serve


async def main() -> None:
    """Serves until killed."""
    known = AgentAuthConfiguration(
        client_id=ORDER["app_id"], tenant_id=ORDER["tenant"], client_secret="not-a-real-secret"
    )
    storage = MemoryStorage()
    connections = MsalConnectionManager(connections_configurations={"SERVICE_CONNECTION": known})
    adapter = CloudAdapter(connection_manager=connections)
    agent = AgentApplication[TurnState](
        storage=storage, adapter=adapter, authorization=Authorization(storage, connections)
    )

    @agent.activity("message")  # type: ignore[untyped-decorator]
    async def echo(context: TurnContext, _state: TurnState) -> None:
        await context.send_activity(context.activity.text)

    async def handle(request: web.Request) -> web.Response:
        return await start_agent_process(request, agent, adapter) or web.Response()

    http = web.Application(middlewares=[jwt_authorization_middleware])
    http["agent_configuration"] = known
    http.router.add_post("/api/messages", handle)
    await serve(http)


if __name__ == "__main__":
    keep_to_one_core()
    lead_to_fakes()
    asyncio.run(main())
