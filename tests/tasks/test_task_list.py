"""The tasks of run.py: one list, told the same everywhere, and called by everything that checks a change."""

import ast
import re
import sys
import tomllib

import pytest
import yaml

import run
from app import commands
from config.formats import ROOT
from tasks.checks import CHECKS, QUICK_TESTS

TASKS = {*run.IN_THIS_PROCESS, *run.MODULES, "help"}
PRODUCT = {
    *(one.name or getattr(one.callback, "__name__", "") for one in commands.registered_commands),
    *(str(one.typer_instance.info.name) for one in commands.registered_groups if one.typer_instance),
}
"""The product’s own commands, which run.py hands on."""
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text()


def tasks_in(text: str) -> set[str]:
    return set(re.findall(r"python3 run\.py ([a-z-]+)", text))


def test_help_lists_every_task_and_no_other():
    assert tasks_in(run.__doc__) == TASKS


def test_contributing_has_a_row_for_every_task():
    assert set(re.findall(r"^\| `python3 run\.py ([a-z-]+)", CONTRIBUTING, re.MULTILINE)) == TASKS


@pytest.mark.parametrize("page", ["docs/first-hour.md", "CONTRIBUTING.md"])
def test_the_pages_for_developers_name_only_tasks_that_exist(page):
    assert tasks_in((ROOT / page).read_text()) <= TASKS | PRODUCT


@pytest.mark.parametrize(
    "path", [ROOT / "run.py", *sorted((ROOT / "tasks").glob("*.py"))], ids=lambda path: path.name
)
def test_what_runs_before_anything_is_installed_needs_only_python(path):
    tree = ast.walk(ast.parse(path.read_text()))
    imported = {
        name.split(".")[0]
        for node in tree
        for name in (
            [each.name for each in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported - set(sys.stdlib_module_names) <= {"tasks"}


def test_modules_that_tasks_start_are_there():
    for name, _ in run.MODULES.values():
        path = ROOT.joinpath(*name.split("."))
        assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file()


def test_folders_of_the_quick_tests_are_there():
    assert [folder for folder in QUICK_TESTS if not (ROOT / folder).is_dir()] == []
    assert {"format", "lint", "types"} <= set(CHECKS)


def test_a_commit_hook_calls_only_our_own_commands():
    repositories = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    assert {one["repo"] for one in repositories} == {"local"}
    hooks = [hook for one in repositories for hook in one["hooks"]]
    assert {hook["language"] for hook in hooks} == {"system"}
    assert all(tasks_in(hook["entry"]) and tasks_in(hook["entry"]) <= TASKS for hook in hooks)


def test_the_workflow_runs_what_a_desk_runs_with_actions_that_cannot_change():
    (job,) = yaml.safe_load((ROOT / ".github" / "workflows" / "check.yml").read_text())["jobs"].values()
    assert [step["run"] for step in job["steps"] if "run" in step] == [".ci/run"]
    used = [step["uses"] for step in job["steps"] if "uses" in step]
    assert used
    assert [action for action in used if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action)] == []
    supported = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    versions = job["strategy"]["matrix"]["python"]
    assert (f">={versions[0]}", f"<3.{int(versions[-1].split('.')[1]) + 1}") == tuple(supported.split(","))


def test_the_licence_is_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["license"] == "MIT"
    assert project["license-files"] == ["LICENSE"]
    assert (ROOT / "LICENSE").read_text().startswith("MIT License")
    assert "[MIT](LICENSE)" in (ROOT / "README.md").read_text()
