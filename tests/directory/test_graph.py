"""Graph in good and bad days: what is asked how often, what serves while it is away, and what is never believed."""

import asyncio
import logging
from email.utils import format_datetime

import pytest

from tests.directory.staff import BATCH, FAYE, GUY, HOUR, LEADS, MARK, RITA, key, unavailable
from tests.support.entra import TENANT
from tests.support.graph import Fault, User, a_directory

pytestmark = pytest.mark.usefixtures("staff")


# ------------------------------------------------------------------------------------------- how often is asked


async def test_one_batch_tells_a_whole_crowd_who_somebody_is(directory, graph):
    found = await asyncio.gather(*(directory.person(key(RITA)) for _ in range(30)))
    assert {each.name for each in found} == {"Rita"}
    assert graph.calls == [BATCH]
    assert len(graph.reads) == 3


async def test_an_answer_is_fresh_for_an_hour(directory, graph, clock):
    await directory.person(key(RITA))
    graph.users[RITA].display_name = "Rita Married"
    clock.advance(HOUR - 1)
    assert (await directory.person(key(RITA))).name == "Rita"
    clock.advance(1)
    assert (await directory.person(key(RITA))).name == "Rita Married"
    assert graph.calls == [BATCH] * 2


async def test_nobody_is_asked_for_again_after_ten_minutes(directory, graph, clock):
    newcomer = "11111111-aaaa-4bbb-8ccc-000000000077"
    assert await directory.person(key(newcomer)) is None
    graph.add(User(newcomer, "New"))
    clock.advance(599)
    assert await directory.person(key(newcomer)) is None
    clock.advance(1)
    assert (await directory.person(key(newcomer))).name == "New"


async def test_nothing_is_asked_for_what_cannot_be_an_id_an_address_or_a_group(directory, graph):
    assert await directory.person(key(f"{RITA}/manager")) is None
    assert await directory.by_address(TENANT, "no address") is None
    assert list(await directory.group(TENANT, "programme_lead")) == []
    assert graph.calls == []


# ------------------------------------------------------------------------------------------ when Graph is away


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=500, times=99),
        Fault(status=504, times=99),
        Fault(reset=True, times=99),
        Fault(status=200, body=b"<html>", times=99),
        Fault(status=302, headers={"Location": "/v1.0/elsewhere"}, times=99),
        Fault(status=404, code="UnknownError", on="/users/", times=99),
    ],
    ids=repr,
)
async def test_what_was_known_serves_for_a_day_and_then_a_sentence_does(directory, graph, clock, fault):
    await directory.person(key(RITA))
    graph.faults = [fault]
    clock.advance(24 * HOUR - 1)
    assert (await directory.person(key(RITA))).name == "Rita"
    clock.advance(10)
    await unavailable(directory.person(key(RITA)))


async def test_that_somebody_was_unknown_is_not_said_once_it_is_old(directory, graph, clock):
    assert await directory.person(key(GUY)) is None
    graph.faults = [Fault(status=500, times=99)]
    clock.advance(600)
    await unavailable(directory.person(key(GUY)))


async def test_one_failure_is_survived_and_two_are_not(directory, graph):
    graph.faults = [Fault(status=502)]
    assert (await directory.person(key(RITA))).name == "Rita"
    graph.faults = [Fault(status=502, times=2)]
    await unavailable(directory.person(key(MARK)))
    assert graph.calls == [BATCH] * 4


async def test_a_lost_connection_is_survived(directory, graph):
    graph.faults = [Fault(reset=True)]
    assert (await directory.person(key(RITA))).name == "Rita"


async def test_one_read_that_failed_within_a_batch_is_asked_for_again_alone(directory, graph):
    graph.faults = [Fault(status=503, on="/manager")]
    assert (await directory.person(key(RITA))).manager == key(MARK)
    assert [read.split("?")[0] for read in graph.reads] == [
        f"/users/{RITA}/mailboxSettings/timeZone",
        f"/users/{RITA}",
        f"/users/{RITA}/manager",
    ]


async def test_a_manager_who_could_not_be_read_is_not_taken_for_no_manager(directory, graph):
    graph.faults = [Fault(status=500, on="/manager", times=2)]
    await unavailable(directory.person(key(RITA)))


