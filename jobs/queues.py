"""The queues: what may run side by side, and how soon after it was enqueued a job is picked up."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Queue:
    """At most `at_once` jobs per process, 0 for none; at most `per_second` started over all processes.

    Every `poll` seconds a process looks for what others have enqueued.
    """

    name: str
    at_once: int
    poll: float
    per_second: int | None = None


QUEUES: Sequence[Queue] = (
    Queue("market", at_once=10, poll=0.5),
    # Half of what Teams allows a bot in one tenant (reliability.md F11).
    Queue("notify", at_once=20, poll=0.5, per_second=25),
)
