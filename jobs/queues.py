"""The queues: what may run side by side, and how soon after it was enqueued a job is picked up."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from gigs.marketplaces import MARKETPLACES
from ports.jobs import Job


@dataclass(frozen=True)
class Queue:
    """At most `at_once` jobs per process, 0 for none; at most `per_second` started over all processes.

    Every `poll` seconds a process looks for what others have enqueued.
    """

    name: str
    at_once: int
    poll: float
    per_second: int | None = None


def subqueue(queue: str, part: str) -> str:
    """The queue of one part of the work: its jobs take none of the places of another's."""
    return f"{queue}:{part}" if part else queue


QUEUES: Sequence[Queue] = (
    # For what an earlier release enqueued, which doesn't say to which marketplace it goes.
    Queue("market", at_once=10, poll=0.5),
    *(Queue(subqueue("market", name), at_once=10, poll=0.5) for name in MARKETPLACES),
    # Half of what Teams allows a bot in one tenant (reliability.md F11).
    Queue("notify", at_once=20, poll=0.5, per_second=25),
)


def queue_of(job: Job, names: Container[str]) -> str:
    """That of its part, or the common one where there is none of this name: nothing waits where nobody looks."""
    own = subqueue(job.queue, job.part)
    return own if own in names else job.queue
