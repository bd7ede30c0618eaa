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


def test_entries_of_a_wrong_type_are_gaps():
    page = page_of(connection(7, "text", [], edge(2)))

    assert page.nodes == ({"id": "2"},)
    assert page.gaps
    assert page_of({"edges": "none"}).gaps


def test_a_page_that_says_there_is_more_and_not_where_has_a_gap():
    assert page_of(connection(edge(1), end=None, more=True)).gaps
    assert not page_of(connection(edge(1), end=None, more=False)).gaps


async def test_a_list_whose_end_was_not_seen_ends_in_a_gap():
    asked = []

    async def again(after: str):
        asked.append(after)
        return page_of(connection(edge(1), end="9"))

    async def endless(after: str):
        return page_of(connection(edge(1), end=str(int(after) + 1)))

    assert [page async for page in pages(again)][-1].gaps
    assert asked == ["0", "9"]
    assert [page async for page in pages(endless)][-1].gaps


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


async def test_cursors_that_go_in_a_circle_end_in_a_gap():
    book = {"0": connection(edge(1), end="1"), "1": connection(edge(2), end="0")}

    async def fetch(after: str):
        return page_of(book[after])

    found = [page async for page in pages(fetch)]
    assert [page.gaps for page in found] == [False, False, True]
    assert not found[-1].nodes
