"""The vendor's recorded answers go through our models without loss, where they are beside the checkout."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from marketplace.freelancer.catalogue import budget_problems, terms_of
from marketplace.freelancer.outcomes import error_of, read_as, values_of
from marketplace.freelancer.translate import rating_of, users_of
from marketplace.freelancer.wire import (
    Bid,
    Budget,
    Currency,
    Job,
    JobCategory,
    Message,
    MilestonePayment,
    Project,
    Thread,
    User,
    Wire,
)
from ports.marketplace import MarketplaceRefused, MarketplaceUnknown
from tests.support.builders import usd
from tests.support.providers import a_post

FIXTURES = Path(__file__).parents[4] / "shared" / "fixtures"

pytestmark = pytest.mark.skipif(
    not (FIXTURES / "freelancer-sdk-android").is_dir(),
    reason="../shared/fixtures/freelancer-* is not here: recorded answers are not read",
)


def recorded(name: str) -> Any:
    found = json.loads((FIXTURES / name).read_text("utf-8"))
    return found["body"] if set(found) == {"status", "body"} else found


def keeps(model: type[Wire], raw: dict[str, Any]) -> None:
    """Every field that the model reads comes through with its value."""
    kept = read_as(model, raw).model_dump(exclude_unset=True)
    for name, value in kept.items():
        if name in raw and not isinstance(value, dict):
            expected = Decimal(str(raw[name])) if isinstance(value, Decimal) else raw[name]
            assert value == (tuple(expected) if isinstance(expected, list) else expected), name


def test_26_currencies_and_380_bands_come_through_with_every_value():
    result = recorded("freelancer-sdk-android/get_budgets.json")["result"]
    for raw in values_of(result["currencies"]):
        keeps(Currency, raw)
        assert set(raw) <= set(Currency.model_fields)
    for raw in result["budgets"]:
        keeps(Budget, raw)
        assert set(raw) <= set(Budget.model_fields)

    terms = terms_of(result)

    assert len(terms.currencies) == 26
    assert len(result["budgets"]) == 380
    assert terms.currencies["USD"] == 1
    assert terms.lowest[1, "fixed"] == 10
    assert terms.lowest[1, "hourly"] == 2
    assert budget_problems(terms, a_post(rate=usd(9)))
    assert not budget_problems(terms, a_post(rate=usd(10)))


def test_categories_come_through():
    found = recorded("freelancer-sdk-android/get_categories.json")["result"]["categories"]

    assert len({read_as(JobCategory, raw).id for raw in found}) == len(found)


def test_a_live_search_for_skills_comes_through():
    result = recorded("freelancer-live/jobs_search_logo.json")["result"]
    for raw in result:
        keeps(Job, raw)

    assert [read_as(Job, raw).name for raw in result][:2] == ["Logo Design", "3D Logo"]


def test_a_live_user_has_the_rating_that_is_said_there():
    (raw,) = recorded("freelancer-live/users_directory_one.redacted.json")["result"]["users"]
    user = read_as(User, raw)

    assert user.reputation is not None
    assert rating_of(user.reputation) == (Decimal("5.0"), "5.0 of 5 from 99 reviews", 113)


def test_a_recorded_order_has_a_project_a_bid_and_a_milestone_payment():
    result = recorded("freelancer-sdk-android/order_service.json")["result"]
    keeps(Project, result["project"])
    keeps(Bid, result["bid"])
    (raw,) = result["milestones"]
    keeps(MilestonePayment, raw)
    payment = read_as(MilestonePayment, raw)

    assert payment.words == "Basic Package"
    assert payment.amount == Decimal(1)
    assert payment.status == "disputed"
    assert payment.currency is not None
    assert payment.currency.code == "USD"


@pytest.mark.parametrize(
    ("name", "key", "model"),
    [
        ("test_projects.FakeGetBidsGetResponse", "bids", Bid),
        ("test_projects.FakeGetMilestonesGetResponse", "milestones", MilestonePayment),
        ("test_projects.FakeGetMilestoneByIDGetResponse", "milestones", MilestonePayment),
        ("test_projects.FakeGetProjectsGetResponse", "projects", Project),
        ("test_messages.FakeGetMessagesGetResponse", "messages", Message),
        ("test_users.FakeGetUsersGetResponse", "users", User),
    ],
)
def test_the_vendors_own_samples_are_readable_with_ids_that_are_texts(name, key, model):
    result = recorded(f"freelancer-sdk-python/{name}.json")["result"]

    found = [read_as(model, raw) for raw in values_of(result[key])]

    assert len(found) == len(result[key])
    assert users_of([result]) is not None


def test_a_thread_comes_through_from_a_list_and_from_its_creation():
    (listed,) = recorded("freelancer-sdk-python/test_messages.FakeGetThreadsGetResponse.json")["result"][
        "threads"
    ]
    made = recorded("freelancer-sdk-python/test_messages.FakeCreateProjectThreadPostResponse.json")["result"]

    assert read_as(Thread, {**listed, **listed["thread"]}).members == (102, 103)
    assert read_as(Thread, {**made, **made["thread"]}).id == 301


def test_recorded_errors_say_what_became_of_the_call():
    live = recorded("freelancer-live/error_duplicate_bid.json")
    vague = recorded("freelancer-sdk-python/test_projects.FakeErrorResponse.json")

    refused = error_of(400, live, writes=True)

    assert isinstance(refused, MarketplaceRefused)
    assert refused.reason == "You have already bid on that project."
    assert isinstance(error_of(400, vague, writes=True), MarketplaceUnknown)
