from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policy.calendar import Calendar, parse_hours
from policy.countries import country_of, public_holidays

OFFICE = Calendar()
NIGHT_AND_DAY = Calendar(hours=parse_hours("00:00-24:00"), days=frozenset(range(7)), public_holidays=False)
ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Cairo",  # changes its clocks at midnight
    "Atlantic/Azores",
    "America/Sao_Paulo",
]
MOMENTS = st.datetimes(
    datetime.fromisoformat("2018-01-01"), datetime.fromisoformat("2031-12-31"), timezones=st.just(UTC)
)
STRETCHES = st.integers(0, 60 * 60 * 24 * 40).map(lambda seconds: timedelta(seconds=seconds))
CALENDARS = st.builds(
    Calendar,
    hours=st.sampled_from(["09:00-17:00", "00:00-24:00", "00:00-08:00", "01:30-02:30", "22:15-24:00"]).map(
        parse_hours
    ),
    days=st.frozensets(st.integers(0, 6), min_size=1),
    public_holidays=st.booleans(),
    closed=st.frozensets(st.dates(date(2026, 1, 1), date(2027, 1, 1)), max_size=5),
)


def at(text: str, zone: str = "Europe/Berlin") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def after(start: datetime, hours: float, calendar: Calendar = OFFICE, zone="Europe/Berlin", country="DE"):
    done = calendar.after(start, timedelta(hours=hours), zone=zone, country=country)
    assert done.tzinfo is UTC
    return done.astimezone(ZoneInfo(zone)).strftime("%a %d %b %Y %H:%M")


def test_hours_of_one_morning_are_hours_on_the_clock():
    assert after(at("2026-11-24 09:00"), 3) == "Tue 24 Nov 2026 12:00"


def test_the_evening_and_the_weekend_are_not_counted():
    assert after(at("2026-11-27 16:00"), 2) == "Mon 30 Nov 2026 10:00"


def test_a_question_at_night_starts_in_the_morning():
    assert after(at("2026-11-24 22:00"), 1) == "Wed 25 Nov 2026 10:00"
    assert after(at("2026-11-25 03:00"), 1) == "Wed 25 Nov 2026 10:00"


def test_a_working_day_ends_at_the_close_and_not_at_the_next_opening():
    assert after(at("2026-11-24 09:00"), 8) == "Tue 24 Nov 2026 17:00"


def test_no_time_at_all_is_the_next_moment_of_work():
    assert after(at("2026-11-28 12:00"), 0) == "Mon 30 Nov 2026 09:00"
    assert after(at("2026-11-24 12:00"), 0) == "Tue 24 Nov 2026 12:00"


def test_public_holidays_of_the_country_are_not_counted():
    eve = at("2026-12-24 16:00")
    assert after(eve, 2) == "Mon 28 Dec 2026 10:00"  # the 25th and 26th, then a Sunday
    assert after(eve, 2, country="JP") == "Fri 25 Dec 2026 10:00"
    assert after(eve, 2, Calendar(public_holidays=False)) == "Fri 25 Dec 2026 10:00"


def test_without_a_country_the_one_of_the_zone_counts():
    assert after(at("2026-12-24 16:00"), 2, country="") == "Mon 28 Dec 2026 10:00"
    assert after(at("2026-12-24 16:00", "UTC"), 2, zone="UTC", country="") == "Fri 25 Dec 2026 10:00"


def test_a_country_that_nobody_knows_has_no_holidays():
    assert after(at("2026-12-24 16:00"), 2, country="XX") == "Fri 25 Dec 2026 10:00"
    assert public_holidays("", 2026) == frozenset()


def test_a_year_that_the_tables_do_not_reach_is_not_warned_about():
    assert date(2040, 1, 26) in public_holidays("IN", 2040)


def test_days_on_which_the_company_is_closed_are_not_counted():
    closed = Calendar(closed=frozenset({date(2026, 11, 25), date(2026, 11, 26)}))
    assert after(at("2026-11-24 16:00"), 2, closed) == "Fri 27 Nov 2026 10:00"


def test_the_clock_of_the_person_counts_and_not_ours():
    start = at("2026-11-25 09:00")  # 13:30 in Kolkata
    assert after(start, 4, zone="Asia/Kolkata", country="IN") == "Thu 26 Nov 2026 09:30"


