"""What is stored of a notice: closed words, money, days, people by key, and the words that somebody typed."""

import json
import sqlite3
from contextlib import closing

import pytest
from pydantic import ValidationError

from gigs.approval import Decision, Purpose
from gigs.contract import MilestoneState
from gigs.gig import GigState
from gigs.people import PersonKey
from ports.notice_facts import (
    BudgetKind,
    BudgetUsed,
    DelegationChange,
    Lapse,
    Lapsed,
    Named,
    NoticeFacts,
    Reply,
)
from ports.notices import HOLDS, Notice, NoticeKind, held
from ports.operations import OperationKind
from tests.support.builders import MARK, RITA, usd
from tests.support.clock import NOON
from tests.support.former_notices import former_notices
from tests.use_cases.test_notifying import followed
from use_cases.closing.close_gig import close_gig
from use_cases.closing.share_summary import withdraw_summary
from use_cases.delivering.accept_deliverable import accept_deliverable
from use_cases.delivering.send_back import send_back
from use_cases.hiring.hire import hire_freelancer
from use_cases.listing.close_listing import CloseListing, WhyClosed
from use_cases.requesting.submit_gig import submit_gig

TYPED = {"Say more, please.", "No such category.", "Not your turn.", "No funds."}
"""All that people and the marketplace write in the journey below."""
OTHERS_WORDS = frozenset({"reason", "name", "account", "question", "step"})
"""Where words of people, directories and policies may stand; everywhere else it is a closed word, an id or a figure."""


def former(kind: NoticeKind) -> NoticeFacts:
    """The facts of the first such notice of the last release."""
    documents = [one for one, _ in former_notices() if NoticeKind(one["kind"]) is kind]
    return Notice.model_validate_json(json.dumps(documents[0])).facts


