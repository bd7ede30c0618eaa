import configparser
import re
import subprocess
import sys
from pathlib import Path

import pytest

from formats import ROOT

INWARD = "Dependencies point inward, and the outer ring are strangers to each other"
FRAMEWORKS = "Frameworks stay at the edges"
SDK = "Only bot and dialogs.sdk name the bot SDK"
ROOT_ONLY = "Nobody imports the composition root or the settings"

BREAKS = [
    ("gigs/gig.py", "import use_cases", INWARD),
    ("gigs/gig.py", "import marketplace.client", INWARD),
    ("gigs/gig.py", "import policy", INWARD),
    ("marketplace/client.py", "import use_cases", INWARD),
    ("marketplace/client.py", "import policy", INWARD),
    ("policy/plan.py", "import use_cases", INWARD),
    ("policy/plan.py", "import marketplace.client", INWARD),
    ("policy/plan.py", "import directory", INWARD),
    ("use_cases/hire.py", "import cards", INWARD),
    ("use_cases/hire.py", "import marketplace.sandbox", INWARD),
    ("use_cases/hire.py", "import jobs", INWARD),
    ("cards/gig.py", "import dialogs", INWARD),
    ("dialogs/post_gig.py", "import bot", INWARD),
    ("store/gigs.py", "import bot", INWARD),
    ("bot/turns.py", "import jobs", INWARD),
    ("jobs/jobs.py", "import store", INWARD),
    ("directory/graph.py", "import store", INWARD),
    ("directory/graph.py", "import bot", INWARD),
    ("entra/app_token.py", "import bot", INWARD),
    ("dialogs/post_gig.py", "import entra", INWARD),
    ("dashboard/pages.py", "import bot", INWARD),
    ("dashboard/audit_page.py", "import bot", INWARD),
    ("dashboard/audit_page.py", "import store", INWARD),
    ("store/gigs.py", "import dashboard", INWARD),
    ("dialogs/post_gig.py", "import dashboard", INWARD),
    ("bot/turns.py", "import commands", INWARD),
    ("marketplace/sandbox/state.py", "import store", INWARD),
    ("marketplace/freelancer/wire.py", "import store", INWARD),
    ("marketplace/freelancer/wire.py", "import marketplace.sandbox", INWARD),
    ("playground/launch.py", "import bot", INWARD),
    ("gigs/gig.py", "import sqlalchemy.orm", FRAMEWORKS),
    ("use_cases/hire.py", "import aiohttp", FRAMEWORKS),
    ("cards/gig.py", "import msal", FRAMEWORKS),
    ("policy/reading.py", "import requests", FRAMEWORKS),
    ("marketplace/client.py", "import dbos", FRAMEWORKS),
    ("store/gigs.py", "import botbuilder.core", SDK),
    ("dialogs/post_gig.py", "from botbuilder.dialogs import WaterfallDialog", SDK),
    ("marketplace/sandbox/state.py", "import msrest", SDK),
    ("policy/plan.py", "import botbuilder.core", SDK),
    ("bot/turns.py", "import settings", ROOT_ONLY),
    ("policy/reading.py", "import settings", ROOT_ONLY),
    ("store/gigs.py", "import app", ROOT_ONLY),
    ("dashboard/audit_page.py", "import settings", ROOT_ONLY),
    ("dashboard/audit_page.py", "import commands", ROOT_ONLY),
    ("dashboard/audit_page.py", "import botbuilder.core", SDK),
]


def configuration() -> str:
    """The real contracts, with the packages that are not in the tree yet."""
    return re.sub(r"^#    ", "    ", (ROOT / ".importlinter").read_text(), flags=re.MULTILINE)


def packages(text: str) -> list[str]:
    parser = configparser.ConfigParser()
    parser.read_string(text)
    return parser["importlinter"]["root_packages"].split()


@pytest.fixture
def tree(tmp_path):
    """Every package of the design, empty, under the real contracts."""
    (tmp_path / ".importlinter").write_text(configuration())
    for name in [*packages(configuration()), "marketplace/sandbox", "marketplace/freelancer"]:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
    (tmp_path / "marketplace" / "client.py").touch()
    (tmp_path / "dialogs" / "sdk.py").write_text("import botbuilder.core\nimport botbuilder.dialogs\n")
    return tmp_path


def lint(tree: Path) -> str:
    code = "from importlinter.cli import lint_imports_command as run; run()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--no-logo", "--no-cache"],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def test_the_empty_tree_keeps_every_contract(tree):
    said = lint(tree)
    for name in (INWARD, FRAMEWORKS, SDK, ROOT_ONLY):
        assert f"{name} KEPT" in said


@pytest.mark.parametrize("path, line, contract", BREAKS, ids=[f"{path}: {line}" for path, line, _ in BREAKS])
def test_a_broken_contract_is_seen(tree, path, line, contract):
    (tree / path).write_text(f"{line}\n")
    assert f"{contract} BROKEN" in lint(tree)


def test_a_framework_is_seen_through_a_module_between(tree):
    (tree / "gigs" / "clock.py").write_text("import msal\n")
    (tree / "cards" / "gig.py").write_text("import gigs.clock\n")
    assert re.search(r"cards\.gig -> gigs\.clock.*gigs\.clock -> msal", lint(tree), re.DOTALL)


def test_every_package_in_the_tree_is_under_contract():
    here = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
    assert here == set(packages((ROOT / ".importlinter").read_text()))


def test_a_package_has_no_code_in_its_init():
    """The contracts name the modules of a package, not its `__init__`: that one is a docstring and nothing else."""
    inits = [path for name in packages(configuration()) for path in ROOT.glob(f"{name}/**/__init__.py")]
    assert [path for path in inits if re.sub(r'^""".*?"""\s*', "", path.read_text(), flags=re.DOTALL)] == []
