"""An approver’s delegate: the form, what was set, and how a programme lead replaces somebody for good."""

from collections.abc import Mapping
from datetime import date

from cards.kit.elements import Body, banner, callout, columns, frame, section, small
from cards.kit.inputs import button, person_field
from cards.kit.long_text import day_field
from cards.kit.nodes import Action, CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import count, day, line, run, words
from cards.short import short
from gigs.delegation import Delegation
from use_cases.approving.delegates import Handed
from use_cases.owning.hand_over import HandedOver

_WHO = "Please choose a colleague."
_SHOWN = 12


def delegate_form(
    mine: Delegation | None,
    *,
    picker: bool,
    is_lead: bool,
    problem: str = "",
    typed: Mapping[str, str] | None = None,
) -> AdaptiveCard:
    """Inputs: delegate, delegate_first, delegate_last and, for a programme lead, delegate_for."""
    was = typed or _set_before(mine, picker=picker)
    body: Body = [banner("Who answers for you?"), *_wrong(problem), *_now(mine)]
    body.append(
        person_field(
            "delegate",
            "Colleague who answers in your place",
            picker=picker,
            required=_WHO,
            typed=was.get("delegate", ""),
        )
    )
    first = day_field("delegate_first", "First day away", was.get("delegate_first", ""))
    last = day_field("delegate_last", "Last day away", was.get("delegate_last", ""))
    body += [
        columns([first], [last]),
        small(
            "With dates: everything goes to them while you’re away. Without dates: only what you don’t answer in time."
        ),
    ]
    if is_lead:
        body.append(_for_somebody(was, picker=picker))
    actions: list[Action] = [button("Save", "save_delegate", style="positive")]
    if mine:
        person = mine.person.key.object_id
        actions.append(button("I am back", "end_delegation", inputs=False, person=person))
    return frame(body, actions, summary="Who answers for you while you are away?")


def _set_before(mine: Delegation | None, *, picker: bool) -> Mapping[str, str]:
    if mine is None:
        return {}
    return {
        "delegate": mine.delegate.key.object_id if picker else mine.delegate.email,
        "delegate_first": mine.first.isoformat() if mine.first else "",
        "delegate_last": mine.last.isoformat() if mine.last else "",
    }


def _wrong(problem: str) -> Body:
    return (
        [callout("attention", "This does not work yet", line(run(problem, most=400), spacing="Small"))]
        if problem
        else []
    )


def _now(mine: Delegation | None) -> Body:
    if mine is None:
        told = "When somebody asks you to approve a gig and you cannot answer, a colleague can do it for you."
        return [words(told)]
    when = words(f"{capital(period(mine.first, mine.last))}.", spacing="Small")
    return [callout("emphasis", f"{mine.delegate.name} is your delegate", when)]


def _for_somebody(was: Mapping[str, str], *, picker: bool) -> CardElement:
    told = small("Leave it empty when it is about yourself.")
    typed = was.get("delegate_for", "")
    return section(
        "For somebody else", told, person_field("delegate_for", "Who is away?", picker=picker, typed=typed)
    )


def period(first: date | None, last: date | None) -> str:
    """From when until when, in words; without any day whenever there is no answer."""
    if first and last:
        return f"from {day(first)} until {day(last)}"
    if first:
        return f"from {day(first)} on"
    return f"until {day(last)}" if last else "whenever there is no answer in time"


def capital(text: str) -> str:
    """With a large letter at its beginning."""
    return text[:1].upper() + text[1:]


def delegate_set(handed: Handed) -> AdaptiveCard:
    """Saved: who is the delegate, when, and what went over at once."""
    set_ = handed.delegation
    if set_ is None:
        return _nobody()
    is_own = set_.set_by.key == set_.person.key
    whose = "your delegate" if is_own else f"the delegate of {set_.person.name}"
    told = words(f"{capital(period(set_.first, set_.last))}. Both of you are told.", spacing="Small")
    body: Body = [
        callout("good", f"{set_.delegate.name} is {whose}", told),
        *_moved(handed, "went over"),
    ]
    back = "I am back" if is_own else "End it"
    actions: list[Action] = [button(back, "end_delegation", inputs=False, person=set_.person.key.object_id)]
    return frame(body, actions, summary=f"{set_.delegate.name} is {whose}.")


def delegation_ended(handed: Handed) -> AdaptiveCard:
    """The delegation has ended, and what came back."""
    was = handed.delegation
    if was is None:
        return _nobody()
    told = line(run(was.person.name, most=120), " answers again. Both are told.", spacing="Small")
    headline = f"{was.delegate.name} is no longer the delegate"
    actions = [button("What waits for me", "approvals")]
    return frame(
        [callout("good", headline, told), *_moved(handed, "came back")], actions, summary=f"{headline}."
    )


def _nobody() -> AdaptiveCard:
    return short(
        "No delegate is set", "There was nothing to end.", actions=[button("What waits for me", "approvals")]
    )


def _moved(handed: Handed, verb: str) -> Body:
    """The open questions that changed hands, and those that could not, each with the reason."""
    body: Body = []
    if handed.gigs:
        numbers = ", ".join(str(number) for number in handed.gigs[:40])
        told = f"{count(len(handed.gigs), 'open question')} {verb} at once: gig {numbers}."
        body.append(words(told))
    if handed.left:
        stays = [
            line(f"Gig {number}: ", run(sentence, most=300), spacing="Small")
            for number, sentence in list(handed.left.items())[:_SHOWN]
        ]
        if more := len(handed.left) - _SHOWN:
            stays += [line(f"and {more} more", spacing="Small")] if more > 0 else []
        body.append(section("These stay where they are", *stays))
    return body


def replace_form(*, picker: bool, problem: str = "", typed: Mapping[str, str] | None = None) -> AdaptiveCard:
    """Inputs: left_person and successor. For somebody who has left and will not come back."""
    was = typed or {}
    told = words(
        "What is waiting for them and the gigs they own go over at once, and so does whatever is asked of them later."
    )
    body: Body = [
        banner("Replace somebody for good"),
        *_wrong(problem),
        told,
        person_field(
            "left_person", "Who has left?", picker=picker, required=_WHO, typed=was.get("left_person", "")
        ),
        person_field(
            "successor", "Who takes over?", picker=picker, required=_WHO, typed=was.get("successor", "")
        ),
    ]
    actions = [button("Replace them", "replace_approver", style="positive")]
    return frame(body, actions, summary="Replace somebody who has left.")


def replaced_card(handed: Handed, owned: HandedOver) -> AdaptiveCard:
    """Who takes over, and what went over at once: what they were asked, and the gigs they owned."""
    done = handed.delegation
    if done is None:
        return short("Nobody was replaced")
    told = line(
        "From now on they are asked in place of ", run(done.person.name, most=120), ".", spacing="Small"
    )
    headline = f"{done.delegate.name} takes over"
    both = handed.model_copy(update={"left": {**handed.left, **owned.left}})
    body: Body = [callout("good", headline, told), *_moved(both, "went over")]
    if owned.gigs:
        numbers = ", ".join(str(number) for number in owned.gigs[:40])
        body.append(words(f"{count(len(owned.gigs), 'gig')} handed over to them: gig {numbers}."))
    undo = button(
        "Undo for later questions", "end_delegation", inputs=False, person=done.person.key.object_id
    )
    return frame(body, [undo], summary=f"{headline}.")
