"""Programme leads make pages of the playbook out of closed gigs: written, published, withdrawn; nobody else does."""

import dataclasses

import pytest

from gigs.errors import GigChanged, GigNotFound, NotAllowed, OutOfOrder, TooLong
from gigs.gig import GigState
from gigs.summary import Audience, Sharing, summary_of
from playbook.source import Source
from ports.playbook_storage import PageKind, PageState
from tests.support.builders import MARK, RITA, a_brief, a_draft, a_gig, a_person
from tests.support.cases import every_case
from tests.support.histories import saying
from tests.support.one_by_one import one_by_one
from tests.support.playbook import small_playbook
from tests.use_cases.company import open_for_business
from tests.use_cases.world import PAT, SAM
from use_cases.playbook import write_page
from use_cases.playbook.begin_page import begin_page
from use_cases.playbook.browse import browse, fitting
from use_cases.playbook.page_form import LENGTHS, PageForm, made_of, typed_page
from use_cases.playbook.practices import all_practices
from use_cases.playbook.show_template import show_template
from use_cases.playbook.use_template import use_template
from use_cases.playbook.write_page import (
    Overwriting,
    made_pages,
    new_page_id,
    publish_page,
    save_page,
    show_page,
    withdraw_page,
)

LEA = a_person("Lea Lead", roles=PAT.roles)
FAR = a_person("Pat Lead", tenant="fabrikam", roles=PAT.roles)
TYPED = {
    "title": "Posters for a fair",
    "about": "A fair is coming up and the stand is empty.",
    "domain": "design",
    "words": "poster, posters, Plakat",
    "outcome": "Visitors stop at the stand.",
    "deliverables": "Three drafts\nThe final poster as PDF",
    "accepted": "Each draft names its idea.\nThe printer accepts the file.",
    "out_of_scope": "Printing",
    "skills": "Illustrator, print",
    "shortest": "3",
    "longest": "8",
    "data_tier": "general",
}
PRACTICE = {"title": "Ask early", "text": "Send the template first.\nAgree on a day.", "at_work": "true"}


@pytest.fixture
async def company(world):
    open_for_business(world)
    world.context = dataclasses.replace(world.context, playbook=small_playbook)
    world.people.known |= {LEA.key: LEA, FAR.key: FAR}
    await closes(world)
    return world


async def closes(world, **sharing):
    """Gig 1 of Rita's is closed, and shared like this."""
    closed = a_gig(
        GigState.CLOSED,
        brief=a_brief(title="Posters", deliverables=("A poster",), acceptance="It prints."),
    )
    closing = closed.closing.model_copy(
        update={"do_again": "Send the logo first.", "do_differently": "Ask for the printer’s rules."}
    )
    async with one_by_one(world.store) as tx:
        draft = await tx.gigs.add(a_draft(), "closed")
        gig = closed.model_copy(update={"number": draft.number, "version": draft.version, "closing": closing})
        await tx.gigs.save(draft, gig, saying("closed"))
        await tx.summaries.put(summary_of(gig, Sharing(**({"audience": Audience.LEADS} | sharing))))
    return gig


async def shared(world, **sharing):
    async with one_by_one(world.store) as tx:
        gig = await tx.gigs.get(RITA.key.tenant, 1)
        await tx.summaries.put(summary_of(gig, Sharing(**sharing)))


async def saved(world, who=PAT, page_id="made-1", version=0, kind=PageKind.TEMPLATE, number=1, **changes):
    form = typed_page((TYPED if kind is PageKind.TEMPLATE else PRACTICE) | changes)
    return await save_page(world.context, who, page_id, form, kind=kind, number=number, version=version)


async def published(world, who=PAT, page_id="made-1", version=1):
    return await publish_page(world.context, who, page_id, version=version)


async def there(world, who=SAM):
    """The ids of the templates that somebody finds."""
    return {one.id for one in (await browse(world.context, who)).found}


async def test_a_page_begins_with_what_the_gig_wanted_and_what_was_learnt(company):
    begun = await begin_page(company.context, PAT, 1, PageKind.TEMPLATE)
    assert (begun.form.title, begun.form.deliverables, begun.form.accepted) == (
        "Posters",
        "A poster",
        "It prints.",
    )
    assert begun.form.watch == "Send the logo first.\nAsk for the printer’s rules."
    assert (begun.form.about, begun.form.shortest, begun.shortened) == ("", "", ())
    practice = await begin_page(company.context, PAT, 1, PageKind.PRACTICE)
    assert (practice.form.text, practice.form.outcome) == (begun.form.watch, "")


async def test_a_draft_is_its_leads_alone_until_it_is_published(company):
    await saved(company)
    assert "made-1" not in await there(company) | await there(company, PAT)
    assert (await show_page(company.context, LEA, "made-1")).page.title == "Posters for a fair"
    for who in (SAM, RITA):
        with pytest.raises(OutOfOrder, match="any more"):
            await show_template(company.context, who, "made-1")
    view = await published(company)
    assert (view.page.state, view.is_changed, view.page.version) == (PageState.PUBLISHED, False, 2)
    assert "made-1" in await there(company)
    seen = await show_template(company.context, SAM, "made-1")
    assert (seen.template.source, seen.template.title, seen.made) == (Source.MADE, "Posters for a fair", None)
    assert (await show_template(company.context, LEA, "made-1")).made is not None


