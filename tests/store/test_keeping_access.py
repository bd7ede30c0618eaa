"""Access tokens kept fresh by replicas that share one store: the same on SQLite and PostgreSQL."""

import asyncio
from datetime import timedelta

import pytest
from pydantic import SecretStr

from ports.accounts import AccountState
from ports.marketplace import MarketplaceRefused, MarketplaceUnavailable, MarketplaceUnknown
from ports.notices import NoticeKind
from ports.storage import CommitUnknown, StoreUnavailable
from store.sealing import AesGcmSealer
from tests.support.accounts import PAT, SEALER, FakeAuthority, a_grant, an_account
from tests.support.builders import TENANT
from tests.support.clock import NOON, FakeClock
from tests.support.one_by_one import one_by_one
from tests.use_cases.world import Ids
from use_cases.accounts.keep_access import LEASE, LOOKS, REMEMBERED, AccountTokens, seal_grant
from use_cases.notifying.notify import DeliverNotice

OLD = timedelta(hours=20).total_seconds()
"""Past 80 % of a token's day."""
DEAD = timedelta(hours=25).total_seconds()


class Died(BaseException):
    """The process ends here."""


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def authority():
    return FakeAuthority()


@pytest.fixture
def replica(store, clock, authority):
    """Makes replicas that share the store and the marketplace; their ids differ."""
    ids = Ids()

    async def sleep(seconds):
        clock.advance(seconds)
        await asyncio.sleep(0)

    def make(sealer=SEALER, store=store):
        return AccountTokens(store, clock, ids, sealer, {"upwork": authority}, sleep=sleep)

    return make


@pytest.fixture
async def connected(store):
    await connect(store)


async def connect(store, grant=None, **changes):
    account = an_account(**changes)
    async with one_by_one(store) as tx:
        await tx.accounts.put(account, seal_grant(SEALER, account, grant or a_grant()), "E-first")


async def stored(store):
    async with one_by_one(store) as tx:
        return await tx.accounts.stored(TENANT, "upwork")


async def token(tokens, rejected=""):
    given = await tokens.token(TENANT, "upwork", SecretStr(rejected) if rejected else None)
    return given.secret.get_secret_value()


async def told(store, promised):
    """The notices about accounts that were promised."""
    async with one_by_one(store) as tx:
        jobs = [job for job in promised if isinstance(job, DeliverNotice)]
        return [await tx.notices.get(TENANT, job.notice) for job in jobs]


async def test_a_fresh_token_is_handed_out_as_it_is(connected, replica, authority):
    given = await replica().token(TENANT, "upwork")
    assert (given.secret.get_secret_value(), given.account_id) == ("access-1", "org-1")
    assert authority.shown == []
    assert "access-1" not in repr(given)


async def test_a_token_is_remembered_and_the_store_asked_again_soon(connected, store, replica, clock):
    tokens = replica()
    await token(tokens)
    async with one_by_one(store) as tx:
        await tx.accounts.drop(TENANT, "upwork")
    assert await token(tokens) == "access-1"
    clock.advance(REMEMBERED.total_seconds())
    with pytest.raises(MarketplaceUnavailable, match="no account is connected"):
        await token(tokens)


async def test_what_was_changed_here_counts_at_once(connected, store, replica):
    tokens = replica()
    await token(tokens)
    async with one_by_one(store) as tx:
        await tx.accounts.drop(TENANT, "upwork")
    tokens.forget(TENANT, "upwork")
    with pytest.raises(MarketplaceUnavailable, match="a programme lead has to connect one"):
        await token(tokens)


async def test_an_old_token_is_renewed_and_the_new_pair_is_kept(connected, store, replica, clock, authority):
    clock.advance(OLD)
    assert await token(replica()) == "access-2"
    seen = await stored(store)
    assert SEALER.open(seen.tokens.refresh, f"{TENANT}|upwork|refresh").get_secret_value() == "refresh-2"
    assert seen.account.access_expires_at == clock.now() + timedelta(days=1)
    assert seen.account.refresh_expires_at == clock.now() + timedelta(days=14)
    clock.advance(OLD)
    assert await token(replica()) == "access-3"
    assert authority.shown == ["refresh-1", "refresh-2"]


async def test_a_refresh_token_that_is_not_rotated_goes_on(connected, store, replica, clock, authority):
    authority.rotates = False
    for number in (2, 3):
        clock.advance(OLD)
        assert await token(replica()) == f"access-{number}"
    assert authority.shown == ["refresh-1", "refresh-1"]


