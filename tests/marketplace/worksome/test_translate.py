"""Our words and Worksome's, money included."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from gigs.brief import Experience, PriceType, Visibility
from gigs.money import Money
from gigs.proposal import ProposalStatus
from marketplace.worksome import translate
from marketplace.worksome.limits import KNOWN_LIMITS, LIMITS
from marketplace.worksome.money import from_number, to_number
from marketplace.worksome.wire import Bid, Candidate, Job
from ports.marketplace import MarketplaceRefused, MarketplaceUnavailable
from tests.support.builders import usd
from tests.support.providers import a_post


def a_bid(**changes):
    raw = {
        "id": "B",
        "status": "OPEN",
        "rate": 1008.5,
        "rateType": "FIXED",
        "currency": "USD",
        "brief": "Dear Aurora",
        "worker": {"id": "W", "name": "Amara Okonkwo", "address": {"country": {"name": "Nigeria"}}},
        "conversation": {"url": "https://use.example/c/1", "createdAt": "2026-11-26"},
    }
    return Bid.model_validate({**raw, **changes})


@pytest.mark.parametrize("amount", ["1200", "0.1", "99.99", "1234567.89"])
def test_money_goes_out_as_a_plain_number_and_comes_back_exactly(amount):
    money = Money(amount=Decimal(amount), currency="USD")

    assert from_number(Decimal(str(to_number(money))), "USD") == money


def test_money_that_a_number_cannot_hold_is_not_sent():
    with pytest.raises(MarketplaceRefused, match="does not fit"):
        to_number(Money(amount=Decimal("12345678901234567.89"), currency="USD"))


@pytest.mark.parametrize(("amount", "currency"), [("10.005", "USD"), ("10.5", "JPY")])
def test_an_amount_that_is_none_of_its_currency_stops_and_is_not_rounded(amount, currency):
    with pytest.raises(MarketplaceUnavailable, match=f"{amount} {currency}"):
        from_number(Decimal(amount), currency)


def test_a_currency_that_we_do_not_know_stops():
    with pytest.raises(MarketplaceUnavailable, match="AED"):
        from_number(Decimal(10), "AED")


def test_a_job_says_what_the_brief_says():
    given = translate.job_input("J", a_post(experience=Experience.EXPERT, visibility=Visibility.INVITE_ONLY))

    assert given == {
        "id": "J",
        "name": "Launch deck for Aurora",
        "description": "A deck our sales team can present without help.",
        "skills": ["PowerPoint", "storytelling"],
        "rateType": {"type": "FIXED", "rate": 1200.0},
        "startDate": "2026-11-30",
        "startDateTimeframe": "ON_DATE",
        "endDate": "2026-12-14",
        "endDateTimeframe": "ON_DATE",
        "locationPreference": {"preference": "REMOTE_ONLY"},
        "requiredWorkers": 1,
        "visibility": ["VISIBLE_FOR_TRUSTED_CONTACTS"],
        "expectedExperienceLevel": ["SENIOR", "EXPERT"],
    }


def test_the_cap_on_hours_is_said_in_the_description_because_they_have_no_field_for_it():
    hourly = a_post(price_type=PriceType.HOURLY, rate=usd(80), hours=40)

    assert translate.job_input("J", hourly)["rateType"] == {"type": "HOURLY", "rate": 80.0}
    assert "At most 40 hours in all." in translate.job_input("J", hourly)["description"]
    assert ("Rate", "USD 80.00 an hour") in translate.public(hourly)


def test_what_is_public_is_told_with_the_very_description_that_is_sent():
    hourly = a_post(
        price_type=PriceType.HOURLY, rate=usd(80), hours=40, experience=Experience.EXPERT, screening=("Why?",)
    )
    told = dict(translate.public(hourly))

    assert told["Description"] == translate.job_input("J", hourly)["description"]
    assert told["Expected experience"] == "Senior or Expert"
    assert "Why?" not in "".join(told.values())


def test_only_what_their_schema_rules_out_is_a_problem_beforehand():
    francs = a_post(rate=Money(amount=Decimal(1200), currency="CHF"), title="x" * 5000)

    assert translate.problems(a_post(title="x" * 5000)) == {}
    assert set(translate.problems(francs)) == {"currency"}
    assert "CHF" in translate.problems(francs)["currency"]


def test_a_bid_is_a_proposal():
    candidate = Candidate.model_validate(
        {"id": "C", "createdAt": "2026-11-26T09:30:00.000000Z", "bid": {"id": "B"}}
    )

    found = translate.proposal_of(a_bid(), candidate, "FIXED")

    assert (found.id, found.freelancer_id, found.freelancer, found.country) == (
        "B",
        "W",
        "Amara Okonkwo",
        "Nigeria",
    )
    assert (found.price_type, found.rate) == (PriceType.FIXED, usd("1008.50"))
    assert found.letter == "Dear Aurora"
    assert found.rating is None
    assert found.received_at == datetime(2026, 11, 26, 9, 30, tzinfo=UTC)


def test_a_bid_without_a_candidate_came_in_on_the_day_of_its_conversation():
    assert translate.proposal_of(a_bid(), None, None).received_at == datetime(2026, 11, 26, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        ("OPEN", ProposalStatus.NEW),
        ("CANCELLED", ProposalStatus.WITHDRAWN),
        ("REJECTED", ProposalStatus.NEW),
        ("ACCEPTED", ProposalStatus.NEW),
        ("INVENTED_SINCE", ProposalStatus.NEW),
    ],
)
def test_only_a_bid_that_was_taken_back_is_withdrawn(status, standing):
    assert translate.proposal_of(a_bid(status=status), None, None).status is standing


@pytest.mark.parametrize(
    "changes",
    [{"rateType": "DAILY"}, {"rateType": "MONTHLY"}, {"rate": None}, {"currency": "AED"}, {"worker": None}],
)
def test_a_bid_whose_price_cannot_be_compared_is_none_of_ours(changes):
    with pytest.raises(MarketplaceUnavailable):
        translate.proposal_of(a_bid(**changes), None, "FIXED")


def test_a_bid_without_a_kind_of_price_has_that_of_its_job():
    assert translate.proposal_of(a_bid(rateType=None), None, "HOURLY").price_type is PriceType.HOURLY
    with pytest.raises(MarketplaceUnavailable):
        translate.proposal_of(a_bid(rateType=None), None, None)


def test_a_listing_needs_the_moment_of_its_publication():
    job = Job.model_validate({"id": "J", "number": 7, "published": True})

    with pytest.raises(MarketplaceUnavailable):
        translate.listing_of(job, "FC-1")


def test_a_minute_holds_fewer_calls_than_they_allow():
    assert LIMITS.at_once + 60 * LIMITS.a_second < 60


def test_a_limit_is_verified_only_with_a_source():
    assert all(one.source for one in KNOWN_LIMITS if one.verified)
    assert all(not one.verified for one in KNOWN_LIMITS if one.name in {"title", "description", "skills"})


def test_dates_are_sent_as_days():
    assert translate.job_input("J", a_post(start=date(2027, 1, 2)))["startDate"] == "2027-01-02"
