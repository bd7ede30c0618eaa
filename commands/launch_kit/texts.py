"""The kit's texts in Markdown, and the welcome post as an Adaptive Card; all of them are meant to be edited."""

import json

from cards.kit.elements import banner, frame, section, wire
from cards.kit.texts import line, own, run, words
from commands.launch_kit.contents import COMMANDS, MONEY, PROMISE, STEPS, Contents, Part

_SHOWN_ON_CARD = 4


def welcome_post(kit: Contents) -> str:
    """For a channel."""
    rules = next((part for part in kit.rules), None)
    return _joined(
        "# Work with a freelancer",
        PROMISE,
        _steps(),
        _part(rules) if rules else "",
        "Open a chat with **Freelance Connector** in Teams and say **post a gig**, or **help** to see what it can do.",
    )


def welcome_card(kit: Contents) -> str:
    """The same as an Adaptive Card, in JSON. It has no buttons: it works wherever it’s posted."""
    steps = [
        line(own(f"{place}  ", bold=True, color="Accent"), own(f"{name}  ", bold=True), text, spacing="Small")
        for place, (name, text) in enumerate(STEPS, 1)
    ]
    shown = [
        section(
            part.title,
            *(line(run(point, most=600), spacing="Small") for point in part.points[:_SHOWN_ON_CARD]),
        )
        for part in kit.rules[:2]
    ]
    begin = words("Open a chat with Freelance Connector and say “post a gig”, or “help”.")
    card = frame([banner("Work with a freelancer"), words(PROMISE), *steps, *shown, begin], summary=PROMISE)
    return json.dumps(wire(card), ensure_ascii=False, indent=2) + "\n"


def guide(kit: Contents) -> str:
    """About one page: the rules without those about money, and the templates."""
    commands = "\n".join(f"- **{name}**: {what}" for name, what in COMMANDS)
    return _joined(
        "# Freelance Connector on one page",
        PROMISE,
        "## How it goes",
        _steps(),
        "## What to say",
        commands,
        *(_part(part) for part in kit.rules if part.title != MONEY),
        _templates(kit),
        f"Made from policy {kit.policy}.",
    )


def questions(kit: Contents) -> str:
    """Questions and answers."""
    return _joined(
        "# Questions and answers", *(_part(part) for part in kit.questions), f"Made from policy {kit.policy}."
    )


def _steps() -> str:
    return "\n".join(f"{place}. **{name}.** {text}" for place, (name, text) in enumerate(STEPS, 1))


def _part(part: Part) -> str:
    points = "\n".join(f"- {point}" for point in part.points)
    return f"## {part.title}\n\n{points}" if points else ""


def _templates(kit: Contents) -> str:
    if not kit.templates:
        return ""
    listed = "\n".join(f"- **{part.title}**: {', '.join(part.points)}" for part in kit.templates)
    return f"## Templates to begin with\n\n{listed}"


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
