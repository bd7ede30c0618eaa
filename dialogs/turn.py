"""One turn of a conversation, free of any SDK: who said or pressed what, and what we answer."""

from dataclasses import dataclass, field
from typing import Any

from cards.kit.pressed import AdaptiveCard
from gigs.people import Person
from ports.notices import CardCopy, View
from sentences.intake import Intake
from sentences.questions import Heard
from use_cases.context import Context


@dataclass(frozen=True, slots=True)
class Press:
    """A button on a card. Everything in it was typed by a stranger until a use case has checked it.

    `gig` and `revision` are 0 where the card carries none; `ids` holds the other declared ids (proposal, milestone,
    deliverable, draft, operation, seen, reading, hint); `inputs` what was typed. `card_id` is the message that was pressed.
    """

    verb: str
    gig: int
    revision: int
    ids: dict[str, str]
    inputs: dict[str, str]
    card_id: str | None = None


@dataclass(frozen=True, slots=True)
class TrackedCard:
    """The card shows this gig and stays in the chat: redraw it when the gig changes."""

    gig: int
    version: int
    view: View
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A card to be seen: in place of the pressed one (`in_place`), else as a new message with this toast text."""

    card: AdaptiveCard
    summary: str
    in_place: bool
    tracked: TrackedCard | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A plain sentence."""

    text: str


@dataclass(slots=True)
class Turn:
    """What came in, and what goes out when the turn is over. Lives for one turn only."""

    person: Person
    context: Context
    text: str = ""
    press: Press | None = None
    heard: Heard | None = None
    """What the text was taken to mean, where it was more than the words of a command."""
    is_personal: bool = True
    chat_id: str = ""
    """The conversation in which this is answered; what a conversation of several turns remembers belongs to it."""
    locale: str = ""
    """Of the speaker's client, such as de-DE; empty where it sent none."""
    intake: Intake | None = None
    """What a text asks for, where it asks for work."""
    place: dict[str, Any] = field(default_factory=dict)
    """Where it was said, for commands about channels: `channel_id`, `team_id`, `chat` (a Chat)."""
    answers: list[Shown | Said] = field(default_factory=list)
    pressed: CardCopy | None = None
    """What is remembered of the pressed message, where the turn's own transaction has looked."""

    def show(self, card: AdaptiveCard, summary: str, tracked: TrackedCard | None = None) -> None:
        """Answer with a card; after a press the first one takes the place of the pressed card."""
        replaces = self.press is not None and not any(isinstance(a, Shown) for a in self.answers)
        self.answers.append(Shown(card, summary, in_place=replaces, tracked=tracked))

    def send(self, card: AdaptiveCard, summary: str, tracked: TrackedCard | None = None) -> None:
        """Answer with a card of its own, leaving the pressed one as it is."""
        self.answers.append(Shown(card, summary, in_place=False, tracked=tracked))

    def say(self, text: str) -> None:
        """Answer with a sentence."""
        self.answers.append(Said(text))
