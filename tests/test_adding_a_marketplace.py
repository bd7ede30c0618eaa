"""A marketplace stands in every place that CONTRIBUTING.md names, and its title is written once."""

import ast
import re
from collections.abc import Callable

from assembly.providers import BUILDERS
from bench.soak.markets import MARKETS
from config.formats import ROOT
from config.settings import Settings
from gigs.marketplaces import MARKETPLACES, SANDBOX
from stand_ins.serve import STAND_INS
from tests.support.providers import PROVIDERS
from tests.support.real_markets import REAL
from tests.test_conventions import PRODUCT, name

CONTRACTS = (ROOT / ".importlinter").read_text()
OUTGOING = CONTRACTS.partition("[importlinter:contract:outgoing]")[2].partition("[importlinter:")[0]
PAGE = (ROOT / "docs" / "marketplaces.md").read_text()
SETTINGS = ("client_id", "client_secret", "api_url", "authorize_url", "token_url")


def title(market: str) -> str:
    return MARKETPLACES[market].title if market in MARKETPLACES else market.capitalize()


def column(market: str) -> bool:
    """Whether it has a column in the table of what each can do, and a real one in that of how often it is asked."""
    heads = [line.split("|") for line in PAGE.splitlines() if line.startswith("| | ")]
    called = title(market).removesuffix(" marketplace")
    tables = [called in map(str.strip, head) for head in heads]
    return all(tables) if market != SANDBOX.name else any(tables)


EVERY: dict[str, Callable[[str], bool]] = {
    "Add it to MARKETPLACES in gigs/marketplaces.py, with its title.": lambda market: market in MARKETPLACES,
    "Add (marketplace.{market}) to the outer layer in .importlinter.": lambda market: (
        f"(marketplace.{market})" in CONTRACTS
    ),
    "Add marketplace.{market}.** to the contract outgoing in .importlinter.": lambda market: (
        f"    marketplace.{market}.**\n" in OUTGOING
    ),
    "Add a stage to PROVIDERS in tests/support/providers.py.": lambda market: market in PROVIDERS,
    "Add a column to the tables in docs/marketplaces.md.": column,
    "Add it to MARKETS in bench/soak/markets.py.": lambda market: market in MARKETS,
}
ONLY_REAL: dict[str, Callable[[str], bool]] = {
    "Add a Recipe to BUILDERS in assembly/providers.py.": lambda market: market in BUILDERS,
    "Add its five settings to config/settings_markets.py.": lambda market: (
        {f"{market}_{part}" for part in SETTINGS} <= Settings.model_fields.keys()
    ),
    "Add its stand-in to STAND_INS in stand_ins/serve.py.": lambda market: market in STAND_INS,
    "Add it to REAL in tests/support/real_markets.py, for the scenarios.": lambda market: market in REAL,
    "Say in docs/marketplaces.md how an application is registered and what stays unverified.": lambda market: (
        PAGE.count(f"- **{title(market)}**: ") == 2
    ),
}


def lacks(market: str) -> list[str]:
    """What is still to be done for the marketplace in this folder."""
    places = EVERY if market == SANDBOX.name else EVERY | ONLY_REAL
    return [
        f"{market}: {do.format(market=market)}" for do, is_there in places.items() if not is_there(market)
    ]


def test_every_marketplace_stands_in_every_place_that_needs_it():
    folders = {path.parent.name for path in (ROOT / "marketplace").glob("*/__init__.py")} - {"http"}
    assert {*MARKETPLACES} <= folders
    to_do = [line for folder in sorted(folders) for line in lacks(folder)]
    assert not to_do, "\n".join(to_do)


def test_a_new_folder_is_told_everything_that_it_lacks():
    assert len(lacks("nowhere")) == len(EVERY) + len(ONLY_REAL)
    assert "nowhere: Add (marketplace.nowhere) to the outer layer in .importlinter." in lacks("nowhere")
    assert "nowhere: Add marketplace.nowhere.** to the contract outgoing in .importlinter." in lacks(
        "nowhere"
    )


def test_contributing_names_each_of_these_places():
    section = (
        (ROOT / "CONTRIBUTING.md")
        .read_text()
        .partition("**a marketplace**")[2]
        .partition("\n\n**a setting**")[0]
    )
    files = {
        found
        for do in EVERY | ONLY_REAL
        for found in re.findall(r"[\w/]*\.?\w+\.(?:py|md)|\.importlinter", do)
    }
    assert len(files) == 9
    assert [file for file in sorted(files) if f"`{file}`" not in section and f"({file})" not in section] == []


def test_a_title_is_written_in_one_place():
    titles = "|".join(re.escape(one.title) for one in MARKETPLACES.values())
    called = re.compile(rf"(?<![\w-])(?:{titles})(?![\w-])")
    found = {name(path) for path in PRODUCT for text in texts_in(path) if called.search(text)}
    assert found == {"gigs/marketplaces.py"}


def texts_in(path):
    """Every text in the code of a file, without its docstrings."""
    tree = ast.parse(path.read_text())
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    ]
