"""The playbook in Teams: a sentence is offered a template, a template fills in a form, a lead makes one of a closed gig."""

import pytest

from gigs.gig import GigState
from gigs.people import PersonKey
from gigs.summary import Audience, Sharing, summary_of
from playbook.reading import OURS, read_playbook
from tests.scenarios.steps import BRIEF
from tests.support.builders import a_brief, a_draft, a_gig
from tests.support.entra import TENANT
from tests.support.histories import saying
from tests.support.one_by_one import one_by_one

pytestmark = pytest.mark.asyncio(loop_scope="module")

SLIDES = read_playbook([OURS]).template("presentation")
ASKED = "I need slides for the spring launch by 5 May 2030, 500 dollars"
ONLY_LEADS = "Only a programme lead can make pages of the playbook."
POSTERS = {
    "title": "Posters for a fair",
    "about": "A fair is coming up.",
    "domain": "design",
    "words": "zeppelin, Luftschiff",
    "deliverables": "The final poster as PDF",
    "accepted": "The printer accepts the file.",
    "shortest": "3",
    "longest": "8",
}


async def closed_gig(stage, seat):
    """A gig of this person that is closed, with a lesson that everybody may read."""
    key = PersonKey(tenant=TENANT, object_id=seat.person.object_id)
    closed = a_gig(GigState.CLOSED, brief=a_brief(title="Posters"))
    rita = closed.requester.model_copy(update={"key": key, "name": seat.person.name})
    async with one_by_one(stage.product.context.store) as tx:
        draft = await tx.gigs.add(a_draft(tenant=TENANT, requester=rita), f"closed {seat.person.object_id}")
        known = {"number": draft.number, "version": draft.version, "tenant": TENANT, "requester": rita}
        gig = closed.model_copy(update=known)
        await tx.gigs.save(draft, gig, saying("closed"))
        await tx.summaries.put(summary_of(gig, Sharing(audience=Audience.EVERYBODY)))
    return gig


async def test_a_sentence_is_offered_a_template_which_fills_in_the_rest_and_keeps_what_was_said(
    people, stage
):
    rita = people.rita
    await rita.installs()
    await rita.says(ASKED)
    await rita.sees("Start from a template?", SLIDES.title)
    await rita.presses(f"Use “{SLIDES.title}”", marketplace="sandbox")
    await rita.sees("Filled in from the template", "Left as you had it: ")
    gig = await stage.newest_gig(rita.person)
    assert (gig.template, gig.form.amount, gig.form.outcome) == (SLIDES.id, "500", ASKED)
    assert gig.form.deliverables.split("\n") == [one.what for one in SLIDES.deliverables]

    of_hers = ("price_type", "amount", "currency", "start", "due", "cost_centre", "visibility")
    await rita.presses("Preview", **{name: BRIEF[name] for name in of_hers})
    await rita.presses("Submit for approval")
    await rita.says("playbook slides")
    await rita.presses("Open the template", of={"page": SLIDES.id})
    await rita.sees("for 1 gig", SLIDES.deliverables[0].accepted_when)


async def test_what_was_typed_since_is_saved_before_a_template_fills_in_the_rest(people, stage):
    rita = people.rita
    await rita.installs()
    await rita.says("post a gig")
    await rita.presses("Find a template", title="Slides, please", deliverables="Only one slide")
    await rita.presses(f"Use “{SLIDES.title}”", title="Slides for Oslo", amount="700")
    gig = await stage.newest_gig(rita.person)
    typed = (gig.form.title, gig.form.deliverables, gig.form.amount)
    assert typed == ("Slides for Oslo", "Only one slide", "700")
    assert gig.form.outcome.startswith(SLIDES.outcome)


async def test_a_template_is_read_beside_the_form_and_used_from_there(people, stage):
    rita = people.rita
    await rita.installs()
    await rita.says("post a gig")
    await rita.presses("Find a template", title="Slides for Bergen")
    await rita.presses(f"Read “{SLIDES.title}”", title="Slides for Bergen and Oslo")
    await rita.sees(SLIDES.watch[0])
    await rita.presses("Use this template")
    gig = await stage.newest_gig(rita.person)
    assert (gig.form.title, gig.template) == ("Slides for Bergen and Oslo", SLIDES.id)


async def test_the_playbook_is_searched_and_a_form_begins_with_what_was_found(people, stage):
    sam = people.sam
    await sam.installs()
    await sam.says("is there a template for slides?")
    await sam.sees("Playbook", SLIDES.title)
    await sam.presses("Search", of_words="no such thing as this", of_domain="any")
    await sam.sees("No template fits.")
    await sam.presses("Search", of_words="", of_domain="presentation")
    await sam.presses("Open the template", of={"page": SLIDES.id})
    await sam.presses("Use this template")
    await sam.sees("Filled in from the template")
    assert (await stage.newest_gig(sam.person)).form.title == SLIDES.title


