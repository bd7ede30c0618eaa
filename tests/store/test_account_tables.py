"""Accounts, consents, switches and counted calls: the same on SQLite and PostgreSQL."""

import asyncio
from datetime import timedelta

from ports.account_storage import Switch
from ports.accounts import AccountState
from tests.support.accounts import PAT, SEALER, a_consent, a_grant, an_account
from tests.support.builders import TENANT
from tests.support.clock import NOON
from tests.support.one_by_one import one_by_one
from use_cases.accounts.keep_access import seal_grant

OTHER = "fabrikam"
LATER = NOON + timedelta(minutes=1)


def sealed(number=1, account=None):
    return seal_grant(SEALER, account or an_account(), a_grant(number))


async def put(store, edition="E-1", **changes):
    account = an_account(**changes)
    async with one_by_one(store) as tx:
        await tx.accounts.put(account, sealed(account=account), edition)
    return account


async def stored(store, tenant=TENANT):
    async with one_by_one(store) as tx:
        return await tx.accounts.stored(tenant, "upwork")


async def lease(store, seen, now=NOON, until=LATER):
    async with one_by_one(store) as tx:
        return await tx.accounts.lease(seen, now, until)


async def renew(store, seen, edition="E-2", account=None):
    async with one_by_one(store) as tx:
        return await tx.accounts.renew(seen, account or an_account(), sealed(2), edition)


async def lapse(store, seen):
    lapsed = an_account(state=AccountState.NEEDS_CONSENT, why="revoked")
    async with one_by_one(store) as tx:
        return await tx.accounts.lapse(seen, lapsed)


async def test_an_account_is_kept_with_its_tokens_beside_it(store):
    account = await put(store)
    seen = await stored(store)
    assert (seen.account, seen.tokens, seen.edition) == (account, seen.tokens, "E-1")
    assert SEALER.open(seen.tokens.refresh, f"{TENANT}|upwork|refresh").get_secret_value() == "refresh-1"
    async with one_by_one(store) as tx:
        assert await tx.accounts.get(TENANT, "upwork") == account
        assert await tx.accounts.of(TENANT) == [account]
        assert await tx.accounts.everywhere() == [account]


async def test_a_new_consent_replaces_account_and_tokens(store):
    await put(store)
    await lease(store, await stored(store))
    again = await put(store, "E-9", account_name="Contoso AG")
    seen = await stored(store)
    assert (seen.account, seen.edition, seen.leased_until) == (again, "E-9", None)


async def test_of_many_replicas_one_gets_the_lease(store):
    await put(store)
    seen = await stored(store)
    assert sorted(await asyncio.gather(*(lease(store, seen) for _ in range(6)))) == [False] * 5 + [True]
    assert (await stored(store)).leased_until == LATER


async def test_the_lease_of_somebody_who_died_ends(store):
    await put(store)
    seen = await stored(store)
    assert await lease(store, seen)
    assert not await lease(store, seen, LATER - timedelta(seconds=1), LATER)
    assert await lease(store, seen, LATER, LATER + timedelta(minutes=1))


async def test_a_lease_from_a_day_ahead_is_none_and_one_of_a_clock_a_little_ahead_is(store):
    await put(store)
    seen, minute = await stored(store), timedelta(minutes=1)
    day, soon = NOON + timedelta(days=1), NOON + timedelta(seconds=10)
    assert await lease(store, seen, soon, soon + minute)
    assert not await lease(store, seen, NOON, NOON + minute)
    assert await lease(store, seen, day, day + minute)
    assert await lease(store, seen, NOON, NOON + minute)


async def test_renewing_writes_the_tokens_and_ends_the_lease(store):
    await put(store)
    seen = await stored(store)
    await lease(store, seen)
    assert await renew(store, seen)
    now = await stored(store)
    assert (now.edition, now.leased_until) == ("E-2", None)
    assert SEALER.open(now.tokens.access, f"{TENANT}|upwork|access").get_secret_value() == "access-2"


async def test_whoever_renews_from_tokens_of_yesterday_writes_nothing(store):
    await put(store)
    old = await stored(store)
    assert await renew(store, old)
    assert not await renew(store, old, "E-3")
    assert not await lease(store, old)
    assert not await lapse(store, old)
    assert (await stored(store)).edition == "E-2"


