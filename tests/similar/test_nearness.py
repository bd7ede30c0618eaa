"""Whether a colleague would call two gigs nearly the same.

`ours.json` has pairs that were written while the rules were made; the last 79 were first counted, in two
rounds, when the words were there: 29 were called nearly the same, and 28 of them were, of 46; what they showed was mended afterwards. `blind.json` was written without knowing a rule, in other words for the same work and the same
words for other work. Its pairs were read while the words for works were gathered, so that its numbers say only that nothing gets worse.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigs.brief import Category
from similar.marks import MOST_MARKS, marks_of
from similar.nearness import MOST_TERMS, NEARLY_THE_SAME, Terms, nearness, terms
from similar.words import LONGEST_READ, terms_of
from similar.work import work_of
from similar.work_words import work_lexicon
from tests.support.cases import every_case

OURS = json.loads((Path(__file__).parent / "ours.json").read_text("utf-8"))
BLIND = json.loads((Path(__file__).parent / "blind.json").read_text("utf-8"))
UNSEEN = json.loads((Path(__file__).parent / "blind_2.json").read_text("utf-8"))
"""Written blind, too, and by nobody read before the rules were finished: what to expect of pairs nobody has seen."""
TEXTS = st.text(max_size=80)


def read(gig: dict[str, str]) -> Terms:
    domain = Category(gig["category"]) if "category" in gig else None
    return terms(gig["title"], gig.get("skills", ""), gig["outcome"], domain=domain)


def told(pairs: list[dict[str, Any]]) -> tuple[int, int, int]:
    """How many are rightly called nearly the same, are called so, and are."""
    said = [(nearness(read(one["one"]), read(one["other"])) >= NEARLY_THE_SAME, one["same"]) for one in pairs]
    return said.count((True, True)), sum(one for one, _ in said), sum(same for _, same in said)


def test_what_is_called_nearly_the_same_is():
    right, said, same = told(OURS)
    assert right / said >= 0.98
    assert right / same >= 0.95


def test_of_pairs_that_nobody_had_seen_most_are_found_and_hardly_any_is_called_so_wrongly():
    right, said, same = told(UNSEEN)
    assert right / said >= 0.9
    assert right / same >= 0.6


@pytest.mark.parametrize(
    ("language", "least", "of"), [("en", 39, 40), ("de", 20, 20), ("ja", 8, 8), ("zh", 7, 7)]
)
def test_the_same_work_is_found_in_other_words_and_other_work_told_apart_in_the_same(language, least, of):
    right, said, same = told([one for one in BLIND if one["languages"] == language])
    assert same == of
    assert right >= least
    assert said == right


def test_what_is_there_already_is_not_asked_for():
    cut = work_of(
        "Four hours from the fair",
        "",
        "Video edit of 90 seconds. Subtitles and voice-over exist, the logo is supplied.",
    )
    assert cut == ("do:cut=22",)
    assert work_of("", "PowerPoint", "Slides for the board") == ()


def test_a_language_of_one_title_must_be_spoken_of_in_the_other_gig():
    into = terms("Manual into Polish", "", "40 pages", domain=Category.TRANSLATION)
    polish = terms(
        "Translate the handbook of the mower", "", "From English, in Polish", domain=Category.TRANSLATION
    )
    dutch = terms(
        "Translate the handbook of the mower", "", "From English, in Dutch", domain=Category.TRANSLATION
    )
    assert nearness(into, polish) >= NEARLY_THE_SAME > nearness(into, dutch)


def test_what_is_near_enough_shares_a_mark_and_so_is_found_at_all():
    with every_case() as case:
        for one in OURS + BLIND:
            if nearness(read(one["one"]), read(one["other"])) >= NEARLY_THE_SAME:
                with case(one["one"]["title"]):
                    assert set(marks_of(read(one["one"]))) & set(marks_of(read(one["other"])))


def test_other_work_on_the_same_thing_is_another_gig():
    pairs = [
        ("Logo for the summer party", "Logo animation for product video"),
        ("Translate annual report DE→EN", "Proofread annual report"),
        ("Translate annual report DE → EN", "Translate annual report EN → FR"),
        ("Jahresbericht übersetzen", "Jahresbericht lektorieren"),
        ("製品動画の編集", "製品動画の字幕"),
        ("市场调研日本", "市场调研巴西"),
    ]
    with every_case() as case:
        for one, other in pairs:
            with case(f"{one} / {other}"):
                assert nearness(terms(one), terms(other)) < NEARLY_THE_SAME


def test_words_are_compared_by_what_they_mean_here():
    assert terms_of("Übersetzungen") == terms_of("translating") == ("kind:translation",)
    assert terms_of("Produktvideos") == terms_of("a video of our product")[::-1]
    assert terms_of("Kundenzufriedenheitsumfrage") == ("thing:customer", "thing:satisfaction", "kind:survey")
    assert terms_of("１２ Ｌｏｇｏｓ") == ("kind:logo",)
    assert terms_of("press release") == terms_of("press-release") == ("kind:pressrelease",)


def test_texts_without_blanks_are_cut_into_parts():
    assert terms_of("四半期決算") == ("四半", "半期", "期決", "決算")
    assert terms_of("トラクターの部品") == ("トラクター", "部品")
    assert terms_of("ประชุม") == ("ประ", "ระช", "ะชุ", "ชุม")


def test_misspelt_words_still_count():
    right, wrong = terms("Brochure for tractor maintenance"), terms("Brochure for tracktor maintenence")
    assert nearness(right, wrong) >= NEARLY_THE_SAME


def test_another_domain_makes_it_less_likely():
    one = terms("Onboarding tour", domain=Category.VIDEO)
    same, other = (
        terms("Tour for onboarding", domain=domain) for domain in (Category.VIDEO, Category.SOFTWARE)
    )
    assert nearness(one, same) > nearness(one, other)


def test_only_so_much_of_a_gig_is_kept_as_its_work():
    every = " ".join(work_lexicon().do.whole)
    assert len(work_of("logo", every, every)) <= 7
    with every_case() as case:
        for letter in ("a", "漢", "翻", "-", "9", "logo ", "a_b "):
            with case(letter):
                assert work_of(letter * 300_000, "", letter * 300_000) == work_of(
                    letter * 9000, "", letter * 9000
                )


def test_every_class_that_is_listed_has_words():
    known = work_lexicon()
    names = {name for table in known.do for classes in table.values() for name, _ in classes}
    assert known.stronger | known.broad | known.matters.keys() <= names
    things = {name for table in known.on for classes in table.values() for name, _ in classes}
    assert set().union(*known.matters.values()) <= things


@given(TEXTS, TEXTS, TEXTS)
def test_it_is_the_same_both_ways_and_never_more_than_one(title, outcome, other):
    one, two = terms(title, outcome), terms(other, title)
    assert 0 <= nearness(one, two) <= 1 + 1e-9
    assert abs(nearness(one, two) - nearness(two, one)) < 1e-9


@given(TEXTS)
def test_the_same_text_has_the_same_terms_in_any_case(text):
    assert terms_of(text) == terms_of(text)
    assert all(term and " " not in term and "\n" not in term for term in terms_of(text))


def test_however_long_a_text_is_it_is_read_so_far():
    with every_case() as case:
        for letter in ("a", "漢", "ア", "ー", "é", "-", "9", "video"):
            with case(letter):
                long = letter * 300_000
                assert terms_of(long) == terms_of(long[:LONGEST_READ])
                found = terms(long, " ".join(f"{letter}{n}" for n in range(9000)))
                assert len(found.every) <= MOST_TERMS
                assert len(marks_of(found)) <= MOST_MARKS
                assert all(len(mark) <= 82 for mark in marks_of(found))
