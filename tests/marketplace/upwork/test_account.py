"""Whose account it is: the company that hires, its header on every call, tokens that end, calls that are too many."""

from datetime import timedelta

import pytest
from aiohttp import web
from pydantic import SecretStr

from marketplace.http.family import NoTenant
from marketplace.http.oauth import ClientAuth
from marketplace.upwork.limits import KEEPS_FOR, KNOWN_LIMITS, LIMITS
from ports.marketplace import MarketplaceRefused, MarketplaceUnavailable
from stand_ins.upwork.state import ORGANIZATION
from tests.support.providers import a_post
from tests.support.stages.upwork import UpworkStage


def company(id_: str, title: str, legacy: str | None = "Client", kind: str = "Business"):
    return {
        "title": title,
        "organizationId": id_,
        "organizationType": kind,
        "organizationLegacyType": legacy,
    }


async def identified(stage, **options):
    token = SecretStr(str(stage.server.consent.grant()["access_token"]))
    return await stage.provider(**options).identify(token)


async def test_the_only_company_that_hires_is_meant(stage):
    found = await identified(stage)

    assert (found.id, found.name) == (ORGANIZATION, "Contoso")


async def test_of_several_companies_the_configured_one_is_meant_and_without_it_all_are_named(stage, server):
    server.companies = [company("1", "Contoso"), company("2", "Fabrikam")]

    with pytest.raises(MarketplaceRefused) as refused:
        await identified(stage)

    assert "Contoso (1), Fabrikam (2)" in refused.value.reason
    assert (await identified(stage, organization="2")).name == "Fabrikam"
    with pytest.raises(MarketplaceRefused, match="does not act for organization 3"):
        await identified(stage, organization="3")


async def test_where_they_do_not_say_who_hires_a_business_does(stage, server):
    server.companies = [company("1", "Contoso", None), company("2", "Rita", None, "SoleProprietor")]

    assert (await identified(stage)).name == "Contoso"


async def test_a_freelancer_s_account_is_no_account_for_hiring(stage, server):
    server.companies = [company("9", "Rita", "Vendor", "SoleProprietor")]

    with pytest.raises(MarketplaceRefused, match="no company that hires"):
        await identified(stage)


async def test_a_token_that_they_do_not_take_identifies_nobody(stage):
    with pytest.raises(MarketplaceUnavailable):
        await stage.provider().identify(SecretStr("made up"))


async def test_without_the_header_of_the_company_nothing_is_posted_as_a_freelancer(tmp_path):
    stage = UpworkStage(tmp_path, account="")
    await stage.open()

    with pytest.raises(MarketplaceUnavailable, match="freelancer"):
        await stage.market.post(a_post("FC-1"))
    created = stage.server.asked.count("createJobPosting")
    configured = await stage.provider(organization=ORGANIZATION).post(a_post("FC-1"))
    await stage.close()

    assert created == 0
    assert configured.id


async def test_a_token_that_ended_after_a_day_is_renewed_once_and_the_call_made_again(stage, server, market):
    await market.post(a_post("FC-1"))
    stage.clock.advance(timedelta(hours=25).total_seconds())

    assert await market.find_listing("FC-1") is not None
    assert stage.accounts.renewals == 1


async def test_a_post_with_a_token_that_ended_is_posted_once(stage, market):
    stage.clock.advance(timedelta(hours=25).total_seconds())

    await market.post(a_post("FC-1"))

    assert await stage.count("FC-1") == 1


@pytest.mark.parametrize(("headers", "wait"), [({"Retry-After": "3"}, 3), ({}, None)])
async def test_too_many_calls_are_obeyed_whether_they_say_for_how_long_or_not(server, market, headers, wait):
    server.instead = [web.Response(status=429, headers=headers)]

    with pytest.raises(MarketplaceUnavailable) as busy:
        await market.find_listing("FC-1")

    assert busy.value.retry_after == wait


def test_the_pace_is_half_of_what_they_allow_and_only_verified_limits_are_called_so():
    published = {one.name: one for one in KNOWN_LIMITS}

    assert LIMITS.a_second * 2 <= int(published["calls"].value)
    assert LIMITS.a_day == int(published["calls a day"].value)
    assert all(one.value for one in KNOWN_LIMITS if one.verified)
    assert timedelta(hours=24) >= KEEPS_FOR


def test_the_application_names_no_scope_because_a_request_with_one_is_refused(stage):
    app = stage.provider().oauth

    assert app.scope == ""
    assert app.client_auth is ClientAuth.BOTH


async def test_a_call_before_it_is_known_for_whom_is_a_bug_that_says_so(stage):
    unbound = stage.provider().of("somebody")
    unbound._tenant = None

    with pytest.raises(NoTenant, match="whose account"):
        await unbound.find_listing("FC-1")


async def test_what_is_bound_to_one_tenant_leaves_the_other_alone(stage):
    one = stage.market.of("one")
    two = one.of("two")

    assert (one.wire.tenant, two.wire.tenant) == ("one", "two")
    assert one.wire.memory is two.wire.memory
