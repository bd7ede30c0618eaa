"""What people write, in two languages, and what is heard: our own examples, and others written by somebody who never saw a rule."""

import json
import sys
import tomllib

from config.formats import ROOT
from sentences.phrases import LONGEST
from sentences.questions import ACTS, Heard, hear
from tests.support.cases import every_case

HERE = ROOT / "tests" / "sentences"
SAID = tomllib.loads((HERE / "said.toml").read_text(encoding="utf-8"))
OURS = [(text, lang, means) for lang in ("en", "de") for means, all_ in SAID[lang].items() for text in all_]
THEIRS = json.loads((HERE / "as_people_write.json").read_text(encoding="utf-8"))
SAME = {"show_gig": "where_stands"}
"""Both show the gig's card."""
NUMBERED_ALONE = {"gig 14"}
"""A command's own words, which no sentence is needed for."""


def heard_in(text: str, locale: str) -> str:
    heard = hear(text, locale)
    if heard is None:
        return "not_understood"
    return "help" if heard.asks_how else heard.means


def test_there_are_many_examples_in_both_languages():
    assert len(OURS) >= 110
    assert sum(lang == "de" for _, lang, _ in OURS) >= 30


def test_our_examples_are_heard_as_they_are_meant():
    with every_case() as case:
        for text, lang, means in OURS:
            with case(text):
                assert heard_in(text, lang) == means


def test_nearly_all_of_what_others_wrote_is_heard_and_nothing_of_it_acts_wrongly(capsys):
    missed, wrong = [], []
    for one in THEIRS:
        meant = {SAME.get(name, name) for name in (one["means"], *one.get("also", []))}
        heard = heard_in(one["said"], one["locale"])
        if heard in meant or one["said"] in NUMBERED_ALONE:
            continue
        missed.append((one["said"], heard))
        if heard in ACTS | {"post_gig", "i_am_back", "cancel_chat"}:
            wrong.append((one["said"], heard))
    with capsys.disabled():
        told = f"{len(THEIRS) - len(missed)} of {len(THEIRS)} understood, {len(wrong)} acted on wrongly"
        sys.stdout.write(f"\nwritten by others: {told}\n")

    assert wrong == []
    assert len(missed) <= len(THEIRS) // 10, missed


def test_a_gigs_number_is_read_wherever_it_stands():
    with every_case() as case:
        for text in (
            "who approved #12",
            "12: who approved it",
            "has gig no. 12 been approved",
            "wer hat nr 12 freigegeben",
        ):
            with case(text):
                heard = hear(text)
                assert heard is not None
                assert (heard.means, heard.gig) == ("who_approved", 12)


def test_words_of_a_title_are_kept_for_finding_the_gig():
    assert hear("when is the spring logo due?") == Heard(means="when_due", about=("spring", "logo"))


def test_a_no_is_heard():
    with every_case() as case:
        for text in SAID["never"]["not"]:
            with case(text):
                heard = hear(text)
                assert heard is not None
                assert heard.is_negated


def test_a_question_how_is_told_from_an_order():
    with every_case() as case:
        for text in SAID["never"]["how"]:
            with case(text):
                heard = hear(text)
                assert heard is not None
                assert heard.asks_how


def test_what_is_none_of_it_is_not_heard_or_only_as_a_title_that_no_gig_has():
    with every_case() as case:
        for text in SAID["never"]["none"]:
            with case(text):
                heard = hear(text)
                assert heard is None or (heard.gig is None and heard.about and not heard.acts)


def test_two_gigs_in_one_sentence_are_never_one_of_them():
    heard = hear("approve gig 3 and gig 4")

    assert heard is None or heard.gig is None


def test_a_long_text_is_no_question_and_costs_nothing():
    assert hear("who approved gig 3 " * 100) is None
    assert hear("x" * LONGEST + "y") is None
    assert hear("who " * 59) is None
