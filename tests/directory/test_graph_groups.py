"""Groups in Graph: read whole, page by page, and only from Graph."""

import pytest

from tests.directory.staff import FAYE, INNER, LEADS, MARK, RITA, key, unavailable
from tests.support.entra import TENANT
from tests.support.graph import FakeGraph, Fault, User, a_directory

pytestmark = pytest.mark.usefixtures("staff")


async def test_a_group_is_read_page_by_page_with_the_groups_within_it(graph, clock):
    graph.page = 1
    graph.groups = {LEADS: [FAYE, INNER], INNER: [RITA, LEADS, MARK]}
    async with a_directory(graph, clock, {"programme_lead": LEADS}) as ours:
        found = await ours.group(TENANT, LEADS.upper())
        assert [each.name for each in found] == ["Rita", "Mark", "Faye"]
        assert {each.roles for each in found} == {frozenset({"programme_lead"})}
    assert graph.calls.count(f"GET /v1.0/groups/{LEADS}/transitiveMembers/microsoft.graph.user") == 3


async def test_a_group_is_remembered_whole(graph, clock):
    graph.groups[LEADS] = [MARK]
    async with a_directory(graph, clock, {"programme_lead": LEADS, "finance": LEADS}) as ours:
        people = [await ours.person(key(each)) for each in (RITA, MARK, FAYE)]
    assert [each.roles for each in people] == [set(), {"programme_lead", "finance"}, set()]
    assert sum("/groups/" in call for call in graph.calls) == 1


@pytest.fixture
async def elsewhere(entra):
    """Another host, which would answer."""
    async with FakeGraph(entra) as other:
        yield other


async def test_a_next_page_at_another_host_is_not_fetched(graph, elsewhere, clock):
    graph.page, graph.next_host = 1, elsewhere.url
    graph.groups[LEADS] = [MARK, RITA]
    async with a_directory(graph, clock) as ours:
        await unavailable(ours.group(TENANT, LEADS))
    assert (len(graph.calls), elsewhere.calls) == (1, [])


@pytest.mark.parametrize(
    "host", ["https://graph.microsoft.com.evil.example", "//x", "file://", "not an address"]
)
async def test_a_next_page_at_no_host_of_ours_is_not_fetched(graph, clock, host, caplog):
    graph.page, graph.next_host = 1, host
    graph.groups[LEADS] = [MARK, RITA]
    async with a_directory(graph, clock) as ours:
        await unavailable(ours.group(TENANT, LEADS))
    assert "a link that leads elsewhere" in caplog.text


@pytest.mark.parametrize("status", [301, 307])
async def test_a_redirect_is_not_followed(directory, graph, elsewhere, status):
    graph.faults = [Fault(status=status, headers={"Location": f"{elsewhere.url}/v1.0/$batch"}, times=9)]
    await unavailable(directory.person(key(RITA)))
    await unavailable(directory.by_address(TENANT, "rita@contoso.example"))
    assert elsewhere.calls == []


async def test_a_group_comes_in_the_order_of_ids_whatever_order_graph_has(graph, clock):
    many = [f"11111111-aaaa-4bbb-8ccc-0000000000{number}" for number in range(40, 70)]
    graph.add(*(User(each, each) for each in many))
    graph.groups[LEADS] = many[::-1]
    async with a_directory(graph, clock) as ours:
        assert [each.name for each in await ours.group(TENANT, LEADS)] == many


async def test_a_role_whose_group_is_not_there_is_nobodys_and_the_log_says_so(graph, clock, caplog):
    async with a_directory(graph, clock, {"finance": LEADS}) as ours:
        assert (await ours.person(key(MARK))).roles == frozenset()
    assert "there is no such group in the directory" in caplog.text
