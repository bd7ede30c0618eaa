"""(job) Every operation is carried out in the same way; what differs is its handler, by the job that was enqueued."""

from collections.abc import Mapping
from typing import Any

from ports.operations import Operation, OperationKind
from use_cases.context import Context
from use_cases.delivering.accept_deliverable import RELEASING, ReleaseMilestone
from use_cases.delivering.fund_milestone import FUNDING, FundMilestone
from use_cases.hiring.message_freelancer import MESSAGING, MessageFreelancer
from use_cases.listing.post_gig import POSTING, PostGig
from use_cases.offering.make_offer import OFFERING, MakeOffer
from use_cases.operations.carry_out import carry_out
from use_cases.operations.enqueue_operation import OperationJob
from use_cases.operations.handler import OperationHandler
from use_cases.operations.leave_to_person import leave_to_person
from use_cases.talent.invite_again import INVITING, InviteFreelancer

OPERATION_HANDLERS: Mapping[type[OperationJob], OperationHandler[Any]] = {
    PostGig: POSTING,
    MakeOffer: OFFERING,
    ReleaseMilestone: RELEASING,
    FundMilestone: FUNDING,
    MessageFreelancer: MESSAGING,
    InviteFreelancer: INVITING,
}
_JOBS: Mapping[OperationKind, type[OperationJob]] = {job.kind: job for job in OPERATION_HANDLERS}


async def carry_out_operation(job: OperationJob, *, context: Context) -> None:
    """Raises TryLater while the outcome is unknown or the marketplace is busy."""
    await carry_out(context, OPERATION_HANDLERS[type(job)], job.tenant, job.operation)


async def operation_given_up(job: OperationJob, _reason: str, *, context: Context) -> None:
    """Asks the requester to look on the marketplace; their answer begins it anew."""
    await leave_to_person(context, job.tenant, job.operation)


def job_of(operation: Operation) -> OperationJob:
    """The job that carries this operation out."""
    kind = _JOBS[operation.kind]
    return kind(tenant=operation.tenant, operation=operation.key, market=operation.marketplace)
