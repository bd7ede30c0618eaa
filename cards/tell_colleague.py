"""“Tell a colleague”: what to tell, the card to forward, and the same as a text to copy."""

from cards.kit.elements import Body, banner, frame, header, section, small
from cards.kit.inputs import button, text_field, tick
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, own, run, said, sentence, words
from playbook.filling import taken_apart
from translation.catalogue import N_, _, n_
from translation.formats import number
from use_cases.publishing.tell_colleague import ForColleague, Told

_LABELS = {
    Told.TITLE: N_("What it was"),
    Told.OUTCOME: N_("What came of it"),
    Told.COST: N_("What it cost"),
    Told.DAYS: N_("How long it took"),
    Told.RATING: N_("How I rated the work"),
    Told.LESSON: N_("What I’d do again, and what differently"),
}
_TITLE = N_("I worked with a freelancer, and you can too")
_STEPS = (
    N_("Open a chat with Freelance Connector in Teams."),
    N_("Say “post a gig”, or what you need in a sentence: “I need a logo by 1 March”."),
    N_("Your approver answers in Teams. Nothing is public before that."),
)
_MOST = 1500


def tell_form(about: ForColleague) -> AdaptiveCard:
    """Input ids: those of `Told`; nothing is ticked for anybody."""
    gig = about.summary.gig
    title = _("Tell a colleague about gig {number}").format(number=gig)
    told = _("Only what you tick is told. The freelancer’s name never is.")
    if not about.choices:
        told = _(
            "The gig’s data isn’t general, so nothing of it is told: only that you worked with a freelancer."
        )
    ticks = [tick(one.value, _(_LABELS[one])) for one in about.choices]
    actions = [
        button(_("Make the card"), "tell_colleague", style="positive", gig=gig),
        button(_("Back"), "show_gig", inputs=False, gig=gig),
    ]
    return frame([header(title, about.summary.title), small(told, "Small"), *ticks], actions, summary=title)


def card_to_forward(about: ForColleague) -> AdaptiveCard:
    """It has no buttons: it works in any chat that it’s forwarded to."""
    body: Body = [
        banner(_(_TITLE)),
        sentence(_("From {who}"), who=run(about.teller, most=80, bold=True), spacing="Small"),
    ]
    for name, text in _told(about):
        body += [line(own(name, bold=True), spacing="Small"), said(text, most=_MOST, spacing="None")]
    body.append(section(_("How to begin"), *(words(_(step), spacing="Small") for step in _STEPS)))
    return frame(body, summary=_(_TITLE))


def text_to_copy(about: ForColleague) -> AdaptiveCard:
    """The same in plain words."""
    told = [f"{name}: {text}" for name, text in _told(about)]
    text = "\n".join([_(_TITLE), "", *told, *([""] if told else []), *map(_, _STEPS)])
    title = _("Forward the card above, or copy this text")
    return frame([text_field("text_to_copy", title, text, lines=True)], summary=title)


def _told(about: ForColleague) -> list[tuple[str, str]]:
    one = about.summary
    days = one.days or 0
    values = {
        Told.TITLE: one.title,
        Told.OUTCOME: taken_apart(one.outcome).outcome,
        Told.COST: str(one.cost) if one.cost else "",
        Told.DAYS: n_("{n} day", "{n} days", days).format(n=number(days)),
        Told.RATING: _("{n} of 5").format(n=number(one.rating)),
        Told.LESSON: "\n".join(text for text in (one.do_again, one.do_differently) if text),
    }
    return [(_(_LABELS[told]), values[told]) for told in about.chosen]
