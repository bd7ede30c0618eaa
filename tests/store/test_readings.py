"""How far a gig's marketplace was read: kept by gig, found by what it is called over there, and by age."""

from datetime import timedelta

from ports.reading_storage import Reading
from tests.support.builders import TENANT
from tests.support.clock import NOON
from tests.support.one_by_one import one_by_one

DAY = timedelta(days=1)


def a_reading(number: int = 12, **changes) -> Reading:
    reading = Reading(
        tenant=TENANT,
        number=number,
        marketplace="upwork",
        listing=f"L{number}",
        contract=f"C{number}",
        read_to=NOON,
        read_at=NOON,
        proposals_at=NOON,
        day=NOON.date(),
        calls=3,
    )
    return reading.model_copy(update=changes)


async def test_a_reading_comes_back_as_it_was_put_and_the_last_one_counts(store):
    async with one_by_one(store) as tx:
        assert await tx.readings.get(TENANT, 12) is None
        await tx.readings.put(a_reading())
        assert await tx.readings.get(TENANT, 12) == a_reading()
        changed = a_reading(calls=4, wanted=True, contract_at=NOON, proposals_at=None)
        await tx.readings.put(changed)
        assert await tx.readings.get(TENANT, 12) == changed
        assert await tx.readings.get("fabrikam", 12) is None


async def test_a_gig_is_found_by_its_listing_or_contract_there_and_by_nothing_else(store):
    async with one_by_one(store) as tx:
        await tx.readings.put(a_reading())
        await tx.readings.put(a_reading(13, contract=""))
        assert await tx.readings.find(TENANT, "upwork", "L12") == 12
        assert await tx.readings.find(TENANT, "upwork", "C12") == 12
        for tenant, market, external in (
            (TENANT, "upwork", "L99"),
            (TENANT, "upwork", ""),
            (TENANT, "worksome", "L12"),
            ("fabrikam", "upwork", "L12"),
        ):
            assert await tx.readings.find(tenant, market, external) is None


async def test_only_words_that_are_older_are_found(store):
    old = NOON - DAY
    async with one_by_one(store) as tx:
        await tx.readings.put(a_reading(1, proposals_at=old))
        await tx.readings.put(a_reading(2, proposals_at=None, contract_at=old))
        await tx.readings.put(a_reading(3, proposals_at=NOON, contract_at=NOON))
        await tx.readings.put(a_reading(4, proposals_at=None, contract_at=None))
        await tx.readings.put(a_reading(5, proposals_at=old, marketplace="worksome"))
        await tx.readings.put(a_reading(6, proposals_at=old, tenant="fabrikam"))
        found = await tx.readings.older("upwork", NOON, 10)
        assert {(one.tenant, one.number) for one in found} == {(TENANT, 1), (TENANT, 2), ("fabrikam", 6)}
        assert len(await tx.readings.older("upwork", NOON, 1)) == 1
