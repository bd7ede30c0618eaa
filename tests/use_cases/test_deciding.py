"""Submitting once, deciding once, and never about one's own."""

import asyncio

import pytest

from gigs.approval import Decision
from gigs.errors import GigChanged, GigNotFound, NoApprover, NotAllowed, OutOfOrder
from gigs.gig import GigState
from gigs.history_kinds import EntryKind
from gigs.people import PersonKey
from ports.gig_storage import Guard
from ports.notices import NoticeKind
from tests.support.builders import FAYE, MARK, RITA, a_person
from tests.support.histories import kinds_of
from tests.support.one_by_one import one_by_one
from tests.use_cases.company import (
    BORIS,
    asked,
    history,
    open_for_business,
    says,
    submit,
    submit_again,
)
from tests.use_cases.world import PAT, SAM
from use_cases.approving.decide_gig import decide_gig
from use_cases.entries import entry
from use_cases.listing.post_gig import PostGig
from use_cases.requesting.submit_gig import save_draft, submit_gig
from use_cases.requesting.withdraw_gig import withdraw_gig

PAIR = "groups: {pair: {people: [mark@contoso.example, faye@contoso.example]}}\n"


DECIDED = {EntryKind.APPROVAL_GIVEN, EntryKind.APPROVAL_REJECTED, EntryKind.CHANGES_REQUESTED}


async def kinds(world):
    async with one_by_one(world.store) as tx:
        return kinds_of(await tx.histories.of(RITA.key.tenant, 1))


async def test_submitting_eight_times_at_once_submits_once_and_asks_once(world):
    await world.meets(RITA, MARK)
    seen = await world.previewed()
    gigs = await asyncio.gather(
        *(submit_gig(world.context, RITA, 1, revision=0, seen=seen.seen) for _ in range(8))
    )
    await world.work()
    assert {gig.revision for gig in gigs} == {1}
    assert (await kinds(world)).count(EntryKind.GIG_SUBMITTED) == 1
    assert world.messenger.kinds(MARK) == [NoticeKind.APPROVAL_ASKED]


async def test_a_form_saved_eight_times_at_once_is_one_draft(world):
    form = (await world.previewed()).gig.form
    gigs = await asyncio.gather(*(save_draft(world.context, RITA, form, draft="d") for _ in range(8)))
    assert {gig.number for gig in gigs} == {2}


async def test_a_brief_that_changed_since_its_preview_is_not_submitted(world):
    seen = await world.previewed()
    await save_draft(
        world.context, RITA, seen.gig.form.model_copy(update={"amount": "9999"}), number=seen.gig.number
    )
    with pytest.raises(OutOfOrder, match="changed since this preview"):
        await submit_gig(world.context, RITA, 1, revision=0, seen=seen.seen)


async def test_without_anybody_to_approve_the_draft_is_kept(world):
    with pytest.raises(NoApprover):
        await world.previewed(FAYE)
    async with one_by_one(world.store) as tx:
        assert (await tx.gigs.get(RITA.key.tenant, 1)).state is GigState.DRAFT


async def test_who_is_their_own_manager_has_no_approver(world):
    world.people.known[SAM.key] = SAM
    with pytest.raises(NoApprover):
        await world.previewed(SAM.model_copy(update={"manager": SAM.key}))


async def test_a_manager_who_has_left_cannot_be_asked(world):
    del world.people.known[MARK.key]
    with pytest.raises(NoApprover):
        await world.previewed()


async def test_of_eight_presses_at_once_exactly_one_decides(world):
    await world.meets(RITA, MARK)
    gig = await world.submitted()
    wishes = [Decision.APPROVED, Decision.REJECTED, Decision.CHANGES_ASKED, Decision.APPROVED] * 2
    results = await asyncio.gather(
        *(world.decides(gig, wish, reason="Because.") for wish in wishes), return_exceptions=True
    )
    decided = [one for one in results if not isinstance(one, BaseException)]
    assert len(decided) == 1
    assert all(isinstance(one, OutOfOrder) for one in results if isinstance(one, BaseException))
    await world.work()
    said = await kinds(world)
    assert sum(kind in DECIDED for kind in said) == 1
    assert (
        len([k for k in world.messenger.kinds(RITA) if k in {"approved", "rejected", "changes_asked"}]) == 1
    )


async def test_approving_promises_exactly_one_posting_under_the_key_of_the_revision(world):
    gig = await world.approved()
    assert [job.key for job in world.promised(PostGig)] == [f"{RITA.key.tenant}:post:1:1"]
    assert gig.approved == gig.brief.budget


@pytest.mark.parametrize("decision", list(Decision))
async def test_a_requester_can_never_decide_about_their_own_gig(world, decision):
    gig = await world.submitted()
    with pytest.raises(NotAllowed, match="your own gig"):
        await world.decides(gig, decision, RITA, "Because.")


