from bot.verbs.card_verbs import CARD_VERBS
from bot.verbs.commands import COMMANDS
from bot.verbs.understanding import understand
from config.formats import ROOT
from tests.support.cases import every_case
from tests.support.pages import code, rows

SAID = {code(row[0])[0]: code(row[1]) for row in rows(ROOT / "docs" / "using.md") if code(row[0])}


def test_every_command_is_in_the_guide_with_all_its_other_words():
    with every_case() as case:
        for command in COMMANDS:
            with case(command.title):
                example = {"status": "status 12", "audit": "audit 12"}.get(command.title, command.title)
                assert example in SAID
                assert set(command.also) <= set(SAID[example])


def test_what_the_guide_says_is_understood():
    with every_case() as case:
        for example in SAID:
            with case(example):
                meant = understand(example)
                assert meant is not None
                for other in SAID[example]:
                    assert understand(other) == meant, f"“{other}” is not understood as “{example}”"


def test_a_card_verb_says_what_it_does():
    with every_case() as case:
        for verb in CARD_VERBS:
            with case(verb):
                assert (CARD_VERBS[verb].__doc__ or "").strip().endswith(".")
