"""Templates are found, read and used: they fill in what is empty, and say how gigs went that began with them."""

import dataclasses

import pytest

from gigs.approval import Decision
from gigs.brief import BriefForm, Category
from gigs.check_brief import check_brief
from gigs.errors import BriefIncomplete, GigNotFound, OutOfOrder
from gigs.gig import GigState
from gigs.history_kinds import EntryKind
from gigs.summary import Audience, Sharing, summary_of
from playbook.playbook import Playbook
from tests.support.builders import MARK, RITA, TODAY, a_form, a_gig
from tests.support.one_by_one import one_by_one
from tests.support.playbook import LOGO, SMALL, a_template, small_playbook
from tests.use_cases.company import STRANGER, open_for_business, submit_again
from tests.use_cases.test_history_names import told
from tests.use_cases.world import PAT, SAM
from use_cases.playbook.browse import SHOWN, browse, fitting
from use_cases.playbook.filling import fields_of, fill
from use_cases.playbook.practices import Place, all_practices, practices_at, show_practice
from use_cases.playbook.show_template import show_template
from use_cases.playbook.use_template import use_template
from use_cases.requesting.submit_gig import save_draft


@pytest.fixture
async def company(world):
    open_for_business(world)
    world.context = dataclasses.replace(world.context, playbook=small_playbook)
    await world.meets(RITA, MARK, PAT)
    return world


async def used(world, name="presentation", who=RITA, **known):
    return await use_template(world.context, who, name, **known)


async def closed(world, number, *, rating=5, audience=Audience.EVERYBODY, withdrawn=False, **changes):
    """A closed gig that began with the template, as its requester shared it."""
    gig = a_gig(GigState.CLOSED, number=number, template="presentation")
    sharing = Sharing(audience=audience, withdrawn=withdrawn)
    summary = summary_of(gig, sharing).model_copy(update={"rating": rating, **changes})
    async with one_by_one(world.store) as tx:
        await tx.summaries.put(summary)


async def test_all_templates_are_found_by_kind_and_by_words(company):
    everything = await browse(company.context, SAM)
    assert {one.id for one in everything.found} == {"logo", "presentation", "video"}
    assert everything.domains == (Category.DESIGN, Category.PRESENTATION, Category.VIDEO)
    assert [one.id for one in (await browse(company.context, SAM, domain=Category.VIDEO)).found] == ["video"]
    assert [one.id for one in (await browse(company.context, SAM, words="Folien bitte")).found] == [
        "presentation"
    ]
    assert [one.id for one in (await browse(company.context, SAM, words="16 pixels")).found] == ["logo"]
    assert (await browse(company.context, SAM, words="a castle")).in_all == 0


async def test_pages_show_each_template_once(company):
    many = tuple(a_template(f"t{place:02}", title=f"Template {place:02}") for place in range(2 * SHOWN + 1))

    async def files():
        return Playbook(templates=many)

    company.context = dataclasses.replace(company.context, playbook=files)
    seen, first = [], 0
    for _ in range(3):
        page = await browse(company.context, SAM, first=first)
        seen += [one.id for one in page.found]
        first = page.following
    assert (seen, first) == ([one.id for one in many], 0)
    assert (await browse(company.context, SAM, first=10**6)).first == 0


async def test_a_template_fills_in_what_is_empty_and_nothing_else(company):
    new = BriefForm(currency="EUR", marketplace="sandbox", title="Slides for the fair")
    one = await used(company, draft="d1", form=new)
    assert one.gig.form.title == "Slides for the fair"
    assert one.gig.form.deliverables == "A deck of up to 20 slides in your template\nSpeaker notes"
    assert "Out of scope:\n- Research and figures" in one.gig.form.outcome
    assert "Every slide uses a layout of the template." in one.gig.form.acceptance
    assert (one.gig.form.category, one.gig.form.data_tier, one.gig.template) == (
        "presentation",
        "general",
        "presentation",
    )
    assert one.filled.kept == ("title",)
    assert {"outcome", "deliverables", "acceptance", "screening"} <= set(one.filled.filled)
    assert (one.gig.form.amount, one.gig.form.start, one.gig.form.currency) == ("", "", "EUR")


async def test_using_it_twice_is_using_it_once(company):
    first = await used(company, draft="d1")
    again = await used(company, draft="d1")
    assert (again.gig.number, again.gig.version) == (first.gig.number, first.gig.version)
    assert again.filled.filled == ()
    kinds = [one.entry.kind for one in await told(company)]
    assert kinds == [EntryKind.BRIEF_EDITED]


