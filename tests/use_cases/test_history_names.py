"""Over a whole journey nobody's name is sealed: names lie beside the history, and can be erased without breaking it."""

import pytest

from gigs.gig import GigState
from gigs.history import document_of, freelancer_ref, person_ref
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.proposal import ProposalList, ProposalStatus
from ports.history_storage import Span
from tests.support.builders import MARK, RITA, usd
from tests.support.clock import NOON
from tests.support.histories import kinds_of
from tests.support.one_by_one import one_by_one
from tests.use_cases.world import PAT, a_world
from use_cases.audit.audit_gig import audit_gig
from use_cases.audit.erase_name import erase_name, find_name
from use_cases.audit.verify_history import Chains, verify_histories
from use_cases.closing.close_gig import close_gig
from use_cases.delivering.accept_deliverable import accept_deliverable
from use_cases.delivering.send_back import send_back
from use_cases.entries import entry, heard
from use_cases.hiring.hire import hire_freelancer
from use_cases.hiring.judge_proposal import judge_proposal
from use_cases.hiring.message_freelancer import message_freelancer
from use_cases.showing.history_text import shown

TENANT = RITA.key.tenant
CLOSED = {
    "rating": "5",
    "hire_again": "yes",
    "requester_score": "9",
    "audience": "division",
    "do_again": "Ask early.",
}


@pytest.fixture
async def world(tmp_path):
    async with a_world(tmp_path) as world:
        await world.meets(RITA, MARK)
        yield world


async def judged(world, chosen):
    """All but one are looked at: one declined, one asked, one shortlisted and put back."""
    other = next(one for one in await world.proposals() if one.id != chosen.id)
    for proposal, status, reason in (
        (chosen, ProposalStatus.SHORTLISTED, ""),
        (chosen, ProposalStatus.NEW, ""),
        (other, ProposalStatus.DECLINED, "Too far away."),
    ):
        await judge_proposal(world.context, RITA, 1, proposal.id, status, reason)
    await message_freelancer(world.context, RITA, 1, chosen.id, "When could you start?")


async def delivered(world):
    """Everything is handed in, the first part sent back once, and all of it paid."""
    sent_back = False
    for _ in range(60):
        await world.pass_time(10)
        gig = await world.read()
        if gig.state is GigState.COMPLETED:
            return
        for part in gig.contract.milestones if gig.contract else ():
            if part.state != "submitted":
                continue
            if sent_back:
                await accept_deliverable(world.context, RITA, 1, part.id, part.deliverable.id)
            else:
                await send_back(world.context, RITA, 1, part.id, part.deliverable.id, "Brighter, please.")
            sent_back = True
            await world.work()
    raise AssertionError("it is never finished")


async def completed(world):
    """From the first word to the last payment; who was hired."""
    await world.reviewing()
    chosen = await world.affordable()
    await judged(world, chosen)
    await hire_freelancer(world.context, RITA, 1, chosen.id, seen=str(chosen.total(None)), reason="Worth it.")
    await world.work()
    await delivered(world)
    return chosen


async def journey(world):
    """The same up to the lesson; who was hired."""
    chosen = await completed(world)
    await close_gig(world.context, RITA, 1, CLOSED)
    await world.work()
    await audit_gig(world.context, PAT, 1)
    return chosen


async def told(world):
    async with one_by_one(world.store) as tx:
        return list((await tx.histories.part(TENANT, 1, 1000)).entries)


async def proof(world):
    return await verify_histories(world.store, [TENANT], Chains())


async def test_no_name_is_sealed_and_every_reference_has_one_beside_it(world):
    chosen = await journey(world)
    names = [one.freelancer for one in await world.proposals()]
    assert chosen.freelancer in names
    async with one_by_one(world.store) as tx:
        rows = await tx.histories.stored(TENANT, Span(), None, 1000)
    sealed = "\n".join(stored.document for stored in rows)
    for name in (*names, RITA.name, MARK.name, PAT.name):
        assert name not in sealed
    said = await told(world)
    for one in said:
        assert one.entry.references() <= set(one.names), one.entry.kind
    read = "\n".join(f"{shown(one).who} {shown(one).sentence}" for one in said)
    assert all(name in read for name in (*names, RITA.name, MARK.name, PAT.name))
    assert "name erased" not in read


async def test_what_is_counted_stands_in_the_facts(world):
    chosen = await journey(world)
    said = [one.entry for one in await told(world)]
    by_kind = {one.kind: one for one in said}
    submitted, approved = by_kind[EntryKind.GIG_SUBMITTED].facts, by_kind[EntryKind.APPROVAL_GIVEN]
    assert (submitted.revision, str(submitted.amount), submitted.people) == (1, "USD 1,200.00", ("mark",))
    assert (submitted.marketplace, submitted.policy) == ("sandbox", world.context.policy.version)
    assert approved.actor == MARK.key
    facts = approved.facts
    assert (facts.purpose, facts.step, facts.step_name, facts.revision) == ("post", 1, "Manager", 1)
    hired = by_kind[EntryKind.HIRE_DECIDED].facts
    assert (hired.freelancer, hired.amount, hired.marketplace) == (chosen.id, chosen.total(None), "sandbox")
    declined = by_kind[EntryKind.PROPOSAL_DECLINED].facts
    assert (declined.reason, declined.freelancer != chosen.id) == ("Too far away.", True)
    released = [one.facts for one in said if one.kind is EntryKind.MILESTONE_RELEASED]
    contract = (await world.gig()).contract
    assert [one.milestone.id for one in released] == [one.id for one in contract.milestones]
    assert {one.contract for one in released} == {contract.id}
    paid = sum((one.milestone.amount for one in released[1:]), released[0].milestone.amount)
    closed = by_kind[EntryKind.GIG_CLOSED].facts
    assert paid == contract.released == closed.amount
    assert (closed.rating, closed.hire_again, closed.score, closed.words) == (5, True, 9, "Ask early.")


