"""(job) Every operation is carried out in the same way; what differs is its errand, by the job that was promised."""

from collections.abc import Mapping
from typing import Any

from use_cases.accept_deliverable import RELEASING, ReleaseMilestone
from use_cases.carry_out import Errand, carry_out, hand_over
from use_cases.fund_milestone import FUNDING, FundMilestone
from use_cases.make_offer import OFFERING, MakeOffer
from use_cases.message_freelancer import MESSAGING, MessageFreelancer
from use_cases.operation import Operation, OperationKind
from use_cases.outside import Outside
from use_cases.post_gig import POSTING, PostGig
from use_cases.promise_operation import OperationJob

ERRANDS: Mapping[type[OperationJob], Errand[Any]] = {
    PostGig: POSTING,
    MakeOffer: OFFERING,
    ReleaseMilestone: RELEASING,
    FundMilestone: FUNDING,
    MessageFreelancer: MESSAGING,
}
_JOBS: Mapping[OperationKind, type[OperationJob]] = {job.kind: job for job in ERRANDS}


async def carry_out_operation(job: OperationJob, *, outside: Outside) -> None:
    """Raises TryLater while the outcome is unknown or the marketplace is busy."""
    await carry_out(outside, ERRANDS[type(job)], job.tenant, job.operation)


async def operation_given_up(job: OperationJob, _reason: str, *, outside: Outside) -> None:
    """Asks the requester to look on the marketplace; their answer begins it anew."""
    await hand_over(outside, job.tenant, job.operation)


def job_of(operation: Operation) -> OperationJob:
    """The job that carries this operation out."""
    return _JOBS[operation.kind](tenant=operation.tenant, operation=operation.key)
