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
        *(
            "2030年5月31日(金)",
            "2030年5月31日金曜日",
            "2030/05/31（金）",
            "2030년 5월 31일 금요일",
            "2030年5月31日 星期五",
        ),
        *(
            "Fri 31/05/2030",
            "Fr., 31.05.2030",
            "31.05.2030 (Fr)",
            "sexta-feira, 31/05/2030",
            "Thứ Sáu, 31/5/2030",
        ),
        *("\u200e31\u200f/\u200f5\u200f/2030", "31‑05‑2030", "31–05–2030", "2030−05−31", "31⁄05⁄2030"),
        *("2030-05-31Z", "2030-05-31+02:00", "5/31/2030 12 AM", "Fri May 31 2030 00:00:00 GMT+0100 (CET)"),
        *(
            "31 Mei 2030",
            "31 tháng 5, 2030",
            "ngày 31 tháng 5 năm 2030",
            "31 مايو 2030",
            "31 במאי 2030",
            "31 मई 2030",
        ),
        *(
            "31 мај 2030",
            "2030 m. gegužės 31 d.",
            "31. svibnja 2030.",
            "31 de maig de 2030",
            "31 พฤษภาคม 2573",
            "31/5/2573",
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
        ("31.12.26", "de-DE", date(2026, 12, 31)),
        ("2. lip 2030", "hr-HR", date(2030, 6, 2)),
        ("2 lip 2030", "pl-PL", date(2030, 7, 2)),
        ("5. listopada 2030.", "hr", date(2030, 10, 5)),
        ("mar. 2 avr. 2030", "fr-FR", date(2030, 4, 2)),
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
    ("typed", "locale", "both"),
    [
        ("26/12/31", "ja-JP", "31 December 2026 or 26 December 2031"),
        ("26.12.31", "ko", "31 December 2026 or 26 December 2031"),
        ("26-12-31", "", "31 December 2026 or 26 December 2031"),
        ("5 listopada 2030", "", "5 October 2030 or 5 November 2030"),
        ("5 Mar May 2030", "", "can’t read"),
    ],
)
def test_a_year_in_front_and_a_month_of_two_languages_are_not_guessed(typed, locale, both):
    with pytest.raises(ValueError, match=both):
        read_day(typed, locale)


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
