"""In which country a time zone lies, and which days a country has off."""

import threading
import warnings
from datetime import date
from functools import lru_cache
from importlib.resources import files

_ONE_AT_A_TIME = threading.Lock()
"""What `warnings` is told holds for the whole process, and transactions on SQLite run in a thread of their own."""


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Zone -> ISO 3166 code, from the tables of the tz database; old names of zones too."""
    folder = files("tzdata") / "zoneinfo"
    found: dict[str, str] = {}
    for line in (folder / "zone.tab").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            code, _, zone, *_ = line.split("\t")
            found[zone] = code
    for line in (folder / "tzdata.zi").read_text("utf-8").splitlines():
        if line.startswith("L "):
            _, target, old = line.split()
            if target in found:
                found.setdefault(old, found[target])
    return found


def country_of(zone: str) -> str:
    """The ISO 3166 code of the country a zone lies in; empty for one that lies in none, such as UTC."""
    return _countries().get(zone, "")


@lru_cache(maxsize=512)
def public_holidays(country: str, year: int) -> frozenset[date]:
    """Days off in the whole country, not those of a single state; none for a country that nobody knows."""
    import holidays  # noqa: PLC0415 - half of its time goes into the calendars, which only deadlines need

    try:
        with _ONE_AT_A_TIME, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a calendar that ends in some year is as good as we can have
            return frozenset(holidays.country_holidays(country.upper(), years=year))
    except (NotImplementedError, KeyError):
        return frozenset()
