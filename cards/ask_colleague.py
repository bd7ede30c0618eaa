"""A question to a colleague who did a similar gig: the button that asks it, the card on which they answer, the answer."""

from cards.kit.elements import Body, callout, frame
from cards.kit.inputs import asks, button, text_field
from cards.kit.nodes import CardElement
from cards.kit.pressed import AdaptiveCard, ShowCardAction
from cards.kit.texts import plain, run, said, sentence, words
from cards.short import short
from ports.notices import Notice, NoticeKind
from translation.catalogue import _

QUESTION, ANSWER = "question_to_colleague", "answer_of_colleague"
"""The names of the inputs; of a question the gig's number follows, because ids are unique on a card."""
COLLEAGUE_NOTICES = frozenset({NoticeKind.COLLEAGUE_ASKED, NoticeKind.COLLEAGUE_ANSWERED})


def ask_them(gig: int, name: str, where: str) -> ShowCardAction:
    """Opens the question on the card itself. `where` tells two of one card apart."""
    hint = _("They’ll get it in Teams with your name, and I’ll bring you their answer here.")
    required = _("Please write your question.")
    name_of_input = f"{QUESTION}_{where}_{gig}"
    asked = text_field(name_of_input, _("Your question"), "", lines=True, required=required)
    send = button(_("Send the question"), "ask_colleague", style="positive", gig=gig, field=where)
    return asks(plain(_("Ask {name}").format(name=name), 60), [words(hint, small=True), asked], [send])


def colleague_asked(name: str, question: str, *, is_new: bool) -> AdaptiveCard:
    """To whoever asked."""
    headline = _("{name} has your question") if is_new else _("You’ve already asked {name} this today")
    told = _("I’ll tell you what they answer.")
    return short(headline.format(name=name), told, tone="good", quote=question)


def colleague_told(notice: Notice) -> AdaptiveCard:
    """To the colleague, whose answer is wanted; and to whoever asked."""
    asks_for_one = notice.kind is NoticeKind.COLLEAGUE_ASKED
    return _asked(notice) if asks_for_one else _answered(notice)


def _asked(notice: Notice) -> AdaptiveCard:
    by = notice.facts.by.name if notice.facts.by else _("A colleague")
    hint = _("They’re preparing a similar gig. They see of yours only what you chose to share.")
    body: Body = [
        callout("accent", _("{by} asks about a gig you did").format(by=by), _about(notice)),
        said(notice.facts.question, most=1500),
        words(hint, small=True, subtle=True),
        text_field(ANSWER, _("Your answer"), "", lines=True, required=_("Please write an answer.")),
    ]
    send = button(_("Answer"), "answer_colleague", style="positive", question=notice.facts.reference)
    summary = _("{by} asks about a gig you did: {question}")
    return frame(body, [send], summary=summary.format(by=by, question=notice.facts.question[:200]))


def _answered(notice: Notice) -> AdaptiveCard:
    by = notice.facts.by.name if notice.facts.by else _("Your colleague")
    body: Body = [
        callout("good", _("{by} answered your question").format(by=by), _about(notice)),
        said(f"“{notice.facts.question}”", most=600, subtle=True),
        said(notice.facts.reason, most=1500),
    ]
    summary = _("{by} answered: {answer}").format(by=by, answer=notice.facts.reason[:200])
    return frame(body, summary=summary)


def _about(notice: Notice) -> CardElement:
    title = run(notice.facts.title, most=200, bold=True)
    return sentence(_("About {title}"), title=title, spacing="Small")


def colleague_answer_sent(asker: str, answer: str, *, is_new: bool) -> AdaptiveCard:
    """To whoever answered. The first answer counts."""
    headline = _("{asker} has your answer") if is_new else _("{asker} has your first answer already")
    return short(headline.format(asker=asker), tone="good", quote=answer)
