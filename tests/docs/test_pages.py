import re
from pathlib import Path

import app
import run
from config.formats import ROOT
from gigs.gig import GigState
from tests.support.cases import every_case
from tests.support.pages import PAGES, code, named, prose, rows

README, CHANGELOG = ROOT / "README.md", ROOT / "CHANGELOG.md"
ADRS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
PARTS = {path.parent.name for path in ROOT.glob("*/__init__.py")}


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", prose(page), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_link_between_pages_leads_somewhere():
    with every_case() as case:
        for page in PAGES:
            with case(named(page)):
                for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
                    if target.startswith(("http://", "https://")):
                        continue
                    path, _, anchor = target.partition("#")
                    there = (page.parent / path).resolve() if path else page
                    assert there.exists(), f"{named(page)} links to {target}"
                    if anchor:
                        assert anchor in anchors(there), f"{named(page)} links to {target}"


def test_every_module_that_a_page_names_is_there():
    """With its folder, or without where the folder is clear from the sentence."""
    with every_case() as case:
        for page in PAGES:
            with case(named(page)):
                for path in code(prose(page)):
                    if re.fullmatch(r"(\w+/)*\w+\.py", path):
                        there = (ROOT / path).is_file() or any(ROOT.glob(f"*/{path}"))
                        assert there, f"{named(page)} names {path}"


def test_what_a_page_finds_in_a_module_is_defined_there():
    """Where a page writes `name` (`folder/module.py`), the last part of the name is defined in that module."""
    with every_case() as case:
        for page in PAGES:
            with case(named(page)):
                for name, path in re.findall(r"`([\w.]+)`\s\(`((?:\w+/)*\w+\.py)`\)", prose(page)):
                    defined = rf"^\s*(async def|def|class) {name.rpartition('.')[2]}\b|^{name}\b.* = "
                    text = (ROOT / path).read_text()
                    assert re.search(defined, text, re.MULTILINE), f"{named(page)} looks for {name} in {path}"


def test_a_page_has_one_title():
    with every_case() as case:
        for page in PAGES:
            with case(named(page)):
                assert len(re.findall(r"^# ", prose(page), flags=re.MULTILINE)) == 1


def test_the_commands_of_the_readme_are_what_run_py_understands():
    commands = re.findall(r"^python3 (run\.py)(?: (\w+))?\s+#", README.read_text(), flags=re.MULTILINE)
    assert commands == [("run.py", ""), ("run.py", "demo"), ("run.py", "check")]
    told = re.findall(r"^python3 (run\.py)(?: (\w+))?", run.__doc__, flags=re.MULTILINE)
    of_the_product = {("run.py", "demo")}  # handed on by run.py
    assert set(commands) - of_the_product <= set(told)
    assert "demo" in {one.callback.__name__ for one in app.commands.registered_commands}


def test_the_changelog_has_a_place_for_what_comes_next():
    versions = re.findall(r"^## \[(.+?)\]", CHANGELOG.read_text(), flags=re.MULTILINE)
    assert versions[0] == "Unreleased"


def test_decisions_are_numbered_without_a_gap():
    assert [path.name[:4] for path in ADRS] == [f"{number:04d}" for number in range(1, len(ADRS) + 1)]
    assert ADRS


def test_a_decision_has_the_same_four_parts_as_all_others():
    with every_case() as case:
        for page in ADRS:
            with case(named(page)):
                text = page.read_text()
                assert text.startswith(f"# {page.name[:4]}. ")
                assert re.findall(r"^## (.+)$", text, flags=re.MULTILINE) == [
                    "Status",
                    "Context",
                    "Decision",
                    "Consequences",
                ]
                assert re.search(
                    r"^## Status\n\n(Accepted|Superseded by .+), \d{4}-\d\d-\d\d\.", text, re.MULTILINE
                )
                assert len(text.splitlines()) <= 70, "a decision is one page"


def test_every_decision_is_on_the_list_of_decisions():
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (ROOT / "docs" / "adr" / "README.md").read_text())
    assert listed == [path.name for path in ADRS]


def test_the_architecture_page_has_every_folder():
    folders = {name.strip("/") for row in rows(ROOT / "docs" / "architecture.md") for name in code(row[0])}
    assert PARTS - {"tests", "bench"} <= folders


def test_every_state_of_a_gig_is_explained_and_drawn():
    page = ROOT / "docs" / "states.md"
    assert [code(row[0]) for row in rows(page)] == [[state.value] for state in GigState]
    drawn = set(re.findall(r"^    (\w+) --> (\w+)", page.read_text(), flags=re.MULTILINE))
    assert {name for edge in drawn for name in edge} == {state.value for state in GigState}
