"""Text from outside is cleaned once, where it comes in."""

import pytest

from marketplace.http.json_text import is_clean, parsed


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (rb'{"a": "x\u0000y\ud800z"}', {"a": "xyz"}),
        (rb'{"a\u0007": ["\u001b[2J", {"b": "\u0085"}]}', {"a": ["[2J", {"b": ""}]}),
        (rb'"two\nlines\tand a tab"', "two\nlines\tand a tab"),
        (rb'"\ud83d\ude00"', "\N{GRINNING FACE}"),
        (b'"caf\xe9"', "caf\N{REPLACEMENT CHARACTER}"),
        (b"[NaN, Infinity, -Infinity, 1.5]", [None, None, None, 1.5]),
        ('\ufeff{"a": 1}'.encode(), {"a": 1}),
    ],
)
def test_what_a_database_cannot_hold_is_taken_out_and_the_rest_stays(raw, said):
    assert parsed(raw) == said


@pytest.mark.parametrize("raw", [b"<html>", b"[" * 100_000, b'{"a": }', b"1" * 5_000])
def test_what_is_not_json_is_a_value_error_however_it_is_not(raw):
    with pytest.raises(ValueError, match=r"JSON|Expect|deep|digit|char"):
        parsed(raw)


def test_a_text_is_clean_when_nothing_would_be_taken_out():
    assert is_clean("H1 é\n")
    assert not is_clean("H\ud800")
    assert not is_clean("H\x00")