async def test_a_slow_graph_does_not_keep_people_waiting_who_are_known(directory, graph, clock):
    await directory.person(key(RITA))
    clock.advance(HOUR)
    graph.users[RITA].display_name = "Rita Married"
    graph.open.clear()
    assert (await directory.person(key(RITA))).name == "Rita"
    graph.open.set()
    async with asyncio.timeout(5):
        while (await directory.person(key(RITA))).name == "Rita":  # noqa: ASYNC110 - the late answer tells nobody
            await asyncio.sleep(0.01)
    assert graph.calls == [BATCH] * 2


async def test_whoever_stops_waiting_takes_nothing_from_the_others(directory, graph):
    graph.open.clear()
    leaves, stays = (asyncio.create_task(directory.person(key(RITA))) for _ in range(2))
    await graph.asked.wait()
    leaves.cancel()
    graph.open.set()
    assert (await stays).name == "Rita"
    assert graph.calls == [BATCH]


async def test_it_closes_while_somebody_waits(graph, clock):
    async with a_directory(graph, clock) as ours:
        graph.open.clear()
        waiting = asyncio.create_task(ours.person(key(RITA)))
        await graph.asked.wait()
    with pytest.raises(asyncio.CancelledError):
        await waiting


# ---------------------------------------------------------------------------------- when Graph asks for a pause


@pytest.mark.parametrize("status", [429, 503])
async def test_a_pause_is_kept_by_everybody_and_then_over(directory, graph, clock, status):
    await directory.person(key(RITA))
    clock.advance(HOUR)
    graph.faults = [Fault(status=status, headers={"Retry-After": "120"})]
    assert (await directory.person(key(RITA))).name == "Rita"
    called = len(graph.calls)
    clock.advance(119)
    assert (await directory.person(key(RITA))).name == "Rita"
    await unavailable(directory.person(key(MARK)))
    assert len(graph.calls) == called
    clock.advance(1)
    assert (await directory.person(key(MARK))).name == "Mark"


@pytest.mark.parametrize("given", ["", "soon", "date", "nan"])
async def test_a_pause_may_be_a_date_or_left_open(directory, graph, clock, given):
    after = clock.now().replace(second=30) if given == "date" else None
    sent = format_datetime(after, usegmt=True) if after else given
    graph.faults = [Fault(status=429, headers={"Retry-After": sent})]
    await unavailable(directory.person(key(RITA)))
    clock.advance(29)
    await unavailable(directory.person(key(RITA)))
    clock.advance(1)
    assert (await directory.person(key(RITA))).name == "Rita"
    assert graph.calls == [BATCH] * 2


async def test_a_pause_is_never_longer_than_an_hour(directory, graph, clock):
    graph.faults = [Fault(status=429, headers={"Retry-After": "1e12"})]
    await unavailable(directory.person(key(RITA)))
    clock.advance(HOUR)
    assert (await directory.person(key(RITA))).name == "Rita"


async def test_a_pause_for_one_read_within_a_batch_counts_for_all(directory, graph, clock):
    graph.faults = [Fault(status=429, on="/manager", headers={"Retry-After": "60"})]
    await unavailable(directory.person(key(RITA)))
    await unavailable(directory.person(key(MARK)))
    assert graph.calls == [BATCH]
    clock.advance(60)
    assert (await directory.person(key(RITA))).manager == key(MARK)


async def test_a_busy_mailbox_is_no_obstacle(directory, graph):
    graph.faults = [Fault(status=429, on="/mailboxSettings", headers={"Retry-After": "60"})]
    rita = await directory.person(key(RITA))
    assert (rita.manager, rita.time_zone) == (key(MARK), "UTC")


# ------------------------------------------------------------------------------------- tokens and permissions


async def test_a_token_that_is_no_good_any_more_is_replaced(directory, graph, clock):
    await directory.person(key(RITA))
    graph.revoked.add("outbound-1")
    assert (await directory.person(key(MARK))).name == "Mark"
    assert len(graph.entra.token_requests) == 2


async def test_a_graph_that_takes_no_token_is_left_alone_for_a_while(directory, graph):
    graph.revoked = {f"outbound-{number}" for number in range(1, 9)}
    await unavailable(directory.person(key(RITA)))
    await unavailable(directory.person(key(MARK)))
    assert len(graph.entra.token_requests) == 2


