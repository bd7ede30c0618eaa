"""What is given up never leaves a gig standing still in silence: its requester hears of it and can go on."""

import pytest

from assembly.jobs import GIVEN_UP
from gigs.gig import GigState
from ports.hindrance import Hindered, Hindrance
from ports.notice_facts import NoticeFacts
from ports.notices import NoticeKind, NoticeState
from ports.operations import OperationState
from tests.support.builders import MARK, RITA
from tests.support.one_by_one import one_by_one
from tests.use_cases.world import OFFER, POST, the_release
from use_cases.delivering.accept_deliverable import accept_deliverable
from use_cases.delivering.send_back import PassOnSendBack, send_back
from use_cases.listing.close_listing import CloseListing
from use_cases.notifying.notify import DeliverNotice
from use_cases.requesting.withdraw_gig import withdraw_gig
from use_cases.settling.settle_operation import settle_operation


async def given_up(world, job):
    """The engine tried it as often as it does, and buried it."""
    world.store.due = [enqueue_notice for enqueue_notice in world.store.due if enqueue_notice[2] != job]
    await GIVEN_UP[type(job)](job, "KeyError: a bug of ours", context=world.context)
    await world.work()


async def handed_in(world):
    """The first milestone with its deliverable, in front of the requester."""
    gig = await world.at_work()
    (milestone,) = [one for one in gig.contract.milestones if one.deliverable]
    return milestone.id, milestone.deliverable.id


async def test_a_posting_given_up_becomes_the_requesters_question(world):
    await world.meets(RITA, MARK)
    await world.approved()
    await given_up(world, POST)
    assert (await world.operation("post:1:1")).state is OperationState.HUMAN
    assert world.messenger.kinds(RITA)[-1] is NoticeKind.NEEDS_A_PERSON
    await settle_operation(world.context, RITA, 1, "post:1:1", is_there=False)
    await world.work()
    assert (await world.gig()).state is GigState.LISTED


async def test_what_was_never_begun_can_be_looked_up_and_is_not_begun_by_that(world):
    await world.meets(RITA, MARK)
    await world.approved()
    await given_up(world, POST)
    await settle_operation(world.context, RITA, 1, "post:1:1", is_there=True)
    await world.pass_time(3600, step=60)
    assert (await world.operation("post:1:1")).state is OperationState.HUMAN
    assert world.messenger.kinds(RITA).count(NoticeKind.NEEDS_A_PERSON) == 2


@pytest.mark.parametrize("kind", ["offer", "release"])
async def test_an_offer_or_a_payment_given_up_becomes_the_requesters_question(world, kind):
    await world.meets(RITA, MARK)
    if kind == "offer":
        await world.hiring()
    else:
        await accept_deliverable(world.context, RITA, 1, *await handed_in(world))
    job = OFFER if kind == "offer" else the_release(world)
    await given_up(world, job)
    assert (await world.operation(job.operation)).state is OperationState.HUMAN
    assert world.messenger.kinds(RITA)[-1] is NoticeKind.NEEDS_A_PERSON


async def test_what_was_done_before_it_was_given_up_stays_done(world):
    await world.meets(RITA, MARK)
    await world.approved()
    await world.work()
    await given_up(world, POST)
    assert (await world.operation("post:1:1")).state is OperationState.DONE
    assert NoticeKind.NEEDS_A_PERSON not in world.messenger.kinds(RITA)


async def test_work_that_could_not_be_sent_back_waits_for_the_requester_again(world):
    await world.meets(RITA, MARK)
    milestone, deliverable = await handed_in(world)
    await send_back(world.context, RITA, 1, milestone, deliverable, "Wrong colours.")
    (job,) = world.promised(PassOnSendBack)
    await given_up(world, job)
    await given_up(world, job)  # told twice after a crash
    assert (await world.gig()).verdict_on(deliverable) is None
    (told,) = [one for _, one in world.messenger.said if one.kind is NoticeKind.SEND_BACK_REFUSED]
    assert told.facts == NoticeFacts(hindered=Hindered(by=Hindrance.UNREACHED))
    page = await accept_deliverable(world.context, RITA, 1, milestone, deliverable)
    assert page.gig.verdict_on(deliverable).accepted


async def test_a_send_back_that_the_marketplace_refuses_is_told(world):
    await world.meets(RITA, MARK)
    milestone, deliverable = await handed_in(world)
    await world.misbehave('send_back: refuse "Not now." x1')
    await send_back(world.context, RITA, 1, milestone, deliverable, "Wrong colours.")
    await world.work()
    assert world.messenger.kinds(RITA)[-1] is NoticeKind.SEND_BACK_REFUSED
    assert world.messenger.said[-1][1].facts.reason == "Not now."


async def test_a_listing_that_stays_open_is_told(world):
    await world.meets(RITA, MARK)
    await world.reviewing()
    await world.misbehave('close_listing: refuse "It is under review." x1')
    await withdraw_gig(world.context, RITA, 1, reason="No longer needed.")
    await world.work()
    assert world.messenger.kinds(RITA)[-1] is NoticeKind.LISTING_OPEN
    assert "under review" in world.messenger.said[-1][1].facts.reason


async def test_a_listing_whose_closing_was_given_up_is_told_once(world):
    await world.meets(RITA, MARK)
    await world.reviewing()
    await withdraw_gig(world.context, RITA, 1, reason="No longer needed.")
    (job,) = world.promised(CloseListing)
    await given_up(world, job)
    await given_up(world, job)
    (told,) = [one for _, one in world.messenger.said if one.kind is NoticeKind.LISTING_OPEN]
    assert told.facts == NoticeFacts(hindered=Hindered(by=Hindrance.UNREACHED), marketplace="sandbox")


async def test_a_notice_that_cannot_be_said_is_tried_for_a_day_while_its_requester_can_ask_in_person(world):
    await world.meets(RITA, MARK)
    world.messenger.broken = {"a:mark"}
    await world.submitted()
    (job,) = world.promised(DeliverNotice)
    unreached = [NoticeKind.APPROVER_UNREACHED]
    for state, told in ((NoticeState.PENDING, unreached), (NoticeState.FAILED, unreached)):
        await given_up(world, job)
        async with one_by_one(world.store) as tx:
            assert (await tx.notices.get(RITA.key.tenant, job.notice)).state is state
        assert world.messenger.kinds(RITA) == told
        world.clock.advance(86_400)
