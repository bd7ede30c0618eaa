"""The notice that somebody is somebody’s delegate, to both of them. It is about people, and about no gig."""

from cards.delegate import capital, period
from cards.kit.elements import Body, callout, frame, small
from cards.kit.inputs import button
from cards.kit.nodes import Action
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, run
from ports.notice_facts import DelegationChange, NoticeFacts
from ports.notices import Notice


def delegate_chosen(notice: Notice) -> AdaptiveCard:
    """`subject` is the object id of the person it is about."""
    facts = notice.facts
    is_person = notice.to is not None and notice.to.object_id == notice.subject
    headline, detail = _to_person(facts) if is_person else _to_delegate(facts)
    body: Body = [callout("emphasis", headline, line(run(detail, most=400), spacing="Small"))]
    if facts.by and facts.by != facts.person:
        body.append(line("Set by ", run(facts.by.name, most=120, subtle=True), size="Small", subtle=True))
    if is_person and facts.change is DelegationChange.SET:
        body.append(small("You can end this at any time.", "Small"))
    return frame(body, _actions(notice, is_person=is_person), summary=f"{headline}. {detail}")


def _actions(notice: Notice, *, is_person: bool) -> list[Action]:
    if is_person and notice.facts.change is DelegationChange.SET:
        return [button("I am back", "end_delegation", inputs=False, person=notice.subject)]
    return [button("What waits for me", "approvals")]


def _to_person(facts: NoticeFacts) -> tuple[str, str]:
    delegate = facts.delegate.name if facts.delegate else "Your delegate"
    if facts.change is DelegationChange.ENDED:
        return f"{delegate} is no longer your delegate", "What is asked of you comes to you again."
    if facts.change is DelegationChange.LEFT:
        return f"{delegate} has taken over from you", "What was asked of you goes to them."
    return f"{delegate} is your delegate", f"{capital(_when(facts))}."


def _to_delegate(facts: NoticeFacts) -> tuple[str, str]:
    person = facts.person.name if facts.person else "a colleague"
    if facts.change is DelegationChange.ENDED:
        return (
            f"You are no longer the delegate of {person}",
            "What is still open with you for them goes back to them.",
        )
    if facts.change is DelegationChange.LEFT:
        return f"You take over from {person}", "What is asked of them comes to you from now on."
    return f"You are the delegate of {person}", f"What is asked of them comes to you {_when(facts)}."


def _when(facts: NoticeFacts) -> str:
    return period(facts.first, facts.last)
