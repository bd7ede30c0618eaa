"""Every text that people read is marked for the catalogue, as a whole and with values by name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.formats import ROOT

AREAS = (
    "bot/door/answers.py",
    "bot/turn",
    "bot/verbs",
    "cards",
    "dashboard",
    "dialogs",
    "gigs",
    "mail",
    "playbook/filling.py",
    "use_cases",
)
"""Folders and files in which every text is marked."""
DATA = {"month_names.py", "grouping_marks.py"}
"""Words that are read, not shown."""
MARKS = {"_", "n_", "N_"}
NOT_FOR_PEOPLE = "# not for people"
"""At the end of a line: an operator, a log or a machine reads it."""
MACHINES = {"debug", "info", "warning", "error", "exception", "compile", "failpoint", "Field", "ConfigDict"}
LABELS = {
    "button",
    "header",
    "section",
    "badge",
    "banner",
    "short",
    "words",
    "own",
    "say",
    "fold",
    "tick",
    "typed_field",
    "fact",
}
"""What shows its first argument, so that even one word of it is a text."""
TWO_WORDS = re.compile(r"[A-Za-z’']{2,}[,.:;]? [A-Za-z“‘]")
WORD = re.compile(r"[A-Za-z]{2,}")


def unmarked(path: Path) -> list[str]:
    """`line: text` of each literal that looks like a text for people and isn't marked."""
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    tree = ast.parse(source)
    exempt = {id(node) for node in _exempt(tree)}
    found = []
    for node in ast.walk(tree):
        if id(node) in exempt or NOT_FOR_PEOPLE in lines[getattr(node, "lineno", 1) - 1]:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and TWO_WORDS.search(node.value):
            found.append(f"{node.lineno}: {node.value[:60]}")
        elif isinstance(node, ast.Call) and _name(node.func) in LABELS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and id(first) not in exempt and isinstance(first.value, str):
                found += [f"{first.lineno}: {first.value[:60]}"] if WORD.search(first.value) else []
    return sorted(set(found), key=lambda each: int(each.partition(":")[0]))


def _exempt(tree: ast.AST) -> Iterator[ast.AST]:
    """Everything inside docstrings, marks, logs, annotations, and errors that are bugs."""
    for node in ast.walk(tree):
        inside: list[ast.AST | None] = []
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            inside = [node.value]
        elif isinstance(node, ast.Call) and _name(node.func) in MARKS | MACHINES:
            inside = [*node.args, *(each.value for each in node.keywords)]
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            inside = [node.exc] if _is_builtin(node.exc) else []
        elif isinstance(node, ast.Assert):
            inside = [node.msg]
        elif isinstance(node, ast.AnnAssign):
            inside = [node.annotation]
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inside = [
                node.returns,
                *(each.annotation for each in ast.walk(node.args) if isinstance(each, ast.arg)),
            ]
        for each in inside:
            yield from ast.walk(each) if each is not None else ()


def _is_builtin(call: ast.Call) -> bool:
    name = _name(call.func)
    return name in {
        "ValueError",
        "TypeError",
        "RuntimeError",
        "LookupError",
        "KeyError",
        "AssertionError",
        "NotImplementedError",
    }


def _name(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""


def files(area: str) -> list[Path]:
    """The modules of a folder, or the one that was named."""
    where = ROOT / area
    return (
        [where] if where.is_file() else sorted(path for path in where.rglob("*.py") if path.name not in DATA)
    )


@pytest.mark.parametrize("area", AREAS)
def test_every_text_is_marked(area):
    assert {path.relative_to(ROOT).as_posix(): bad for path in files(area) if (bad := unmarked(path))} == {}


def test_values_go_in_by_name_after_translating():
    """`_(f"...")` would look for a text that is in no catalogue."""
    wrong = []
    for area in AREAS:
        for path in files(area):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and _name(node.func) in MARKS:
                    texts = node.args[:2] if _name(node.func) == "n_" else node.args[:1]
                    variables = _name(node.func) != "_" or not isinstance(
                        texts[0], ast.Name | ast.Attribute | ast.Subscript | ast.Call
                    )
                    if variables and any(not isinstance(each, ast.Constant) for each in texts):
                        wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert wrong == []


def test_what_is_not_marked_is_found(tmp_path):
    path = tmp_path / "card.py"
    path.write_text(
        '"""A card."""\nA = _("All is well here.")\nB = "All is not well."\nC = button("Approve", "approve_gig")\n'
    )
    assert unmarked(path) == ["3: All is not well.", "4: Approve"]
