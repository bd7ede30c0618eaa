import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config.formats import ROOT
from tests.support.cases import every_case

INWARD = "Dependencies point inward, and the outer ring are strangers to each other"
ADAPTERS = "Adapters know the ports, never the use cases"
ROOMS = "The rooms of the use cases have one order"
BOT = "The rooms of the bot have one order"
FRAMEWORKS = "Frameworks stay at the edges"
SDK = "Only bot and dialogs.sdk name the bot SDK"
OUTGOING = "Only what calls the outside imports http_client"
COMMAND_LINE = "Nobody imports the command line"
CONTRACTS = (INWARD, ADAPTERS, ROOMS, BOT, FRAMEWORKS, SDK, OUTGOING, COMMAND_LINE)

BREAKS = [
    ("gigs/gig.py", "import use_cases", INWARD),
    ("gigs/gig.py", "import ports", INWARD),
    ("gigs/gig.py", "import policy", INWARD),
    ("ports/storage.py", "import use_cases", INWARD),
    ("ports/storage.py", "import policy", INWARD),
    ("policy/plan.py", "import use_cases", INWARD),
    ("policy/plan.py", "import ports", INWARD),
    ("policy/plan.py", "import directory", INWARD),
    ("use_cases/hiring/hire.py", "import cards", INWARD),
    ("use_cases/hiring/hire.py", "import marketplace.sandbox", INWARD),
    ("use_cases/hiring/hire.py", "import jobs", INWARD),
    ("cards/gig.py", "import dialogs", INWARD),
    ("dialogs/post_gig.py", "import bot", INWARD),
    ("store/gigs.py", "import bot", INWARD),
    ("bot/turn/handler.py", "import jobs", INWARD),
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
    ("marketplace/sandbox/state.py", "import store", INWARD),
    ("marketplace/freelancer/wire.py", "import store", INWARD),
    ("marketplace/freelancer/wire.py", "import marketplace.sandbox", INWARD),
    ("playground/launch.py", "import bot", INWARD),
    ("bot/turn/handler.py", "import commands", INWARD),
    ("bot/turn/handler.py", "import config", INWARD),
    ("policy/policy_file.py", "import config", INWARD),
    ("dashboard/audit_page.py", "import assembly", INWARD),
    ("config/settings.py", "import assembly", INWARD),
    ("assembly/wiring.py", "import stand_ins", INWARD),
    ("assembly/wiring.py", "import bench", INWARD),
    ("store/gigs.py", "import use_cases.hiring", ADAPTERS),
    ("jobs/engine.py", "import use_cases.notifying", ADAPTERS),
    ("marketplace/http/calls.py", "import use_cases.accounts", ADAPTERS),
    ("directory/graph.py", "import policy", ADAPTERS),
    ("sentences/intake.py", "import use_cases", INWARD),
    ("sentences/intake_money.py", "import policy", INWARD),
    ("sentences/intake_places.py", "import ports", INWARD),
    ("sentences/intake.py", "import aiohttp", FRAMEWORKS),
    ("coach/hints.py", "import ports", INWARD),
    ("similar/marks.py", "import ports", INWARD),
    ("similar/words.py", "import policy", INWARD),
    ("similar/nearness.py", "import sqlalchemy", FRAMEWORKS),
    ("coach/hints.py", "import sentences", INWARD),
    ("coach/hints.py", "import aiohttp", FRAMEWORKS),
    ("store/gigs.py", "import coach", ADAPTERS),
    ("translation/catalogue.py", "import gigs", INWARD),
    ("translation/formats.py", "import sqlalchemy", FRAMEWORKS),
    ("use_cases/approving/decide_gig.py", "import use_cases.hiring", ROOMS),
    ("use_cases/permissions/authorize.py", "import use_cases.showing", ROOMS),
    ("use_cases/audit/trail.py", "import use_cases.accounts", ROOMS),
    ("use_cases/hiring/hire.py", "import use_cases.requesting", ROOMS),
    ("use_cases/loose.py", "import gigs", ROOMS),
    ("bot/door/front_door.py", "import bot.turn", BOT),
    ("bot/verbs/card_verbs.py", "import bot.sdk", BOT),
    ("bot/connector/calls.py", "import bot.door", BOT),
    ("bot/loose.py", "import gigs", BOT),
    ("playbook/template.py", "import policy", INWARD),
    ("yaml_files/tree.py", "import policy", INWARD),
    ("playbook/reading.py", "import use_cases", INWARD),
    ("directory/graph.py", "import playbook", ADAPTERS),
    ("playbook/reading.py", "import sqlalchemy", FRAMEWORKS),
    ("gigs/gig.py", "import sqlalchemy.orm", FRAMEWORKS),
    ("ports/jobs.py", "import psycopg", FRAMEWORKS),
    ("use_cases/hiring/hire.py", "import aiohttp", FRAMEWORKS),
    ("cards/gig.py", "import msal", FRAMEWORKS),
    ("policy/policy_file.py", "import requests", FRAMEWORKS),
    ("store/gigs.py", "import botbuilder.core", SDK),
    ("dialogs/post_gig.py", "from botbuilder.dialogs import WaterfallDialog", SDK),
    ("marketplace/sandbox/state.py", "import msrest", SDK),
    ("policy/plan.py", "import botbuilder.core", SDK),
    ("dashboard/audit_page.py", "import botbuilder.core", SDK),
    ("http_client/session.py", "import entra", INWARD),
    ("http_client/session.py", "import gigs", INWARD),
    ("http_client/session.py", "import config", INWARD),
    ("use_cases/hiring/hire.py", "import http_client", OUTGOING),
    ("store/gigs.py", "import http_client", OUTGOING),
    ("dialogs/post_gig.py", "import http_client", OUTGOING),
    ("marketplace/freelancer/wire.py", "import http_client", OUTGOING),
    ("store/gigs.py", "import app", COMMAND_LINE),
    ("assembly/wiring.py", "import app", COMMAND_LINE),
    ("commands/audit.py", "import run", COMMAND_LINE),
]


