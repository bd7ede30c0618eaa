"""The product itself, wired by app.py in mode teams; only Teams' address is this machine's."""

import asyncio
from dataclasses import replace
from pathlib import Path

from config.importing import importing

with importing():
    from assembly.garbage import settle
    from assembly.wiring import Sources, running
    from bench.bots.serving import ORDER, keep_to_one_core, lead_to_fakes, serve
    from bench.cast import APP_ID, PASSWORD, TENANTS
    from bot.connector.service_urls import local_service_urls
    from config.logs import set_up_logging
    from config.settings import Settings
    from jobs.queues import QUEUES


def settings() -> Settings:
    """Of a real deployment with many tenants."""
    folder = Path(ORDER["folder"])
    return Settings(
        _env_file=None,
        mode="teams",
        bot_app_id=APP_ID,
        bot_app_password=PASSWORD,
        bot_tenant_id=TENANTS[0],
        allowed_tenants=",".join(TENANTS),
        database_url=ORDER["database_url"],
        sandbox_database=folder / "sandbox.db",
        sandbox_speed=ORDER.get("sandbox_speed", 1.0),
        people_file=folder / "people.yaml",
        log_level="warning",
    )


async def main() -> None:
    """Serves until killed."""
    queues = QUEUES if ORDER["jobs"] else [replace(queue, at_once=0) for queue in QUEUES]
    sources = Sources(service_urls=local_service_urls(), queues=queues)
    async with running(settings(), sources) as product:
        settle()
        await serve(product.http)


if __name__ == "__main__":
    keep_to_one_core()
    lead_to_fakes()
    set_up_logging(level="error", form="json", person_key=b"bench")
    asyncio.run(main())
