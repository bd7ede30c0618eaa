"""Bids, candidates, skills and the account itself: everything that is read from Worksome."""

from datetime import UTC, timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from marketplace.worksome import operations
from marketplace.worksome.api import Api
from marketplace.worksome.oauth import API, AUTHORIZE, TOKEN, oauth_app
from marketplace.worksome.wire import Page, Pages, Ref
from ports.marketplace import MarketplaceRefused, MarketplaceUnavailable
from tests.support.builders import TENANT
from tests.support.providers import a_post
from tests.support.stages.worksome import provider_at

DAY = timedelta(days=1).total_seconds()
NO_CALLS: Any = None


async def test_a_bid_came_in_when_its_candidate_did(stage):
    listing = await stage.market.post(a_post())
    stage.pass_time(30)

    first, *_ = await stage.market.proposals(listing.id)

    behind = (await stage.server.sandbox.proposals("L1"))[0]
    assert first.received_at == behind.received_at.astimezone(UTC)
    assert first.freelancer == behind.freelancer
    assert first.url.startswith(stage.server.url)


async def test_bids_and_candidates_that_fill_several_pages_are_read_to_the_end(stage):
    listing = await stage.market.post(a_post())
    stage.pass_time(30)
    at_once = await stage.market.proposals(listing.id)
    stage.server.state.suggested = 60

    assert await stage.market.proposals(listing.id) == at_once
    await stage.market.shortlist(listing.id, at_once[-1].id)

    assert stage.server.operations.count("job") == 1 + 3 + 3


async def test_bids_by_the_day_are_set_aside_and_read_on_their_own_page(stage):
    listing = await stage.market.post(a_post())
    stage.pass_time(30)
    came = {one.id for one in await stage.market.proposals(listing.id)}
    stage.server.state.per_rate_type = "DAILY"

    found = await stage.market.proposals(listing.id)

    assert not found
    assert {one.id for one in found.unread} == came


async def test_marks_are_set_once_and_the_reason_goes_with_a_no(stage):
    listing = await stage.market.post(a_post())
    stage.pass_time(30)
    first, second, *_ = await stage.market.proposals(listing.id)

    for _ in range(2):
        await stage.market.shortlist(listing.id, first.id)
        await stage.market.decline(listing.id, second.id, "Too far from the brief.")

    assert stage.server.operations.count("updateJobCandidatePreferred") == 1
    assert stage.server.operations.count("updateJobCandidateStatus") == 1
    assert list(stage.server.state.ineligible.values()) == ["Too far from the brief."]


async def test_a_token_that_ended_is_renewed_though_it_is_said_with_200(stage):
    await stage.market.post(a_post("FC-1"))
    stage.clock.advance(15 * DAY)

    assert await stage.market.find_listing("FC-1") is not None
    assert stage.accounts.renewals == 1


async def test_a_consent_that_was_taken_back_is_said_after_one_more_try(stage):
    listing = await stage.market.post(a_post())
    stage.server.consent.accepts = lambda token: False

    with pytest.raises(MarketplaceUnavailable, match="token"):
        await stage.market.proposals(listing.id)

    assert stage.accounts.renewals == 1


async def test_a_minute_that_is_used_up_is_unavailable_and_the_next_one_is_free(stage):
    stage.server.most_a_minute = 3
    await stage.market.post(a_post("FC-1"))

    with pytest.raises(MarketplaceUnavailable, match="slow down") as told:
        await stage.market.find_listing("FC-1")
    stage.clock.advance(61)

    assert told.value.retry_after is None
    assert await stage.market.find_listing("FC-1") is not None


async def test_skills_are_suggested_from_their_catalogue_the_likeliest_first(stage):
    found = await stage.market.find_skills("power", most=1)

    assert [skill.name for skill in found] == ["Power BI"]
    assert await stage.market.find_skills("  ") == ()
    assert await stage.market.find_skills("no such skill") == []


async def test_the_catalogue_is_asked_once_a_day_for_the_same_words(stage):
    await stage.market.find_skills("Design")
    await stage.market.find_skills(" design ")
    assert stage.server.operations.count("skills") == 1

    stage.clock.advance(DAY)
    await stage.unbound.of("another tenant").find_skills("design")

    assert stage.server.operations.count("skills") == 2


async def test_the_only_company_of_a_user_is_the_account(stage):
    token = SecretStr(str(stage.server.consent.grant()["access_token"]))

    found = await stage.unbound.identify(token)

    assert (found.id, found.name) == (stage.server.state.company, "Aurora Ltd")


async def test_several_companies_are_named_and_one_has_to_be_meant(stage):
    stage.server.state.companies = ["Aurora Ltd", "Borealis Inc"]
    token = SecretStr(str(stage.server.consent.grant()["access_token"]))
    meant = provider_at(stage.server.url, stage.calls, stage.clock, "Borealis Inc")
    other = provider_at(stage.server.url, stage.calls, stage.clock, "Zenith")

    with pytest.raises(MarketplaceRefused, match=r"Aurora Ltd .*Borealis Inc"):
        await stage.unbound.identify(token)
    assert (await meant.identify(token)).name == "Borealis Inc"
    with pytest.raises(MarketplaceRefused, match="Zenith"):
        await other.identify(token)


async def test_a_user_without_a_company_cannot_be_connected(stage):
    stage.server.state.companies = []
    token = SecretStr(str(stage.server.consent.grant()["access_token"]))

    with pytest.raises(MarketplaceRefused, match="only companies hire"):
        await stage.unbound.identify(token)


async def test_a_token_that_is_refused_while_connecting_is_said(stage):
    with pytest.raises(MarketplaceUnavailable, match="just given us"):
        await stage.unbound.identify(SecretStr("made up"))


async def test_a_provider_that_was_not_told_for_whom_says_so(stage):
    with pytest.raises(RuntimeError, match="of\\(tenant\\)"):
        await stage.unbound.find_listing("FC-1")


def test_the_application_is_the_documented_one():
    app = oauth_app("id", SecretStr("secret"))

    assert API == "https://api.worksome.com/graphql"
    assert (app.authorize_url, app.token_url) == (AUTHORIZE, TOKEN)
    assert app.scope == ""
    assert app.pkce


@pytest.mark.parametrize(
    "page",
    [
        None,
        Page[Ref](),
        Page[Ref](data=()),
        Page[Ref](paginator_info=Pages(has_more_pages=False)),
        Page[Ref](data=(Ref(id="1"),), paginator_info=Pages(has_more_pages=True)),
        Page[Ref](data=(), paginator_info=Pages(has_more_pages=True)),
    ],
)
async def test_a_list_that_is_missing_or_has_no_end_says_of_nothing_that_it_is_not_there(page):
    """A look-up that found nothing would let a job be posted a second time."""

    class Cut(Api):
        async def read(self, *_asked):
            return page

    with pytest.raises(MarketplaceUnavailable, match="jobs"):
        [one async for one in Cut(NO_CALLS, API, TENANT).every(operations.DRAFTS, {}, "jobs", Ref)]
