"""A call of every method of the store's repositories, as use cases make them, of things that are there."""

from collections.abc import AsyncIterator, Awaitable
from datetime import timedelta
from typing import Any

from gigs.approval import Decision
from gigs.delegation import Delegation
from gigs.gig import GigState
from gigs.people import PersonKey
from gigs.talent import DoNotHire, FreelancerKey, Talent, Worked
from ports.account_storage import Stored, Switch
from ports.approval_storage import Period
from ports.gig_storage import Guard
from ports.hint_storage import HintCount, HintMark, HintState
from ports.history_storage import Span
from ports.inside_storage import Part
from ports.kept_answers import Answer, KeptAnswer
from ports.left_forms import LeftForm
from ports.notices import Follow, NoticeState
from ports.operations import Operation, OperationKind, OperationState
from ports.overview_storage import Wanted
from ports.playbook_storage import MadePage, PageKind, PageState
from ports.reading_storage import Reading, ReadingAccount
from ports.strays import Stray, StrayKind
from store.sql import SqlTransaction
from tests.store.test_teams_side import a_chat, a_copy, a_membership, a_notice
from tests.support.accounts import PAT, SEALER, a_consent, a_grant, an_account
from tests.support.builders import FAYE, MARK, RITA, TENANT, a_draft, a_gig, a_proposal
from tests.support.clock import NOON
from tests.support.filled import GIGS
from tests.support.histories import saying
from tests.support.store_calls_of_cases import case_studies
from tests.support.summary_calls import calls_of_lessons, calls_of_summaries
from use_cases.accounts.keep_access import seal_grant

SAID = saying("changed")
LATER = NOON + timedelta(hours=1)
LONG_AGO = NOON - timedelta(days=13)
OLD_MARKET = f"marketplace-{GIGS - 10}"
"""Of a full database: the marketplace of a gig that was over long ago."""
DAYS = Period(first=NOON.date(), last=NOON.date() + timedelta(days=90))

Calls = AsyncIterator[tuple[str, Awaitable[Any]]]
"""`part.method` of a transaction, and the call, which is still to be awaited."""


async def every_call(tx: SqlTransaction) -> Calls:
    """In an order in which each finds what it needs."""
    for calls in (
        _gigs,
        _overviews,
        calls_of_summaries,
        calls_of_lessons,
        case_studies,
        _histories,
        _market,
        _teams,
        _turns,
        _approvals,
        _accounts,
        _switches,
        _playbook,
        _talent,
    ):
        async for call in calls(tx):
            yield call


OTHER = PersonKey(tenant=TENANT, object_id="other")


async def _gigs(tx: SqlTransaction) -> Calls:
    yield "gigs.add", tx.gigs.add(a_draft(), "plan")
    yield "gigs.add", tx.gigs.add(a_draft(), "draft_key-2")
    draft = await tx.gigs.add(a_draft(), "plan")
    number = draft.number
    asked = a_gig(GigState.IN_APPROVAL).model_copy(update={"number": number, "version": draft.version})
    yield "gigs.save", tx.gigs.save(draft, asked, SAID)
    asked = await tx.gigs.get(TENANT, number)
    guard = Guard(not_requester=FAYE.key, awaited=MARK.key, revision=asked.revision, step=1)
    answered = asked.approvals[0].model_copy(update={"decision": Decision.APPROVED, "decided_at": NOON})
    idle = asked.model_copy(update={"approvals": (answered,), "next_at": None, "state": GigState.CANCELLED})
    idle = idle.model_copy(update={"co_owners": (FAYE.model_copy(update={"key": OTHER}),)})
    yield "gigs.save", tx.gigs.save(asked, idle, SAID, guard)
    cancelled = await tx.gigs.get(TENANT, number)
    with_colleagues = {"inside": a_gig(GigState.INSIDE).inside, "state": GigState.INSIDE}
    yield "gigs.save", tx.gigs.save(cancelled, cancelled.model_copy(update=with_colleagues), SAID)
    yield "gigs.get", tx.gigs.get(TENANT, number)
    yield "gigs.hold", tx.gigs.hold(TENANT, number)
    yield "gigs.of_requester", tx.gigs.of_requester(RITA.key, 11)
    yield "gigs.awaiting", tx.gigs.awaiting(MARK.key, 11)
    yield "gigs.sums_awaited", tx.gigs.sums_awaited(MARK.key)
    yield "gigs.numbered", tx.gigs.numbered(TENANT, [number])
    states = frozenset({GigState.LISTED})
    yield "gigs.of_co_owner", tx.gigs.of_co_owner(FAYE.key, 11)
    yield "gigs.under_way", tx.gigs.under_way(TENANT, 50)
    yield "gigs.in_states", tx.gigs.in_states(states, NOON - timedelta(days=3), 50)


