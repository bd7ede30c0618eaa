"""Notices as the release before typed facts stored them, each with what its card has to show."""

import json
from pathlib import Path
from typing import Any

from cards.case_notices import CASE_NOTICES
from ports.notices import NoticeKind

KEPT = Path(__file__).parents[1] / "fixtures" / "notices" / "before_typed_facts.json"

SINCE_THEN = frozenset(
    {
        NoticeKind.READING_FAILED,
        NoticeKind.READING_RECOVERED,
        NoticeKind.MARKET_UNREADABLE,
        NoticeKind.STRAY_FOUND,
        NoticeKind.CO_OWNER_NAMED,
        NoticeKind.CO_OWNER_REMOVED,
        NoticeKind.CO_OWNER_LEFT,
        NoticeKind.GIG_HANDED_OVER,
        NoticeKind.WITHDRAWN,
        NoticeKind.TEAM_ASKED,
        NoticeKind.TEAM_ANSWERED,
        NoticeKind.COLLEAGUE_ASKED,
        NoticeKind.COLLEAGUE_ANSWERED,
        *CASE_NOTICES,
        NoticeKind.CHAMPION_ASKED,
        NoticeKind.COLLEAGUE_WANTED,
        NoticeKind.HOURS_ASKED,
        NoticeKind.INSIDE_NEWS,
        NoticeKind.INVITATION_REFUSED,
    }
)
"""Kinds that the last release did not have."""


def former_notices() -> list[tuple[dict[str, Any], list[str]]]:
    """(the document as it lies in the database, the words of it that a person saw)."""
    return [(_document(one), one["shows"]) for one in json.loads(KEPT.read_text(encoding="utf-8"))]


def _document(one: dict[str, Any]) -> dict[str, Any]:
    to = {"tenant": "t", "object_id": one["to"]} if one["to"] else None
    return {
        "id": f"{one['gig']}.7.{one['kind']}.{one['to'] or '19:gigs'}.{one['subject']}",
        "tenant": "t",
        "gig": one["gig"],
        "kind": one["kind"],
        "to": to,
        "channel": None if to else "19:gigs",
        "subject": one["subject"],
        "facts": one["facts"],
        "created_at": "2026-11-23T12:00:00Z",
        "state": "pending",
    }
