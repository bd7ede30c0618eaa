"""What ruff cannot say of our own files: sizes, names, and fakes instead of mocks."""

import ast
import re
from pathlib import Path

from config.formats import ROOT

NOT_OURS = {".venv", "var", "node_modules"}
FILES = sorted(path for path in ROOT.glob("**/*.py") if not NOT_OURS & set(path.relative_to(ROOT).parts))
PRODUCT = [path for path in FILES if path.relative_to(ROOT).parts[0] not in ("tests", "bench")]
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
LONGEST_TEST_FILE = 400
BANNED = {
    "helper",
    "helpers",
    "util",
    "utils",
    "manager",
    "common",
    "misc",
    "base",
    "data",
    "info",
    "processor",
}
ALLOWED = {"DataTier"}  # "data tier" is what people call it, on the form too


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def definitions(path, *kinds):
    return (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, kinds))


def words(identifier: str) -> set[str]:
    return set(re.findall(r"[a-z]+", re.sub(r"([A-Z])", r"_\1", identifier).lower()))


def test_files_are_short_enough_to_read():
    assert {
        name(path): size for path in PRODUCT if (size := len(path.read_text().splitlines())) > LONGEST_FILE
    } == {}


def test_test_files_have_one_subject():
    lengths = {name(path): len(path.read_text().splitlines()) for path in FILES if path not in PRODUCT}
    long = {path: size for path, size in lengths.items() if size > LONGEST_TEST_FILE}
    assert long == {}


def test_functions_fit_on_a_screen():
    long = {
        f"{name(path)}: {node.name}": size
        for path in PRODUCT
        if "migrations" not in path.parts
        for node in definitions(path, ast.FunctionDef, ast.AsyncFunctionDef)
        if (size := node.end_lineno - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_no_module_or_class_has_a_name_that_says_nothing():
    modules = {name(path) for path in PRODUCT if BANNED & words(path.stem)}
    classes = {
        node.name for path in PRODUCT for node in definitions(path, ast.ClassDef) if BANNED & words(node.name)
    }
    assert modules == set()
    assert classes - ALLOWED == set()


def test_there_are_fakes_and_no_mocks():
    assert {name(path) for path in FILES if {"unittest", "mock"} & imported(path)} == set()


def imported(path: Path) -> set[str]:
    """First parts of the names of all imported modules."""
    plain = {each.name for node in definitions(path, ast.Import) for each in node.names}
    named = {node.module or "" for node in definitions(path, ast.ImportFrom)}
    return {module.split(".")[0] for module in plain | named}
