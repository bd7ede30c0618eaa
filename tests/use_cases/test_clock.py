"""The approvals' clock on the real store: each thing happens once, is told, and stands in the history."""

import asyncio

import pytest

from gigs.approval import Came, Decision
from gigs.gig import GigState
from gigs.history_kinds import EntryKind
from ports.directory import DirectoryUnavailable
from ports.notice_facts import Lapse, Lapsed
from ports.notices import NoticeKind
from ports.operations import OperationState
from tests.support.builders import MARK, RITA
from tests.support.one_by_one import one_by_one
from tests.use_cases.company import (
    BORIS,
    CLOCKED,
    DAY,
    DORA,
    HOUR,
    LEGAL_TOO,
    LENA,
    asked,
    history,
    leaves,
    notices,
    open_for_business,
    rules,
    says,
    submit,
    submit_again,
    sweeping,
    ticking,
)
from use_cases.approving.decide_gig import decide_gig
from use_cases.approving.delegates import end_delegation, set_delegate
from use_cases.approving.run_clock import HELD, claim_ticking, run_clock
from use_cases.entries import entry
from use_cases.listing.post_gig import PostGig
from use_cases.notifying.notify import as_named
from use_cases.requesting.withdraw_gig import withdraw_gig
from use_cases.settling.sweep import sweep


class Killed(BaseException):
    """kill -9 at a named point."""


@pytest.fixture
async def company(world):
    open_for_business(world, CLOCKED)
    await world.meets(RITA, MARK, BORIS, DORA, LENA)
    return world


async def test_nothing_is_claimed_before_its_time(company):
    await submit(company)
    company.clock.advance(HOUR - 1)
    assert await claim_ticking(company.context) == []


async def test_an_approver_is_reminded_once(company):
    await submit(company)
    for _ in range(3):
        await ticking(company, HOUR / 2)
    assert len(notices(company, MARK, NoticeKind.APPROVAL_REMINDED)) == 1
    assert (await history(company)).count("Mark Manager was reminded") == 1


async def test_who_does_not_answer_is_helped_by_the_delegate_they_once_named(company):
    await set_delegate(company.context, MARK, MARK, DORA)
    await submit(company)
    assert asked(await company.gig()) == [MARK]
    await ticking(company, 2 * HOUR)
    assert asked(await company.gig()) == [DORA]
    assert len(notices(company, DORA, NoticeKind.APPROVAL_ASKED)) == 1
    (told,) = notices(company, MARK, NoticeKind.APPROVAL_HANDED_OVER)
    assert told.facts.by == as_named(DORA)
    assert (await history(company)).count("Dora Delegate was asked as the delegate") == 1
    assert (await says(company, DORA)).state is GigState.APPROVED


async def test_then_it_is_escalated_and_then_it_expires_with_the_form_back(company):
    form = (await submit(company)).form
    await ticking(company, 3 * HOUR)
    gig = await company.gig()
    assert (asked(gig), gig.open_approvals[0].came) == ([BORIS], Came.ESCALATED)
    await ticking(company, 5 * HOUR)
    gig = await company.gig()
    assert (gig.state, gig.form, asked(gig)) == (GigState.EXPIRED, form, [])
    (told,) = notices(company, RITA, NoticeKind.EXPIRED)
    assert told.facts.lapsed == Lapsed(why=Lapse.NO_ANSWER, approver=as_named(BORIS))
    said = await history(company)
    assert said.count("Boris Boss was asked because nobody answered") == 1
    assert said.count("Boris Boss didn’t answer in time") == 1
    assert said.count("Freelance Connector ended the request") == 1
    again = await submit_again(company)
    assert (again.state, again.revision, asked(again)) == (GigState.IN_APPROVAL, 2, [MARK])


@pytest.mark.parametrize("end", ["approved", "rejected", "withdrawn"])
async def test_after_a_decision_the_clock_does_nothing_more(company, end):
    await submit(company)
    if end == "withdrawn":
        await withdraw_gig(company.context, RITA, 1, reason="No longer needed.")
    else:
        await says(company, MARK, Decision(end), reason="Because.")
    before = await history(company)
    for _ in range(8):
        await ticking(company, HOUR)
    assert notices(company, MARK, NoticeKind.APPROVAL_REMINDED) == []
    said = (await history(company))[len(before) :]
    assert not [line for line in said if "reminded" in line or "asked" in line or "in time" in line]


async def test_a_reminder_that_was_held_up_is_not_said_after_the_decision(company):
    await submit(company)
    await company.work()
    company.messenger.busy = {"a:mark": 60}
    await ticking(company, HOUR)
    await says(company, MARK)
    company.messenger.busy = {}
    await company.pass_time(120)
    assert NoticeKind.APPROVAL_REMINDED not in company.messenger.kinds(MARK)