async def _overviews(tx: SqlTransaction) -> Calls:
    listed, month = frozenset({GigState.LISTED}), f"{NOON:%Y-%m}"
    narrowed = (
        Wanted(),
        Wanted(team="team-2"),
        Wanted(month=month),
        Wanted(market=OLD_MARKET),
        Wanted(state=GigState.LISTED),
    )
    for wanted in narrowed:
        yield "overviews.newest", tx.overviews.newest(TENANT, wanted, GIGS * 2, 11)
    yield "decisions.of", tx.decisions.of(MARK.key, 0, 11)
    yield "overviews.unmoved", tx.overviews.unmoved(TENANT, listed, LATER, 0, 11)
    yield "overviews.awaiting", tx.overviews.awaiting(TENANT, 0, 11)
    yield "overviews.teams", tx.overviews.teams(TENANT, 3)


async def _histories(tx: SqlTransaction) -> Calls:
    yield "histories.add", tx.histories.add(TENANT, 2, SAID)
    yield "histories.of", tx.histories.of(TENANT, 2)
    yield "histories.part", tx.histories.part(TENANT, 2, 8)
    yield "histories.part", tx.histories.part(TENANT, 2, 8, up_to=3)
    yield "histories.named", tx.histories.named("Mark Manager")
    yield "histories.referring", tx.histories.referring(TENANT, "freelancer:invited:F01")
    yield "histories.erase_names", tx.histories.erase_names(TENANT, 2, ["mark"])
    yield "histories.forget_names", tx.histories.forget_names(TENANT, 2, ["mark"])
    yield "histories.stored", tx.histories.stored(TENANT, Span(), None, 500)
    yield "histories.stored", tx.histories.stored(TENANT, Span(), (9000, 1), 500)
    yield "histories.stored", tx.histories.stored(TENANT, Span(gig=2), (2, 1), 500)
    yield (
        "histories.stored",
        tx.histories.stored(TENANT, Span(since=NOON - timedelta(days=3), until=NOON), (2, 1), 500),
    )
    yield "histories.empty", tx.histories.empty(TENANT)
    yield "histories.tenants", tx.histories.tenants()


async def _market(tx: SqlTransaction) -> Calls:
    yield "proposals.put", tx.proposals.put(TENANT, 2, [a_proposal()])
    yield "proposals.of", tx.proposals.of(TENANT, 2)
    yield "proposals.made_by", tx.proposals.made_by(TENANT, "F01")
    wish = Operation(
        tenant=TENANT,
        gig=2,
        key="post:2:1",
        kind=OperationKind.POST,
        marketplace="sandbox",
        reference="FC-AAAAAAAAAA",
        changed_at=NOON,
    )
    yield "operations.add", tx.operations.add(wish)
    yield "operations.get", tx.operations.get(TENANT, wish.key)
    yield (
        "operations.change",
        tx.operations.change(wish, wish.model_copy(update={"state": OperationState.INFLIGHT})),
    )
    yield "operations.known", tx.operations.known({"FC-AAAAAAAAAA", "FC-BBBBBBBBBB"})
    yield "operations.unfinished", tx.operations.unfinished(NOON - timedelta(days=3), 50)
    yield "operations.ahead", tx.operations.ahead(LATER + timedelta(days=99), 50)
    yield "operations.delete_old", tx.operations.delete_old(OperationState.DONE, LONG_AGO, 200)
    reading = Reading(tenant=TENANT, number=2, marketplace="upwork", listing="L2", contract="C2", calls=1)
    yield "readings.put", tx.readings.put(reading)
    yield "readings.get", tx.readings.get(TENANT, 2)
    yield "readings.find", tx.readings.find(TENANT, "upwork", "C2")
    yield "readings.older", tx.readings.older("upwork", NOON, 50)
    yield "readings.delete_old", tx.readings.delete_old(LONG_AGO, 200, {OLD_MARKET})
    for part, timers in (("syncs", tx.syncs), ("clocks", tx.clocks)):
        yield f"{part}.schedule", timers.schedule(TENANT, 2, NOON)
        yield f"{part}.stop", timers.stop(TENANT, 2)
    yield "syncs.bring_forward", tx.syncs.bring_forward(LATER + timedelta(days=99), LATER)
    yield "syncs.due", tx.syncs.due(TENANT, 2)
    yield "syncs.accounts", tx.syncs.accounts(NOON - timedelta(days=3))
    account = ReadingAccount(tenant=TENANT, marketplace="upwork")
    yield "syncs.claim_in", tx.syncs.claim_in(account, NOON - timedelta(days=3), LATER, 50)
    yield "clocks.claim_due", tx.clocks.claim_due(NOON - timedelta(days=3), LATER, 50)
    yield "clocks.due", tx.clocks.due(TENANT, 2)  # type: ignore[attr-defined]  # one class serves both


