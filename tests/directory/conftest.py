"""A tenant in Entra with its Graph, and our directory on it."""

import pytest

from tests.directory.staff import FAYE, GUY, MARK, RITA
from tests.support.clock import FakeClock
from tests.support.entra import FakeEntra
from tests.support.graph import FakeGraph, User, a_directory


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


@pytest.fixture
def staff(graph):
    graph.add(
        User(RITA, "Rita", mail="rita@contoso.example", manager=MARK, zone="W. Europe Standard Time"),
        User(MARK, "Mark", mail="mark@contoso.example"),
        User(FAYE, "Faye", mail="faye@contoso.example"),
        User(GUY, "Guy Guest", mail="guy@elsewhere.example", user_type="Guest"),
    )
