"""Every error of Upwork's and what it says about the operation that met it."""

import json
from pathlib import Path
from typing import Any

import pytest

from marketplace.http.graphql import GraphQLError, Result
from marketplace.upwork.operations import CREATE_JOB, JOB
from marketplace.upwork.outcomes import NoSuchThing, NotAllowed, settle, unreadable
from ports.marketplace import MarketplaceError, MarketplaceRefused, MarketplaceUnavailable, MarketplaceUnknown

RECORDED = Path(__file__).parents[4] / "shared" / "fixtures" / "upwork" / "errors.observed.json"

SCOPES = "The client or authentication token doesn't have enough oauth2 permissions/scopes to access: [Money.currency]."


def failed(message: str, classification: str | None = None, status: int = 200, data=None) -> Result:
    extensions = {} if classification is None else {"classification": classification}
    return Result(status, data, [GraphQLError(message, (), extensions)])


def raised(result, operation) -> Any:
    with pytest.raises(MarketplaceError) as caught:
        settle(result, operation)
    return caught.value


@pytest.mark.parametrize(
    ("message", "classification", "of_a_write", "of_a_read"),
    [
        (SCOPES, "ExecutionAborted", MarketplaceRefused, NotAllowed),
        ("Aborted after 30 s", "ExecutionAborted", MarketplaceUnknown, MarketplaceUnavailable),
        ("Authorization failed", None, MarketplaceRefused, NotAllowed),
        ("Exception occurred", "500", MarketplaceUnknown, MarketplaceUnavailable),
        ("VJCA-6 pagination.first has incorrect value", None, MarketplaceRefused, MarketplaceRefused),
        ("This request is not asking for introspection in good faith", None, MarketplaceUnavailable, MarketplaceUnavailable),
        ("Field 'x' is undefined", "ValidationError", MarketplaceRefused, MarketplaceRefused),
        ("Your budget is too low", "400", MarketplaceRefused, MarketplaceRefused),
        ("No such job", "404", NoSuchThing, NoSuchThing),
        ("Slow down", "429", MarketplaceUnavailable, MarketplaceUnavailable),
        ("Something new", "DataFetchingException", MarketplaceUnknown, MarketplaceUnavailable),
        ("Something new", None, MarketplaceUnknown, MarketplaceUnavailable),
    ],
)  # fmt: skip
def test_an_error_under_status_200_says_whether_anything_may_have_landed(
    message, classification, of_a_write, of_a_read
):
    assert type(raised(failed(message, classification), CREATE_JOB)) is of_a_write
    assert type(raised(failed(message, classification), JOB)) is of_a_read


def test_their_own_words_are_the_reason():
    assert raised(failed("Your budget is too low", "400"), CREATE_JOB).reason == "Your budget is too low"


def test_a_missing_permission_says_who_can_add_it_and_which_it_is():
    reason = raised(failed(SCOPES, "ExecutionAborted"), CREATE_JOB).reason

    assert "the programme lead can add it in Upwork’s API Center" in reason
    assert "Money.currency" in reason


def test_one_doubtful_error_among_harmless_ones_leaves_a_write_in_doubt():
    result = Result(
        200, None, [*failed("No such skill", "404").errors, *failed("Exception occurred", "500").errors]
    )

    assert type(raised(result, CREATE_JOB)) is MarketplaceUnknown


def test_an_error_under_a_status_of_the_400s_did_not_land():
    assert type(raised(failed("Something new", None, status=400), CREATE_JOB)) is MarketplaceRefused


def test_an_error_inside_the_answer_to_a_write_says_that_the_write_was_carried_out():
    inside = GraphQLError("Authorization failed", ("createJobPosting", "version"), {})
    itself = GraphQLError("Authorization failed", ("createJobPosting",), {})

    for status in (200, 400):
        assert type(raised(Result(status, None, [inside]), CREATE_JOB)) is MarketplaceUnknown
    assert type(raised(Result(200, None, [itself]), CREATE_JOB)) is MarketplaceRefused
    assert type(raised(Result(200, None, [inside]), JOB)) is NotAllowed


def test_partial_data_is_kept_because_it_has_landed():
    result = failed("Authorization failed", data={"createJobPosting": {"id": "1"}})

    assert settle(result, CREATE_JOB) == {"id": "1"}


def test_nothing_without_an_error_is_an_unknown_write_and_a_thing_that_is_not_there():
    assert type(raised(Result(200, {"createJobPosting": None}, []), CREATE_JOB)) is MarketplaceUnknown
    assert type(raised(Result(200, {"jobPosting": None}, []), JOB)) is NoSuchThing


def test_a_yes_that_cannot_be_read_has_landed_all_the_same():
    assert type(unreadable(CREATE_JOB, KeyError("id"))) is MarketplaceUnknown
    assert type(unreadable(JOB, KeyError("id"))) is MarketplaceUnavailable


@pytest.mark.skipif(
    not RECORDED.exists(), reason="../shared/fixtures/upwork/errors.observed.json is not here"
)
def test_every_error_that_others_have_recorded_has_a_meaning():
    bodies = [one["body"] for one in json.loads(RECORDED.read_text()) if "errors" in one.get("body", {})]
    results = [
        Result(
            200,
            body.get("data"),
            [
                GraphQLError(e["message"], tuple(e.get("path", ())), e.get("extensions", {}))
                for e in body["errors"]
            ],
        )
        for body in bodies
    ]
    met = {type(raised(result, CREATE_JOB)) for result in results}

    assert len(bodies) >= 5
    assert met == {MarketplaceRefused, MarketplaceUnknown, MarketplaceUnavailable}
