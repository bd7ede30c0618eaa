"""Who a freelancer is, and the words their work is found by."""

from gigs.talent import MOST_WORDS, found_by, words_in
from tests.support.talent import a_key


def test_a_fingerprint_tells_everybody_apart_and_nobody_who_it_is():
    keys = [
        a_key("F01"),
        a_key("F02"),
        a_key("F01", "upwork"),
        a_key("F01", tenant="fabrikam"),
        a_key("01", "sandboxF"),
    ]
    prints = {one.fingerprint for one in keys}
    assert len(prints) == len(keys)
    assert not any("F01" in one for one in prints)


def test_words_are_compared_without_accents_case_and_plural():
    assert words_in("Émile  DVOŘÁK, slides & glass") == ("emile", "dvorak", "slide", "glass")
    assert words_in("翻訳 資料作成") == ("翻訳", "資料", "料作", "作成")
    assert words_in("\0 _ - \u202e") == ()


def test_a_gig_has_a_bounded_number_of_words_and_its_domain_and_marketplace_first():
    found = found_by("upwork", "design", [f"skill{n}" for n in range(500)])
    assert len(found) == MOST_WORDS
    assert {"market:upwork", "domain:design", "upwork", "design"} <= found
