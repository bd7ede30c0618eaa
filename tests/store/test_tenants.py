"""Two tenants with the same numbers, keys and names: neither ever sees or touches what is the other's."""

import pytest

from gigs.approving import submit
from gigs.check_brief import check_brief
from gigs.gig import GigState
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.people import PersonKey
from ports.notice_facts import NoticeFacts
from ports.notices import Follow, NoticeState
from ports.reading_storage import ReadingAccount
from tests.store.test_operations import an_operation, claimed
from tests.store.test_teams_side import a_chat, a_copy, a_membership, a_notice
from tests.support.builders import TODAY, a_draft, a_person, a_proposal, all_of, asking
from tests.support.clock import NOON
from tests.support.one_by_one import one_by_one
from use_cases.entries import entry, heard
from use_cases.notifying.notify import as_named

OURS, THEIRS = "contoso", "fabrikam"


def rita(tenant):
    return PersonKey(tenant=tenant, object_id="rita")


def mark(tenant):
    return a_person("Mark Manager", tenant=tenant)


async def fill(store, tenant):
    """The same of everything, in this tenant."""
    requester = a_person("Rita Requester", tenant=tenant)
    said = entry(requester, EntryKind.ADVICE_GIVEN, NOON, EntryFacts(words=tenant))
    async with one_by_one(store) as tx:
        gig = await tx.gigs.add(a_draft(tenant=tenant, requester=requester), "key")
        brief = check_brief(gig.form, today=TODAY, marketplaces={"sandbox"})
        await tx.gigs.save(gig, submit(gig, brief, all_of((mark(tenant),)), asking()), said)
        await tx.proposals.put(tenant, gig.number, [a_proposal(letter=tenant)])
        await tx.operations.add(an_operation(tenant=tenant, gig=gig.number))
        told = NoticeFacts(by=as_named(mark(tenant)))
        await tx.notices.add(a_notice(tenant=tenant, to=rita(tenant), facts=told, state=NoticeState.WAITING))
        await tx.copies.add(a_copy(tenant=tenant, gig=gig.number, viewer=rita(tenant)), NOON)
        await tx.chats.put(a_chat(tenant=tenant))
        await tx.follows.put(
            Follow(tenant=tenant, channel_id="19:x", team_id="19:t", followed_by=rita(tenant))
        )
        await tx.memberships.put([a_membership(tenant=tenant)])
        await tx.dialogs.save(tenant, "a:1", "rita", tenant, 0, NOON)
        await tx.inbox.first_time(tenant, "a:1", "activity", NOON)
        await tx.syncs.schedule(tenant, gig.number, NOON)


async def seen(store, tenant):
    """Everything a tenant can ask for, as one comparable value."""
    async with one_by_one(store) as tx:
        return {
            "gig": await tx.gigs.get(tenant, 1),
            "mine": await tx.gigs.of_requester(rita(tenant), 10),
            "awaiting": await tx.gigs.awaiting(mark(tenant).key, 10),
            "history": await tx.histories.of(tenant, 1),
            "proposals": await tx.proposals.of(tenant, 1),
            "operation": await tx.operations.get(tenant, "post:12:1"),
            "notice": await tx.notices.get(tenant, "approved:12:1"),
            "waiting": await tx.notices.waiting_for(rita(tenant)),
            "copies": await tx.copies.of(tenant, 1),
            "chat": await tx.chats.get(tenant, "rita"),
            "chats": await tx.chats.of(tenant, ["rita"]),
            "follows": await tx.follows.of(tenant),
            "memberships": await tx.memberships.of(rita(tenant)),
            "membership": await tx.memberships.get(rita(tenant), "19:t"),
            "dialog": await tx.dialogs.load(tenant, "a:1", "rita"),
        }


@pytest.fixture
async def both(store):
    await fill(store, OURS)
    await fill(store, THEIRS)
    return store


async def test_each_tenant_sees_its_own_of_everything_and_nothing_else(both):
    ours = await seen(both, OURS)
    assert THEIRS not in repr(ours)
    assert all(ours.values())
    assert OURS not in repr(await seen(both, THEIRS))


async def test_nothing_one_tenant_does_reaches_the_other(both):
    before = await seen(both, THEIRS)
    async with one_by_one(both) as tx:
        gig = await tx.gigs.get(OURS, 1)
        said = heard(EntryKind.CLOCK_RAN, NOON)
        await tx.gigs.save(gig, gig.model_copy(update={"state": GigState.CANCELLED}), said)
        operation = await tx.operations.get(OURS, "post:12:1")
        await tx.operations.change(operation, claimed(operation))
        await tx.proposals.put(OURS, 1, [a_proposal(letter="changed")])
        await tx.notices.mark(OURS, "approved:12:1", NoticeState.FAILED)
        await tx.copies.drawn([a_copy(tenant=OURS)], 9, NOON)
        await tx.copies.drop([a_copy(tenant=OURS)])
        await tx.chats.bury(OURS, "rita")
        await tx.follows.drop(OURS, "19:x")
        await tx.memberships.forget_team(OURS, "19:t")
        await tx.dialogs.save(OURS, "a:1", "rita", "", 1, NOON)
        await tx.syncs.stop(OURS, 1)
    assert await seen(both, THEIRS) == before
    async with one_by_one(both) as tx:
        assert not await tx.inbox.first_time(THEIRS, "a:1", "activity", NOON)
        assert await tx.syncs.claim_in(ReadingAccount(tenant=THEIRS, marketplace=""), NOON, NOON, 10) == [
            (THEIRS, 1)
        ]
