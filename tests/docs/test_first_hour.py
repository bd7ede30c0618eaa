"""What a newcomer is told to open, run and change in the first hour is there."""

import re

from config.formats import ROOT
from tests.cards.gallery import every_card
from tests.support.pages import code

PAGE = (ROOT / "docs" / "first-hour.md").read_text()


def test_tests_that_are_to_be_run_are_there():
    told = re.findall(r"^python3 run\.py test (\S+\.py)(?: -k (\w+))?", PAGE, re.MULTILINE)
    assert len(told) >= 2
    for path, word in told:
        assert re.search(rf"^(?:async )?def test_\w*{word}", (ROOT / path).read_text(), re.MULTILINE), path


def test_the_card_and_its_words_are_there():
    (card,) = re.findall(r"^python3 run\.py cards (\w+)", PAGE, re.MULTILINE)
    assert card in every_card()
    ((words, path),) = re.findall(r"the words “(.+?)” in `(\S+)`", PAGE)
    assert words in (ROOT / path).read_text()


def test_every_module_in_the_picture_is_there():
    shown = re.findall(r"^    participant \w+ as (\S+)", PAGE, re.MULTILINE)
    assert len(shown) >= 5
    assert [path for path in shown if not (ROOT / path).exists()] == []


def test_the_place_for_the_breakpoint_is_there():
    (sentence,) = re.findall(r"^Stop in the middle.*?\n\n", PAGE, re.MULTILINE | re.DOTALL)
    _, function, path = code(sentence)
    assert f"def {function}(" in (ROOT / path).read_text()
