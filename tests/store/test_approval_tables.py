"""Clocks, commitments, delegations and policies: the same on SQLite and PostgreSQL."""

import asyncio
from datetime import date, timedelta

import pytest

from gigs.delegation import Delegation
from gigs.gig import GigState
from gigs.history_kinds import EntryKind
from gigs.money import Money
from gigs.people import PersonKey
from ports.approval_storage import Period
from tests.support.builders import FAYE, MARK, RITA, TENANT, a_gig, a_person, usd
from tests.support.clock import NOON
from tests.support.one_by_one import one_by_one
from use_cases.entries import entry

LATER = NOON + timedelta(minutes=1)
ALWAYS = Period()
OTHER = "fabrikam"


async def added(store, tenant=TENANT, **changes):
    """A submitted gig of Rita's that waits for Mark, saved the way use cases save it."""
    gig = a_gig(GigState.IN_APPROVAL)
    brief = gig.brief.model_copy(update={name: changes[name] for name in changes if name != "amount"})
    if "amount" in changes:
        brief = brief.model_copy(update={"rate": changes["amount"]})
    key = PersonKey(tenant=tenant, object_id="rita")
    rita = RITA.model_copy(update={"key": key})
    async with one_by_one(store) as tx:
        draft = a_gig(GigState.DRAFT).model_copy(update={"tenant": tenant, "requester": rita})
        draft = await tx.gigs.add(draft, f"draft-{next(_numbers)}")
        submitted = gig.model_copy(
            update={"tenant": tenant, "requester": rita, "number": draft.number, "brief": brief, "version": 0}
        )
        return await tx.gigs.save(draft, submitted, entry(rita, EntryKind.GIG_SUBMITTED, NOON))


_numbers = iter(range(10_000))


async def moved(store, before, **changes):
    async with one_by_one(store) as tx:
        return await tx.gigs.save(
            before, before.model_copy(update=changes), entry(RITA, EntryKind.BRIEF_EDITED, NOON)
        )


async def due(store, now, until=LATER, limit=50):
    async with one_by_one(store) as tx:
        return sorted(await tx.clocks.claim_due(now, until, limit))


async def held(store, **which):
    async with one_by_one(store) as tx:
        return list(
            await tx.commitments.of_cost_centre(
                which.get("tenant", TENANT),
                which.get("name", "CC-100"),
                which.get("period", ALWAYS),
                which.get("but", 0),
            )
        )


# ------------------------------------------------------------------------------------------------ clocks


async def test_a_gig_s_clock_is_what_the_gig_says_and_stops_with_its_question(store):
    gig = await added(store)
    assert await due(store, gig.next_at - timedelta(seconds=1)) == []
    assert await due(store, gig.next_at, gig.next_at + timedelta(minutes=1)) == [(TENANT, gig.number)]
    await moved(store, gig, state=GigState.CANCELLED)
    assert await due(store, NOON + timedelta(days=99)) == []


async def test_a_claimed_clock_is_nobody_else_s_until_its_time(store):
    gig = await added(store)
    until = gig.next_at + timedelta(minutes=1)
    assert len(await due(store, gig.next_at, until)) == 1
    assert await due(store, until - timedelta(seconds=1), until) == []
    assert len(await due(store, until, until)) == 1


async def test_of_four_at_once_each_clock_is_claimed_by_one(store):
    gigs = [await added(store) for _ in range(6)]
    when = gigs[0].next_at
    found = await asyncio.gather(*(due(store, when, when + timedelta(hours=1)) for _ in range(4)))
    assert sorted(one for each in found for one in each) == [(TENANT, gig.number) for gig in gigs]


async def test_the_longest_due_are_claimed_first_and_no_more_than_asked_for(store):
    async with one_by_one(store) as tx:
        for number, minutes in ((1, 3), (2, 1), (3, 2)):
            await tx.clocks.schedule(TENANT, number, NOON + timedelta(minutes=minutes))
    assert await due(store, NOON + timedelta(hours=1), NOON + timedelta(days=1), 2) == [
        (TENANT, 2),
        (TENANT, 3),
    ]


