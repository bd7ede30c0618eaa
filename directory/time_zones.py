"""Names of time zones: whether we know one, and what Windows' names (which mailboxes have) are in IANA's."""

import zoneinfo

from tzlocal.windows_tz import win_tz


def is_zone(name: str) -> bool:
    """True for an IANA name that this machine has the rules of."""
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def iana(name: str, otherwise: str) -> str:
    """A mailbox's zone by its IANA name; `otherwise` for one that is made up or unknown."""
    known = win_tz.get(name, name)
    return known if known and is_zone(known) else otherwise
