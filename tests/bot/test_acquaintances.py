"""Which messages count as new: a repeated one is answered once, and one that failed is answered when it comes again."""

from types import SimpleNamespace
from typing import Any

import pytest

from bot.door.inbound import read_inbound
from bot.turn.acquaintances import Acquaintances
from ports.storage import CommitUnknown, StoreUnavailable
from tests.support.activities import message
from tests.support.clock import FakeClock

URL = "https://smba.trafficmanager.net/teams/"


class Inbox:
    """The inbox, in a store that is away as often as it is told: before the work, or only at the commit."""

    def __init__(self):
        self.rows = set()
        self.away = []

    async def first_time(self, tenant, conversation_id, activity_id, at):
        key = (tenant, conversation_id, activity_id)
        is_new = key not in self.rows
        self.rows.add(key)
        return is_new

    async def forget_one(self, tenant, conversation_id, activity_id):
        self.rows.discard((tenant, conversation_id, activity_id))

    async def run(self, work):
        trouble = self.away.pop(0) if self.away else None
        if trouble is not None and not isinstance(trouble, CommitUnknown):
            raise trouble
        value = await work(SimpleNamespace(inbox=self))
        if trouble is not None:
            raise trouble
        return value


@pytest.fixture
def inbox():
    return Inbox()


@pytest.fixture
def acquaintances(inbox):
    context: Any = SimpleNamespace(store=inbox, clock=FakeClock())
    return Acquaintances(context)


@pytest.fixture
def pressed():
    return read_inbound(message(URL, "", value={"verb": "approve_gig", "gig": 1}), "contoso", URL)


async def test_a_press_that_teams_repeats_counts_once(acquaintances, pressed):
    assert await acquaintances.is_first(pressed, acts=True)
    assert not await acquaintances.is_first(pressed, acts=True)


@pytest.mark.parametrize("trouble", [StoreUnavailable("away"), CommitUnknown("who knows")], ids=repr)
async def test_a_press_that_met_a_store_outage_counts_when_teams_repeats_it(
    acquaintances, inbox, pressed, trouble
):
    inbox.away = [trouble]
    with pytest.raises(StoreUnavailable):
        await acquaintances.is_first(pressed, acts=True)
    assert await acquaintances.is_first(pressed, acts=True)
    assert not await acquaintances.is_first(pressed, acts=True)


async def test_a_press_that_failed_while_the_store_stays_away_counts_when_it_is_repeated(
    acquaintances, inbox, pressed
):
    assert await acquaintances.is_first(pressed, acts=True)
    inbox.away = [StoreUnavailable("still away")]
    await acquaintances.unsee(pressed, acts=True)
    assert await acquaintances.is_first(pressed, acts=True)
