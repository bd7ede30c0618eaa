"""The mark “do-not-hire”: set and lifted by programme leads, it stops every hire, when it's decided and when the offer leaves."""

from datetime import timedelta

import pytest

from gigs.approval import Decision
from gigs.errors import GigNotFound, NotAllowed, OutOfOrder, TooLong
from gigs.gig import GigState
from gigs.history import document_of
from gigs.history_kinds import EntryKind
from gigs.proposal import ProposalStatus
from gigs.talent import MARK_LASTS
from ports.hindrance import Hindrance
from ports.notices import NoticeKind
from tests.support.builders import MARK, RITA
from tests.support.histories import kinds_of
from tests.support.one_by_one import one_by_one
from tests.support.retaining import RETENTION
from tests.support.talent import a_key, worked_with
from tests.use_cases.world import PAT, SAM
from use_cases.hiring.hire import hire_freelancer, preview_hire
from use_cases.hiring.judge_proposal import judge_proposal
from use_cases.reading.read_again import open_proposals
from use_cases.retention.delete_old import delete_old
from use_cases.talent.find_talent import show_talent
from use_cases.talent.mark_freelancer import MOST_MARKS, lift_mark, list_marks, mark_freelancer

WHY = "Handed in somebody else’s work."


async def reviewed(world):
    """A gig that compares proposals, one of them by somebody who worked here before; that proposal, and who it is."""
    await world.meets(RITA, MARK)
    await world.reviewing()
    chosen = await world.affordable()
    key = a_key(chosen.freelancer_id)
    await worked_with(world.store, key, chosen.freelancer)
    return chosen, key


async def hires(world, chosen):
    return await hire_freelancer(world.context, RITA, 1, chosen.id, seen=str(chosen.total(None)))


async def test_a_marked_freelancer_is_not_hired_also_where_they_were_shortlisted_before(world):
    chosen, key = await reviewed(world)
    await judge_proposal(world.context, RITA, 1, chosen.id, ProposalStatus.SHORTLISTED)
    await mark_freelancer(world.context, PAT, key, WHY)
    page = await open_proposals(world.context, RITA, 1)
    assert page.mark_on(chosen.id).reason == WHY
    assert [one.proposal for one in page.marked] == [chosen.id]
    for trying in (preview_hire(world.context, RITA, 1, chosen.id), hires(world, chosen)):
        with pytest.raises(OutOfOrder, match=f"{WHY}.*Please ask {PAT.name}"):
            await trying
    assert (await world.gig()).state is GigState.REVIEWING


async def test_an_offer_that_was_decided_before_the_mark_does_not_leave(world):
    chosen, key = await reviewed(world)
    await hires(world, chosen)
    await mark_freelancer(world.context, PAT, key, WHY)
    await world.work()
    gig = await world.gig()
    assert (gig.state, gig.choice, gig.contract) == (GigState.REVIEWING, None, None)
    operation = await world.operation("offer:1:1")
    assert operation.hindered.by is Hindrance.DO_NOT_HIRE
    assert await world.happened(operation.reference) == 0
    assert world.messenger.kinds(RITA)[-1] is NoticeKind.OFFER_REFUSED
    assert WHY not in gig.note
    await lift_mark(world.context, PAT, key.fingerprint, "It was a misunderstanding.")
    await hires(world, chosen)
    await world.work()
    assert (await world.gig()).contract is not None


async def test_only_a_lead_marks_and_lifts_and_always_with_a_reason(world):
    chosen, key = await reviewed(world)
    with pytest.raises(NotAllowed, match="Only a programme lead"):
        await mark_freelancer(world.context, RITA, key, WHY)
    with pytest.raises(OutOfOrder, match="I don’t know that freelancer"):
        await mark_freelancer(world.context, SAM, key, WHY)
    with pytest.raises(OutOfOrder, match="Please give a reason"):
        await mark_freelancer(world.context, PAT, key, " \u202e ")
    with pytest.raises(TooLong):
        await mark_freelancer(world.context, PAT, key, "x" * 301)
    elsewhere = a_key(chosen.freelancer_id, tenant="fabrikam")
    with pytest.raises(OutOfOrder):
        await mark_freelancer(world.context, PAT, elsewhere, WHY)
    await mark_freelancer(world.context, PAT, key, WHY)
    with pytest.raises(OutOfOrder, match=f"{PAT.name} has already marked"):
        await mark_freelancer(world.context, PAT, key, WHY)
    for person in (RITA, SAM, MARK):
        with pytest.raises(NotAllowed):
            await lift_mark(world.context, person, key.fingerprint, "Fine.")
        with pytest.raises(NotAllowed):
            await list_marks(world.context, person)


