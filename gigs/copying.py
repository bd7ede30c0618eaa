"""A gig begun from another: what of a brief is written again, and what is not."""

from collections.abc import Collection

from gigs.amounts import digits_of
from gigs.brief import Brief, BriefForm
from gigs.gig import ENDED, Gig, GigState
from gigs.links import as_lines

STARTED_AGAIN = ENDED | {GigState.EXPIRED}
"""Where a gig of one's own that was copied is carried on by the copy."""
_OF_ITS_TIME = ("start", "due", "emergency")
"""What was true of that gig only: its dates, and why it could not wait."""


def form_of(brief: Brief) -> BriefForm:
    """What somebody would type to get this brief."""
    return BriefForm(
        title=brief.title,
        outcome=brief.outcome,
        deliverables="\n".join(brief.deliverables),
        acceptance=brief.acceptance,
        category=brief.category,
        skills=", ".join(brief.skills),
        price_type=brief.price_type,
        amount=digits_of(brief.rate),
        hours=str(brief.hours or ""),
        currency=brief.rate.currency,
        start=brief.start.isoformat(),
        due=brief.due.isoformat(),
        data_tier=brief.data_tier,
        cost_centre=brief.cost_centre,
        visibility=brief.visibility,
        marketplace=brief.marketplace,
        purchase_order=brief.purchase_order,
        emergency=brief.emergency,
        experience=brief.experience or "",
        weekly_hours=str(brief.weekly_hours or ""),
        screening="\n".join(brief.screening),
        links=as_lines(brief.links),
        answers={name: "yes" if yes else "no" for name, yes in brief.answers.items()},
    )


def copied_form(gig: Gig, *, is_own: bool, cost_centres: Collection[str]) -> BriefForm:
    """The brief of this gig to be written again, without its dates and its emergency.

    Whoever does not own the gig copies what was submitted, never what its owner has typed since. The cost centre, and
    with it the purchase order, is only kept by whoever owns the gig or has that cost centre.
    """
    form = gig.form if is_own or gig.brief is None else form_of(gig.brief)
    known = {each.casefold() for each in cost_centres}
    pays_too = is_own or form.cost_centre.casefold() in known
    left = (*_OF_ITS_TIME, *(() if pays_too else ("cost_centre", "purchase_order")))
    return form.model_copy(update=dict.fromkeys(left, ""))


def carries_on(gig: Gig, copy: Gig) -> bool:
    """Whether the copy is an owner's next try with a gig that has ended."""
    return gig.state in STARTED_AGAIN and any(copy.requester.key == one.key for one in gig.owners)
