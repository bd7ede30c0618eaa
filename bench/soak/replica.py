"""One replica of the product with its crowd: `python -m bench.soak.replica CONFIG SEED`, killed without warning."""

import asyncio
import json
import random
import sys
from datetime import timedelta
from pathlib import Path

from bench.soak.crowd import Crowd
from bot.outbound_token import NoToken
from bot.service_urls import local_service_urls
from gigs.people import PersonKey
from jobs.liveness import Patience as Heartbeat
from settings import Settings
from tests.support.entra import TENANT
from tests.support.people_file import MARK, RITA
from use_cases.operation import Patience
from wiring import Sources, running

HEARTBEAT = Heartbeat(beat=0.25, dead_after=2.0)


def patience(quarantine: float) -> Patience:
    """The waits of the posting protocol, a hundred times shorter; the usual quarantine still outlasts a late landing."""
    return Patience(
        call_timeout=timedelta(seconds=1.5),
        send_within=timedelta(seconds=0.5),
        quarantine=timedelta(seconds=quarantine),
        between_noes=timedelta(seconds=0.5 if quarantine else 0),
        noes_needed=2 if quarantine else 1,
        attempts=100,
    )


async def live(config: dict, seed: int) -> None:
    """Serves and acts until it is killed."""
    chance = random.Random(seed)
    sources = Sources(
        chance=lambda: chance.random() * 0.1,
        patience=patience(config["quarantine"]),
        heartbeat=HEARTBEAT,
        bearer=NoToken(),
        service_urls=local_service_urls(),
    )
    rita, mark = (PersonKey(tenant=TENANT, object_id=one.object_id) for one in (RITA, MARK))
    async with running(Settings(_env_file=None, **config["settings"]), sources) as product:
        await Crowd(product.outside, rita, mark, config["market"], seed).go(config["gigs"])


if __name__ == "__main__":
    asyncio.run(live(json.loads(Path(sys.argv[1]).read_text()), int(sys.argv[2])))
