"""Who may do what with a freelancer: the table in docs/permissions.md, tried with everybody."""

import pytest

from gigs.errors import NotAllowed, OutOfOrder
from gigs.gig import GigState
from gigs.summary import Audience, Sharing, summary_of
from tests.support.builders import RITA, a_gig, a_person
from tests.support.cases import every_case
from tests.use_cases.permissions import PAGE
from tests.use_cases.world import PAT, SAM
from use_cases.permissions.authorize_talent import TalentVerb, authorize_talent

STRANGER = a_person("Stan Stranger", tenant="fabrikam", roles=frozenset({"programme_lead"}))
COLUMNS = (
    (TalentVerb.SEE, TalentVerb.READ_AGAIN),
    (TalentVerb.ASK_FOR_MARK,),
    (TalentVerb.MARK,),
    (TalentVerb.LIFT,),
    (TalentVerb.FORGET,),
)
MAY_READ = Sharing(audience=Audience.EVERYBODY)


def summaries(sharing):
    return [summary_of(a_gig(GigState.CLOSED), sharing)]


def may(person, verb, sharing):
    try:
        authorize_talent(person, verb, summaries(sharing))
    except (NotAllowed, OutOfOrder):
        return False
    return True


def written():
    """person -> the verbs that the page gives to whoever may read a summary."""
    table = PAGE.read_text().split("## Freelancers you’ve worked with")[1].split("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ") and not line.startswith("| |")]
    found = {}
    for line in lines:
        who, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        found[who] = {verb for cell, verbs in zip(cells, COLUMNS, strict=True) for verb in verbs if cell}
    return found


def test_the_page_says_what_everybody_may():
    page = written()
    people = {"programme lead": PAT, "everybody else in the organisation": SAM}
    assert page.keys() == people.keys()
    with every_case() as case:
        for who, person in people.items():
            for verb in TalentVerb:
                with case(f"{who} {verb}"):
                    assert may(person, verb, MAY_READ) == (verb in page[who])


@pytest.mark.parametrize("person", [SAM, STRANGER])
def test_whoever_may_read_no_summary_may_do_nothing_and_learns_nothing(person):
    for verb in TalentVerb:
        with pytest.raises(OutOfOrder, match="I don’t know that freelancer"):
            authorize_talent(person, verb, summaries(Sharing()))
        with pytest.raises(OutOfOrder, match="I don’t know that freelancer"):
            authorize_talent(person, verb, [])


def test_of_a_withdrawn_summary_only_its_owner_knows():
    gone = Sharing(audience=Audience.EVERYBODY, withdrawn=True)
    assert may(RITA, TalentVerb.SEE, gone)
    assert not may(PAT, TalentVerb.SEE, gone)
