"""A question to the programme team: the button that asks it, the card that a lead answers, and the answer."""

from cards.kit.elements import Body, banner, callout, frame
from cards.kit.inputs import asks, button, text_field
from cards.kit.nodes import Action
from cards.kit.pressed import AdaptiveCard, ShowCardAction
from cards.kit.texts import said, words
from cards.short import short
from ports.notices import Notice, NoticeKind

ASK_TEAM = "Ask the programme team"
QUESTION, ANSWER = "question_to_team", "answer_of_team"
"""The names of the inputs."""
TEAM_NOTICES = frozenset({NoticeKind.TEAM_ASKED, NoticeKind.TEAM_ANSWERED})
_HINT = "They get it in Teams, and their answer comes back to you here."


def ask_button(gig: int | None = None) -> ShowCardAction:
    """Opens the question on the card itself."""
    return asks(ASK_TEAM, _field(gig), [_send(gig)])


def ask_form(gig: int | None = None) -> AdaptiveCard:
    """The same as a card of its own."""
    return frame([banner(ASK_TEAM), *_field(gig)], [_send(gig)], summary=f"{ASK_TEAM}. {_HINT}")


def _field(gig: int | None) -> Body:
    about = f" The question is about gig {gig}." if gig else ""
    asked = text_field(QUESTION, "Your question", "", lines=True, required="Please write your question.")
    return [words(_HINT + about, small=True), asked]


def _send(gig: int | None) -> Action:
    return button("Send the question", "ask_team", style="positive", gig=gig)


def question_sent(question: str, *, is_new: bool, leads: int) -> AdaptiveCard:
    """To whoever asked."""
    headline = "Your question is with the programme team" if is_new else "You've asked this today already"
    who = "The programme lead has" if leads == 1 else f"{leads} programme leads have"
    return short(headline, f"{who} it. I'll tell you what they answer.", tone="good", quote=question)


def team_told(notice: Notice) -> AdaptiveCard:
    """To a lead, whose answer is wanted; and to whoever asked."""
    if notice.kind is NoticeKind.TEAM_ANSWERED:
        return _answered(notice)
    by = notice.facts.by.name if notice.facts.by else "A colleague"
    answer = text_field(ANSWER, "Your answer", "", lines=True, required="Please write an answer.")
    body: Body = [
        callout("accent", f"{by} asks the programme team", *_about(notice)),
        said(notice.facts.question, most=1500),
        answer,
    ]
    send = button("Answer", "answer_team", style="positive", question=notice.facts.reference)
    return frame(
        body, [send, *_show(notice)], summary=f"{by} asks the programme team: {notice.facts.question[:200]}"
    )


def _answered(notice: Notice) -> AdaptiveCard:
    by = notice.facts.by.name if notice.facts.by else "The programme team"
    asked = notice.facts.question
    body: Body = [
        callout("good", f"{by} answered your question", *_about(notice)),
        said(f"“{asked}”", most=600, subtle=True),
        said(notice.facts.reason, most=1500),
    ]
    again = ask_button(notice.gig or None)
    return frame(body, [*_show(notice), again], summary=f"{by} answered: {notice.facts.reason[:200]}")


def _about(notice: Notice) -> Body:
    return [words(f"About gig {notice.gig}", spacing="Small", small=True)] if notice.gig else []


def _show(notice: Notice) -> list[Action]:
    return [button(f"Show gig {notice.gig}", "show_gig", inputs=False, gig=notice.gig)] if notice.gig else []


def answer_sent(asker: str, answer: str) -> AdaptiveCard:
    """To the lead who answered."""
    return short(f"{asker} has your answer", tone="good", quote=answer)


def answered_already(by: str, answer: str) -> AdaptiveCard:
    """To a lead who comes later."""
    return short(f"{by} has answered this already", tone="emphasis", quote=answer)