async def test_a_name_is_erased_for_good_and_the_proof_still_holds(world):
    chosen = await journey(world)
    before = await proof(world)
    places = await find_name(world.store, chosen.freelancer)
    assert [(one.tenant, one.gig, one.reference) for one in places] == [
        (TENANT, 1, freelancer_ref(chosen.id))
    ]
    assert await erase_name(world.store, places, world.clock.now()) == 1
    said = await told(world)
    assert chosen.freelancer not in "".join(one.model_dump_json() for one in said)
    assert kinds_of(said)[-1] is EntryKind.NAME_ERASED
    assert said[-1].entry.facts.erased == (freelancer_ref(chosen.id),)
    hired = next(one for one in said if one.entry.kind is EntryKind.HIRE_DECIDED)
    assert shown(hired).detail == f"a freelancer (name erased) for {chosen.total(None)}"
    after = await proof(world)
    assert (before.faults, after.faults, after.entries) == ((), (), before.entries + 1)
    assert await find_name(world.store, chosen.freelancer) == []


async def test_an_erased_name_does_not_come_back_when_they_are_mentioned_again(world):
    await world.reviewing()
    chosen = await world.affordable()
    await erase_name(world.store, await find_name(world.store, chosen.freelancer), world.clock.now())
    await judge_proposal(world.context, RITA, 1, chosen.id, ProposalStatus.SHORTLISTED)
    assert chosen.freelancer not in "".join(one.model_dump_json() for one in await told(world))


async def test_somebody_of_the_tenant_is_erased_in_the_same_way(world):
    await world.approved()
    await erase_name(world.store, await find_name(world.store, MARK.name), world.clock.now())
    said = await told(world)
    decided = next(one for one in said if one.entry.kind is EntryKind.APPROVAL_GIVEN)
    assert (shown(decided).who, decided.entry.actor) == ("A person (name erased)", MARK.key)
    assert (await proof(world)).faults == ()


async def test_only_the_places_that_are_meant_are_found(world):
    await world.submitted()
    await world.submitted(title="Another deck")
    every = await find_name(world.store, RITA.name)
    assert [one.gig for one in every] == [1, 2]
    assert await find_name(world.store, RITA.name, gig=2) == every[1:]
    assert await find_name(world.store, RITA.name, tenant="fabrikam") == []
    assert await find_name(world.store, RITA.name, reference=person_ref("mark")) == []
    assert await find_name(world.store, "Rita") == []


async def test_a_name_that_nobody_mentions_is_not_kept(world):
    await world.submitted()
    stray = entry(RITA, EntryKind.BRIEF_EDITED, world.clock.now(), names={freelancer_ref("P9"): "Nobody"})
    async with one_by_one(world.store) as tx:
        await tx.histories.add(TENANT, 1, stray)
    assert await find_name(world.store, "Nobody") == []
    assert "Nobody" not in document_of(stray.entry)


async def test_why_a_question_was_not_delivered_is_sealed_without_the_freelancers_name(world):
    await world.reviewing()
    asked = (await world.proposals())[0]
    await world.misbehave(f'message: refuse "{asked.freelancer} takes no messages." x1')
    await message_freelancer(world.context, RITA, 1, asked.id, "When could you start?")
    await world.work()
    said = (await told(world))[-1]
    assert said.entry.kind is EntryKind.QUESTION_NOT_DELIVERED
    assert said.entry.facts.reason == "the freelancer takes no messages."


async def test_a_price_that_changed_is_sealed_without_the_name_that_a_freelancer_has_by_now(world):
    await world.hiring()
    read = world.sandbox.proposals

    async def renamed(listing_id, since=None):
        dearer = {"freelancer": "Novelle Nomen"}
        found = await read(listing_id, since)
        return ProposalList(one.model_copy(update=dearer | {"rate": one.rate + usd(1)}) for one in found)

    world.sandbox.proposals = renamed
    await world.work()
    said = next(one for one in await told(world) if one.entry.kind is EntryKind.OFFER_REFUSED)
    assert said.entry.facts.reason.startswith("the freelancer asks for")
    assert "Novelle" not in document_of(said.entry)


def test_only_whole_names_are_taken_out_of_a_marketplaces_reason():
    facts = EntryFacts(freelancer="P9", reason="Also, Al has left. (Al)")
    said = heard(EntryKind.OFFER_REFUSED, NOON, facts, {freelancer_ref("P9"): "Al"})
    assert said.entry.facts.reason == "Also, the freelancer has left. (the freelancer)"


def test_a_name_is_taken_out_of_a_reason_however_it_is_written():
    facts = EntryFacts(freelancer="P9", reason="NOOR VAN DIJK takes no offers.")
    said = heard(EntryKind.OFFER_REFUSED, NOON, facts, {freelancer_ref("P9"): "Noor van Dijk"})
    assert said.entry.facts.reason == "the freelancer takes no offers."
