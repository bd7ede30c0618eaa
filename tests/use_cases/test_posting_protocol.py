"""Never twice, whatever the marketplace answers or does not answer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gigs.errors import GigChanged, OutOfOrder
from gigs.gig import GigState
from gigs.history_kinds import EntryKind
from ports.notices import NoticeKind
from ports.operations import OperationState
from tests.support.accounts import SEALER, a_grant, an_account
from tests.support.builders import MARK, RITA
from tests.support.histories import kinds_of
from tests.support.one_by_one import one_by_one
from tests.use_cases.posting import OVER, QUIET, ask_a_person, post
from tests.use_cases.world import PATIENCE, POST
from use_cases.accounts.keep_access import seal_grant
from use_cases.requesting.withdraw_gig import withdraw_gig
from use_cases.settling.settle_operation import settle_operation


async def test_a_yes_is_recorded_once(world):
    await world.approved()
    await world.work()
    gig, posted = await world.gig(), await post(world)
    assert gig.state is GigState.LISTED
    assert posted.state is OperationState.DONE
    assert posted.external_id == gig.listing.id
    await world.do(POST)
    assert await world.happened(posted.reference) == 1


async def test_between_the_yes_and_the_proposals_the_requester_is_told_once(world):
    await world.meets(RITA, MARK)
    await world.approved()
    await world.work()
    assert (await world.gig()).state is GigState.LISTED
    assert world.messenger.kinds(RITA) == [NoticeKind.APPROVED]


async def test_a_definite_no_goes_back_to_the_requester_with_the_marketplaces_words(world):
    await world.meets(RITA, MARK)
    await world.misbehave('post: refuse "Too vague."')
    await world.approved()
    await world.work()
    gig = await world.gig()
    assert (gig.state, gig.note, gig.approved) == (GigState.CHANGES_ASKED, "Too vague.", None)
    assert (await post(world)).state is OperationState.REFUSED
    assert world.messenger.kinds(RITA)[-1] is NoticeKind.POSTING_REFUSED


async def test_what_is_unavailable_is_given_back_and_tried_as_soon_as_they_asked(world):
    await world.misbehave("post: 429 retry-after 40 x1")
    await world.approved()
    await world.work()
    posted = await post(world)
    assert (posted.state, posted.attempts) == (OperationState.READY, 0)
    await world.pass_time(39)
    assert (await world.gig()).state is GigState.APPROVED
    await world.pass_time(2)
    assert (await world.gig()).state is GigState.LISTED


async def test_however_long_a_pause_they_ask_for_it_is_tried_again_within_the_hour(world):
    await world.misbehave("post: 429 retry-after 864000 x1")
    await world.approved()
    await world.pass_time(1800, step=60)
    assert (await world.gig()).state is GigState.LISTED


async def test_however_often_it_is_unavailable_it_is_never_given_up(world):
    await world.misbehave("post: 503 x30")
    await world.approved()
    await world.pass_time(900)
    assert (await world.gig()).state is GigState.LISTED
    assert (await post(world)).attempts == 1


@pytest.mark.parametrize("lost", ["reset", "500", "timeout"])
async def test_an_answer_that_was_lost_is_looked_up_and_never_asked_for_again(world, lost):
    await world.misbehave(f"post: lands then {lost}")
    await world.approved()
    await world.work()
    assert (await post(world)).state is OperationState.INFLIGHT
    await world.pass_time(PATIENCE.between_misses.total_seconds() + 1)
    posted = await post(world)
    assert posted.state is OperationState.DONE
    audit = await world.sandbox.audit(posted.reference)
    assert (audit.listings, audit.landed) == (1, 1)
    assert (await world.gig()).state is GigState.LISTED


async def test_what_lands_late_within_the_quarantine_is_found_and_not_done_again(world):
    await world.misbehave("post: lands late 600s x1")
    await world.approved()
    await world.pass_time(1800)
    posted = await post(world)
    assert posted.state is OperationState.DONE
    assert await world.happened(posted.reference) == 1


async def test_a_list_that_lags_does_not_make_it_happen_twice(world):
    await world.misbehave("post: lands then reset x1; find: lag 700s")
    await world.approved()
    await world.pass_time(1800)
    posted = await post(world)
    assert posted.state is OperationState.DONE
    assert await world.happened(posted.reference) == 1


async def test_it_is_tried_again_only_after_the_quarantine_and_enough_noes_far_enough_apart(world):
    await world.misbehave("post: reset x1")
    await world.approved()
    began = world.clock.now()
    await world.work()
    while (await post(world)).attempts == 1:
        assert world.clock.now() - began < timedelta(hours=1)
        await world.pass_time(10)
    waited = (world.clock.now() - began).total_seconds()
    assert waited > OVER
    posted = await post(world)
    assert (posted.state, posted.attempts) == (OperationState.DONE, 2)
    assert await world.happened(posted.reference) == 1


async def test_one_no_is_not_enough_however_long_ago_the_intent_was(world):
    await world.misbehave("post: reset x1")
    await world.approved()
    await world.work()
    world.store.due.clear()
    world.clock.advance(OVER * 10)
    await world.do(POST)
    posted = await post(world)
    assert (posted.state, posted.misses) == (OperationState.INFLIGHT, 1)
    world.clock.advance(PATIENCE.between_misses.total_seconds() - 1)
    await world.do(POST)
    assert (await post(world)).misses == 1  # too close to the one before
    world.clock.advance(2)
    await world.do(POST)
    assert (await post(world)).state is OperationState.READY


async def test_noes_within_the_quarantine_do_not_open_it(world):
    await world.misbehave("post: reset x1")
    await world.approved()
    await world.pass_time(OVER - 10)
    posted = await post(world)
    assert posted.state is OperationState.INFLIGHT
    assert posted.misses > PATIENCE.misses_needed


async def test_nothing_is_looked_up_while_the_call_may_still_be_under_way(world):
    await world.misbehave("post: lands then reset")
    await world.approved()
    await world.work()
    world.store.due.clear()
    world.clock.advance(QUIET - 1)
    await world.do(POST)
    assert world.later[-1] == "a call may still be under way"
    assert (await post(world)).state is OperationState.INFLIGHT


async def test_a_look_up_that_fails_is_no_no_and_shows_that_it_is_in_hands(world):
    await world.misbehave("post: reset x1; find: 503")
    await world.approved()
    await world.pass_time(OVER * 3, step=60)
    posted = await post(world)
    assert (posted.state, posted.misses, posted.attempts) == (OperationState.INFLIGHT, 0, 1)
    assert world.clock.now() - posted.changed_at <= PATIENCE.between_misses + timedelta(minutes=1)


async def test_a_second_unknown_is_a_persons_question(world):
    await ask_a_person(world)
    assert (await post(world)).attempts == 2
    asked = [notice for _, notice in world.messenger.said if notice.kind is NoticeKind.NEEDS_A_PERSON]
    assert [notice.subject for notice in asked] == ["post:1:1"]
    assert asked[0].facts.reference == (await post(world)).reference
    await world.pass_time(7200, step=600)
    assert (await post(world)).state is OperationState.HUMAN


async def test_what_may_have_landed_with_a_former_account_is_a_persons_question(world):
    """Another account's lists would never show it, however long we look."""
    await world.misbehave("post: reset x1")
    await world.approved()
    await world.work()
    world.clock.advance(1)
    account = an_account(marketplace="sandbox", connected_at=world.clock.now())
    async with one_by_one(world.store) as tx:
        await tx.accounts.put(account, seal_grant(SEALER, account, a_grant()), "E-1")
    await world.pass_time(OVER + 600, step=60)
    assert ((await post(world)).state, (await post(world)).attempts) == (OperationState.HUMAN, 1)


