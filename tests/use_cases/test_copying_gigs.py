"""Starting again from a gig, and copying one: a new draft with the brief, once, by whoever may see it."""

import asyncio

import pytest

from gigs.approval import Decision
from gigs.errors import GigNotFound, OutOfOrder
from gigs.gig import Gig, GigState
from gigs.people import Person
from tests.support.builders import FAYE, MARK, RITA, a_form, a_person
from tests.support.databases import POSTGRES, SQLITE, a_database
from tests.support.one_by_one import one_by_one
from tests.use_cases.company import history
from tests.use_cases.world import PAT, SAM, World, a_world
from use_cases.notifying.notify import RedrawCards
from use_cases.requesting.copy_gig import copy_gig
from use_cases.requesting.submit_gig import preview_gig, save_draft, submit_gig
from use_cases.requesting.withdraw_gig import withdraw_gig
from use_cases.showing.show_gig import show_gig


@pytest.fixture(params=[SQLITE, pytest.param(POSTGRES, marks=pytest.mark.postgres)])
async def world(request, tmp_path):
    with a_database(request.param, tmp_path) as url:
        async with a_world(tmp_path, url=url) as world:
            await world.meets(RITA, MARK)
            yield world


async def copy(world: World, who: Person = RITA, number: int = 1) -> Gig:
    return await copy_gig(world.context, who, number)


async def rejected(world: World) -> Gig:
    gig = await world.submitted(data_tier="confidential")
    return await world.decides(gig, Decision.REJECTED, reason="Too dear.")


async def resubmit(world: World, gig: Gig) -> Gig:
    form = gig.form.model_copy(update={"start": "2026-11-30", "due": "2026-12-14"})
    seen = await preview_gig(world.context, gig.requester, form, number=gig.number)
    return await submit_gig(world.context, gig.requester, gig.number, revision=0, seen=seen.seen)


async def test_a_rejected_gig_is_started_again_with_its_brief_and_nothing_else(world):
    old = await rejected(world)
    new = await copy(world)

    assert new.form == old.form.model_copy(update={"start": "", "due": ""})
    assert (new.number, new.requester, new.copy_of) == (2, RITA, 1)
    carried_over = {"form", "number", "version", "copy_of", "created_at", "changed_at"}
    blank = Gig(
        tenant=old.tenant, number=2, requester=RITA, created_at=old.created_at, changed_at=old.changed_at
    )
    assert new.model_dump(exclude=carried_over) == blank.model_dump(exclude=carried_over)
    assert await history(world, 2) == ["Rita Requester started from a copied brief"]
    assert (await history(world, 1))[-1] == "Rita Requester started over in a new gig"
    assert (await resubmit(world, new)).state is GigState.IN_APPROVAL
    assert (await world.gig(1)).state is GigState.REJECTED


async def test_two_presses_make_one_draft(world):
    await rejected(world)
    first, second = await asyncio.gather(copy(world), copy(world))
    third = await copy(world)
    assert first.number == second.number == third.number == 2
    assert len(await history(world, 2)) == 1


async def test_once_the_copy_was_changed_a_further_press_makes_another_one(world):
    await rejected(world)
    first = await copy(world)
    await save_draft(world.context, RITA, first.form.model_copy(update={"title": "Mine"}), number=2)
    again = await copy(world)
    assert (again.number, again.form.title) == (3, a_form().title)
    await withdraw_gig(world.context, RITA, 3, reason="No longer needed.")
    assert (await copy(world)).number == 4
    assert (await world.gig(1)).continued_as == 4


async def test_the_old_gig_says_what_it_continues_as_to_those_who_may_see_both(world):
    await rejected(world)
    new = await copy(world)
    assert world.promised(RedrawCards)

    async def told(who: Person) -> frozenset[int]:
        return (await show_gig(world.context, who, 1)).related

    assert await told(RITA) == {2}
    assert await told(MARK) == frozenset()
    await resubmit(world, new)
    assert await told(MARK) == await told(PAT) == {2}
    assert (await show_gig(world.context, MARK, 2)).related == {1}


async def test_a_copy_by_somebody_else_is_theirs_and_leaves_the_gig_as_it_was(world):
    old = await rejected(world)
    new = await copy(world, MARK)

    assert (new.requester, new.form.cost_centre, new.form.data_tier) == (MARK, "", "confidential")
    assert await world.gig(1) == old
    with pytest.raises(GigNotFound):
        await show_gig(world.context, RITA, new.number)


async def test_one_person_each_has_a_copy_of_their_own(world):
    await world.submitted()
    copies = [await copy(world, who) for who in (RITA, MARK, PAT)]
    assert [gig.number for gig in copies] == [2, 3, 4]
    assert (await world.gig(1)).continued_as is None


async def test_whoever_may_not_see_a_gig_cannot_copy_it(world):
    await world.submitted()
    twin = a_person("Rita Requester", tenant="fabrikam")
    for stranger in (SAM, FAYE, twin):
        with pytest.raises(GigNotFound):
            await copy(world, stranger)
    with pytest.raises(GigNotFound):
        await copy(world, RITA, 77)
    async with one_by_one(world.store) as tx:
        assert [len(await tx.gigs.of_requester(who.key, 9)) for who in (RITA, SAM, FAYE, twin)] == [
            1,
            0,
            0,
            0,
        ]


async def test_a_draft_is_copied_by_its_owner_and_by_nobody_else(world):
    await save_draft(world.context, RITA, a_form(title="Half a thought"), draft="d")
    assert (await copy(world)).form.title == "Half a thought"
    for other in (MARK, PAT):
        with pytest.raises(GigNotFound):
            await copy(world, other)
    await withdraw_gig(world.context, RITA, 1, reason="No longer needed.")
    with pytest.raises(OutOfOrder, match="never submitted"):
        await copy(world, PAT)