async def test_not_even_when_the_rows_say_that_they_were_asked(world):
    gig = await world.submitted()
    forged = gig.model_copy(
        update={"approvals": tuple(a.model_copy(update={"approver": RITA}) for a in gig.approvals)}
    )
    async with one_by_one(world.store) as tx:
        gig = await tx.gigs.save(gig, forged, entry(MARK, EntryKind.APPROVAL_GIVEN, world.clock.now()))
        assert await tx.gigs.awaiting(RITA.key, 9)
    with pytest.raises(NotAllowed):
        await world.decides(gig, Decision.APPROVED, RITA)
    decided = gig.model_copy(update={"state": GigState.APPROVED})
    async with one_by_one(world.store) as tx:
        guard = Guard(not_requester=RITA.key, awaited=RITA.key)
        with pytest.raises(GigChanged):
            await tx.gigs.save(gig, decided, entry(RITA, EntryKind.APPROVAL_GIVEN, world.clock.now()), guard)
    assert (await world.gig()).state is GigState.IN_APPROVAL


async def test_a_press_on_an_older_revision_decides_nothing(world):
    old = await world.submitted()
    asked = await world.decides(old, Decision.CHANGES_ASKED, reason="Cheaper.")
    form = asked.form.model_copy(update={"amount": "800"})
    await save_draft(world.context, RITA, form, number=1)
    seen = await world.previewed_again()
    new = await submit_gig(world.context, RITA, 1, revision=1, seen=seen)
    with pytest.raises(OutOfOrder, match="where it stands"):
        await world.decides(old, Decision.APPROVED)
    assert (await world.gig()).state is GigState.IN_APPROVAL
    assert (await world.decides(new, Decision.APPROVED)).state is GigState.APPROVED


async def test_a_late_press_hears_the_outcome(world):
    gig = await world.approved()
    with pytest.raises(OutOfOrder, match="Gig 1 was approved by Mark Manager"):
        await world.decides(gig, Decision.REJECTED, reason="Too late.")


async def test_a_press_after_the_withdrawal_hears_that(world):
    gig = await world.submitted()
    await withdraw_gig(world.context, RITA, 1, reason="No longer needed.")
    with pytest.raises(OutOfOrder, match="withdrawn by Rita"):
        await world.decides(gig, Decision.APPROVED)


@pytest.mark.parametrize("decision", [Decision.REJECTED, Decision.CHANGES_ASKED])
@pytest.mark.parametrize("reason", ["", "   ", "\u200b\u202e"])
async def test_a_no_needs_a_reason(world, decision, reason):
    gig = await world.submitted()
    with pytest.raises(OutOfOrder, match="give a reason"):
        await world.decides(gig, decision, reason=reason)


async def test_nobody_from_another_tenant_sees_or_decides_even_with_the_same_object_id(world):
    gig = await world.submitted()
    twin = a_person("Mark Manager", tenant="fabrikam")
    assert twin.key.object_id == MARK.key.object_id
    with pytest.raises(GigNotFound):
        await world.decides(gig, Decision.APPROVED, twin)
    async with one_by_one(world.store) as tx:
        guard = Guard(awaited=PersonKey(tenant="fabrikam", object_id="mark"))
        with pytest.raises(GigChanged):
            await tx.gigs.save(gig, gig, entry(twin, EntryKind.APPROVAL_GIVEN, world.clock.now()), guard)


@pytest.mark.parametrize("who", [SAM, PAT, FAYE], ids=lambda who: who.name)
async def test_who_was_not_asked_does_not_decide(world, who):
    gig = await world.submitted()
    with pytest.raises((GigNotFound, NotAllowed)):
        await decide_gig(world.context, who, 1, revision=gig.revision, decision=Decision.APPROVED)
    assert (await world.gig()).state is GigState.IN_APPROVAL


async def test_a_press_on_the_card_of_one_step_does_not_answer_a_later_one(world):
    open_for_business(world, "bands: [{steps: [{ask: any of pair}, {ask: manager}]}]\n" + PAIR)
    gig = await submit(world)
    await says(world, FAYE)
    assert asked(await world.gig()) == [MARK]
    with pytest.raises(OutOfOrder, match="where it stands"):
        await decide_gig(world.context, MARK, 1, revision=1, step=1, decision=Decision.APPROVED)
    page = await decide_gig(world.context, MARK, 1, revision=1, step=2, decision=Decision.APPROVED)
    assert (gig.revision, page.gig.state) == (1, GigState.APPROVED)


async def test_a_last_step_is_asked_again_after_changes_that_concern_it_and_the_others_are_spared(world):
    concerns = "{ask: any of pair, concerns: [rate]}, {ask: manager+1, concerns: [title]}"
    open_for_business(world, f"bands: [{{steps: [{concerns}]}}]\n" + PAIR)
    await submit(world)
    await says(world, FAYE)
    gig = await says(world, BORIS, Decision.CHANGES_ASKED, reason="A better title.")
    form = gig.form.model_copy(update={"title": "Deck for the launch of Aurora"})
    await save_draft(world.context, RITA, form, number=1)
    assert asked(await submit_again(world)) == [BORIS]
    assert "Faye Finance approved earlier, and it still counts" in await history(world)
    await world.meets(FAYE)
    await world.work()
    assert world.messenger.kinds(FAYE) == [NoticeKind.APPROVAL_ASKED]  # the first time