async def test_after_a_key_was_replaced_a_renewal_seals_everything_with_the_new_one(
    connected, store, replica, clock, authority
):
    authority.rotates = False
    clock.advance(OLD)
    await token(replica(AesGcmSealer({"2027": b"n" * 32, "2026": b"k" * 32})))
    tokens = (await stored(store)).tokens
    assert (tokens.access.key, tokens.refresh.key) == ("2027", "2027")


async def test_two_replicas_and_many_callers_make_one_refresh(connected, replica, clock, authority):
    clock.advance(OLD)
    one, other = replica(), replica()
    given = await asyncio.gather(*(token(tokens) for tokens in (one, other) for _ in range(5)))
    assert authority.shown == ["refresh-1"]
    assert set(given) <= {"access-1", "access-2"}
    assert await token(replica()) == "access-2"


async def test_whoever_cannot_go_on_with_the_old_token_waits_for_the_new_one(
    connected, replica, clock, authority
):
    clock.advance(DEAD)
    given = await asyncio.gather(*(token(replica()) for _ in range(4)))
    assert given == ["access-2"] * 4
    assert authority.shown == ["refresh-1"]


async def test_a_token_that_was_rejected_is_renewed_though_it_looks_fresh(connected, replica, authority):
    tokens, other = replica(), replica()
    assert await token(tokens) == "access-1"
    assert await token(tokens, rejected="access-1") == "access-2"
    assert await token(other, rejected="access-1") == "access-2"
    assert authority.shown == ["refresh-1"]


async def test_two_calls_that_are_rejected_at_once_renew_once(connected, replica, authority):
    tokens = replica()
    await token(tokens)
    given = await asyncio.gather(*(token(tokens, rejected="access-1") for _ in range(4)))
    assert given == ["access-2"] * 4
    assert authority.shown == ["refresh-1"]


async def test_a_replica_that_died_before_it_asked_holds_nobody_up_for_longer_than_its_lease(
    connected, store, replica, clock, authority
):
    clock.advance(DEAD)
    seen = await stored(store)
    async with one_by_one(store) as tx:
        assert await tx.accounts.lease(seen, clock.now(), clock.now() + LEASE)
    with pytest.raises(MarketplaceUnavailable, match="just being renewed"):
        await token(replica())
    clock.advance(LEASE.total_seconds())
    assert await token(replica()) == "access-2"


async def test_a_replica_that_died_with_the_new_tokens_in_its_hands_costs_a_consent_and_that_is_said(
    connected, store, promised, replica, clock, authority
):
    clock.advance(DEAD)
    authority.landed, authority.troubles = True, [Died()]
    tokens = replica()
    with pytest.raises(Died):
        await token(tokens)
    authority.landed = False
    clock.advance(LEASE.total_seconds())
    with pytest.raises(MarketplaceUnavailable, match="a programme lead has to connect it again"):
        await token(replica())
    assert (await stored(store)).account.state is AccountState.NEEDS_CONSENT
    assert [notice.kind for notice in await told(store, promised)] == [NoticeKind.ACCOUNT_NEEDS_CONSENT]


async def test_when_consent_has_ended_the_lead_who_connected_is_told_once_with_the_reason(
    connected, store, promised, replica, clock, authority
):
    authority.current = "another"
    clock.advance(DEAD)
    for tokens in (replica(), replica()):
        with pytest.raises(MarketplaceUnavailable, match="consent to use the account at upwork has ended"):
            await token(tokens)
    (notice,) = await told(store, promised)
    assert notice.to == PAT.key
    assert notice.facts.reason == "Upwork says: the refresh token is not known"
    assert authority.shown == ["refresh-1"]


async def test_a_refresh_whose_outcome_nobody_knows_is_tried_again_when_the_lease_ends(
    connected, store, replica, clock, authority
):
    clock.advance(DEAD)
    authority.troubles = [MarketplaceUnknown("reset")]
    with pytest.raises(MarketplaceUnavailable, match="couldn’t be renewed"):
        await token(replica())
    with pytest.raises(MarketplaceUnavailable):
        await token(replica())
    assert authority.shown == ["refresh-1"]
    clock.advance(LEASE.total_seconds())
    assert await token(replica()) == "access-2"
    assert (await stored(store)).account.state is AccountState.CONNECTED


@pytest.mark.parametrize(
    "trouble", [MarketplaceUnavailable("busy"), MarketplaceUnknown("reset"), MarketplaceRefused("bad client")]
)
async def test_while_a_renewal_fails_the_old_token_serves_as_long_as_it_is_valid(
    connected, store, promised, replica, clock, authority, trouble
):
    clock.advance(OLD)
    authority.troubles = [trouble]
    tokens = replica()
    assert [await token(tokens), await token(tokens)] == ["access-1", "access-1"]
    assert authority.shown == ["refresh-1"]
    assert await told(store, promised) == []


