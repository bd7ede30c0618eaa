"""Two windows on one draft, of one person or of two owners: nothing is overwritten in silence."""

import asyncio

import pytest

from gigs.errors import BriefIncomplete, GigNotFound
from gigs.merging_drafts import mark_of, marks_of
from tests.support.builders import RITA, a_form
from tests.use_cases.company import DORA, open_for_business
from tests.use_cases.world import SAM
from use_cases.owning.share_gig import share_gig
from use_cases.requesting.leave_form import continue_form, forms_left, leave_form
from use_cases.requesting.settle_version import settle_version
from use_cases.requesting.submit_gig import preview_gig, save_draft, submit_gig

MARKS = marks_of(a_form())


@pytest.fixture
async def company(world):
    open_for_business(world)
    await save_draft(world.context, RITA, a_form(), draft="d-1")
    return world


async def saves(company, who=RITA, **typed):
    return await save_draft(company.context, who, a_form(**typed), number=1, drawn=MARKS)


async def test_a_co_owners_window_and_the_requesters_are_merged(company):
    await share_gig(company.context, RITA, 1, co_owner=SAM.email)
    await saves(company, SAM, title="Sam’s title")
    gig = await saves(company, RITA, acceptance="Rita’s check")
    assert (gig.form.title, gig.form.acceptance) == ("Sam’s title", "Rita’s check")
    assert gig.unsettled == ()


async def test_eight_windows_that_press_at_once_lose_nothing_between_them(company):
    titles = [f"Title {place}" for place in range(8)]
    await asyncio.gather(*(saves(company, title=title) for title in titles))
    gig = await company.gig()
    assert sorted([gig.form.title, *(one.text for one in gig.unsettled)]) == titles


async def test_two_first_presses_of_one_new_form_are_one_gig_with_both_texts(world):
    open_for_business(world)
    drawn = marks_of(a_form(title="", outcome=""))
    for typed in (a_form(outcome="From the desk"), a_form(title="From the phone", outcome="")):
        await save_draft(world.context, RITA, typed, draft="d-1", drawn=drawn)
    gig = await world.gig()
    assert gig.form.outcome == "From the desk"
    assert [one.text for one in gig.unsettled] == ["From the phone"]


async def test_a_brief_with_two_versions_is_neither_previewed_nor_submitted(company):
    seen = await preview_gig(company.context, RITA, a_form(), number=1)
    await saves(company, title="One")
    await saves(company, title="Two")
    with pytest.raises(BriefIncomplete) as asked:
        await preview_gig(company.context, RITA, a_form(title="One"), number=1)
    assert set(asked.value.problems) == {"title"}
    with pytest.raises(BriefIncomplete):
        await submit_gig(company.context, RITA, 1, revision=0, seen=seen.seen)


async def test_whoever_chooses_settles_it_for_every_window(company):
    await saves(company, title="One")
    (other,) = (await saves(company, title="Two")).unsettled
    chosen = await settle_version(company.context, RITA, 1, field="title", mark=mark_of(other), use=True)
    again = await settle_version(company.context, RITA, 1, field="title", mark=mark_of(other), use=False)
    assert (chosen.form.title, chosen.unsettled) == ("Two", ())
    assert again == chosen


@pytest.mark.parametrize("use", [True, False])
async def test_nobody_chooses_against_a_text_that_their_card_never_showed(company, use):
    await saves(company, title="One")
    (other,) = (shown := await saves(company, title="Two")).unsettled
    drawn, mark = marks_of(shown.form), mark_of(other)
    await save_draft(company.context, RITA, a_form(title="Three, typed since"), number=1, drawn=drawn)
    gig = await settle_version(company.context, RITA, 1, field="title", mark=mark, use=use, drawn=drawn)
    assert [gig.form.title, *(one.text for one in gig.unsettled)] == ["Three, typed since", "Two"]
    now = marks_of(gig.form)
    chosen = await settle_version(company.context, RITA, 1, field="title", mark=mark, use=use, drawn=now)
    assert (chosen.form.title, chosen.unsettled) == ("Two" if use else "Three, typed since", ())


async def test_a_stranger_chooses_nothing(company):
    await saves(company, title="One")
    (other,) = (await saves(company, title="Two")).unsettled
    with pytest.raises(GigNotFound):
        await settle_version(company.context, DORA, 1, field="title", mark=mark_of(other), use=True)


async def test_a_form_that_is_cancelled_in_two_windows_keeps_the_texts_of_both(company):
    blank = marks_of(a_form(title="", skills=""))
    typed = [a_form(title="At the desk", skills="Drawing"), a_form(title="On the phone", skills="Drawing")]
    for one in (*typed, *typed):
        await leave_form(company.context, RITA, "d-3", one, drawn=blank)
    kept = await forms_left(company.context, RITA)
    assert sorted(one.form.title for one in kept) == ["At the desk", "On the phone"]

    gigs = [await continue_form(company.context, RITA, one.draft) for one in kept]

    assert gigs[0].number == gigs[1].number
    held = [gigs[1].form.title, *(one.text for one in gigs[1].unsettled)]
    assert sorted(held) == ["At the desk", "On the phone"]


async def test_a_cancelled_form_in_which_more_was_typed_takes_the_place_of_what_it_was(company):
    for title in ("A logo", "A logo for spring"):
        await leave_form(company.context, RITA, "d-3", a_form(title=title))
    assert [one.form.title for one in await forms_left(company.context, RITA)] == ["A logo for spring"]


async def test_a_cancelled_form_that_is_got_back_overwrites_nothing_that_was_saved_since(company):
    typed = a_form(title="Typed before cancelling", skills="Typed too")
    await leave_form(company.context, RITA, "d-2", typed, gig=1, drawn=MARKS)
    await saves(company, title="Saved since")
    gig = await continue_form(company.context, RITA, "d-2")
    assert (gig.form.title, gig.form.skills) == ("Saved since", "Typed too")
    assert [one.text for one in gig.unsettled] == ["Typed before cancelling"]
