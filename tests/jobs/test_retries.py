import pytest

from jobs.enqueueing import Attempt
from jobs.retries import Backoff
from ports.jobs import TryLater

FIRST = Attempt(job_id="post:12:1")


def failed(times):
    attempt = FIRST
    for _ in range(times):
        attempt = attempt.next(counts=True)
    return attempt


def test_the_first_try_carries_the_promises_own_id_and_every_other_one_its_number():
    assert [FIRST.id, failed(1).id, failed(2).id] == ["post:12:1", "post:12:1~2", "post:12:1~3"]


def test_a_planned_wait_is_a_new_try_but_no_failure():
    attempt = FIRST.next(counts=False)
    assert (attempt.id, attempt.failures) == ("post:12:1~2", 0)


@pytest.mark.parametrize("failures, seconds", [(1, 15), (2, 60), (3, 240), (4, 900), (9, 900)])
def test_waits_grow_up_to_a_quarter_of_an_hour(failures, seconds):
    assert Backoff().delay(TryLater("down"), failed(failures), lambda: 1.0) == seconds


def test_waits_are_jittered_over_their_whole_length():
    assert Backoff().delay(TryLater("down"), failed(2), lambda: 0.25) == 15


def test_what_the_other_side_asks_for_is_obeyed_up_to_the_cap():
    waits = [Backoff().delay(TryLater("429", after), failed(1), lambda: 1.0) for after in (7, 3600)]
    assert waits == [7, 900]


def test_a_planned_wait_has_no_cap():
    later = TryLater("quarantine", 3600, counts=False)
    assert Backoff().delay(later, FIRST.next(counts=False), lambda: 1.0) == 3600


def test_the_fifth_failure_is_the_last():
    assert [Backoff().gives_up(failed(times)) for times in (4, 5)] == [False, True]