@pytest.mark.slow
async def test_what_cannot_be_looked_up_for_a_day_is_a_persons_question_and_not_done_again(world):
    await world.meets(RITA)
    await world.misbehave("post: reset x1; find_listing: 503")
    await world.approved()
    await world.pass_time(PATIENCE.look_for.total_seconds(), step=600)
    assert (await post(world)).state is OperationState.INFLIGHT
    await world.pass_time(1200, step=600)
    assert ((await post(world)).state, (await post(world)).attempts) == (OperationState.HUMAN, 2)
    assert NoticeKind.NEEDS_A_PERSON in world.messenger.kinds(RITA)
    await settle_operation(world.context, RITA, 1, "post:1:1", is_there=True)
    await world.work()
    assert (await post(world)).state is OperationState.HUMAN


async def test_a_person_who_says_it_is_not_there_has_it_done_once_more(world):
    await ask_a_person(world)
    await world.misbehave("")
    await settle_operation(world.context, RITA, 1, "post:1:1", is_there=False)
    await world.work()
    assert (await world.gig()).state is GigState.LISTED
    assert await world.happened((await post(world)).reference) == 1
    with pytest.raises(OutOfOrder, match="already been settled"):
        await settle_operation(world.context, RITA, 1, "post:1:1", is_there=False)


