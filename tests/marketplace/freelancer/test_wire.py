"""Freelancer.com on the wire: header, arrays, pages, actions, tokens, limits, and answers that lack something."""

import itertools
from collections.abc import Iterator

import pytest

from gigs.brief import PriceType
from gigs.contract import MilestoneState
from gigs.proposal import ProposalStatus
from marketplace.freelancer.limits import Quiet, endpoint_of, exceeded
from marketplace.http.limit import Limit
from ports.marketplace import MarketplaceRefused, MarketplaceUnavailable, MarketplaceUnknown, Review
from tests.support.builders import usd
from tests.support.clock import FakeClock
from tests.support.providers import a_post, an_accepted_offer, an_offer, begun


async def three_proposals(stage):
    listing = await stage.market.post(a_post())
    stage.pass_time(30)
    return listing, await stage.market.proposals(listing.id)


def sent(stage, what: str) -> list:
    return [body for path, body in stage.server.sent if path.startswith(what)]


async def test_nothing_can_be_asked_before_it_is_said_for_whom(stage):
    with pytest.raises(RuntimeError, match=r"of\(tenant\)"):
        await stage.unbound.find_listing("FC-1")


async def test_whose_account_it_is_is_asked_with_a_token_that_is_not_stored_yet(stage):
    token = (await stage.account.access("", "")).token

    identity = await stage.unbound.identify(token)

    assert (identity.id, identity.name) == ("4100001", "Contoso Ltd")


async def test_a_token_that_was_refused_is_renewed_and_the_post_lands_once(stage):
    stage.server.consent.access.clear()

    await stage.market.post(a_post("FC-1"))

    assert stage.account.renewals == 1
    assert await stage.count("FC-1") == 1


async def test_a_title_that_is_taken_comes_back_with_a_number_and_is_found_all_the_same(stage):
    await stage.market.post(a_post("FC-1"))
    second = await stage.market.post(a_post("FC-2"))

    assert second.url.endswith("/projects/powerpoint/launch-deck-for-aurora-2-2")
    assert await stage.market.find_listing("FC-2") == second


async def test_a_listing_is_found_behind_more_projects_than_a_page_holds(stage):
    first = await stage.market.post(a_post("FC-1"))
    for number in range(55):
        await stage.market.post(a_post(f"FC-X{number}"))

    assert await stage.market.find_listing("FC-1") == first
    assert await stage.market.find_listing("FC-X") is None


async def test_a_list_that_does_not_end_is_no_no(stage):
    await stage.market.post(a_post("FC-1"))

    def endless(path, result):
        if path == "projects/0.1/projects/" and "projects" in result:
            other = {"id": next(ids), "description": "something else"}
            return {**result, "projects": [other] * 100}
        return result

    ids: Iterator[int] = itertools.count(5)
    stage.server.twist = endless
    with pytest.raises(MarketplaceUnavailable, match="do not read on"):
        await stage.market.find_listing("FC-2")

    ids = itertools.repeat(5)
    with pytest.raises(MarketplaceUnavailable, match="same page"):
        await stage.market.find_listing("FC-2")


@pytest.mark.parametrize("result", [{}, {"projects": None}, {"projects": "none"}, [], "<html>"])
async def test_an_answer_without_its_list_is_no_no(stage, result):
    def without(path, known):
        return result if path == "projects/0.1/projects/" else known

    stage.server.twist = without
    with pytest.raises(MarketplaceUnavailable, match="list of projects"):
        await stage.market.find_listing("FC-2")


