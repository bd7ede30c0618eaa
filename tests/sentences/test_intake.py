"""What is read from sentences that ask for work. `intakes.toml` has ours; two files were written without knowing the rules."""

import json
import tomllib
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from gigs.brief import BriefForm
from sentences.intake import LONGEST_READ, Intake, read_intake
from sentences.intake_money import money_in
from sentences.intake_words import words_for
from tests.support.cases import every_case

HERE = Path(__file__).parent
OURS = tomllib.loads((HERE / "intakes.toml").read_text("utf-8"))
BLIND = json.loads((HERE / "written_blind_dev.json").read_text("utf-8"))
CENTRES = ("MKT-100", "HR-120", "FIN-300", "IT-42", "Events")
MONDAY = date(2026, 11, 30)


def read(
    text: str, locale: str = "en-GB", today: str = "", centres: tuple[str, ...] = CENTRES
) -> Intake | None:
    day = date.fromisoformat(today) if today else MONDAY
    return read_intake(text, today=day, locale=locale, cost_centres=centres)


def held(intake: Intake) -> dict[str, str]:
    return {name: getattr(intake.form, name) for name in intake.said if name != "outcome"}


def test_the_form_holds_what_was_said_and_nothing_else():
    with every_case() as case:
        for one in OURS["requests"]:
            with case(f"{one['said']} ({one['locale']})"):
                found = read(one["said"], one["locale"], one.get("today", ""))
                assert found is not None
                assert held(found) == one["form"]
                assert sorted(found.asks) == one.get("asks", [])
                assert found.rough == one.get("rough", "")


def test_the_whole_sentence_is_the_outcome():
    with every_case() as case:
        for one in OURS["requests"]:
            with case(one["said"]):
                found = read(one["said"], one["locale"])
                assert found is not None
                assert found.form.outcome == found.words == one["said"]
                assert "outcome" in found.said
                blank = BriefForm()
                others = set(BriefForm.model_fields) - found.said
                assert all(getattr(found.form, name) == getattr(blank, name) for name in others)


def test_what_asks_for_no_new_work_is_none():
    with every_case() as case:
        for text in OURS["none"]:
            for locale in ("en-GB", "de-DE"):
                with case(f"{text} ({locale})"):
                    assert read(text, locale) is None


def test_sentences_written_without_knowing_the_rules_are_read_as_meant():
    """What a note calls fine too is taken as well."""
    also = {"for all of it": {"basis": "fixed"}}
    with every_case() as case:
        for one in BLIND:
            if one["means"] != "intake":
                continue
            with case(one["said"]):
                wanted = one["form"]
                for words, instead in also.items():
                    wanted = wanted | (instead if words in one["said"] else {})
                form = as_found(one, wanted.get("cost_centre", ""))
                assert wanted["kind"].casefold() in form.title.casefold()
                skills = form.skills.casefold()
                parts = [part for each in wanted.get("skills", ()) for part in each.casefold().split("/")]
                assert [part for part in parts if part not in skills] == []
                assert form.price_type == wanted.get("basis", "")
                for name in ("amount", "currency", "hours", "start", "due", "cost_centre", "marketplace"):
                    assert (name, getattr(form, name)) == (name, wanted.get(name, ""))


def as_found(one: dict, centre: str) -> BriefForm:
    found = read(one["said"], one["locale"], one["today"], (centre,))
    assert found is not None
    return found.form


def test_nothing_else_that_they_wrote_opens_a_form():
    with every_case() as case:
        for one in BLIND:
            if one["means"] != "intake":
                with case(one["said"]):
                    assert read(one["said"], one["locale"], one["today"]) is None


PIECES = st.sampled_from(
    [
        *(
            "I need ",
            "post a gig for ",
            "a logo",
            " by ",
            "Friday",
            " next ",
            "12.",
            "31.2.",
            "€",
            "1.200",
            " k ",
            "-",
        ),
        *(
            "per hour",
            " bis ",
            "in 10 days",
            "cost centre ",
            "MKT-100",
            ", ",
            "\u0301",
            "😀",
            "二",
            "٣",
            "²",
            "12 may ",
            "hundred",
        ),
        *(
            "fixed ",
            "skills: ",
            " and ",
            "with ",
            "experience",
            "end of ",
            "Feb 2099",
            "9999-99-99",
            " \u202e",
            "ſ",
            "ß",
            "İ",
        ),
    ]
)


@given(
    st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join)),
    st.sampled_from(["", "de-DE", "en-US", "tr", "-", "zz-ZZ"]),
)
@settings(max_examples=300, deadline=None)
def test_no_text_is_too_odd_to_be_read(text, locale):
    found = read(text, locale)
    assert found is None or found.form.outcome


def test_what_is_behind_the_part_that_is_read_is_kept_and_read_by_nobody():
    long = f"I need a logo. {'x ' * (LONGEST_READ // 2)} by Friday, 500 EUR"
    found = read(long + "x" * 20_000)
    assert found is not None
    assert found.form.outcome == long + "x" * 20_000
    assert held(found) == {"title": "Logo", "category": "design"}


def test_a_list_of_many_amounts_and_days_is_looked_at_up_to_a_number_of_them():
    """So that a hostile text takes no longer than another one; none of them is taken."""
    found = read("I need a logo, " + "by 4 May, 5 EUR, " * 30)
    assert found is not None
    assert held(found)["title"] == "Logo"


def test_a_row_of_hundreds_is_no_amount_that_takes_its_square_to_read():
    (found,) = money_in("a logo for " + "500 " * 100 + "EUR", "en-GB", words_for("en-GB"))
    assert found.end - found.start < 30


def test_a_language_without_a_file_is_read_with_the_words_of_those_that_have_one():
    for locale in ("", "fr-FR", "xx", "../de", "everywhere"):
        found = read("I need a logo by 4 December", locale)
        assert found is not None
        assert found.form.due == "2026-12-04"
