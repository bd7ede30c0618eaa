"""What a programme lead can do with a listing or an offer that a restored database doesn't know."""

from contextlib import asynccontextmanager
from datetime import date

import pytest

from gigs.errors import GigError, GigNotFound, NotAllowed, OutOfOrder, TooLong
from gigs.gig import GigState
from gigs.proposal import PlannedMilestone
from ports.marketplace import OfferRequest
from ports.notices import NoticeKind
from ports.strays import StrayKind, StrayState
from tests.support.builders import MARK, RITA
from tests.support.cases import every_case
from tests.support.histories import saying
from tests.support.one_by_one import one_by_one
from tests.support.providers import PROVIDERS
from tests.support.restoring import Company
from tests.use_cases.posting import OVER
from tests.use_cases.world import PAT
from use_cases.accounts.settle_stray import close_stray, keep_apart, take_over
from use_cases.accounts.show_accounts import show_accounts

HIRES = 8
"""Minutes from nothing to an offer that nobody has answered yet."""


@asynccontextmanager
async def restored(folder, minutes=3, answered_after=0, **typed):
    """A company that has forgotten the listing it made, and waits with the same gig again; and the stray that was found."""
    stage = PROVIDERS["sandbox"](folder)
    company = Company(stage, folder)
    await company.begins()
    company.copy(0)
    await company.goes_on(minutes)
    stage.pass_time(answered_after)
    await company.puts_back(0)
    await company.world.meets(PAT)
    await company.world.approved(marketplace="sandbox", **typed)
    await company.world.work()
    (stray,) = await company.strays()
    try:
        yield company, stray
    finally:
        await company.database.close()
        await stage.close()


async def becomes(company, stray, **changes):
    """What was found is of this kind from now on."""
    async with one_by_one(company.world.store) as tx:
        await tx.strays.change(stray, stray.model_copy(update=changes))


async def known(company, stray):
    async with one_by_one(company.world.store) as tx:
        return await tx.strays.get(PAT.key.tenant, "sandbox", stray.id)


def an_offer(stray, proposal):
    return OfferRequest(
        reference="FC-EEEEEEEEEE",
        listing_id=stray.id,
        proposal_id=proposal.id,
        title=stray.title,
        total=proposal.total(None),
        milestones=(PlannedMilestone(title="All of it", amount=proposal.total(None)),),
        start=date(2030, 1, 7),
        due=date(2030, 2, 1),
    )


async def until_over(company):
    await company.world.pass_time(OVER + 120, step=30)


async def test_one_without_a_title_goes_to_the_gig_that_a_lead_chooses(tmp_path):
    async with restored(tmp_path, title="Another title by now") as (company, stray):
        await becomes(company, stray, title="")
        with pytest.raises(OutOfOrder, match="choose its gig"):
            await take_over(company.world.context, PAT, "sandbox", stray.id)

        await take_over(company.world.context, PAT, "sandbox", stray.id, gig=1)
        await until_over(company)

        gig = await company.world.gig()
        assert (gig.state, gig.listing.id) == (GigState.LISTED, stray.id)
        assert await company.there() == (1, 0)


async def test_the_chosen_gig_comes_before_the_one_with_the_very_title(tmp_path):
    async with restored(tmp_path) as (company, stray):
        second = await company.world.submitted(marketplace="sandbox", title="Something else")
        await take_over(company.world.context, PAT, "sandbox", stray.id, gig=second.number)
        await company.world.decides(second, "approved", MARK)
        await until_over(company)

        assert (await company.world.gig(second.number)).listing.id == stray.id
        assert (await company.world.gig(1)).listing.id != stray.id
        assert await company.there() == (2, 0)


async def test_a_gig_that_cannot_get_it_is_refused_with_the_reason_and_it_stays_open(tmp_path):
    async with restored(tmp_path) as (company, stray):
        world = company.world
        one = await world.gig()
        elsewhere = one.brief.model_copy(update={"marketplace": "upwork"})
        numbers = {}
        for name, changes in {
            "over": {"state": GigState.CANCELLED},
            "elsewhere": {"brief": elsewhere},
            "draft": {"state": GigState.DRAFT, "brief": None, "requester": MARK},
        }.items():
            gig = await world.submitted(marketplace="sandbox", title=name)
            async with one_by_one(world.store) as tx:
                await tx.gigs.save(gig, gig.model_copy(update=changes), saying("changed"))
            numbers[name] = gig.number
        cases = {
            "over": (numbers["over"], OutOfOrder, "is over"),
            "elsewhere": (numbers["elsewhere"], OutOfOrder, "goes to Upwork"),
            "a colleague’s draft": (numbers["draft"], GigError, "can’t find"),
            "nobody’s": (404, GigNotFound, "can’t find gig 404"),
        }
        with every_case() as case:
            for name, (number, error, said) in cases.items():
                with case(name), pytest.raises(error, match=said):
                    await take_over(world.context, PAT, "sandbox", stray.id, gig=number)
        assert (await known(company, stray)).state is StrayState.OPEN


