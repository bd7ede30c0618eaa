import pytest

from bot.verbs.card_verbs import CARD_VERBS
from bot.verbs.commands import COMMANDS, understand
from config.formats import ROOT
from tests.support.pages import code, rows

SAID = {code(row[0])[0]: code(row[1]) for row in rows(ROOT / "docs" / "using.md") if code(row[0])}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.title)
def test_every_command_is_in_the_guide_with_all_its_other_words(command):
    example = {"status": "status 12", "audit": "audit 12"}.get(command.title, command.title)
    assert example in SAID
    assert set(command.also) <= set(SAID[example])


@pytest.mark.parametrize("example", SAID)
def test_what_the_guide_says_is_understood(example):
    meant = understand(example)
    assert meant is not None
    for other in SAID[example]:
        assert understand(other) == meant, f"“{other}” is not understood as “{example}”"


@pytest.mark.parametrize("verb", CARD_VERBS)
def test_a_card_verb_says_what_it_does(verb):
    assert (CARD_VERBS[verb].__doc__ or "").strip().endswith(".")
