"""When a marketplace cannot be read, people hear of it once, read the truth on the card, and hear when it works again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gigs.gig import GigState
from ports.marketplace import MarketplaceError, MarketplaceRefused, MarketplaceUnavailable
from ports.notices import CardCopy, NoticeKind, View
from ports.reading_storage import FAILED_IN_A_ROW
from ports.storage import StoreUnavailable
from tests.support.builders import RITA
from tests.use_cases.messenger import a_chat
from tests.use_cases.world import PAT
from use_cases.accounts.pause_market import pause_market
from use_cases.notifying.track_card import track_card
from use_cases.permissions.gig_page import HeldUp
from use_cases.reading.sync_gig import sync_gig
from use_cases.showing.show_gig import show_gig

FAILED, RECOVERED, LEADS = (
    NoticeKind.READING_FAILED,
    NoticeKind.READING_RECOVERED,
    NoticeKind.MARKET_UNREADABLE,
)
AWAY = MarketplaceUnavailable("It answered 503.")


class Failing:
    """A marketplace whose proposals raise this, while there is something to raise."""

    def __init__(self, market, trouble=AWAY):
        self._market, self.trouble = market, trouble

    def of(self, tenant):
        return self

    def __getattr__(self, name):
        return getattr(self._market, name)

    async def proposals(self, listing_id, since=None):
        if self.trouble:
            raise self.trouble
        return await self._market.proposals(listing_id, since)


@pytest.fixture
async def market(world):
    await world.meets(RITA, PAT)
    await world.approved()
    await world.work()
    market = Failing(world.sandbox)
    world.context = replace(world.context, markets={"sandbox": market})
    return market


async def fails(world, times=FAILED_IN_A_ROW, number=1):
    for _ in range(times):
        world.clock.advance(120)
        with pytest.raises((MarketplaceError, StoreUnavailable, KeyError)):
            await sync_gig(world.context, RITA.key.tenant, number)
        await world.work()


async def held_up(world):
    return (await show_gig(world.context, RITA, 1)).market.held_up


async def test_the_requester_and_the_leads_are_told_once_however_long_it_goes_on(world, market):
    await fails(world, FAILED_IN_A_ROW - 1)
    assert FAILED not in world.messenger.kinds(RITA)

    await fails(world, 20)

    assert world.messenger.kinds(RITA).count(FAILED) == 1
    assert world.messenger.kinds(PAT).count(LEADS) == 1


async def test_a_reading_in_between_begins_the_count_anew(world, market):
    await fails(world, FAILED_IN_A_ROW - 1)
    market.trouble = None
    await world.read()
    market.trouble = AWAY
    await fails(world, FAILED_IN_A_ROW - 1)

    assert not {FAILED, RECOVERED} & set(world.messenger.kinds(RITA))


async def test_when_it_works_again_that_is_told_once_and_the_next_failure_is_news(world, market):
    await fails(world)
    market.trouble = None
    await world.read()
    await world.read()
    assert world.messenger.kinds(RITA).count(RECOVERED) == 1
    assert await held_up(world) is None

    market.trouble = AWAY
    await fails(world)

    assert world.messenger.kinds(RITA).count(FAILED) == 2


async def test_what_the_marketplace_said_is_passed_on_and_what_is_ours_is_not(world, market):
    await fails(world)
    (ours,) = (one for _, one in world.messenger.said if one.kind is FAILED)
    market.trouble = None
    await world.read()
    market.trouble = MarketplaceRefused("This listing was removed.")
    await fails(world)

    theirs = [one for _, one in world.messenger.said if one.kind is FAILED][-1]
    assert ours.facts.reason == ""
    assert theirs.facts.reason == "This listing was removed."


async def test_an_error_that_nobody_expected_counts_too_and_our_own_store_does_not(world, market):
    market.trouble = StoreUnavailable()
    await fails(world)
    assert FAILED not in world.messenger.kinds(RITA)

    market.trouble = KeyError("terms")
    await fails(world)

    assert world.messenger.kinds(RITA).count(FAILED) == 1


async def test_the_leads_hear_of_a_marketplace_once_however_many_gigs_it_concerns(world, market):
    await world.approved()
    market.trouble = None
    await world.work()
    market.trouble = AWAY
    await fails(world)
    await fails(world, number=2)

    assert world.messenger.kinds(RITA).count(FAILED) == 2
    assert world.messenger.kinds(PAT).count(LEADS) == 1


async def test_nobody_is_forgotten_while_the_directory_is_away(world, market):
    world.people.away = True
    await fails(world, 8)
    assert FAILED not in world.messenger.kinds(RITA)

    world.people.away = False
    await fails(world, 1)

    assert world.messenger.kinds(RITA).count(FAILED) == 1
    assert world.messenger.kinds(PAT).count(LEADS) == 1


async def test_the_card_that_follows_the_gig_is_redrawn_once_with_the_truth(world, market):
    gig, chat = await world.gig(), a_chat(RITA.key.object_id)
    card = CardCopy(
        tenant=gig.tenant,
        gig=1,
        service_url=chat.service_url,
        conversation_id=chat.conversation_id,
        activity_id="m-card",
        view=View.GIG,
        viewer=RITA.key,
        drawn_version=gig.version,
    )
    await world.store.run(track_card, card, world.clock.now())
    world.messenger.redrawn.clear()

    await fails(world)
    assert world.messenger.redrawn == [("m-card", gig.version)]
    assert await held_up(world) is HeldUp.UNREADABLE

    await fails(world, 3)
    assert len(world.messenger.redrawn) == 1


async def test_nothing_is_counted_while_a_lead_has_paused_it(world, market):
    await pause_market(world.context, PAT, "sandbox", "Strange listings.")
    for _ in range(2 * FAILED_IN_A_ROW):
        await world.read()

    assert FAILED not in world.messenger.kinds(RITA)
    assert await held_up(world) is HeldUp.PAUSED


async def test_a_gig_that_has_left_the_marketplace_is_not_called_unreadable(world, market):
    await fails(world)
    assert (await world.gig()).state is GigState.LISTED
    market.trouble = None
    world.clock.advance(timedelta(minutes=5).total_seconds())
    assert (await world.read()).state is GigState.REVIEWING
    assert await held_up(world) is None
