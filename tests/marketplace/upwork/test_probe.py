"""What an operator is told about a real account, read only."""

import pytest
from graphql import build_schema

from marketplace.upwork.operations import EVERY
from marketplace.upwork.probe import findings
from stand_ins.upwork.server import SDL
from tests.support.providers import a_post
from tests.support.stages.upwork import TENANT, UpworkStage


async def looked(stage, **options):
    market = stage.provider(**options) if options else stage.market
    return {one.what: one for one in await findings(market, TENANT)}


async def test_an_account_that_can_do_everything_has_nothing_wrong(stage):
    await stage.market.post(a_post())

    found = await looked(stage)

    assert {what for what, one in found.items() if one.ok is False} == set()
    assert [what for what, one in found.items() if one.ok is None] == ["posting, offering, paying"]
    assert "Contoso" in found["acts for"].detail
    assert found["own job posts"].detail == "1 on the first page"


async def test_a_look_writes_nothing(stage, server):
    await looked(stage)

    assert not set(server.asked) & {one.field for one in EVERY if one.writes}


@pytest.mark.parametrize(
    ("scope", "what"),
    [
        ("pub-client-proposals:write:all", "proposals"),
        ("pub-messages:read:all", "messages"),
        ("pub-contract:write:all", "contracts and milestones"),
        ("pub-offer:read:all", "offers on a proposal"),
        ("pub-ontology:read:all", "categories"),
        ("pub-management-jobpostings:read:all", "own job posts"),
    ],
)
async def test_a_missing_scope_is_named_where_it_is_missed(stage, server, scope, what):
    server.scopes.discard(scope)

    found = await looked(stage)

    assert found[what].ok is False
    assert "permissions/scopes" in found[what].detail
    assert found["acts for"].ok


async def test_a_field_that_they_have_taken_away_is_named_with_the_operation_that_needs_it(stage, server):
    server.schema = build_schema(SDL.read_text().replace("  coverLetter: String\n", ""))

    found = await looked(stage)

    assert found["schema: clientProposals"].ok is False
    assert "coverLetter" in found["schema: clientProposals"].detail


async def test_offers_are_said_to_be_possible_only_where_the_schema_has_them(tmp_path):
    stage = UpworkStage(tmp_path, offers=False)
    await stage.open()
    as_it_is = (await looked(stage))["making offers"]
    as_hoped = (await looked(stage, offers=True))["making offers"]
    await stage.close()

    assert (as_it_is.ok, as_hoped.ok) == (None, False)
    assert "own page" in as_it_is.detail


async def test_offers_that_are_possible_and_switched_off_are_pointed_out(stage):
    found = (await looked(stage, offers=False))["making offers"]

    assert found.ok
    assert "switched off" in found.detail


async def test_a_category_that_is_gone_is_named(stage, server):
    server.lacks = {"Content Writing"}

    assert "Writing / Content Writing" in (await looked(stage))["categories"].detail


async def test_an_account_that_is_refused_altogether_still_gives_its_lines(stage):
    stage.server.consent.accepts = lambda _token: False

    found = await looked(stage)

    assert found["acts for"].ok is False
    assert found["schema"].ok is False
    assert all(one.ok is not True for one in found.values())
