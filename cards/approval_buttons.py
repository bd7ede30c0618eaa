"""What an approver, a programme lead, a colleague and a reviewer can press on the approver's card."""

from cards.kit.elements import Body, buttons, callout, small
from cards.kit.inputs import Ids, asks, button, person_field, with_reason
from cards.kit.nodes import Action, CardElement
from cards.kit.pressed import TextInput
from cards.kit.texts import line, moment, run, said, words
from gigs.approval import Approval, Purpose
from gigs.gig import Gig
from translation.catalogue import N_, _
from use_cases.permissions.authorize import Verb
from use_cases.permissions.gig_page import GigPage

_WHO = N_("Please choose a colleague.")
QUESTION = N_("What do you want to know?")
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
    approve = _("Approve the extra {amount}") if about_more else _("Approve {amount}")
    return [
        button(approve.format(amount=mine.amount), "approve_gig", style="positive", **known),
        with_reason(
            _("Ask for changes"),
            "ask_changes",
            ask=_("What should change?"),
            send=_("Send back for changes"),
            **known,
        ),
        with_reason(
            _("Reject"),
            "reject_gig",
            ask=_("Why are you rejecting it?"),
            send=_("Reject the extra amount") if about_more else _("Reject this gig"),
            style="destructive",
            **known,
        ),
    ]


def _pass_on(page: GigPage, known: Ids) -> Action:
    told = words(
        _("They’ll be asked in your place, and you’ll be notified. You won’t need to do anything else."),
        small=True,
    )
    whom = person_field("pass_on_to", _("Who should decide?"), picker=page.people_picker, required=_(_WHO))
    return asks(_("Pass on"), [told, whom], [button(_("Pass it on"), "pass_on", **known)])


def pass_on_for(page: GigPage) -> list[Action]:
    """A programme lead moves somebody's open question to somebody else."""
    waiting = page.gig.open_approvals[:MOST_HOLDERS]
    label = _("Who should decide instead?")
    whom = person_field("pass_on_to", label, picker=page.people_picker, required=_(_WHO))
    told = words(_("Whoever was asked before will be notified."), small=True)
    presses: list[Action] = [_instead_of(page.gig, one) for one in waiting]
    return [asks(_("Pass on"), [told, whom], presses)]


def _instead_of(gig: Gig, held: Approval) -> Action:
    holder = held.approver.key.object_id
    known: Ids = {"gig": gig.number, "revision": held.revision, "step": held.step, "holder": holder}
    title = _("Ask them in place of {name}").format(name=held.approver.name[:60])
    return button(title, "pass_on", **known)


def _ask_colleague(page: GigPage, known: Ids) -> Action:
    told = words(_("They’ll see this gig and answer you. The decision stays with you."), small=True)
    label = _("Whose opinion do you want?")
    whom = person_field("adviser", label, picker=page.people_picker, required=_(_WHO))
    what = _text("advice_question", _(QUESTION), _("Please write your question."))
    send = button(_("Ask for advice"), "ask_advice", **known)
    return asks(_("Ask a colleague"), [told, whom, what], [send])


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
    told = small(_("This is advice only: your answer goes to whoever asked."), "Small")
    answer = _text("advice_answer", _("Your answer"), _("Please write your answer."))
    known: Ids = {"gig": gig.number, "revision": gig.revision}
    send = button(_("Send the answer"), "give_advice", style="positive", **known)
    headline = _("Your colleagues ask for your opinion")
    if len(mine) == 1:
        headline = _("{who} asks for your opinion").format(who=mine[0].asked_by.name)
    return [
        callout("accent", headline, *questions, told),
        buttons(asks(_("Answer"), [answer], [send])),
    ]


def review_asked(page: GigPage) -> Body:
    """To a reviewer: what was approved in a hurry, and a verdict on that."""
    review = page.gig.review
    if Verb.REVIEW_EMERGENCY not in page.allowed or review is None:
        return []
    known: Ids = {"gig": page.gig.number, "revision": page.gig.revision}
    told = words(
        _("It was approved as an emergency. Was that in order? Please review it by {when}.").format(
            when=moment(review.due_at)
        ),
        spacing="Small",
    )
    amount = page.gig.approved or page.gig.checked_brief.budget
    concern = with_reason(
        _("I have a concern"),
        "review_concern",
        ask=_("What’s your concern? The requester and the approvers will read this"),
        send=_("Record the concern"),
        **known,
    )
    fine = button(_("It was in order"), "review_fine", style="positive", **known)
    headline = _("Your review: {amount} for {name}").format(amount=amount, name=page.gig.requester.name)
    return [callout("accent", headline, told), buttons(fine, concern)]