async def test_what_was_made_is_offered_used_and_counted_like_a_file(company):
    await saved(company)
    await published(company)
    assert [one.id for one in await fitting(company.context, SAM, "Plakate für die Messe")] == ["made-1"]
    used = await use_template(company.context, SAM, "made-1", draft="d1")
    assert used.gig.form.deliverables == "Three drafts\nThe final poster as PDF"
    assert used.gig.template == "made-1"


async def test_nobody_but_a_lead_makes_reads_publishes_or_withdraws_anything(company):
    await saved(company)
    lead_of_nothing = PAT.model_copy(update={"roles": frozenset()})
    context = company.context
    for who in (RITA, SAM, MARK, lead_of_nothing):
        for call in (
            begin_page(context, who, 1, PageKind.TEMPLATE),
            saved(company, who, title="Mine"),
            show_page(context, who, "made-1"),
            published(company, who),
            withdraw_page(context, who, "made-1"),
            made_pages(context, who, PageKind.TEMPLATE, PageState.DRAFT),
        ):
            with pytest.raises(NotAllowed, match="Only a programme lead"):
                await call
    assert (await show_page(context, PAT, "made-1")).page.version == 1


async def test_a_lead_of_another_tenant_finds_nothing_of_ours(company):
    await saved(company)
    await published(company)
    context = company.context
    for call in (
        show_page(context, FAR, "made-1"),
        published(company, FAR),
        withdraw_page(context, FAR, "made-1"),
    ):
        with pytest.raises(OutOfOrder, match="any more"):
            await call
    with pytest.raises(NotAllowed, match="Nothing is shared of gig 1"):
        await begin_page(context, FAR, 1, PageKind.TEMPLATE)
    assert "made-1" not in await there(company, FAR)
    assert (await made_pages(context, FAR, PageKind.TEMPLATE, PageState.PUBLISHED)).pages == ()


async def test_nothing_is_made_of_a_gig_whose_summary_is_withdrawn_or_that_was_never_closed(company):
    await saved(company)
    await shared(company, withdrawn=True)
    for call in (
        begin_page(company.context, PAT, 1, PageKind.TEMPLATE),
        saved(company, title="More of it", version=1),
        published(company),
        begin_page(company.context, PAT, 99, PageKind.TEMPLATE),
        saved(company, page_id="made-2", number=99),
    ):
        with pytest.raises(NotAllowed, match="Nothing is shared of gig"):
            await call
    assert (await withdraw_page(company.context, PAT, "made-1")).page.state is PageState.WITHDRAWN


async def test_a_withdrawn_page_is_found_by_nobody_and_an_old_button_says_so_kindly(company):
    await saved(company)
    await published(company)
    used = await use_template(company.context, SAM, "made-1", draft="d1")
    await withdraw_page(company.context, LEA, "made-1")
    assert "made-1" not in await there(company)
    for call in (
        show_template(company.context, SAM, "made-1"),
        use_template(company.context, SAM, "made-1", draft="d2"),
    ):
        with pytest.raises(OutOfOrder, match="isn’t in the playbook any more"):
            await call
    assert (await company.gig(used.gig.number)).form.deliverables.startswith("Three drafts")
    again = await published(company, version=3)
    assert again.page.state is PageState.PUBLISHED
    assert "made-1" in await there(company)


async def test_publishing_and_withdrawing_twice_is_doing_it_once(company):
    await saved(company)
    await published(company)
    assert (await published(company)).page.version == 2  # the same press again
    await withdraw_page(company.context, PAT, "made-1")
    view = await withdraw_page(company.context, PAT, "made-1")
    assert view.page.version == 3
    assert [(one.version, one.state, one.name) for one in view.versions] == [
        (3, PageState.WITHDRAWN, PAT.name),
        (2, PageState.PUBLISHED, PAT.name),
        (1, PageState.DRAFT, PAT.name),
    ]


async def test_of_two_leads_who_edit_at_once_neither_loses_anything(company):
    await saved(company)
    await saved(company, LEA, version=1, title="Lea’s")
    with pytest.raises(Overwriting, match="Lea Lead has saved another version") as other:
        await saved(company, PAT, version=1, title="Pat’s")
    assert (await show_page(company.context, PAT, "made-1")).page.title == "Lea’s"
    view = await saved(company, PAT, version=other.value.page.version, title="Pat’s")
    assert (view.page.title, view.page.version) == ("Pat’s", 3)


async def test_what_changed_since_it_was_looked_at_is_not_published(company):
    await saved(company)
    await saved(company, LEA, version=1, title="Lea’s")
    with pytest.raises(GigChanged):
        await published(company, version=1)
    assert "made-1" not in await there(company)


async def test_saving_the_same_twice_makes_one_page_and_one_version(company):
    first = await saved(company)
    again = await saved(company)
    assert (first.page.version, again.page.version) == (1, 1)


