import pytest

from jobs.retries import Backoff
from ports.jobs import TryLater


@pytest.mark.parametrize("failures, seconds", [(1, 15), (2, 60), (3, 240), (4, 900), (9, 900)])
def test_waits_grow_up_to_a_quarter_of_an_hour(failures, seconds):
    assert Backoff().delay(TryLater("down"), failures, lambda: 1.0) == seconds


def test_waits_are_jittered_over_their_whole_length():
    assert Backoff().delay(TryLater("down"), 2, lambda: 0.25) == 15


def test_what_the_other_side_asks_for_is_obeyed_up_to_the_cap():
    waits = [Backoff().delay(TryLater("429", after), 1, lambda: 1.0) for after in (7, 3600)]
    assert waits == [7, 900]


def test_a_planned_wait_has_no_cap():
    later = TryLater("quarantine", 3600, counts=False)
    assert Backoff().delay(later, 0, lambda: 1.0) == 3600


def test_the_fifth_failure_is_the_last():
    assert [Backoff().gives_up(times) for times in (4, 5)] == [False, True]
