"""What an approver, a programme lead, a colleague and a reviewer can press on the approver's card."""

from cards.kit.elements import Body, buttons, callout, small
from cards.kit.inputs import Ids, asks, button, person_field, with_reason
from cards.kit.nodes import Action, CardElement
from cards.kit.pressed import TextInput
from cards.kit.texts import line, moment, run, said, words
from gigs.approval import Approval, Purpose
from gigs.gig import Gig
from use_cases.permissions.authorize import Verb
from use_cases.permissions.gig_page import GigPage

_WHO = "Please choose a colleague."
QUESTION = "What do you want to know?"
MOST_HOLDERS = 3


def decide(page: GigPage, mine: Approval) -> list[Action]:
    """Yes, not yet, no, somebody else, and a colleague's opinion first."""
    known: Ids = {"gig": page.gig.number, "revision": mine.revision, "step": mine.step}
    actions: list[Action] = [*_answers(mine, known)]
    if Verb.REASSIGN in page.allowed:
        actions.append(_pass_on(page, known))
    if Verb.ASK_ADVICE in page.allowed:
        actions.append(_ask_colleague(page, known))
    return actions


def _answers(mine: Approval, known: Ids) -> list[Action]:
    about_more = mine.purpose is not Purpose.POST
    sum_of = f"the extra {mine.amount}" if about_more else str(mine.amount)
    return [
        button(f"Approve {sum_of}", "approve_gig", style="positive", **known),
        with_reason(
            "Ask for changes", "ask_changes", ask="What should change?", send="Send back for changes", **known
        ),
        with_reason(
            "Reject",
            "reject_gig",
            ask="Why not?",
            send="Reject the difference" if about_more else "Reject this gig",
            style="destructive",
            **known,
        ),
    ]


def _pass_on(page: GigPage, known: Ids) -> Action:
    told = words(
        "They are asked in your place, and you are told. Nothing is needed from you then.", small=True
    )
    whom = person_field("pass_on_to", "Who should answer?", picker=page.people_picker, required=_WHO)
    return asks("Pass on", [told, whom], [button("Pass it on", "pass_on", **known)])


def pass_on_for(page: GigPage) -> list[Action]:
    """A programme lead moves somebody's open question to somebody else."""
    waiting = page.gig.open_approvals[:MOST_HOLDERS]
    whom = person_field("pass_on_to", "Who should answer instead?", picker=page.people_picker, required=_WHO)
    presses: list[Action] = [_instead_of(page.gig, one) for one in waiting]
    return [asks("Pass on", [words("Whoever was asked is told.", small=True), whom], presses)]


def _instead_of(gig: Gig, held: Approval) -> Action:
    holder = held.approver.key.object_id
    known: Ids = {"gig": gig.number, "revision": held.revision, "step": held.step, "holder": holder}
    return button(f"Ask them in place of {held.approver.name[:60]}", "pass_on", **known)


def _ask_colleague(page: GigPage, known: Ids) -> Action:
    told = words("They see this gig and answer you. The decision stays with you.", small=True)
    whom = person_field("adviser", "Whose opinion do you want?", picker=page.people_picker, required=_WHO)
    what = _text("advice_question", QUESTION, "Please write your question.")
    return asks("Ask a colleague", [told, whom, what], [button("Ask for advice", "ask_advice", **known)])


def _text(name: str, label: str, missing: str) -> CardElement:
    return TextInput(
        id=name,
        label=label,
        is_multiline=True,
        is_required=True,
        error_message=missing,
    )


def advice_asked(page: GigPage) -> Body:
    """To a colleague whose opinion is wanted: every open question, and where to answer."""
    if Verb.ADVISE not in page.allowed or page.viewer is None:
        return []
    gig, viewer = page.gig, page.viewer.key
    mine = [one for one in gig.advice if one.adviser.key == viewer and one.answered_at is None]
    questions: Body = []
    for one in mine[:3]:
        if len(mine) > 1:
            questions.append(line(run(one.asked_by.name, bold=True, most=80), spacing="Small"))
        questions.append(said(f"“{one.question}”", most=1000, spacing="Small"))
    told = small("You do not decide: your answer goes to whoever asked.", "Small")
    answer = _text("advice_answer", "Your answer", "Please write your answer.")
    send = button("Send the answer", "give_advice", style="positive", gig=gig.number, revision=gig.revision)
    who = mine[0].asked_by.name if len(mine) == 1 else "Your colleagues"
    asks_for = "asks for your opinion" if len(mine) == 1 else "ask for your opinion"
    return [
        callout("accent", f"{who} {asks_for}", *questions, told),
        buttons(asks("Answer", [answer], [send])),
    ]


def review_asked(page: GigPage) -> Body:
    """To a reviewer: what was approved in a hurry, and a verdict on that."""
    review = page.gig.review
    if Verb.REVIEW_EMERGENCY not in page.allowed or review is None:
        return []
    known: Ids = {"gig": page.gig.number, "revision": page.gig.revision}
    told = words(
        f"It was approved as an emergency. Was that in order? Please look at it by {moment(review.due_at)}.",
        spacing="Small",
    )
    amount = page.gig.approved or page.gig.checked_brief.budget
    concern = with_reason(
        "I have a concern",
        "review_concern",
        ask="What concerns you? Requester and approvers read this",
        send="Record the concern",
        **known,
    )
    fine = button("It was in order", "review_fine", style="positive", **known)
    headline = f"Your review: {amount} for {page.gig.requester.name}"
    return [callout("accent", headline, told), buttons(fine, concern)]
