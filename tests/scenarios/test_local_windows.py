"""Mode `local`: a Playground's window opens empty every time, and is never left without a word."""

import itertools

import pytest
import pytest_asyncio

from tests.support.activities import activity
from tests.support.clock import FakeClock
from tests.support.entra import TENANT
from tests.support.people_file import a_cast
from tests.support.product import on_stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

EVENTS = ("conversationUpdate", "installationUpdate")
ORDERS = pytest.mark.parametrize("order", [EVENTS, EVENTS[::-1]], ids=["usual", "reversed"])


@pytest.fixture(scope="module")
def clock():
    return FakeClock()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory, clock):
    folder = tmp_path_factory.mktemp("local")
    async with on_stage(folder, clock=clock, casts=9, mode="local", allowed_tenants=[TENANT]) as stage:
        yield stage


@pytest.fixture(scope="module")
def casts():
    return itertools.count(1)


@pytest.fixture
def rita(stage, casts):
    return stage.seat(a_cast(next(casts)).rita)


def greetings(seat):
    return [card["fallbackText"].split(".")[0] for card in seat.cards().values()]


@ORDERS
async def test_a_window_that_is_opened_for_the_first_time_is_welcomed_once(rita, order):
    await rita.installs(order=order)

    assert greetings(rita) == ["I’m Freelance Connector"]


@ORDERS
async def test_a_window_that_is_opened_again_is_greeted_once_more(rita, clock, order):
    await rita.installs()
    clock.advance(30)
    await rita.installs(order=order)

    assert greetings(rita) == ["I’m Freelance Connector", "Welcome back"]
    assert {"My gigs", "Waiting for my answer"} <= rita.titles()


async def test_a_client_that_says_nothing_of_installs_is_welcomed_once(rita, clock):
    await rita.installs(order=EVENTS[:1])
    clock.advance(30)
    await rita.installs(order=EVENTS[:1])

    assert greetings(rita) == ["I’m Freelance Connector"]


async def test_an_uninstall_that_names_a_channel_leaves_the_one_to_one_chat_it_came_from(rita, clock):
    await rita.installs()
    named = {"tenant": {"id": TENANT}, "settings": {"selectedChannel": {"id": rita.chat}}}
    await rita.sends(
        activity(rita.teams.url, "installationUpdate", rita.person, action="remove", channelData=named)
    )
    clock.advance(30)
    await rita.installs()

    assert greetings(rita) == ["I’m Freelance Connector"] * 2