async def test_marks_that_were_lifted_hide_none_that_stops_a_hire(world):
    _chosen, key = await reviewed(world)
    await mark_freelancer(world.context, PAT, key, WHY)
    for number in range(MOST_MARKS):
        world.clock.advance(1)
        other = a_key(f"G{number}")
        await worked_with(world.store, other, f"Gus {number}")
        await mark_freelancer(world.context, PAT, other, WHY)
        await lift_mark(world.context, PAT, other.fingerprint, "Fine.")
    assert [one.mark.key for one in await list_marks(world.context, PAT)] == [key]


async def test_the_reason_is_for_leads_and_for_whoever_tries_to_hire_and_is_never_sealed(world):
    _chosen, key = await reviewed(world)
    await mark_freelancer(world.context, PAT, key, WHY)
    assert (await show_talent(world.context, PAT, key)).mark.reason == WHY
    seen = await show_talent(world.context, RITA, key)
    assert (seen.mark.reason, seen.mark.by_name, seen.invites) == ("", PAT.name, ())
    (listed,) = await list_marks(world.context, PAT)
    assert (listed.name, listed.mark.reason) == (seen.talent.name, WHY)
    await lift_mark(world.context, PAT, key.fingerprint, "Sorted out with them.")
    async with one_by_one(world.store) as tx:
        entries = await tx.histories.of(RITA.key.tenant, 2)
    assert kinds_of(entries)[-2:] == [EntryKind.DO_NOT_HIRE_SET, EntryKind.DO_NOT_HIRE_LIFTED]
    sealed = "".join(document_of(one.entry) for one in entries)
    assert WHY not in sealed
    assert "Sorted out" not in sealed
    assert seen.talent.name not in sealed


async def test_a_mark_ends_by_itself_and_is_deleted_then(world):
    chosen, key = await reviewed(world)
    await mark_freelancer(world.context, PAT, key, WHY)
    world.clock.advance(MARK_LASTS.total_seconds() - 60)
    await delete_old(world.context, RETENTION)
    with pytest.raises(OutOfOrder, match="do-not-hire"):
        await preview_hire(world.context, RITA, 1, chosen.id)
    world.clock.advance(timedelta(minutes=2).total_seconds())
    assert (await preview_hire(world.context, RITA, 1, chosen.id)).proposal.id == chosen.id
    await delete_old(world.context, RETENTION)
    async with one_by_one(world.store) as tx:
        assert await tx.marks.get(key.tenant, key.fingerprint) is None


async def test_a_mark_of_another_tenant_or_marketplace_stops_nobody(world):
    chosen, key = await reviewed(world)
    for other in (
        key.model_copy(update={"tenant": "fabrikam"}),
        key.model_copy(update={"marketplace": "upwork"}),
    ):
        assert other.fingerprint != key.fingerprint
        await worked_with(
            world.store,
            other,
            owner=RITA.model_copy(update={"key": RITA.key.model_copy(update={"tenant": other.tenant})}),
        )
        lead = PAT.model_copy(update={"key": PAT.key.model_copy(update={"tenant": other.tenant})})
        await mark_freelancer(world.context, lead, other, WHY)
    assert (await preview_hire(world.context, RITA, 1, chosen.id)).proposal.id == chosen.id
    with pytest.raises(GigNotFound):
        await preview_hire(world.context, SAM, 1, chosen.id)


async def test_an_offer_that_was_approved_after_the_mark_does_not_leave_either(world):
    await world.meets(RITA, MARK)
    await world.reviewing()
    dear = await world.dear()
    key = a_key(dear.freelancer_id)
    await worked_with(world.store, key, dear.freelancer)
    gig = await hire_freelancer(
        world.context, RITA, 1, dear.id, seen=str(dear.total(None)), reason="Knows our brand."
    )
    await mark_freelancer(world.context, PAT, key, WHY)
    await world.decides(gig, Decision.APPROVED)
    await world.work()
    gig = await world.gig()
    assert (gig.state, gig.contract) == (GigState.REVIEWING, None)
    assert (await world.operation("offer:1:1")).hindered.by is Hindrance.DO_NOT_HIRE
