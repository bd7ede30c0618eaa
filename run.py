#!/usr/bin/env python3
"""The one command: runs the product, its checks and its tools in a virtual environment that it makes and keeps up to date.

python3 run.py                  the product (installs what it needs the first time)
python3 run.py fast [ARGS]      format, lint, types, imports and the quick tests: under a minute, before every commit
python3 run.py check [ARGS]     every check and every test; ARGS go to pytest
python3 run.py test PATH...     pytest on what is named, with the PostgreSQL server that check would use
python3 run.py browser [ARGS]   the test that drives the chat windows in a browser
python3 run.py cards [NAME...]  a page with the cards, drawn again whenever a file is saved
python3 run.py stand-ins NAMES  stand-ins of real marketplaces, for trying them out: upwork freelancer worksome
python3 run.py help             this list
python3 run.py ANYTHING ELSE    a command of the product: `app.py ANYTHING ELSE`
"""

from __future__ import annotations

import sys

try:
    from tasks.checks import browser, check, fast, test
    from tasks.environment import PRODUCT, PYTHON, ROOT, TESTS, become, make_ready, read_installed
except ModuleNotFoundError as missing:  # Debian's python3-minimal
    raise SystemExit(
        f"Python is not complete here: it has no {missing.name}. On Debian: apt install python3-venv"
    ) from None

IN_THIS_PROCESS = {"fast": fast, "check": check, "test": test, "browser": browser}
MODULES = {"cards": ("tests.cards.viewer", TESTS), "stand-ins": ("stand_ins.serve", PRODUCT)}


def main(arguments: list[str]) -> int:
    task, *rest = arguments or ["serve"]
    if task in ("help", "--help", "-h"):
        return show_help()
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        here = ".".join(map(str, sys.version_info[:2]))
        raise SystemExit(
            f"This needs Python 3.11, 3.12 or 3.13; {sys.executable} is {here}. Run it with another one."
        )
    if task in IN_THIS_PROCESS:
        make_ready(TESTS)
        return IN_THIS_PROCESS[task](rest)
    if task in MODULES:
        module, requirements = MODULES[task]
        make_ready(requirements)
        return become([str(PYTHON), "-m", module, *rest])
    make_ready(PRODUCT)
    return become([str(PYTHON), str(ROOT / "app.py"), task, *rest])


def show_help() -> int:
    """The tasks, and the product's own commands once it is installed; nothing is installed for help."""
    print((__doc__ or "").strip(), flush=True)
    if not read_installed():
        return 0
    print("\nCommands of the product:", flush=True)
    return become([str(PYTHON), str(ROOT / "app.py"), "--help"])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