async def test_an_edit_of_a_published_page_is_read_by_others_once_it_is_published(company):
    await saved(company)
    await published(company)
    view = await saved(company, version=2, title="Posters and banners")
    assert (view.page.state, view.is_changed) == (PageState.PUBLISHED, True)
    assert (await show_template(company.context, SAM, "made-1")).template.title == "Posters for a fair"
    await published(company, version=3)
    assert (await show_template(company.context, SAM, "made-1")).template.title == "Posters and banners"


async def test_a_page_that_lacks_something_is_kept_and_not_published(company):
    view = await saved(company, about="", accepted="Only one line.", shortest="ten", domain="castles")
    assert set(view.problems) == {"about", "accepted", "shortest", "domain"}
    assert (await published(company)).page.state is PageState.DRAFT
    assert (await show_page(company.context, PAT, "made-1")).form.shortest == "ten"


async def test_a_best_practice_is_made_in_the_same_way(company):
    view = await saved(company, kind=PageKind.PRACTICE)
    assert view.problems == {}
    await published(company)
    pages = {one.id: one for one in (await all_practices(company.context, SAM)).pages}
    assert pages["made-1"].text == ("Send the template first.", "Agree on a day.")
    with pytest.raises(OutOfOrder):
        await use_template(company.context, SAM, "made-1", draft="d1")


async def test_lists_show_each_page_once_and_say_where_the_next_begins(company):
    for place in range(write_page.SHOWN + 1):
        await saved(company, page_id=f"made-{place:02}")
    first = await made_pages(company.context, PAT, PageKind.TEMPLATE, PageState.DRAFT)
    second = await made_pages(company.context, PAT, PageKind.TEMPLATE, PageState.DRAFT, first.following)
    ids = [page.id for page in (*first.pages, *second.pages)]
    assert ids == [f"made-{place:02}" for place in range(write_page.SHOWN + 1)]
    assert second.following == ""


async def test_a_page_of_a_later_release_that_cannot_be_read_spoils_no_search(company):
    await saved(company)
    await published(company)
    async with one_by_one(company.store) as tx:
        page = await tx.pages.get(PAT.key.tenant, "made-1")
        await tx.pages.change(page, page.model_copy(update={"published": '{"new": 1}'}))
    assert await there(company) == {"logo", "presentation", "video"}


@pytest.mark.parametrize(
    "page_id", ["", "logo", "made-", "MADE-1", "made-../x", "made-" + "x" * 60, "made-\u0661"]
)
async def test_an_id_that_no_form_of_ours_has_makes_nothing(company, page_id):
    with pytest.raises(OutOfOrder, match="any more"):
        await saved(company, page_id=page_id)
    with pytest.raises(OutOfOrder, match="any more"):
        await show_page(company.context, PAT, page_id)


def test_what_is_typed_is_never_cut():
    with every_case() as case:
        for name, most in LENGTHS.items():
            with case(name), pytest.raises(TooLong):
                typed_page({name: "x" * (most + 1)})
        with case("all together"), pytest.raises(TooLong, match="All texts together"):
            typed_page({name: "語" * most for name, most in LENGTHS.items()})
        with case("no number"), pytest.raises(TooLong):
            typed_page({"shortest": "9" * 99})


def test_every_problem_of_a_template_is_at_its_field():
    empty = made_of(PageForm(), PageKind.TEMPLATE, "made-1")
    assert empty[0] is None
    assert set(empty[1]) == {
        *("title", "about", "outcome", "deliverables", "accepted", "skills", "shortest", "longest"),
        *("domain", "data_tier"),
    }
    many = typed_page(
        TYPED
        | {
            "deliverables": "\n".join("abcdefghijk"),
            "accepted": "\n".join("abcdefghijk"),
            "skills": "a, b, c, d, e, f",
            "ask": "\n".join("abcdef"),
            "shortest": "9",
            "longest": "3",
        }
    )
    assert set(made_of(many, PageKind.TEMPLATE, "made-1")[1]) == {"deliverables", "skills", "ask", "longest"}
    assert set(made_of(PageForm(), PageKind.PRACTICE, "made-1")[1]) == {"title", "text", "steps"}


def test_a_template_that_no_brief_has_room_for_is_told_at_its_field():
    long = {"outcome": "x" * 1200, "out_of_scope": "y" * 600, "give": "z" * 600}
    assert set(made_of(typed_page(TYPED | long), PageKind.TEMPLATE, "made-1")[1]) == {"outcome"}


async def test_a_new_page_has_an_id_of_its_own_that_a_file_could_have(company):
    first, second = new_page_id(company.context), new_page_id(company.context)
    assert first != second
    assert write_page.is_page_id(first)


async def test_nobody_learns_from_a_refusal_whether_a_gig_is_there(company):
    told = set()
    for number in (1, 99):
        with pytest.raises(NotAllowed) as refused:
            await begin_page(company.context, SAM, number, PageKind.TEMPLATE)
        told.add(str(refused.value))
    assert len(told) == 1
    with pytest.raises((NotAllowed, GigNotFound)):
        await begin_page(company.context, FAR, 1, PageKind.TEMPLATE)
