"""Each marketplace has places of its own: one that hangs delays no other's writes."""

import asyncio
from dataclasses import replace

import pytest

from assembly.jobs import JOBS
from gigs.marketplaces import MARKETPLACES
from jobs.queues import QUEUES, Queue, queue_of
from ports.jobs import MarketJob
from tests.support.replica import SampleJob, a_replica

SOON = 20
EACH = tuple(replace(queue, poll=0.05) for queue in QUEUES)
PLACES = next(queue.at_once for queue in QUEUES if queue.name == "market:upwork")


class OneHangs:
    """A handler: what goes to Upwork never comes back, and everything else does."""

    def __init__(self):
        self.hanging = 0
        self.done = []
        self._changed = asyncio.Condition()

    async def __call__(self, job):
        async with self._changed:
            if job.to == "upwork":
                self.hanging += 1
            else:
                self.done.append(job.what)
            self._changed.notify_all()
        if job.to == "upwork":
            await asyncio.Event().wait()

    async def until(self, condition):
        async with asyncio.timeout(SOON), self._changed:
            await self._changed.wait_for(condition)


async def test_a_marketplace_that_hangs_delays_no_other(url):
    market = OneHangs()
    async with a_replica(url, market, queues=EACH) as replica:
        await replica.enqueue(*(SampleJob(what=f"hangs {n}", to="upwork") for n in range(3 * PLACES)))
        await market.until(lambda: market.hanging == PLACES)

        others = [SampleJob(what=f"at {name}", to=name) for name in MARKETPLACES if name != "upwork"]
        await replica.enqueue(*others, SampleJob(what="of an earlier release"))

        await market.until(lambda: len(market.done) == len(others) + 1)
        assert market.hanging == PLACES
        waiting = await replica.sql("SELECT queue, count(*) FROM job WHERE state = 'waiting' GROUP BY queue")
        assert waiting == [("market:upwork", 2 * PLACES)]


async def test_what_there_is_no_queue_for_is_done_all_the_same(url):
    market = OneHangs()
    async with a_replica(url, market, queues=EACH) as replica:
        await replica.enqueue(SampleJob(what="elsewhere", to="a marketplace of another release"))
        await market.until(lambda: market.done == ["elsewhere"])


async def test_work_of_an_earlier_release_still_waits_where_it_is_looked_for(url):
    market = OneHangs()
    before = (Queue("market", at_once=0, poll=0.05),)
    async with a_replica(url, market, queues=before) as replica:
        await replica.enqueue(SampleJob(what="enqueued before", to="freelancer"))
        assert await replica.sql("SELECT queue FROM job") == [("market",)]
    async with a_replica(url, market, queues=EACH):
        await market.until(lambda: market.done == ["enqueued before"])


@pytest.mark.parametrize(
    "kind", [kind for kind in JOBS if kind.queue == "market"], ids=lambda kind: kind.name
)
def test_every_call_to_a_marketplace_takes_its_own_queue(kind):
    assert issubclass(kind, MarketJob)
    names = {queue.name for queue in QUEUES}
    assert [queue_of(kind.model_construct(market=name), names) for name in MARKETPLACES] == [
        f"market:{name}" for name in MARKETPLACES
    ]
