"""On a gig's card: beginning another gig with its brief, and which gig it was begun from or goes on as."""

from cards.kit.inputs import Ids, button
from cards.kit.nodes import Action
from gigs.copying import STARTED_AGAIN
from translation.catalogue import _
from use_cases.permissions.authorize import Role, Verb
from use_cases.permissions.gig_page import GigPage


def copy_of(page: GigPage) -> list[Action]:
    """In sight where an owner's gig has ended, in the menu otherwise."""
    if Verb.COPY not in page.allowed:
        return []
    known: Ids = {"gig": page.gig.number}
    return start_again(page) or [button(_("Copy this gig"), "copy_gig", inputs=False, overflow=True, **known)]


def start_again(page: GigPage) -> list[Action]:
    """Where an owner's gig has ended."""
    can = Verb.COPY in page.allowed and page.role is Role.REQUESTER and page.gig.state in STARTED_AGAIN
    known: Ids = {"gig": page.gig.number}
    return [button(_("Start again from this"), "copy_gig", inputs=False, **known)] if can else []


def begun_from(page: GigPage) -> list[tuple[str, str]]:
    """Lines among the facts, as far as this viewer may see the other gig as well."""
    told = ((_("Copied from"), page.gig.copy_of), (_("Continued as"), page.gig.continued_as))
    return [
        (title, _("Gig {number}").format(number=number)) for title, number in told if number in page.related
    ]
