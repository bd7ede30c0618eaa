"""Whether a colleague would call two gigs nearly the same: `ours.json` has pairs that were written while the rules were made."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from gigs.brief import Category
from similar.marks import MOST_MARKS, marks_of
from similar.nearness import MOST_TERMS, NEARLY_THE_SAME, Terms, nearness, terms
from similar.words import LONGEST_READ, terms_of
from tests.support.cases import every_case

OURS = json.loads((Path(__file__).parent / "ours.json").read_text("utf-8"))
TEXTS = st.text(max_size=80)


def read(gig: dict[str, str]) -> Terms:
    return terms(gig["title"], gig["outcome"])


def test_what_is_called_nearly_the_same_is():
    told = [(nearness(read(one["one"]), read(one["other"])) >= NEARLY_THE_SAME, one["same"]) for one in OURS]
    right = told.count((True, True))
    assert right / sum(said for said, _ in told) >= 0.95
    assert right / sum(same for _, same in told) >= 0.9


def test_what_is_near_enough_shares_a_mark_and_so_is_found_at_all():
    with every_case() as case:
        for one in OURS:
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
