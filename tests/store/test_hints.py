"""What became of hints, and how often, on both databases."""

from datetime import timedelta

from ports.hint_storage import HintCount, HintMark, HintState
from tests.support.builders import TENANT
from tests.support.clock import NOON
from tests.support.one_by_one import one_by_one


def a_mark(hint="vague.outcome", gig=1, **changes):
    mark = HintMark(tenant=TENANT, gig=gig, hint=hint, about="a", state=HintState.SHOWN, at=NOON)
    return mark.model_copy(update=changes)


async def test_a_mark_is_replaced_and_belongs_to_one_gig_of_one_tenant(store):
    async with one_by_one(store) as tx:
        await tx.hints.put([a_mark(), a_mark("scope.outcome"), a_mark(gig=2)])
        await tx.hints.put([a_mark(tenant="fabrikam", about="theirs")])
        await tx.hints.put([a_mark(state=HintState.DISMISSED, about="b")])
        await tx.hints.put([])
        marks = await tx.hints.of_gig(TENANT, 1)
    assert marks == [a_mark("scope.outcome"), a_mark(state=HintState.DISMISSED, about="b")]


async def test_counts_are_added_up_for_each_tenant(store):
    async with one_by_one(store) as tx:
        await tx.hints.count(TENANT, [HintCount(kind="vague", shown=2), HintCount(kind="scope", shown=1)])
        await tx.hints.count(TENANT, [HintCount(kind="vague", shown=1, heeded=1, dismissed=1)])
        await tx.hints.count("fabrikam", [HintCount(kind="vague", shown=9)])
        await tx.hints.count(TENANT, [])
        counts = await tx.hints.counts(TENANT)
    assert counts == [
        HintCount(kind="scope", shown=1),
        HintCount(kind="vague", shown=3, heeded=1, dismissed=1),
    ]


async def test_old_marks_go_and_counts_stay(store):
    async with one_by_one(store) as tx:
        await tx.hints.put([a_mark(at=NOON - timedelta(days=2)), a_mark("scope.outcome")])
        await tx.hints.count(TENANT, [HintCount(kind="vague", shown=1)])
        await tx.hints.delete_old(NOON - timedelta(days=1), 10)
        assert await tx.hints.of_gig(TENANT, 1) == [a_mark("scope.outcome")]
        assert await tx.hints.counts(TENANT) == [HintCount(kind="vague", shown=1)]
