"""Freelancer.com's catalogue: skills, currencies and lowest budgets."""

import pytest

from gigs.brief import Category, PriceType, Visibility
from gigs.money import Money
from marketplace.freelancer.catalogue import jobs_by_name
from marketplace.freelancer.wire import Job
from ports.marketplace import MarketplaceRefused
from tests.support.builders import usd
from tests.support.providers import a_post


def read_from(stage, path: str) -> int:
    return stage.server.calls.count(f"GET /api/{path}")


async def test_the_catalogue_is_read_once_a_day_for_everybody(stage):
    await stage.market.find_skills("power")
    await stage.unbound.of("fabrikam").find_skills("logo")
    assert read_from(stage, "projects/0.1/jobs/") == 1

    stage.pass_time(24 * 3600)
    stage.account._token = str(stage.server.consent.grant()["access_token"])
    await stage.market.find_skills("power")
    assert read_from(stage, "projects/0.1/jobs/") == 2


async def test_the_likeliest_skill_comes_first_and_no_more_than_are_wanted(stage):
    found = await stage.market.find_skills("  DESIGN ", 1)

    assert [skill.name for skill in found] == ["Logo Design"]
    assert await stage.market.find_skills("  ") == ()


async def test_a_skill_that_our_copy_lacks_is_searched_for_over_there(stage):
    def new_skill(path, result):
        new = {"id": 9, "name": "Juggling", "category": None, "seo_url": "juggling", "local": None}
        return [new] if path == "projects/0.1/jobs/search/" else result

    stage.server.twist = new_skill

    assert [skill.name for skill in await stage.market.find_skills("juggl")] == ["Juggling"]


async def test_nothing_is_called_a_problem_before_the_catalogue_was_read(stage):
    request = a_post(skills=("Alchemy",), rate=Money(amount=usd(1).amount, currency="CHF"))

    assert stage.market.problems(request) == {}


async def test_what_would_surely_be_refused_is_said_at_its_field(stage):
    await stage.market.post(a_post())

    cheap = stage.market.problems(a_post(rate=usd(9)))
    hourly = stage.market.problems(a_post(rate=usd(9), price_type=PriceType.HOURLY, hours=10))
    francs = stage.market.problems(a_post(rate=Money(amount=usd(900).amount, currency="CHF")))
    unknown = stage.market.problems(a_post(skills=("PowerPoint", "Alchemy")))
    hidden = stage.market.problems(a_post(visibility=Visibility.INVITE_ONLY))

    assert cheap == {"amount": "Freelancer.com takes no budget under USD 10.00."}
    assert hourly == {}
    assert francs == {"currency": "Freelancer.com has no projects in CHF; choose another currency."}
    assert unknown == {"skills": "Freelancer.com has no skill called “Alchemy”; choose from its own list."}
    assert set(hidden) == {"visibility"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"skills": ("Alchemy",)}, "Alchemy"),
        ({"rate": Money(amount=usd(900).amount, currency="CHF")}, "CHF"),
        ({"visibility": Visibility.INVITE_ONLY}, "everybody"),
    ],
)
async def test_what_is_surely_wrong_is_not_even_sent(stage, changes, words):
    with pytest.raises(MarketplaceRefused, match=words):
        await stage.market.post(a_post(**changes))

    assert stage.server.sent == []


async def test_a_budget_that_only_they_know_to_be_too_low_is_refused_in_their_words(stage):
    with pytest.raises(MarketplaceRefused, match=r"Your budget is below the minimum\."):
        await stage.market.post(a_post(rate=usd(3)))


@pytest.mark.parametrize("category", list(Category))
async def test_every_category_stands_under_a_skill_of_theirs(stage, category):
    await stage.market.post(a_post(category=category, skills=()))

    (_, body), *_ = stage.server.sent
    assert len(body["jobs"]) == 1


async def test_a_category_and_a_skill_that_are_the_same_are_filed_once(stage):
    await stage.market.post(a_post(skills=("powerpoint",)))

    assert stage.server.sent[0][1]["jobs"] == [{"id": 1688}]


def test_of_two_skills_with_one_name_the_one_that_is_done_from_anywhere_is_meant():
    jobs = [Job(id=1, name="Design", local=True), Job(id=9, name="design"), Job(id=12, name="Design")]

    assert jobs_by_name(jobs)["design"].id == 9


async def test_what_is_public_names_the_skills_as_they_will_be_filed(stage):
    await stage.market.find_skills("power")

    told = dict(stage.market.public(a_post("FC-1", skills=("powerpoint", "storytelling"))))

    assert told["Skills"] == "PowerPoint, Storytelling"
    assert told["Visible to"] == "Everybody"
    assert "FC-1" in told["Details"]
