"""From what was typed to a brief: every problem at its field, nothing typed lost, nothing hostile let in."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigs.brief import Brief, BriefForm, DataTier, Experience, PriceType, Visibility, clean
from gigs.check_brief import LENGTHS, MOST_DELIVERABLES, MOST_SKILLS, check_brief, clean_form
from gigs.errors import BriefIncomplete, GigError
from gigs.money import MINOR_DIGITS, Money
from tests.support.builders import TODAY, a_brief, a_form, usd


def check(form: BriefForm) -> Brief:
    return check_brief(form, today=TODAY, marketplaces={"sandbox"})


def problems(**changes: str) -> dict[str, str]:
    with pytest.raises(BriefIncomplete) as incomplete:
        check(a_form(**changes))
    return incomplete.value.problems


def test_a_form_that_is_filled_in_well_is_a_brief():
    assert check(a_form()) == a_brief()


def test_an_empty_form_gets_a_sentence_at_every_field_at_once():
    with pytest.raises(BriefIncomplete) as incomplete:
        check(BriefForm())

    optional = {"hours", "purchase_order", "emergency", "answers"}
    optional |= {"experience", "weekly_hours", "screening", "links"}
    assert set(incomplete.value.problems) == set(BriefForm.model_fields) - optional
    assert all(text.endswith((".", "200.50.")) for text in incomplete.value.problems.values())
    assert isinstance(incomplete.value, GigError)


def test_only_what_is_wrong_is_marked():
    assert problems(title="", due="soon") == {
        "title": "Please give a title.",
        "due": "I can’t read “soon” as a date. Please write it like 2026-05-31.",
    }


def test_no_visibility_and_no_data_tier_is_assumed():
    assert problems(visibility="", data_tier="") == {
        "visibility": "Please choose one.",
        "data_tier": "Please choose one.",
    }


@pytest.mark.parametrize(
    "field", ["category", "price_type", "data_tier", "visibility", "marketplace", "currency"]
)
@pytest.mark.parametrize("choice", ["nonsense", "PUBLIC", "fixed ", "upwork"])
def test_a_choice_that_is_not_offered_is_refused(field, choice):
    assert field in problems(**{field: choice})


@pytest.mark.parametrize("field, most", LENGTHS.items())
def test_a_text_may_be_as_long_as_its_limit_and_no_longer(field, most):
    longest = "a" * most
    if field == "links":
        address = "https://example.com/a"
        longest = address + " " * (most - len(address) - 1) + "a"
    assert check(a_form(**{field: longest})).title
    assert problems(**{field: longest + "a"}) == {
        field: f"Please shorten this: {most:,} at most; yours has {most + 1:,}."
    }


@pytest.mark.parametrize(
    "typed, amount",
    [
        ("1200", "1200"),
        ("1,200.50", "1200.50"),
        ("0.01", "0.01"),
        ("10,000,000", "10000000"),
    ],
)
def test_an_exact_amount_is_read_the_way_it_was_typed(typed, amount):
    assert check(a_form(amount=typed)).rate == usd(amount)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "about 1200",
        "1,20.50",
        "1,200,50",
        "-5",
        "1e3",
        "NaN",
        "Infinity",
        "$1200",
        "1200 USD",
        "12 00",
        "12x",
    ],
)
def test_anything_but_an_exact_amount_is_asked_again(typed):
    assert problems(amount=typed) == {
        "amount": "Please give an exact amount in digits, such as 1200 or 1,200.50."
    }


@pytest.mark.parametrize("typed", ["0", "0.00", "10000000.01", "9" * 3000])
def test_an_amount_out_of_all_reason_is_refused(typed):
    assert problems(amount=typed) == {"amount": "Please give an amount above 0 and up to 10,000,000."}


@pytest.mark.parametrize(
    "amount, currency", [("0.345", "USD"), ("0.5", "JPY"), ("1." + "0" * 40 + "1", "USD"), ("0.001", "EUR")]
)
def test_an_amount_finer_than_its_currency_is_refused_however_fine(amount, currency):
    assert problems(amount=amount, currency=currency) == {
        "amount": f"{currency} has {MINOR_DIGITS[currency]} decimals; please round the amount."
    }


def test_an_amount_with_two_readings_is_asked_about_at_its_field():
    assert problems(amount="1.200", currency="EUR") == {
        "amount": "“1.200” could mean EUR 1,200.00 or EUR 1.20. Please choose one."
    }


def test_an_amount_is_not_asked_about_before_its_currency_is_chosen():
    assert set(problems(amount="1.200", currency="")) == {"currency"}
    assert set(problems(amount="much", currency="")) == {"amount", "currency"}


def test_the_same_amount_typed_differently_is_the_same_brief_to_the_letter():
    one, other = check(a_form(amount="1200")), check(a_form(amount="1,200.00"))

    assert one.fingerprint() == other.fingerprint()


@pytest.mark.parametrize("currency", sorted(MINOR_DIGITS))
def test_every_currency_on_offer_can_be_used(currency):
    assert check(a_form(amount="500", currency=currency)).rate == Money(
        amount=Decimal(500), currency=currency
    )


def test_an_hourly_brief_needs_the_most_hours_and_its_budget_is_over_all_of_them():
    brief = check(a_form(price_type="hourly", amount="60.50", hours="40"))

    assert brief.price_type is PriceType.HOURLY
    assert brief.budget == usd(2420)


@pytest.mark.parametrize("hours", ["", "0", "-1", "2001", "1.5", "many", "9" * 3000])
def test_hours_out_of_range_are_asked_again(hours):
    assert problems(price_type="hourly", hours=hours) == {
        "hours": "Please give the maximum number of hours, from 1 to 2,000."
    }


@pytest.mark.parametrize("hours", ["40", "forty"])
def test_hours_of_a_fixed_price_are_asked_about_and_never_dropped(hours):
    told = "A fixed price has no hours. Please clear them, or choose to pay by the hour."
    assert problems(hours=hours) == {"hours": told}


def test_work_may_start_and_be_due_today_but_not_before():
    today, yesterday = TODAY.isoformat(), (TODAY - timedelta(days=1)).isoformat()

    assert check(a_form(start=today, due=today)).due == TODAY
    assert problems(start=yesterday) == {"start": "This day has passed; please choose today or later."}
    assert problems(due=today) == {"due": "The work would be due before it starts."}


@pytest.mark.parametrize("day", ["", "30.02.2026", "2026-02-30", "tomorrow", "0000-01-01", "01/02/2027"])
def test_a_day_that_is_no_day_is_asked_again(day):
    assert problems(start=day)["start"].startswith(
        ("Please choose a date.", "I can’t read", "“01/02/2027” could mean")
    )


def test_deliverables_are_lines_without_their_bullets():
    assert check(a_form(deliverables="- Storyline\n\n • 20 slides \n* Notes")).deliverables == (
        "Storyline",
        "20 slides",
        "Notes",
    )


def test_skills_are_separated_by_commas_semicolons_or_lines():
    assert check(a_form(skills="a, b;c\nd,")).skills == ("a", "b", "c", "d")


@pytest.mark.parametrize("field, typed", [("deliverables", "-\n •\n*"), ("skills", ",;, -")])
def test_bullets_and_commas_alone_say_nothing(field, typed):
    assert problems(**{field: typed})[field].startswith("Please ")


def test_too_many_deliverables_or_skills_are_counted():
    assert problems(deliverables="\n".join("abcdefghijk")) == {
        "deliverables": f"Please keep it to {MOST_DELIVERABLES}; there are 11."
    }
    assert problems(skills="a,b,c,d,e,f") == {"skills": f"Please keep it to {MOST_SKILLS}; there are 6."}


def test_a_title_is_one_line():
    assert check(a_form(title="Launch\ndeck \t for   Aurora")).title == "Launch deck for Aurora"


@pytest.mark.parametrize(
    "hidden",
    [
        "\x00",
        "\x1b",
        "\x7f",
        "\x9b",
        "\u00ad",
        "\u061c",
        "\u200b",
        "\u200f",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\ud800",
        "\ufff9",
        "\U000e0041",
    ],
)
def test_what_cannot_be_seen_is_taken_out(hidden):
    assert clean(f"a{hidden}b") == "ab"


def test_what_people_write_stays():
    text = "Zoë \U0001f469\u200d\U0001f680 schreibt: “naïve”, 你好\n\u0645\u0631\t✓"

    assert clean(text) == text
    assert clean("e\u0301 \r\nx\u2028y\rz") == "é \nx\ny\nz"


@given(st.text(max_size=60))
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)


def problems_of(form: BriefForm) -> set[str]:
    try:
        check(form)
    except BriefIncomplete as incomplete:
        return set(incomplete.problems)
    return set()


@given(st.dictionaries(st.sampled_from([*BriefForm.model_fields, "verb", "version"]), st.text(max_size=50)))
def test_whatever_is_typed_ends_in_a_brief_or_in_sentences_at_fields_of_the_form(typed):
    assert problems_of(clean_form(typed)) <= set(BriefForm.model_fields)


@given(
    st.text(max_size=40), st.sampled_from(["amount", "currency", "start", "skills", "deliverables", "title"])
)
def test_one_strange_field_is_a_problem_at_that_field_only(text, field):
    elsewhere = {"due"} if field == "start" else set()

    assert problems_of(a_form(**{field: clean(text)})) <= {field} | elsewhere


def test_a_form_takes_only_the_fields_it_knows_and_keeps_what_was_typed():
    form = clean_form({"title": "  Deck\u202e ", "hours": 40, "requester": "somebody else", "amount": None})

    assert form == BriefForm(title="Deck", hours="40")
    assert not form.is_blank
    assert BriefForm().is_blank


def test_an_endless_text_is_kept_whole_and_told_with_both_numbers():
    form = clean_form({"outcome": "x" * 100_000})

    assert problems(outcome=form.outcome) == {
        "outcome": "Please shorten this: 2,000 at most; yours has 100,000."
    }


@pytest.mark.parametrize("one", ["語", "e\u0301", "👩‍👩‍👧‍👦", "🇩🇪", "क्षि"])
def test_a_character_is_what_people_see_as_one(one):
    assert problems(title=one * 101) == {"title": "Please shorten this: 100 at most; yours has 101."}
    assert check(a_form(title=one * 100)).title == one * 100


def test_accents_without_end_are_no_way_around_a_limit():
    assert "1,200 at most; yours has 5,001" in problems(title="a" + "\u0316" * 5000)["title"]


@pytest.mark.parametrize(
    "between", [",", ";", "、", "；", "，", "،", "\n", "\t", " · ", " / ", " | ", "｜", "/"]
)
def test_skills_are_told_apart_whatever_stands_between_them(between):
    assert check(a_form(skills=f"PowerPoint{between}Storytelling")).skills == ("PowerPoint", "Storytelling")


@pytest.mark.parametrize("name", ["UI/UX", "C#/.NET", "A/B testing", "Node.js", "C++"])
def test_a_mark_inside_a_name_does_not_make_two_skills_of_one(name):
    assert check(a_form(skills=name)).skills == (name,)
    assert check(a_form(skills=f"{name}, Audio / Video")).skills == (name, "Audio / Video")


def test_any_change_to_a_brief_changes_its_fingerprint():
    brief = a_brief()
    changed = [
        a_brief(title="Launch deck for Borealis"),
        a_brief(rate=usd(1201)),
        a_brief(data_tier=DataTier.CONFIDENTIAL),
        a_brief(visibility=Visibility.INVITE_ONLY),
        a_brief(due=brief.due + timedelta(days=1)),
    ]

    assert len({one.fingerprint() for one in [brief, *changed]}) == 6
    assert a_brief().fingerprint() == brief.fingerprint()


def asked(*names: str, **changes: str):
    return check_brief(a_form(**changes), today=TODAY, marketplaces={"sandbox"}, asked=names)


def test_what_a_marketplace_does_not_ask_for_is_left_out_of_the_brief():
    typed = {"experience": "expert", "weekly_hours": "20", "screening": "Why you?", "price_type": "hourly"}
    brief = asked(**typed, hours="40", visibility="")
    assert (brief.experience, brief.weekly_hours, brief.screening) == (None, None, ())
    assert brief.visibility is Visibility.PUBLIC
    brief = asked("experience", "weekly_hours", "screening", **typed, hours="40")
    assert (brief.experience, brief.weekly_hours, brief.screening) == (Experience.EXPERT, 20, ("Why you?",))


def test_what_some_marketplaces_ask_may_be_left_empty_but_not_be_wrong():
    brief = asked("experience", "weekly_hours", "screening")
    assert (brief.experience, brief.weekly_hours, brief.screening) == (None, None, ())
    six = "\n".join(f"Question {number}?" for number in range(6))
    hourly = {"price_type": "hourly", "hours": "40"}
    assert problems(experience="guru", weekly_hours="81", screening=six, **hourly) == {
        "experience": "Please choose one.",
        "weekly_hours": "Please give whole hours from 1 to 80, or leave it empty.",
        "screening": "Please keep it to 5; there are 6.",
    }


def test_hours_a_week_are_for_work_by_the_hour_only():
    with pytest.raises(BriefIncomplete) as incomplete:
        asked("weekly_hours", weekly_hours="20")
    assert set(incomplete.value.problems) == {"weekly_hours"}
    assert asked(weekly_hours="20").weekly_hours is None  # nobody asks for it there