async def test_consent_is_said_to_have_ended_once(store):
    await put(store)
    seen = await stored(store)
    assert sorted(await asyncio.gather(*(lapse(store, seen) for _ in range(4)))) == [False] * 3 + [True]
    assert not await lease(store, seen)
    assert (await stored(store)).account.why == "revoked"


async def test_new_tokens_that_arrive_late_bring_a_lapsed_account_back(store):
    await put(store)
    seen = await stored(store)
    await lapse(store, seen)
    assert await renew(store, seen)
    assert (await stored(store)).account.state is AccountState.CONNECTED


async def test_a_disconnected_account_is_gone_and_cannot_be_renewed(store):
    await put(store)
    seen = await stored(store)
    async with one_by_one(store) as tx:
        assert await tx.accounts.drop(TENANT, "upwork")
        assert not await tx.accounts.drop(TENANT, "upwork")
    assert not await renew(store, seen)
    assert await stored(store) is None


async def test_an_account_without_a_refresh_token_has_none(store):
    account = an_account(renews_itself=False)
    async with one_by_one(store) as tx:
        tokens = seal_grant(SEALER, account, a_grant(refresh=None))
        await tx.accounts.put(account, tokens, "E-1")
    assert (await stored(store)).tokens.refresh is None


async def test_of_many_who_come_back_with_one_state_one_is_believed(store):
    consent, verifier = a_consent("hash"), sealed().access
    async with one_by_one(store) as tx:
        await tx.consents.add(consent, verifier)

    async def take():
        async with one_by_one(store) as tx:
            return await tx.consents.take("hash")

    taken = await asyncio.gather(*(take() for _ in range(5)))
    assert [one for one in taken if one] == [(consent, verifier)]


async def test_consents_that_nobody_came_back_for_are_forgotten(store):
    async with one_by_one(store) as tx:
        await tx.consents.add(a_consent("old", expires_at=NOON), sealed().access)
        await tx.consents.add(a_consent("new"), sealed().access)
        await tx.consents.forget(NOON + timedelta(seconds=1))
    async with one_by_one(store) as tx:
        assert await tx.consents.take("old") is None
        assert await tx.consents.take("new") is not None


async def test_the_first_who_paused_a_marketplace_stays_on_record(store):
    first = Switch(tenant=TENANT, marketplace="upwork", by=PAT, at=NOON, reason="Strange listings.")
    async with one_by_one(store) as tx:
        assert await tx.switches.put(first)
        assert not await tx.switches.put(first.model_copy(update={"reason": "Me too."}))
        assert await tx.switches.get(TENANT, "upwork") == first
        assert await tx.switches.of(TENANT) == [first]
        assert await tx.switches.get(TENANT, "worksome") is None
        assert await tx.switches.drop(TENANT, "upwork")
        assert not await tx.switches.drop(TENANT, "upwork")


async def test_no_call_is_lost_when_many_count_at_once(store):
    today = NOON.date()

    async def count(day=today):
        async with one_by_one(store) as tx:
            return await tx.api_use.count(TENANT, "upwork", day)

    assert sorted(await asyncio.gather(*(count() for _ in range(12)))) == list(range(1, 13))
    assert await count(NOON.date() + timedelta(days=1)) == 1
    async with one_by_one(store) as tx:
        assert await tx.api_use.used(TENANT, NOON.date()) == {"upwork": 12}


async def test_nothing_of_one_tenant_is_anothers(store):
    await put(store)
    await put(store, "E-7", tenant=OTHER, account_name="Fabrikam")
    theirs = Switch(tenant=OTHER, marketplace="upwork", by=PAT, at=NOON, reason="Theirs.")
    async with one_by_one(store) as tx:
        await tx.switches.put(theirs)
        await tx.api_use.count(OTHER, "upwork", NOON.date())
        assert await tx.switches.get(TENANT, "upwork") is None
        assert await tx.api_use.used(TENANT, NOON.date()) == {}
        await tx.accounts.drop(TENANT, "upwork")
    assert (await stored(store, OTHER)).account.account_name == "Fabrikam"
