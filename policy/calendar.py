"""The clock of approvals: working hours in a person's time zone, without weekends, holidays and closed days."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field

from gigs.value import Value
from policy.countries import country_of, public_holidays
from policy.terms import DayText, typed

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = timedelta(days=1)


class Hours(Value):
    """From when to when work is done, as time since midnight."""

    opens: timedelta
    closes: timedelta

    def __str__(self) -> str:
        return f"{_clock(self.opens)}-{_clock(self.closes)}"


def _clock(since: timedelta) -> str:
    hours, minutes = divmod(since // timedelta(minutes=1), 60)
    return f"{hours:02}:{minutes:02}"


def parse_hours(text: str) -> Hours:
    """`09:00-17:00`; midnight at the end is `24:00`. Raises ValueError for hours that are none."""
    found = re.fullmatch(r"(\d\d):([0-5]\d) ?[-–] ?(\d\d):([0-5]\d)", text.strip())
    if found:
        opens, closes = (timedelta(hours=int(found[at]), minutes=int(found[at + 1])) for at in (1, 3))
        if opens < closes <= _DAY:
            return Hours(opens=opens, closes=closes)
    raise ValueError(f"{text!r} aren’t working hours; write them like 09:00-17:00, or 00:00-24:00 for always")


def parse_weekday(text: str) -> int:
    """Monday is 0. Raises ValueError for a day that is none."""
    if text.lower() not in DAYS:
        raise ValueError(f"{text!r} isn’t a weekday; write {', '.join(DAYS)}")
    return DAYS.index(text.lower())


class Calendar(Value):
    """When the company works. `days` are weekdays, Monday is 0; `closed` days count for everybody everywhere."""

    hours: Annotated[Hours, typed(parse_hours, Hours)] = Hours(
        opens=timedelta(hours=9), closes=timedelta(hours=17)
    )
    days: Annotated[frozenset[Annotated[int, typed(parse_weekday, int)]], Field(min_length=1)] = frozenset(
        range(5)
    )
    public_holidays: bool = True
    closed: frozenset[DayText] = frozenset()

    @property
    def day(self) -> timedelta:
        """How long one working day is."""
        return self.hours.closes - self.hours.opens

    def after(self, start: datetime, working: timedelta, *, zone: str, country: str) -> datetime:
        """The moment (UTC) when this much working time has passed for a person there.

        `country` is an ISO 3166 code; when empty, the one in which the zone lies. An end falls at the close of a day
        rather than at the opening of the next. With no working time at all: the first moment of work from `start` on.
        """
        start, left = start.astimezone(UTC), working
        for opens, closes in self._stretches(start, _zone(zone), country or country_of(zone)):
            begins = max(start, opens)
            if begins <= closes and left <= closes - begins:
                return begins + left
            left -= max(closes - begins, timedelta(0))
        raise AssertionError("a calendar has a working day every week")

    def works_on(self, day: date, country: str) -> bool:
        """Whether anybody in this country works on that day."""
        if day.weekday() not in self.days or day in self.closed:
            return False
        return not (self.public_holidays and day in public_holidays(country, day.year))

    def _stretches(
        self, start: datetime, zone: ZoneInfo, country: str
    ) -> Iterator[tuple[datetime, datetime]]:
        """Opening and closing (UTC) of every working day from the one of `start` on."""
        day = start.astimezone(zone).date()
        while True:
            if self.works_on(day, country):
                yield _moment(day, self.hours.opens, zone), _moment(day, self.hours.closes, zone)
            day += _DAY


def _zone(name: str) -> ZoneInfo:
    """UTC for a zone that nobody knows: the clock goes on ticking, if not at their desk."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _moment(day: date, since_midnight: timedelta, zone: ZoneInfo) -> datetime:
    """What clocks on the wall show there, as UTC. A skipped time is read as if clocks had not changed yet."""
    wall = datetime.combine(day, time(), None) + since_midnight
    return wall.replace(tzinfo=zone).astimezone(UTC)
