import asyncio
from datetime import timedelta

import pytest

from gigs.approval import Decision
from gigs.deciding import decide
from gigs.errors import GigChanged, GigNotFound
from gigs.gig import GigState
from gigs.people import PersonKey
from ports.gig_storage import Guard
from tests.support.builders import FAYE, MARK, RITA, TENANT, a_draft, a_gig, a_person, asking
from tests.support.clock import NOON
from tests.support.histories import saying
from tests.support.one_by_one import one_by_one

ENTRY = saying("changed")


async def added(store, gig, key="key"):
    """The gig as the store knows it, numbered by the store."""
    async with one_by_one(store) as tx:
        return await tx.gigs.add(gig, key)


async def saved(store, before, after, guard=None):
    async with one_by_one(store) as tx:
        return await tx.gigs.save(before, after, ENTRY, guard)


async def test_a_gig_is_read_back_exactly_as_it_was_added(store):
    gig = await added(store, a_gig(GigState.COMPLETED))
    async with one_by_one(store) as tx:
        assert await tx.gigs.get(TENANT, gig.number) == gig


async def test_numbers_count_up_in_each_tenant_on_its_own(store):
    ours = [(await added(store, a_draft(), f"key {n}")).number for n in range(3)]
    theirs = await added(store, a_draft(tenant="fabrikam"), "key 0")
    assert (ours, theirs.number) == ([1, 2, 3], 1)


async def test_many_drafts_at_once_get_one_number_each_and_leave_no_gap(store):
    gigs = await asyncio.gather(*(added(store, a_draft(), f"key {n}") for n in range(12)))
    assert sorted(gig.number for gig in gigs) == list(range(1, 13))


async def test_the_same_draft_added_twice_is_one_gig(store):
    first, second = await added(store, a_draft()), await added(store, a_draft())
    assert first == second


async def test_the_same_draft_added_by_many_at_once_is_one_gig_and_costs_one_number(store):
    gigs = await asyncio.gather(*(added(store, a_draft()) for _ in range(8)))
    following = await added(store, a_draft(), "another")
    assert {gig.number for gig in gigs} == {1}
    assert following.number == 2


async def test_an_unknown_number_is_not_found(store):
    async with one_by_one(store) as tx:
        with pytest.raises(GigNotFound):
            await tx.gigs.get(TENANT, 99)


async def test_a_save_counts_the_version_up_and_is_seen_by_the_next(store):
    gig = await added(store, a_draft())
    after = await saved(store, gig, gig.model_copy(update={"note": "hello"}))
    async with one_by_one(store) as tx:
        assert await tx.gigs.get(TENANT, gig.number) == after
    assert after.version == gig.version + 1


async def test_a_save_of_a_stale_version_changes_nothing(store):
    gig = await added(store, a_draft())
    await saved(store, gig, gig.model_copy(update={"note": "first"}))
    with pytest.raises(GigChanged):
        await saved(store, gig, gig.model_copy(update={"note": "second"}))
    async with one_by_one(store) as tx:
        assert (await tx.gigs.get(TENANT, gig.number)).note == "first"
        assert len(await tx.histories.of(TENANT, gig.number)) == 1


async def test_a_save_from_another_state_changes_nothing(store):
    gig = await added(store, a_gig(GigState.IN_APPROVAL))
    with pytest.raises(GigChanged):
        await saved(store, gig.model_copy(update={"state": GigState.APPROVED}), gig)


async def test_the_update_itself_refuses_the_requester(store):
    gig = await added(store, a_gig(GigState.IN_APPROVAL))
    with pytest.raises(GigChanged):
        await saved(store, gig, gig, Guard(not_requester=RITA.key))
    assert await saved(store, gig, gig, Guard(not_requester=MARK.key))


async def waiting_for(store, person):
    """Numbers of the gigs that wait for this person."""
    async with one_by_one(store) as tx:
        return [gig.number for gig in await tx.gigs.awaiting(person.key, 10)]


async def in_approval(store, key="key", approvers=(MARK,)):
    """A gig brought into approval by a save, so that its approvers are awaited."""
    draft = await added(store, a_draft(), key)
    return await saved(
        store, draft, a_gig(GigState.IN_APPROVAL, approvers=approvers, number=draft.number, version=0)
    )