async def test_an_hourly_listing_and_its_work_go_the_same_way(stage):
    request = a_post("FC-1", price_type=PriceType.HOURLY, rate=usd(40), hours=30)
    listing = await stage.market.post(request)
    stage.pass_time(30)
    found = await stage.market.proposals(listing.id)
    chosen = next(one for one in found if not stage.declines(one))
    total = chosen.total(30)
    offered = await stage.market.offer(an_offer(listing.id, chosen, total=total, milestones=()))
    stage.pass_time(5)
    contract = await begun(stage, await stage.market.contract(offered.id, offered), 0)
    stage.pass_time(6)
    await stage.market.release(contract.id, "m1", total, "FC-R")

    assert chosen.price_type is PriceType.HOURLY
    assert chosen.days is None
    assert [step.amount for step in contract.milestones] == [total]
    assert (await stage.market.contract(contract.id, contract)).state.value == "completed"


async def test_a_bid_that_changed_its_price_is_not_awarded(stage):
    listing, (first, *_) = await three_proposals(stage)

    with pytest.raises(MarketplaceRefused, match="The bid is for"):
        await stage.market.offer(an_offer(listing.id, first, total=first.rate + usd(1)))

    assert sent(stage, "PUT /api/projects/0.1/bids") == []


async def test_nobody_is_offered_the_work_twice(stage):
    listing, (first, *_) = await three_proposals(stage)
    await stage.market.offer(an_offer(listing.id, first))

    with pytest.raises(MarketplaceRefused, match="already"):
        await stage.market.offer(an_offer(listing.id, first, "FC-OTHER"))


async def test_an_action_is_said_in_the_query_alone(stage):
    listing, (first, *_) = await three_proposals(stage)
    await stage.market.shortlist(listing.id, first.id)

    assert sent(stage, "PUT") == [{"action": "shortlist"}]


async def test_a_proposal_of_another_listing_is_refused(stage):
    _, (first, *_) = await three_proposals(stage)
    other = await stage.market.post(a_post("FC-2"))

    for call in (
        stage.market.message(other.id, first.id, "Hello"),
        stage.market.decline(other.id, first.id, "No"),
        stage.market.offer(an_offer(other.id, first)),
    ):
        with pytest.raises(MarketplaceRefused, match="another listing"):
            await call


async def test_a_second_message_goes_into_the_thread_that_the_first_one_opened(stage):
    listing, (first, *_) = await three_proposals(stage)
    await stage.market.message(listing.id, first.id, "Could you start on Monday?")
    await stage.market.message(listing.id, first.id, "Or on Tuesday?")

    paths = [path for path, _ in stage.server.sent if "threads" in path]
    assert paths[0] == "POST /api/messages/0.1/threads/"
    assert paths[1].startswith("POST /api/messages/0.1/threads/5")
    assert await stage.market.has_message(listing.id, first.id, " Or on\nTuesday? ")


async def test_a_message_is_found_though_they_escape_what_is_in_it(stage):
    listing, (first, *_) = await three_proposals(stage)
    await stage.market.message(listing.id, first.id, "Slides & notes?")

    def escaping(path, result):
        if path != "messages/0.1/messages/":
            return result
        escaped = [{**one, "message": one["message"].replace("&", "&amp;")} for one in result["messages"]]
        return {**result, "messages": escaped}

    stage.server.twist = escaping
    assert await stage.market.has_message(listing.id, first.id, "Slides & notes?")


async def test_a_freelancer_reads_once_why_they_were_declined(stage):
    listing, (first, *_) = await three_proposals(stage)

    for _ in range(2):
        await stage.market.decline(listing.id, first.id, "We chose somebody else.")

    assert len([path for path, _ in stage.server.sent if "threads" in path]) == 1


async def test_a_freelancer_who_withdraws_is_withdrawn(stage):
    listing, _ = await three_proposals(stage)
    stage.pass_time(200)

    found = await stage.market.proposals(listing.id)

    assert [one.status for one in found].count(ProposalStatus.WITHDRAWN) == 1


