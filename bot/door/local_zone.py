"""In which time zone somebody's client is: Teams names it, or tells how far its clock is from UTC."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_LONGEST = 64


def local_zone(body: Mapping[str, Any]) -> tzinfo | None:
    """From an activity's `localTimezone`, else from its `localTimestamp`; None where neither can be read."""
    name, moment = body.get("localTimezone"), body.get("localTimestamp")
    if isinstance(name, str) and 0 < len(name) <= _LONGEST:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass
    if isinstance(moment, str) and len(moment) <= _LONGEST:
        try:
            return datetime.fromisoformat(moment).tzinfo
        except ValueError:
            pass
    return None