async def _teams(tx: SqlTransaction) -> Calls:
    notice, copy = a_notice(gig=2), a_copy(gig=2)
    yield "notices.add", tx.notices.add(notice)
    yield "notices.add_all", tx.notices.add_all([notice, a_notice(gig=2, id="another")])
    yield "notices.get", tx.notices.get(TENANT, notice.id)
    yield "notices.mark", tx.notices.mark(TENANT, notice.id, NoticeState.WAITING)
    yield "notices.put_off", tx.notices.put_off(TENANT, notice.id, LATER)
    yield "notices.waiting_for", tx.notices.waiting_for(RITA.key)
    yield "notices.not_reached", tx.notices.not_reached(TENANT, 12, [RITA.key])
    yield "notices.unsent", tx.notices.unsent(NOON - timedelta(days=3), 50)
    yield "notices.ahead", tx.notices.ahead(LATER + timedelta(days=99), 50)
    yield "notices.delete_old", tx.notices.delete_old(NoticeState.SENT, LONG_AGO, 200)
    yield "copies.add", tx.copies.add(copy, NOON)
    yield "copies.of", tx.copies.of(TENANT, 2)
    yield "copies.at", tx.copies.at(TENANT, "a:1", "1", 2)
    yield "copies.forget_drawn", tx.copies.forget_drawn(TENANT, "a:1", "1", 2)
    yield "copies.drawn", tx.copies.drawn([copy], 3, NOON)
    yield "copies.drop", tx.copies.drop([copy])
    yield "copies.drop_at", tx.copies.drop_at(TENANT, "a:1", "1")
    yield "copies.delete_old", tx.copies.delete_old(LONG_AGO, 200)
    yield "chats.put", tx.chats.put(a_chat())
    yield "chats.get", tx.chats.get(TENANT, "rita")
    yield "chats.of", tx.chats.of(TENANT, ["rita", "19:x"])
    yield "chats.bury", tx.chats.bury(TENANT, "rita")
    follow = Follow(tenant=TENANT, channel_id="19:x", team_id="19:t", followed_by=RITA.key)
    yield "follows.put", tx.follows.put(follow)
    yield "follows.of", tx.follows.of(TENANT)
    yield "follows.drop", tx.follows.drop(TENANT, "19:x")
    yield "memberships.put", tx.memberships.put([a_membership()])
    yield "memberships.get", tx.memberships.get(RITA.key, "19:t")
    yield "memberships.of", tx.memberships.of(RITA.key)
    yield "memberships.forget_team", tx.memberships.forget_team(TENANT, "19:t")
    yield "memberships.forget", tx.memberships.forget(NOON - timedelta(days=13))


