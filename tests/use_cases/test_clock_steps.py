"""Every kind of timer while the clock is a day ahead, and then back: each goes on within its own rhythm.

A timer that reads a monotonic clock or the event loop (tickers, pacing, breakers, signing keys, our own tokens, the watchdog) can't be
met by a step, and isn't here. Those that live in rows that a sweep mends are in test_step_back.py and tests/jobs/test_step_back.py.
"""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from assembly.readiness import Readiness
from assembly.restored import KeptMark, declare_restored, notice_restore
from bot.door.inbound import read_inbound
from bot.turn.acquaintances import Acquaintances
from directory.graph_calls import GraphCalls
from directory.memory import Memory
from gigs.gig import GigState
from marketplace.freelancer.catalogue import Cached
from marketplace.freelancer.limits import Quiet
from marketplace.upwork.wire import Memory as UpworkMemory
from marketplace.upwork.wire import Wire
from marketplace.worksome.catalogue import Catalogue
from ports.notices import NoticeKind
from ports.reading_storage import ReadingAccount
from tests.support.accounts import SEALER, a_grant, an_account
from tests.support.activities import message
from tests.support.builders import MARK, RITA, TENANT
from tests.support.one_by_one import one_by_one
from tests.use_cases.company import CLOCKED, HOUR, notices, open_for_business, submit
from tests.use_cases.posting import OVER
from use_cases.accounts.keep_access import LEASE, seal_grant
from use_cases.approving.run_clock import HELD, claim_ticking, run_clock
from use_cases.context import Rests
from use_cases.notifying.notify import DeliverNotice, MailNotice
from use_cases.notifying.out_of_reach import still_silent
from use_cases.reading.sync_gig import claim_due
from use_cases.settling.sweep import sweep

DAY = 86_400


class Counted:
    """Something that is asked for, and how often it was."""

    def __init__(self):
        self.times = 0

    async def __call__(self, *_asked, **_more):
        self.times += 1
        return self.times

    async def ready(self):
        self.times += 1


async def cards_rest(world, _folder):
    rests = Rests(timedelta(seconds=3))
    rests.begin(world.clock.now(), "gig")
    yield
    assert rests.left(world.clock.now(), "gig") == 0


async def readiness(world, _folder):
    store = Counted()
    asked = Readiness(cast("Any", store), world.clock)
    await asked.answer(cast("Any", None))
    yield
    await asked.answer(cast("Any", None))
    assert store.times == 2


async def directory_memory(world, _folder):
    ask = Counted()
    memory = Memory(ask, now=world.clock.now, size=9)
    assert await memory.get("rita") == 1
    yield
    assert await memory.get("rita") == 2


async def graph_pause(world, _folder):
    calls = GraphCalls(cast("Any", None), cast("Any", None), "https://graph.example", now=world.clock.now)
    calls._close_for(timedelta(minutes=10))
    assert calls._is_closed()
    yield
    assert not calls._is_closed()
    calls._close_for(timedelta(minutes=10))
    assert calls._is_closed()
    world.clock.advance(601)
    assert not calls._is_closed()


async def freelancer_endpoint(world, _folder):
    quiet = Quiet(world.clock.now)
    quiet.hear("t", "GET a", {"RateLimit-Remaining": "0", "RateLimit-Reset": "25"})
    yield
    quiet.check("t", "GET a")


async def freelancer_catalogue(world, _folder):
    read = Counted()
    cached = Cached(world.clock.now, read)
    assert await cached.get(cast("Any", None)) == 1
    yield
    assert await cached.get(cast("Any", None)) == 2


async def upwork_catalogue(world, _folder):
    fetch = Counted()
    wire = Wire(cast("Any", None), "t", world.clock.now, UpworkMemory())
    assert await wire.keep("skills", fetch) == 1
    yield
    assert await wire.keep("skills", fetch) == 2


async def worksome_catalogue(world, _folder):
    read = Counted()

    async def nothing(*asked):
        await read(*asked)

    catalogue = Catalogue(world.clock.now)
    await catalogue.find(cast("Any", SimpleNamespace(read=nothing)), "logo", 3)
    yield
    await catalogue.find(cast("Any", SimpleNamespace(read=nothing)), "logo", 3)
    assert read.times == 2


