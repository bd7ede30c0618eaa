import asyncio
import io
import pdb  # noqa: T100 (a debugger is what one test is about)
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


async def test_a_loop_at_a_breakpoint_is_left_to_whoever_looks_at_it():
    codes: list[int] = []
    watchdog = Watchdog(codes.append, patience=0.2)
    watchdog.start()

    class SlowTyping(io.StringIO):
        """Somebody who thinks for two seconds before they let it go on."""

        def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
            time.sleep(2)
            return "c\n"

    pdb.Pdb(stdin=SlowTyping(), stdout=io.StringIO(), nosigint=True, readrc=False).set_trace()
    assert codes == []
    watchdog.stop()


async def test_a_loop_that_goes_on_is_left_alone():
    codes: list[int] = []
    watchdog = Watchdog(codes.append, patience=5)
    watchdog.start()
    await asyncio.sleep(1)
    watchdog.stop()
    assert codes == []