async def test_no_gig_gets_two(tmp_path):
    async with restored(tmp_path) as (company, stray):
        async with one_by_one(company.world.store) as tx:
            await tx.strays.add(stray.model_copy(update={"id": "L99", "state": StrayState.TAKEN, "gig": 1}))
        with pytest.raises(OutOfOrder, match="another listing"):
            await take_over(company.world.context, PAT, "sandbox", stray.id, gig=1)


async def test_the_leads_see_the_gigs_that_wait_with_the_same_title_first(tmp_path):
    async with restored(tmp_path) as (company, _):
        for title in ("A", "Launch deck for Aurora"):
            await company.world.approved(marketplace="sandbox", title=title)
        (status,) = await show_accounts(company.world.context, PAT)

    shown = [(one.number, one.title, str(one.budget)) for one in status.waiting]
    assert [(number, title) for number, title, _ in shown] == [
        (1, "Launch deck for Aurora"),
        (3, "Launch deck for Aurora"),
        (2, "A"),
    ]
    assert {budget for *_, budget in shown} == {"USD 1,200.00"}


async def test_kept_apart_it_stays_there_and_the_gig_is_posted_anew(tmp_path):
    async with restored(tmp_path) as (company, stray):
        for nothing, error in (("", OutOfOrder), ("x" * 501, TooLong)):
            with pytest.raises(error):
                await keep_apart(company.world.context, PAT, "sandbox", stray.id, nothing)
        await keep_apart(
            company.world.context, PAT, "sandbox", stray.id, "The old campaign; Ben looks after it."
        )
        await until_over(company)

        (status,) = await show_accounts(company.world.context, PAT)
        assert (status.strays, status.waiting) == ((), ())
        assert [one.note for one in status.apart] == ["The old campaign; Ben looks after it."]
        assert (await company.world.gig()).listing.id != stray.id
        assert await company.there() == (2, 0)


async def test_only_a_lead_keeps_one_apart(tmp_path):
    async with restored(tmp_path) as (company, stray):
        with pytest.raises(NotAllowed):
            await keep_apart(company.world.context, RITA, "sandbox", stray.id, "Mine.")


async def test_whether_somebody_is_hired_is_seen_when_it_is_found(tmp_path):
    async with restored(tmp_path, HIRES, answered_after=86_400) as (_, stray):
        assert (stray.kind, stray.hired) == (StrayKind.LISTING, True)


async def test_nobody_hired_is_seen_too_and_what_cannot_be_read_is_not_known(tmp_path):
    async with restored(tmp_path) as (company, stray):
        assert stray.hired is False
        await company.stage.misbehave("own_offers: 503")
        await becomes(company, stray, state=StrayState.CLOSED)
        await company.puts_back(0)
        await company.world.approved(marketplace="sandbox")
        await company.world.work()
        (again,) = await company.strays()
        assert again.hired is None


async def test_one_under_which_somebody_was_hired_meanwhile_is_not_closed_without_asking(tmp_path):
    async with restored(tmp_path, HIRES, answered_after=86_400) as (company, stray):
        await becomes(company, stray, hired=False)  # as it was when it was found
        await close_stray(company.world.context, PAT, "sandbox", stray.id)
        await company.world.work()

        again = await known(company, stray)
        assert (again.state, again.hired) == (StrayState.OPEN, True)
        assert await company.there() == (1, 1)
        assert company.world.messenger.kinds(PAT) == [NoticeKind.STRAY_FOUND] * 2


async def test_confirmed_the_listing_alone_is_closed_and_the_contract_goes_on(tmp_path):
    async with restored(tmp_path, HIRES, answered_after=86_400) as (company, stray):
        await close_stray(company.world.context, PAT, "sandbox", stray.id)
        await company.world.work()

        assert (await known(company, stray)).state is StrayState.CLOSED
        assert await company.there() == (0, 1)


async def test_an_offer_that_nobody_answered_is_withdrawn_before_its_listing_is_closed(tmp_path):
    async with restored(tmp_path) as (company, stray):
        company.stage.pass_time(60)
        first, *_ = await company.market.proposals(stray.id)
        await company.market.offer(an_offer(stray, first))
        assert await company.there() == (1, 1)
        await close_stray(company.world.context, PAT, "sandbox", stray.id)
        await company.world.work()

        assert (await known(company, stray)).state is StrayState.CLOSED
        assert await company.there() == (0, 0)


async def test_an_offer_under_which_somebody_works_cannot_be_closed(tmp_path):
    async with restored(tmp_path) as (company, stray):
        await becomes(company, stray, kind=StrayKind.OFFER, hired=True)
        with pytest.raises(OutOfOrder, match="can’t be withdrawn"):
            await close_stray(company.world.context, PAT, "sandbox", stray.id)
