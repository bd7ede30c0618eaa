"""A tenant in Entra with its Graph, and our directory on it."""

import pytest

from tests.support.clock import FakeClock
from tests.support.entra import FakeEntra
from tests.support.graph import FakeGraph, a_directory


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
async def entra():
    async with FakeEntra() as fake:
        yield fake


@pytest.fixture
async def graph(entra):
    async with FakeGraph(entra) as fake:
        yield fake


@pytest.fixture
async def directory(graph, clock):
    async with a_directory(graph, clock, patience_s=0.05) as ours:
        yield ours