async def test_a_second_template_fills_in_only_what_the_first_left(company):
    one = await used(company, draft="d1")
    other = await used(company, "video", number=one.gig.number)
    assert (other.gig.form, other.gig.template) == (one.gig.form, "presentation")


async def test_nobody_fills_in_anybody_elses_draft_and_nothing_that_was_submitted(company):
    draft = await save_draft(company.context, RITA, a_form(), draft="d1")
    for who in (SAM, MARK, PAT, STRANGER):
        with pytest.raises(GigNotFound):
            await used(company, who=who, number=draft.number)
    await company.submitted()
    with pytest.raises(OutOfOrder):
        await used(company, number=2)


@pytest.mark.parametrize("name", ["", "no-such", "../presentation", "x" * 200, "' OR 1=1 --", "\U0001f600"])
async def test_a_template_that_is_not_there_is_told_and_leaves_no_draft(company, name):
    for call in (used(company, name, draft="d1"), show_template(company.context, RITA, name)):
        with pytest.raises(OutOfOrder, match="isn’t in the playbook any more"):
            await call
    with pytest.raises(GigNotFound):
        await company.gig(1)


async def test_a_use_counts_once_the_gig_is_submitted_and_only_then(company):
    one = await used(company, draft="d1", form=a_form(deliverables="", acceptance=""))
    assert (await show_template(company.context, SAM, "presentation")).uses == 0
    await submit_again(company, one.gig.number)
    assert (await show_template(company.context, SAM, "presentation")).uses == 1
    assert (await browse(company.context, SAM)).found[0].id == "presentation"
    elsewhere = await show_template(company.context, STRANGER, "presentation")
    assert (elsewhere.uses, elsewhere.went) == (0, None)


async def test_submitting_it_again_after_changes_counts_no_second_time(company):
    one = await used(company, draft="d1", form=a_form(deliverables="", acceptance=""))
    gig = await submit_again(company, one.gig.number)
    await company.decides(gig, Decision.CHANGES_ASKED, reason="Two pages, please.")
    await submit_again(company, one.gig.number)
    assert (await show_template(company.context, SAM, "presentation")).uses == 1


async def test_how_gigs_went_is_told_from_what_the_reader_may_read(company):
    await closed(company, 1, rating=5, days=4, hire_again=True)
    await closed(company, 2, rating=4, days=9, hire_again=True)
    await closed(company, 3, rating=2, days=None, hire_again=False, audience=Audience.LEADS)
    await closed(company, 4, rating=1, withdrawn=True)
    sams = (await show_template(company.context, SAM, "presentation")).went
    assert (sams.closed, str(sams.rating), sams.again, sams.days) == (2, "4.5", 2, 6)
    pats = (await show_template(company.context, PAT, "presentation")).went
    assert (pats.closed, str(pats.rating), pats.again) == (3, "3.7", 2)
    assert (await show_template(company.context, STRANGER, "presentation")).went is None
    assert (await show_template(company.context, SAM, "logo")).went is None


async def test_what_somebody_wrote_finds_up_to_three_templates(company):
    assert [one.id for one in await fitting(company.context, RITA, "I need slides by Friday")] == [
        "presentation"
    ]
    assert await fitting(company.context, RITA, "The weather is nice today") == []
    assert await fitting(company.context, RITA, "") == []


async def test_best_practices_open_where_they_help_and_ours_stand_beside_the_organisations(company):
    assert len((await all_practices(company.context, SAM)).pages) == 3
    at_the_brief = await practices_at(company.context, SAM, Place.BRIEF)
    assert [one.id for one in at_the_brief.pages] == ["write-a-brief", "first-gig"]
    assert at_the_brief.pages[0].rules == ("Never name a customer.",)
    assert (await practices_at(company.context, SAM, Place.CLOSING)).pages == ()
    assert (await show_practice(company.context, SAM, "compare")).pages[0].title == "Compare proposals"
    with pytest.raises(OutOfOrder, match="any more"):
        await show_practice(company.context, SAM, "presentation")


def test_a_brief_that_a_template_fills_in_lacks_only_what_the_requester_knows():
    for template in SMALL.templates:
        form = fill(BriefForm(), template).form
        with pytest.raises(BriefIncomplete) as incomplete:
            check_brief(form, today=TODAY, marketplaces={"sandbox"})
        of_the_requester = {"price_type", "amount", "currency", "start", "due", "cost_centre", "marketplace"}
        assert set(incomplete.value.problems) <= of_the_requester | {"visibility"}


def test_money_is_never_filled_in():
    assert not {"amount", "currency", "price_type", "hours"} & set(fields_of(LOGO))
