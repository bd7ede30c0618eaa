"""What a restored database gets right although it has forgotten it: calls that land late, other people's offers, questions, titles."""

from contextlib import asynccontextmanager

import pytest

from assembly.restored import declare_restored
from gigs.gig import GigState
from ports.hindrance import Hindrance
from ports.marketplace import Capability
from ports.operations import OperationState
from ports.strays import StrayState
from tests.support.builders import RITA
from tests.support.one_by_one import one_by_one
from tests.support.providers import PROVIDERS
from tests.support.restoring import Company
from tests.use_cases.posting import OVER
from tests.use_cases.world import PAT
from use_cases.accounts.settle_stray import take_over
from use_cases.hiring.hire import hire_freelancer
from use_cases.hiring.message_freelancer import message_freelancer


@asynccontextmanager
async def a_company(folder, provider="sandbox"):
    """With a copy of its empty database."""
    folder.mkdir(exist_ok=True)
    stage = PROVIDERS[provider](folder)
    await stage.open()
    company = Company(stage, folder)
    await company.begins()
    company.copy(0)
    try:
        yield company
    finally:
        await company.database.close()
        await stage.close()


async def answered(company):
    """Pat takes over whatever was found."""
    for stray in await company.strays():
        await take_over(company.world.context, PAT, company.name, stray.id)


async def chooses(company, proposal):
    await hire_freelancer(
        company.world.context, RITA, 1, proposal.id, seen=str(proposal.total(None)), reason="Worth it."
    )
    await company.world.work()


async def two_affordable(company):
    gig = await company.world.gig()
    fine = [one for one in await company.world.proposals() if not one.rate > gig.approved]
    return [one for one in fine if not company.stage.declines(one)][:2]


async def reviewed_and_copied(company):
    """With the proposals there, and a copy of that moment."""
    await company.world.approved(marketplace=company.name)
    await company.world.work()
    company.stage.pass_time(30)
    await company.world.work()
    await company.world.read()
    company.copy(1)
    return await two_affordable(company)


async def test_a_post_that_lands_after_the_restore_is_found_before_another_is_made(tmp_path):
    async with a_company(tmp_path / "here") as company:
        await company.stage.misbehave("post: lands late 300s x1")
        await company.world.approved(marketplace="sandbox")
        await company.world.work()
        await company.puts_back(0)
        await company.world.approved(marketplace="sandbox")

        for _ in range(int(OVER / 60) + 5):
            await company.world.pass_time(60, step=30)
            await answered(company)

        assert (await company.world.gig()).state is GigState.LISTED
        assert await company.there() == (1, 0)


async def is_declared(company):
    """The operator says that it was restored."""
    await declare_restored(company.world.store, company.world.clock, company.world.context.ids)


async def test_an_account_that_lost_nothing_posts_when_nothing_can_land_any_more(tmp_path):
    async with a_company(tmp_path / "here") as company:
        await is_declared(company)
        await company.world.approved(marketplace="sandbox")

        await company.world.pass_time(OVER - 60, step=30)
        early = await company.there()
        await company.world.pass_time(240, step=30)

        assert (early, await company.there()) == ((0, 0), (1, 0))


async def test_a_restore_in_the_future_of_a_clock_that_was_ahead_holds_for_no_longer(tmp_path):
    async with a_company(tmp_path / "here") as company:
        company.world.clock.advance(86_400)
        await is_declared(company)
        company.world.clock.advance(-86_400)
        company.copy(1)
        await company.puts_back(1)
        await company.world.approved(marketplace="sandbox")

        await company.world.pass_time(OVER + 240, step=30)

        assert await company.there() == (1, 0)


@pytest.mark.parametrize("provider", PROVIDERS)
async def test_beside_an_offer_that_was_taken_over_no_second_one_goes_out(tmp_path, provider):
    async with a_company(tmp_path / "here", provider) as company:
        if Capability.OFFER not in company.stage.market.capabilities:
            return  # a person makes it there, and sees what stands
        first, second = await reviewed_and_copied(company)
        await chooses(company, first)
        assert await company.there() == (1, 1)
        await company.puts_back(1)

        await chooses(company, second)
        await answered(company)
        await company.world.pass_time(180, step=30)

        gig, offer = await company.world.gig(), await company.world.operation("offer:1:1")
        shown = {one.id: one.status for one in await company.world.proposals()}
        assert await company.there() == (1, 1)
        assert (gig.state, offer.state) == (GigState.REVIEWING, OperationState.REFUSED)
        assert offer.hindered.by is Hindrance.OFFERED_TO_ANOTHER
        assert shown[first.id] == "offered"

        await chooses(company, first)
        await company.world.pass_time(180, step=30)

        assert (await company.world.gig()).contract.proposal_id == first.id
        assert await company.there() == (1, 1)


async def test_a_question_asked_again_is_looked_up_and_written_once(tmp_path):
    async with a_company(tmp_path / "here") as company:
        first, _ = await reviewed_and_copied(company)
        for _ in range(2):
            await message_freelancer(company.world.context, RITA, 1, first.id, "Can you start on Monday?")
            await company.world.work()
            await company.puts_back(1)
        await message_freelancer(company.world.context, RITA, 1, first.id, "Can you start on Monday?")
        await company.world.pass_time(OVER + 60, step=30)

        assert await company.said() == ["Can you start on Monday?"]


@pytest.mark.parametrize(
    ("title", "gets"),
    [("Launch deck for Aurora", True), ("Launch deck", False), ("Launch deck for Aurora 2", False)],
)
async def test_a_listing_is_taken_over_by_the_gig_of_its_title_alone(tmp_path, title, gets):
    async with a_company(tmp_path / "here") as company:
        await company.goes_on(3)
        await company.puts_back(0)
        await company.world.approved(marketplace="sandbox", title=title)
        await company.world.work()
        (stray,) = await company.strays()

        await answered(company)
        await company.world.pass_time(OVER + 120, step=30)

        async with one_by_one(company.world.store) as tx:
            after = await tx.strays.get(PAT.key.tenant, "sandbox", stray.id)
        assert ((await company.world.gig()).listing.id == stray.id) is gets
        assert (after.state is StrayState.USED) is gets


async def test_of_two_listings_the_very_title_comes_before_one_with_a_number(tmp_path):
    async with a_company(tmp_path / "here") as company:
        for _ in range(2):
            await company.world.approved(marketplace="sandbox")
            await company.world.work()
        await company.puts_back(0)
        await company.world.approved(marketplace="sandbox")
        await company.world.work()
        strays = {one.title: one.id for one in await company.strays()}
        assert set(strays) == {"Launch deck for Aurora", "Launch deck for Aurora -- 2"}

        await answered(company)
        await company.world.pass_time(180, step=30)

        assert (await company.world.gig()).listing.id == strays["Launch deck for Aurora"]
