"""What leads made of lessons, who saw one and whom it helped, on both databases."""

from ports.lessons import Curated, Worth
from tests.support.builders import FAYE, MARK, RITA, TENANT
from tests.support.clock import NOON
from tests.support.one_by_one import one_by_one

OTHER = RITA.key.model_copy(update={"tenant": "fabrikam"})


async def test_a_lesson_counts_once_for_each_gig_and_helps_each_person_once(store):
    async with one_by_one(store) as tx:
        await tx.lessons.show(MARK.key, [1, 2], 7, NOON)
        await tx.lessons.show(MARK.key, [2, 1], 7, NOON)
        await tx.lessons.show(MARK.key, [1], 8, NOON)
        await tx.lessons.show(OTHER, [1], 7, NOON)
        assert await tx.lessons.help(MARK.key, 1, NOON)
        assert not await tx.lessons.help(MARK.key, 1, NOON)
        assert await tx.lessons.help(FAYE.key, 1, NOON)
        assert await tx.lessons.help(OTHER, 2, NOON)
        assert await tx.lessons.worth(TENANT, [1, 2, 3]) == {1: Worth(2, 2), 2: Worth(1, 0)}
        assert await tx.lessons.helped(MARK.key, [1, 2]) == {1}
        assert await tx.lessons.helped(RITA.key, [1, 2]) == frozenset()


async def test_what_a_lead_made_of_a_lesson_is_of_their_tenant_alone(store):
    curated = Curated(tenant=TENANT, gig=1, do_again="Samples first", sources=(3, 4), by=MARK.key, at=NOON)
    async with one_by_one(store) as tx:
        await tx.lessons.put(curated)
        await tx.lessons.put(curated.model_copy(update={"retired": True}))
        read = await tx.lessons.curated(TENANT, [1, 2])
        assert read == {1: curated.model_copy(update={"retired": True})}
        assert await tx.lessons.curated("fabrikam", [1]) == {}
        assert await tx.lessons.curated(TENANT, []) == {}
