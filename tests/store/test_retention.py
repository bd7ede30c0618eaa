"""What is deleted once it is old, and what stays however old it is."""

from datetime import timedelta

import pytest

from gigs.gig import OVER, GigState
from ports.accounts import Sealed
from ports.left_forms import LeftForm
from ports.notices import NoticeState
from ports.operations import OperationState
from ports.reading_storage import Reading
from tests.store.test_operations import an_operation
from tests.store.test_teams_side import a_copy, a_notice
from tests.support.accounts import a_consent
from tests.support.builders import MARK, RITA, TENANT, a_draft, a_gig, every_state
from tests.support.cases import every_case
from tests.support.clock import NOON, FakeClock
from tests.support.histories import saying
from tests.support.one_by_one import one_by_one
from tests.support.retaining import RETENTION, a_context
from use_cases.retention.delete_old import PAGE, Retention, delete_old

LONG_AFTER = timedelta(days=1000)
SETTLED = {OperationState.DONE, OperationState.REFUSED, OperationState.VOID}


@pytest.fixture
def later(store):
    """Deletes what is old so long after noon."""

    async def later(after=LONG_AFTER, retention=RETENTION):
        clock = FakeClock(NOON + after)
        return await delete_old(a_context(store, clock), retention)

    return later


@pytest.fixture
def tx(store):
    """The parts of the store; each call is a transaction."""
    return one_by_one(store)


async def a_gig_in(tx, state, at=NOON):
    """The number of a gig in this state, unchanged since `at`."""
    draft = await tx.gigs.add(a_draft(created_at=at, changed_at=at), f"{state} {at}")
    if state is GigState.DRAFT:
        return draft.number
    lived = a_gig(state).model_copy(
        update={"number": draft.number, "version": draft.version, "changed_at": at}
    )
    return (await tx.gigs.save(draft, lived, saying("lived"))).number


def a_reading(number, **changes):
    reading = Reading(tenant=TENANT, number=number, marketplace="sandbox", listing=f"L{number}", read_at=NOON)
    return reading.model_copy(update=changes)


async def test_only_a_gig_that_is_over_loses_its_cards_notices_operations_and_readings(tx, later):
    async with tx as tx:
        numbers = {state: await a_gig_in(tx, state) for state in every_state()}
        for state, number in numbers.items():
            await tx.notices.add(a_notice(id=state, gig=number, state=NoticeState.SENT))
            await tx.operations.add(an_operation(key=state, gig=number, state=OperationState.DONE))
            await tx.copies.add(a_copy(activity_id=state, gig=number), NOON)
            await tx.readings.put(a_reading(number))
        await later()
        with every_case() as case:
            for state, number in numbers.items():
                with case(state):
                    stays = state not in OVER
                    assert bool(await tx.notices.get(TENANT, state)) is stays
                    assert bool(await tx.operations.get(TENANT, state)) is stays
                    assert bool(await tx.copies.of(TENANT, number)) is stays
                    assert bool(await tx.readings.get(TENANT, number)) is stays
                    assert (await tx.gigs.get(TENANT, number)).state is state
                    assert bool(await tx.histories.of(TENANT, number)) is (state is not GigState.DRAFT)


async def test_a_gig_that_ended_of_late_keeps_what_is_older(tx, later):
    async with tx as tx:
        number = await a_gig_in(tx, GigState.CLOSED, NOON + LONG_AFTER - timedelta(days=1))
        await tx.notices.add(a_notice(gig=number, state=NoticeState.SENT))
        await tx.operations.add(an_operation(gig=number, state=OperationState.DONE))
        await tx.copies.add(a_copy(gig=number), NOON)
        await tx.readings.put(a_reading(number))
        assert await later() == 0


async def test_a_card_that_was_drawn_again_of_late_stays(tx, later):
    async with tx as tx:
        number = await a_gig_in(tx, GigState.CLOSED)
        copies = [a_copy(gig=number), a_copy(gig=number, activity_id="2")]
        for copy in copies:
            await tx.copies.add(copy, NOON)
        await tx.copies.drawn(copies[:1], 3, NOON + LONG_AFTER - timedelta(days=1))
        await later()
        assert [copy.activity_id for copy in await tx.copies.of(TENANT, number)] == ["1"]


async def test_an_operation_whose_outcome_is_open_stays_however_old(tx, later):
    async with tx as tx:
        number = await a_gig_in(tx, GigState.CANCELLED)
        for state in OperationState:
            await tx.operations.add(an_operation(key=state, gig=number, state=state))
        await later()
        left = {state for state in OperationState if await tx.operations.get(TENANT, state)}
        assert left == set(OperationState) - SETTLED


async def test_a_notice_that_is_still_to_be_sent_stays_however_old(tx, later):
    async with tx as tx:
        number = await a_gig_in(tx, GigState.CLOSED)
        for gig in (0, number):
            for state in NoticeState:
                await tx.notices.add(a_notice(id=f"{gig} {state}", gig=gig, state=state))
        await later()
        left = {
            state
            for state in NoticeState
            for gig in (0, number)
            if await tx.notices.get(TENANT, f"{gig} {state}")
        }
        assert left == {NoticeState.PENDING}


