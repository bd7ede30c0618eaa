"""A template: the brief of a kind of work that comes up again, as an experienced buyer would write it."""

from typing import Annotated

from pydantic import AfterValidator, Field

from gigs.brief import Category, DataTier
from gigs.value import Value
from playbook.source import Source
from playbook.text import Id, Text

MOST_DAYS = 260
"""A working year."""

Days = Annotated[int, Field(ge=1, le=MOST_DAYS)]


def _rising(days: tuple[int, int]) -> tuple[int, int]:
    if days[0] > days[1]:
        raise ValueError(f"must go from few to many, like [{days[1]}, {days[0]}]")
    return days


class Deliverable(Value):
    """What is handed in, and when it’s accepted: a sentence by which somebody who didn’t do the work can check it."""

    what: Text
    accepted_when: Text


class Template(Value):
    """`about` says when to take it, `words` what people say who need such work, in whatever language.

    `give` is what the freelancer must be given, `ask` are questions to ask in proposals, `watch` is what to watch for,
    `days` the usual working days, from the shortest to the longest.
    """

    id: Id
    title: Text
    domain: Category
    about: Text
    words: tuple[Text, ...] = ()
    outcome: Text
    deliverables: Annotated[tuple[Deliverable, ...], Field(min_length=1)]
    out_of_scope: tuple[Text, ...] = ()
    give: tuple[Text, ...] = ()
    ask: tuple[Text, ...] = ()
    watch: tuple[Text, ...] = ()
    skills: Annotated[tuple[Text, ...], Field(min_length=1)]
    days: Annotated[tuple[Days, Days], AfterValidator(_rising)]
    data_tier: DataTier
    source: Source
