"""The probe: every line is true of the account and the schema behind it."""

from graphql import build_schema, get_introspection_query, graphql_sync

from marketplace.worksome.operations import OPERATIONS
from marketplace.worksome.probe import NEEDS, drift, findings
from stand_ins.worksome.server import SDL
from tests.support.stages.worksome import TENANT


def introspected(sdl: str):
    return graphql_sync(build_schema(sdl), get_introspection_query()).data


async def told(stage):
    return {one.what: one for one in await findings(stage.unbound, TENANT)}


async def test_a_good_account_has_a_line_for_everything_and_nothing_wrong(stage):
    found = await told(stage)

    assert [one for one in found.values() if one.ok is False] == []
    assert "Aurora Ltd" in found["account"].detail
    assert "USD" in found["account"].detail
    assert found["schema"].detail == f"{len(OPERATIONS)} of {len(OPERATIONS)} operations fit"
    assert found["catalogue"].ok
    assert found["webhooks"].ok is None
    assert {f"may {capability}" for capability in stage.market.capabilities} <= set(found)
    assert "release" in found["on their pages only"].detail


async def test_nothing_is_written_by_a_probe(stage):
    await findings(stage.unbound, TENANT)

    assert {name for name in stage.server.operations if name.startswith(("create", "update", "end"))} == set()
    assert stage.server.state.jobs == []


async def test_an_account_of_another_company_is_found_out(stage):
    stage.accounts._account = "somebody else"

    found = await told(stage)

    assert found["account"].ok is False
    assert "Aurora Ltd" in found["account"].detail


async def test_what_does_not_answer_is_a_line_and_the_rest_is_still_told(stage):
    stage.server.strike("skills", "fault")
    stage.server.strike("webhooks", "reset")

    found = await told(stage)

    assert found["catalogue"].ok is False
    assert found["webhooks"].ok is False
    assert found["schema"].ok


async def test_registered_webhooks_are_listed_with_what_they_leave_out(stage):
    stage.server.state.webhooks = [
        {"id": "1", "title": "A", "url": "https://a.example/h", "isActive": True, "subscribedEvents": None},
        {"id": "2", "title": "B", "url": "https://b.example/h", "isActive": False, "subscribedEvents": []},
        {
            "id": "3",
            "title": "C",
            "url": "https://c.example/h",
            "isActive": True,
            "subscribedEvents": ["HIRE_ENDED"],
        },
    ]

    found = await told(stage)

    assert found["webhook https://a.example/h"].ok
    assert "switched off" in found["webhook https://b.example/h"].detail
    assert "CONTRACT_ACCEPTED" in found["webhook https://c.example/h"].detail


def test_every_operation_fits_the_schema_we_know():
    assert drift(introspected(SDL.read_text())) == {}


def test_a_field_that_went_away_is_named_with_the_operations_that_need_it():
    changed = SDL.read_text().replace("externalIdentifier: String\n  bids", "\n  bids")

    wrong = drift(introspected(changed))

    assert "JobsByReference" in wrong
    assert "externalIdentifier" in wrong["JobsByReference"]
    assert "OneHire" not in wrong


def test_an_argument_that_became_mandatory_is_drift():
    changed = SDL.read_text().replace("input EndJobInput { id: ID! accountId: ID! }", "")
    changed = changed.replace("endJob(input: EndJobInput!)", "endJob(id: ID!)")

    assert "EndJob" in drift(introspected(changed))


def test_a_schema_that_cannot_be_read_fits_nothing():
    assert set(drift({"__schema": {}})) == set(OPERATIONS)


def test_every_capability_is_made_of_operations_we_have(stage):
    assert set(NEEDS) == set(stage.market.capabilities)
    assert {name for names in NEEDS.values() for name in names} <= set(OPERATIONS)
