"""GET /audit/{token}: the trail of one gig as a plain page, for whoever has the link."""

import logging
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from aiohttp import web

from cards.kit.words import DECISIONS, STATES
from dashboard.links import PATH, SignedLinks
from dashboard.pages import page, sentence_page, template
from gigs.approval import Approval, Ended, Purpose
from gigs.errors import GigError
from gigs.gig import Gig
from ports.directory import DirectoryUnavailable
from ports.history_storage import StoredEntry
from ports.storage import StoreUnavailable
from translation.catalogue import N_, _
from use_cases.audit.export_line import said_in
from use_cases.audit.open_link import open_link
from use_cases.audit.trail import Trail
from use_cases.context import Context
from use_cases.showing.history_text import Shown, shown

GONE: Final = N_(
    "This link isn’t valid, or it has expired. Please ask the person who gave it to you for a new one."
)
LATER: Final = N_("I can’t show this page right now. Please try again in a minute.")

_TRAIL: Final = "trail.html"
_PURPOSES: Final = {
    Purpose.POST: N_("The whole gig"),
    Purpose.EXCESS: N_("The extra amount for an offer"),
    Purpose.EXTENSION: N_("More money for work under way"),
}
_ENDS: Final = {
    Ended.HANDED_OVER: N_("Handed over"),
    Ended.EXPIRED: N_("Not answered in time"),
    Ended.NOT_NEEDED: N_("Not needed any more"),
}

log = logging.getLogger(__name__)


def audit_routes(context: Context, links: SignedLinks | None) -> list[web.RouteDef]:
    """For `app.add_routes`. Without `links` every token is a wrong one."""
    show = partial(_show, context, links)
    return [web.get(PATH + "/{token}", show, allow_head=False)]


async def _show(context: Context, links: SignedLinks | None, request: web.Request) -> web.Response:
    link = links.read(request.match_info["token"]) if links else None
    if link is None:
        return sentence_page(_(GONE), 404)
    try:
        trail = await open_link(context, link)
    except GigError:
        return sentence_page(_(GONE), 404)
    except (DirectoryUnavailable, StoreUnavailable) as trouble:
        log.warning("auditor's page not shown: %s", type(trouble).__name__)
        return sentence_page(_(LATER), 503)
    return page(template(_TRAIL).render(**_shown(trail)), 200)


def _shown(trail: Trail) -> dict[str, Any]:
    """What the template fills in: texts only."""
    gig = trail.gig
    return {
        "number": gig.number,
        "title": gig.title,
        "verdict": trail.fault.sentence if trail.fault else "",
        "facts": _facts(gig),
        "approvals": _approvals(gig),
        "entries": [_entry(stored) for stored in trail.entries],
    }


def _facts(gig: Gig) -> list[tuple[str, str]]:
    budget = gig.brief.budget if gig.brief else None
    return [
        (_("Requester"), _named(gig.requester.name, gig.requester.department)),
        (_("Budget"), str(budget or "–")),
        (_("Approved amount"), str(gig.approved or "–")),
        (_("Policy"), gig.route.policy if gig.route else "–"),
        (_("State"), STATES[gig.state].label),
        (_("Last change"), _moment(gig.changed_at)),
    ]


def _entry(stored: StoredEntry) -> dict[str, str | int]:
    said = said_in(stored)
    told = shown(said) if said else Shown(who="–", what=_("can’t be read any more"))
    return {
        "number": stored.number,
        "at": _moment(stored.at),
        "who": told.who,
        "what": told.sentence,
        "former_hash": stored.former_hash,
        "hash": stored.hash,
    }


def _approvals(gig: Gig) -> list[dict[str, str]]:
    return [
        {
            "who": _named(approval.approver.name, approval.approver.department),
            "about": _("{purpose}, revision {revision}").format(
                purpose=_(_PURPOSES[approval.purpose]), revision=approval.revision
            ),
            "amount": str(approval.amount),
            "asked": _moment(approval.asked_at),
            "decision": _became(approval),
            "decided": _moment(decided) if (decided := approval.decided_at or approval.ended_at) else "–",
            "reason": approval.reason,
        }
        for approval in gig.approvals
    ]


def _became(approval: Approval) -> str:
    if approval.decision:
        return DECISIONS[approval.decision].label
    return _(_ENDS[approval.ended]) if approval.ended else _("Open")


def _named(name: str, department: str) -> str:
    return f"{name}, {department}" if department else name


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
