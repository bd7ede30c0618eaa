"""Stand-ins of real marketplaces as a command, for trying things out without an account anywhere.

python3 run.py stand-ins upwork freelancer worksome --speed 1

It prints what belongs into .env and serves until Ctrl-C. What exists over there is kept in var/stand_ins; delete that folder to begin anew.
"""

import argparse
import asyncio
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from assembly.clock_and_ids import SystemClock
from config.formats import ROOT
from gigs.marketplaces import FREELANCER, UPWORK, WORKSOME
from marketplace.sandbox.faults import parse_faults
from stand_ins.consent import CLIENT_ID, CLIENT_SECRET
from stand_ins.freelancer.server import FreelancerServer
from stand_ins.pages import Pages
from stand_ins.saved_state import restore, save
from stand_ins.server import StandIn
from stand_ins.upwork.server import UpworkServer
from stand_ins.worksome.server import Worksome

QUICK = 120
"""How much quicker than a real marketplace these are read at speed 1: every second, while things move."""


STAND_INS: Mapping[str, tuple[Callable[..., StandIn], int]] = {
    UPWORK.name: (UpworkServer, 56161),
    FREELANCER.name: (FreelancerServer, 56162),
    WORKSOME.name: (Worksome, 56163),
}
"""Each with its port."""


def lines_for(servers: dict[str, StandIn], speed: float, *, offers: bool) -> list[str]:
    """What belongs into .env for these to be used beside the sandbox."""
    lines = [f"MARKETPLACES={','.join(('sandbox', *servers))}", f"MARKETPLACE_SPEED={QUICK * speed:g}"]
    for name, server in servers.items():
        lines += [
            f"{name.upper()}_CLIENT_ID={CLIENT_ID}",
            f'{name.upper()}_CLIENT_SECRET="{CLIENT_SECRET}"',
            f"{name.upper()}_API_URL={server.url}{server.api_path}",
            f"{name.upper()}_AUTHORIZE_URL={server.url}{server.authorize_path}",
            f"{name.upper()}_TOKEN_URL={server.url}{server.token_path}",
        ]
    if UPWORK.name in servers:
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
        "--no-offers", action="store_true", help=f"{UPWORK.title} lets our key make no offers, as is usual"
    )
    parser.add_argument(
        "--state", type=Path, default=ROOT / "var" / "stand_ins", help="folder of what exists there"
    )
    parser.add_argument("--any-port", action="store_true", help="free ports instead of fixed ones")
    return parser.parse_args(arguments)


def _server(name: str, asked: argparse.Namespace) -> StandIn:
    options: dict[str, Any] = {"speed": asked.speed, "faults": parse_faults(asked.faults)}
    if name == UPWORK.name:
        options["offers"] = not asked.no_offers
    kind, port = STAND_INS[name]
    server = kind(asked.state / f"{name}.db", SystemClock().now, **options)
    server.listen_at(0 if asked.any_port else port, *Pages(server).routes())
    return server


async def serve(asked: argparse.Namespace) -> None:
    """Until Ctrl-C or SIGTERM."""
    asked.state.mkdir(parents=True, exist_ok=True)
    servers: dict[str, StandIn] = {}
    async with AsyncExitStack() as stack:
        for name in dict.fromkeys(asked.names):
            servers[name], file = _server(name, asked), asked.state / f"{name}.json"
            restore(servers[name], file)
            stack.callback(save, servers[name], file)
            await stack.enter_async_context(servers[name])
        stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        print("# For .env:", *lines_for(servers, asked.speed, offers=not asked.no_offers), sep="\n")
        print("#", *(f"{server.title}: {server.url}" for server in servers.values()), sep="\n# ")
        print("# Serving; Ctrl-C stops.", flush=True)
        await stop.wait()


if __name__ == "__main__":
    asyncio.run(serve(_options(None)))
