"""docs/permissions.md, read; and gigs and people for everything that the page tells apart."""

import re
from functools import cache

from config.formats import ROOT
from gigs.approval import Advice, Decision, Review
from gigs.approving import ask_for_extension
from gigs.contract import ContractState
from gigs.deciding import decide
from gigs.gig import Extension, Gig, GigState
from gigs.people import Person
from tests.support.builders import (
    FAYE,
    MARK,
    RITA,
    a_choice,
    a_contract,
    a_gig,
    a_person,
    a_route,
    a_step,
    asking,
    usd,
)
from tests.support.clock import NOON
from tests.support.pages import code, rows
from tests.use_cases.world import PAT, SAM
from use_cases.permissions.authorize import Verb

PAGE, STATES = ROOT / "docs" / "permissions.md", ROOT / "docs" / "states.md"
REQUESTER, ASKED_NOW, ASKED_BEFORE = "Requester", "Approver, asked now", "Approver, not asked now"
LEAD, ADVISER, REVIEWER = "Programme lead", "Asked for advice", "Asked to review an emergency"
FORMER, MANAGER = "Former owner", "The requester’s manager"
COLUMNS = (REQUESTER, ASKED_NOW, ASKED_BEFORE, LEAD, FORMER, MANAGER, ADVISER, REVIEWER)
NOBODY_HAS_ANSWERED = "Offer sent (nobody has answered)"
NO_MORE_MONEY = "In progress (no more money is asked for)"
MORE_MONEY, PARTLY_DECIDED = (
    "In progress (more money is asked for)",
    "In progress (more money is partly decided)",
)

CARLA, RAVI, BORIS = a_person("Carla Consulted"), a_person("Ravi Reviewer"), a_person("Boris Boss")
ADVICE = Advice(asked_by=MARK, adviser=CARLA, question="Is that fair?", asked_at=NOON)
REVIEW = Review(reviewers=(RAVI,), due_at=NOON, remind_at=None)


@cache
def situations() -> dict[str, tuple[Gig, ...]]:
    """What the page calls a state, with “(…)” where it tells two apart -> gigs that stand so."""
    words = {GigState(code(row[0])[0]): row[1].partition(";")[0] for row in rows(STATES)}
    found: dict[str, tuple[Gig, ...]] = {word: (a_gig(state),) for state, word in words.items()}
    found |= _offers_out() | _at_work()
    del found[words[GigState.HIRING]], found[words[GigState.ACTIVE]]
    return found


def _offers_out() -> dict[str, tuple[Gig, ...]]:
    offered, declined = a_contract(ContractState.OFFERED), a_contract(ContractState.DECLINED)
    by_hand = a_choice().model_copy(update={"reference": "FC-AAAAAAAAAA"})
    return {
        NOBODY_HAS_ANSWERED: (
            a_gig(GigState.HIRING, contract=offered),
            a_gig(GigState.HIRING, choice=by_hand),
        ),
        "Offer sent (otherwise)": (
            a_gig(GigState.HIRING),
            a_gig(GigState.HIRING, contract=declined),
            a_gig(GigState.HIRING, contract=offered, withdrawing_offer=True),
        ),
    }


def _at_work() -> dict[str, tuple[Gig, ...]]:
    at_work = a_gig(GigState.ACTIVE)
    more = Extension(amount=usd(300), reason="Two more slides.")
    asked = ask_for_extension(at_work, more, a_route(a_step(MARK)), asking())
    two_steps = ask_for_extension(at_work, more, a_route(a_step(FAYE), a_step(MARK)), asking())
    partly = decide(two_steps, FAYE.key, Decision.APPROVED, reason="", asking=asking())
    return {NO_MORE_MONEY: (at_work,), MORE_MONEY: (asked,), PARTLY_DECIDED: (partly,)}


def cast(column: str, gig: Gig) -> list[tuple[Person, Gig]]:
    """Somebody who has the role of this column, and the gig with them in it: each way there is, or none."""
    if column == MANAGER:
        return [(BORIS, gig.model_copy(update={"requester": managed_by(BORIS)}))]
    if column == FORMER:
        return [(BORIS, gig.model_copy(update={"former_owners": (BORIS,)}))]
    gig = gig.model_copy(update={"requester": managed_by(None)})
    if column == ASKED_NOW:
        return [(MARK, gig)] if gig.approval_of(MARK.key) else []
    if column == ASKED_BEFORE:
        asked = gig.approvals or a_gig(GigState.IN_APPROVAL).approvals
        others = tuple(one.model_copy(update={"approver": FAYE}) for one in asked)
        answer = {"decision": Decision.APPROVED, "decided_at": NOON}
        answered = tuple(one.model_copy(update=answer) for one in asked)
        replaced = tuple(one.model_copy(update={"instead_of": MARK}) for one in others)
        return [(MARK, gig.model_copy(update={"approvals": each})) for each in (answered + others, replaced)]
    if column == ADVISER:
        return [(CARLA, gig.model_copy(update={"advice": (ADVICE,)}))]
    if column == REVIEWER:
        return [(RAVI, gig.model_copy(update={"review": REVIEW}))]
    return [({REQUESTER: RITA, LEAD: PAT}.get(column, SAM), gig)]


def managed_by(manager: Person | None) -> Person:
    """Rita, with another manager than the approver."""
    return RITA.model_copy(update={"manager": manager and manager.key})


@cache
def written() -> dict[str, dict[Verb, frozenset[str]]]:
    """column -> verb -> the situations in which the page says that they may; a verb stands in a table once."""
    found: dict[str, dict[Verb, frozenset[str]]] = {}
    for table in re.findall(r"^\| What \|.*?(?=\n\n|\Z)", PAGE.read_text(), flags=re.MULTILINE | re.DOTALL):
        heading, _ruler, *lines = (
            [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()
        )
        for what, *cells in lines:
            (name,) = code(what)
            for column, cell in zip(heading[1:], cells, strict=True):
                of_column = found.setdefault(column, {})
                assert Verb(name) not in of_column, f"{name} stands twice under {column}"
                of_column[Verb(name)] = _meant(cell)
    return found


def _meant(cell: str) -> frozenset[str]:
    if cell == "never":
        return frozenset()
    every = frozenset(situations())
    if cell == "always":
        return every
    if cell.startswith("always, except "):
        return every - _meant(cell.removeprefix("always, except "))
    return frozenset().union(*map(_called, cell.split(", ")))


def _called(words: str) -> frozenset[str]:
    """The situations of a state, or the one that is named with its “(…)”."""
    found = frozenset(each for each in situations() if each == words or each.startswith(f"{words} ("))
    assert found, f"{PAGE.name}: nothing is called “{words}” in {STATES.name}"
    return found
