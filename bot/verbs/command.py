"""What a command is: words that people may say, and what is done with them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from dialogs.turn import Turn
from sentences.questions import Heard


@dataclass(frozen=True, slots=True)
class Command:
    """What people may say. With neither `run` nor `of_gig` the handler itself acts: it begins or leaves a conversation."""

    title: str
    description: str
    also: tuple[str, ...] = ()
    run: Callable[[Turn], Awaitable[None]] | None = None
    of_gig: Callable[[Turn, int], Awaitable[None]] | None = None
    """What it does with the gig that was named."""
    in_menu: bool = True
    private: bool = False
    """Its answer is for one person only; said in a group or channel, it is given in the one-to-one chat."""
    verb: str = ""
    """The card verb that does the same, for a button that offers this command."""
    means: str = ""
    """The meaning in `sentences/words/` with which people say it in sentences of their own."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A text made out: the command, the gig's number where one was named, and the sentence where it was more than that."""

    command: Command
    gig: int | None = None
    heard: Heard | None = field(default=None, compare=False)