async def test_a_caller_who_gives_up_does_not_cost_the_new_tokens(
    connected, store, replica, clock, authority
):
    clock.advance(DEAD)
    authority.gate = asyncio.Event()
    tokens = replica()
    waiting = asyncio.create_task(token(tokens))
    await authority.asked.wait()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    authority.gate.set()
    await tokens.close()
    assert (await stored(store)).edition != "E-first"
    assert await token(replica()) == "access-2"


class Failing:
    """The Store port around the real one: some commits fail, or look as if they had."""

    def __init__(self, store):
        self._store = store
        self.failures = []

    async def run(self, work, *arguments, **named):
        failure = None

        async def until_it_fails(tx):
            nonlocal failure
            value = await work(tx, *arguments, **named)
            failure = self.failures.pop(0) if self.failures else None
            if failure is StoreUnavailable:
                raise failure("away")
            return value

        value = await self._store.run(until_it_fails)
        if failure is CommitUnknown:
            raise failure("lost")
        return value


@pytest.mark.parametrize("failure", [StoreUnavailable, CommitUnknown])
async def test_new_tokens_are_written_however_often_the_store_is_away(
    connected, store, replica, clock, authority, failure
):
    clock.advance(DEAD)
    failing = Failing(store)
    failing.failures = [None, None, failure, failure, None]
    assert await token(replica(store=failing)) == "access-2"
    assert await token(replica()) == "access-2"
    assert authority.shown == ["refresh-1"]


async def test_a_store_that_is_away_is_a_marketplace_that_cannot_be_called_yet(connected, store, replica):
    failing = Failing(store)
    failing.failures = [StoreUnavailable]
    with pytest.raises(MarketplaceUnavailable, match="our own store doesn’t answer"):
        await token(replica(store=failing))


async def test_a_key_that_is_gone_asks_for_a_new_consent_and_nothing_crashes(
    connected, store, promised, replica
):
    with pytest.raises(MarketplaceUnavailable, match="has to connect it again"):
        await token(replica(AesGcmSealer({"2030": b"z" * 32})))
    account = (await stored(store)).account
    assert (account.state, account.why) == (
        AccountState.NEEDS_CONSENT,
        "My key doesn’t open what I kept of this account any more.",
    )
    assert len(await told(store, promised)) == 1


async def test_a_token_without_an_end_is_never_renewed_and_one_that_nothing_renews_ends(
    store, replica, clock, authority
):
    endless = {"access_expires_at": None, "renews_itself": False}
    await connect(store, a_grant(refresh=None, expires_in=None), **endless)
    clock.advance(400 * DEAD)
    tokens = replica()
    assert await token(tokens) == "access-1"
    with pytest.raises(MarketplaceUnavailable):
        await token(tokens, rejected="access-1")
    assert (await stored(store)).account.why.startswith("It has run out")
    assert authority.shown == []


async def test_an_account_that_nobody_uses_is_kept_alive(store, replica, clock, authority):
    await connect(store, refresh_expires_at=NOON + timedelta(days=14))
    tokens = replica()
    clock.advance(timedelta(days=6).total_seconds())
    await tokens.keep_alive()
    assert authority.shown == []
    clock.advance(timedelta(days=2).total_seconds())
    await tokens.keep_alive()
    await tokens.keep_alive()
    assert authority.shown == ["refresh-1"]


async def test_keeping_alive_survives_an_account_that_has_ended(store, replica, clock, authority):
    await connect(store, refresh_expires_at=NOON + timedelta(days=14))
    authority.current = "another"
    clock.advance(timedelta(days=8).total_seconds())
    await replica().keep_alive()
    assert (await stored(store)).account.state is AccountState.NEEDS_CONSENT


async def test_whoever_stood_in_line_behind_a_failure_does_not_wait_for_the_same_one(
    connected, store, replica, clock, authority
):
    clock.advance(DEAD)
    seen = await stored(store)
    async with one_by_one(store) as tx:
        await tx.accounts.lease(seen, clock.now(), clock.now() + LEASE)
    tokens, before = replica(), clock.now()
    given = await asyncio.gather(*(token(tokens) for _ in range(8)), return_exceptions=True)
    assert all(isinstance(one, MarketplaceUnavailable) for one in given)
    assert clock.now() - before <= timedelta(seconds=LOOKS)


async def test_a_marketplace_that_rejects_everything_is_not_asked_for_tokens_over_and_over(
    connected, replica, authority
):
    authority._next = lambda: a_grant(1)
    assert await token(replica(), rejected="access-1") == "access-1"
    assert authority.shown == ["refresh-1"]
