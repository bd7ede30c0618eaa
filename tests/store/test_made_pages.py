"""Pages of the playbook that leads made, on both databases: nobody's change is lost, and every version is kept."""

import pytest

from gigs.errors import GigChanged
from ports.playbook_storage import MadePage, PageKind, PageState
from tests.support.builders import FAYE, MARK, TENANT
from tests.support.clock import NOON
from tests.support.one_by_one import one_by_one


def a_page(page_id="made-1", **changes):
    known = {
        "tenant": TENANT,
        "id": page_id,
        "kind": PageKind.TEMPLATE,
        "gig": 12,
        "title": "Slides",
        "words": "what was written",
        "by": FAYE.key,
        "name": FAYE.name,
        "at": NOON,
    }
    return MadePage(**(known | changes))


async def added(store, *pages):
    async with one_by_one(store) as tx:
        return [await tx.pages.add(page) for page in pages]


async def got(store, page_id="made-1", tenant=TENANT):
    async with one_by_one(store) as tx:
        return await tx.pages.get(tenant, page_id)


async def ids(store, state=PageState.DRAFT, kind=PageKind.TEMPLATE, tenant=TENANT, limit=10, after=""):
    async with one_by_one(store) as tx:
        return [page.id for page in await tx.pages.in_state(tenant, kind, state, limit, after)]


async def test_a_page_is_added_once_and_read_as_it_was(store):
    assert await added(store, a_page(), a_page(words="another")) == [True, False]
    assert await got(store) == a_page(version=1)
    assert await got(store, tenant="fabrikam") is None


async def test_of_two_changes_to_one_version_the_second_is_refused_and_changes_nothing(store):
    await added(store, a_page())
    page = await got(store)
    mine = page.model_copy(update={"state": PageState.PUBLISHED, "published": "mine", "by": MARK.key})
    async with one_by_one(store) as tx:
        assert (await tx.pages.change(page, mine)).version == 2
    with pytest.raises(GigChanged):
        async with one_by_one(store) as tx:
            await tx.pages.change(page, page.model_copy(update={"words": "theirs"}))
    assert (await got(store)).published == "mine"
    async with one_by_one(store) as tx:
        versions = await tx.pages.versions(TENANT, "made-1", 5)
        assert [(one.version, one.state, one.by) for one in versions] == [
            (2, PageState.PUBLISHED, MARK.key),
            (1, PageState.DRAFT, FAYE.key),
        ]
        assert len(await tx.pages.versions(TENANT, "made-1", 1)) == 1


async def test_pages_are_found_by_kind_and_state_in_one_tenant_a_few_at_a_time(store):
    elsewhere = a_page("made-4", tenant="fabrikam", by=FAYE.key.model_copy(update={"tenant": "fabrikam"}))
    practice = a_page("made-3", kind=PageKind.PRACTICE)
    await added(store, a_page("made-2"), a_page("made-1"), practice, elsewhere)
    assert await ids(store) == ["made-1", "made-2"]
    assert await ids(store, limit=1) == ["made-1"]
    assert await ids(store, after="made-1") == ["made-2"]
    assert await ids(store, kind=PageKind.PRACTICE) == ["made-3"]
    assert await ids(store, state=PageState.WITHDRAWN) == []
    assert await ids(store, tenant="fabrikam") == ["made-4"]


async def test_how_often_each_template_was_used_is_counted_for_each_tenant(store):
    async with one_by_one(store) as tx:
        for tenant, template in ((TENANT, "slides"), (TENANT, "slides"), (TENANT, "logo"), ("b", "slides")):
            await tx.pages.count_use(tenant, template)
        assert await tx.pages.uses(TENANT, ["slides", "logo", "video"]) == {"slides": 2, "logo": 1}
        assert await tx.pages.uses("b", ["slides"]) == {"slides": 1}
        assert await tx.pages.uses(TENANT, []) == {}
