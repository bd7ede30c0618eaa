"""Texts are looked up in the language that is spoken, and English is written in the code."""

import pytest

from translation import catalogue
from translation.catalogue import (
    ENGLISH,
    UnknownLanguage,
    _,
    language,
    languages,
    n_,
    read_language,
    speaking,
)

GERMAN = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Gig {number} is listed."
msgstr "Der Gig {number} ist ausgeschrieben."

msgid "{n} proposal"
msgid_plural "{n} proposals"
msgstr[0] "{n} Angebot"
msgstr[1] "{n} Angebote"
"""


@pytest.fixture
def german(tmp_path, monkeypatch):
    (tmp_path / "de.po").write_text(GERMAN, encoding="utf-8")
    monkeypatch.setattr(catalogue, "LANGUAGES", tmp_path)
    return read_language("de")


def test_english_needs_no_file():
    assert languages() == [ENGLISH]
    assert _("Gig {number} is listed.").format(number=3) == "Gig 3 is listed."
    assert n_("{n} proposal", "{n} proposals", 1).format(n=1) == "1 proposal"


def test_a_language_is_one_file(german):
    assert languages() == ["de", ENGLISH]
    with speaking(german):
        assert language() == "de"
        assert _("Gig {number} is listed.").format(number=3) == "Der Gig 3 ist ausgeschrieben."
        assert n_("{n} proposal", "{n} proposals", 2).format(n=2) == "2 Angebote"
    assert language() == ENGLISH


def test_what_a_file_lacks_stays_english(german):
    with speaking(german):
        assert _("Nobody has translated this.") == "Nobody has translated this."


def test_a_language_without_a_file_is_refused_by_name(german):
    with pytest.raises(UnknownLanguage, match="no language 'fr'; there is de, en"):
        read_language("fr")