async def test_two_replicas_at_once_do_each_thing_once(company):
    await submit(company)
    company.clock.advance(HOUR)
    claims = await asyncio.gather(*(claim_ticking(company.context) for _ in range(2)))
    assert sorted(map(len, claims)) == [0, 1]
    await asyncio.gather(*(run_clock(company.context, RITA.key.tenant, 1) for _ in range(4)))
    await company.work()
    assert (await history(company)).count("Mark Manager was reminded") == 1
    assert len(notices(company, MARK, NoticeKind.APPROVAL_REMINDED)) == 1


async def test_a_decision_and_the_clock_at_the_same_moment_leave_one_outcome(company):
    gig = await submit(company)
    company.clock.advance(5 * HOUR)
    approve = decide_gig(company.context, MARK, 1, revision=gig.revision, decision=Decision.APPROVED)
    await asyncio.gather(approve, run_clock(company.context, RITA.key.tenant, 1), return_exceptions=True)
    after, said = await company.gig(), await history(company)
    assert ("Mark Manager approved" in said) != ("Mark Manager didn’t answer in time" in said)
    assert (after.state is GigState.APPROVED) == ("Mark Manager approved" in said)


async def test_a_clock_that_was_claimed_too_early_is_set_right(company):
    await submit(company)
    async with one_by_one(company.store) as tx:
        await tx.clocks.schedule(RITA.key.tenant, 1, company.clock.now())
    assert await claim_ticking(company.context) == [(RITA.key.tenant, 1)]
    await run_clock(company.context, RITA.key.tenant, 1)
    company.clock.advance(HELD.total_seconds())
    assert await claim_ticking(company.context) == []
    await ticking(company, HOUR)
    assert len(notices(company, MARK, NoticeKind.APPROVAL_REMINDED)) == 1


async def test_a_clock_of_a_gig_that_waits_for_nobody_is_stopped(company):
    await submit(company)
    await withdraw_gig(company.context, RITA, 1, reason="No longer needed.")
    async with one_by_one(company.store) as tx:
        await tx.clocks.schedule(RITA.key.tenant, 1, company.clock.now())
    await ticking(company)
    company.clock.advance(DAY)
    assert await claim_ticking(company.context) == []


async def test_whoever_is_killed_between_claim_and_save_leaves_it_to_the_next(company):
    await submit(company)
    company.clock.advance(HOUR)
    assert len(await claim_ticking(company.context)) == 1
    assert await claim_ticking(company.context) == []
    await ticking(company, HELD.total_seconds())
    assert (await history(company)).count("Mark Manager was reminded") == 1


async def test_whoever_is_killed_before_the_commit_has_done_nothing(company):
    await submit(company)
    company.clock.advance(HOUR)

    def kill(point):
        if point == "clock: not yet committed":
            raise Killed

    await claim_ticking(company.context)
    living, dying = company.context, company.context.__class__
    fields = {name: getattr(living, name) for name in dying.__dataclass_fields__}
    with pytest.raises(Killed):
        await run_clock(dying(**fields | {"failpoint": kill}), RITA.key.tenant, 1)
    assert "Mark Manager was reminded" not in await history(company)
    await ticking(company, HELD.total_seconds())
    assert len(notices(company, MARK, NoticeKind.APPROVAL_REMINDED)) == 1


async def test_a_question_in_a_later_step_has_its_own_clock(company):
    rules(company, LEGAL_TOO + CLOCKED.splitlines()[2])
    await submit(company)
    company.clock.advance(HOUR / 2)
    await says(company, MARK)
    await ticking(company, HOUR - 1)
    assert notices(company, LENA, NoticeKind.APPROVAL_REMINDED) == []
    await ticking(company, 1)
    assert len(notices(company, LENA, NoticeKind.APPROVAL_REMINDED)) == 1
    assert notices(company, MARK, NoticeKind.APPROVAL_REMINDED) == []


async def test_a_next_step_that_names_nobody_any_more_is_told_as_it_is(company):
    rules(company, LEGAL_TOO)
    await submit(company)
    leaves(company, LENA)
    gig = await says(company, MARK)
    await company.work()
    assert gig.state is GigState.EXPIRED
    (told,) = notices(company, RITA, NoticeKind.EXPIRED)
    assert told.facts.lapsed.why is Lapse.NOBODY_TO_ASK
    assert told.facts.lapsed.step in {step.name for step in gig.route.steps}
    assert notices(company, RITA, NoticeKind.APPROVED) == []


