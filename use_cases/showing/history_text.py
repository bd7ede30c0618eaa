"""What people read of an entry: made from its kind and facts when it is shown, here and nowhere else.

An entry of a release before kinds is shown in its own words.
"""

from collections.abc import Mapping
from string import Formatter

from gigs.approval import Came, Purpose
from gigs.contract import MilestoneState
from gigs.history import Entry, Said, WrittenEntry, freelancer_ref, person_ref
from gigs.history_kinds import EntryFacts, Part
from gigs.marketplaces import TITLES
from gigs.route import Lane
from gigs.value import Value
from translation import formats
from translation.catalogue import N_, _, n_
from use_cases.showing.entry_texts import TEXTS, By

SELF = N_("Freelance Connector")
NAMELESS_FREELANCER = N_("a freelancer (name erased)")
NAMELESS_PERSON = N_("a person (name erased)")


class Shown(Value):
    """An entry as it is read; `detail` may be empty."""

    who: str
    what: str
    detail: str = ""

    @property
    def sentence(self) -> str:
        """What was done, in one line, without who did it."""
        return f"{self.what}: {self.detail}" if self.detail else self.what


_MORE = {
    Purpose.EXCESS: N_("the extra {amount} for the offer"),
    Purpose.EXTENSION: N_("{amount} more for work under way"),
}
"""What was asked, where it wasn’t the gig itself."""

_CAME: Mapping[Came, str] = {
    Came.ASKED: N_("{who} was asked"),
    Came.PASSED_ON: N_("{who} was passed the request"),
    Came.DELEGATED: N_("{who} was asked as the delegate"),
    Came.ESCALATED: N_("{who} was asked because nobody answered"),
    Came.SUCCEEDED: N_("{who} was asked in place of somebody who has left"),
    Came.TAKEN_BACK: N_("{who} got the request back"),
}
_LANES: Mapping[Lane, str] = {
    Lane.EMERGENCY: N_("as an emergency"),
    Lane.SELF_SERVICE: N_("self-service"),
}
_MOVED: Mapping[MilestoneState, str] = {
    MilestoneState.WAITING: N_("{milestone} not started"),
    MilestoneState.ACTIVE: N_("{milestone} started"),
    MilestoneState.SUBMITTED: N_("{milestone} handed in"),
    MilestoneState.SENT_BACK: N_("{milestone} sent back"),
    MilestoneState.RELEASED: N_("{milestone} paid"),
}


def shown(said: Said) -> Shown:
    """The entry in words."""
    entry = said.entry
    if isinstance(entry, WrittenEntry):
        who = TITLES.get(entry.name, entry.name) if entry.actor is None else entry.name
        return Shown(who=who or _(SELF), what=entry.verb, detail=entry.detail)
    text, filled = TEXTS[entry.kind], _filled(entry.facts, said.names)
    details = ", ".join(_(one).format_map(filled) for one in text.details if _has_all(one, filled))
    own = lesson_text(entry.facts.words, entry.facts.differently) or entry.facts.reason or ""
    came = entry.facts.came
    return Shown(
        who=_who(text.by, entry, said.names, filled),
        what=(_(_CAME[came]) if came else _(text.what)).format(who="").strip(),
        detail=": ".join(part for part in (details, own) if part),
    )


def lesson_text(again: str | None, differently: str | None) -> str:
    """What somebody wrote; of a lesson both lines."""
    return "\n".join(one for one in (again, differently) if one)


def _who(by: By, entry: Entry, names: Mapping[str, str], filled: Mapping[str, str]) -> str:
    """As it reads where an entry begins with it."""
    if by is By.PRODUCT:
        return _(SELF)
    if by is By.LINK:
        return _("An auditor’s link")
    if by is By.MARKETPLACE:
        return filled.get("marketplace") or _("The marketplace")
    if by is By.FREELANCER:
        return names.get(freelancer_ref(entry.facts.freelancer or "")) or _("A freelancer (name erased)")
    person = entry.facts.person if by is By.PERSON else entry.actor and entry.actor.object_id
    return names.get(person_ref(person or "")) or _("A person (name erased)")


def _filled(facts: EntryFacts, names: Mapping[str, str]) -> dict[str, str]:
    """Every fact that is there, in words."""
    known: dict[str, str | None] = {
        "amount": str(facts.amount) if facts.amount else None,
        "excess": str(facts.excess) if facts.excess else None,
        "more": _(_MORE[facts.purpose]).format(amount=facts.amount)
        if facts.purpose in _MORE and facts.amount
        else None,
        "policy": facts.policy,
        "lane": _(_LANES[facts.lane]) if facts.lane and facts.lane in _LANES else None,
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
        "until": formats.day(facts.until) if facts.until else None,
        "hours": n_("{n} hour", "{n} hours", facts.hours).format(n=facts.hours) if facts.hours else None,
    }
    people = {"person": facts.person, "to": facts.to, "instead_of": facts.instead_of}
    if facts.has_left is not None:
        people["left" if facts.has_left else "away"] = facts.person
    known |= {name: _person(key, names) for name, key in people.items() if key}
    return {name: words for name, words in known.items() if words is not None}


def _has_all(template: str, filled: Mapping[str, str]) -> bool:
    return all(name in filled for _text, name, _spec, _conversion in Formatter().parse(template) if name)


def _step(facts: EntryFacts) -> str | None:
    if facts.step is None:
        return None
    if facts.step_name:
        return _("step {number}, {name}").format(number=facts.step, name=facts.step_name)
    return _("step {number}").format(number=facts.step)


def _asked(people: tuple[str, ...], names: Mapping[str, str]) -> str:
    if not people:
        return _("no approval needed")
    return _("to {people}").format(people=", ".join(_person(one, names) for one in people))


def _person(object_id: str, names: Mapping[str, str]) -> str:
    return names.get(person_ref(object_id)) or _(NAMELESS_PERSON)


def _freelancer(proposal_id: str, names: Mapping[str, str]) -> str:
    return names.get(freelancer_ref(proposal_id)) or _(NAMELESS_FREELANCER)


def _freelancers(proposals: tuple[str, ...], names: Mapping[str, str]) -> str:
    """Whose names we have, and how many more there are."""
    known = [names[ref] for one in proposals if (ref := freelancer_ref(one)) in names]
    nameless = len(proposals) - len(known)
    if nameless:
        known.append(
            n_("a freelancer (name erased)", "{n} freelancers (names erased)", nameless).format(n=nameless)
        )
    return ", ".join(known)


def _parts(parts: tuple[Part, ...]) -> str:
    return "; ".join(_(_MOVED[one.state]).format(milestone=one.title) for one in parts)
