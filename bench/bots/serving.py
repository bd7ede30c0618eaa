"""What every measured server shares: Microsoft's names lead to the fakes, one core, and a door for the one who measures.

Standard library and aiohttp only: it also runs in an environment that has nothing else of ours.
"""

import asyncio
import json
import os
import socket
import time
from typing import Any

from aiohttp import web

from bench.bots.where import Sampler

ORDER: dict[str, Any] = json.loads(os.environ.get("BENCH_ORDER", "{}"))
"""What run.py wants of this server."""


def lead_to_fakes() -> None:
    """Every look-up of one of Microsoft's hosts finds the fake on this machine."""
    real = socket.getaddrinfo

    def look_up(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
        if host in ORDER["names"]:
            host, port = "127.0.0.1", ORDER["tls_port"]
        return real(host, port, *rest, **more)

    socket.getaddrinfo = look_up


def keep_to_one_core() -> None:
    """One core is the server's, the others are the load's."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, [int(ORDER["core"])])


def add_door(http: web.Application) -> None:
    """GET /bench/cpu: seconds used so far; POST /bench/sample and GET /bench/sample: where they go."""
    sampler = Sampler()

    async def cpu(_: web.Request) -> web.Response:
        return web.json_response({"cpu": time.process_time(), "loop": time.thread_time()})

    async def start(_: web.Request) -> web.Response:
        sampler.start()
        return web.Response()

    async def stop(_: web.Request) -> web.Response:
        return web.json_response(sampler.stop())

    http.router.add_get("/bench/cpu", cpu)
    http.router.add_post("/bench/sample", start)
    http.router.add_get("/bench/sample", stop)


async def serve(http: web.Application) -> None:
    """Serves until killed; the port is the first line on standard output."""
    add_door(http)
    runner = web.AppRunner(http, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()