async def test_the_update_itself_refuses_whoever_is_not_awaited(store):
    gig = await in_approval(store)
    elsewhere = PersonKey(tenant="fabrikam", object_id=MARK.key.object_id)
    for stranger in (FAYE.key, elsewhere):
        with pytest.raises(GigChanged):
            await saved(store, gig, gig, Guard(awaited=stranger, revision=1, step=1))
    for revision, step in ((2, 1), (1, 2)):
        with pytest.raises(GigChanged):
            await saved(store, gig, gig, Guard(awaited=MARK.key, revision=revision, step=step))
    assert await saved(store, gig, gig, Guard(awaited=MARK.key, revision=1, step=1))


async def test_of_eight_decisions_at_once_exactly_one_counts(store):
    gig = await in_approval(store)
    approved = decide(gig, MARK.key, Decision.APPROVED, reason="", asking=asking())
    guard = Guard(awaited=MARK.key, revision=1, step=1)
    results = await asyncio.gather(
        *(saved(store, gig, approved, guard) for _ in range(8)), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == ["Gig", *["GigChanged"] * 7]
    async with one_by_one(store) as tx:
        assert len(await tx.histories.of(TENANT, gig.number)) == 2


async def test_two_approvers_who_decide_at_once_do_not_overwrite_each_other(store):
    gig = await in_approval(store, approvers=(MARK, FAYE))
    results = await asyncio.gather(
        *(
            saved(
                store,
                gig,
                decide(gig, person.key, Decision.APPROVED, reason="", asking=asking()),
                Guard(awaited=person.key, revision=1, step=1),
            )
            for person in (MARK, FAYE)
        ),
        return_exceptions=True,
    )
    assert sorted(type(result).__name__ for result in results) == ["Gig", "GigChanged"]


async def test_who_is_waited_for_follows_every_save(store):
    gig = await in_approval(store, approvers=(MARK, FAYE))
    assert (await waiting_for(store, MARK), await waiting_for(store, FAYE)) == ([1], [1])
    gig = await saved(store, gig, decide(gig, MARK.key, Decision.APPROVED, reason="", asking=asking()))
    assert (await waiting_for(store, MARK), await waiting_for(store, FAYE)) == ([], [1])
    await saved(store, gig, decide(gig, FAYE.key, Decision.REJECTED, reason="Too much.", asking=asking()))
    assert await waiting_for(store, FAYE) == []


async def test_the_longest_waiting_comes_first(store):
    later = a_gig(GigState.IN_APPROVAL)
    asked = later.approvals[0].model_copy(update={"asked_at": NOON + timedelta(hours=1)})
    first = await added(store, a_draft(), "one")
    await saved(store, first, later.model_copy(update={"number": 1, "approvals": (asked,)}))
    await in_approval(store, "two")
    assert await waiting_for(store, MARK) == [2, 1]


async def test_a_requesters_gigs_come_newest_change_first_and_no_more_than_asked(store):
    for hours in (1, 3, 2):
        await added(store, a_draft(changed_at=NOON + timedelta(hours=hours)), f"{hours}")
    await added(store, a_draft(requester=a_person("Otto Other")), "not hers")
    async with one_by_one(store) as tx:
        assert [gig.number for gig in await tx.gigs.of_requester(RITA.key, 2)] == [2, 3]


async def test_the_sweep_finds_gigs_of_every_tenant_that_stood_still(store):
    await added(store, a_gig(GigState.APPROVED))
    await added(store, a_gig(GigState.APPROVED, tenant="fabrikam"))
    await added(store, a_draft(), "a draft")
    await added(store, a_gig(GigState.APPROVED, changed_at=NOON + timedelta(hours=2)), "moved since")
    states = frozenset({GigState.APPROVED, GigState.HIRING})
    async with one_by_one(store) as tx:
        found = await tx.gigs.in_states(states, NOON + timedelta(hours=1), 10)
    assert sorted(gig.tenant for gig in found) == [TENANT, "fabrikam"]
