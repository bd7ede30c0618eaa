"""One replica of the product with its crowd: `python -m bench.soak.replica CONFIG SEED`, killed without warning."""

import asyncio
import json
import random
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import assembly.markets as markets
from assembly.providers import BUILDERS, Recipe
from assembly.wiring import Sources, running
from bench.soak.crowd import Crowd
from bench.soak.leads import answer_strays
from bench.soak.odd_answers import OddSandbox
from bench.soak.questions import answer_questions
from bot.connector.service_urls import local_service_urls
from bot.connector.token import NoToken
from config.settings import Settings
from gigs.people import PersonKey
from jobs.liveness import Patience as Heartbeat
from marketplace.http.calls import Calls
from marketplace.http.oauth import OAuthApp
from marketplace.http.pace import Limits
from ports.marketplace import Rhythm
from ports.operations import Patience
from tests.support.entra import TENANT
from tests.support.people_file import MARK, PAT, RITA

HEARTBEAT = Heartbeat(beat=0.25, dead_after=4.0)
RHYTHM = Rhythm(quick=timedelta(seconds=0.7), slow=timedelta(seconds=3), gather=timedelta(seconds=2))
LIMITS = Limits(a_second=500, at_once=500)


def patience(quarantine: float, call: float) -> Patience:
    """The waits of the posting protocol, a hundred times shorter; the usual quarantine still outlasts a late landing."""
    return Patience(
        call_timeout=timedelta(seconds=call),
        send_within=timedelta(seconds=0.5),
        quarantine=timedelta(seconds=quarantine),
        between_misses=timedelta(seconds=0.5 if quarantine else 0),
        misses_needed=2 if quarantine else 1,
        attempts=100,
        ask_again=timedelta(seconds=1),
    )


def hurried(recipe: Recipe) -> Recipe:
    """The same marketplace, read every second or so and called as often as anybody likes."""

    def build(calls: Calls, oauth: OAuthApp, settings: Settings, now: Callable[[], datetime]) -> Any:
        market: Any = recipe.build(calls, oauth, settings, now)
        market.rhythm = RHYTHM
        return market

    return replace(recipe, limits=LIMITS, build=build)


async def live(config: dict[str, Any], seed: int) -> None:
    """Serves and acts until it is killed."""
    chance = random.Random(seed)
    settings = Settings(_env_file=None, **config["settings"])
    sources = Sources(
        chance=lambda: chance.random() * 0.1,
        patience=patience(config["quarantine"], 8 if settings.real_markets else 3),
        heartbeat=HEARTBEAT,
        bearer=NoToken(),
        service_urls=local_service_urls(),
        builders={name: hurried(recipe) for name, recipe in BUILDERS.items()},
    )
    if not settings.real_markets:
        OddSandbox.odd_share, OddSandbox.odd_chance = config["odd"], chance
        vars(markets)["Sandbox"] = partial(OddSandbox, funding=config["funding"])
    rita, mark, pat = (PersonKey(tenant=TENANT, object_id=one.object_id) for one in (RITA, MARK, PAT))
    async with running(settings, sources) as product, asyncio.TaskGroup() as group:
        crowd = Crowd(product.context, rita, mark, config["market"], config["skills"], seed)
        group.create_task(crowd.go(config["gigs"]))
        file = Path(config["file"])
        group.create_task(answer_questions(product.context, rita, settings.database_url, file))
        group.create_task(answer_strays(product.context, pat, config["market"], file, chance))


if __name__ == "__main__":
    asyncio.run(live(json.loads(Path(sys.argv[1]).read_text()), int(sys.argv[2])))
