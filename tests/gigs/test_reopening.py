import pytest

from gigs.approval import Decision, Purpose
from gigs.approving import lapse, submit
from gigs.deciding import decide
from gigs.errors import OutOfOrder
from gigs.gig import Gig, GigState
from gigs.hiring import list_as
from gigs.reopening import (
    REOPENABLE,
    former_closed,
    former_refused,
    leave_listing,
    list_again,
    reopen,
)
from tests.support.builders import (
    FAYE,
    MARK,
    a_gig,
    a_listing,
    a_route,
    a_step,
    all_of,
    asking,
    every_state,
)
from tests.support.clock import NOON


def changed(gig: Gig) -> Gig:
    return reopen(gig, "You are changing it.", NOON, keeps_listing=True)


def moved(gig: Gig | None = None) -> Gig:
    return reopen(gig or a_gig(GigState.REVIEWING), "You are moving it.", NOON, keeps_listing=False)


@pytest.mark.parametrize("state", sorted(REOPENABLE))
def test_a_listed_gig_goes_back_to_its_brief(state):
    gig = changed(a_gig(state))
    assert (gig.state, gig.note, gig.approved) == (GigState.CHANGES_ASKED, "You are changing it.", None)
    assert gig.listing == a_listing()
    assert gig.former_listings == ()


def test_moving_leaves_the_listing_and_its_proposals():
    gig = moved()
    assert (gig.listing, gig.proposals) == (None, 0)
    (former,) = gig.still_up
    assert (former.listing, former.closed_at) == (a_listing(), None)


@pytest.mark.parametrize("state", every_state(but=REOPENABLE))
def test_nothing_is_reopened_in_any_other_state(state):
    with pytest.raises(OutOfOrder):
        changed(a_gig(state))


def test_the_change_of_a_listing_leads_back_to_where_it_was():
    for state in REOPENABLE:
        again = changed(a_gig(state))
        asked = submit(again, again.checked_brief, all_of([MARK]), asking())
        assert asked.state is GigState.APPROVED  # nothing was changed, so Mark's yes still holds
        assert list_again(asked, NOON).state is state


def test_only_an_approved_change_reaches_the_listing():
    with pytest.raises(OutOfOrder):
        list_again(changed(a_gig(GigState.LISTED)), NOON)
    with pytest.raises(OutOfOrder):
        list_again(a_gig(GigState.APPROVED), NOON)


def test_only_steps_that_the_change_concerns_are_asked_again():
    route = a_route(a_step(MARK, concerns=("title",)), a_step(FAYE, concerns=("marketplace",)))
    first = submit(a_gig(), a_gig(GigState.IN_APPROVAL).checked_brief, route, asking())
    for person in (MARK, FAYE):
        first = decide(first, person.key, Decision.APPROVED, reason="", asking=asking())
    gone = moved(list_as(first, a_listing()))
    brief = gone.checked_brief.model_copy(update={"marketplace": "elsewhere"})
    asked = submit(gone, brief, route, asking())
    assert [one.approver for one in asked.open_approvals] == [FAYE]


def test_a_yes_to_the_difference_of_an_offer_is_no_yes_to_the_gig():
    gig = a_gig(GigState.OFFER_IN_APPROVAL)
    said = decide(gig, MARK.key, Decision.APPROVED, reason="", asking=asking())
    back = changed(said.model_copy(update={"state": GigState.REVIEWING, "choice": None}))
    asked = submit(back, back.checked_brief, all_of([MARK]), asking())
    assert [one.approver for one in asked.open_approvals] == [MARK]


def test_a_no_and_an_expiry_leave_the_listing_and_a_change_asked_for_keeps_it():
    asked = changed(a_gig(GigState.LISTED)).model_copy(update={"state": GigState.IN_APPROVAL})
    waiting = submit(
        changed(a_gig(GigState.LISTED)),
        a_gig(GigState.IN_APPROVAL).checked_brief.model_copy(update={"title": "Another"}),
        all_of([MARK]),
        asking(),
    )
    no = decide(waiting, MARK.key, Decision.REJECTED, reason="No.", asking=asking())
    assert (no.state, no.listing, len(no.still_up)) == (GigState.REJECTED, None, 1)
    back = decide(waiting, MARK.key, Decision.CHANGES_ASKED, reason="More.", asking=asking())
    assert (back.state, back.listing) == (GigState.CHANGES_ASKED, a_listing())
    late = lapse(asked, Purpose.POST, "Nobody.", NOON)
    assert (late.state, late.listing, len(late.still_up)) == (GigState.EXPIRED, None, 1)


def test_a_former_listing_is_closed_once():
    gig = moved()
    refused = former_refused(gig, "L1", "It is under review.", NOON)
    assert refused.still_up[0].refused == "It is under review."
    closed = former_closed(refused, "L1", NOON)
    assert closed.still_up == ()
    assert former_closed(closed, "L1", NOON) is closed
    assert former_refused(closed, "L1", "Late.", NOON) is closed
    assert former_closed(gig, "L9", NOON) is gig


def test_what_has_no_listing_leaves_none():
    gig = a_gig(GigState.APPROVED)
    assert leave_listing(gig, NOON) is gig


def test_a_gig_of_an_earlier_release_still_reads():
    document = a_gig(GigState.REVIEWING).model_dump(mode="json", exclude={"former_listings"})
    assert Gig.model_validate(document) == a_gig(GigState.REVIEWING)
