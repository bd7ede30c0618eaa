"""What a gig’s card says of approvers who could not be reached in Teams."""

from collections.abc import Set

from cards.kit.elements import Body, callout
from cards.kit.texts import words
from translation.catalogue import _
from translation.formats import both
from use_cases.permissions.gig_page import GigPage


def out_of_reach(page: GigPage) -> Body:
    """Nothing while everybody whose answer is awaited has the question."""
    told: Body = []
    if who := _named(page, page.unreached):
        ask = _("Ask them to open a chat with me; the request will be there.")
        told.append(callout("warning", _headline(who), words(ask, spacing="Small")))
    if who := _named(page, page.mailed):
        sent = _("I’ve sent an e-mail that leads to the request.")
        told.append(callout("emphasis", _headline(who), words(sent, spacing="Small")))
    return told


def _headline(who: str) -> str:
    return _("I can’t reach {names} in Teams").format(names=who)


def _named(page: GigPage, whom: Set[str]) -> str:
    found = [one.approver.name for one in page.gig.open_approvals if one.approver.key.object_id in whom]
    return both(list(dict.fromkeys(found))[:6]) if found else ""