async def test_a_clock_is_set_anew_and_stopped_whether_it_was_there_or_not(store):
    async with one_by_one(store) as tx:
        await tx.clocks.stop(TENANT, 7)
        await tx.clocks.schedule(TENANT, 7, NOON)
        await tx.clocks.schedule(TENANT, 7, LATER)
        await tx.clocks.schedule(OTHER, 7, LATER)
        assert await tx.clocks.claim_due(NOON, LATER, 9) == []
        await tx.clocks.stop(TENANT, 7)
        assert await tx.clocks.claim_due(LATER, LATER, 9) == [(OTHER, 7)]


async def test_clocks_and_readings_of_the_marketplace_do_not_know_each_other(store):
    async with one_by_one(store) as tx:
        await tx.syncs.schedule(TENANT, 1, NOON)
        assert await tx.clocks.claim_due(LATER, LATER, 9) == []


# ------------------------------------------------------------------------------------------------ commitments


async def test_what_a_gig_holds_follows_the_gig_to_the_cent(store):
    gig = await added(store, amount=usd("1234.56"))
    assert await held(store) == [usd("1234.56")]
    gig = await moved(store, gig, approved=usd("2000.01"))
    assert await held(store) == [usd("2000.01")]
    await moved(store, gig, state=GigState.REJECTED)
    assert await held(store) == []


async def test_names_of_cost_centres_and_orders_are_compared_without_regard_to_case(store):
    await added(store, cost_centre="Straße-1", purchase_order="Po-1")
    assert len(await held(store, name="STRASSE-1")) == 1
    async with one_by_one(store) as tx:
        assert len(await tx.commitments.of_purchase_order(TENANT, "pO-1", ALWAYS, 0)) == 1
        assert await tx.commitments.of_purchase_order(TENANT, "PO-2", ALWAYS, 0) == []


async def test_a_gig_counts_in_the_period_in_which_it_starts_both_days_included(store):
    await added(store, start=date(2026, 11, 30))
    for first, last, counts in (
        (date(2026, 11, 30), date(2026, 11, 30), 1),
        (date(2026, 12, 1), None, 0),
        (None, date(2026, 11, 29), 0),
        (None, None, 1),
    ):
        assert len(await held(store, period=Period(first=first, last=last))) == counts


async def test_the_gig_itself_and_other_tenants_are_left_out(store):
    gig, _ = await added(store), await added(store, tenant=OTHER)
    assert await held(store, but=gig.number) == []
    assert await held(store) == [usd(1200)]
    async with one_by_one(store) as tx:
        twin = PersonKey(tenant="elsewhere", object_id="rita")
        assert await tx.commitments.of_requester(twin, NOON, 0) == []
        assert await tx.commitments.of_requester(RITA.key, NOON, 0) == [usd(1200)]
        assert await tx.commitments.of_requester(RITA.key, LATER, 0) == []
        assert await tx.commitments.of_requester(RITA.key, NOON, gig.number) == []
        assert await tx.commitments.of_requester(MARK.key, NOON, 0) == []
        assert await tx.commitments.of_tenant(RITA.key.tenant, NOON) == [usd(1200)]
        assert await tx.commitments.of_tenant(RITA.key.tenant, LATER) == []
        assert await tx.commitments.of_tenant("elsewhere", NOON) == []


async def test_sums_keep_their_currency(store):
    await added(store, amount=Money(amount=usd(5).amount, currency="EUR"))
    assert [str(one) for one in await held(store)] == ["EUR 5.00"]


async def test_a_share_of_a_budget_is_passed_once_and_never_back(store):
    async with one_by_one(store) as tx:
        marks = tx.commitments
        assert [await marks.passed(TENANT, "b", percent) for percent in (50, 50, 90, 75, 100)] == [
            True,
            False,
            True,
            False,
            True,
        ]
        assert await marks.passed(OTHER, "b", 50)
        assert await marks.passed(TENANT, "c", 50)


async def test_a_share_passed_in_a_transaction_that_failed_was_not_passed(store):
    async def fails(tx):
        await tx.commitments.passed(TENANT, "b", 50)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store.run(fails)
    async with one_by_one(store) as tx:
        assert await tx.commitments.passed(TENANT, "b", 50)


