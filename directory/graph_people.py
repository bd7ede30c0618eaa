"""From Microsoft Graph's users to people of ours, and how users are asked for."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from directory.time_zones import iana
from gigs.people import Person, PersonKey

GUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

_ADDRESS: Final = re.compile(r"[^@\s\x00-\x1f\x7f]+@[^@\s\x00-\x1f\x7f]+")
_COUNTRY: Final = re.compile(r"[A-Za-z]{2}")
_LONGEST: Final = 256
_WORD: Final = re.compile(r"[^\W_]+")
_MOST_WORDS: Final = 5
_BEGINNING: Final = 3
_MOST_FOUND: Final = 20
_FIELDS: Final = (
    "id,displayName,mail,userPrincipalName,department,companyName,country,usageLocation,accountEnabled,"
    "userType,employeeOrgData"
)
_WHO: Final = "id,mail,userPrincipalName,accountEnabled,userType"


def guid(text: str) -> str | None:
    """An object id as it may stand in an address; None for anything else, which no object has for its id."""
    lowered = text.strip().lower()
    return lowered if GUID.fullmatch(lowered) else None


def address(text: str) -> str | None:
    """An e-mail address in lower case; None for what cannot be one."""
    lowered = text.strip().lower()
    return lowered if len(lowered) <= _LONGEST and _ADDRESS.fullmatch(lowered) else None


def reads_of(user: str) -> dict[str, str]:
    """The three reads that make one person. `user` is a GUID."""
    return {
        "user": f"/users/{user}?$select={_FIELDS}",
        "manager": f"/users/{user}/manager?$select=id",
        "zone": f"/users/{user}/mailboxSettings/timeZone",
    }


def read_by_address(wanted: str) -> str:
    """The users whose mail or sign-in name this is. A quote in it is doubled, as OData has it."""
    literal = wanted.replace("'", "''")
    asked = f"mail eq '{literal}' or userPrincipalName eq '{literal}'"
    return f"/users?$filter={quote(asked, safe='')}&$select={_WHO}"


def reads_of_search(text: str) -> tuple[str, ...]:
    """Users whose name or address has every word at the beginning of a part; then, where nobody has, those that begin alike.

    As in "Use the $search query parameter": clauses in double quotes, joined by AND and OR in capitals.
    """
    words = _WORD.findall(text.partition("@")[0])[:_MOST_WORDS]  # what follows is the same for everybody
    shortened = [word[:_BEGINNING] for word in words]
    return tuple(dict.fromkeys(_search(each) for each in (words, shortened) if each))


def _search(words: Sequence[str]) -> str:
    fields = ("displayName", "mail", "userPrincipalName")
    each = ("(" + " OR ".join(f'"{name}:{word}"' for name in fields) + ")" for word in words)
    return f"/users?$search={quote(' AND '.join(each), safe='')}&$select={_WHO}&$top={_MOST_FOUND}"


def read_members(group: str) -> str:
    """Everybody in a group and in the groups within it. `group` is a GUID."""
    return f"/groups/{group}/transitiveMembers/microsoft.graph.user?$select={_WHO}&$count=true&$top=999"


def id_of(user: Mapping[str, Any]) -> str | None:
    """The object id of somebody who works here now; None for guests and for accounts that are switched off."""
    works_here = user.get("accountEnabled") is True and _text(user, "userType").lower() != "guest"
    return guid(_text(user, "id")) if works_here else None


def is_mail_of(user: Mapping[str, Any], wanted: str) -> bool:
    """Their mail address, rather than the name they sign in with."""
    return _text(user, "mail").lower() == wanted


def person_from(
    tenant: str, user: Mapping[str, Any], manager: str | None, zone: object, default_zone: str
) -> Person | None:
    """The person without roles, which groups tell. `zone` is as the mailbox has it, None if it does not say."""
    object_id = id_of(user)
    if object_id is None:
        return None
    email = _text(user, "mail") or _text(user, "userPrincipalName")
    organisation = user.get("employeeOrgData")
    cost_centre = _text(organisation, "costCenter") if isinstance(organisation, dict) else ""
    return Person(
        key=PersonKey(tenant=tenant, object_id=object_id),
        name=_text(user, "displayName") or email or object_id,
        email=email,
        department=_text(user, "department"),
        entity=_text(user, "companyName"),
        country=_country(user),
        cost_centres=(cost_centre,) if cost_centre else (),
        manager=PersonKey(tenant=tenant, object_id=manager) if manager else None,
        time_zone=iana(zone, default_zone) if isinstance(zone, str) else default_zone,
    )


def _country(user: Mapping[str, Any]) -> str:
    """The usage location, which is always a code; else the country, where that is one."""
    found = _text(user, "usageLocation") or _text(user, "country")
    return found.upper() if _COUNTRY.fullmatch(found) else ""


def _text(user: Mapping[str, Any], name: str) -> str:
    value = user.get(name)
    return value.strip()[:_LONGEST] if isinstance(value, str) else ""
