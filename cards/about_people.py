"""The notice that somebody stands in for somebody, to both of them. It is about people, and about no gig."""

from datetime import date

from microsoft_teams.cards import AdaptiveCard
from microsoft_teams.cards.core import Action

from cards.kit.elements import Body, callout, frame, small
from cards.kit.inputs import button
from cards.kit.texts import line, run
from cards.stand_in import capital, period
from ports.notices import Notice


def stands_in(notice: Notice) -> AdaptiveCard:
    """Facts read: person, delegate, by, first, last, what (set, ended, left). `subject` is the person's object id."""
    told = notice.facts
    is_person = notice.to is not None and notice.to.object_id == notice.subject
    headline, detail = _to_person(told) if is_person else _to_delegate(told)
    body: Body = [callout("emphasis", headline, line(run(detail, most=400), spacing="Small"))]
    if told.get("by") and told["by"] != told.get("person"):
        body.append(line("Set by ", run(told["by"], most=120, subtle=True), size="Small", subtle=True))
    if is_person and told.get("what") == "set":
        body.append(small("You can end this at any time.", "Small"))
    return frame(body, _actions(notice, is_person=is_person), summary=f"{headline}. {detail}")


def _actions(notice: Notice, *, is_person: bool) -> list[Action]:
    if is_person and notice.facts.get("what") == "set":
        return [button("I am back", "end_stand_in", inputs=False, person=notice.subject)]
    return [button("What waits for me", "approvals")]


def _to_person(told: dict[str, str]) -> tuple[str, str]:
    delegate = told.get("delegate", "Your delegate")
    if told.get("what") == "ended":
        return f"{delegate} no longer stands in for you", "What is asked of you comes to you again."
    if told.get("what") == "left":
        return f"{delegate} has taken over from you", "What was asked of you goes to them."
    return f"{delegate} stands in for you", f"{capital(_when(told))}."


def _to_delegate(told: dict[str, str]) -> tuple[str, str]:
    person = told.get("person", "a colleague")
    if told.get("what") == "ended":
        return (
            f"You no longer stand in for {person}",
            "What is still open with you for them goes back to them.",
        )
    if told.get("what") == "left":
        return f"You take over from {person}", "What is asked of them comes to you from now on."
    return f"You stand in for {person}", f"What is asked of them comes to you {_when(told)}."


def _when(told: dict[str, str]) -> str:
    return period(_day(told.get("first", "")), _day(told.get("last", "")))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
