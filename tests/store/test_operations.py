import asyncio
from datetime import timedelta

import pytest

from gigs.errors import GigChanged
from ports.operations import Operation, OperationKind, OperationState
from tests.support.builders import TENANT
from tests.support.clock import NOON
from tests.support.one_by_one import one_by_one


def an_operation(**changes):
    operation = Operation(
        tenant=TENANT,
        gig=12,
        key="post:12:1",
        kind=OperationKind.POST,
        marketplace="sandbox",
        reference="FC-AAAAAAAAAA",
        changed_at=NOON,
    )
    return operation.model_copy(update=changes)


def claimed(operation):
    return operation.model_copy(update={"state": OperationState.INFLIGHT, "fence": operation.fence + 1})


async def kept(store, operation):
    async with one_by_one(store) as tx:
        await tx.operations.add(operation)
    return operation


async def changed(store, before, after):
    async with one_by_one(store) as tx:
        return await tx.operations.change(before, after)


async def test_the_same_wish_twice_is_one_operation(store):
    first = await kept(store, an_operation())
    await kept(store, an_operation(reference="FC-BBBBBBBBBB"))
    async with one_by_one(store) as tx:
        assert await tx.operations.get(TENANT, first.key) == first


async def test_an_operation_nobody_wished_is_none(store):
    async with one_by_one(store) as tx:
        assert await tx.operations.get(TENANT, "post:99:1") is None


async def test_of_many_claims_at_once_exactly_one_wins(store):
    ready = await kept(store, an_operation())
    results = await asyncio.gather(
        *(changed(store, ready, claimed(ready)) for _ in range(8)), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == [*["GigChanged"] * 7, "Operation"]


async def test_a_write_by_an_older_claim_is_fenced_off(store):
    ready = await kept(store, an_operation())
    sleeper = await changed(store, ready, claimed(ready))
    given_back = await changed(store, sleeper, sleeper.model_copy(update={"state": OperationState.READY}))
    newer = await changed(store, given_back, claimed(given_back))
    with pytest.raises(GigChanged):
        await changed(store, sleeper, sleeper.model_copy(update={"state": OperationState.DONE}))
    async with one_by_one(store) as tx:
        assert await tx.operations.get(TENANT, ready.key) == newer


async def test_the_sweep_sees_what_is_unfinished_and_has_not_moved(store):
    for number, state in enumerate(OperationState):
        await kept(store, an_operation(key=f"post:{number}:1", state=state))
    await kept(store, an_operation(key="post:99:1", changed_at=NOON + timedelta(hours=2)))
    async with one_by_one(store) as tx:
        unfinished = await tx.operations.unfinished(NOON + timedelta(hours=1), 10)
    assert {operation.state for operation in unfinished} == {OperationState.READY, OperationState.INFLIGHT}
    assert len(unfinished) == 2
