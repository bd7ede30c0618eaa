"""More money than was approved: an offer above the sum, an extension, a contract that grew on the marketplace."""

import pytest

from gigs.approval import Decision, Purpose
from gigs.contract import ContractState, MilestoneState
from gigs.errors import BriefIncomplete, GigNotFound, NotAllowed, OutOfOrder, TooLong
from gigs.gig import GigState
from gigs.money import Money
from ports.notice_facts import Lapse
from ports.notices import NoticeKind
from tests.support.builders import MARK, RITA, a_milestone, a_person, usd
from tests.use_cases.company import (
    BORIS,
    LENA,
    asked,
    history,
    leaves,
    notices,
    open_for_business,
    preview,
    rules,
    says,
    steps,
    ticking,
)
from tests.use_cases.world import PAT, SAM
from use_cases.delivering.accept_deliverable import accept_deliverable
from use_cases.delivering.extend_gig import extend_gig
from use_cases.hiring.hire import hire_freelancer, preview_hire
from use_cases.offering.make_offer import MakeOffer

BANDS = """
bands:
  - {up_to: 500 USD, steps: [{ask: manager+1}]}
  - {up_to: 5000 USD, steps: [{ask: manager}]}
  - {steps: [{ask: manager}, {ask: any of legal}]}
groups: {legal: {directory: legal}}
"""


@pytest.fixture
async def company(world):
    open_for_business(world, BANDS)
    await world.meets(RITA, MARK, BORIS, LENA)
    return world


async def extends(company, amount="300", reason="Ten more slides.", who=RITA, revision=None):
    revision = (await company.gig()).revision if revision is None else revision
    return await extend_gig(company.context, who, 1, revision=revision, amount=amount, reason=reason)


# ------------------------------------------------------------------------------------------------ excess of an offer


async def hires_dear(company):
    dear = await company.dear()
    return dear, await hire_freelancer(
        company.context, RITA, 1, dear.id, seen=str(dear.total(None)), reason="Worth it."
    )


async def test_an_offer_above_the_approved_sum_is_put_to_the_band_of_the_difference(company):
    await company.reviewing()
    dear = await company.dear()
    seen = await preview_hire(company.context, RITA, 1, dear.id)
    assert seen.excess == dear.total(None) - usd(1200)
    gig = (await hires_dear(company))[1]
    assert seen.route.steps[0].approvers[0].key == asked(gig)[0].key
    (question,) = gig.open_approvals
    assert (question.purpose, question.amount) == (Purpose.EXCESS, seen.excess)
    assert (gig.approved, gig.committed) == (usd(1200), dear.total(None))
    assert company.promised(MakeOffer) == []


async def test_the_yes_adds_exactly_the_difference_and_the_offer_goes_out(company):
    await company.reviewing()
    dear, gig = await hires_dear(company)
    gig = await says(company, asked(gig)[0])
    assert (gig.state, gig.approved) == (GigState.HIRING, dear.total(None))
    assert len(company.promised(MakeOffer)) == 1
    await company.work()
    (told,) = notices(company, RITA, NoticeKind.APPROVED)[1:]
    assert told.facts.purpose is Purpose.EXCESS


async def test_a_no_leads_back_to_choosing_and_is_told(company):
    await company.reviewing()
    _, gig = await hires_dear(company)
    gig = await says(company, asked(gig)[0], Decision.REJECTED, reason="Too dear.")
    await company.work()
    assert (gig.state, gig.approved, gig.committed) == (GigState.REVIEWING, usd(1200), usd(1200))
    assert len(notices(company, RITA, NoticeKind.EXCESS_TURNED_DOWN)) == 1


async def test_an_excess_that_nobody_can_agree_to_any_more_is_told_as_turned_down_and_not_as_approved(
    company,
):
    rules(company, BANDS.replace("[{ask: manager+1}]", "[{ask: manager}, {ask: any of legal}]"))
    await company.reviewing()
    await hires_dear(company)
    leaves(company, LENA)
    gig = await says(company, MARK)
    await company.work()
    assert gig.state is GigState.REVIEWING
    assert len(notices(company, RITA, NoticeKind.EXCESS_TURNED_DOWN)) == 1
    assert len(notices(company, RITA, NoticeKind.APPROVED)) == 1  # that of the gig itself


async def test_an_excess_that_the_clock_ends_is_told(company):
    await company.reviewing()
    await hires_dear(company)
    await ticking(company, 4 * 86_400)
    assert (await company.gig()).state is GigState.REVIEWING
    assert len(notices(company, RITA, NoticeKind.EXCESS_TURNED_DOWN)) == 1


# ------------------------------------------------------------------------------------------------ extension


