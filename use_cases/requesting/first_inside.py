"""How the gig that is being submitted will be offered to colleagues: as the policy has it, or as its requester chose."""

from gigs.brief import clean
from gigs.errors import ChecklistOpen
from gigs.gig import Gig
from gigs.inside import InsideOffer, InsideWish
from gigs.length import within
from policy.case import Case
from policy.inside import InsidePlan, plan_inside
from policy.policy import Policy
from translation.catalogue import N_, _

WHY_SKIP = N_("Please say why colleagues aren’t asked first.")
NO_SKIPPING = N_("The policy has this offered to colleagues first, whatever the reason.")
LONGEST = 1000


def inside_of(policy: Policy, case: Case, gig: Gig) -> InsidePlan | None:
    """What the policy says of it. None for a gig that was outside already: it may still be up there, and its days are over."""
    was_out = gig.inside is not None and gig.inside.out_at is not None
    return None if was_out or gig.listing or gig.former_listings else plan_inside(policy, case)


def first_inside(policy: Policy, case: Case, gig: Gig, wish: InsideWish) -> InsideOffer | None:
    """How `gig` will be offered in its next revision. None where it goes straight to its marketplace and nobody wanted otherwise;
    what is known of one that went out stays.

    Raises ChecklistOpen where it is skipped without a reason, or may not be; and TooLong.
    """
    plan, revision = inside_of(policy, case, gig), gig.revision + 1
    if plan is None:
        return gig.inside if gig.inside and gig.inside.out_at else None
    first = plan.required if wish.first is None else wish.first
    if plan.required and not first:
        return InsideOffer(revision=revision, skipped=_why_skipped(wish, may_skip=plan.may_skip))
    if not first:
        return None
    return InsideOffer(
        revision=revision,
        days=plan.days,
        lasts=plan.lasts,
        because=plan.because,
        ask_manager=plan.ask_manager,
        answer_within=plan.answer_within,
    )


def _why_skipped(wish: InsideWish, *, may_skip: bool) -> str:
    if not may_skip:
        raise ChecklistOpen([_(NO_SKIPPING)])
    reason = within(clean(wish.reason), LONGEST, _("The reason"))
    if not reason:
        raise ChecklistOpen([_(WHY_SKIP)])
    return reason
