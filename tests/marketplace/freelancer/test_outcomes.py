"""What an answer of Freelancer.com means."""

import pytest

from marketplace.freelancer.outcomes import NotFound, error_of, read_as, result_of, values_of
from marketplace.freelancer.wire import Bid
from marketplace.http.calls import Answer
from ports.marketplace import MarketplaceRefused, MarketplaceUnavailable, MarketplaceUnknown


def answer(status: int, body: object) -> Answer:
    return Answer(status=status, headers={}, body=body)


def error(status: int, code: str, message: str = "Their words.") -> Answer:
    return answer(status, {"status": "error", "message": message, "error_code": code, "request_id": "1"})


@pytest.mark.parametrize(
    "body", [{"status": "success", "result": {"id": 1}}, {"result": {"id": 1}}], ids=["said", "not said"]
)
def test_a_success_gives_its_result_whether_or_not_it_says_that_it_is_one(body):
    assert result_of(answer(200, body), writes=True) == {"id": 1}


def test_an_action_succeeds_without_a_result():
    assert result_of(answer(200, {"status": "success"}), writes=True) is None


@pytest.mark.parametrize(
    ("status", "code", "writing", "reading"),
    [
        (400, "ProjectExceptionCodes.DUPLICATE_BID", MarketplaceRefused, MarketplaceRefused),
        (400, "A.CODE_NOBODY_KNOWS", MarketplaceRefused, MarketplaceRefused),
        (403, "A.SCOPE", MarketplaceRefused, MarketplaceRefused),
        (404, "A.NOT_FOUND", NotFound, NotFound),
        (408, "", MarketplaceUnknown, MarketplaceUnavailable),
        (423, "", MarketplaceUnavailable, MarketplaceUnavailable),
        (400, "ExceptionCodes.UNKNOWN_ERROR", MarketplaceUnknown, MarketplaceUnavailable),
        (200, "A.CODE_NOBODY_KNOWS", MarketplaceUnknown, MarketplaceUnavailable),
        (200, "ProjectExceptionCodes.DUPLICATE_BID", MarketplaceRefused, MarketplaceRefused),
        (302, "", MarketplaceUnknown, MarketplaceUnavailable),
    ],
)
def test_an_error_goes_by_its_code_where_it_is_known_and_else_by_its_status(status, code, writing, reading):
    for writes, kind in ((True, writing), (False, reading)):
        with pytest.raises(kind) as raised:
            result_of(error(status, code), writes=writes)
        assert type(raised.value) is kind
        assert "Their words." in str(raised.value)


def test_a_refusal_without_words_says_at_least_with_what_they_answered():
    with pytest.raises(MarketplaceRefused, match="answered 400 without a reason"):
        result_of(answer(400, {"status": "error"}), writes=True)


def test_a_yes_without_an_envelope_is_nobodys_yes():
    with pytest.raises(MarketplaceUnknown):
        result_of(answer(200, None), writes=True)


def test_what_cannot_be_read_is_unknown_only_when_something_was_written():
    with pytest.raises(MarketplaceUnavailable, match="bidder_id"):
        read_as(Bid, {"id": 1, "project_id": 2})
    with pytest.raises(MarketplaceUnknown):
        read_as(Bid, {"id": 1, "project_id": 2}, writes=True)


def test_a_list_and_a_map_are_read_alike():
    assert values_of([1, 2]) == values_of({"10": 1, "11": 2}) == [1, 2]
    assert values_of(None) == []


@pytest.mark.parametrize("status", [400, 403, 404, 409, 451])
@pytest.mark.parametrize("body", [{}, {"message": "Forbidden"}, {"error": "blocked"}])
def test_a_no_that_is_not_in_their_form_is_nobodys_no(status, body):
    for writes in (False, True):
        assert type(error_of(status, body, writes=writes)) is MarketplaceUnavailable