async def _turns(tx: SqlTransaction) -> Calls:
    yield "dialogs.save", tx.dialogs.save(TENANT, "a:1", "rita", "{}", 0, NOON)
    yield "dialogs.save", tx.dialogs.save(TENANT, "a:1", "rita", "{}", 1, NOON)
    yield "dialogs.load", tx.dialogs.load(TENANT, "a:1", "rita")
    yield "dialogs.delete_idle", tx.dialogs.delete_idle(LONG_AGO, 200)
    left = LeftForm(person=RITA.key, draft="draft-2", form=a_draft().form, left_at=NOON)
    yield "left_forms.put", tx.left_forms.put(left)
    yield "left_forms.get", tx.left_forms.get(RITA.key, "draft-2")
    yield "left_forms.of", tx.left_forms.of(RITA.key, NOON - timedelta(days=1), 30)
    yield "left_forms.forget_words", tx.left_forms.forget_words(LONG_AGO, 200)
    mark = HintMark(tenant=TENANT, gig=1, hint="scope.outcome", about="a", state=HintState.SHOWN, at=NOON)
    yield "hints.put", tx.hints.put([mark])
    yield "hints.of_gig", tx.hints.of_gig(TENANT, 1)
    yield "hints.count", tx.hints.count(TENANT, [HintCount(kind="scope", shown=1)])
    yield "hints.counts", tx.hints.counts(TENANT)
    yield "hints.delete_old", tx.hints.delete_old(LONG_AGO, 200)
    yield "left_forms.delete_old", tx.left_forms.delete_old(LONG_AGO, 200)
    yield "skills.put", tx.skills.put(RITA.key, ["PowerPoint", "German"], NOON)
    yield "skills.of", tx.skills.of(RITA.key)
    yield "skills.who_has", tx.skills.who_has(TENANT, "powerpoint", 100)
    yield "skills.delete_old", tx.skills.delete_old(LONG_AGO, 200)
    yield "hands.gigs_of", tx.hands.gigs_of(RITA.key, Part.HOURS, 5)
    kept = KeptAnswer(
        tenant=TENANT,
        id="answer-1",
        answer=Answer(tenant=TENANT, service_url="https://smba", conversation_id="a:1", activity={}),
        holder="here",
        held_until=LONG_AGO,
        kept_at=NOON,
    )
    yield "kept_answers.put", tx.kept_answers.put(kept)
    yield "kept_answers.hold", tx.kept_answers.hold("here", ["answer-1"], LONG_AGO)
    yield "kept_answers.claim", tx.kept_answers.claim(NOON - timedelta(days=12), "there", NOON)
    yield "kept_answers.drop", tx.kept_answers.drop(TENANT, "answer-1")
    yield "inbox.first_time", tx.inbox.first_time(TENANT, "a:1", "1", NOON)
    yield "inbox.forget_one", tx.inbox.forget_one(TENANT, "a:1", "1")
    yield "inbox.forget", tx.inbox.forget(NOON - timedelta(days=13))


async def _approvals(tx: SqlTransaction) -> Calls:
    yield "commitments.lock", tx.commitments.lock(TENANT, ["cost_centre cc-100"])
    yield "commitments.passed", tx.commitments.passed(TENANT, "cost_centre cc-100", 50)
    yield "commitments.of_tenant", tx.commitments.of_tenant(TENANT, NOON)
    yield "commitments.of_requester", tx.commitments.of_requester(RITA.key, NOON, 2)
    for period in (Period(), DAYS):
        yield "commitments.of_cost_centre", tx.commitments.of_cost_centre(TENANT, "cost_centre-8", period, 2)
        yield (
            "commitments.of_purchase_order",
            tx.commitments.of_purchase_order(TENANT, "purchase_order-8", period, 2),
        )
    away = Delegation(person=MARK, delegate=FAYE, set_by=MARK)
    yield "delegations.put", tx.delegations.put(away)
    yield "delegations.get", tx.delegations.get(MARK.key)
    yield "delegations.for_good", tx.delegations.for_good(TENANT)
    yield "delegations.of_people", tx.delegations.of_people(TENANT, ["mark", "faye"])
    yield "delegations.everywhere", tx.delegations.everywhere()
    yield "delegations.drop", tx.delegations.drop(MARK.key)
    yield "policies.put", tx.policies.put("P-1", "text", NOON)
    yield "policies.get", tx.policies.get("P-1")


async def _accounts(tx: SqlTransaction) -> Calls:
    account = an_account()
    tokens = seal_grant(SEALER, account, a_grant(1))
    seen = Stored(account=account, tokens=tokens, edition="E-1")
    yield "accounts.put", tx.accounts.put(account, tokens, "E-1")
    yield "accounts.get", tx.accounts.get(TENANT, "upwork")
    yield "accounts.of", tx.accounts.of(TENANT)
    yield "accounts.everywhere", tx.accounts.everywhere()
    yield "accounts.stored", tx.accounts.stored(TENANT, "upwork")
    yield "accounts.lease", tx.accounts.lease(seen, NOON, LATER)
    yield "accounts.renew", tx.accounts.renew(seen, account, tokens, "E-2")
    yield "accounts.lapse", tx.accounts.lapse(seen, account)
    yield "accounts.drop", tx.accounts.drop(TENANT, "upwork")
    consent = a_consent(expires_at=LATER)
    yield "consents.add", tx.consents.add(consent, tokens.access)
    yield "consents.take", tx.consents.take("S")
    yield "consents.forget", tx.consents.forget(NOON - timedelta(days=13))


