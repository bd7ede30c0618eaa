"""Somebody of the pool is invited to a gig of one's own: once, and only where that can be."""

import asyncio
from dataclasses import replace

import pytest

from gigs.errors import GigNotFound, NotAllowed, OutOfOrder, TooLong
from gigs.gig import GigState
from gigs.history import document_of
from gigs.history_kinds import EntryKind
from ports.marketplace import Capability, MarketplaceUnsure
from ports.notices import NoticeKind
from ports.operations import OperationState
from tests.support.builders import MARK, RITA
from tests.support.histories import kinds_of
from tests.support.one_by_one import one_by_one
from tests.support.talent import a_key, worked_with
from tests.use_cases.world import PAT, SAM, a_world
from use_cases.requesting.withdraw_gig import withdraw_gig
from use_cases.settling.settle_operation import settle_operation
from use_cases.talent.find_talent import show_talent
from use_cases.talent.invite_again import InviteFreelancer, invite_again
from use_cases.talent.mark_freelancer import mark_freelancer

LETTER = "You did so well last time."


async def listed(world):
    """A gig that just went out, and somebody who worked here before and won't answer it by themselves."""
    await world.meets(RITA, MARK)
    await world.approved()
    await world.work()
    await world.read()
    await world.pass_time(25)
    await world.read()
    there = {one.freelancer_id for one in await world.proposals()}
    who = next(name for name in (f"F{place:02}" for place in range(1, 13)) if name not in there)
    key = a_key(who)
    await worked_with(world.store, key, "Somebody Known")
    return key


async def history(world):
    async with one_by_one(world.store) as tx:
        return await tx.histories.of(RITA.key.tenant, 1)


async def test_who_is_invited_answers_and_however_often_it_is_pressed_they_are_invited_once(world):
    key = await listed(world)
    assert [one.number for one in (await show_talent(world.context, RITA, key)).invites] == [1]
    asked = await asyncio.gather(*(invite_again(world.context, RITA, key, 1, LETTER) for _ in range(6)))
    assert [one.is_new for one in asked].count(True) == 1
    assert len(world.promised(InviteFreelancer)) == 1
    await world.work()
    await world.pass_time(10)
    await world.read()
    assert key.freelancer in {one.freelancer_id for one in await world.proposals()}
    kinds = kinds_of(await history(world))
    assert kinds.count(EntryKind.FREELANCER_INVITED) == kinds.count(EntryKind.INVITATION_SENT) == 1
    assert "Somebody Known" not in "".join(document_of(one.entry) for one in await history(world))


@pytest.mark.parametrize("fault", ["lands then reset", "reset"])
async def test_an_invitation_whose_answer_was_lost_is_looked_up_and_never_sent_blindly(world, fault):
    key = await listed(world)
    await world.misbehave(f"invite: {fault} x1")
    await invite_again(world.context, RITA, key, 1, LETTER)
    await world.pass_time(3600, step=60)
    operation = await world.operation(f"invite:1:L1:{key.freelancer}")
    assert operation.state is OperationState.DONE
    assert operation.attempts == (2 if fault == "reset" else 1)
    await world.read()
    assert [one.freelancer_id for one in await world.proposals()].count(key.freelancer) == 1


async def test_a_refusal_is_told_and_it_can_be_tried_again(world):
    key = await listed(world)
    await world.misbehave('invite: refuse "They are away." x1')
    await invite_again(world.context, RITA, key, 1)
    await world.work()
    told = [one for _, one in world.messenger.said if one.kind is NoticeKind.INVITATION_REFUSED]
    assert [one.facts.reason for one in told] == ["They are away."]
    assert EntryKind.INVITATION_REFUSED in kinds_of(await history(world))
    assert (await invite_again(world.context, RITA, key, 1)).is_new
    await world.work()
    assert EntryKind.INVITATION_SENT in kinds_of(await history(world))


