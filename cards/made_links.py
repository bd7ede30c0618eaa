"""A programme lead's ways to the pages of the playbook that leads make: from a closed gig, from a list, from a page."""

from cards.kit.inputs import button
from cards.kit.nodes import Action
from gigs.gig import GigState
from ports.playbook_storage import MadePage, PageKind, PageState
from translation.catalogue import _
from use_cases.permissions.authorize import PROGRAMME_LEAD
from use_cases.permissions.gig_page import GigPage


def make_of(page: GigPage) -> list[Action]:
    """On a closed gig's card, for a programme lead."""
    gig, viewer = page.gig, page.viewer
    if gig.state is not GigState.CLOSED or viewer is None or PROGRAMME_LEAD not in viewer.roles:
        return []
    titles = {
        PageKind.TEMPLATE: _("Make a template of this"),
        PageKind.PRACTICE: _("Make a best practice of this"),
    }
    return [
        button(title, "make_page", inputs=False, gig=gig.number, field=kind.value)
        for kind, title in titles.items()
    ]


def made_here(kind: PageKind, state: PageState = PageState.DRAFT) -> Action:
    """The pages of this kind that leads have made, whatever became of them."""
    return button(_("Pages made here"), "made_pages", inputs=False, field=kind.value, order=state.value)


def manage(page: MadePage) -> list[Action]:
    """On a page that everybody reads, for a programme lead."""
    return [button(_("Edit or withdraw"), "show_made_page", inputs=False, page=page.id)]
