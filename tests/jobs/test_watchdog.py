import asyncio
import threading
import time

from jobs.watchdog import STALLED, Watchdog


async def test_a_loop_that_stands_still_ends_the_process(capfd):
    died = threading.Event()
    codes = []

    def die(code):
        codes.append(code)
        died.set()

    Watchdog(die, patience=0.2).start()
    await asyncio.sleep(0)
    time.sleep(2)  # noqa: ASYNC251 - this is the bug it looks for
    assert died.wait(10)
    assert codes == [STALLED]
    assert "test_watchdog" in capfd.readouterr().err


async def test_a_loop_that_goes_on_is_left_alone():
    codes: list[int] = []
    watchdog = Watchdog(codes.append, patience=5)
    watchdog.start()
    await asyncio.sleep(1)
    watchdog.stop()
    assert codes == []
