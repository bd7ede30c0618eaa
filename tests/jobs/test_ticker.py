import asyncio

from jobs.ticker import Ticker


async def test_work_is_done_again_and_again_even_after_it_failed(caplog):
    rounds: list[int] = []
    enough = asyncio.Event()

    async def work():
        rounds.append(len(rounds))
        if len(rounds) >= 3:
            enough.set()
        raise RuntimeError("the outside is away")

    ticker = Ticker()
    ticker.every(0.001, work, "look outside")
    await asyncio.wait_for(enough.wait(), 10)
    await ticker.stop()
    assert "periodic work failed" in caplog.text


async def test_stopping_interrupts_work_that_is_going_on():
    started = asyncio.Event()

    async def work():
        started.set()
        await asyncio.sleep(3600)

    ticker = Ticker()
    ticker.every(1, work, "never ends")
    await started.wait()
    await asyncio.wait_for(ticker.stop(), 10)
