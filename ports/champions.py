"""Who helped colleagues, how often and with what, and whether they agreed to be shown for it."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Protocol

from gigs.people import PersonKey
from gigs.value import Value


class HelpKind(StrEnum):
    """With what somebody helped. A new source is a member here, its words in `cards/champions.py`, and a call of `note_help`."""

    ANSWER = "answer"
    """Answered a question to the programme team."""
    ADVICE = "advice"
    """Gave an approver the advice they asked for."""
    CASE_STUDY = "case_study"
    """Told the story of a gig, and it was published."""
    LESSON = "lesson"
    """Left a lesson that a colleague said helped."""
    INSIDE_WORK = "inside_work"
    """Did a colleague’s gig in place of a freelancer."""


class Shown(StrEnum):
    """Whether they may be shown. They're asked once; only `YES` is a yes."""

    UNASKED = "unasked"
    ASKED = "asked"
    YES = "yes"
    NO = "no"


GENERAL = "general"
"""In place of a domain where the help was about none."""


class Champion(Value):
    """One person. `counts` has by domain (`Category` or `GENERAL`) how often they helped with what."""

    person: PersonKey
    name: str
    shown: Shown = Shown.UNASKED
    counts: Mapping[str, Mapping[HelpKind, int]] = {}

    @property
    def total(self) -> int:
        """Of every domain and kind."""
        return sum(sum(kinds.values()) for kinds in self.counts.values())

    def of(self, domain: str) -> Mapping[HelpKind, int]:
        """Of one domain, or of all of them where it's empty."""
        found: dict[HelpKind, int] = {}
        for name, kinds in self.counts.items():
            for kind, count in kinds.items() if domain in ("", name) else ():
                found[kind] = found.get(kind, 0) + count
        return found

    def helped(self, kind: HelpKind, domain: str) -> "Champion":
        """Once more."""
        kinds = {**self.counts.get(domain, {})}
        kinds[kind] = kinds.get(kind, 0) + 1
        return self.model_copy(update={"counts": {**self.counts, domain: kinds}})


class Champions(Protocol):
    """By person."""

    async def get(self, person: PersonKey) -> Champion | None:
        """Locked until the transaction ends, where the database locks rows; None for whoever never helped."""

    async def put(self, champion: Champion) -> None:
        """Inserts or replaces."""

    async def shown(self, tenant: str, limit: int) -> Sequence[Champion]:
        """Those who agreed."""