@pytest.mark.parametrize(
    ("amount", "whom"), [("500", [[BORIS]]), ("500.01", [[MARK]]), ("6,000.00", [[MARK], [LENA]])]
)
async def test_an_extension_is_put_to_the_band_of_the_difference(company, amount, whom):
    await company.at_work()
    gig = await extends(company, amount)
    assert steps(gig) == whom
    assert (gig.state, gig.approved) == (GigState.ACTIVE, usd(1200))
    assert gig.open_approvals[0].purpose is Purpose.EXTENSION
    assert "Rita Requester asked for more money" in await history(company)


async def test_the_yes_raises_the_approved_sum_and_the_work_goes_on(company):
    await company.at_work()
    await extends(company)
    gig = await says(company, BORIS)
    await company.work()
    assert (gig.state, gig.approved, gig.extension) == (GigState.ACTIVE, usd(1500), None)
    assert notices(company, RITA, NoticeKind.APPROVED)[-1].facts.purpose is Purpose.EXTENSION


async def test_several_small_extensions_go_the_way_of_the_large_one_they_make(company):
    await company.at_work()
    await extends(company)
    await says(company, BORIS)
    gig = await extends(company, "201", "And a poster.")
    assert steps(gig) == [[MARK]]
    assert {one.amount for one in gig.open_approvals} == {usd(201)}


@pytest.mark.parametrize("decision", [Decision.REJECTED, Decision.CHANGES_ASKED])
async def test_a_no_leaves_the_approved_sum_and_is_told(company, decision):
    await company.at_work()
    await extends(company)
    gig = await says(company, BORIS, decision, reason="Enough.")
    await company.work()
    assert (gig.state, gig.approved, gig.extension) == (GigState.ACTIVE, usd(1200), None)
    (told,) = notices(company, RITA, NoticeKind.EXTENSION_TURNED_DOWN)
    assert told.facts.reason == "Enough."
    assert asked(await extends(company, reason="Please.")) == [BORIS]


async def test_the_same_press_again_asks_once_and_another_sum_waits_its_turn(company):
    await company.at_work()
    gig = await extends(company)
    assert (await extends(company)).version == gig.version
    with pytest.raises(OutOfOrder, match=r"Another USD 300\.00 for gig 1 is already in approval"):
        await extends(company, "400")


async def test_the_same_press_that_comes_again_after_the_yes_asks_for_nothing_more(company):
    drawn = (await company.at_work()).revision
    await extends(company, revision=drawn)
    gig = await says(company, BORIS)
    with pytest.raises(OutOfOrder, match="moved on"):
        await extends(company, revision=drawn)
    assert await company.gig() == gig


async def test_an_extension_whose_next_step_names_nobody_is_told_as_turned_down(company):
    await company.at_work()
    await extends(company, "6,000.00")
    leaves(company, LENA)
    gig = await says(company, MARK)
    await company.work()
    assert (gig.approved, gig.extension) == (usd(1200), None)
    assert len(notices(company, RITA, NoticeKind.EXTENSION_TURNED_DOWN)) == 1


async def test_an_extension_that_the_clock_ends_is_told_and_the_work_goes_on(company):
    await company.at_work()
    await extends(company)
    await ticking(company, 4 * 86_400)
    assert (await company.gig()).state is GigState.ACTIVE
    (told,) = notices(company, RITA, NoticeKind.EXTENSION_TURNED_DOWN)
    assert told.facts.lapsed.why is Lapse.NO_ANSWER


@pytest.mark.parametrize("amount", ["", "0", "-5", "much", "1e3", "10,000,001", "0.001", "9" * 400])
async def test_a_sum_that_is_none_is_refused(company, amount):
    await company.at_work()
    with pytest.raises(OutOfOrder):
        await extends(company, amount)
    assert (await company.gig()).extension is None


async def test_an_extension_needs_its_reason_in_so_many_words(company):
    await company.at_work()
    with pytest.raises(OutOfOrder, match="what the extra money is for"):
        await extends(company, reason=" \u200b")
    with pytest.raises(TooLong, match="1,000 at most; yours has 5,000"):
        await extends(company, reason="x" * 5000)
    assert (await extends(company, reason="x" * 1000)).extension.reason == "x" * 1000


async def test_nobody_but_the_requester_asks_for_more(company):
    await company.at_work()
    twin = a_person("Rita Requester", tenant="fabrikam")
    for who, error in ((MARK, NotAllowed), (PAT, NotAllowed), (SAM, GigNotFound), (twin, GigNotFound)):
        with pytest.raises(error):
            await extends(company, who=who)


async def test_before_the_work_there_is_nothing_to_extend(company):
    await company.reviewing()
    with pytest.raises(OutOfOrder, match="nothing to extend"):
        await extends(company)


# ------------------------------------------------------------------------------------------------ the contract grew


def grows(company, by="300", currency="USD", state=MilestoneState.SUBMITTED):
    """From now on the marketplace shows one more milestone."""
    asked = company.sandbox.contract

    async def grown(contract_id, _known=None):
        found = await asked(contract_id)
        more = a_milestone(len(found.milestones) + 1, state, Money(amount=usd(by).amount, currency=currency))
        return found.model_copy(update={"milestones": (*found.milestones, more)})

    company.sandbox.contract = grown


