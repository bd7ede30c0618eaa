"""The worst words are in no text that people read: docs/how-we-write.md says what to write instead."""

import ast
import re

from config.formats import ROOT
from tests.support.cases import every_case
from tests.test_translation_marks import AREAS, NOT_FOR_PEOPLE, TWO_WORDS, files

BETTER = {
    r"\b(shall|thereof|therein|herewith|hereby|henceforth|whence|wherein|hitherto|hence|lest|nought|ere)\b": "plain words",
    r"\bupon\b": "on",
    r"\bfor ever\b": "forever, or for good",
    r"\bwhom\b": "who, or a name",
    r"\bsaid (yes|no)\b": "approved, rejected",
    r"\b(a|the|your|their|every) (yes|no)\b(?! or| \()": "approval, answer",
    r"\bgo(es)? on by (it|them)sel(f|ves)\b": "continues automatically",
    r"\bnames? nobody\b": "has no approver",
    r"\bwaits? for (your|their|his|her) (answer|yes)\b": "needs your approval",
    r"\b(cannot|can not)\b": "can’t",
    r"\b(do|does|did|is|was|has|have|could|would) not\b": "don’t, isn’t …",
}
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/using.md",
    "docs/first-hour.md",
    "docs/deploy.md",
    "docs/approvals.md",
)


def worst(text: str) -> list[str]:
    """Each bad word in a text, with what's better."""
    return [
        f"{found.group(0)} -> {better}"
        for words, better in BETTER.items()
        for found in re.finditer(words, text, re.I)
    ]


def shown(area: str) -> list[tuple[str, str]]:
    """(where, text) of everything in a folder that reads like a text for people; docstrings aside."""
    found = []
    for path in files(area):
        source = path.read_text(encoding="utf-8")
        tree, lines = ast.parse(source), source.splitlines()
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in docs:
                continue
            if TWO_WORDS.search(node.value) and NOT_FOR_PEOPLE not in lines[node.lineno - 1]:
                found.append((f"{path.relative_to(ROOT)}:{node.lineno}", node.value))
    return found


def test_no_page_has_the_worst_words():
    with every_case() as case:
        for page in PAGES:
            text = re.sub(r"```.*?```|`[^`\n]*`", "", (ROOT / page).read_text(encoding="utf-8"), flags=re.S)
            with case(page):
                assert worst(text) == []


def test_no_text_on_a_card_or_in_a_message_has_them():
    with every_case() as case:
        for area in AREAS:
            for where, text in shown(area):
                with case(where):
                    assert worst(text) == [], text
