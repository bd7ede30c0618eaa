"""Who may do what with a case study: as docs/permissions.md says it to people, and nothing else."""

import re

from cards.case_studies import _STATES as LABELS
from gigs.case_study import Answer, CaseState, CaseStudy, Concerned
from gigs.gig import GigState
from gigs.summary import Audience, Sharing, summary_of
from ports.case_storage import CaseOfGig
from tests.support.builders import MARK, RITA, TENANT, a_gig
from tests.support.cases import every_case
from tests.support.clock import NOON
from tests.support.pages import code
from tests.use_cases.permissions import PAGE
from tests.use_cases.world import PAT, SAM
from use_cases.permissions.authorize_case import CaseVerb, allowed_case

WHO = {
    "requester, co-owners": RITA,
    "whoever it names": MARK,
    "programme lead": PAT,
    "whoever may read the summary": SAM,
}


def written():
    """row -> verb -> the cell."""
    part = PAGE.read_text().partition("## A case study\n")[2].partition("\n## ")[0]
    lines = re.findall(r"^\| (.*) \|$", part, flags=re.MULTILINE)
    heading, *rows = ([cell.strip() for cell in line.split("|")] for line in ["x" + one for one in lines])
    verbs = [[CaseVerb(name) for name in code(cell)] for cell in heading]
    return {
        row[0].removeprefix("x"): {
            verb: cell for each, cell in zip(verbs[1:], row[1:], strict=True) for verb in each
        }
        for row in rows
    }


def says(cell, state):
    if cell in {"always", "those it names"}:
        return True
    return LABELS[state] in [one.strip() for one in cell.split(",")]


def test_everybody_may_do_what_the_page_says_and_nothing_else():
    page = written()
    assert set(page) == set(WHO)
    assert {verb for row in page.values() for verb in row} == set(CaseVerb)
    summary = summary_of(a_gig(GigState.CLOSED), Sharing(audience=Audience.EVERYBODY))
    people = tuple(Concerned(key=one.key, name=one.name, answer=Answer.ASKED) for one in (RITA, MARK))
    with every_case() as case:
        for state in CaseState:
            study = CaseStudy(
                tenant=TENANT, gig=summary.gig, author=RITA.key, state=state, people=people, changed_at=NOON
            )
            for name, person in WHO.items():
                with case(f"{name}, {state}"):
                    can = allowed_case(person, CaseOfGig(study=study, summary=summary))
                    told = {verb for verb, cell in page[name].items() if says(cell, state)}
                    if state is CaseState.WITHDRAWN:  # there is nothing to agree to, nor to withdraw
                        told -= {CaseVerb.ANSWER, CaseVerb.WITHDRAW}
                    assert can == told