async def _talent(tx: SqlTransaction) -> Calls:
    key = FreelancerKey(tenant=TENANT, marketplace="market-8", freelancer="freelancer-8")
    talent = Talent(key=key, name="Amara Okonkwo", words_at=NOON)
    worked = Worked(key=key, gig=8, proposal="L1-P1", words=frozenset({"powerpoint", "domain:design"}))
    yield "talents.put", tx.talents.put(talent, worked)
    yield "talents.get", tx.talents.get(key)
    yield "talents.of", tx.talents.of([key, key.model_copy(update={"freelancer": "freelancer-10"})])
    yield "talents.gigs_of", tx.talents.gigs_of(key, 50)
    yield "talents.with_words", tx.talents.with_words(TENANT, ["powerpoint"], GIGS, 200)
    yield "talents.with_words", tx.talents.with_words(TENANT, ["powerpoint", "amara"], GIGS, 200)
    yield "talents.hired_on", tx.talents.hired_on(TENANT, [8, 10])
    yield "talents.read_again", tx.talents.read_again(talent.model_copy(update={"name": "Amara O."}))
    yield "talents.forget_words", tx.talents.forget_words("market-8", LATER, 100)
    yield "talents.drop", tx.talents.drop(key)
    mark = DoNotHire(
        tenant=TENANT,
        fingerprint=key.fingerprint,
        key=key,
        reason="Late.",
        by=PAT.key,
        by_name=PAT.name,
        set_at=NOON,
        ends_at=LATER,
    )
    yield "marks.put", tx.marks.put(mark)
    yield "marks.get", tx.marks.get(TENANT, key.fingerprint)
    yield "marks.of", tx.marks.of(TENANT, [key.fingerprint, "another"])
    yield "marks.newest", tx.marks.newest(TENANT, NOON, 20)
    yield "marks.delete_old", tx.marks.delete_old(LONG_AGO, 200)


async def _switches(tx: SqlTransaction) -> Calls:
    switch = Switch(tenant=TENANT, marketplace="upwork", by=PAT, at=NOON, reason="why")
    yield "switches.put", tx.switches.put(switch)
    yield "switches.get", tx.switches.get(TENANT, "upwork")
    yield "switches.of", tx.switches.of(TENANT)
    yield "switches.drop", tx.switches.drop(TENANT, "upwork")
    stray = Stray(
        tenant=TENANT,
        marketplace="upwork",
        id="L9",
        kind=StrayKind.LISTING,
        reference="FC-CCCCCCCCCC",
        found_at=NOON,
    )
    yield "strays.add", tx.strays.add(stray)
    yield "strays.of", tx.strays.of(TENANT, "upwork")
    yield "strays.get", tx.strays.get(TENANT, "upwork", "L9")
    yield "strays.change", tx.strays.change(stray, stray.model_copy(update={"title": "Deck"}))
    yield "generations.current", tx.generations.current()
    yield "generations.next", tx.generations.next()
    yield "generations.renew", _renewed(tx)
    yield "generations.bring_back", tx.generations.bring_back(LATER, NOON)
    yield "generations.has_ended", tx.generations.has_ended("G-1")
    yield "api_use.count", tx.api_use.count(TENANT, "upwork", NOON.date())
    yield "api_use.used", tx.api_use.used(TENANT, NOON.date())
    yield "api_use.delete_old", tx.api_use.delete_old(LATER.date() + timedelta(days=1), 200)


async def _renewed(tx: SqlTransaction) -> bool:
    return await tx.generations.renew(await tx.generations.current(), "G-2", NOON, "G-1")


async def _playbook(tx: SqlTransaction) -> Calls:
    page = MadePage(
        tenant=TENANT,
        id="made-1",
        kind=PageKind.TEMPLATE,
        gig=12,
        title="Slides",
        words="{}",
        by=PAT.key,
        name=PAT.name,
        at=NOON,
    )
    yield "pages.add", tx.pages.add(page)
    yield "pages.get", tx.pages.get(TENANT, page.id)
    first = page.model_copy(update={"version": 1})
    published = first.model_copy(update={"state": PageState.PUBLISHED, "published": "{}"})
    yield "pages.change", tx.pages.change(first, published)
    yield "pages.in_state", tx.pages.in_state(TENANT, PageKind.TEMPLATE, PageState.PUBLISHED, 200)
    yield "pages.versions", tx.pages.versions(TENANT, page.id, 5)
    yield "pages.count_use", tx.pages.count_use(TENANT, "slides")
    yield "pages.uses", tx.pages.uses(TENANT, ["slides", "logo"])