async def test_of_two_at_once_only_one_gets_the_last_money(store):
    async def take(tx):
        """What use cases do: lock, look, and commit in one transaction."""
        await tx.commitments.lock(TENANT, ["cost_centre cc-100", "requester rita"])
        left = usd(2000)
        for one in await tx.commitments.of_cost_centre(TENANT, "CC-100", ALWAYS, 0):
            left -= one
        if usd(1200) > left:
            return False
        gig = a_gig(GigState.IN_APPROVAL)
        draft = await tx.gigs.add(a_gig(GigState.DRAFT), f"draft-{next(_numbers)}")
        after = gig.model_copy(update={"number": draft.number, "version": 0})
        await tx.gigs.save(draft, after, entry(RITA, EntryKind.GIG_SUBMITTED, NOON))
        return True

    assert sorted(await asyncio.gather(*(store.run(take) for _ in range(6)))) == [False] * 5 + [True]


async def test_two_who_lock_the_same_budgets_in_another_order_do_not_wait_for_each_other_for_ever(store):
    async def lock(tx, names):
        await tx.commitments.lock(TENANT, names)
        return names

    orders = (("a", "b"), ("b", "a")) * 8
    async with asyncio.timeout(30):
        assert await asyncio.gather(*(store.run(lock, names) for names in orders)) == list(orders)


async def test_locking_a_budget_forgets_no_share_that_was_told(store):
    async with one_by_one(store) as tx:
        await tx.commitments.passed(TENANT, "b", 75)
        await tx.commitments.lock(TENANT, ["b", "b"])
        assert not await tx.commitments.passed(TENANT, "b", 75)


# ------------------------------------------------------------------------------------------------ delegations, policies


def a_delegation(person, delegate, **changes):
    return Delegation(person=person, delegate=delegate, set_by=person).model_copy(update=changes)


async def test_a_person_has_one_stand_in_and_the_newest_counts(store):
    first, second = (
        a_delegation(MARK, FAYE),
        a_delegation(MARK, RITA, first=date(2026, 11, 1), has_left=True),
    )
    async with one_by_one(store) as tx:
        for one in (first, second):
            await tx.delegations.put(one)
            assert await tx.delegations.get(MARK.key) == one
        assert await tx.delegations.for_good(TENANT) == [second]


async def test_what_is_dropped_is_gone_and_was_there_only_once(store):
    async with one_by_one(store) as tx:
        await tx.delegations.put(a_delegation(MARK, FAYE))
        assert await tx.delegations.drop(MARK.key)
        assert not await tx.delegations.drop(MARK.key)
        assert await tx.delegations.get(MARK.key) is None


async def test_a_tenant_sees_who_of_its_own_has_left_in_the_same_order_always_and_the_sweep_sees_all(store):
    twin = a_person("Mark Manager", tenant=OTHER)
    ours = [a_delegation(FAYE, RITA, has_left=True), a_delegation(MARK, FAYE, has_left=True)]
    away = a_delegation(RITA, MARK)
    theirs = a_delegation(twin, a_person("Faye", tenant=OTHER), has_left=True)
    async with one_by_one(store) as tx:
        for one in (ours[1], theirs, away, ours[0]):
            await tx.delegations.put(one)
        assert await tx.delegations.for_good(TENANT) == ours
        assert await tx.delegations.everywhere() == [*ours, away, theirs]
        asked = ours[0].person.key.object_id
        assert await tx.delegations.of_people(TENANT, {asked, "nobody"}) == ours[:1]
        assert await tx.delegations.of_people(TENANT, set()) == []
        assert await tx.delegations.drop(twin.key)
        assert await tx.delegations.for_good(TENANT) == ours
        await tx.delegations.put(a_delegation(MARK, FAYE))
        assert await tx.delegations.for_good(TENANT) == ours[:1]


async def test_a_policy_text_is_kept_as_it_was_first_written(store):
    async with one_by_one(store) as tx:
        assert await tx.policies.get("v 1") is None
        await tx.policies.put("v 1", "name: v\n# ä€𝄞\n", NOON)
        await tx.policies.put("v 1", "other", LATER)
        assert await tx.policies.get("v 1") == "name: v\n# ä€𝄞\n"
