"""Sentences of others and of ours, as a whole: whether a form is opened and holds what was said, or which meaning is heard.

`written_blind_*.json` were written without knowing a rule. The third was first counted when the rules were finished: of its 120
sentences 109 were understood, and one opened a form for somebody who wanted to phone a colleague. Of our own 344, from many voices, 133 were
looked at while the rules were made. The others were only counted, in three rounds: of 71, 62 and 78 sentences 64, 56 and 63 were
understood at that time, and one was acted on wrongly. What these showed was mended afterwards, so that the numbers below say only that
nothing gets worse.
"""

import json
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sentences.intake import Intake, read_intake
from sentences.learning import learn
from sentences.questions import ACTS, Heard, hear
from tests.support.cases import every_case

HERE = Path(__file__).parent
OFF_TOPIC = tomllib.loads((HERE / "off_topic.toml").read_text("utf-8"))
SAME = {"show_gig": "where_stands"}
"""Both show the gig's card."""
DONE = {"post_gig", "i_am_back", "cancel_chat", "intake"}
ACTING = ACTS | DONE
"""What is done for a sentence; the rest of `ACTING` leads to the gig's card, where somebody presses."""
EXACT = ("amount", "currency", "hours", "start", "due", "cost_centre", "marketplace")


def read(one: dict[str, Any]) -> Intake | None:
    centres = {one.get("form", {}).get("cost_centre", ""), one.get("cost_centre", "")} - {""}
    return read_intake(
        one["said"], today=date.fromisoformat(one["today"]), locale=one["locale"], cost_centres=centres
    )


def meant(one: dict[str, Any]) -> tuple[str, int | None]:
    if read(one) is not None:
        return "intake", None
    heard = hear(one["said"], one["locale"])
    if heard is None:
        return "not_understood", None
    return ("help", None) if heard.asks_how and heard.acts else (heard.means, heard.gig)


def is_understood(one: dict[str, Any]) -> bool:
    means, gig = meant(one)
    wanted = {SAME.get(name, name) for name in (one["means"], *one.get("also", []))}
    return means in wanted and (gig == one["gig"] or means != SAME.get(one["means"], one["means"]))


def is_filled_in(one: dict[str, Any]) -> bool:
    """Whether the form holds what was said in every field that is exact, in its title and among its skills."""
    found, wanted = read(one), one["form"]
    if found is None:
        return False
    form = found.form
    skills = [part for each in wanted.get("skills", ()) for part in each.casefold().split("/")]
    return (
        wanted["kind"].casefold() in form.title.casefold()
        and all(part in form.skills.casefold() for part in skills)
        and form.price_type == wanted.get("basis", "")
        and all(getattr(form, name) == wanted.get(name, "") for name in EXACT)
    )


@pytest.mark.parametrize(
    ("file", "least", "forms"),
    [
        ("written_blind_dev", 98, 34),
        ("written_blind_second", 99, 34),
        ("written_blind_third", 110, 37),
        ("written_for_tuning", 132, 38),
        ("written_for_measuring", 203, 53),
    ],
)
def test_most_is_understood_its_forms_are_right_and_nothing_is_acted_on_wrongly(file, least, forms, capsys):
    sentences = json.loads((HERE / f"{file}.json").read_text("utf-8"))
    missed = [(one["said"], meant(one)) for one in sentences if not is_understood(one)]
    asked = [one for one in sentences if one["means"] == "intake"]
    unlike = [one["said"] for one in asked if not is_filled_in(one)]
    with capsys.disabled():
        told = f"{len(sentences) - len(missed)} of {len(sentences)}, forms {len(asked) - len(unlike)} of {len(asked)}"
        sys.stdout.write(f"\n{file}: {told}\n")

    assert [(said, means) for said, means in missed if means[0] in DONE] == []
    assert len(missed) <= len(sentences) - least, missed
    assert len(unlike) <= len(asked) - forms, unlike


def test_what_is_off_topic_opens_no_form_and_is_no_question_of_ours():
    with every_case() as case:
        for text in OFF_TOPIC["none"]:
            for locale in ("en-GB", "de-DE"):
                with case(f"{text} ({locale})"):
                    assert read_intake(text, today=date(2026, 11, 30), locale=locale) is None
                    assert is_nothing(hear(text, locale))


def is_nothing(heard: Heard | None) -> bool:
    """Not heard, or only as words of a title, which no gig has."""
    return heard is None or (heard.gig is None and bool(heard.about))


def test_what_others_can_help_with_acts_on_nothing():
    with every_case() as case:
        for text in OFF_TOPIC["harmless"]:
            with case(text):
                heard = hear(text)
                assert read_intake(text, today=date(2026, 11, 30), locale="en-GB") is None
                assert heard is None or heard.means not in ACTING


def test_the_words_of_every_language_can_be_learnt_before_the_first_sentence():
    learn()

    assert hear("where is gig 3", "de") is not None
