"""Skills: whatever stands between two of them, they are two, and a name with a mark in it stays one."""

import pytest

from gigs.brief import clean
from gigs.skills import split_skills

BETWEEN = [
    *(", ", "; ", "\n", "\r\n", "\t", "、", "，", "；", "､", "︐", "،", "؛", "፣", "。", "।", "۔"),
    *("\v", "\f", "\u0085", "\u2028", " | ", " • ", " · ", "・", "‧", " ● ", " ¦ ", " → ", "\u3000", "\\"),
    *(" / ", "/ ", " /", " ／ ", " – ", " — ", " - "),
]


@pytest.mark.parametrize("mark", BETWEEN)
def test_two_skills_are_two_whatever_stands_between_them(mark):
    assert split_skills(clean(f"copywriting{mark}web design")) == ("copywriting", "web design")


@pytest.mark.parametrize(
    "text", ["1. logo\n2. print", "- logo\n- print", "• logo • print", "1) logo, 2) print"]
)
def test_what_stands_before_the_items_of_a_list_is_no_part_of_them(text):
    assert split_skills(clean(text)) == ("logo", "print")


@pytest.mark.parametrize(
    "name", ["UI/UX", "C++", "C#", "node.js", "PL/SQL", "e-commerce", "SAP S/4HANA", "R&D", "3D modelling"]
)
def test_a_name_with_a_mark_in_it_stays_one(name):
    assert split_skills(name) == (name,)
    assert split_skills(f"logo, {name}") == ("logo", name)