async def test_how_to_do_it_well_opens_beside_the_form(people):
    rita = people.rita
    await rita.installs()
    await rita.says("post a gig")
    await rita.presses("How to do this well")
    await rita.sees("Writing a brief")
    assert "Preview" in rita.titles()
    await rita.says("best practices")
    await rita.presses("Read the page", of={"page": "giving-feedback"})
    await rita.sees("Giving feedback")


async def test_a_lead_makes_a_template_of_a_closed_gig_and_colleagues_use_it_until_it_is_withdrawn(
    people, stage
):
    pat, sam = people.pat, people.sam
    gig = await closed_gig(stage, people.rita)
    for one in (pat, sam):
        await one.installs()
    await pat.says(f"status {gig.number}")
    await pat.presses("Make a template of this")
    await pat.sees("Remove what’s private", "Say who presents.")
    await pat.presses("Save and look at it", **(POSTERS | {"about": ""}))
    await pat.sees("Saved as a draft.", "Please say when to use this template.")
    await pat.presses("Save and look at it", **POSTERS)
    await sam.says("playbook zeppelin")
    await sam.sees("No template fits.")
    await pat.presses("Publish")
    await pat.sees("Published. Everybody in the organisation can read it.")

    await sam.says("playbook Luftschiffe")
    await sam.presses("Open the template", on=POSTERS["title"])
    await sam.sees("Made from a gig here", POSTERS["accepted"])
    old = await sam.finds("Use this template", on=POSTERS["title"])
    await pat.presses("Yes, withdraw it")
    await pat.sees("Withdrawn. Only programme leads can read it now.")
    assert "This page isn’t in the playbook any more." in str(await sam.presses_found(old))


async def test_a_template_that_is_withdrawn_while_it_is_offered_loses_nothing_that_was_typed(people, stage):
    pat, sam = people.pat, people.sam
    gig = await closed_gig(stage, people.rita)
    for one in (pat, sam):
        await one.installs()
    await pat.says(f"status {gig.number}")
    await pat.presses("Make a template of this")
    await pat.presses("Save and look at it", **(POSTERS | {"title": "Banners", "words": "marmalade"}))
    await pat.presses("Publish")
    await sam.says("post a gig")
    await sam.presses("Find a template", title="Banners about marmalade")
    offered = await sam.finds("Use “Banners”")
    await pat.presses("Yes, withdraw it")
    await pat.sees("Withdrawn. Only programme leads can read it now.")
    await sam.presses_found(offered, title="Banners about marmalade, large ones")
    await sam.sees("This page isn’t in the playbook any more.", "Banners about marmalade, large ones")
    assert "Preview" in sam.titles()
    kept = await stage.newest_gig(sam.person)
    assert (kept.form.title, kept.template) == ("Banners about marmalade, large ones", "")


async def test_buttons_of_a_cancelled_form_and_of_anybody_elses_fill_in_nothing(people, stage):
    rita, sam = people.rita, people.sam
    for one in (rita, sam):
        await one.installs()
    await rita.says("post a gig")
    await rita.presses("Find a template", title="Slides for Turku")
    use = await rita.finds(f"Use “{SLIDES.title}”")
    gig = await stage.newest_gig(rita.person)
    forged = {"gig": gig.number, "page": SLIDES.id, "draft": use[1]["data"]["draft"]}
    assert f"I can’t find gig {gig.number}" in str(await sam.forges("use_template", forged))
    await rita.presses("Cancel")
    await rita.presses_found(use)
    await rita.sees("This form was cancelled, so nothing was done")
    assert (await stage.newest_gig(rita.person)).form.deliverables == ""


async def test_two_leads_who_edit_at_once_are_told_and_lose_nothing(people, stage):
    pat = people.pat
    gig = await closed_gig(stage, people.rita)
    await pat.installs()
    await pat.says(f"status {gig.number}")
    await pat.presses("Make a template of this")
    await pat.presses("Save and look at it", **POSTERS)
    await pat.presses("Edit")
    form = await pat.finds("Save and look at it")
    await pat.on_phone().presses_found(form, **(POSTERS | {"title": "From the phone"}))
    await pat.presses_found(form, **(POSTERS | {"title": "From the desk"}))
    await pat.sees("has saved another version of this page", "From the desk")
    await pat.presses("Save and look at it", on="From the desk")
    await pat.sees("Version 3")


async def test_nobody_else_makes_anything_whatever_their_press_carries(people, stage):
    gig = await closed_gig(stage, people.rita)
    for seat in (people.rita, people.sam):
        await seat.installs()
        await seat.says(f"status {gig.number}")
        makes = {"Make a template of this", "Make a best practice of this"}
        assert makes.isdisjoint(seat.titles())
        for verb in (
            "make_page",
            "save_page",
            "publish_page",
            "withdraw_page",
            "show_made_page",
            "made_pages",
        ):
            sent = {"gig": gig.number, "page": "made-1", "revision": 1, "field": "template", **POSTERS}
            answer = str(await seat.forges(verb, sent))
            assert "Remove what’s private" not in answer
            assert "made here" not in answer
            if ONLY_LEADS not in answer:  # said beside the gig's card
                await seat.sees(ONLY_LEADS)
