"""The first card somebody sees, the list of commands, and the way forward from a message I did not understand."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from cards.demo import demo_note
from cards.kit.elements import Body, banner, callout, frame, section
from cards.kit.inputs import button
from cards.kit.nodes import CardElement
from cards.kit.pressed import AdaptiveCard, ExecuteAction
from cards.kit.texts import line, own, run, sentence, words
from cards.programme_team import ask_button
from translation.catalogue import N_, _, n_

_EXAMPLES = {
    "post_gig": N_("Post a gig"),
    "my_gigs": N_("My gigs"),
    "approvals": N_("Waiting for my answer"),
    "help": N_("What else can you do?"),
}
_STEPS = (
    (N_("Brief"), N_("Tell me what you need, on one card: outcome, budget and dates.")),
    (N_("Approval"), N_("Your approver answers here in Teams. Nothing is public before that.")),
    (N_("Hire"), N_("Compare the proposals of freelancers side by side, and choose one.")),
    (N_("Work"), N_("Accept what is handed in, and it’s paid.")),
)
"""Each step's name, and what happens in it."""


def welcome(
    name: str = "",
    can: Collection[str] = ("post_gig", "my_gigs", "help"),
    waiting: int = 0,
    *,
    is_demo: bool = False,
) -> AdaptiveCard:
    """Who I am and what I do. `can` names the example buttons, out of post_gig, my_gigs, approvals and help.

    `waiting` is how many gigs wait for this person's answer: that comes first.
    """
    hello = sentence(_("Hello {name}. I’m Freelance Connector."), name=run(name, most=80, bold=True))
    intro = _(
        "I help you hire a freelancer for a piece of work, by your company’s rules and without leaving Teams."
    )
    steps = [
        line(
            own(f"{place}  ", bold=True, color="Accent"),
            own(f"{_(what)}  ", bold=True),
            _(how),
            spacing="Small",
        )
        for place, (what, how) in enumerate(_STEPS, 1)
    ]
    body: Body = [
        banner(_("Work with a freelancer")),
        *([hello] if name else []),
        *demo_note(is_demo=is_demo),
        *_awaited(waiting),
        words(intro),
        *steps,
    ]
    return frame(body, _examples(can), summary=_("I’m Freelance Connector. Say “post a gig” to start."))


def _awaited(waiting: int) -> Body:
    if not waiting:
        return []
    title = n_("{n} gig needs your approval", "{n} gigs need your approval", waiting).format(n=waiting)
    told = _("Press “{button}” to see who asks, and for what.").format(button=_(_EXAMPLES["approvals"]))
    return [callout("accent", title, words(told, spacing="Small"))]


def welcome_back(name: str, waiting: int = 0, *, is_demo: bool = False) -> AdaptiveCard:
    """To somebody whose window opened empty: nothing is lost, and here is how to see it."""
    hello = sentence(_("Hello again, {name}."), name=run(name, most=80, bold=True))
    told = words(_("This window opens empty, but your gigs and everything that needs you are still there."))
    actions = _examples(("post_gig", "my_gigs", "approvals"))
    return frame(
        [banner(_("Welcome back")), hello, *demo_note(is_demo=is_demo), *_awaited(waiting), told],
        actions,
        summary=_("Welcome back. Nothing is lost."),
    )


def _examples(can: Collection[str]) -> list[ExecuteAction]:
    return [
        button(_(title), verb, style="positive" if verb == "post_gig" else None)
        for verb, title in _EXAMPLES.items()
        if verb in can
    ]


def help_card(
    commands: Sequence[tuple[str, str]],
    can: Collection[str] = ("post_gig", "my_gigs", "approvals"),
    questions: Sequence[str] = (),
) -> AdaptiveCard:
    """Every (command, what it does) that this person may use, in the words of the table of commands; and `questions`."""
    rows = [line(own(command, bold=True), f"  {what}", spacing="Small") for command, what in commands]
    asked = [line(f"“{one}”", spacing="Small") for one in questions]
    stop = words(_("Say “cancel” at any time to stop. What you typed in a draft is kept."))
    body: Body = [
        banner(_("What you can say")),
        *rows,
        *([section(_("Or ask in your own words"), *asked)] if asked else []),
        section(_("Good to know"), stop),
    ]
    spoken = "; ".join(command for command, _what in commands)
    summary = _("You can say: {commands}").format(commands=spoken)
    return frame(body, [*_examples(can), ask_button()], summary=summary)


class Suggested(NamedTuple):
    """A button that offers what somebody may have meant."""

    title: str
    verb: str
    gig: int | None = None


def usual() -> list[Suggested]:
    """What anybody may mean at any time."""
    return [Suggested(_(_EXAMPLES[verb]), verb) for verb in ("post_gig", "my_gigs", "help")]


def lost(suggested: Sequence[Suggested] = (), *, near: str = "", gig: int | None = None) -> AdaptiveCard:
    """A message I did not understand: `suggested` comes from what somebody was doing, and the programme team can be asked.

    `near` is the command it comes near to; `gig` the one that a question to the team would be about.
    """
    asked: CardElement = words(_("I didn’t get that. Here’s what I can do for you now."))
    if near:
        meant = run(near, bold=True, most=80)
        asked = sentence(_("I didn’t quite get that. Did you mean “{command}”?"), command=meant)
    offered = [
        button(one.title, one.verb, style="positive" if place == 0 else None, gig=one.gig)
        for place, one in enumerate(suggested or usual())
    ]
    summary = (
        _("Did you mean “{command}”?").format(command=near)
        if near
        else _("I didn’t get that. Say “help” for what I understand.")
    )
    return frame([asked], [*offered, ask_button(gig)], summary=summary)
