import re
import tomllib

import pytest

from config.formats import ROOT

STALE = "run `uv lock && .ci/export-lock` after a change of dependencies"
LOCK = tomllib.loads((ROOT / "uv.lock").read_text())
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PACKAGES = {package["name"]: package for package in LOCK["package"]}
ROOT_PACKAGE = PACKAGES[PROJECT["project"]["name"]]


def requirement(text: str) -> tuple[str, frozenset[str], frozenset[str]]:
    """Name, extras and version rules of one line of pyproject.toml."""
    name, extras, rules = re.fullmatch(r"([\w.-]+)(?:\[([\w,-]+)\])?(.*)", text).groups()
    return name, frozenset(filter(None, (extras or "").split(","))), frozenset(filter(None, rules.split(",")))


def locked_requirement(entry: dict) -> tuple[str, frozenset[str], frozenset[str]]:
    rules = filter(None, entry.get("specifier", "").split(","))
    return entry["name"], frozenset(entry.get("extras", [])), frozenset(rules)


def everything_below(dependencies: list[dict]) -> set[str]:
    """Names of all packages that these bring in, their extras followed."""
    found: set[str] = set()
    ahead = [(entry["name"], tuple(entry.get("extra", ()))) for entry in dependencies]
    done = set()
    while ahead:
        name, extras = step = ahead.pop()
        if step in done:
            continue
        done.add(step)
        found.add(name)
        package = PACKAGES[name]
        below = list(package.get("dependencies", []))
        for extra in extras:
            below += package.get("optional-dependencies", {}).get(extra, [])
        ahead += [(entry["name"], tuple(entry.get("extra", ()))) for entry in below]
    return found


def exported(name: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Package -> version and hashes, as plain pip reads them."""
    text = (ROOT / name).read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    read = [
        (re.match(r"([\w.-]+)==([\w.]+)", line).groups(), re.findall(r"sha256:\w+", line)) for line in lines
    ]
    return {package: (version, frozenset(hashes)) for (package, version), hashes in read}


def locked(names: set[str]) -> dict[str, tuple[str, frozenset[str]]]:
    return {
        name: (
            PACKAGES[name]["version"],
            frozenset(
                file["hash"]
                for file in [PACKAGES[name].get("sdist"), *PACKAGES[name].get("wheels", [])]
                if file is not None
            ),
        )
        for name in names
    }


def test_the_lock_is_of_these_dependencies():
    metadata = ROOT_PACKAGE["metadata"]
    wanted = {requirement(line) for line in PROJECT["project"]["dependencies"]}
    wanted_for_tests = {requirement(line) for line in PROJECT["dependency-groups"]["dev"]}
    assert {locked_requirement(entry) for entry in metadata["requires-dist"]} == wanted, STALE
    assert {locked_requirement(entry) for entry in metadata["requires-dev"]["dev"]} == wanted_for_tests, STALE


def test_the_product_file_is_what_the_lock_says():
    assert exported("requirements.txt") == locked(everything_below(ROOT_PACKAGE["dependencies"])), STALE


def test_the_test_file_is_what_the_lock_says():
    both = ROOT_PACKAGE["dependencies"] + ROOT_PACKAGE["dev-dependencies"]["dev"]
    assert exported("requirements-dev.txt") == locked(everything_below(both)), STALE


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_has_a_hash(name):
    assert [package for package, (_, hashes) in exported(name).items() if not hashes] == []
