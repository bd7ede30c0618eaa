"""What people read of an entry: made from its kind and facts when it is shown, here and nowhere else.

An entry of a release before kinds is shown in its own words.
"""

from collections.abc import Mapping
from string import Formatter

from gigs.approval import Came, Purpose
from gigs.contract import MilestoneState
from gigs.history import Said, WrittenEntry, freelancer_ref, person_ref
from gigs.history_kinds import EntryFacts, Part
from gigs.marketplaces import TITLES
from gigs.route import Lane
from gigs.value import Value
from use_cases.showing.entry_texts import TEXTS, By

SELF = "Freelance Connector"
NAMELESS_FREELANCER = "a freelancer (name erased)"
NAMELESS_FREELANCERS = "{count} freelancers (names erased)"
NAMELESS_PERSON = "a person (name erased)"


class Shown(Value):
    """An entry as it is read; `detail` may be empty."""

    who: str
    what: str
    detail: str = ""

    @property
    def sentence(self) -> str:
        """What was done, in one line, without who did it."""
        return f"{self.what}: {self.detail}" if self.detail else self.what


_MORE = {Purpose.EXCESS: "the extra {} for the offer", Purpose.EXTENSION: "{} more for work under way"}
"""What was asked, where it wasn’t the gig itself."""

_CAME: Mapping[Came, str] = {
    Came.ASKED: "was asked",
    Came.PASSED_ON: "was passed the request",
    Came.DELEGATED: "was asked as the delegate",
    Came.ESCALATED: "was asked because nobody answered",
    Came.SUCCEEDED: "was asked in place of somebody who has left",
    Came.TAKEN_BACK: "has the request back",
}
_LANES: Mapping[Lane, str] = {
    Lane.EMERGENCY: "as an emergency",
    Lane.SELF_SERVICE: "self-service",
}
_MOVED: Mapping[MilestoneState, str] = {
    MilestoneState.WAITING: "not started",
    MilestoneState.ACTIVE: "started",
    MilestoneState.SUBMITTED: "handed in",
    MilestoneState.SENT_BACK: "sent back",
    MilestoneState.RELEASED: "paid",
}


def shown(said: Said) -> Shown:
    """The entry in words."""
    entry = said.entry
    if isinstance(entry, WrittenEntry):
        who = TITLES.get(entry.name, entry.name) if entry.actor is None else entry.name
        return Shown(who=who or SELF, what=entry.verb, detail=entry.detail)
    text, filled = TEXTS[entry.kind], _filled(entry.facts, said.names)
    details = ", ".join(one.format_map(filled) for one in text.details if _has_all(one, filled))
    own = entry.facts.words or entry.facts.reason or ""
    came = entry.facts.came
    return Shown(
        who=_who(text.by, said, filled),
        what=_CAME[came] if came else text.what,
        detail=": ".join(part for part in (details, own) if part),
    )


def _who(by: By, said: Said, filled: Mapping[str, str]) -> str:
    if by is By.PRODUCT:
        return SELF
    if by is By.LINK:
        return "An auditor’s link"
    missing = {By.MARKETPLACE: "the marketplace", By.FREELANCER: NAMELESS_FREELANCER}
    if by is By.ACTOR:
        who = _person(said.entry.actor.object_id, said.names) if said.entry.actor else NAMELESS_PERSON
    else:
        who = filled.get(by.value, missing.get(by, NAMELESS_PERSON))
    nameless = who in {NAMELESS_PERSON, NAMELESS_FREELANCER, *missing.values()}
    return who[:1].upper() + who[1:] if nameless else who


def _filled(facts: EntryFacts, names: Mapping[str, str]) -> dict[str, str]:
    """Every fact that is there, in words."""
    known: dict[str, str | None] = {
        "amount": str(facts.amount) if facts.amount else None,
        "excess": str(facts.excess) if facts.excess else None,
        "more": _MORE[facts.purpose].format(facts.amount)
        if facts.purpose in _MORE and facts.amount
        else None,
        "policy": facts.policy,
        "lane": _LANES.get(facts.lane) if facts.lane else None,
        "asked": None if facts.people is None else _asked(facts.people, names),
        "step": _step(facts),
        "marketplace": TITLES.get(facts.marketplace, facts.marketplace) if facts.marketplace else None,
        "listing": facts.listing,
        "freelancer": _freelancer(facts.freelancer, names) if facts.freelancer else None,
        "freelancers": _freelancers(facts.freelancers, names) if facts.freelancers else None,
        "milestones": _parts(facts.milestones) if facts.milestones else None,
        "milestone": facts.milestone.title if facts.milestone else None,
        "milestone_amount": str(facts.milestone.amount) if facts.milestone else None,
        "rating": str(facts.rating) if facts.rating else None,
        "reference": facts.reference,
        "link": facts.link,
        "source": str(facts.source) if facts.source else None,
        "until": f"{facts.until:%d %b %Y}" if facts.until else None,
        "absent": None if facts.has_left is None else "has left" if facts.has_left else "is away",
    }
    people = {"person": facts.person, "to": facts.to, "instead_of": facts.instead_of}
    known |= {name: _person(key, names) for name, key in people.items() if key}
    return {name: words for name, words in known.items() if words is not None}


def _has_all(template: str, filled: Mapping[str, str]) -> bool:
    return all(name in filled for _, name, _, _ in Formatter().parse(template) if name)


def _step(facts: EntryFacts) -> str | None:
    if facts.step is None:
        return None
    return f"step {facts.step}, {facts.step_name}" if facts.step_name else f"step {facts.step}"


def _asked(people: tuple[str, ...], names: Mapping[str, str]) -> str:
    if not people:
        return "nobody has to be asked"
    return f"to {', '.join(_person(one, names) for one in people)}"


def _person(object_id: str, names: Mapping[str, str]) -> str:
    return names.get(person_ref(object_id), NAMELESS_PERSON)


def _freelancer(proposal_id: str, names: Mapping[str, str]) -> str:
    return names.get(freelancer_ref(proposal_id), NAMELESS_FREELANCER)


def _freelancers(proposals: tuple[str, ...], names: Mapping[str, str]) -> str:
    """Whose names we have, and how many more there are."""
    known = [names[ref] for one in proposals if (ref := freelancer_ref(one)) in names]
    nameless = len(proposals) - len(known)
    if nameless:
        known.append(NAMELESS_FREELANCER if nameless == 1 else NAMELESS_FREELANCERS.format(count=nameless))
    return ", ".join(known)


def _parts(parts: tuple[Part, ...]) -> str:
    return "; ".join(f"{one.title} {_MOVED[one.state]}" for one in parts)
