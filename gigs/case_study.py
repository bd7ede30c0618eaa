"""A case study of a closed gig: its requester tells it, those it names agree, a programme lead publishes it."""

import re
from datetime import datetime
from enum import StrEnum

from gigs.errors import OutOfOrder
from gigs.people import PersonKey
from gigs.summary import Summary, is_readable
from gigs.value import Value
from translation.catalogue import _


class CaseState(StrEnum):
    """Where it stands. Any of them can be withdrawn, and what's withdrawn can be told anew."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Answer(StrEnum):
    """Whether somebody's name may stand in it. Only `AGREED` is a yes."""

    UNASKED = "unasked"
    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"


class Concerned(Value):
    """Somebody whom the gig concerned, and whether their name may stand in the case study."""

    key: PersonKey
    name: str
    answer: Answer = Answer.UNASKED


class Story(Value):
    """What is told, in its author's words."""

    title: str = ""
    problem: str = ""
    done: str = ""
    result: str = ""
    advice: str = ""


class CaseStudy(Value):
    """One case study, by (tenant, gig). `people` are all whom the gig concerned, whether it names them or not: that's how
    a name that nobody agreed to is known. `reason` is why a lead sent it back, or why it was withdrawn."""

    tenant: str
    gig: int
    version: int = 0
    state: CaseState = CaseState.DRAFT
    author: PersonKey
    story: Story = Story()
    people: tuple[Concerned, ...] = ()
    reason: str = ""
    changed_at: datetime
    published_at: datetime | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """Who stands in it: those who agreed."""
        return tuple(one.name for one in self.people if one.answer is Answer.AGREED)

    def answer_of(self, person: PersonKey) -> Answer:
        """`UNASKED` for whoever the gig doesn't concern."""
        return next((one.answer for one in self.people if one.key == person), Answer.UNASKED)


_SHORTEST = 3
"""Letters of a part of a name that is taken for that person; shorter ones are words more often than names."""


def told(study: CaseStudy) -> Story:
    """The story as it may be read: a name whose owner hasn't agreed is “a colleague”, whole or in part."""
    words = study.story.model_dump()
    agreed = {part for name in study.named for part in [name, *name.split()]}
    for one in study.people:
        if one.answer is not Answer.AGREED and one.name:
            words = {field: _without(text, one.name, agreed) for field, text in words.items()}
    return Story(**words)


def _without(text: str, name: str, agreed: set[str]) -> str:
    somebody = _("a colleague")
    text = re.sub(rf"(?<!\w){_spaced(name)}(?!\w)", somebody, text, flags=re.IGNORECASE)
    for part in name.split():
        if len(part) >= _SHORTEST and part not in agreed:
            text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", somebody, text)
    return text


def _spaced(name: str) -> str:
    return r"\s+".join(map(re.escape, name.split()))


def mentions(text: str, name: str) -> bool:
    """Whether this whole name stands in the text."""
    return bool(name) and re.search(rf"(?<!\w){_spaced(name)}(?!\w)", text, re.IGNORECASE) is not None


def write(
    study: CaseStudy,
    by: PersonKey,
    story: Story,
    people: tuple[Concerned, ...],
    ticked: frozenset[PersonKey],
    at: datetime,
) -> CaseStudy:
    """A draft with this story. Who is ticked is to be asked, who isn't doesn't stand in it; a no stays a no, and a yes
    counts for the words it was given to: another story asks again. Whoever writes answers for themselves."""
    keeps = story == study.story

    def answer(one: Concerned) -> Answer:
        before = study.answer_of(one.key)
        if one.key == by:
            return Answer.AGREED if one.key in ticked else Answer.UNASKED
        if before is Answer.REFUSED or one.key not in ticked:
            return before if before is Answer.REFUSED else Answer.UNASKED
        return Answer.AGREED if keeps and before is Answer.AGREED else Answer.ASKED

    return study.model_copy(
        update={
            "state": CaseState.DRAFT,
            "author": by,
            "story": story,
            "people": tuple(one.model_copy(update={"answer": answer(one)}) for one in people),
            "changed_at": at,
        }
    )


def propose(study: CaseStudy, at: datetime) -> CaseStudy:
    """To the programme leads. Raises OutOfOrder unless it's a draft."""
    _only(study, CaseState.DRAFT)
    return _moved(study, CaseState.PROPOSED, at, "")


def agree(study: CaseStudy, person: PersonKey, at: datetime, *, yes: bool) -> CaseStudy:
    """Their yes or no, which they can change at any time. Raises OutOfOrder for whoever it doesn't name, and for a yes to
    something that its author is still writing."""
    if study.answer_of(person) is Answer.UNASKED:
        raise OutOfOrder(
            _("The case study of gig {number} doesn’t name you (any more).").format(number=study.gig)
        )
    if yes:
        _only(study, CaseState.PROPOSED, CaseState.PUBLISHED)
    answer = Answer.AGREED if yes else Answer.REFUSED
    people = tuple(
        one.model_copy(update={"answer": answer}) if one.key == person else one for one in study.people
    )
    return study.model_copy(update={"people": people, "changed_at": at})


def publish(study: CaseStudy, at: datetime) -> CaseStudy:
    """For everybody who may read the gig's summary. Raises OutOfOrder unless it's proposed."""
    _only(study, CaseState.PROPOSED)
    return _moved(study, CaseState.PUBLISHED, at, "").model_copy(update={"published_at": at})


def send_back(study: CaseStudy, reason: str, at: datetime) -> CaseStudy:
    """To its author, to be changed. Raises OutOfOrder unless it's proposed."""
    _only(study, CaseState.PROPOSED)
    return _moved(study, CaseState.DRAFT, at, reason)


def withdraw(study: CaseStudy, reason: str, at: datetime) -> CaseStudy:
    """Nobody but its owners reads it any more. Raises OutOfOrder for one that is withdrawn."""
    _only(study, CaseState.DRAFT, CaseState.PROPOSED, CaseState.PUBLISHED)
    return _moved(study, CaseState.WITHDRAWN, at, reason)


def _moved(study: CaseStudy, state: CaseState, at: datetime, reason: str) -> CaseStudy:
    return study.model_copy(update={"state": state, "changed_at": at, "reason": reason})


def _only(study: CaseStudy, *states: CaseState) -> None:
    if study.state not in states:
        raise OutOfOrder(
            _("The case study of gig {number} has changed in the meantime.").format(number=study.gig)
        )


def is_shown(study: CaseStudy, summary: Summary, person: PersonKey, division: str, *, is_lead: bool) -> bool:
    """Whether this person may know of it. It never reaches further than the gig's summary, except to those it names,
    who have to read what they agree to; and it's gone as soon as that is withdrawn."""
    if person.tenant != study.tenant or study.gig != summary.gig:
        return False
    if person in summary.owners:
        return True
    if summary.sharing.withdrawn or study.state in {CaseState.DRAFT, CaseState.WITHDRAWN}:
        return False
    if study.answer_of(person) is not Answer.UNASKED:
        return True
    seen = is_readable(summary, person, division, is_lead=is_lead)
    return seen and (is_lead or study.state is CaseState.PUBLISHED)
