"""The verdict of `python -m bench.soak` sees what it is there to see."""

from collections import Counter
from datetime import timedelta
from typing import Any

from bench.soak.verdict import Hired, Theirs, Verdict, _compare_listings, _compare_messages, _compare_work
from gigs.gig import GigState
from ports.operations import Operation, OperationKind, OperationState
from tests.support.builders import a_gig
from tests.support.clock import NOON


def wish(kind=OperationKind.POST, **more):
    given = {"tenant": "t", "gig": 1, "key": f"{kind}:1:1", "kind": kind, "marketplace": "sandbox"}
    given |= {"reference": "FC-1", "state": OperationState.DONE, "changed_at": NOON}
    return Operation(**(given | more))


def hired(**more):
    known: dict[str, Any] = {"listing": 1, "reference": "FC-2", "stands": True, "planned": 1}
    return Hired(**(known | {"funded": 0, "paid": 0} | more))


def theirs(*offers, listings=None, messages=()):
    return Theirs(
        listings={1: "FC-1"} if listings is None else listings, offers=[*offers], messages=Counter(messages)
    )


def judged(compare, *given, **more):
    found = Verdict()
    compare(found, *given, **more)
    return len(found.lost), len(found.double)


def test_one_listing_for_each_wish_is_as_it_should_be():
    assert judged(_compare_listings, [wish()], theirs()) == (0, 0)


def test_a_listing_that_is_not_there_is_lost_and_a_second_one_is_a_double():
    assert judged(_compare_listings, [wish()], theirs(listings={})) == (1, 0)
    assert judged(_compare_listings, [wish()], theirs(listings={1: "FC-1", 2: "FC-1"})) == (0, 1)


def test_a_listing_that_nobody_wished_for_is_a_double():
    assert judged(_compare_listings, [wish()], theirs(listings={1: "FC-1", 2: "FC-9"})) == (0, 1)


def test_a_question_is_asked_once():
    asked = [wish(OperationKind.MESSAGE, text="Monday?")]
    assert judged(_compare_messages, asked, theirs(messages=["Monday?"])) == (0, 0)
    assert judged(_compare_messages, asked, theirs(messages=["Monday?"] * 2)) == (0, 1)
    assert judged(_compare_messages, asked, theirs()) == (1, 0)


def test_a_gig_has_one_offer_that_stands_and_no_more_offers_than_choices():
    gig = a_gig(number=1).model_copy(update={"offers": 2})
    declined, stands = hired(stands=False), hired()
    assert judged(_compare_work, gig, [wish()], theirs(declined, stands), funding=False) == (0, 0)
    assert judged(_compare_work, gig, [wish()], theirs(stands, stands), funding=False) == (0, 1)
    assert judged(_compare_work, gig, [wish()], theirs(declined, declined, stands), funding=False) == (0, 1)


def test_nothing_is_paid_that_was_not_accepted():
    gig = a_gig(number=1).model_copy(update={"offers": 1})
    assert judged(_compare_work, gig, [wish()], theirs(hired(paid=1)), funding=False) == (0, 1)


def test_a_closed_gig_without_an_offer_over_there_is_lost():
    gig = a_gig(number=1).model_copy(update={"offers": 1, "state": GigState.CLOSED})
    assert judged(_compare_work, gig, [wish()], theirs(), funding=False) == (1, 0)


def test_what_a_lead_has_had_taken_down_is_no_double_unless_somebody_is_hired_on_it():
    two = theirs(listings={1: "FC-1", 2: "FC-9"})
    two.closed = frozenset({2})
    assert judged(_compare_listings, [wish()], two) == (0, 0)
    two.offers.append(hired(listing=2))
    assert judged(_compare_listings, [wish()], two) == (0, 1)


def test_two_offers_that_stood_at_the_same_time_are_a_double_though_one_is_over():
    minute = timedelta(minutes=1)
    gig = a_gig(number=1).model_copy(update={"offers": 2})
    over = hired(stands=False, stood=(NOON, NOON + 2 * minute))
    beside, after = (hired(stood=(NOON + place * minute, NOON + 9 * minute)) for place in (1, 3))
    assert judged(_compare_work, gig, [wish()], theirs(over, beside), funding=False) == (0, 1)
    assert judged(_compare_work, gig, [wish()], theirs(over, after), funding=False) == (0, 0)


def test_after_a_restore_forgotten_choices_and_verdicts_are_no_double():
    gig = a_gig(number=1).model_copy(update={"offers": 1})
    given = theirs(hired(stands=False), hired())
    assert judged(_compare_work, gig, [wish()], given, funding=False, restores=1) == (0, 0)
    assert judged(_compare_work, gig, [wish()], given, funding=False) == (0, 1)
    assert judged(_compare_messages, [], theirs(messages=["Monday?"]), 1) == (0, 0)
    assert judged(_compare_messages, [], theirs(messages=["Monday?"] * 2), 1) == (0, 1)
