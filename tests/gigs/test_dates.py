"""Days: what people and their clients write is read, and what could be two days is asked about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigs.dates import AmbiguousDay, as_iso, read_day


@pytest.mark.parametrize(
    "typed",
    [
        *("2030-05-31", "2030-5-31", "2030/05/31", "2030.05.31.", "20300531", "2030-05-31T00:00:00Z"),
        *("31.05.2030", "31. 5. 2030", "31/5/2030", "5/31/2030", "31-05-2030", "31 5 2030", "31.05.30"),
        *("31 May 2030", "May 31, 2030", "31st of May 2030", "Friday, 31 May 2030", "31-May-2030"),
        *(
            "31. Mai 2030",
            "31 mai 2030",
            "31 de mayo de 2030",
            "31 maggio 2030",
            "31 maja 2030",
            "31 мая 2030 г.",
        ),
        *(
            "2030年5月31日",
            "2030년 5월 31일",
            "２０３０／０５／３１",
            "٣١/٠٥/٢٠٣٠",
            "“2030-05-31”",
            "5/31/2030 12:00 AM",
        ),
    ],
)
def test_a_day_with_one_reading_is_read_in_whatever_form(typed):
    assert read_day(typed) == date(2030, 5, 31)


@pytest.mark.parametrize(
    ("typed", "locale", "meant"),
    [
        ("03/04/2030", "en-US", date(2030, 3, 4)),
        ("03/04/2030", "en-GB", date(2030, 4, 3)),
        ("3.4.2030", "de-DE", date(2030, 4, 3)),
        ("3.4.2030", "", date(2030, 4, 3)),
        ("03-04-2030", "nl-NL", date(2030, 4, 3)),
        ("04/04/2030", "", date(2030, 4, 4)),
        ("25/12/2030", "en-US", date(2030, 12, 25)),
    ],
)
def test_a_speakers_language_tells_which_number_is_the_month(typed, locale, meant):
    assert read_day(typed, locale) == meant
    assert as_iso(typed, locale) == meant.isoformat()


@pytest.mark.parametrize(
    ("typed", "locale"),
    [("03/04/2030", ""), ("03/04/2030", "en"), ("03-04-2030", "en-CA"), ("3.4.2030", "en-US")],
)
def test_a_day_with_two_readings_is_asked_about_with_both(typed, locale):
    with pytest.raises(AmbiguousDay, match=r"3 April 2030 or 4 March 2030|4 March 2030 or 3 April 2030"):
        read_day(typed, locale)
    assert as_iso(typed, locale) == typed


@pytest.mark.parametrize(
    "typed",
    ["soon", "2030-02-31", "31/31/2030", "May 2030", "31 May", "1 May 2 June 2030", "0001-01-01", "9" * 5000],
)
def test_what_is_no_day_is_said_and_stays(typed):
    with pytest.raises(ValueError, match=r"read “.*” as a date"):
        read_day(typed)
    assert as_iso(typed, "en-US") == typed


@given(st.text(max_size=80), st.sampled_from(["", "en-US", "de-DE", "-", "ja"]))
def test_any_text_is_a_day_or_a_sentence(text, locale):
    read = as_iso(text, locale)

    assert read == text or 2000 <= date.fromisoformat(read).year < 2100
