"""What only the sandbox does: its story."""

from datetime import timedelta
from decimal import Decimal

import pytest

from gigs.brief import Category, PriceType, Visibility
from gigs.contract import MilestoneState
from gigs.money import Money
from gigs.proposal import ProposalStatus
from marketplace.sandbox.calls import EVERYTHING
from marketplace.sandbox.cast import CAST, DECLINES_OFFERS
from marketplace.sandbox.listings import REFUSED_WORDS
from marketplace.sandbox.story import draw, split
from ports.marketplace import Capability, MarketplaceRefused
from tests.support.builders import usd
from tests.support.clock import NOON
from tests.support.providers import SandboxStage, a_post, an_accepted_offer, an_offer


async def proposals_for(stage, **changes):
    listing = await stage.market.post(a_post(**changes))
    stage.pass_time(25)
    return await stage.market.proposals(listing.id)


# The story.


async def test_a_demo_does_not_keep_anybody_waiting(stage):
    arrivals = [one.received_at - NOON for one in await proposals_for(stage)]

    assert arrivals[0] <= timedelta(seconds=3)
    assert timedelta(seconds=15) < arrivals[-1] <= timedelta(seconds=20)


async def test_speed_shortens_every_wait(tmp_path):
    stage = SandboxStage(tmp_path, speed=10)
    listing = await stage.market.post(a_post())
    stage.pass_time(2)
    proposals = await stage.market.proposals(listing.id)
    contract = await stage.market.offer(an_offer(listing.id, proposals[0]))
    stage.pass_time(1)

    assert len(proposals) == 6
    part = (await stage.market.contract(contract.id)).milestones[0]
    assert part.state is MilestoneState.SUBMITTED
    await stage.close()


async def test_a_listing_attracts_good_dear_templated_and_poor_freelancers(stage):
    proposals = await proposals_for(stage)
    prices = [one.rate.amount for one in proposals]
    letters = [one.letter for one in proposals]

    assert len({one.freelancer for one in proposals}) == 6
    assert len([price for price in prices if price > 1200]) == 1
    assert min(prices) < 600
    assert len([text for text in letters if text.startswith("Hello dear client!")]) == 2
    assert len([text for text in letters if "Launch deck for Aurora" in text and "PowerPoint" in text]) == 3
    assert DECLINES_OFFERS in {one.freelancer for one in proposals}


async def test_templated_letters_differ_in_the_name_and_hardly_else(stage):
    first, second = [one for one in await proposals_for(stage) if one.letter.startswith("Hello")]

    same = set(first.letter.split()) & set(second.letter.split())
    assert len(same) >= len(set(first.letter.split())) - 4
    assert first.letter != second.letter


async def test_an_invite_only_listing_gets_fewer_proposals(stage):
    assert len(await proposals_for(stage, visibility=Visibility.INVITE_ONLY)) == 5


@pytest.mark.parametrize("category", list(Category))
async def test_every_category_has_milestones_that_add_up(stage, category):
    proposals = await proposals_for(stage, category=category, rate=usd("1234.57"))

    assert max(len(one.milestones) for one in proposals) == 3
    for one in proposals:
        assert sum(part.amount.amount for part in one.milestones) == one.rate.amount


async def test_an_hourly_listing_is_answered_by_the_hour_and_planned_over_all_hours(stage):
    proposals = await proposals_for(stage, price_type=PriceType.HOURLY, rate=usd(60), hours=40)

    for one in proposals:
        assert one.price_type is PriceType.HOURLY
        assert sum(part.amount.amount for part in one.milestones) == one.total(40).amount


@pytest.mark.parametrize("rate", [Money(amount=Decimal(1), currency="JPY"), usd("0.01"), usd(10_000_000)])
async def test_the_smallest_and_the_largest_budget_get_sound_prices(stage, rate):
    for one in await proposals_for(stage, rate=rate):
        assert one.rate.amount > 0
        assert one.rate.times(1) == one.rate
        assert all(part.amount.amount > 0 for part in one.milestones)
        assert sum(part.amount.amount for part in one.milestones) == one.rate.amount


def test_a_sum_too_small_to_split_is_one_milestone():
    assert len(split(usd("0.02"), ("a", "b", "c"))) == 1
    assert [part.amount for part in split(usd(100), ("a", "b", "c"))] == [
        usd("30.00"),
        usd("40.00"),
        usd("30.00"),
    ]


async def test_the_same_seed_and_times_tell_the_same_story(tmp_path):
    stories = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        stage = SandboxStage(tmp_path / folder, seed="s1")
        contract = await an_accepted_offer(stage)
        stories.append((await stage.market.proposals("L1"), contract))
        await stage.close()

    assert stories[0] == stories[1]


async def test_another_seed_tells_another_story(tmp_path):
    (tmp_path / "other").mkdir()
    one, other = SandboxStage(tmp_path, seed="s1"), SandboxStage(tmp_path / "other", seed="s2")

    assert await proposals_for(one) != await proposals_for(other)
    await one.close()
    await other.close()


def test_a_drawn_number_depends_on_what_it_is_for_and_lies_below_one():
    drawn = [draw("seed", "price", number) for number in range(200)]

    assert len(set(drawn)) == 200
    assert all(0 <= one < 1 for one in drawn)
    assert draw("seed", "ab", "c") != draw("seed", "a", "bc")