async def test_a_contract_that_grew_beyond_the_approved_sum_is_told_once_with_the_difference(company):
    gig = await company.at_work()
    grows(company)
    await company.read()
    await company.read()
    after = await company.read()
    (told,) = notices(company, RITA, NoticeKind.MORE_MONEY_NEEDED)
    planned = sum((one.amount for one in after.contract.milestones), usd(0))
    assert told.facts.amount == planned - usd(1200)
    assert len(after.contract.milestones) == len(gig.contract.milestones) + 1


async def test_it_is_told_again_when_it_grows_further_and_not_when_it_moves_or_shrinks(company):
    await company.at_work()
    grown = company.sandbox.contract
    grows(company, "2000")
    await company.read()
    company.sandbox.contract = grown
    grows(company, "2000", state=MilestoneState.SENT_BACK)
    await company.read()
    company.sandbox.contract = grown
    grows(company, "1900")
    await company.read()
    assert len(notices(company, RITA, NoticeKind.MORE_MONEY_NEEDED)) == 1
    grows(company, "2000")
    await company.read()
    assert len(notices(company, RITA, NoticeKind.MORE_MONEY_NEEDED)) == 2


async def test_what_goes_beyond_is_paid_only_after_a_yes_to_the_difference(company):
    await company.at_work()
    grows(company, "2000")
    gig = await company.read()
    extra = gig.contract.milestones[-1]
    with pytest.raises(OutOfOrder, match="would go beyond"):
        await accept_deliverable(company.context, RITA, 1, extra.id, extra.deliverable.id)
    await company.work()
    more = notices(company, RITA, NoticeKind.MORE_MONEY_NEEDED)[0].facts.amount
    await extends(company, str(more.amount))
    await says(company, MARK)
    page = await accept_deliverable(company.context, RITA, 1, extra.id, extra.deliverable.id)
    assert page.gig.verdict_on(extra.deliverable.id).accepted


async def test_whoever_has_asked_for_as_much_already_is_not_told_to(company):
    await company.at_work()
    await extends(company, "5000")
    grows(company, "2000")
    await company.read()
    assert notices(company, RITA, NoticeKind.MORE_MONEY_NEEDED) == []


async def test_a_contract_within_the_sum_in_another_currency_or_at_its_end_asks_for_nothing(company):
    await company.at_work()
    grown = company.sandbox.contract
    grows(company, "5000", currency="EUR")
    await company.read()
    company.sandbox.contract = grown

    async def over(contract_id, _known=None):
        found = await grown(contract_id)
        return found.model_copy(update={"state": ContractState.ENDED, "total": usd(9000)})

    company.sandbox.contract = over
    assert (await company.read()).state is GigState.COMPLETED
    assert notices(company, RITA, NoticeKind.MORE_MONEY_NEEDED) == []


async def test_a_contract_whose_total_alone_grew_is_reported_as_that_and_not_as_its_end(company):
    await company.at_work()
    asked_before = company.sandbox.contract

    async def dearer(contract_id, _known=None):
        return (await asked_before(contract_id)).model_copy(update={"total": usd(1300)})

    company.sandbox.contract = dearer
    await company.read()
    assert notices(company, RITA, NoticeKind.MORE_MONEY_NEEDED)[0].facts.amount == usd(100)
    assert (await history(company))[-1].endswith("reported")


# ------------------------------------------------------------------------------------------------ within budgets

BUDGET = BANDS + "cost_centres: {CC-100: {owner: otto@contoso.example, budget: {limit: 1400 USD}}}\n"


async def test_an_extension_or_excess_that_overruns_the_budget_is_not_even_asked_for(company):
    rules(company, BUDGET)
    await company.reviewing()
    dear = await company.dear()
    assert dear.total(None) > usd(1400)
    for attempt in (
        preview_hire(company.context, RITA, 1, dear.id),
        hire_freelancer(company.context, RITA, 1, dear.id, seen=str(dear.total(None)), reason="Worth it."),
    ):
        with pytest.raises(OutOfOrder, match=r"has USD 200\.00 left of USD 1,400\.00"):
            await attempt
    assert (await company.gig()).state is GigState.REVIEWING


async def test_money_that_is_being_asked_for_is_not_given_to_another_gig_meanwhile(company):
    rules(company, BUDGET.replace("1400", "2000"))
    await company.at_work()
    with pytest.raises(OutOfOrder, match=r"has USD 800\.00 left"):
        await extends(company, "801")
    await extends(company, "700")
    with pytest.raises(BriefIncomplete) as stopped:
        await preview(company, amount="101")
    assert "has USD 100.00 left" in stopped.value.problems["cost_centre"]
    await says(company, MARK, Decision.REJECTED, reason="No.")
    await preview(company, amount="800")
