"""What people are told about case studies: that one names them, waits for a lead, or was published, sent back, withdrawn."""

from typing import NamedTuple

from cards.kit.elements import Body, callout, frame
from cards.kit.inputs import button
from cards.kit.nodes import Action, ContainerStyle
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import said, words
from gigs.case_study import Answer
from ports.notices import Notice, NoticeKind
from translation.catalogue import N_, _


class _Text(NamedTuple):
    tone: ContainerStyle
    headline: str
    detail: str
    button: tuple[str, str]


_READ = (N_("Read it"), "case_study")
_CHANGE = (N_("Change it"), "case_study_form")
_TEXTS = {
    NoticeKind.CASE_STUDY_NAMES_YOU: _Text(
        "accent",
        N_("{by} would like to name you in a case study about gig {number}"),
        N_(
            "Your name stands in it only if you agree; until then, it says “a colleague”. You can change your mind."
        ),
        _READ,
    ),
    NoticeKind.CASE_STUDY_PROPOSED: _Text(
        "accent",
        N_("{by} wrote a case study about gig {number}"),
        N_("Read it, then publish it or send it back with a reason."),
        _READ,
    ),
    NoticeKind.CASE_STUDY_SENT_BACK: _Text(
        "warning",
        N_("{by} sent your case study about gig {number} back"),
        N_("Change it and send it again. Reason:"),
        _CHANGE,
    ),
    NoticeKind.CASE_STUDY_PUBLISHED: _Text(
        "good",
        N_("{by} published the case study about gig {number}"),
        N_("Whoever may read the gig’s summary can read it now. You can withdraw it at any time."),
        _READ,
    ),
    NoticeKind.CASE_STUDY_WITHDRAWN: _Text(
        "emphasis",
        N_("{by} withdrew the case study about gig {number}"),
        N_("Nobody but you can read it any more."),
        _CHANGE,
    ),
}
CASE_NOTICES = frozenset(_TEXTS)


def case_told(notice: Notice) -> AdaptiveCard:
    """The notice. It says nothing of the story itself: that is read on a card of its own, as it stands then."""
    text, by = _TEXTS[notice.kind], notice.facts.by
    name = by.name if by else _("A colleague")
    headline = _(text.headline).format(by=name, number=notice.gig)
    body: Body = [callout(text.tone, headline, words(_(text.detail), spacing="Small"))]
    if notice.facts.reason:
        body.append(said(f"“{notice.facts.reason}”", most=1500))
    title, verb = text.button
    actions: list[Action] = [button(_(title), verb, style="positive", gig=notice.gig)]
    if notice.kind is NoticeKind.CASE_STUDY_NAMES_YOU:
        actions += answer_buttons(notice.gig)
    return frame(body, actions, summary=headline)


def answer_buttons(gig: int, answer: Answer = Answer.ASKED) -> list[Action]:
    """Whether one's own name may stand in it; of the two answers, what wasn't given yet."""
    agree = button(_("Agree"), "agree_case_study", inputs=False, gig=gig)
    if answer is Answer.REFUSED:
        return [agree]
    if answer is Answer.AGREED:
        return [button(_("Take my name out"), "decline_case_study", inputs=False, gig=gig)]
    return [agree, button(_("Decline"), "decline_case_study", inputs=False, gig=gig)]