def test_the_cast_is_a_dozen_people_with_their_own_ids():
    assert len({one.id for one in CAST}) == len({one.name for one in CAST}) == 12


async def test_one_templated_proposal_is_withdrawn_after_a_while_and_takes_no_offer(stage):
    await proposals_for(stage)
    stage.pass_time(180)
    withdrawn = [one for one in await stage.market.proposals("L1") if one.status is ProposalStatus.WITHDRAWN]

    assert len(withdrawn) == 1
    with pytest.raises(MarketplaceRefused, match="withdrawn"):
        await stage.market.offer(an_offer("L1", withdrawn[0]))
    with pytest.raises(MarketplaceRefused, match="withdrawn"):
        await stage.market.shortlist("L1", withdrawn[0].id)
    await stage.market.decline("L1", withdrawn[0].id, "You withdrew.")


HOSTILE = "<b>x</b> [a](javascript:alert(1)) {0} %s '; DROP TABLE listing; -- \u202e ${{7*7}} \n\x00 😀"


async def test_hostile_text_is_only_ever_quoted(stage):
    proposals = await proposals_for(
        stage, title=HOSTILE, description=HOSTILE, skills=(HOSTILE, "{title}", "%(x)s")
    )
    contract = await stage.market.offer(an_offer("L1", proposals[0], title=HOSTILE))
    stage.pass_time(20)
    part = (await stage.market.contract(contract.id)).milestones[0]
    await stage.market.send_back(contract.id, part.id, HOSTILE)

    assert len(proposals) == 6
    assert "DROP TABLE" in proposals[0].letter
    assert (await stage.market.find_listing("FC-AAAAAAAAAA")) is not None


# Refusals and titles.


@pytest.mark.parametrize("words", REFUSED_WORDS)
async def test_a_listing_that_goes_around_the_platform_is_refused(stage, words):
    with pytest.raises(MarketplaceRefused) as refused:
        await stage.market.post(a_post(description=f"We talk on {words.upper()} \n and pay there."))

    assert words in refused.value.reason
    assert (await stage.sandbox.audit("FC-AAAAAAAAAA")).landed == 0


async def test_a_title_that_is_taken_gets_a_number_until_it_is_free_again(tmp_path):
    stage = SandboxStage(tmp_path, site="https://sandbox.example")
    first = await stage.market.post(a_post("FC-1", title="Logo"))
    second = await stage.market.post(a_post("FC-2", title="Logo"))
    await stage.market.close_listing(first.id, "withdrawn")
    third = await stage.market.post(a_post("FC-3", title="Logo"))

    assert first.url == "https://sandbox.example/listings/logo-1"
    assert second.url == "https://sandbox.example/listings/logo-2-2"
    assert third.url == "https://sandbox.example/listings/logo-3"
    await stage.close()


async def test_without_a_site_there_are_no_links(stage):
    contract = await an_accepted_offer(stage)

    assert (await stage.market.find_listing("FC-AAAAAAAAAA")).url == ""
    assert contract.url == ""


async def test_nothing_arrives_at_a_closed_listing(stage):
    listing = await stage.market.post(a_post())
    stage.pass_time(4)
    await stage.market.close_listing(listing.id, "withdrawn")
    stage.pass_time(60)

    assert len(await stage.market.proposals(listing.id)) == 1


async def test_an_offer_must_add_up_and_be_in_the_currency_of_the_listing(stage):
    proposal = (await proposals_for(stage))[0]
    euros = Money(amount=Decimal(900), currency="EUR")

    for wrong in (
        {"total": usd(7)},
        {"total": euros},
        {"total": euros, "milestones": ()},
        {"listing_id": "L9"},
    ):
        with pytest.raises(MarketplaceRefused):
            await stage.market.offer(an_offer("L1", proposal, **wrong))
    assert (await stage.sandbox.audit("FC-BBBBBBBBBB")).offers == 0


async def test_an_offer_without_milestones_is_one_milestone(stage):
    proposal = (await proposals_for(stage))[0]

    contract = await stage.market.offer(an_offer("L1", proposal, milestones=()))

    assert [part.amount for part in contract.milestones] == [proposal.rate]


async def test_releasing_again_under_the_same_reference_is_a_yes_and_pays_once(stage):
    contract = await an_accepted_offer(stage)
    stage.pass_time(6)
    part = contract.milestones[0]

    for _ in range(2):
        await stage.market.release(contract.id, part.id, part.amount, "FC-R1")

    found = await stage.sandbox.audit("FC-R1")
    assert (found.payments, found.landed) == (1, 2)


async def test_a_sandbox_may_be_told_that_it_cannot_make_offers(tmp_path):
    stage = SandboxStage(tmp_path, capabilities=EVERYTHING - {Capability.OFFER})
    proposal = (await proposals_for(stage))[0]

    with pytest.raises(MarketplaceRefused, match="its own pages"):
        await stage.market.offer(an_offer("L1", proposal))
    await stage.sandbox.offer_on_site(an_offer("L1", proposal))

    assert await stage.market.find_offer(an_offer("L1", proposal)) is not None
    await stage.close()
