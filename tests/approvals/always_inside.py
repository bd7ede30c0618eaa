"""What is always true of work that is offered to colleagues, in words of its own rather than the product's."""

from datetime import datetime

from gigs.approval import Decision
from gigs.gig import Gig, GigState
from gigs.inside import Consent, Hand
from gigs.people import PersonKey
from tests.approvals.always import agreed, must

OWN_HOURS = "nobody agrees to their own hours, or to others than they were asked about"
OWN_WORK = "nobody works on a gig that they own, owned or approved, or on another company's"
TOO_EARLY = "nothing goes out before its days are over, unless its requester says why"
CONSENT = "nobody is at work before whoever was asked has agreed to the hours"
UNAPPROVED = "nothing is offered to colleagues or done by them before every step has said yes"
FREE = "work inside holds no money"


def of_a_change(before: Gig, after: Gig, now: datetime) -> None:
    """What one change may do, made at `now`."""
    if after.state in {GigState.OFFERED_INSIDE, GigState.INSIDE}:
        must(agreed(after), UNAPPROVED, after.approvals)
        for hand in after.inside.hands if after.inside else ():
            if hand.is_up:
                _may_work(after, hand)
    if after.state is GigState.INSIDE:
        _at_work(after)
    if before.state is GigState.OFFERED_INSIDE and after.state is GigState.APPROVED:
        was = before.inside
        is_over = was is not None and was.until is not None and was.until <= now
        must(is_over or (after.inside and after.inside.out_because), TOO_EARLY, (was, now))
    if before.state is GigState.INSIDE:
        may = {GigState.INSIDE, GigState.COMPLETED, GigState.CHANGES_ASKED, GigState.CANCELLED}
        must(after.state in may, TOO_EARLY, after.state)


def _at_work(gig: Gig) -> None:
    picked = gig.inside.picked if gig.inside else None
    must(picked and picked.consent in {Consent.NOT_NEEDED, Consent.GIVEN}, CONSENT, picked)
    must(gig.committed is None, FREE, gig.committed)


def _may_work(gig: Gig, hand: Hand) -> None:
    who = hand.person.key
    said_yes = {one.approver.key for one in gig.approvals if one.decision is Decision.APPROVED}
    must(who.tenant == gig.tenant and who not in gig.ever_owners | said_yes, OWN_WORK, hand)


def of_an_answer(before: Gig, after: Gig, actor: PersonKey) -> None:
    """When `actor` has answered about somebody's hours."""
    was = {one.person.key: one for one in before.inside.hands} if before.inside else {}
    for hand in after.inside.hands if after.inside else ():
        old = was.get(hand.person.key)
        if old and old.consent is not hand.consent:
            asked = old.asked is not None and old.asked.key == actor
            must(asked and actor != hand.person.key and old.hours == hand.hours, OWN_HOURS, hand)
