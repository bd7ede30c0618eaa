import gc
import weakref
from contextlib import contextmanager

import pytest

from assembly.garbage import settle
from gigs.gig import GigState
from store.translate import GIGS_KEPT, gig_of
from tests.support.builders import a_gig


class Refused(RuntimeError):
    """What a transaction raises; an error of Python's own could not be watched."""


@contextmanager
def no_search():
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@pytest.fixture
def settled():
    former = gc.get_threshold()
    settle()
    yield
    gc.set_threshold(*former)
    gc.unfreeze()


async def test_a_transaction_that_raises_leaves_no_garbage_to_be_searched_for(store):
    async def refuse(_tx):
        raise Refused

    async def raised():
        try:
            await store.run(refuse)
        except Refused as error:
            return weakref.ref(error)

    async def nothing(_tx):
        """By then the thread of SQLite has put the one before down."""

    await raised()
    with no_search():
        refused = await raised()
        await store.run(nothing)
        assert refused() is None


def searches():
    return sum(generation["collections"] for generation in gc.get_stats())


def test_reading_gigs_seldom_stops_to_search_for_garbage(settled):
    documents = [a_gig(GigState.ACTIVE, number=1 + at).model_dump_json() for at in range(2 * GIGS_KEPT)]
    before = searches()
    for document in documents:
        gig_of(document)
    assert searches() - before <= 2
