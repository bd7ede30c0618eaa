"""Every gig of one tenant, found by what a programme lead narrows them down with, on both databases."""

from datetime import timedelta

from gigs.gig import GigState
from ports.overview_storage import Wanted
from tests.store.test_gigs import added, saved
from tests.support.builders import MARK, RITA, TENANT, a_draft, a_gig, a_person
from tests.support.clock import NOON
from tests.support.one_by_one import one_by_one

LATER = NOON + timedelta(days=40)


async def a_few(store):
    """1 listed for Rita, 2 in approval for somebody of Legal begun later, 3 a draft, 4 another tenant's."""
    legal = a_person("Lena Legal").model_copy(update={"department": "Legal"})
    await added(store, a_gig(GigState.LISTED), "1")
    await added(store, a_gig(GigState.IN_APPROVAL, requester=legal, created_at=LATER), "2")
    await added(store, a_draft(), "3")
    await added(store, a_gig(GigState.LISTED, tenant="fabrikam"), "4")


async def numbers(store, before=1000, limit=10, **wanted):
    async with one_by_one(store) as tx:
        found = await tx.overviews.newest(TENANT, Wanted(**wanted), before, limit)
    return [gig.number for gig in found]


async def test_all_of_one_tenant_but_drafts_the_newest_first_a_page_at_a_time(store):
    await a_few(store)
    assert await numbers(store) == [2, 1]
    assert await numbers(store, limit=1) == [2]
    assert await numbers(store, before=2) == [1]


async def test_each_filter_alone_and_all_of_them_together(store):
    await a_few(store)
    ritas, month = RITA.department, f"{NOON:%Y-%m}"
    assert await numbers(store, team="Legal") == [2]
    assert await numbers(store, month=month) == [1]
    assert await numbers(store, state=GigState.IN_APPROVAL) == [2]
    assert await numbers(store, market="sandbox") == [2, 1]
    assert await numbers(store, market="upwork") == []
    assert await numbers(store, team=ritas, month=month, market="sandbox", state=GigState.LISTED) == [1]
    assert await numbers(store, team="Legal", state=GigState.LISTED) == []
    assert await numbers(store, team="' OR 1=1 --") == []


async def test_a_change_of_the_gig_changes_what_it_is_found_by(store):
    gig = await added(store, a_gig(GigState.LISTED))
    legal = RITA.model_copy(update={"department": "Legal"})
    await saved(store, gig, gig.model_copy(update={"requester": legal, "state": GigState.REVIEWING}))
    assert await numbers(store, team="Legal", state=GigState.REVIEWING) == [gig.number]
    assert await numbers(store, state=GigState.LISTED) == []


async def test_what_has_not_moved_and_what_waits_for_an_answer(store):
    await a_few(store)
    states = frozenset({GigState.LISTED, GigState.IN_APPROVAL})
    async with one_by_one(store) as tx:
        moved = await tx.overviews.unmoved(TENANT, states, NOON - timedelta(days=900), 0, 10)
        unmoved = await tx.overviews.unmoved(TENANT, states, LATER + timedelta(days=900), 1, 10)
    assert moved == []
    assert len(unmoved) == 1
    draft = await added(store, a_draft(), "5")
    asked = a_gig(GigState.IN_APPROVAL).model_copy(update={"number": draft.number})
    await saved(store, draft, asked.model_copy(update={"version": draft.version}))
    async with one_by_one(store) as tx:
        waiting = await tx.overviews.awaiting(TENANT, 0, 10)
        behind = await tx.overviews.awaiting(TENANT, 1, 10)
    assert [gig.number for gig in waiting] == [draft.number]
    assert waiting[0].approval_of(MARK.key) is not None
    assert behind == []


async def test_the_teams_there_are_by_name_as_many_as_asked_for(store):
    await a_few(store)
    async with one_by_one(store) as tx:
        assert await tx.overviews.teams(TENANT, 10) == sorted({"Legal", RITA.department} - {""})
        assert len(await tx.overviews.teams(TENANT, 1)) == 1
        assert await tx.overviews.teams("nobody", 10) == []
