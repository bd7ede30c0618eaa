"""Closed gigs that are like one in the making, as far as whoever makes it may read of them."""

from collections.abc import Collection, Sequence

from gigs.brief import Brief, BriefForm, Category
from gigs.people import Person
from gigs.summary import Summary
from gigs.value import Value
from ports.storage import Transaction
from similar.nearness import Terms, nearness, terms
from use_cases.permissions.authorize_summary import reader


class Near(Value):
    """A summary that may be read, and how near its gig is: `similar.nearness` says what that means."""

    summary: Summary
    nearness: float


def terms_of_form(form: BriefForm) -> Terms:
    """What is compared of a brief as it is typed."""
    domain = form.category if form.category in set(Category) else None
    return terms(form.title, form.skills, form.outcome, domain=Category(domain) if domain else None)


def terms_of_brief(brief: Brief) -> Terms:
    """What is compared of a complete brief; the same as of a summary."""
    return terms(brief.title, " ".join(brief.skills), brief.outcome, domain=brief.category)


async def near(
    tx: Transaction, who: Person, wanted: Terms, *, besides: Collection[int], at_least: float, most: int
) -> Sequence[Near]:
    """The nearest first; the index and the reading of summaries both let through only what `who` may read."""
    reading = reader(who)
    found = await tx.similarity.likely(reading, wanted)
    scored = [(nearness(wanted, one.terms), one.gig) for one in found if one.gig not in besides]
    best = sorted((one for one in scored if one[0] >= at_least), key=lambda one: (-one[0], -one[1]))[:most]
    if not best:
        return ()
    there = {one.gig: one for one in await tx.summaries.of_gigs(reading, [gig for _, gig in best])}
    return [Near(summary=there[gig], nearness=score) for score, gig in best if gig in there]