async def test_sending_back_is_a_message_that_names_the_milestone(stage):
    contract = await an_accepted_offer(stage)
    stage.pass_time(6)
    await stage.market.send_back(contract.id, "m1", "The old logo.")
    returned = (await stage.market.contract(contract.id, contract)).milestones[0]

    title = contract.milestones[0].title
    assert sent(stage, "POST /api/messages")[-1]["message"] == f"Please change “1. {title}”: The old logo."
    assert (returned.state, returned.note) == (MilestoneState.SENT_BACK, "The old logo.")


async def test_what_was_sent_back_is_not_paid_before_it_came_again(stage):
    contract = await an_accepted_offer(stage)
    stage.pass_time(6)
    await stage.market.send_back(contract.id, "m1", "The old logo.")

    with pytest.raises(MarketplaceRefused, match="sent back"):
        await stage.market.release(contract.id, "m1", contract.milestones[0].amount, "FC-R")


async def test_the_same_funding_twice_is_a_yes_and_one_payment(stage):
    contract = await an_accepted_offer(stage)

    await stage.market.fund(contract.id, contract.milestones[0], "FC-FUND0")

    assert len(sent(stage, "POST /api/projects/0.1/milestones/")) == 1
    assert await stage.count("FC-FUND0") == 1


async def test_a_payment_that_does_not_say_what_it_is_for_keeps_the_same_sum_from_being_funded_again(
    stage,
):
    contract = await an_accepted_offer(stage)

    def mute(path, result):
        if path != "projects/0.1/milestones/":
            return result
        paid = {key: {**one, "other_reason": None} for key, one in result["milestones"].items()}
        return {**result, "milestones": paid}

    stage.server.twist = mute
    with pytest.raises(MarketplaceRefused, match="look there first"):
        await stage.market.fund(contract.id, contract.milestones[0], "FC-F")

    shown = (await stage.market.contract(contract.id, contract)).milestones[-1]
    assert (shown.title, shown.state) == ("A payment made on Freelancer.com", MilestoneState.ACTIVE)


async def test_a_payment_says_which_milestone_it_is_for_and_carries_the_reference(stage):
    contract = await an_accepted_offer(stage)

    (body,) = sent(stage, "POST /api/projects/0.1/milestones/")
    assert body["description"] == f"1. {contract.milestones[0].title} (FC-FUND0)"
    assert body["amount"] == contract.milestones[0].amount.amount
    assert isinstance(body["amount"], int | float)


async def test_a_contract_is_read_without_the_thread_while_nothing_is_asked_for(stage):
    contract = await an_accepted_offer(stage)
    before = len(stage.server.calls)

    await stage.market.contract(contract.id, contract)

    assert stage.server.calls[before:] == ["GET /api/projects/0.1/bids/", "GET /api/projects/0.1/milestones/"]


async def test_proposals_cost_a_call_for_the_bids_and_one_for_each_page_of_how_they_would_split_the_work(
    stage,
):
    listing = await stage.market.post(a_post())
    stage.pass_time(30)
    await stage.market.proposals(listing.id)
    before = len(stage.server.calls)

    await stage.market.proposals(listing.id)

    bids = f"GET /api/projects/0.1/projects/{listing.id}/bids/"
    requests = (
        "GET /api/projects/0.1/milestone_requests/"  # 12 of them: a page of 10 or more may not be the last
    )
    assert stage.server.calls[before:] == [bids, requests, requests]


async def test_a_second_review_that_they_refuse_is_a_yes_and_any_other_refusal_is_not(stage):
    contract = await an_accepted_offer(stage)

    with pytest.raises(MarketplaceRefused, match="completed"):
        await stage.market.review(contract.id, Review(rating=5, hire_again=True))


async def test_proposals_without_users_ratings_or_requests_are_still_proposals(stage):
    listing, whole = await three_proposals(stage)

    def bare(path, result):
        if path.endswith("/bids/"):
            bids = [{**one, "reputation": None, "period": None, "shortlisted": "?"} for one in result["bids"]]
            return {"bids": bids, "users": None}
        return {"milestone_requests": []} if "milestone_requests" in path else result

    stage.server.twist = bare
    found = await stage.market.proposals(listing.id)

    assert [one.id for one in found] == [one.id for one in whole]
    assert found[0].freelancer.startswith("Freelancer ")
    assert found[0].milestones == ()


