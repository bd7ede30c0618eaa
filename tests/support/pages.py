"""The pages of the documentation, and what is named on them."""

import re
from pathlib import Path

from config.formats import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def named(page: Path) -> str:
    """How a test calls a page."""
    return page.relative_to(ROOT).as_posix()


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.DOTALL | re.MULTILINE)


def rows(page: Path) -> list[list[str]]:
    """The cells of every row of every table; headings and rulers are left out."""
    lines = page.read_text().splitlines()
    ruler = re.compile(r"\|[-| :]+\|")
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line, below in zip(lines, [*lines[1:], ""], strict=True)
        if line.startswith("|") and not ruler.fullmatch(line) and not ruler.fullmatch(below)
    ]


def code(cell: str) -> list[str]:
    """What stands between back-quotes."""
    return re.findall(r"`([^`]+)`", cell)