async def test_a_marked_freelancer_is_not_invited_not_even_at_the_last_moment(world):
    key = await listed(world)
    await invite_again(world.context, RITA, key, 1)
    await mark_freelancer(world.context, PAT, key, "Never came.")
    await world.work()
    assert EntryKind.INVITATION_REFUSED in kinds_of(await history(world))
    await world.pass_time(10)
    await world.read()
    assert key.freelancer not in {one.freelancer_id for one in await world.proposals()}
    with pytest.raises(OutOfOrder, match=f"Please ask {PAT.name}"):
        await invite_again(world.context, RITA, key, 1)


async def test_only_to_a_gig_of_ones_own_that_takes_proposals_by_somebody_who_may_know_them(world):
    key = await listed(world)
    for person, refusal in ((SAM, GigNotFound), (PAT, NotAllowed), (MARK, NotAllowed)):
        with pytest.raises(refusal):
            await invite_again(world.context, person, key, 1)
    with pytest.raises(OutOfOrder, match="I don’t know that freelancer"):
        await invite_again(world.context, RITA, a_key("F99"), 1)
    with pytest.raises(OutOfOrder, match="isn’t on Upwork"):
        await invite_again(world.context, RITA, a_key(key.freelancer, "upwork"), 1)
    with pytest.raises(TooLong):
        await invite_again(world.context, RITA, key, 1, "x" * 1001)
    await withdraw_gig(world.context, RITA, 1, reason="Not needed.")
    with pytest.raises(OutOfOrder, match="takes no proposals"):
        await invite_again(world.context, RITA, key, 1)
    assert (await world.gig()).state is GigState.CANCELLED


async def test_where_the_api_cannot_invite_it_says_so_and_offers_no_button(tmp_path):
    everything = frozenset(Capability) - {
        Capability.FUND, Capability.SKILLS, Capability.PROFILE, Capability.INVITE,
    }  # fmt: skip
    async with a_world(tmp_path, capabilities=everything) as world:
        key = await listed(world)
        assert (await show_talent(world.context, RITA, key)).by_hand
        with pytest.raises(OutOfOrder, match="lets no app invite somebody"):
            await invite_again(world.context, RITA, key, 1)


class Silent:
    """A marketplace that never tells whom it invited."""

    def __init__(self, market):
        self._market = market

    def __getattr__(self, name):
        return getattr(self._market, name)

    def of(self, _tenant):
        return self

    async def is_invited(self, _listing, _freelancer):
        raise MarketplaceUnsure("they say how many, and not whom")


@pytest.mark.parametrize("is_there", [True, False])
async def test_where_they_never_tell_a_person_is_asked_at_once_and_their_word_counts(world, is_there):
    key = await listed(world)
    world.context = replace(world.context, markets={"sandbox": Silent(world.sandbox)})
    await world.misbehave(f"invite: {'lands then reset' if is_there else 'reset'} x1")
    await invite_again(world.context, RITA, key, 1, LETTER)
    await world.pass_time(400, step=20)
    name = f"invite:1:L1:{key.freelancer}"
    assert (await world.operation(name)).state is OperationState.HUMAN
    assert NoticeKind.NEEDS_A_PERSON in world.messenger.kinds(RITA)
    await settle_operation(world.context, RITA, 1, name, is_there=is_there)
    await world.pass_time(400, step=20)
    assert (await world.operation(name)).state is OperationState.DONE
    await world.read()
    assert [one.freelancer_id for one in await world.proposals()].count(key.freelancer) == 1


async def test_an_invitation_from_before_a_restart_is_a_persons_where_nobody_can_tell(world):
    key = await listed(world)
    await invite_again(world.context, RITA, key, 1)
    world.clock.advance(60)
    later = replace(world.context, markets={"sandbox": Silent(world.sandbox)}, began=world.clock.now())
    world.context = later
    await world.work()
    assert (await world.operation(f"invite:1:L1:{key.freelancer}")).state is OperationState.HUMAN
