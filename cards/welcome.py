"""The first card somebody sees, the list of commands, and the way forward from a message I did not understand."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from cards.kit.elements import Body, banner, callout, frame, section
from cards.kit.inputs import button
from cards.kit.pressed import AdaptiveCard, ExecuteAction
from cards.kit.texts import count, line, own, run, words
from cards.programme_team import ask_button

_EXAMPLES = {
    "post_gig": "Post a gig",
    "my_gigs": "My gigs",
    "approvals": "Waiting for my answer",
    "help": "What else can you do?",
}
_STEPS = (
    ("Tell me", "what you need, on one card: outcome, budget, dates."),
    ("Get approval", "from your approver, here in Teams. Nothing is public before that."),
    ("Choose", "from the proposals of freelancers, side by side."),
    ("Accept", "what is handed in, and it is paid."),
)


def welcome(
    name: str = "", can: Collection[str] = ("post_gig", "my_gigs", "help"), waiting: int = 0
) -> AdaptiveCard:
    """Who I am and what I do. `can` names the example buttons, out of post_gig, my_gigs, approvals and help.

    `waiting` is how many gigs wait for this person's answer: that comes first.
    """
    hello = line("Hello ", run(name, most=80, bold=True), ". I am Freelance Connector.") if name else None
    intro = "I bring a piece of work to a freelancer, by your company's rules and without you leaving Teams."
    steps = [
        line(own(f"{place}  ", bold=True, color="Accent"), own(what, bold=True), f" {how}", spacing="Small")
        for place, (what, how) in enumerate(_STEPS, 1)
    ]
    body: Body = [
        banner("Work with a freelancer"),
        *([hello] if hello else []),
        *_awaited(waiting),
        words(intro),
        *steps,
    ]
    return frame(body, _examples(can), summary="I am Freelance Connector. Say “post a gig” to start.")


def _awaited(waiting: int) -> Body:
    if not waiting:
        return []
    title = f"{count(waiting, 'gig waits', 'gigs wait')} for your answer"
    return [
        callout(
            "accent",
            title,
            words("Press “Waiting for my answer” to see who asks, and for what.", spacing="Small"),
        )
    ]


def welcome_back(name: str, waiting: int = 0) -> AdaptiveCard:
    """To somebody whose window opened empty: nothing is lost, and here is how to see it."""
    hello = line("Hello again, ", run(name, most=80, bold=True), ".")
    told = words("This window opens empty, but your gigs and what waits for you are all still there.")
    actions = _examples(("post_gig", "my_gigs", "approvals"))
    return frame(
        [banner("Welcome back"), hello, *_awaited(waiting), told],
        actions,
        summary="Welcome back. Nothing is lost.",
    )


def _examples(can: Collection[str]) -> list[ExecuteAction]:
    return [
        button(title, verb, style="positive" if verb == "post_gig" else None)
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
    body: Body = [
        banner("What you can say"),
        *rows,
        *([section("Or ask in your own words", *asked)] if asked else []),
        section(
            "Good to know", words("Say “cancel” at any point to stop. What you typed in a draft is kept.")
        ),
    ]
    spoken = "; ".join(command for command, _ in commands)
    return frame(body, [*_examples(can), ask_button()], summary=f"You can say: {spoken}")


class Suggested(NamedTuple):
    """A button that offers what somebody may have meant."""

    title: str
    verb: str
    gig: int | None = None


_USUAL = tuple(Suggested(_EXAMPLES[verb], verb) for verb in ("post_gig", "my_gigs", "help"))


def lost(suggested: Sequence[Suggested] = _USUAL, *, near: str = "", gig: int | None = None) -> AdaptiveCard:
    """A message I did not understand: `suggested` comes from what somebody was doing, and the programme team can be asked.

    `near` is the command it comes near to; `gig` the one that a question to the team would be about.
    """
    told = words("I did not get that. Here's what I can do for you now.")
    asked = (
        line("I did not quite get that. Did you mean “", run(near, bold=True, most=80), "”?")
        if near
        else told
    )
    offered = [
        button(one.title, one.verb, style="positive" if place == 0 else None, gig=one.gig)
        for place, one in enumerate(suggested)
    ]
    summary = f"Did you mean “{near}”?" if near else "I did not get that. Say “help” for what I understand."
    return frame([asked], [*offered, ask_button(gig)], summary=summary)
