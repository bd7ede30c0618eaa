"""A person who types is answered in time while everything around them changes; on a virtual clock, with Teams' limits."""

import asyncio
import selectors
from collections import deque
from functools import partial

import pytest

from bot.connector.calls import Calls
from bot.connector.connector import Connector
from bot.connector.errors import Throttled
from bot.connector.pacing import PUBLISHED_WRITES, Kind, Pacing, Urgency
from bot.connector.wire import text_message
from bot.turn.outbox import Outbox

CHAT, TENANT, TEAMS = "a:rita", "tenant", "https://smba.trafficmanager.net/teams"
GIGS, COMMANDS, TYPING_S, SLOWEST_S = 20, 25, 30.0, 3.0


class JumpingSelector(selectors.SelectSelector):
    """Never waits: the time that would have been waited has passed."""

    passed = 0.0

    def select(self, timeout=None):
        self.passed += timeout or 0.0
        return super().select(0)


class VirtualTime(asyncio.SelectorEventLoop):
    """Hours pass in no time."""

    def __init__(self):
        self._jumping = JumpingSelector()
        super().__init__(self._jumping)

    def time(self):
        return self._jumping.passed


class StrictTeams(Calls):
    """In the place of `Calls`: keeps the published limits of a chat, and refuses what is beyond, as Teams does; also the
    first answers, as if other bots had used the chat up."""

    def __init__(self, pacing, refusals):
        self.pacing = pacing
        self.accepted = []
        self.refused = 0
        self._starts: deque[float] = deque(maxlen=2000)
        self._refusals = refusals

    async def make(self, call):
        now = asyncio.get_running_loop().time
        await self.pacing.admit(call.kind, call.lane, call.tenant, call.urgency)
        full = any(sum(1 for at in self._starts if at > now() - s) >= n for s, n in PUBLISHED_WRITES)
        by_others = call.method == "POST" and self._refusals > 0
        if full or by_others:
            self._refusals -= by_others
            self.refused += 1
            self.pacing.close(Kind.WRITE, call.lane, 1.0)
            raise Throttled(1.0)
        self._starts.append(now())
        await asyncio.sleep(0.1)
        self.accepted.append((call.method, now(), call.body.get("text")))
        return {"id": str(len(self.accepted))}


async def redraw_for_ever(connector, number):
    """A card that changes every second, drawn again whenever it may be."""
    while True:
        try:
            await connector.update(TEAMS, CHAT, str(number), text_message("changed"), tenant=TENANT)
        except Throttled as refused:
            await asyncio.sleep(refused.retry_after)
        await asyncio.sleep(1)


async def type_and_be_answered(teams, outbox, connector):
    """What was said in answer to each command, how long after it was typed."""
    now = asyncio.get_running_loop().time
    typed = {}
    turns = []
    for number in range(COMMANDS):
        word = f"answer {number}"
        typed[word] = now()
        say = partial(connector.send, TEAMS, CHAT, text_message(word), tenant=TENANT)
        turns.append(asyncio.create_task(outbox.say(CHAT, say)))
        await asyncio.sleep(TYPING_S / COMMANDS)
    await asyncio.gather(*turns)  # a turn that raises would be a 5xx
    await outbox.close(60)
    return {word: at - typed[word] for method, at, word in teams.accepted if method == "POST"}


async def a_busy_half_minute(refusals):
    loop = asyncio.get_running_loop()
    pacing = Pacing(monotonic=loop.time)
    teams = StrictTeams(pacing, refusals)
    connector = Connector(teams)
    behind = connector.less_urgent(Urgency.REDRAW)
    redraws = [asyncio.create_task(redraw_for_ever(behind, number)) for number in range(GIGS)]
    await asyncio.sleep(5)  # the redraws were there first
    waits = await type_and_be_answered(teams, Outbox(), connector)
    quiet_since = loop.time()
    await asyncio.sleep(60)
    for task in redraws:
        task.cancel()
    drawn = [at for method, at, _ in teams.accepted if method == "PUT" and at > quiet_since]
    return teams, waits, drawn


@pytest.mark.parametrize("refusals", [0, 2], ids=["alone", "others use the limits too"])
def test_everything_typed_is_answered_in_order_and_in_time_while_twenty_gigs_change(refusals):
    with asyncio.Runner(loop_factory=VirtualTime) as runner:
        teams, waits, drawn = runner.run(a_busy_half_minute(refusals))

    assert list(waits) == [f"answer {number}" for number in range(COMMANDS)]
    assert max(waits.values()) <= SLOWEST_S
    assert teams.refused == refusals  # our own pacing never lets Teams refuse
    assert len(drawn) >= GIGS  # cards catch up when the person falls silent