def words_in(value, name=""):
    """(where it stands, the text) of every text that is stored."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from words_in(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from words_in(part, name)
    elif isinstance(value, str):
        yield name, value


async def whole_journey(world, audience="everybody"):
    """From a question sent back to the lesson, with a refusal of every kind of call on the way."""
    await world.meets(RITA, MARK)
    await followed(world, ["rita"])
    gig = await world.submitted()
    await world.decides(gig, Decision.CHANGES_ASKED, reason="Say more, please.")
    await world.misbehave('post: refuse "No such category." x1')
    for _ in range(2):  # the first posting is refused
        seen, gig = await world.previewed_again(), await world.gig()
        gig = await submit_gig(world.context, RITA, 1, revision=gig.revision, seen=seen)
        if gig.open_approvals:
            await world.decides(gig, Decision.APPROVED)
        await world.work()
    await world.pass_time(25)
    await world.read()
    await hired(world)
    await paid_to_the_end(world)
    if audience is None:
        return
    typed = {
        "rating": "5",
        "hire_again": "yes",
        "requester_score": "9",
        "audience": audience,
        "do_again": "Name the audience.",
    }
    await close_gig(world.context, RITA, 1, typed)
    await world.work()


async def hired(world):
    chosen = await world.affordable()
    await hire_freelancer(world.context, RITA, 1, chosen.id, seen=str(chosen.total(None)), reason="Worth it.")
    await world.work()
    for seconds in (5, 10):
        await world.pass_time(seconds)
        await world.read()


async def paid_to_the_end(world):
    await world.misbehave('send_back: refuse "Not your turn." x1; release: refuse "No funds." x1')
    first = True
    for _ in range(14):
        gig = await world.gig()
        if gig.state is GigState.COMPLETED:
            return
        for one in gig.contract.milestones:
            if one.state is MilestoneState.SUBMITTED and first:
                await send_back(world.context, RITA, 1, one.id, one.deliverable.id, "Wrong colours.")
                first = False
            elif one.state is MilestoneState.SUBMITTED:
                await accept_deliverable(world.context, RITA, 1, one.id, one.deliverable.id)
        await world.work()
        await world.pass_time(10)
        await world.read()


async def test_no_notice_of_a_whole_journey_holds_a_sentence_of_ours(world):
    await whole_journey(world)
    told = [notice for _, notice in world.messenger.said]
    expected = {NoticeKind.CHANGES_ASKED, NoticeKind.POSTING_REFUSED, NoticeKind.SEND_BACK_REFUSED}
    assert expected | {NoticeKind.RELEASE_REFUSED, NoticeKind.COMPLETED} <= {one.kind for one in told}
    assert [one for _, one in world.messenger.replies] == [Reply.AT_WORK, Reply.FINISHED, Reply.LESSON]
    names = {RITA.name, MARK.name, *(one.freelancer for one in await world.proposals())}
    for notice in told:
        assert notice.facts.as_written == {}
        for where, text in words_in(json.loads(notice.facts.model_dump_json())):
            assert where in OTHERS_WORDS or " " not in text, (notice.kind, where, text)
            assert text in TYPED | names or " " not in text, (notice.kind, where, text)


@pytest.mark.parametrize("audience", ["leads", "division"])
async def test_a_channel_is_told_no_lesson_that_not_everybody_may_read(world, audience):
    await whole_journey(world, audience)
    assert [one for _, one in world.messenger.replies] == [Reply.AT_WORK, Reply.FINISHED]


async def test_a_channel_is_told_no_lesson_that_is_withdrawn_before_it_is_said(world):
    await whole_journey(world, None)
    typed = {"rating": "5", "hire_again": "yes", "requester_score": "9", "do_again": "Name the audience."}
    await close_gig(world.context, RITA, 1, typed | {"audience": "everybody"})
    await withdraw_summary(world.context, RITA, 1)
    await world.work()
    assert [one for _, one in world.messenger.replies] == [Reply.AT_WORK, Reply.FINISHED]


async def test_no_notice_of_a_whole_journey_holds_a_freelancers_name(world):
    await whole_journey(world)
    names = {one.freelancer for one in await world.proposals() if one.freelancer}
    assert names
    for _, notice in world.messenger.said:
        assert not [name for name in names if name in notice.model_dump_json()]


def test_every_kind_says_which_facts_it_may_hold():
    assert set(HOLDS) == set(NoticeKind)
    assert set().union(*HOLDS.values()) == set(NoticeFacts.model_fields) - {"as_written"}


def test_a_notice_takes_no_fact_of_another_kind():
    with pytest.raises(ValidationError, match="completed says nothing of amount"):
        Notice(
            id="1",
            tenant="t",
            gig=1,
            kind=NoticeKind.COMPLETED,
            to=PersonKey(tenant="t", object_id="rita"),
            facts=NoticeFacts(amount=usd(1)),
            created_at=NOON,
        )


# ---------------------------------------------------------------- what the last release stored


def test_every_kind_of_the_last_release_is_read_and_stays_as_it_was_read():
    for document, _ in former_notices():
        notice = Notice.model_validate_json(json.dumps(document))
        assert Notice.model_validate_json(notice.model_dump_json()) == notice
        assert held(notice.facts) <= HOLDS[notice.kind]


def test_words_of_the_last_release_are_read_as_values():
    mark = Named(key=None, name="Mark Manager")
    assert former(NoticeKind.CHANGES_ASKED) == NoticeFacts(by=mark, reason="Say more.", purpose=Purpose.POST)
    assert former(NoticeKind.OFFER_ABOVE) == NoticeFacts(amount=usd("1500.00"), limit=usd("1200.00"))
    assert former(NoticeKind.EMERGENCY_REVIEWED).fine is True
    assert former(NoticeKind.EXPIRED).lapsed == Lapsed(why=Lapse.NO_ANSWER, approver=mark)
    assert former(NoticeKind.NEEDS_A_PERSON).operation is OperationKind.FUND
    assert former(NoticeKind.DELEGATE_CHOSEN).change is DelegationChange.LEFT
    assert former(NoticeKind.ACCOUNT_CONNECTED).renews is True
    assert former(NoticeKind.BUDGET_USED).budget == BudgetUsed(
        kind=BudgetKind.COST_CENTRE, id="CC-100", percent=75, used=usd("3000.00"), limit=usd("4000.00")
    )


def test_what_cannot_be_read_as_a_value_is_kept_as_it_was_written():
    words = {"amount": "XAU 3.00", "limit": "about 5", "by": "", "purpose": "fun"}
    document = former_notices()[0][0] | {"kind": "offer_above", "facts": words}
    facts = Notice.model_validate_json(json.dumps(document)).facts
    assert facts == NoticeFacts(as_written={"amount": "XAU 3.00", "limit": "about 5", "purpose": "fun"})


async def test_a_notice_of_the_last_release_that_still_waits_is_said_when_its_person_appears(world, tmp_path):
    await world.meets(MARK)
    await world.decides(await world.submitted(), Decision.CHANGES_ASKED, reason="Say more.")
    await world.work()
    document = next(one for one, _ in former_notices() if one["kind"] == NoticeKind.CHANGES_ASKED)
    with closing(sqlite3.connect(tmp_path / "connector.db")) as rows, rows:
        (kept,) = rows.execute(
            "UPDATE notice SET document = json_set(document, '$.facts', json(?)) "
            "WHERE json_extract(document, '$.kind') = ? RETURNING state",
            (json.dumps(document["facts"]), NoticeKind.CHANGES_ASKED),
        ).fetchall()
    assert kept == ("waiting",)
    await world.meets(RITA)
    await world.work()
    (told,) = [one for _, one in world.messenger.said if one.kind is NoticeKind.CHANGES_ASKED]
    assert told.facts == former(NoticeKind.CHANGES_ASKED)


@pytest.mark.parametrize("reason", ["withdrawn", "filled", "rejected", "expired", "changed", "moved"])
def test_a_closing_that_the_last_release_promised_is_read(reason):
    job = {"tenant": "t", "gig": 1, "listing": "L1", "market": "sandbox", "reason": reason}
    assert CloseListing.model_validate_json(json.dumps(job)).reason is WhyClosed(reason)


def test_a_closing_without_a_reason_is_a_withdrawal():
    job = {"tenant": "t", "gig": 1, "listing": "L1", "market": "sandbox"}
    assert CloseListing.model_validate_json(json.dumps(job)).reason is WhyClosed.WITHDRAWN
