"""The talent pool on both databases: what is put is found by its words, and what is forgotten by none."""

from datetime import timedelta

from gigs.talent import Talent, Worked
from tests.support.builders import TENANT
from tests.support.clock import NOON
from tests.support.one_by_one import one_by_one
from tests.support.talent import a_key

LATER = NOON + timedelta(days=1)
TOP = 2**31 - 1


async def put(tx, key, gig, name="Amara Okonkwo", at=NOON, words=("powerpoint", "market:sandbox")):
    talent = Talent(key=key, name=name, words_at=at if name else None)
    await tx.talents.put(talent, Worked(key=key, gig=gig, proposal=f"L{gig}-P1", words=frozenset(words)))


async def found(tx, *words, tenant=TENANT):
    return [gig for gig, _key in (await tx.talents.with_words(tenant, words, TOP, 50)).gigs]


async def test_a_new_name_replaces_the_former_one_in_every_gig(store):
    async with one_by_one(store) as tx:
        await put(tx, a_key(), 1)
        await put(tx, a_key(), 2, "Amara Bello")
        assert await found(tx, "amara") == [2, 1]
        assert (await found(tx, "okonkwo"), await found(tx, "bello", "powerpoint")) == ([], [2, 1])
        assert [one.gig for one in await tx.talents.gigs_of(a_key(), 1)] == [2]


async def test_a_gig_that_is_put_again_has_only_its_new_words(store):
    async with one_by_one(store) as tx:
        await put(tx, a_key(), 1)
        await put(tx, a_key(), 1, words=("figma",))
        assert (await found(tx, "powerpoint"), await found(tx, "figma", "amara")) == ([], [1])


async def test_words_are_forgotten_by_age_and_marketplace_and_are_there_again_when_read(store):
    async with one_by_one(store) as tx:
        await put(tx, a_key("F1", "upwork"), 1)
        await put(tx, a_key("F2", "upwork"), 2, at=LATER)
        await put(tx, a_key("F3"), 3)
        assert await tx.talents.forget_words("upwork", LATER, 10) == 1
        assert await tx.talents.forget_words("upwork", LATER, 10) == 0
        assert (await found(tx, "amara"), await found(tx, "powerpoint")) == ([3, 2], [3, 2, 1])
        bare = await tx.talents.get(a_key("F1", "upwork"))
        assert (bare.name, bare.words_at) == ("", None)
        await tx.talents.read_again(bare.model_copy(update={"name": "Amara", "words_at": LATER}))
        assert await found(tx, "amara") == [3, 2, 1]
        await tx.talents.read_again(Talent(key=a_key("F99"), name="Nobody"))
        assert await tx.talents.get(a_key("F99")) is None


async def test_who_is_dropped_is_found_by_nothing_and_nobody_else_is_touched(store):
    async with one_by_one(store) as tx:
        await put(tx, a_key("F1"), 1)
        await put(tx, a_key("F2"), 2)
        await put(tx, a_key("F1", tenant="fabrikam"), 1)
        await tx.talents.drop(a_key("F1"))
        assert (await tx.talents.get(a_key("F1")), await found(tx, "powerpoint")) == (None, [2])
        assert await found(tx, "powerpoint", tenant="fabrikam") == [1]
        assert await tx.talents.of([a_key("F1"), a_key("F2")]) == [await tx.talents.get(a_key("F2"))]


async def test_a_search_goes_on_where_it_ended(store):
    async with one_by_one(store) as tx:
        for gig in range(1, 8):
            await put(tx, a_key(f"F{gig}"), gig, words=("figma", "odd") if gig % 2 else ("figma",))
        first = await tx.talents.with_words(TENANT, ["figma", "odd"], TOP, 3)
        second = await tx.talents.with_words(TENANT, ["figma", "odd"], first.last, 3)
        third = await tx.talents.with_words(TENANT, ["figma", "odd"], second.last, 3)
    assert [[gig for gig, _key in one.gigs] for one in (first, second, third)] == [[7, 5], [3], [1]]
    assert (first.last, second.last, third.last) == (5, 2, 0)
