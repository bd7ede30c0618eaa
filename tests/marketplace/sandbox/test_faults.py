"""What only the sandbox does: its faults over time."""

from datetime import timedelta

import pytest

from marketplace.sandbox.faults import parse_faults
from ports.marketplace import MarketplaceUnavailable, MarketplaceUnknown
from tests.marketplace.sandbox.test_story import proposals_for
from tests.support.clock import NOON
from tests.support.providers import SandboxStage, a_post, an_offer, nobodys_offer


async def test_a_fault_with_a_chance_strikes_about_that_often_and_always_the_same_way(tmp_path):
    runs = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        stage = SandboxStage(tmp_path / folder, faults=parse_faults("find: 503 30%"))
        runs.append([await fails(stage.market.find_listing("FC-1")) for _ in range(60)])
        await stage.close()

    assert runs[0] == runs[1]
    assert 8 <= sum(runs[0]) <= 28


async def fails(call):
    try:
        await call
    except (MarketplaceUnavailable, MarketplaceUnknown):
        return True
    return False


async def test_an_outage_begins_and_ends(tmp_path):
    stage = SandboxStage(tmp_path, faults=parse_faults("find: 503 from 10s to 40s"))
    seen = []
    for _ in range(5):
        seen.append(await fails(stage.market.find_listing("FC-1")))
        stage.pass_time(10)

    assert seen == [False, True, True, True, False]
    await stage.close()


async def test_a_partial_outage_leaves_the_other_calls_alone(stage):
    await stage.misbehave("offer, release: 503")
    proposal = (await proposals_for(stage))[0]

    assert await fails(stage.market.offer(an_offer("L1", proposal)))
    assert await stage.market.find_offer(nobodys_offer("FC-BBBBBBBBBB")) is None


async def test_a_fault_for_the_first_time_only_stays_used_up_after_a_restart(tmp_path):
    stage = SandboxStage(tmp_path, faults=parse_faults("post: lands then reset x1"))
    first = await fails(stage.market.post(a_post("FC-1")))
    await stage.reopen()
    second = await fails(stage.market.post(a_post("FC-2")))

    assert (first, second) == (True, False)
    await stage.close()


async def test_the_first_rule_that_strikes_wins_and_the_next_gets_its_turn_later(stage):
    await stage.misbehave("post: 503 x1; post: reset x1")

    with pytest.raises(MarketplaceUnavailable):
        await stage.market.post(a_post())
    with pytest.raises(MarketplaceUnknown):
        await stage.market.post(a_post())
    await stage.market.post(a_post())


async def test_a_late_offer_that_the_marketplace_would_refuse_never_lands(stage):
    proposal = (await proposals_for(stage))[0]
    await stage.misbehave("offer: lands late 5s x1")
    assert await fails(stage.market.offer(an_offer("L1", proposal)))
    await stage.market.close_listing("L1", "withdrawn")
    stage.pass_time(6)

    assert await stage.market.find_offer(nobodys_offer("FC-BBBBBBBBBB")) is None


async def test_what_lands_late_is_not_forgotten_over_a_restart(stage):
    await stage.misbehave("post: lands late 5s x1")
    assert await fails(stage.market.post(a_post("FC-1")))
    await stage.reopen()
    stage.pass_time(6)

    found = await stage.market.find_listing("FC-1")
    assert found.posted_at == NOON + timedelta(seconds=5)


async def test_a_slow_answer_is_waited_for_after_it_landed(tmp_path):
    waited = []

    async def sleep(seconds):
        waited.append(seconds)

    stage = SandboxStage(
        tmp_path, faults=parse_faults("post: slow 3s; post: lands then reset x1"), sleep=sleep
    )

    assert await fails(stage.market.post(a_post("FC-1")))
    assert waited == [3]
    assert await stage.count("FC-1") == 1
    await stage.close()