# ------------------------------------------------------------------------------------------------ approved, unposted


async def test_what_could_not_be_posted_in_time_goes_back_and_is_never_posted(company):
    await company.misbehave("post: 503")
    await submit(company)
    await says(company, MARK)
    await company.work()
    company.clock.advance(7 * DAY)
    assert await sweep(company.context) >= 0
    await ticking(company)
    gig = await company.gig()
    assert (gig.state, gig.listing) == (GigState.EXPIRED, None)
    (told,) = notices(company, RITA, NoticeKind.EXPIRED)
    assert told.facts.lapsed == Lapsed(why=Lapse.NOT_POSTED)


async def test_a_posting_that_comes_too_late_posts_nothing_even_before_the_clock_has_looked(company):
    await submit(company)
    await says(company, MARK)
    company.clock.advance(7 * DAY)
    await company.work()
    assert (await company.gig()).state is GigState.APPROVED
    assert await company.happened((await company.operation("post:1:1")).reference) == 0
    await ticking(company)
    assert (await company.gig()).state is GigState.EXPIRED


async def test_the_sweep_promises_what_is_approved_again_and_nothing_that_has_lapsed(company):
    await submit(company)
    await says(company, MARK)
    company.store.due.clear()  # the engine lost it
    await sweeping(company)
    assert (await company.gig()).state is GigState.LISTED
    await submit(company)
    await says(company, MARK, number=2)
    company.store.due.clear()
    company.clock.advance(7 * DAY)
    await sweeping(company)
    assert (await company.operation("post:2:1")).state is OperationState.VOID
    async with one_by_one(company.store) as tx:
        lapsed = await tx.gigs.get(RITA.key.tenant, 2)
        later = lapsed.model_copy(update={"revision": 2})
        await tx.gigs.save(lapsed, later, entry(RITA, EntryKind.BRIEF_EDITED, lapsed.changed_at))
    await sweeping(company)
    assert company.promised(PostGig) == []
    async with one_by_one(company.store) as tx:
        assert await tx.operations.get(RITA.key.tenant, "post:2:2") is None


# ------------------------------------------------------------------------------------------------ out of reach


async def test_an_approver_in_a_later_step_who_cannot_be_reached_is_told_of_and_still_escalated(company):
    rules(company, LEGAL_TOO + CLOCKED.splitlines()[2].replace("manager+1", "manager"))
    company.messenger.gone = {"a:lena"}
    await submit(company)
    await says(company, MARK)
    await company.work()
    (told,) = notices(company, RITA, NoticeKind.APPROVER_UNREACHED)
    assert told.facts.by == as_named(LENA)
    await ticking(company, 3 * HOUR)
    assert asked(await company.gig()) == [MARK]


async def test_who_has_no_chat_yet_is_reminded_of_nothing_that_is_over_when_they_come(company):
    rules(company, CLOCKED)
    company.messenger.gone = {"a:mark"}
    await submit(company)
    await ticking(company, HOUR)
    await says(company, MARK)
    company.messenger.gone = set()
    await company.meets(MARK)
    await company.work()
    assert notices(company, MARK, NoticeKind.APPROVAL_REMINDED) == []


async def test_while_the_directory_is_silent_nobody_counts_as_gone_and_the_clock_goes_on(company):
    rules(company, LEGAL_TOO + CLOCKED.splitlines()[2])
    await submit(company)

    async def silent(key):
        raise DirectoryUnavailable("The directory does not answer.")

    company.people.person = silent
    assert asked(await says(company, MARK)) == [LENA]
    await ticking(company, 3 * HOUR)
    assert asked(await company.gig()) == [BORIS]


async def test_each_of_two_who_stood_in_hears_who_has_their_question_now(company):
    pair = "groups: {pair: {people: [mark@contoso.example, lena@contoso.example]}}\n"
    rules(company, "bands: [{steps: [{ask: all of pair}]}]\n" + pair)
    await submit(company)
    await set_delegate(company.context, MARK, MARK, DORA, first=company.clock.now().date())
    await set_delegate(company.context, LENA, LENA, BORIS, first=company.clock.now().date())
    gig = await company.gig()
    assert asked(gig) == [DORA, BORIS]
    await end_delegation(company.context, MARK, MARK)
    await end_delegation(company.context, LENA, LENA)
    await company.work()
    for delegate, back in ((DORA, MARK), (BORIS, LENA)):
        (told,) = notices(company, delegate, NoticeKind.APPROVAL_HANDED_OVER)
        assert told.facts.by == as_named(back)
