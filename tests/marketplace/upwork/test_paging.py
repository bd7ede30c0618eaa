"""Pages whose counts, edges and cursors cannot be relied on."""

from marketplace.upwork.limits import PAGE
from marketplace.upwork.paging import page_of, pages


def edge(number: int):
    return {"cursor": str(number), "node": {"id": str(number)}}


def connection(*edges, end: str | None = "9", more: bool | None = True):
    return {"edges": list(edges), "pageInfo": {"endCursor": end, "hasNextPage": more}}


def test_edges_and_nodes_that_are_null_are_passed_over():
    page = page_of(connection(None, {"cursor": "1", "node": None}, edge(2)))

    assert page.nodes == ({"id": "2"},)
    assert page.gaps
    assert not page_of(connection(edge(2))).gaps
    assert not page_of(connection()).gaps


def test_nothing_at_all_is_an_empty_page():
    for empty in ({}, {"edges": None, "pageInfo": None}, connection(end="9")):
        assert (page_of(empty).nodes, page_of(empty).next) == ((), None)


def test_only_a_page_that_is_not_full_is_believed_to_be_the_last():
    assert page_of(connection(edge(1), more=False)).is_last
    assert not page_of(connection(edge(1), more=True)).is_last
    assert not page_of(connection(edge(1), more=None)).is_last
    assert not page_of(connection(*map(edge, range(PAGE)), more=False)).is_last


async def test_pages_follow_each_other_until_an_empty_one():
    book = {"0": connection(edge(1), end="1"), "1": connection(edge(2), end="2"), "2": connection(end=None)}
    asked = []

    async def fetch(after: str):
        asked.append(after)
        return page_of(book[after])

    read = [page.nodes async for page in pages(fetch)]

    assert asked == ["0", "1", "2"]
    assert read == [({"id": "1"},), ({"id": "2"},), ()]


async def test_cursors_that_go_in_a_circle_end():
    book = {"0": connection(edge(1), end="1"), "1": connection(edge(2), end="0")}

    async def fetch(after: str):
        return page_of(book[after])

    assert len([page async for page in pages(fetch)]) == 2
