"""The text that tells the sandbox how to misbehave."""

import pytest

from marketplace.sandbox.faults import FINDS, READS, Call, FaultKind, FaultTextInvalid, parse_faults


def test_an_empty_text_means_good_behaviour():
    assert parse_faults("").rules == ()
    assert parse_faults(" ; ;").rules == ()


def test_the_example_in_the_manual_is_understood():
    post, offer, find = parse_faults(
        "post: lands then reset 30%; offer: 429 retry-after 2 x1; find: lag 5s"
    ).rules

    assert post.calls == {Call.POST}
    assert (post.kind, post.chance) == (FaultKind.LANDS_THEN_LOST, 0.3)
    assert (offer.kind, offer.seconds, offer.times) == (FaultKind.UNAVAILABLE, 2, 1)
    assert (find.calls, find.kind, find.seconds) == (FINDS, FaultKind.LAG, 5)


def test_one_rule_may_name_several_calls_or_all():
    pair, everything = parse_faults("post, offer: reset; all: 503 from 10s to 40s").rules

    assert pair.calls == {Call.POST, Call.OFFER}
    assert everything.calls == frozenset(Call)
    assert (everything.start, everything.end) == (10, 40)


def test_conditions_combine_in_any_order():
    (rule,) = parse_faults("post: lands late 2.5s x3 from 0s to 60s 12.5%").rules

    assert (rule.seconds, rule.times, rule.start, rule.end, rule.chance) == (2.5, 3, 0, 60, 0.125)


def test_the_words_of_a_refusal_may_hold_anything_but_a_quote():
    (rule,) = parse_faults('post: refuse "No: too cheap; try 50% more x2" x1').rules

    assert rule.words == "No: too cheap; try 50% more x2"
    assert rule.times == 1


def test_what_was_parsed_reads_as_it_was_written():
    text = "post: lands then reset 30%; find: lag 5s"

    assert str(parse_faults(f"  {text} ;")) == text
    assert parse_faults(str(parse_faults(text))) == parse_faults(text)


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("post reset", "“post reset” has no colon; write it like “post: reset 30%”."),
        ("pots: reset", "“pots” in “pots: reset” is not a call; the calls are all, find, post,"),
        ("post: explode", "“explode” in “post: explode” is not a fault I know; they are 429, 503,"),
        ("post: lag 5s", "only find, find_listing, find_offer, has_message and is_invited can lag"),
        ("all: lands late 5s", "a call that only reads cannot land late"),
        ("post: reset 130%", "“post: reset 130%” asks for more than 100%."),
        ("post: reset from 9s to 3s", "“post: reset from 9s to 3s” ends before it starts."),
        ("post: 429 retry-after soon", "“429 retry-after soon”"),
        ("post: refuse nothing quoted", "in straight quotes"),
        ("post: reset; :", "“” in “:” is not a call"),
    ],
)
def test_what_is_not_understood_is_said_in_a_sentence(text, sentence):
    with pytest.raises(FaultTextInvalid) as invalid:
        parse_faults(text)

    assert sentence in str(invalid.value)


def test_every_call_is_a_method_of_the_protocol_and_reads_are_calls():
    assert set(Call) > READS >= FINDS