def contracts() -> configparser.ConfigParser:
    """The real ones."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    return parser


def packages() -> list[str]:
    return contracts()["importlinter"]["root_packages"].split()


def rooms(contract: str) -> list[str]:
    return re.findall(r"\w+", contracts()[f"importlinter:contract:{contract}"]["layers"])


def grow(tree: Path) -> Path:
    """Every package and room of the design, empty, under the real contracts."""
    tree.mkdir()
    shutil.copy(ROOT / ".importlinter", tree)
    of_use_cases = [f"use_cases/{room}" for room in rooms("rooms")]
    of_bot = [f"bot/{room}" for room in rooms("bot")]
    providers = [f"marketplace/{name}" for name in ("sandbox", "freelancer", "upwork", "worksome", "http")]
    for name in [*packages(), *of_use_cases, *of_bot, *providers]:
        (tree / name).mkdir()
        (tree / name / "__init__.py").touch()
    (tree / "dialogs" / "sdk.py").write_text("import botbuilder.core\nimport botbuilder.dialogs\n")
    return tree


@pytest.fixture
def tree(tmp_path):
    return grow(tmp_path / "tree")


LINT_EACH = """
import os, sys
from importlinter.application.use_cases import lint_imports
from importlinter import cli  # it configures the linter
before = sys.path[:]
for tree in sys.argv[1:]:
    os.chdir(tree)
    sys.path[:] = [tree, *before]
    sys.path_importer_cache.clear()
    lint_imports(cache_dir=None, is_debug_mode=True, no_logo=True)
    print("END OF A TREE")
"""


def lint(*trees: Path) -> list[str]:
    """What the linter says of each tree; one process for all, where none of our own packages is imported."""
    command = [sys.executable, "-c", LINT_EACH, *map(str, trees)]
    done = subprocess.run(command, cwd=trees[0], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    *said, rest = done.stdout.split("END OF A TREE\n")
    assert (len(said), rest) == (len(trees), "")
    return said


def test_the_empty_tree_keeps_every_contract(tree):
    (said,) = lint(tree)
    for name in CONTRACTS:
        assert f"{name} KEPT" in said


def test_a_broken_contract_is_seen(tmp_path):
    trees = []
    for number, (path, line, _) in enumerate(BREAKS):
        trees.append(grow(tmp_path / str(number)))
        (trees[-1] / path).write_text(f"{line}\n")
    with every_case() as case:
        for (path, line, contract), said in zip(BREAKS, lint(*trees), strict=True):
            with case(f"{path}: {line}"):
                assert f"{contract} BROKEN" in said


def test_a_framework_is_seen_through_a_module_between(tree):
    (tree / "gigs" / "clock.py").write_text("import msal\n")
    (tree / "cards" / "gig.py").write_text("import gigs.clock\n")
    (said,) = lint(tree)
    assert re.search(r"cards\.gig -> gigs\.clock.*gigs\.clock -> msal", said, re.DOTALL)


def test_every_package_in_the_tree_is_under_contract():
    here = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert here == set(packages())


def test_a_package_has_no_code_in_its_init():
    """The contracts name the modules of a package, not its `__init__`: that one is a docstring and nothing else.

    Two have to act before any of their modules is imported, so that less is loaded (ADR 0033).
    """
    inits = [path for name in packages() for path in ROOT.glob(f"{name}/**/__init__.py")]
    inits = [path for path in inits if path.parent not in {ROOT / "config", ROOT / "dialogs"}]
    assert [path for path in inits if re.sub(r'^""".*?"""\s*', "", path.read_text(), flags=re.DOTALL)] == []
