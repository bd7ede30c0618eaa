"""What Worksome's answers mean: a table, and the errors that its documentation shows."""

import json

import pytest

from config.formats import ROOT
from marketplace.http.calls import Answer
from marketplace.http.graphql import GraphQLError, Result
from marketplace.worksome import outcomes
from ports.marketplace import MarketplaceRefused, MarketplaceUnavailable, MarketplaceUnknown

DOCUMENTED = ROOT.parent / "shared" / "fixtures" / "worksome" / "errors.documented.json"
PLATFORM = {"code": "DOWNSTREAM_SERVICE_ERROR", "serviceName": "platform"}
VALIDATION = {**PLATFORM, "validation": {"input.rate": ["The rate must be a number."]}}


def an_error(message="Something", path=("updateJob",), **extensions):
    return GraphQLError(message, tuple(path), extensions)


TABLE = [
    (an_error("Too Many Requests", **PLATFORM), MarketplaceUnavailable, MarketplaceUnavailable),
    (an_error("too many requests!", path=()), MarketplaceUnavailable, MarketplaceUnavailable),
    (an_error("Unauthenticated.", guards=["api"]), MarketplaceUnavailable, MarketplaceUnavailable),
    (an_error("Validation failed", **VALIDATION), MarketplaceRefused, MarketplaceRefused),
    (an_error(code="GRAPHQL_VALIDATION_FAILED", path=()), MarketplaceRefused, MarketplaceRefused),
    (an_error(code="GRAPHQL_PARSE_FAILED", path=()), MarketplaceRefused, MarketplaceRefused),
    (an_error(code="BAD_USER_INPUT", path=()), MarketplaceRefused, MarketplaceRefused),
    (an_error(code="BAD_REQUEST", path=()), MarketplaceRefused, MarketplaceRefused),
    (
        an_error("You are not authorized to perform this action.", **PLATFORM),
        MarketplaceRefused,
        MarketplaceRefused,
    ),
    (an_error("Internal server error", **PLATFORM), MarketplaceUnknown, MarketplaceUnavailable),
    (an_error("Something", code="INVENTED_SINCE"), MarketplaceUnknown, MarketplaceUnavailable),
    (an_error("Something without a code"), MarketplaceUnknown, MarketplaceUnavailable),
]


@pytest.mark.parametrize(("error", "written", "read"), TABLE)
def test_an_error_means_what_the_table_says(error, written, read):
    nothing = Result(200, None, (error,))

    with pytest.raises(written):
        outcomes.written(nothing, "updateJob")
    with pytest.raises(read):
        outcomes.read(nothing, "job")


def test_a_refusal_says_what_is_wrong_with_each_field_in_their_words():
    fields = {"input.rate": ["The rate must be a number."], "input.name": ["The name field is required."]}
    error = an_error("Validation failed", **PLATFORM, validation=fields)

    with pytest.raises(MarketplaceRefused) as refused:
        outcomes.written(Result(200, None, (error,)), "createJob")

    assert refused.value.reason == "The rate must be a number. The name field is required."


def test_an_error_below_the_root_of_a_mutation_comes_after_it_was_done():
    below = an_error("You are not authorized to perform this action.", path=("updateJob", "url"), **PLATFORM)

    with pytest.raises(MarketplaceUnknown):
        outcomes.written(Result(200, {"updateJob": None}, (below,)), "updateJob")


def test_a_mutation_that_answers_and_complains_about_a_field_was_done():
    below = an_error("Internal server error", path=("updateJob", "description"), **PLATFORM)

    answered = outcomes.written(Result(200, {"updateJob": {"id": "J"}}, (below,)), "updateJob")

    assert answered == {"updateJob": {"id": "J"}}


def test_a_mutation_that_answers_nothing_at_all_is_unknown():
    with pytest.raises(MarketplaceUnknown):
        outcomes.written(Result(200, {"updateJob": None}, ()), "updateJob")


def test_fields_that_we_may_not_see_are_left_out_of_what_is_read():
    hidden = an_error("You are not authorized to perform this action.", path=("job", "spent"), **PLATFORM)

    assert outcomes.read(Result(200, {"job": {"id": "J"}}, (hidden,)), "job") == {"job": {"id": "J"}}


@pytest.mark.parametrize("message", ["Too Many Requests", "Internal server error"])
def test_a_list_with_a_hole_is_not_relied_on(message):
    hole = an_error(message, path=("job", "bids"), **PLATFORM)

    with pytest.raises(MarketplaceUnavailable):
        outcomes.read(Result(200, {"job": {"id": "J"}}, (hole,)), "job")


def test_what_they_do_not_know_is_nothing():
    assert outcomes.read(Result(200, {"job": None}, ()), "job") == {"job": None}


@pytest.mark.parametrize(
    ("answer", "rejected"),
    [
        (Answer(status=401, headers={}, body=None), True),
        (Answer(status=200, headers={}, body={"errors": [{"extensions": {"guards": ["api"]}}]}), True),
        (Answer(status=200, headers={}, body={"data": {"job": {}}, "errors": [{"extensions": {"guards": ["x"]}}]}), False),
        (Answer(status=200, headers={}, body={"data": {"endJob": None}, "errors": [{"path": ["endJob"], "extensions": {"guards": ["x"]}}]}), True),
        (Answer(status=200, headers={}, body={"data": None, "errors": [{"path": ["endJob", "url"], "extensions": {"guards": ["x"]}}]}), False),
        (Answer(status=200, headers={}, body={"errors": [{"message": "no"}]}), False),
        (Answer(status=200, headers={}, body={"errors": "odd"}), False),
        (Answer(status=200, headers={}, body=["odd"]), False),
    ],
)  # fmt: skip
def test_a_token_that_ended_is_told_by_the_guard_and_not_by_the_status(answer, rejected):
    assert outcomes.is_rejected_token(answer) is rejected


def test_every_documented_error_has_its_row():
    if not DOCUMENTED.exists():
        pytest.skip("../shared/fixtures/worksome is not here, so the documented errors were not compared")
    documented = json.loads(DOCUMENTED.read_text())
    expected = {
        "validation": outcomes.Kind.REFUSED,
        "unauthenticated": outcomes.Kind.UNAUTHENTICATED,
        "forbidden": outcomes.Kind.NOT_ALLOWED,
        "rate_limit": outcomes.Kind.THROTTLED,
        "csrf": outcomes.Kind.REFUSED,
    }

    found = {}
    for name in expected.keys() & documented.keys():
        raw = documented[name]["body"]["errors"][0]
        error = GraphQLError(raw["message"], tuple(raw.get("path", ())), raw["extensions"])
        found[name] = outcomes.kind_of(error)

    assert found == expected
    assert set(documented) - {"_source"} == set(expected)