async def known_chat(world, _folder):
    url = "https://smba.trafficmanager.net/teams/"
    acquaintances, said = Acquaintances(world.context), read_inbound(message(url, "help"), TENANT, url)
    acquaintances.has_met(said, RITA)
    assert acquaintances.is_first_greeting("a:rita")
    assert acquaintances.to_meet(said, RITA) is None
    yield
    assert acquaintances.to_meet(said, RITA) is not None
    assert acquaintances.is_first_greeting("a:rita")


async def approvals_clock(world, _folder):
    """Claimed just before a crash: nobody has run it."""
    world.clock.advance(-DAY)
    open_for_business(world, CLOCKED)
    await world.meets(RITA, MARK)
    await submit(world)
    world.clock.advance(HOUR)
    world.clock.advance(DAY)
    assert await claim_ticking(world.context) == [(TENANT, 1)]
    yield
    assert await claim_ticking(world.context) == [(TENANT, 1)]
    assert await claim_ticking(world.context) == []
    await run_clock(world.context, TENANT, 1)
    await world.work()
    assert len(notices(world, MARK, NoticeKind.APPROVAL_REMINDED)) == 1
    world.clock.advance(HELD.total_seconds())
    assert await claim_ticking(world.context) == []


async def reading_claim(world, _folder):
    world.clock.advance(-DAY)
    await world.approved()
    await world.work()
    world.clock.advance(DAY)
    account = ReadingAccount(tenant=TENANT, marketplace="sandbox")
    assert await claim_due(world.context, account) == [(TENANT, 1)]
    yield
    await sweep(world.context)
    assert await claim_due(world.context, account) == [(TENANT, 1)]


async def token_lease(world, _folder):
    tokens = seal_grant(SEALER, an_account(), a_grant())
    async with one_by_one(world.store) as tx:
        await tx.accounts.put(an_account(), tokens, "E-1")
        seen = await tx.accounts.stored(TENANT, "upwork")
        assert await tx.accounts.lease(seen, world.clock.now(), world.clock.now() + LEASE)
    yield
    async with one_by_one(world.store) as tx:
        seen = await tx.accounts.stored(TENANT, "upwork")
        assert await tx.accounts.lease(seen, world.clock.now(), world.clock.now() + LEASE)


async def restore_under_way(world, folder):
    """The process that noticed it, and still runs, was ahead as well."""
    kept = KeptMark(folder / "mark")
    await declare_restored(world.store, world.clock, world.context.ids)
    world.context = replace(world.context, began=world.clock.now())
    yield
    await notice_restore(world.store, kept, world.clock, world.context.ids)  # as it does every minute
    await world.approved()
    await world.pass_time(OVER + 240, step=30)
    assert (await world.gig()).state is GigState.LISTED


async def unreached_approver(world, _folder):
    """Ten minutes after a question that can't be said, another way is tried."""
    world.context = replace(world.context, mailer=cast("Any", object()))
    await world.submitted()
    (asked,) = [job.notice for _, _, job in world.store.due if isinstance(job, DeliverNotice)]
    await still_silent(world.context, asked, TENANT)
    assert MailNotice(tenant=TENANT, notice=asked) not in [job for _, _, job in world.store.due]
    yield
    await still_silent(world.context, asked, TENANT)
    assert MailNotice(tenant=TENANT, notice=asked) in [job for _, _, job in world.store.due]


TIMERS = (
    cards_rest,
    readiness,
    directory_memory,
    graph_pause,
    freelancer_endpoint,
    freelancer_catalogue,
    upwork_catalogue,
    worksome_catalogue,
    known_chat,
    approvals_clock,
    reading_claim,
    token_lease,
    restore_under_way,
    unreached_approver,
)


@pytest.mark.parametrize("timer", TIMERS, ids=lambda timer: timer.__name__)
async def test_what_was_begun_a_day_ahead_goes_on_when_the_clock_is_back(world, tmp_path, timer):
    world.clock.advance(DAY)
    begun = timer(world, tmp_path)
    await anext(begun)
    world.clock.advance(-DAY)
    with pytest.raises(StopAsyncIteration):
        await anext(begun)
