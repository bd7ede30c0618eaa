"""The circuit breaker opens, tries once, and closes; the pace counts calls over a day."""

import pytest

from marketplace.http.breaker import Breaker
from marketplace.http.pace import Limits, Pace, Uncounted
from ports.marketplace import MarketplaceUnavailable


class Ticks:
    """Seconds, moved by hand."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def ticks():
    return Ticks()


@pytest.fixture
def breaker(ticks):
    return Breaker("Upwork", failures=3, seconds=30, longest=100, now=ticks)


def trip(breaker: Breaker, times: int = 3) -> None:
    for _ in range(times):
        breaker.failed()


def test_a_few_failures_stop_nobody(breaker):
    trip(breaker, 2)

    breaker.check()


def test_after_several_in_a_row_nothing_is_sent_for_a_while(breaker, ticks):
    trip(breaker)
    ticks.at += 10

    with pytest.raises(MarketplaceUnavailable, match="Upwork has failed several times") as closed:
        breaker.check()

    assert closed.value.retry_after == 20


def test_an_answer_in_between_begins_the_count_anew(breaker):
    trip(breaker, 2)
    breaker.answered()
    trip(breaker, 2)

    breaker.check()


def test_when_the_pause_is_over_one_call_tries_and_the_others_wait(breaker, ticks):
    trip(breaker)
    ticks.at += 31

    breaker.check()

    with pytest.raises(MarketplaceUnavailable):
        breaker.check()


def test_a_trial_that_fails_doubles_the_pause_up_to_the_longest(breaker, ticks):
    trip(breaker)
    pauses = []
    for _ in range(3):
        ticks.at += 1000
        breaker.check()
        breaker.failed()
        with pytest.raises(MarketplaceUnavailable) as closed:
            breaker.check()
        pauses.append(closed.value.retry_after)

    assert pauses == [60, 100, 100]


def test_a_trial_that_is_answered_closes_it_again(breaker, ticks):
    trip(breaker)
    ticks.at += 31
    breaker.check()
    breaker.answered()

    breaker.check()
    breaker.check()


async def test_the_calls_of_a_day_are_counted_and_the_last_one_allowed_is_the_last():
    meter = Uncounted()
    pace = Pace(Limits(a_second=1000, at_once=1000, a_day=2), meter)

    await pace.wait("t", "upwork")
    await pace.wait("t", "upwork")
    with pytest.raises(MarketplaceUnavailable, match="2 times today"):
        await pace.wait("t", "upwork")

    assert meter.calls == 3


async def test_without_a_limit_a_day_calls_are_counted_all_the_same():
    meter = Uncounted()
    pace = Pace(Limits(a_second=1000, at_once=1000), meter)

    for _ in range(5):
        await pace.wait("t", "upwork")

    assert meter.calls == 5
