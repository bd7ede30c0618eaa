"""On a gig's card: its co-owners, handing it over, and writing to the freelancer at work."""

from cards.kit.elements import Body, buttons, fact_said
from cards.kit.inputs import Ids, asks, button, person_field, reason_id
from cards.kit.nodes import Action
from cards.kit.pressed import TextInput
from cards.kit.texts import words
from cards.question import to_hired
from gigs.gig import Gig
from gigs.people import Person
from translation.catalogue import N_, _
from translation.formats import both
from use_cases.permissions.authorize import Verb
from use_cases.permissions.gig_page import GigPage

_WHO = N_("Please choose a colleague.")
_MOST_REMOVED = 5
WHY_HANDED = N_("Why? Both of them will read this")
HAND_OVER_REASON = reason_id("hand_over")


def co_owners(gig: Gig) -> list[tuple[str, str]]:
    """A line among the facts, where there are any."""
    names = both([one.name for one in gig.co_owners])
    return [(_("Co-owners"), fact_said(names))] if names else []


def people_buttons(page: GigPage) -> Body:
    """What can be done about the people of this gig; nothing where that is nothing."""
    actions = [*to_hired(page), *_share(page), *_hand_over(page)]
    return [buttons(*actions)] if actions else []


def _share(page: GigPage) -> list[Action]:
    if Verb.SHARE not in page.allowed:
        return []
    gig = page.gig
    known: Ids = {"gig": gig.number, "revision": gig.revision}
    told = _("Co-owners can do everything you can with this gig. They can never approve it, not even later.")
    ask = _("Who should own it as well?")
    whom = person_field("co_owner", ask, picker=page.people_picker, required=_(_WHO))
    add = button(_("Add co-owner"), "name_co_owner", **known)
    removes = [_remove(gig, one) for one in gig.co_owners[:_MOST_REMOVED]]
    return [asks(_("Co-owners"), [words(told, small=True), whom], [add, *removes])]


def _remove(gig: Gig, one: Person) -> Action:
    title, person = _("Remove {name}").format(name=one.name[:60]), one.key.object_id
    return button(
        title, "remove_co_owner", inputs=False, gig=gig.number, revision=gig.revision, person=person
    )


def _hand_over(page: GigPage) -> list[Action]:
    if Verb.HAND_OVER not in page.allowed:
        return []
    gig = page.gig
    told = _("The requester and the new owner are notified, and it’s recorded in the history.")
    ask = _("Who should take it over?")
    whom = person_field("new_owner", ask, picker=page.people_picker, required=_(_WHO))
    known: Ids = {"gig": gig.number, "revision": gig.revision}
    send = button(_("Hand it over"), "hand_over", **known)
    return [asks(_("Hand over"), [words(told, small=True), whom, why_handed()], [send])]


def why_handed(typed: str = "") -> TextInput:
    """The reason for handing a gig over."""
    return TextInput(
        id=HAND_OVER_REASON,
        label=_(WHY_HANDED),
        value=typed or None,
        is_multiline=True,
        is_required=True,
        error_message=_("Please give a reason."),
    )
