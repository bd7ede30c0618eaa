"""One connection to PostgreSQL as libpq has it: a statement is sent, its result awaited, and nothing else is done about it."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple

import psycopg
from psycopg import pq
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result

Raw = psycopg.AsyncConnection[tuple[Any, ...]]
Row = tuple[Any, ...]
Types = tuple[int, ...]

STATEMENTS_KEPT = 512
"""As many statements stay planned on each connection."""

CALM_DOWN = 5.0
"""Seconds that the server gets to end a statement nobody waits for any more; then the connection is closed."""

_GOOD = frozenset({pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK, pq.ExecStatus.EMPTY_QUERY})


class Answer(NamedTuple):
    """What a statement came back with. `names` says those of its columns; None where it returns no rows."""

    rows: list[Row]
    rowcount: int
    names: Callable[[], list[str]] | None = None


class Wire:
    """A connection of psycopg's, which makes and ends it, and turns values into PostgreSQL's and back.

    Waiting is ours: psycopg sets up its cursor and its waiting anew for each statement, which is a third or more of
    what the statement costs. One at a time; psycopg itself must not be asked for anything meanwhile.
    """

    def __init__(self, raw: Raw) -> None:
        self._raw = raw
        self._pg = raw.pgconn
        self._values = Transformer(raw)
        self._planned: OrderedDict[tuple[str, Types], bytes] = OrderedDict()
        self._made = 0
        self._waiting: asyncio.Future[None] | None = None
        self._socket = self._pg.socket
        self._is_watched = False

    @property
    def closed(self) -> bool:
        """True when it is of no use any more."""
        return self._raw.closed

    def watch(self) -> None:
        """From here to `leave` the event loop tells us when the server has said something."""
        asyncio.get_running_loop().add_reader(self._socket, self._wake)
        self._is_watched = True

    def leave(self) -> None:
        """The server may say what it likes."""
        if self._is_watched:
            self._is_watched = False
            asyncio.get_running_loop().remove_reader(self._socket)

    async def close(self) -> None:
        """At once."""
        self.leave()
        await self._raw.close()

    async def say(self, command: bytes) -> None:
        """A statement without values and without rows. Raises psycopg.Error."""
        try:
            self._pg.send_query(command)
            await self._result()
        except BaseException:
            await self._calm_down()
            raise

    async def ask(self, statement: str, values: Sequence[Any]) -> Answer:
        """One statement, with $1, $2 for its values. Raises psycopg.Error."""
        try:
            dumped, types = self._dumped(values)
            name = await self._plan(statement, types)
            self._pg.send_query_prepared(name, dumped, self._values.formats)
            result = await self._result()
        except BaseException:
            await self._calm_down()
            raise
        if not result.nfields:
            return Answer([], result.command_tuples or 0)
        self._values.set_pgresult(result)
        rows = self._values.load_rows(0, result.ntuples, tuple)
        return Answer(rows, result.ntuples, partial(_names, result))

    async def ask_each(self, statement: str, each: Iterable[Sequence[Any]]) -> int:
        """One statement for each of these rows of values, all sent before the first answer; how many rows were written.

        Raises psycopg.Error.
        """
        sent = [(*self._dumped(values), self._values.formats) for values in each]
        try:
            names = [await self._plan(statement, types) for _, types, _ in sent]
            self._pg.enter_pipeline_mode()
            for name, (dumped, _, formats) in zip(names, sent, strict=True):
                self._pg.send_query_prepared(name, dumped, formats)
            self._pg.pipeline_sync()
            return await self._results(len(sent))
        except BaseException:
            await self._calm_down()
            raise

    def _dumped(self, values: Sequence[Any]) -> tuple[Sequence[Any], Types]:
        dumped = self._values.dump_sequence(values, [PyFormat.AUTO] * len(values))
        return dumped, self._values.types or ()

    async def _plan(self, statement: str, types: Types) -> bytes:
        """The name under which the server knows it. What has not been used for longest is let go."""
        known = self._planned.get((statement, types))
        if known is not None:
            self._planned.move_to_end((statement, types))
            return known
        if len(self._planned) >= STATEMENTS_KEPT:
            _, oldest = self._planned.popitem(last=False)
            self._pg.send_query(b"DEALLOCATE " + oldest)
            await self._result()
        self._made += 1
        name = b"fc_%d" % self._made
        self._pg.send_prepare(name, statement.encode(), types)
        await self._result()
        self._planned[statement, types] = name
        return name

    async def _result(self) -> pq.abc.PGresult:
        """Of the one command that was sent. Raises psycopg.Error."""
        await self._sent()
        result = await self._next()
        if result is None:
            raise psycopg.OperationalError("the server said nothing")
        last: pq.abc.PGresult | None = result
        while last is not None and not self._raw.closed:
            last = await self._next()
        if result.status not in _GOOD:
            raise self._refusal(result)
        return result

    async def _results(self, commands: int) -> int:
        """Of so many in a pipeline: what they have written. What was sent after a refused one was not carried out."""
        await self._sent()
        written, refused = 0, None
        for _ in range(commands):
            result = await self._next()
            if result is None:
                raise psycopg.OperationalError("the server said nothing")
            written += result.command_tuples or 0
            if result.status not in _GOOD and refused is None:
                refused = self._refusal(result)
            await self._next()
        await self._next()
        self._pg.exit_pipeline_mode()
        if refused is not None:
            raise refused
        return written

    def _refusal(self, result: pq.abc.PGresult) -> psycopg.Error:
        if self._raw.closed:
            return psycopg.OperationalError(result.get_error_message())
        return error_from_result(result)

    async def _sent(self) -> None:
        """All is on its way. What the server says meanwhile is taken in: it would not listen otherwise."""
        while self._pg.flush():
            loop = asyncio.get_running_loop()
            loop.add_writer(self._socket, self._wake)
            try:
                await self._woken()
            finally:
                loop.remove_writer(self._socket)
            self._pg.consume_input()

    async def _next(self) -> pq.abc.PGresult | None:
        while self._pg.is_busy():
            await self._woken()
            self._pg.consume_input()
        return self._pg.get_result()

    async def _woken(self) -> None:
        self._waiting = asyncio.get_running_loop().create_future()
        try:
            await self._waiting
        finally:
            self._waiting = None

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    async def _calm_down(self) -> None:
        """After a failure: whatever still runs is ended. A connection that cannot be calmed is closed."""
        if self._raw.closed:
            self.leave()  # before its number is another socket's
            return
        if self._is_busy():
            try:
                async with asyncio.timeout(CALM_DOWN):
                    await self._raw.cancel_safe(timeout=CALM_DOWN)
                    await self._sent()
                    while await self._next() is not None:
                        pass
            except BaseException:  # noqa: BLE001 - the failure that led here is the one to be told of
                self._break()
        if self._is_busy():
            self._break()

    def _is_busy(self) -> bool:
        return self._pg.transaction_status == pq.TransactionStatus.ACTIVE or bool(self._pg.pipeline_status)

    def _break(self) -> None:
        self.leave()
        self._pg.finish()


def _names(result: pq.abc.PGresult) -> list[str]:
    return [(result.fname(at) or b"").decode() for at in range(result.nfields)]


async def connect(url: str, patience_ms: int) -> Wire:
    """A connection on which a statement, or a wait for a lock, may take `patience_ms`. `url` is as in settings."""
    raw = await psycopg.AsyncConnection.connect(
        url,
        autocommit=True,
        connect_timeout=max(1, patience_ms // 1000),
        application_name="freelance-connector",
        options=f"-c statement_timeout={patience_ms} -c lock_timeout={patience_ms}",
    )
    return Wire(raw)
