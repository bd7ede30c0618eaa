"""The first card somebody sees, the list of commands, and the way forward from a message I did not understand."""

from collections.abc import Collection, Sequence

from cards.kit.elements import banner, frame, section
from cards.kit.inputs import button
from cards.kit.pressed import AdaptiveCard, ExecuteAction
from cards.kit.texts import line, own, run, words

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


def welcome(name: str = "", can: Collection[str] = ("post_gig", "my_gigs", "help")) -> AdaptiveCard:
    """Who I am and what I do. `can` names the example buttons, out of post_gig, my_gigs, approvals and help."""
    hello = line("Hello ", run(name, most=80, bold=True), ". I am Freelance Connector.") if name else None
    intro = "I bring a piece of work to a freelancer, by your company's rules and without you leaving Teams."
    steps = [
        line(own(f"{place}  ", bold=True, color="Accent"), own(what, bold=True), f" {how}", spacing="Small")
        for place, (what, how) in enumerate(_STEPS, 1)
    ]
    body = [banner("Work with a freelancer"), *([hello] if hello else []), words(intro), *steps]
    return frame(body, _examples(can), summary="I am Freelance Connector. Say “post a gig” to start.")


def welcome_back(name: str) -> AdaptiveCard:
    """To somebody whose window opened empty: nothing is lost, and here is how to see it."""
    hello = line("Hello again, ", run(name, most=80, bold=True), ".")
    told = words("This window opens empty, but your gigs and what waits for you are all still there.")
    actions = _examples(("post_gig", "my_gigs", "approvals"))
    return frame([banner("Welcome back"), hello, told], actions, summary="Welcome back. Nothing is lost.")


def _examples(can: Collection[str]) -> list[ExecuteAction]:
    return [
        button(title, verb, style="positive" if verb == "post_gig" else None)
        for verb, title in _EXAMPLES.items()
        if verb in can
    ]


def help_card(
    commands: Sequence[tuple[str, str]], can: Collection[str] = ("post_gig", "my_gigs", "approvals")
) -> AdaptiveCard:
    """Every (command, what it does), in the words of the table of commands."""
    rows = [line(own(command, bold=True), f"  {what}", spacing="Small") for command, what in commands]
    body = [
        banner("What you can say"),
        *rows,
        section(
            "Good to know", words("Say “cancel” at any point to stop. What you typed in a draft is kept.")
        ),
    ]
    spoken = "; ".join(command for command, _ in commands)
    return frame(body, _examples(can), summary=f"You can say: {spoken}")


def lost(suggestion: str | None = None, verb: str = "", *, gig: int | None = None) -> AdaptiveCard:
    """A message I did not understand. `suggestion` is the command it comes near to, `verb` what that would do."""
    if suggestion:
        asked = line("I did not quite get that. Did you mean “", run(suggestion, bold=True, most=80), "”?")
        first = [button(f"Yes, {suggestion}", verb, style="positive", gig=gig)]
        return frame(
            [asked], [*first, button("What can I say?", "help")], summary=f"Did you mean “{suggestion}”?"
        )
    body = [words("I did not get that. I understand short commands such as **post a gig** or **my gigs**.")]
    return frame(body, _examples(_EXAMPLES), summary="I did not get that. Say “help” for what I understand.")