def test_a_day_is_as_long_as_ever_when_clocks_change_at_night():
    assert after(at("2026-03-27 09:00"), 16) == "Mon 30 Mar 2026 17:00"
    assert after(at("2026-10-23 09:00"), 16) == "Mon 26 Oct 2026 17:00"


def test_hours_around_a_change_of_clocks_are_hours_that_passed():
    sundays = Calendar(hours=parse_hours("01:00-05:00"), days=frozenset({6}), public_holidays=False)
    assert after(at("2026-03-29 00:00"), 2, sundays) == "Sun 29 Mar 2026 04:00"
    assert after(at("2026-10-25 00:00"), 2, sundays) == "Sun 25 Oct 2026 02:00"


def test_a_zone_that_nobody_knows_is_taken_as_utc():
    assert OFFICE.after(
        at("2026-11-24 09:00", "UTC"), timedelta(hours=1), zone="Mars/Base", country=""
    ) == at("2026-11-24 10:00", "UTC")


@pytest.mark.parametrize(
    "zone, country",
    [
        ("Europe/Berlin", "DE"),
        ("Asia/Kolkata", "IN"),
        ("Asia/Calcutta", "IN"),
        ("Europe/Kiev", "UA"),
        ("America/New_York", "US"),
        ("UTC", ""),
        ("Etc/GMT+5", ""),
        ("nowhere", ""),
    ],
)
def test_a_zone_lies_in_a_country(zone, country):
    assert country_of(zone) == country


@pytest.mark.parametrize("hours", ["17:00-09:00", "09:00-09:00", "9-17", "00:00-24:01", "09:00-25:00", ""])
def test_hours_that_are_none_are_refused(hours):
    with pytest.raises(ValueError, match="like 09:00-17:00"):
        parse_hours(hours)


@given(start=MOMENTS, stretch=STRETCHES, zone=st.sampled_from(ZONES))
@example(start=datetime(2026, 4, 23, 12, tzinfo=UTC), stretch=timedelta(days=3), zone="Africa/Cairo")
@example(start=datetime(2026, 10, 24, 12, tzinfo=UTC), stretch=timedelta(days=3), zone="Atlantic/Azores")
@settings(deadline=None)
def test_night_and_day_is_exactly_the_time_on_the_wall(start, stretch, zone):
    assert NIGHT_AND_DAY.after(start, stretch, zone=zone, country="") == start + stretch


@given(CALENDARS, MOMENTS, STRETCHES, st.sampled_from(ZONES))
@settings(deadline=None)
def test_nothing_ever_happens_outside_of_working_hours(calendar, start, stretch, zone):
    done = calendar.after(start, stretch, zone=zone, country="")
    assert done >= start
    assert any(opens <= done <= closes for opens, closes in stretches_around(calendar, done, zone))


def stretches_around(calendar: Calendar, moment: datetime, zone: str):
    """Opening and closing of the day of a moment, and of the day before: its close may be midnight."""
    here = ZoneInfo(zone)
    for back in (0, 1):
        day = moment.astimezone(here).date() - timedelta(days=back)
        if calendar.works_on(day, country_of(zone)):
            midnight = datetime.combine(day, time())
            yield tuple(
                (midnight + edge).replace(tzinfo=here).astimezone(UTC)
                for edge in (calendar.hours.opens, calendar.hours.closes)
            )


@given(CALENDARS, MOMENTS, STRETCHES, STRETCHES, st.sampled_from(ZONES))
@settings(deadline=None)
def test_one_stretch_after_another_is_both_at_once(calendar, start, one, other, zone):
    between = calendar.after(start, one, zone=zone, country="")
    assert calendar.after(between, other, zone=zone, country="") == calendar.after(
        start, one + other, zone=zone, country=""
    )


@given(CALENDARS, MOMENTS, STRETCHES, STRETCHES, STRETCHES, st.sampled_from(ZONES))
@settings(deadline=None)
def test_who_starts_later_or_takes_longer_is_never_done_earlier(calendar, start, later, one, more, zone):
    done = calendar.after(start, one, zone=zone, country="")
    assert calendar.after(start + later, one, zone=zone, country="") >= done
    assert calendar.after(start, one + more, zone=zone, country="") >= done
