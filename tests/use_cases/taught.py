"""Closed gigs that taught something, put straight into the store, and somebody who drafts a gig like them."""

from gigs.gig import GigState
from gigs.summary import Audience, Sharing, summary_of
from tests.support.builders import RITA, a_form, a_gig, a_person
from tests.support.one_by_one import one_by_one
from use_cases.lessons.lessons_for import Step, lessons_for
from use_cases.requesting.beside_preview import beside_preview
from use_cases.requesting.submit_gig import preview_gig, save_draft

EVERYBODY = Sharing(audience=Audience.EVERYBODY)
NAMED = Sharing(audience=Audience.EVERYBODY, named=True, brief=True)
MIA = a_person("Mia Marketing", department="Marketing")
STRANGER = a_person("Zoe Zebra", tenant="fabrikam", department="Marketing")
DECK = "Launch deck for Aurora"


async def taught(world, number, *, sharing=EVERYBODY, requester=RITA, title=DECK, **changes):
    """A closed gig of hers; its lesson is `Lesson 7.` unless it's said otherwise."""
    words = {"do_again": f"Lesson {number}.", "do_differently": ""}
    summary = summary_of(a_gig(GigState.CLOSED, requester=requester), sharing)
    summary = summary.model_copy(update={"gig": number, "title": title, **words, **changes})
    async with one_by_one(world.store) as tx:
        await tx.summaries.put(summary)
    return summary


async def drafts(world, who, **brief):
    """A draft of theirs, of a launch deck unless it's said otherwise."""
    form = a_form(**brief)
    return await save_draft(world.context, who, form, draft=f"draft-{who.name}-{form.title}", number=None)


async def told(world, who, step=Step.BRIEF, **brief):
    """The lessons that they are shown while they draft it."""
    gig = await drafts(world, who, **brief)
    return [one.do_again or one.do_differently for one in await lessons_for(world.context, who, gig, step)]


async def beside(world, who, **brief):
    """What stands beside the preview of their gig."""
    gig = await drafts(world, who, **brief)
    seen = await preview_gig(world.context, who, gig.form, number=gig.number)
    return (await beside_preview(world.context, who, seen)).similar


async def counts(world, who, gig):
    """(for how many gigs it was shown, how many people it helped)."""
    async with one_by_one(world.store) as tx:
        found = (await tx.lessons.worth(who.key.tenant, [gig])).get(gig)
    return (found.shown, found.helped) if found else (0, 0)
