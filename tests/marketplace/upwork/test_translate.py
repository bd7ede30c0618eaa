"""A brief in Upwork's words."""

from datetime import UTC, date, datetime

import pytest

from gigs.brief import Category, Experience, PriceType, Visibility
from gigs.money import Money
from marketplace.upwork import translate
from marketplace.upwork.proposals import plan
from marketplace.upwork.translate import Filing, duration_label, holds_reference, job_request, moment
from tests.support.builders import usd
from tests.support.providers import a_post

FILING = Filing(category="10", subcategory="11", duration="1", skills=(("77", ""), ("", "Knitting")))


def info(**changes):
    return job_request(a_post(**changes), "42", FILING)["jobPostingInfo"]


def test_a_fixed_price_is_the_amount_and_an_hourly_rate_both_ends_of_the_range():
    fixed = info()
    hourly = info(price_type=PriceType.HOURLY, rate=usd(65), hours=20)

    assert (fixed["type"], fixed["amount"]) == ("FIXED_PRICE", "1200.00")
    assert (hourly["type"], hourly["hourlyBudgetType"]) == ("HOURLY", "MANUAL")
    assert hourly["hourlyBudgetMin"] == hourly["hourlyBudgetMax"] == "65.00"
    assert "amount" not in hourly


def test_what_was_not_asked_is_not_said():
    body = job_request(a_post(), "42", FILING.model_copy(update={"duration": None}))

    assert "questions" not in body
    assert not body["jobPostingInfo"].keys() & {"experienceLevel", "engagementType", "durationId"}


def test_what_the_form_asks_for_upwork_is_said():
    request = a_post(
        experience=Experience.EXPERT,
        weekly_hours=12,
        screening=("Which decks have you made?",),
        visibility=Visibility.INVITE_ONLY,
    )
    body = job_request(request, "42", FILING)

    assert body["questions"] == [{"question": "Which decks have you made?"}]
    said = body["jobPostingInfo"]
    assert said["experienceLevel"] == "EXPERT"
    assert said["engagementType"] == "PART_TIME"
    assert said["access"] == "ACCESS_PRIVATE"
    assert said["durationId"] == "1"
    assert info(weekly_hours=40)["engagementType"] == "FULL_TIME"


def test_a_skill_goes_by_its_id_and_one_that_the_catalogue_lacks_by_its_name():
    body = job_request(a_post(), "42", FILING)

    assert body["sandsJobPost"]["additionalSkills"] == [{"skillId": "77"}, {"freetext": "Knitting"}]


def test_the_reference_is_in_the_description_once_and_in_the_annotations():
    bare = job_request(a_post("FC-1"), "42", FILING)
    written = job_request(a_post("FC-1", description="A deck.\n\nFC-1"), "42", FILING)

    assert bare["jobPostingInfo"]["description"].endswith("\n\nFC-1")
    assert written["jobPostingInfo"]["description"] == "A deck.\n\nFC-1"
    assert bare["annotations"]["customFields"] == [{"key": "reference", "value": "FC-1"}]


def test_a_reference_is_not_found_in_a_longer_one():
    assert holds_reference("FC-1", "See FC-1.")
    assert not holds_reference("FC-1", "See FC-12.")
    assert not holds_reference("FC-1", "See XFC-1.")
    assert not holds_reference("FC-1", None)


@pytest.mark.parametrize("category", list(Category))
def test_every_category_has_a_place_in_theirs(category):
    assert all(translate.CATEGORIES[category])


@pytest.mark.parametrize(
    ("due", "label"),
    [
        (date(2026, 12, 14), "less than 1 month"),
        (date(2027, 2, 1), "1 to 3 months"),
        (date(2027, 5, 1), "3 to 6 months"),
        (date(2028, 5, 1), "more than 6"),
        (date(2090, 5, 1), "more than 6"),
    ],
)
def test_the_length_of_the_work_is_one_of_theirs(due, label):
    assert duration_label(a_post(due=due)) == label


def test_only_dollars_and_milestones_of_five_of_them_are_possible():
    euros = a_post(rate=Money(amount=usd(100).amount, currency="EUR"))

    assert translate.problems(euros, offers=True).keys() == {"currency"}
    assert translate.problems(a_post(rate=usd(4)), offers=True).keys() == {"amount"}
    assert translate.problems(a_post(title="x" * 5000), offers=True) == {}


def test_an_hourly_price_is_possible_where_a_person_makes_the_offers_and_not_where_we_do():
    hourly = a_post(rate=usd(4), price_type=PriceType.HOURLY, hours=10)

    assert translate.problems(hourly, offers=False) == {}
    assert translate.problems(hourly, offers=True).keys() == {"price_type"}


def test_the_preview_says_everything_that_will_be_public():
    request = a_post("FC-1", screening=("Why you?",), experience=Experience.ENTRY, weekly_hours=40)
    told = dict(translate.public(request))

    assert told["Description"].endswith("FC-1")
    assert told["Budget"] == "USD 1,200.00"
    assert told["Category"] == "Design & Creative: Graphic, Editorial & Presentation Design"
    assert told["Screening question"] == "Why you?"
    assert told["Hours a week"] == "30 or more"
    assert told["Experience level"] == "Entry level"


@pytest.mark.parametrize(
    "text",
    ["2026-11-23T12:00:00Z", "2026-11-23T12:00:00.000+0000", "2026-11-23T12:00:00", "1795435200000"],
)
def test_their_time_is_read_in_every_way_they_might_write_it(text):
    assert moment(text) == datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_no_time_is_none():
    assert moment(None) is None
    assert moment("") is None


@pytest.mark.parametrize("amounts", [("400.00", "800.00"), ("40000", "80000")])
def test_a_plan_whose_sum_is_the_price_is_taken_in_whichever_unit(amounts):
    steps = {"milestones": [{"description": "A part", "amount": amount} for amount in amounts]}

    assert [part.amount for part in plan(steps, usd(1200))] == [usd(400), usd(800)]


@pytest.mark.parametrize("amounts", [(), ("400.00", "700.00"), ("a lot", "800"), ("-400", "1600")])
def test_a_plan_whose_sum_is_not_the_price_is_left_out_rather_than_guessed(amounts):
    steps = {"milestones": [{"description": "A part", "amount": amount} for amount in amounts]}

    assert plan(steps, usd(1200)) == ()
    assert plan(None, usd(1200)) == ()
