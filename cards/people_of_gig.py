"""On a gig's card: its co-owners, handing it over, and writing to the freelancer at work."""

from cards.kit.elements import Body, buttons, fact_said
from cards.kit.inputs import Ids, asks, button, person_field, reason_id
from cards.kit.nodes import Action
from cards.kit.pressed import TextInput
from cards.kit.texts import words
from cards.question import to_hired
from gigs.gig import Gig
from gigs.people import Person
from use_cases.permissions.authorize import Verb
from use_cases.permissions.gig_page import GigPage

_WHO = "Please choose a colleague."
_MOST_REMOVED = 5
WHY_HANDED = "Why? Both of them read this"
HAND_OVER_REASON = reason_id("hand_over")


def co_owners(gig: Gig) -> list[tuple[str, str]]:
    """A line among the facts, where there are any."""
    names = ", ".join(one.name for one in gig.co_owners)
    return [("Co-owners", fact_said(names))] if names else []


def people_buttons(page: GigPage) -> Body:
    """What can be done about the people of this gig; nothing where that is nothing."""
    actions = [*to_hired(page), *_share(page), *_hand_over(page)]
    return [buttons(*actions)] if actions else []


def _share(page: GigPage) -> list[Action]:
    if Verb.SHARE not in page.allowed:
        return []
    gig = page.gig
    known: Ids = {"gig": gig.number, "revision": gig.revision}
    told = words(
        "Co-owners can do everything with this gig that you can. They can never approve it, not even later.",
        small=True,
    )
    whom = person_field("co_owner", "Who should own it as well?", picker=page.people_picker, required=_WHO)
    removes = [_remove(gig, one) for one in gig.co_owners[:_MOST_REMOVED]]
    return [asks("Co-owners", [told, whom], [button("Add co-owner", "name_co_owner", **known), *removes])]


def _remove(gig: Gig, one: Person) -> Action:
    title, person = f"Remove {one.name[:60]}", one.key.object_id
    return button(
        title, "remove_co_owner", inputs=False, gig=gig.number, revision=gig.revision, person=person
    )


def _hand_over(page: GigPage) -> list[Action]:
    if Verb.HAND_OVER not in page.allowed:
        return []
    gig = page.gig
    told = words("The requester and whoever takes it over are told, and it stays in the history.", small=True)
    whom = person_field("new_owner", "Who takes it over?", picker=page.people_picker, required=_WHO)
    known: Ids = {"gig": gig.number, "revision": gig.revision}
    send = button("Hand it over", "hand_over", **known)
    return [asks("Hand over", [told, whom, why_handed()], [send])]


def why_handed(typed: str = "") -> TextInput:
    """The reason for handing a gig over."""
    return TextInput(
        id=HAND_OVER_REASON,
        label=WHY_HANDED,
        value=typed or None,
        is_multiline=True,
        is_required=True,
        error_message="Please give a reason.",
    )
