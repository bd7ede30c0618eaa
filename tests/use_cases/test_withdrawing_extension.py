"""More money is previewed before anybody is asked, and withdrawn again until somebody has decided."""

import pytest

from gigs.approval import Ended
from gigs.errors import BriefIncomplete, GigNotFound, NotAllowed, OutOfOrder
from tests.support.builders import MARK, RITA, usd
from tests.use_cases.company import BORIS, LENA, asked, history, open_for_business, says
from tests.use_cases.test_extension import BANDS, extends
from tests.use_cases.world import PAT, SAM
from use_cases.delivering.extend_gig import preview_extension
from use_cases.delivering.withdraw_extension import withdraw_extension


@pytest.fixture
async def company(world):
    open_for_business(world, BANDS)
    await world.meets(RITA, MARK, BORIS, LENA)
    await world.at_work()
    return world


async def previews(company, amount="300", reason="Ten more slides."):
    return await preview_extension(company.context, RITA, 1, amount=amount, reason=reason)


async def withdraws(company, who=RITA, revision=None):
    revision = (await company.gig()).revision if revision is None else revision
    return await withdraw_extension(company.context, who, 1, revision=revision, reason="No longer needed.")


async def test_a_preview_says_who_would_be_asked_and_asks_nobody(company):
    before = await company.gig()
    seen = await previews(company, "1,200.00")
    assert (seen.amount, seen.route.steps[0].approvers[0].key) == (usd(1200), MARK.key)
    assert await company.gig() == before


@pytest.mark.parametrize("amount", ["", "-50", "much", "10,000,001", "1.200"])
async def test_what_is_wrong_with_the_amount_is_told_at_its_field(company, amount):
    with pytest.raises(BriefIncomplete) as wrong:
        await previews(company, amount, reason=" ")
    assert set(wrong.value.problems) == {"amount", "reason"}


async def test_nothing_is_previewed_while_more_money_is_asked_for(company):
    await extends(company)
    with pytest.raises(OutOfOrder, match="already in approval"):
        await previews(company)


async def test_a_withdrawn_request_is_nobodys_to_answer_and_holds_no_money(company):
    await extends(company)
    assert (await company.gig()).committed == usd(1500)
    gig = await withdraws(company)
    assert (gig.extension, gig.open_approvals, gig.approved, gig.committed) == (
        None,
        (),
        usd(1200),
        usd(1200),
    )
    assert gig.approvals[-1].ended is Ended.NOT_NEEDED
    assert "Rita Requester withdrew the request for more money" in await history(company)
    with pytest.raises(OutOfOrder):
        await says(company, BORIS)


async def test_the_same_press_withdraws_once_and_never_the_next_request(company):
    drawn = (await extends(company)).revision
    gig = await withdraws(company)
    assert (await withdraws(company)).version == gig.version
    again = await extends(company, "200")
    with pytest.raises(OutOfOrder, match="moved on"):
        await withdraws(company, revision=drawn)
    assert (await company.gig()).extension == again.extension


async def test_it_is_too_late_once_somebody_has_decided(company):
    await extends(company, "6,000.00")
    gig = await says(company, MARK)
    assert asked(gig)[-1].key == LENA.key
    with pytest.raises(OutOfOrder, match=r"already decided about the extra USD 6,000\.00"):
        await withdraws(company)
    await says(company, LENA)
    with pytest.raises(OutOfOrder, match="nothing to withdraw"):
        await withdraws(company)


async def test_nobody_but_the_requester_withdraws_it(company):
    await extends(company)
    for who, error in ((BORIS, NotAllowed), (PAT, NotAllowed), (SAM, GigNotFound)):
        with pytest.raises(error):
            await withdraws(company, who=who)


async def test_without_a_request_there_is_nothing_to_withdraw(company):
    with pytest.raises(OutOfOrder, match="nothing to withdraw"):
        await withdraws(company)
