"""A backup is put back, at any moment and on any provider: nothing is posted or offered a second time."""

import random
from dataclasses import replace

import pytest

from gigs.errors import NotAllowed, OutOfOrder
from ports.notices import NoticeKind
from ports.operations import OperationState
from ports.strays import StrayState
from tests.support.builders import RITA
from tests.support.cases import every_case
from tests.support.one_by_one import one_by_one
from tests.support.providers import PROVIDERS
from tests.support.restoring import Company
from tests.use_cases.posting import OVER
from tests.use_cases.world import PAT
from use_cases.accounts.settle_stray import close_stray, take_over

MOMENTS = 20
WAY = 14
"""Minutes from nothing to an offer."""


@pytest.fixture(params=PROVIDERS)
def provider(request):
    return PROVIDERS[request.param]


async def restored_at(provider, folder, moment, *, closes=False):
    """The company after the backup of that moment was put back an hour later, and everybody has gone on."""
    folder.mkdir()
    stage = provider(folder)
    await stage.open()
    company = Company(stage, folder)
    company.copy_at = frozenset({moment})
    await company.begins()
    try:
        company.copy(0)
        await company.goes_on(WAY)
        before = await company.there()
        stage.pass_time(3_600)
        await company.puts_back(moment if moment in company.copies else 0)
        await company.goes_on(3 * WAY, closes=closes)
        return before, await company.there(), company.points, company.noticed
    finally:
        await company.database.close()
        await stage.close()


@pytest.mark.slow
async def test_whenever_the_backup_was_made_there_is_one_listing_and_one_offer(provider, tmp_path):
    before, _, points, _ = await restored_at(provider, tmp_path / "first", 0)
    chance = random.Random(7)
    moments = sorted(chance.sample(range(1, max(points, MOMENTS + 1)), MOMENTS))
    with every_case() as case:
        for moment in moments:
            with case(f"backup at point {moment}"):
                _, after, _, _ = await restored_at(provider, tmp_path / str(moment), moment)
                assert after == before
    assert before[0] == 1
    assert before[1] <= 1


async def a_stray(folder, answer):
    """A gig is listed; the backup from before it was even written is put back, and it's approved again."""
    folder.mkdir()
    stage = PROVIDERS["sandbox"](folder)
    company = Company(stage, folder)
    await company.begins()
    company.copy(0)
    await company.goes_on(3)
    await company.puts_back(0)
    try:
        await company.world.approved(marketplace="sandbox")
        await company.world.work()
        return await answer(company)
    finally:
        await company.database.close()
        await stage.close()


async def test_what_is_found_holds_the_post_and_the_leads_are_told_once(tmp_path):
    async def held(company):
        await company.world.meets(PAT)
        await company.world.pass_time(600, step=60)
        (stray,) = await company.strays()
        return company.noticed, stray, await company.there(), company.world.context.messenger.kinds(PAT)

    noticed, stray, there, told = await a_stray(tmp_path / "here", held)

    assert noticed
    assert stray.title == "Launch deck for Aurora"
    assert there == (1, 0)
    assert told == [NoticeKind.STRAY_FOUND]


async def test_taken_over_the_gig_gets_the_listing_that_is_there(tmp_path):
    async def takes(company):
        (stray,) = await company.strays()
        await take_over(company.world.context, PAT, "sandbox", stray.id)
        await company.world.pass_time(120, step=30)
        with pytest.raises(OutOfOrder, match="already been answered"):
            await close_stray(company.world.context, PAT, "sandbox", stray.id)
        return stray, await company.world.gig(), await company.there()

    stray, gig, there = await a_stray(tmp_path / "here", takes)

    assert (gig.listing.id, gig.listing.reference) == (stray.id, stray.reference)
    assert there == (1, 0)


async def approved_again_later(folder, **typed):
    """The same, but the gig is approved again a minute after the start; with the stray that was found."""
    folder.mkdir()
    stage = PROVIDERS["sandbox"](folder)
    company = Company(stage, folder)
    await company.begins()
    company.copy(0)
    await company.goes_on(3)
    await company.puts_back(0)
    stage.pass_time(60)
    await company.world.approved(marketplace="sandbox", **typed)
    await company.world.work()
    (stray,) = await company.strays()
    return company, stray


async def ended(company):
    await company.database.close()
    await company.stage.close()


async def test_taken_over_it_is_not_posted_again_though_it_could_not_be_looked_up_at_first(tmp_path):
    company, stray = await approved_again_later(tmp_path / "here")
    await company.stage.misbehave("find_listing: 503")
    await take_over(company.world.context, PAT, "sandbox", stray.id)
    await company.world.pass_time(60, step=30)
    await company.stage.misbehave("")
    await company.world.pass_time(120, step=30)

    assert (await company.world.gig()).listing.id == stray.id
    assert await company.there() == (1, 0)
    await ended(company)


async def test_taken_over_it_goes_to_no_gig_whose_title_only_begins_alike(tmp_path):
    company, stray = await approved_again_later(tmp_path / "here", title="Launch")
    await take_over(company.world.context, PAT, "sandbox", stray.id)
    await company.world.pass_time(OVER + 120, step=30)

    assert (await company.world.gig()).listing.id != stray.id
    await ended(company)


async def test_closed_the_gig_is_posted_anew(tmp_path):
    async def closes(company):
        (stray,) = await company.strays()
        await close_stray(company.world.context, PAT, "sandbox", stray.id)
        await company.world.pass_time(OVER + 120, step=30)
        return stray, await company.world.gig(), await company.there()

    stray, gig, there = await a_stray(tmp_path / "here", closes)

    assert gig.listing.id != stray.id
    assert there == (1, 0)


async def test_one_that_they_would_not_close_is_the_leads_question_again(tmp_path):
    async def refused(company):
        (stray,) = await company.strays()
        await company.stage.misbehave('close_listing: refuse "Not now."')
        await close_stray(company.world.context, PAT, "sandbox", stray.id)
        await company.world.work()
        async with one_by_one(company.world.store) as tx:
            return await tx.strays.get(PAT.key.tenant, "sandbox", stray.id), await company.there()

    stray, there = await a_stray(tmp_path / "here", refused)

    assert (stray.state, stray.refused) == (StrayState.OPEN, "Not now.")
    assert there == (1, 0)


async def test_only_a_programme_lead_answers(tmp_path):
    async def requester(company):
        (stray,) = await company.strays()
        for answer in (take_over, close_stray):
            with pytest.raises(NotAllowed):
                await answer(company.world.context, RITA, "sandbox", stray.id)
        return await company.strays()

    assert len(await a_stray(tmp_path / "here", requester)) == 1


async def test_while_the_list_cannot_be_read_nothing_is_posted(world):
    await world.misbehave("own_listings: 503")
    await world.approved()
    await world.pass_time(600, step=60)
    reference = (await world.operation("post:1:1")).reference
    assert await world.happened(reference) == 0

    await world.misbehave("")
    await world.pass_time(120, step=30)

    assert await world.happened(reference) == 1


async def test_while_the_mark_cannot_be_kept_nothing_is_sent_and_nothing_is_unknown(world):
    async def full(_generation):
        raise OSError(28, "No space left on device")

    usual = world.context
    world.context = replace(usual, keep_mark=full)
    await world.approved()
    await world.pass_time(3600, step=60)

    waits = await world.operation("post:1:1")
    assert (waits.state, waits.attempts) == (OperationState.READY, 0)
    assert await world.happened(waits.reference) == 0

    world.context = usual
    await world.pass_time(60)
    assert await world.happened(waits.reference) == 1
