"""The signing keys through rotation, outage and forgery, on a clock that the test moves."""

import asyncio

import pytest

from bot.door.keys import KeysUnavailable, SigningKeys
from tests.support.activities import message
from tests.support.entra import Key

DAY = 24 * 3600


async def say_hi(bot, **token):
    return (await bot.post(message(bot.teams.url, "hi"), headers=bot.entra.bearer(bot.teams.url, **token)))[0]


async def test_a_rotated_key_works_at_once(bot, clock):
    assert await say_hi(bot) == 200
    clock.now += 61
    bot.entra.rotate()

    assert await say_hi(bot) == 200


async def test_two_hundred_forged_key_ids_cost_one_fetch_a_minute(bot, clock):
    await say_hi(bot)
    clock.now += 61

    for number in range(200):
        assert await say_hi(bot, headers={"kid": f"forged-{number}"}) == 401

    assert bot.entra.key_fetches == 2


async def test_a_forgery_does_not_keep_a_rotation_out_for_more_than_a_minute(bot, clock):
    await say_hi(bot)
    clock.now += 61
    await say_hi(bot, headers={"kid": "forged"})
    bot.entra.rotate()
    assert await say_hi(bot) == 401

    clock.now += 61

    assert await say_hi(bot) == 200


async def test_a_key_that_is_no_longer_published_lets_nothing_more_in(bot, clock):
    old = bot.entra.keys[0]
    assert await say_hi(bot) == 200
    token = bot.entra.bearer(bot.teams.url, key=old)
    assert (await bot.post(message(bot.teams.url, "hi"), headers=token))[0] == 200
    clock.now += 61
    bot.entra.rotate()
    assert await say_hi(bot) == 200

    assert (await bot.post(message(bot.teams.url, "hi"), headers=token))[0] == 401


async def test_an_outage_of_the_key_server_is_not_noticed_for_days(bot, clock):
    await say_hi(bot)
    bot.entra.down = True

    clock.now += 4.9 * DAY
    assert await say_hi(bot) == 200

    clock.now += 0.2 * DAY
    assert await say_hi(bot) == 503


async def test_without_any_key_teams_is_asked_to_come_back_and_served_then(bot, clock):
    bot.entra.down = True
    assert await say_hi(bot) == 503
    assert bot.rejects == ["no signing keys at hand"]

    bot.entra.down = False
    clock.now += 6

    assert await say_hi(bot) == 200


async def test_day_old_keys_are_refreshed_beside_the_turn(bot, clock, keys):
    await say_hi(bot)
    clock.now += DAY + 1
    bot.entra.delay = 0.05

    assert await say_hi(bot, note="another token") == 200
    assert bot.entra.key_fetches == 1

    await keys._fetching
    assert bot.entra.key_fetches == 2


async def test_a_crowd_at_start_shares_one_fetch(keys, entra):
    entra.delay = 0.02

    found = await asyncio.gather(*(keys.find("key-1") for _ in range(50)))

    assert all(found)
    assert entra.key_fetches == 1


async def test_one_caller_giving_up_does_not_stop_the_fetch_for_others(keys, entra):
    entra.delay = 0.05
    impatient = asyncio.create_task(keys.find("key-1"))
    patient = asyncio.create_task(keys.find("key-1"))
    await asyncio.sleep(0)
    impatient.cancel()

    assert await patient is not None
    assert impatient.cancelled()


async def test_a_slow_key_server_does_not_stop_the_loop(keys, entra):
    entra.delay = 0.05
    ticks = 0
    waiting = asyncio.create_task(keys.find("key-1"))
    while not waiting.done():
        ticks += 1
        await asyncio.sleep(0.001)

    assert ticks > 5


async def test_one_broken_entry_does_not_spoil_the_others(keys, entra):
    entra.keys = [Key("short", bits=1024), Key("key-1")]

    assert await keys.find("key-1") is not None


async def test_keys_are_never_fetched_over_less_than_the_metadata(session, entra, clock):
    keys = SigningKeys(session, entra.metadata_url, monotonic=clock)
    keys._metadata_url = entra.metadata_url.replace("http://", "https://")

    with pytest.raises(ValueError, match="not trusted"):
        keys._trusted(f"{entra.url}/v1/.well-known/keys")


async def test_keys_are_asked_for_once_more_when_the_connection_breaks(keys, entra):
    entra.cuts = 1
    assert await keys.find("key-1") is not None
    assert entra.key_fetches == 2


async def test_keys_are_not_asked_for_a_third_time(keys, entra):
    entra.cuts = 9
    with pytest.raises(KeysUnavailable):
        await keys.find("key-1")
    assert entra.key_fetches == 2


async def test_no_network_at_all_is_an_outage_too(session, clock):
    keys = SigningKeys(session, "http://127.0.0.1:1/", monotonic=clock)

    with pytest.raises(KeysUnavailable):
        await keys.find("key-1")
