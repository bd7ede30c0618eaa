"""The notice that somebody is somebody’s delegate, to both of them. It is about people, and about no gig."""

from collections.abc import Mapping

from cards.kit.elements import Body, callout, frame, small
from cards.kit.inputs import button
from cards.kit.nodes import Action
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import day, line, run, sentence
from ports.notice_facts import DelegationChange, NoticeFacts
from ports.notices import Notice
from translation.catalogue import N_, _

_WHEN_TO_PERSON = {
    (True, True): N_("They decide in your place from {first} until {last}."),
    (True, False): N_("They decide in your place from {first} on."),
    (False, True): N_("They decide in your place until {last}."),
    (False, False): N_("They decide in your place whenever you don’t answer in time."),
}
"""By (has a first day, has a last day), as are those to the delegate."""
_WHEN_TO_DELEGATE = {
    (True, True): N_("Requests to them come to you from {first} until {last}."),
    (True, False): N_("Requests to them come to you from {first} on."),
    (False, True): N_("Requests to them come to you until {last}."),
    (False, False): N_("Requests to them come to you whenever they don’t answer in time."),
}


def delegate_chosen(notice: Notice) -> AdaptiveCard:
    """`subject` is the object id of the person it is about."""
    facts = notice.facts
    is_person = notice.to is not None and notice.to.object_id == notice.subject
    headline, detail = _to_person(facts) if is_person else _to_delegate(facts)
    body: Body = [callout("emphasis", headline, line(run(detail, most=400), spacing="Small"))]
    if facts.by and facts.by != facts.person:
        by = run(facts.by.name, most=120, subtle=True)
        body.append(sentence(_("Set by {name}"), name=by, size="Small", subtle=True))
    if is_person and facts.change is DelegationChange.SET:
        body.append(small(_("You can end this at any time."), "Small"))
    return frame(body, _actions(notice, is_person=is_person), summary=f"{headline}. {detail}")


def _actions(notice: Notice, *, is_person: bool) -> list[Action]:
    if is_person and notice.facts.change is DelegationChange.SET:
        return [button(_("I am back"), "end_delegation", inputs=False, person=notice.subject)]
    return [button(_("What waits for me"), "approvals")]


def _to_person(facts: NoticeFacts) -> tuple[str, str]:
    delegate = facts.delegate.name if facts.delegate else _("Your colleague")
    if facts.change is DelegationChange.ENDED:
        headline, detail = _("{delegate} is no longer your delegate"), _("Requests come to you again.")
    elif facts.change is DelegationChange.LEFT:
        headline, detail = _("{delegate} has taken over from you"), _("Requests to you now go to them.")
    else:
        headline, detail = _("{delegate} is your delegate"), _during(facts, _WHEN_TO_PERSON)
    return headline.format(delegate=delegate), detail


def _to_delegate(facts: NoticeFacts) -> tuple[str, str]:
    person = facts.person.name if facts.person else _("a colleague")
    if facts.change is DelegationChange.ENDED:
        headline = _("You’re no longer the delegate of {person}")
        detail = _("What you haven’t answered for them goes back to them.")
    elif facts.change is DelegationChange.LEFT:
        headline = _("You’re taking over from {person}")
        detail = _("Requests to them come to you from now on.")
    else:
        headline, detail = _("You’re the delegate of {person}"), _during(facts, _WHEN_TO_DELEGATE)
    return headline.format(person=person), detail


def _during(facts: NoticeFacts, told: Mapping[tuple[bool, bool], str]) -> str:
    first = day(facts.first) if facts.first else ""
    last = day(facts.last) if facts.last else ""
    return _(told[bool(first), bool(last)]).format(first=first, last=last)
