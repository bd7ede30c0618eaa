"""Every form of Retry-After that one of the three readers of before knew, and what is right where they disagreed."""

import pytest

from http_client.retry_after import seconds_asked
from tests.support.clock import NOON

LONGEST = 900

FORMS = [
    ("12", 12),
    (" 12 ", 12),
    ("0", 0),
    # A fraction: marketplaces' reader dropped it.
    ("1.5", 1.5),
    # A date counts, on our own clock: Teams' reader dropped it, marketplaces' needed the answer's own Date beside it.
    ("Mon, 23 Nov 2026 12:01:00 GMT", 60),
    ("Mon, 23 Nov 2026 13:01:00 +0100", 60),
    ("Mon, 23 Nov 2026 12:01:00 -0000", 60),
    ("Monday, 23-Nov-26 12:01:00 GMT", 60),
    ("Mon Nov 23 12:01:00 2026", 60),
    # What is past is over: Graph's reader made a second of it, which is Graph's own floor now.
    ("Mon, 23 Nov 2026 11:00:00 GMT", 0),
    # Absurd: the longest that this caller keeps. Marketplaces' reader dropped the first two, Graph's took "inf" for unsaid.
    ("1e12", LONGEST),
    ("inf", LONGEST),
    ("99999", LONGEST),
    ("Mon, 23 Nov 2026 18:00:00 GMT", LONGEST),
    ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST),
    # Not said: Graph's reader made a second of a negative number.
    ("", None),
    ("soon", None),
    ("-3", None),
    ("-inf", None),
    ("nan", None),
    ("Mon, 23 Nov 99999 12:00:00 GMT", None),
    ("Mon, 99 Nov 2026 12:00:00 GMT", None),
    # A digit for Unicode, no number: on this one marketplaces' reader broke with an error that nobody caught.
    ("²", None),
]


def test_every_form_is_read_in_one_way():
    assert {sent: seconds_asked(sent, NOON, LONGEST) for sent, _ in FORMS} == dict(FORMS)


@pytest.mark.parametrize("longest", [1, 3600])
def test_how_long_is_too_long_is_the_callers_to_say(longest):
    assert seconds_asked("99999", NOON, longest) == longest
