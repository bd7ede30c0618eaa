"""Every page in a language that nobody speaks: what is in plain letters was not marked."""

import html
import re
from typing import Any

import pytest

from dashboard.pages import template
from tests.cards.pseudo import PSEUDO
from translation.catalogue import speaking

WRITTEN = "一二三"
"""What a person wrote, in no letters at all."""
HOSTILE = "<script>{0}</script>"
ONE = dict.fromkeys(
    ("who", "about", "amount", "asked", "decision", "decided", "reason", "at", "what"), WRITTEN
)
ENTRY = ONE | {"number": 1, "hash": "12", "former_hash": "34"}
TRAIL: dict[str, Any] = {"number": 12, "title": WRITTEN, "verdict": "", "facts": [(WRITTEN, WRITTEN)]}
PAGES: dict[str, dict[str, Any]] = {
    "connected.html": {"title": WRITTEN, "account": WRITTEN, "lead": WRITTEN},
    "not_connected.html": {"sentence": WRITTEN, "theirs": WRITTEN},
    "sentence.html": {"sentence": WRITTEN},
    "trail.html": TRAIL | {"approvals": [ONE], "entries": [ENTRY, ENTRY]},
}


def read(page):
    """The page's words, without its style."""
    body = re.sub(r"<style>.*?</style>", " ", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", body))


def plain(page):
    return re.findall(r"\b[A-Za-z]{2,}\b", read(page).replace("Freelance Connector", " "))


@pytest.mark.parametrize("name", PAGES)
def test_nothing_of_a_page_is_left_in_english(name):
    with speaking(PSEUDO):
        assert plain(template(name).render(**PAGES[name])) == []


def test_a_gig_nobody_was_asked_about_and_a_broken_history_are_told_in_that_language_too():
    bare = TRAIL | {"verdict": WRITTEN, "approvals": [], "entries": []}
    with speaking(PSEUDO):
        assert plain(template("trail.html").render(**bare)) == []


def test_a_page_says_which_language_it_is_in():
    shown = template("sentence.html")
    with speaking(PSEUDO):
        assert '<html lang="el">' in shown.render(sentence=WRITTEN)
    assert '<html lang="en">' in shown.render(sentence=WRITTEN)


def test_one_entry_is_counted_as_one():
    page = template("trail.html").render(**TRAIL, approvals=[], entries=[ENTRY])
    assert "Its 1 entry is as it was written." in read(page)


def test_what_is_filled_into_a_sentence_is_never_markup():
    page = template("connected.html").render(title=HOSTILE, account=HOSTILE, lead=HOSTILE)
    assert "<script" not in page
    assert page.count(html.escape(HOSTILE)) == 4
    assert f"<strong><bdi>{html.escape(HOSTILE)}</bdi></strong>" in page
