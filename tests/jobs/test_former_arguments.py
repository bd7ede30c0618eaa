"""Work that the release before enqueued is still on a queue at the first start of this one, in its spelling of then."""

from gigs.proposal import ProposalStatus
from use_cases.hiring.judge_proposal import PassOnVerdict


def test_a_verdict_under_the_former_name_of_its_field_is_still_passed_on():
    written = {
        "tenant": "t",
        "gig": 12,
        "market": "sandbox",
        "listing": "L7",
        "proposal": "P9",
        "standing": "declined",
        "reason": "Too dear.",
    }
    job = PassOnVerdict.model_validate(written)
    assert job.status is ProposalStatus.DECLINED
    assert job.key == "verdict:t:12:P9:declined"