async def test_what_a_person_has_seen_there_is_never_posted_again_even_if_we_do_not_find_it(world):
    await ask_a_person(world)
    await world.misbehave("")
    before = (await world.sandbox.audit((await post(world)).reference)).landed
    await settle_operation(world.context, RITA, 1, "post:1:1", is_there=True)
    await world.pass_time(OVER * 2, step=30)
    posted = await post(world)
    assert posted.state is OperationState.HUMAN
    assert (await world.sandbox.audit(posted.reference)).landed == before
    asked = [notice for _, notice in world.messenger.said if notice.kind is NoticeKind.NEEDS_A_PERSON]
    assert len(asked) == 2  # the same gig in the same version, and yet asked again


async def test_a_claim_that_a_newer_one_replaced_can_never_record(world):
    await world.misbehave("post: slow 1s")
    gig = await world.approved()

    async def sleeps(_seconds):
        async with one_by_one(world.store) as tx:  # somebody else claimed it while we slept
            known = await tx.operations.get(RITA.key.tenant, "post:1:1")
            await tx.operations.change(known, known.model_copy(update={"fence": known.fence + 1}))

    world.sandbox._sleep = sleeps
    await world.do(POST)
    posted = await post(world)
    assert (posted.state, posted.fence) == (OperationState.INFLIGHT, 2)
    assert (await world.gig()).version == gig.version
    zombie = posted.model_copy(update={"fence": 1})
    async with one_by_one(world.store) as tx:
        with pytest.raises(GigChanged):
            await tx.operations.change(zombie, zombie.model_copy(update={"state": OperationState.DONE}))


async def test_a_pause_between_intent_and_call_gives_it_back_unsent(world):
    def failpoint(point):
        if point == "post: intent written" and not slept:
            slept.append(point)
            world.clock.advance(PATIENCE.send_within.total_seconds() + 1)

    slept = []
    await world.approved()
    world.context = replace(world.context, failpoint=failpoint)
    await world.do(POST)
    posted = await post(world)
    assert (posted.state, posted.attempts) == (OperationState.READY, 0)
    assert (await world.sandbox.audit(posted.reference)).landed == 0
    await world.pass_time(2)
    assert (await world.gig()).state is GigState.LISTED


async def test_a_call_that_never_ends_is_cut_off_and_counts_as_unknown(world):
    import asyncio

    world.sandbox._sleep = lambda _seconds: asyncio.sleep(3600)
    world.context = replace(
        world.context, patience=PATIENCE.model_copy(update={"call_timeout": timedelta(seconds=0.2)})
    )
    await world.misbehave("post: slow 1s")
    await world.approved()
    await world.do(POST)
    assert (await post(world)).state is OperationState.INFLIGHT


async def test_withdrawn_while_it_is_being_posted_the_late_listing_is_closed(world):
    await world.misbehave("post: lands then reset")
    await world.approved()
    await world.work()
    await withdraw_gig(world.context, RITA, 1, reason="No longer needed.")
    await world.pass_time(300)
    gig, posted = await world.gig(), await post(world)
    assert gig.state is GigState.CANCELLED
    assert posted.state is OperationState.DONE
    assert await world.happened(posted.reference) == 1
    async with one_by_one(world.store) as tx:
        said = kinds_of(await tx.histories.of(RITA.key.tenant, 1))
    assert said[-1] is EntryKind.LISTING_CLOSED


async def test_withdrawn_before_it_is_posted_nothing_is_ever_posted(world):
    await world.approved()
    await withdraw_gig(world.context, RITA, 1, reason="No longer needed.")
    await world.work()
    posted = await post(world)
    assert posted.state is OperationState.VOID
    assert await world.happened(posted.reference) == 0
