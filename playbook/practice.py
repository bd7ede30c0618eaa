"""A best practice: a short page that opens from a card at the step where it helps."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from gigs.value import Value
from playbook.source import Source
from playbook.text import Id, Text


class Step(StrEnum):
    """Where in a gig’s life a page opens."""

    CHOOSING = "choosing"
    """Nothing is written yet: is this work for a freelancer?"""
    BRIEF = "brief"
    COMPARE = "compare"
    HIRE = "hire"
    WORK = "work"
    FEEDBACK = "feedback"
    """Deliverables are accepted or sent back; the gig is rated."""
    DATA = "data"
    """The data tier is chosen, or somebody is given access."""
    FIRST_GIG = "first_gig"


class BestPractice(Value):
    """`text` is a paragraph or a point each; `rules` are the organisation’s own, and shown as theirs."""

    id: Id
    title: Text
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    text: Annotated[tuple[Text, ...], Field(min_length=1)]
    rules: tuple[Text, ...] = ()
    source: Source
