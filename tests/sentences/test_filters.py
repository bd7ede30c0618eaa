"""Which gigs somebody asks for in words; `filters.toml` has the sentences."""

import json
import tomllib
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from sentences.filters import Filters, filters_of
from sentences.who_approves import WhoApproves, who_approves
from tests.support.cases import every_case

HERE = Path(__file__).parent
SAID = tomllib.loads((HERE / "filters.toml").read_text("utf-8"))
FILES = ("written_blind_dev", "written_blind_second", "written_blind_third", "as_people_write")
TODAY = date(2026, 11, 30)


def read(text):
    return filters_of(text, today=TODAY, locale="en-GB")


def test_a_sentence_narrows_a_list_down_to_what_it_says():
    with every_case() as case:
        for one in SAID["filters"]:
            with case(one["said"]):
                assert read(one["said"]) == Filters.model_validate(one["finds"])


def test_whatever_is_not_wholly_explained_narrows_nothing():
    with every_case() as case:
        for said in SAID["none"]:
            with case(said):
                assert read(said) is None


def test_no_sentence_that_means_something_else_is_taken_for_a_filter():
    listed = {"my_gigs", "all_gigs", "approvals", "show_gig", "where_stands"}
    with every_case() as case:
        for file in FILES:
            for one in json.loads((HERE / f"{file}.json").read_text("utf-8")):
                with case(one["said"]):
                    assert read(one["said"]) is None or one["means"] in listed


PIECES = (
    "gigs",
    "over",
    "1.000",
    "€",
    "in",
    "Marketing",
    "from",
    "May",
    "rejected",
    "waiting for",
    "Mark",
    "²",
)


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)))
@settings(max_examples=200, deadline=None)
def test_no_text_is_too_odd_to_be_read(text):
    found = read(text)
    assert found is None or found != Filters()


def test_who_approves_what_the_policy_is_asked_about_is_told_from_who_approved_a_gig():
    with every_case() as case:
        for one in SAID["approves"]:
            with case(one["said"]):
                wanted = WhoApproves(amount=one["amount"], currency=one.get("currency", ""))
                assert who_approves(one["said"], locale="en-GB") == wanted
        for said in SAID["approves_none"]:
            with case(said):
                assert who_approves(said, locale="en-GB") is None
        for file in FILES:
            for one in json.loads((HERE / f"{file}.json").read_text("utf-8")):
                with case(one["said"]):
                    assert who_approves(one["said"], locale=one.get("locale", "en-GB")) is None
