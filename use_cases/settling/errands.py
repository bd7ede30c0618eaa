"""(job) Every operation is carried out in the same way; what differs is its errand, by the job that was promised."""

from collections.abc import Mapping
from typing import Any

from ports.operations import Operation, OperationKind
from use_cases.delivering.accept_deliverable import RELEASING, ReleaseMilestone
from use_cases.delivering.fund_milestone import FUNDING, FundMilestone
from use_cases.hiring.message_freelancer import MESSAGING, MessageFreelancer
from use_cases.listing.post_gig import POSTING, PostGig
from use_cases.offering.make_offer import OFFERING, MakeOffer
from use_cases.operations.carry_out import Errand, carry_out, hand_over
from use_cases.operations.promise_operation import OperationJob
from use_cases.outside import Outside

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