async def test_without_a_token_nothing_is_asked_of_graph(directory, graph, clock, caplog):
    graph.entra.token_error = "invalid_client"
    await unavailable(directory.person(key(RITA)))
    assert graph.calls == []
    assert "invalid_client" in {getattr(record, "reason", "") for record in caplog.records}
    graph.entra.token_error = None
    clock.advance(5)
    assert (await directory.person(key(RITA))).name == "Rita"


async def test_a_missing_permission_is_logged_and_people_are_told_to_come_back(directory, graph, caplog):
    graph.permissions.discard("User.Read.All")
    await unavailable(directory.person(key(RITA)))
    await unavailable(directory.by_address(TENANT, "rita@contoso.example"))
    errors = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert {(record.status, record.code) for record in errors} == {(403, "Authorization_RequestDenied")}


async def test_nobody_has_a_role_by_accident_when_groups_may_not_be_read(graph, clock):
    graph.groups[LEADS] = [MARK]
    graph.permissions.discard("GroupMember.Read.All")
    async with a_directory(graph, clock, {"programme_lead": LEADS}) as ours:
        await unavailable(ours.person(key(RITA)))
        await unavailable(ours.group(TENANT, "programme_lead"))


@pytest.mark.parametrize(
    "zone, known",
    [
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("India Standard Time", "Asia/Calcutta"),
        ("Asia/Kolkata", "Asia/Kolkata"),
        ("Customized Time Zone", "Europe/Lisbon"),
        ("tzone://Microsoft/Custom", "Europe/Lisbon"),
        ("../../etc/passwd", "Europe/Lisbon"),
        ("", "Europe/Lisbon"),
        (None, "Europe/Lisbon"),
    ],
)
async def test_a_mailbox_tells_the_time_zone_or_the_company_does(graph, clock, zone, known):
    graph.users[RITA].zone = zone
    async with a_directory(graph, clock, default_zone="Europe/Lisbon") as ours:
        assert (await ours.person(key(RITA))).time_zone == known


async def test_mailboxes_that_may_not_be_read_are_no_obstacle(directory, graph):
    graph.permissions.discard("MailboxSettings.Read")
    assert (await directory.person(key(RITA))).time_zone == "UTC"


# ------------------------------------------------------------------------------------------------- who is who


@pytest.mark.parametrize(
    "changes, country",
    [
        ({"usage_location": "DE", "country": "France"}, "DE"),
        ({"country": "fr"}, "FR"),
        ({"country": "Germany"}, ""),
        ({}, ""),
    ],
)
async def test_a_country_is_a_code_or_nothing(directory, graph, changes, country):
    for name, value in changes.items():
        setattr(graph.users[RITA], name, value)
    assert (await directory.person(key(RITA))).country == country


async def test_a_guest_is_nobody_though_they_are_in_a_group(graph, clock):
    graph.groups[LEADS] = [GUY, MARK]
    async with a_directory(graph, clock, {"programme_lead": LEADS}) as ours:
        assert await ours.person(key(GUY)) is None
        assert await ours.by_address(TENANT, "guy@elsewhere.example") is None
        assert [each.name for each in await ours.group(TENANT, "programme_lead")] == ["Mark"]


async def test_an_answer_about_somebody_else_is_not_believed(directory, graph):
    graph.users[RITA] = graph.users[MARK]
    await unavailable(directory.person(key(RITA)))


async def test_an_address_of_two_people_leads_to_nobody(directory, graph):
    graph.users[FAYE].mail = "rita@contoso.example"
    assert await directory.by_address(TENANT, "rita@contoso.example") is None


async def test_an_address_is_theirs_who_get_the_mail_before_theirs_who_sign_in_with_it(directory, graph):
    graph.users[FAYE].user_principal_name = "rita@contoso.example"
    assert (await directory.by_address(TENANT, "rita@contoso.example")).name == "Rita"


async def test_an_address_is_no_more_theirs_when_their_account_is_switched_off(directory, graph):
    graph.users[FAYE].mail = "rita@contoso.example"
    graph.users[RITA].account_enabled = False
    assert (await directory.by_address(TENANT, "rita@contoso.example")).name == "Faye"


async def test_a_sign_in_name_with_a_hash_is_found(directory, graph):
    graph.users[FAYE].user_principal_name = "faye_x.example#EXT#@contoso.example"
    assert (await directory.by_address(TENANT, "Faye_x.example#EXT#@contoso.example")).name == "Faye"
