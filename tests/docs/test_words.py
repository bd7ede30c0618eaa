import ast
import importlib
import re

import pytest

from config.formats import ROOT
from tests.support.cases import every_case
from tests.support.pages import code, rows

GLOSSARY = ROOT / "docs" / "glossary.md"
ROWS = rows(GLOSSARY)
WORDS = {word.strip() for row in ROWS for word in row[0].split(",")}
NAMES = sorted({name for row in ROWS for name in code(row[2])})

OF_THE_DESIGN = [
    "gig",
    "brief",
    "requester",
    "approver",
    "approval",
    "policy",
    "listing",
    "proposal",
    "shortlist",
    "offer",
    "contract",
    "milestone",
    "deliverable",
    "release",
    "lesson",
    "playbook",
    "notice",
    "job",
]
BANNED = {"helper", "util", "manager", "common", "misc", "base", "data", "info", "processor"}
TERMS_OF_THE_COMPANY = {"DataTier"}  # what people call it, and so do we

OURS = [
    path
    for path in ROOT.rglob("*.py")
    if not {"tests", "bench", "var", "node_modules"} & set(path.relative_to(ROOT).parts)
    and not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
]


def split(name: str) -> set[str]:
    """`DataTier`, `data_tier` and `DATA_TIERS` as words, without the s of a plural."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)
    return {form for word in words for form in (word.lower(), word.lower().removesuffix("s"))}


def test_every_word_of_the_design_is_explained():
    assert [word for word in OF_THE_DESIGN if word not in WORDS] == []


def test_a_word_is_explained_once():
    first = [word.strip() for row in ROWS for word in row[0].split(",")]
    assert sorted(first) == sorted(set(first))


def test_a_name_in_the_glossary_is_a_module_or_a_class():
    with every_case() as case:
        for name in NAMES:
            with case(name):
                owner, _, last = name.rpartition(".")
                if last[0].isupper():
                    assert isinstance(getattr(importlib.import_module(owner), last), type)
                else:
                    importlib.import_module(name)


def test_the_glossary_names_the_banned_words():
    sentence = re.search(r"named with one of these words: ([\w, ]+)\.", GLOSSARY.read_text())
    assert set(sentence.group(1).split(", ")) == BANNED


def test_no_module_and_no_class_has_a_banned_name():
    with every_case() as case:
        for path in OURS:
            with case(path.relative_to(ROOT)):
                classes = [
                    node.name
                    for node in ast.walk(ast.parse(path.read_text()))
                    if isinstance(node, ast.ClassDef)
                ]
                parts = path.relative_to(ROOT).with_suffix("").parts
                names = {*parts, *classes} - TERMS_OF_THE_COMPANY
                assert [name for name in names if split(name) & BANNED] == []


@pytest.mark.parametrize(
    "name", ["TurnHelper", "utils", "GigManager", "BaseCard", "card_data", "Misc", "INFO_CARD", "processors"]
)
def test_a_banned_word_is_found_in_any_spelling(name):
    assert split(name) & BANNED


@pytest.mark.parametrize("name", ["database", "DatabaseUrl", "Gig", "information", "based"])
def test_a_word_that_only_holds_a_banned_one_is_fine(name):
    assert not split(name) & BANNED
