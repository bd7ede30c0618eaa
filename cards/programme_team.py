"""A question to the programme team: the button that asks it, the card that a lead answers, and the answer."""

from cards.kit.elements import Body, banner, buttons, callout, frame
from cards.kit.inputs import asks, button, text_field
from cards.kit.nodes import Action, CardElement
from cards.kit.pressed import AdaptiveCard, ShowCardAction
from cards.kit.texts import said, words
from cards.short import short
from ports.notices import Notice, NoticeKind
from translation.catalogue import N_, _, n_
from translation.formats import number

ASK_TEAM = N_("Ask the programme team")
QUESTION, ANSWER = "question_to_team", "answer_of_team"
"""The names of the inputs."""
TEAM_NOTICES = frozenset({NoticeKind.TEAM_ASKED, NoticeKind.TEAM_ANSWERED})
_HINT = N_("They’ll get it in Teams, and I’ll bring you their answer here.")


def ask_button(gig: int | None = None) -> ShowCardAction:
    """Opens the question on the card itself."""
    return asks(_(ASK_TEAM), _field(gig), [_send(gig)])


def ask_row(gig: int | None = None) -> CardElement:
    """The last row of a card's body, where it stands however many buttons the card has below; what was filled in stays."""
    return buttons(ask_team(gig))


def ask_team(gig: int | None = None) -> Action:
    """Its button, for a row of others."""
    return button(_(ASK_TEAM), "ask_team_form", inputs=False, gig=gig)


def ask_form(gig: int | None = None) -> AdaptiveCard:
    """The same as a card of its own."""
    title = _(ASK_TEAM)
    return frame([banner(title), *_field(gig)], [_send(gig)], summary=f"{title}. {_(_HINT)}")


def _field(gig: int | None) -> Body:
    about = [_("The question is about gig {number}.").format(number=gig)] if gig else []
    required = _("Please write your question.")
    asked = text_field(QUESTION, _("Your question"), "", lines=True, required=required)
    return [words(" ".join([_(_HINT), *about]), small=True), asked]


def _send(gig: int | None) -> Action:
    return button(_("Send the question"), "ask_team", style="positive", gig=gig)


def question_sent(question: str, *, is_new: bool, leads: int) -> AdaptiveCard:
    """To whoever asked."""
    headline = (
        _("Your question is with the programme team") if is_new else _("You’ve already asked this today")
    )
    told = n_(
        "The programme lead has it. I’ll tell you what they answer.",
        "{n} programme leads have it. I’ll tell you what they answer.",
        leads,
    )
    return short(headline, told.format(n=number(leads)), tone="good", quote=question)


def team_told(notice: Notice) -> AdaptiveCard:
    """To a lead, whose answer is wanted; and to whoever asked."""
    if notice.kind is NoticeKind.TEAM_ANSWERED:
        return _answered(notice)
    by = notice.facts.by.name if notice.facts.by else _("A colleague")
    answer = text_field(ANSWER, _("Your answer"), "", lines=True, required=_("Please write an answer."))
    body: Body = [
        callout("accent", _("{by} asks the programme team").format(by=by), *_about(notice)),
        said(notice.facts.question, most=1500),
        answer,
    ]
    send = button(_("Answer"), "answer_team", style="positive", question=notice.facts.reference)
    summary = _("{by} asks the programme team: {question}").format(
        by=by, question=notice.facts.question[:200]
    )
    return frame(body, [send, *_show(notice)], summary=summary)


def _answered(notice: Notice) -> AdaptiveCard:
    by = notice.facts.by.name if notice.facts.by else _("The programme team")
    asked = notice.facts.question
    body: Body = [
        callout("good", _("{by} answered your question").format(by=by), *_about(notice)),
        said(f"“{asked}”", most=600, subtle=True),
        said(notice.facts.reason, most=1500),
    ]
    again = ask_button(notice.gig or None)
    summary = _("{by} answered: {answer}").format(by=by, answer=notice.facts.reason[:200])
    return frame(body, [*_show(notice), again], summary=summary)


def _about(notice: Notice) -> Body:
    about = _("About gig {number}").format(number=notice.gig)
    return [words(about, spacing="Small", small=True)] if notice.gig else []


def _show(notice: Notice) -> list[Action]:
    title = _("Show gig {number}").format(number=notice.gig)
    return [button(title, "show_gig", inputs=False, gig=notice.gig)] if notice.gig else []


def answer_sent(asker: str, answer: str) -> AdaptiveCard:
    """To the lead who answered."""
    return short(_("{asker} has your answer").format(asker=asker), tone="good", quote=answer)


def answered_already(by: str, answer: str) -> AdaptiveCard:
    """To a lead who comes later."""
    return short(_("{by} has answered this already").format(by=by), tone="emphasis", quote=answer)