@pytest.mark.parametrize(
    ("marketplace", "words", "stays"),
    [
        ("sandbox", NOON, False),
        ("upwork", None, False),
        ("upwork", NOON, True),
        ("set up no more", NOON, True),
    ],
)
async def test_a_reading_stays_until_the_words_that_may_not_be_kept_are_purged(
    tx, later, marketplace, words, stays
):
    async with tx as tx:
        number = await a_gig_in(tx, GigState.CLOSED)
        await tx.readings.put(a_reading(number, marketplace=marketplace, proposals_at=words))
        await tx.syncs.schedule(TENANT, number, NOON)
        await later()
        assert bool(await tx.readings.get(TENANT, number)) is stays
        assert bool(await tx.syncs.due(TENANT, number)) is stays


async def test_an_idle_dialog_goes_and_the_next_one_begins_anew(tx, later):
    async with tx as tx:
        await tx.dialogs.save(TENANT, "19:idle", "rita", "{}", 0, NOON)
        await tx.dialogs.save(TENANT, "19:busy", "rita", "{}", 0, NOON)
        await tx.dialogs.save(TENANT, "19:busy", "rita", "{2}", 1, NOON + LONG_AFTER)
        await later()
        assert await tx.dialogs.load(TENANT, "19:idle", "rita") == ("", 0)
        assert await tx.dialogs.load(TENANT, "19:busy", "rita") == ("{2}", 2)


async def test_a_consent_that_nobody_came_back_for_goes_as_soon_as_it_is_over(tx, later):
    consent = a_consent()
    async with tx as tx:
        await tx.consents.add(consent, Sealed(key="k", box=b"sealed"))
        await later(timedelta(minutes=11))
        assert await tx.consents.take("S") is None


async def test_each_kind_is_kept_for_its_own_time(tx, later):
    times = Retention.model_fields
    retention = Retention(**{name: timedelta(days=10 * place) for place, name in enumerate(times, start=1)})
    async with tx as tx:
        number = await a_gig_in(tx, GigState.CLOSED)
        await tx.notices.add(a_notice(gig=number, state=NoticeState.SENT))
        await tx.operations.add(an_operation(gig=number, state=OperationState.DONE))
        await tx.copies.add(a_copy(gig=number), NOON)
        await tx.dialogs.save(TENANT, "a:1", "rita", "{}", 0, NOON)
        await tx.readings.put(a_reading(number))
        await tx.api_use.count(TENANT, "upwork", NOON.date())
        for place, _ in enumerate(times, start=1):
            assert await later(timedelta(days=10 * place, hours=-1), retention) == 0
            assert await later(timedelta(days=10 * place + 1), retention) == 1


async def test_a_backlog_of_many_batches_goes_at_once(store, later):
    days = 3 * PAGE + 1

    async def many_years(tx):
        for day in range(days):
            await tx.api_use.count(TENANT, "upwork", NOON.date() - timedelta(days=day))

    await store.run(many_years)
    assert await later() == days


async def test_what_goes_is_found_behind_pages_of_what_stays(store, tx, later):
    async with tx as tx:
        closed, waiting = await a_gig_in(tx, GigState.CLOSED), await a_gig_in(tx, GigState.LISTED)

        async def told(tx):
            for each in range(2 * PAGE + 1):
                await tx.notices.add(a_notice(id=f"{each:04}", gig=waiting, state=NoticeState.SENT))
            await tx.notices.add(a_notice(id="the last", gig=closed, state=NoticeState.SENT))

        await store.run(told)
        assert await later() == 1
        assert await tx.notices.get(TENANT, "the last") is None


async def test_what_is_another_tenants_goes_by_its_own_gig(tx, later):
    async with tx as tx:
        number = await a_gig_in(tx, GigState.CLOSED)
        other = await tx.gigs.add(a_draft(tenant="fabrikam"), "key")
        assert other.number == number
        for tenant in (TENANT, "fabrikam"):
            await tx.notices.add(a_notice(tenant=tenant, gig=number, state=NoticeState.SENT))
        assert await later() == 1
        assert await tx.notices.get("fabrikam", "approved:12:1")


async def test_what_was_typed_into_a_cancelled_form_goes_after_a_day_and_the_form_stays_cancelled(tx, later):
    async with tx as tx:
        await tx.left_forms.put(LeftForm(person=RITA.key, draft="d", form=a_draft().form, left_at=NOON))
        await later(timedelta(hours=23))
        assert (await tx.left_forms.get(RITA.key, "d")).form == a_draft().form
        await later(timedelta(hours=25))
        assert (await tx.left_forms.get(RITA.key, "d")).form is None
        assert [one.draft for one in await tx.left_forms.of(RITA.key, NOON - timedelta(days=1), 5)] == ["d"]
        await later()
        assert await tx.left_forms.get(RITA.key, "d") is None


async def test_a_cancelled_form_is_its_persons_own(tx):
    async with tx as tx:
        await tx.left_forms.put(LeftForm(person=RITA.key, draft="d", left_at=NOON))
        assert await tx.left_forms.get(MARK.key, "d") is None
