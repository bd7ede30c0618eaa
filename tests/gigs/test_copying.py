"""A gig begun from another: its brief is written again, and what was true of the old one only is not."""

from gigs.brief import Experience
from gigs.check_brief import check_brief
from gigs.copying import STARTED_AGAIN, carries_on, copied_form, form_of
from gigs.gig import GigState
from tests.support.builders import MARK, RITA, TODAY, a_brief, a_draft, a_form, a_gig, every_state, usd
from tests.support.cases import every_case


def test_what_would_be_typed_for_a_brief_makes_that_brief():
    full = a_brief(
        experience=Experience.EXPERT,
        screening=("Which decks have you made?", "When can you start?"),
        purchase_order="PO-77",
        emergency="The keynote is tomorrow.",
        answers={"on_site": False, "personal_data": True},
    )
    hourly = full.model_copy(
        update={"price_type": "hourly", "rate": usd("80.50"), "hours": 20, "weekly_hours": 10}
    )
    with every_case() as case:
        for brief in (a_brief(), full, hourly):
            with case(str(brief.rate)):
                checked = check_brief(
                    form_of(brief), today=TODAY, marketplaces=["sandbox"], questions=[*brief.answers]
                )
                assert checked == brief


def test_dates_and_the_reason_why_it_could_not_wait_are_not_copied():
    gig = a_draft(form=a_form(emergency="The keynote is tomorrow."))
    copied = copied_form(gig, is_own=True, cost_centres=())
    assert copied == a_form(start="", due="", emergency="")
    assert copied.data_tier == "general"


def test_a_cost_centre_and_its_purchase_order_go_only_to_whoever_has_it():
    gig = a_gig(GigState.CLOSED)
    gig = gig.model_copy(update={"brief": a_brief(purchase_order="PO-77")})
    mine = copied_form(gig, is_own=False, cost_centres=["cc-100"])
    assert (mine.cost_centre, mine.purchase_order) == ("CC-100", "PO-77")
    theirs = copied_form(gig, is_own=False, cost_centres=["CC-200"])
    assert (theirs.cost_centre, theirs.purchase_order) == ("", "")


def test_somebody_else_copies_what_was_submitted_and_not_what_its_owner_has_typed_since():
    gig = a_gig(GigState.CHANGES_ASKED, form=a_form(outcome="Our secret plan."))
    assert copied_form(gig, is_own=True, cost_centres=()).outcome == "Our secret plan."
    assert copied_form(gig, is_own=False, cost_centres=()).outcome == a_brief().outcome


def test_only_an_owners_copy_of_a_gig_that_has_ended_carries_it_on():
    assert {state for state in every_state() if carries_on(a_gig(state), a_draft())} == STARTED_AGAIN
    ended = a_gig(GigState.REJECTED)
    assert not carries_on(ended, a_draft(requester=MARK))
    shared = ended.model_copy(update={"co_owners": (MARK,)})
    assert carries_on(shared, a_draft(requester=MARK))
    handed_over = ended.model_copy(update={"requester": MARK, "former_owners": (RITA,)})
    assert not carries_on(handed_over, a_draft())
