"""Our words and those of Freelancer.com."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from gigs.brief import PriceType
from gigs.money import Money
from gigs.proposal import ProposalStatus
from marketplace.freelancer import translate
from marketplace.freelancer.translate import ProjectTerms
from marketplace.freelancer.wire import Bid, MilestoneRequest, Project, Reputation, User
from ports.marketplace import MarketplaceUnavailable, MarketplaceUnknown
from tests.support.builders import usd
from tests.support.clock import NOON
from tests.support.providers import a_post

TERMS = ProjectTerms(
    project_id=7,
    currency="USD",
    price_type=PriceType.FIXED,
    url="https://f.example/p",
    posted_at=NOON,
)
SITE = "https://f.example"


def a_bid(**changes) -> Bid:
    raw = {"id": 31, "bidder_id": 41, "project_id": 7, "amount": 1100.0, "period": 14, "description": "Hello"}
    return Bid.model_validate({**raw, "time_submitted": 1_700_000_000, **changes})


def test_amounts_are_whole_units_of_the_currency_and_not_cents():
    assert translate.money(Decimal("1200.0"), "USD", "it") == usd(1200)
    assert translate.money(Decimal("10.5"), "USD", "it") == usd("10.50")
    assert translate.number(usd(1200)) == 1200
    assert translate.number(usd("10.55")) == 10.55


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        (Decimal("10.005"), "USD", r"10\.005.*10\.00"),
        (Decimal("100.5"), "JPY", r"100\.5.*100"),
        (Decimal("10"), "XAU", "XAU"),
        (None, "USD", "did not say"),
        (Decimal("10"), None, "did not say"),
    ],
)
def test_an_amount_that_cannot_be_what_it_says_stops_and_is_never_guessed(amount, currency, words):
    with pytest.raises(MarketplaceUnavailable, match=words):
        translate.money(amount, currency, "bid 31")


def test_an_amount_in_another_currency_than_its_project_names_both():
    with pytest.raises(MarketplaceUnavailable, match=r"EUR.*USD"):
        translate.check_currency("EUR", TERMS, "milestone payment 3")


def test_a_listing_that_came_out_in_another_currency_is_not_taken_for_ours():
    project = Project.model_validate({"id": 1, "currency": {"id": 8, "code": "EUR"}})

    with pytest.raises(MarketplaceUnknown, match=r"EUR.*USD"):
        translate.created(project, a_post(), SITE, NOON)


def test_a_fixed_brief_becomes_a_project_with_the_reference_in_its_description():
    body = translate.project_body(a_post("FC-1", rate=usd("1200.50")), 1, [1688, 20])

    assert body == {
        "title": "Launch deck for Aurora",
        "description": "A deck our sales team can present without help.\n\n"
        "Dates: 30 Nov 2026 to 14 Dec 2026\n\nReference: FC-1",
        "currency": {"id": 1},
        "budget": {"minimum": 1200.5, "maximum": 1200.5},
        "jobs": [{"id": 1688}, {"id": 20}],
        "type": "FIXED",
    }


def test_a_reference_that_stands_in_the_description_already_is_not_repeated():
    text = translate.description_of(a_post("FC-1", description="Do it.\n\nReference: FC-1"))

    assert text.count("FC-1") == 1


def test_a_longer_reference_is_not_the_reference():
    assert translate.carries("Reference: FC-1.", "FC-1")
    assert not translate.carries("Reference: FC-10", "FC-1")
    assert not translate.carries("Reference: AFC-1", "FC-1")
    assert not translate.carries(None, "FC-1")


def test_an_hourly_brief_says_hours_a_week_and_how_long():
    request = a_post(price_type=PriceType.HOURLY, rate=usd(40), hours=30)

    body = translate.project_body(request, 1, [20])

    assert body["type"] == "HOURLY"
    assert body["hourly_project_info"] == {
        "commitment": {"hours": 15, "interval": "WEEK"},
        "duration_enum": "ONE_TO_FOUR_WEEKS",
    }
    assert "At most 30 hours in all." in body["description"]
    weekly = request.model_copy(update={"weekly_hours": 12})
    assert translate.weekly_hours(weekly) == 12


@pytest.mark.parametrize(
    ("days", "word"),
    [
        (3, "LESS_THAN_ONE_WEEK"),
        (7, "ONE_TO_FOUR_WEEKS"),
        (29, "ONE_TO_THREE_MONTHS"),
        (150, "THREE_TO_SIX_MONTHS"),
        (300, "ONGOING"),
    ],
)
def test_a_time_from_start_to_due_is_one_of_their_durations(days, word):
    start = date(2026, 11, 30)

    assert translate.duration_of(a_post(start=start, due=start + timedelta(days=days)))[0] == word


def test_a_bid_is_a_proposal_with_its_rating_as_it_is_said_there():
    user = User.model_validate(
        {
            "id": 41,
            "username": "amara",
            "public_name": "Amara Okonkwo",
            "location": {"country": {"name": "Nigeria", "code": "ng"}},
            "reputation": {"entire_history": {"overall": 4.9960287962390835, "reviews": 99, "complete": 113}},
        }
    )

    proposal = translate.proposal_of(a_bid(), user, TERMS, (), SITE)

    assert (proposal.id, proposal.freelancer, proposal.country) == ("31", "Amara Okonkwo", "Nigeria")
    assert (proposal.rating, proposal.rating_there) == (Decimal("5.0"), "5.0 of 5 from 99 reviews")
    assert (proposal.jobs_done, proposal.rate, proposal.days) == (113, usd(1100), 14)
    assert proposal.url == "https://f.example/u/amara"


def test_nobody_is_rated_zero_for_want_of_reviews():
    newcomer = Reputation.model_validate({"entire_history": {"overall": 0.0, "reviews": 0, "all": 0}})

    assert translate.rating_of(newcomer) == (None, "", 0)
    assert translate.rating_of(None) == (None, "", None)


def test_a_bid_without_its_user_is_still_a_proposal():
    proposal = translate.proposal_of(a_bid(period=None, description=None), None, TERMS, (), SITE)

    assert proposal.freelancer == "Freelancer 41"
    assert (proposal.letter, proposal.days, proposal.rating) == ("", None, None)


def test_a_bid_without_a_date_is_as_old_as_its_project():
    undated = a_bid(time_submitted=None)

    assert translate.proposal_of(undated, None, TERMS, (), SITE).received_at == NOON


def test_a_retracted_bid_is_withdrawn():
    assert (
        translate.proposal_of(a_bid(retracted=True), None, TERMS, (), SITE).status is ProposalStatus.WITHDRAWN
    )


def test_the_freelancers_own_split_is_the_plan_where_it_adds_up_and_is_dropped_where_it_does_not():
    asked = [
        MilestoneRequest(id=2, bid_id=31, amount=Decimal(700), description="Slides", status="pending"),
        MilestoneRequest(id=1, bid_id=31, amount=Decimal(400), description="Storyline", status="pending"),
        MilestoneRequest(id=3, bid_id=31, amount=Decimal(90), description="Old", status="rejected"),
    ]

    plan = translate.plan_of(asked, usd(1100))

    assert [(step.title, step.amount) for step in plan] == [("Storyline", usd(400)), ("Slides", usd(700))]
    assert translate.plan_of(asked[:1], usd(1100)) == ()


def test_an_hourly_bid_has_neither_days_nor_a_split():
    terms = TERMS.model_copy(update={"price_type": PriceType.HOURLY})
    asked = [MilestoneRequest(id=1, bid_id=31, amount=Decimal(1100), description="All", status="pending")]

    proposal = translate.proposal_of(a_bid(), None, terms, asked, SITE)

    assert (proposal.days, proposal.milestones) == (None, ())
    assert proposal.total(10) == Money(amount=Decimal(11000), currency="USD")
