"""Stand-ins of real marketplaces as a command, for trying things out without an account anywhere.

python3 run.py stand-ins upwork freelancer worksome --speed 1

It prints what belongs into .env and serves until Ctrl-C. What exists over there is kept in var/stand_ins; delete that folder to begin anew.
"""

import argparse
import asyncio
import signal
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assembly.sources import SystemClock
from config.formats import ROOT
from marketplace.sandbox.faults import parse_faults
from stand_ins.consent import CLIENT_ID, CLIENT_SECRET
from stand_ins.freelancer.server import FreelancerServer
from stand_ins.kept import keep, remember
from stand_ins.server import StandIn
from stand_ins.site import Site
from stand_ins.upwork.server import UpworkServer
from stand_ins.worksome.server import Worksome

QUICK = 120
"""How much quicker than a real marketplace these are read at speed 1: every second, while things move."""


@dataclass(frozen=True)
class There:
    """A stand-in, its port, and where it answers."""

    title: str
    server: Callable[..., StandIn]
    port: int
    authorize: str
    token: str
    api: str


STAND_INS = {
    "upwork": There(
        "Upwork",
        UpworkServer,
        56161,
        "/ab/account-security/oauth2/authorize",
        "/api/v3/oauth2/token",
        "/graphql",
    ),
    "freelancer": There(
        "Freelancer.com", FreelancerServer, 56162, "/oauth/authorise", "/oauth/token", "/api"
    ),
    "worksome": There("Worksome", Worksome, 56163, "/oauth/authorize", "/oauth/token", "/graphql"),
}


def lines_for(servers: dict[str, StandIn], speed: float, *, offers: bool) -> list[str]:
    """What belongs into .env for these to be used beside the sandbox."""
    lines = [f"MARKETPLACES={','.join(('sandbox', *servers))}", f"MARKETPLACE_SPEED={QUICK * speed:g}"]
    for name, server in servers.items():
        there = STAND_INS[name]
        lines += [
            f"{name.upper()}_CLIENT_ID={CLIENT_ID}",
            f'{name.upper()}_CLIENT_SECRET="{CLIENT_SECRET}"',
            f"{name.upper()}_API_URL={server.url}{there.api}",
            f"{name.upper()}_AUTHORIZE_URL={server.url}{there.authorize}",
            f"{name.upper()}_TOKEN_URL={server.url}{there.token}",
        ]
    if "upwork" in servers:
        lines.append(f"UPWORK_OFFERS={'on' if offers else 'off'}")
    return lines


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "names", nargs="+", choices=STAND_INS, metavar="MARKETPLACE", help=", ".join(STAND_INS)
    )
    parser.add_argument(
        "--speed", type=float, default=1.0, help="of the freelancers; 1: they answer within seconds"
    )
    parser.add_argument("--faults", default="", help="in the words of SANDBOX_FAULTS")
    parser.add_argument(
        "--no-offers", action="store_true", help="Upwork lets our key make no offers, as is usual"
    )
    parser.add_argument(
        "--state", type=Path, default=ROOT / "var" / "stand_ins", help="folder of what exists there"
    )
    parser.add_argument("--any-port", action="store_true", help="free ports instead of fixed ones")
    return parser.parse_args(arguments)


def _server(name: str, asked: argparse.Namespace) -> StandIn:
    options: dict[str, Any] = {"speed": asked.speed, "faults": parse_faults(asked.faults)}
    if name == "upwork":
        options["offers"] = not asked.no_offers
    there = STAND_INS[name]
    server = there.server(asked.state / f"{name}.db", SystemClock().now, **options)
    server.listen_at(0 if asked.any_port else there.port, *Site(server, there.title).routes())
    return server


async def serve(asked: argparse.Namespace) -> None:
    """Until Ctrl-C or SIGTERM."""
    asked.state.mkdir(parents=True, exist_ok=True)
    servers: dict[str, StandIn] = {}
    async with AsyncExitStack() as stack:
        for name in dict.fromkeys(asked.names):
            servers[name], file = _server(name, asked), asked.state / f"{name}.json"
            remember(servers[name], file)
            stack.callback(keep, servers[name], file)
            await stack.enter_async_context(servers[name])
        stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        print("# For .env:", *lines_for(servers, asked.speed, offers=not asked.no_offers), sep="\n")
        print(
            "#", *(f"{STAND_INS[name].title}: {server.url}" for name, server in servers.items()), sep="\n# "
        )
        print("# Serving; Ctrl-C stops.", flush=True)
        await stop.wait()


if __name__ == "__main__":
    asyncio.run(serve(_options(None)))