async def test_a_bid_without_a_bidder_is_not_made_up(stage):
    listing, _ = await three_proposals(stage)

    def broken(path, result):
        return {"bids": [{"id": 1, "project_id": 2}]} if path.endswith("/bids/") else result

    stage.server.twist = broken
    found = await stage.market.proposals(listing.id)

    assert not found
    assert [(one.id, one.reason) for one in found.unread] == [("1", "bidder_id: Field required")]


async def test_a_post_whose_yes_says_nothing_is_unknown_and_found(stage):
    def mute(path, result):
        return {"title": "Something"} if "owner_id" in result else result

    stage.server.twist = mute
    with pytest.raises(MarketplaceUnknown):
        await stage.market.post(a_post("FC-1"))

    stage.server.twist = lambda _path, result: result
    assert await stage.market.find_listing("FC-1") is not None


async def test_a_payment_in_another_currency_stops_the_reading(stage):
    contract = await an_accepted_offer(stage)

    def odd(path, result):
        if path != "projects/0.1/milestones/":
            return result
        paid = {
            key: {**one, "currency": {"id": 8, "code": "EUR"}} for key, one in result["milestones"].items()
        }
        return {**result, "milestones": paid}

    stage.server.twist = odd
    with pytest.raises(MarketplaceUnavailable, match=r"EUR.*USD"):
        await stage.market.contract(contract.id, contract)


async def test_an_endpoint_whose_calls_are_used_up_is_left_alone_until_they_are_back(stage):
    listing = await stage.market.post(a_post())
    await stage.market.proposals(listing.id)
    stage.server.quota.append(("0", "40"))
    await stage.market.proposals(listing.id)
    before = len(stage.server.calls)

    with pytest.raises(MarketplaceUnavailable) as busy:
        await stage.market.proposals(listing.id)
    assert busy.value.retry_after == 40
    assert len(stage.server.calls) == before

    stage.pass_time(41)
    assert await stage.market.proposals(listing.id)


def test_a_reset_may_be_said_in_seconds_or_as_a_moment_and_nonsense_is_passed_over():
    clock = FakeClock()
    quiet = Quiet(clock.now)
    quiet.hear("t", "GET a", {"RateLimit-Remaining": "0", "RateLimit-Reset": "soon"})
    quiet.check("t", "GET a")
    moment = str(int(clock.now().timestamp()) + 25)
    quiet.hear("t", "GET a", {"RateLimit-Remaining": "0", "RateLimit-Reset": moment})

    with pytest.raises(MarketplaceUnavailable) as busy:
        quiet.check("t", "GET a")
    quiet.check("t", "GET b")
    quiet.check("u", "GET a")

    assert busy.value.retry_after == 25


def test_only_a_verified_limit_is_held_against_a_brief():
    doubtful = Limit(name="title", value="10", unit="characters", verified=False, source="hearsay")
    sure = doubtful.model_copy(update={"verified": True})

    assert exceeded([doubtful], {"title": 11}) == {}
    assert exceeded([sure], {"title": 10}) == {}
    assert exceeded([sure], {"title": 11}) == {
        "title": "Freelancer.com takes at most 10 characters here; there are 11."
    }


def test_an_endpoint_is_its_path_without_ids():
    assert (
        endpoint_of("GET", "projects/0.1/projects/20000001/bids/") == "GET projects/0.1/projects/{id}/bids/"
    )


async def test_every_address_ends_with_a_slash(stage):
    contract = await an_accepted_offer(stage)
    stage.pass_time(6)
    await stage.market.send_back(contract.id, "m1", "The old logo.")

    assert all(call.endswith("/") for call in stage.server.calls)
