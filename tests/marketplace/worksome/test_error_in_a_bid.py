"""An error that comes with one bid sets that bid aside; one that says more than that makes the answer unreliable."""

from copy import deepcopy

import pytest

from ports.marketplace import MarketplaceUnavailable
from tests.support.providers import a_post
from tests.support.replaying import Replaying
from tests.support.stages.worksome import WorksomeStage

PLATFORM = {"code": "DOWNSTREAM_SERVICE_ERROR"}


class Partial(Replaying):
    """Puts this error beside the proposals, and null where it says that something is missing."""

    def __init__(self):
        super().__init__()
        self.path: tuple[str | int, ...] = ()
        self.extensions = PLATFORM
        self.message = "Internal server error"

    def inward(self, exchange):
        body = deepcopy(exchange.body)
        if not self.path or "bids(" not in exchange.sent:
            return body
        at = body["data"]
        for step in self.path[:-1]:
            at = at[step]
        at[self.path[-1]] = None
        return body | {
            "errors": [{"message": self.message, "path": self.path, "extensions": self.extensions}]
        }


@pytest.fixture
async def asked(tmp_path):
    """(what stands in between, a way to read the proposals)"""
    stage, partial = WorksomeStage(tmp_path), Partial()
    stage.through = partial.over
    await stage.open()
    listing = await stage.market.post(a_post())
    stage.pass_time(30)
    yield partial, lambda: stage.market.proposals(listing.id)
    await stage.close()


@pytest.mark.parametrize("field", ["worker", "rate", "brief", "conversation", "status", "currency"])
async def test_whatever_of_a_bid_failed_the_bid_is_set_aside_by_its_id_and_the_others_are_read(asked, field):
    partial, read = asked
    first, *others = await read()
    partial.path = ("job", "bids", "data", 0, field)

    found = await read()

    assert list(found) == others
    assert [one.id for one in found.unread] == [first.id]


async def test_a_bid_that_is_missing_altogether_is_set_aside_too(asked):
    partial, read = asked
    _, *others = await read()
    partial.path = ("job", "bids", "data", 0)

    found = await read()

    assert list(found) == others
    assert len(found.unread) == 1


async def test_what_our_account_may_not_see_of_a_bid_is_left_out_and_the_bid_is_read(asked):
    partial, read = asked
    whole = await read()
    partial.path = ("job", "bids", "data", 0, "worker", "address")
    partial.message = "You are not authorized to perform this action."

    found = await read()

    assert [one.id for one in found] == [one.id for one in whole]
    assert (found[0].country, whole[0].country == "") == ("", False)


@pytest.mark.parametrize(
    "path",
    [
        ("job", "bids"),
        ("job", "bids", "data"),
        ("job", "bids", "paginatorInfo"),
        ("job", "jobCandidates"),
        ("job",),
    ],
)
async def test_a_hole_in_the_list_itself_is_no_answer(asked, path):
    partial, read = asked
    partial.path = path

    with pytest.raises(MarketplaceUnavailable):
        await read()


async def test_a_token_that_ended_or_a_limit_is_about_all_of_it(asked):
    partial, read = asked
    partial.path, partial.message = ("job", "bids", "data", 0, "worker"), "Too Many Requests"

    with pytest.raises(MarketplaceUnavailable, match="slow down"):
        await read()
