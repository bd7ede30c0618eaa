"""How we write (docs/how-we-write.md): words that nobody says any more, in the documents and in texts for people."""

import ast
import re
from collections.abc import Iterator

from config.formats import ROOT
from tests.support.cases import every_case
from tests.test_translation_marks import AREAS, NOT_FOR_PEOPLE, files

BETTER = {
    r"\bthereof\b": "of it",
    r"\bthereby\b": "so",
    r"\bupon\b": "on",
    r"\bshall\b": "will, must",
    r"\bhere(?:with|by)\b": "with this",
    r"\bhenceforth\b": "from now on",
    r"\banew\b": "again",
    r"\bfor ever\b": "forever",
    r"\bsaid (?:yes|no)\b": "approved, rejected",
    r"\bsays? yes\b": "approves",
    r"\bgo(?:es)? on by (?:itself|themselves)\b": "continues automatically",
    r"\bwaits? for (?:a|the) yes\b": "needs approval",
    r"\bnames? nobody\b": "has no approver",
    r"\bas soon as may be\b": "as soon as possible",
    r"\bas long as it may be\b": "a limit, with its number",
    r"\bspoken for\b": "committed",
    r"\bput(?:ting)? (?:\S+ )?(?:money )?aside\b": "fund",
    r"\bturn(?:ed|s)? the \S+ down\b": "decline",
}
"""What is not to be found -> what to write instead."""

PAGES = [
    *(page for page in sorted((ROOT / "docs").glob("*.md")) if page.stem not in {"how-we-write", "glossary"}),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
]
"""The page about writing quotes what it warns of, and so does the glossary's last column."""
FOLDERS = ("bot", "cards", "dashboard", "dialogs", "gigs", "mail", "policy", "use_cases")
WRITTEN_OUT = re.compile(
    r"\b(?:cannot|can not|(?:do|does|did|is|was|has|have|could|would) not)\b", re.IGNORECASE
)
"""What people say shorter: can’t, don’t, isn’t."""
TWO_WORDS = re.compile(r"[A-Za-z’']{2,}[,.:;]? [A-Za-z“‘]")


def found_in(text: str) -> list[str]:
    """`what was found: what to write instead`, each once."""
    lower = " ".join(text.lower().split())
    return [f"{found[0]}: {better}" for bad, better in BETTER.items() if (found := re.search(bad, lower))]


def texts_of(source: str) -> Iterator[tuple[int, str]]:
    """Each literal that has two words, with its line; docstrings are for us and left out."""
    tree = ast.parse(source)
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in docs:
            continue
        if isinstance(node.value, str) and TWO_WORDS.search(node.value):
            yield node.lineno, node.value


def test_pages_are_in_plain_words():
    with every_case() as case:
        for page in PAGES:
            for number, paragraph in enumerate(page.read_text(encoding="utf-8").split("\n\n"), start=1):
                with case(f"{page.name}, paragraph {number}"):
                    assert found_in(paragraph) == []


def test_texts_for_people_are_in_plain_words():
    with every_case() as case:
        for path in (path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))):
            for line, text in texts_of(path.read_text(encoding="utf-8")):
                with case(f"{path.relative_to(ROOT)}:{line}"):
                    assert found_in(text) == []


def test_texts_for_people_are_written_as_people_speak():
    with every_case() as case:
        for path in (path for area in AREAS for path in files(area)):
            source = path.read_text(encoding="utf-8")
            lines = source.splitlines()
            for line, text in texts_of(source):
                if NOT_FOR_PEOPLE not in lines[line - 1]:
                    with case(f"{path.relative_to(ROOT)}:{line}"):
                        assert WRITTEN_OUT.search(text) is None, text


def test_a_stiff_word_is_found_across_lines_and_in_a_text_only():
    assert found_in("It goes on by\nitself.") == ["goes on by itself: continues automatically"]
    source = '"""It shall be found."""\nA = "It shall not."\n'
    assert list(texts_of(source)) == [(2, "It shall not.")]
