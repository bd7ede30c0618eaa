"""Worksome's global ids and its pages."""

import base64
import binascii
from datetime import datetime
from typing import Any


def global_id(kind: str, number: object) -> str:
    """Base64 of kind and number."""
    return base64.b64encode(f"{kind}:{number}".encode()).decode()


def number_in(kind: str, id_: str) -> str:
    """The number in an id of this kind; empty for any other."""
    try:
        found, _, number = base64.b64decode(id_, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return number if found == kind else ""


def page_of(entries: list[Any], first: int, page: int | None) -> dict[str, Any]:
    """Their offset paging."""
    number = max(page or 1, 1)
    shown = entries[(number - 1) * first : number * first]
    last = max((len(entries) + first - 1) // first, 1)
    return {
        "data": shown,
        "paginatorInfo": {
            "count": len(shown),
            "currentPage": number,
            "hasMorePages": number < last,
            "lastPage": last,
            "perPage": first,
            "total": len(entries),
        },
    }


def moment(at: datetime | None) -> str | None:
    """As they write a point in time."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if at else None
