"""An open question goes to somebody else, by its approver or by a programme lead."""

import asyncio

import pytest

from gigs.approval import Came, Decision
from gigs.errors import GigNotFound, NotAllowed, OutOfOrder
from gigs.gig import GigState
from ports.notices import NoticeKind
from tests.support.builders import FAYE, MARK, RITA, a_person
from tests.use_cases.company import (
    BORIS,
    DORA,
    LEGAL_TOO,
    LENA,
    STRANGER,
    asked,
    employ,
    history,
    leaves,
    notices,
    open_for_business,
    rules,
    says,
    submit,
)
from tests.use_cases.world import PAT, SAM
from use_cases.approving.pass_on_approval import pass_on_approval
from use_cases.notifying.notify import as_named
from use_cases.requesting.withdraw_gig import withdraw_gig


@pytest.fixture
async def company(world):
    open_for_business(world)
    await world.meets(RITA, MARK, FAYE, DORA, PAT)
    return world


async def passes(company, who=MARK, to=FAYE, instead_of="", revision=1):
    page = await pass_on_approval(
        company.context, who, 1, revision=revision, to=to.email, instead_of=instead_of
    )
    return page.gig


async def test_an_approver_passes_the_question_on_and_both_are_told_once(company):
    await submit(company)
    gig = await passes(company)
    await company.work()
    assert (asked(gig), gig.open_approvals[0].came) == ([FAYE], Came.PASSED_ON)
    assert len(notices(company, FAYE, NoticeKind.APPROVAL_ASKED)) == 1
    (told,) = notices(company, MARK, NoticeKind.APPROVAL_HANDED_OVER)
    assert told.facts.by == as_named(FAYE)
    said = await history(company)
    assert said.count("Mark Manager passed the request on") == 1
    assert said.count("Faye Finance was passed the request") == 1
    with pytest.raises(OutOfOrder):
        await says(company, MARK)
    assert (await says(company, FAYE)).state is GigState.APPROVED


async def test_a_colleague_is_found_by_object_id_too(company):
    await submit(company)
    page = await pass_on_approval(company.context, MARK, 1, revision=1, to="faye")
    assert asked(page.gig) == [FAYE]


async def test_eight_presses_at_once_pass_it_on_once(company):
    await submit(company)
    done = await asyncio.gather(*(passes(company) for _ in range(8)), return_exceptions=True)
    assert sum(not isinstance(one, Exception) for one in done) == 1
    await company.work()
    assert len(notices(company, FAYE, NoticeKind.APPROVAL_ASKED)) == 1


async def test_a_lead_passes_somebody_else_s_question_on(company):
    await submit(company)
    assert asked(await passes(company, PAT, DORA, instead_of="mark")) == [DORA]
    assert asked(await passes(company, PAT, FAYE)) == [FAYE]


async def test_an_approver_does_not_pass_on_the_question_of_another(company):
    rules(company, LEGAL_TOO)
    await submit(company)
    await says(company, MARK)
    with pytest.raises(NotAllowed, match="Only a programme lead"):
        await passes(company, MARK, DORA, instead_of="lena")
    with pytest.raises(OutOfOrder, match="doesn’t need this answer any more"):
        await passes(company, MARK, DORA)
    assert asked(await company.gig()) == [LENA]


async def test_the_requester_passes_nothing_on_and_is_passed_nothing(company):
    await submit(company)
    for who, instead_of in ((RITA, "mark"), (RITA, "")):
        with pytest.raises(NotAllowed, match="your own gig"):
            await passes(company, who, DORA, instead_of=instead_of)
    with pytest.raises(OutOfOrder, match="can’t decide about it"):
        await passes(company, MARK, RITA)
    lead = employ(company, RITA, roles=frozenset({"programme_lead"}))
    with pytest.raises(NotAllowed):
        await passes(company, lead, DORA, instead_of="mark")
    with pytest.raises(OutOfOrder):
        await passes(company, PAT, RITA, instead_of="mark")


async def test_strangers_and_people_of_another_organisation_find_no_such_gig(company):
    await submit(company)
    twin = a_person("Mark Manager", tenant="fabrikam", roles=frozenset({"programme_lead"}))
    for who in (SAM, twin):
        with pytest.raises(GigNotFound):
            await passes(company, who, DORA)


async def test_a_question_goes_to_nobody_who_is_elsewhere_or_has_left(company):
    await submit(company)
    employ(company, STRANGER)
    leaves(company, DORA)
    for nobody in (STRANGER, DORA):
        with pytest.raises(OutOfOrder, match="can’t find"):
            await passes(company, MARK, nobody)


@pytest.mark.parametrize("end", ["withdrawn", "decided", "another revision"])
async def test_what_is_not_open_any_more_is_not_passed_on(company, end):
    await submit(company)
    if end == "withdrawn":
        await withdraw_gig(company.context, RITA, 1, reason="No longer needed.")
    elif end == "decided":
        await says(company, MARK, Decision.CHANGES_ASKED, reason="Cheaper.")
    with pytest.raises(OutOfOrder):
        await passes(company, revision=2 if end == "another revision" else 1)


async def test_an_id_that_makes_no_sense_changes_nothing(company):
    await submit(company)
    with pytest.raises(OutOfOrder):
        await passes(company, PAT, DORA, instead_of="x" * 5000)
    assert asked(await company.gig()) == [MARK]


async def test_who_is_passed_a_question_in_a_first_step_may_answer_a_later_one_too(company):
    rules(company, "bands: [{steps: [{ask: manager}, {ask: manager+1}]}]")
    await submit(company)
    await passes(company, to=BORIS)
    gig = await says(company, BORIS)
    assert gig.state is GigState.APPROVED
    assert "Boris Boss approved earlier, and it still counts" in await history(company)
