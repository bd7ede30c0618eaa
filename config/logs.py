"""The log: one line per thing that happened, with the fields listed here and nothing else.

Texts, names and tokens cannot get in, whoever logs. An event is the constant part of a message, values are numbers or
short words without spaces, people are keyed marks, and of an exception there is its type and where it came from.
"""

import hashlib
import hmac
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TextIO

import structlog
from structlog.typing import Processor

from config.formats import ROOT

FIELDS = frozenset(
    {
        "attempt",
        "bytes",
        "code",
        "command",
        "count",
        "delay",
        "error",
        "executor",
        "gig",
        "group",
        "job",
        "jobs",
        "kind",
        "marketplace",
        "mode",
        "ms",
        "number",
        "operation",
        "port",
        "job_id",
        "provider",
        "queue",
        "reason",
        "ref",
        "reference",
        "revision",
        "scope",
        "seconds",
        "state",
        "status",
        "tenant",
        "tries",
        "verb",
        "version",
        "work",
    }
)
"""Fields that are written. `person` is written too, as a mark; any other is left out and named in `left_out`."""


def our_loggers(root: Path) -> frozenset[str]:
    """First parts of the names of our own loggers: every module and every folder with modules in the checkout."""
    modules = {module.stem for module in root.glob("*.py")}
    folders = {module.parent.name for module in root.glob("[!.]*/*.py")}
    return frozenset(modules | folders | {"__main__"})


OURS = our_loggers(ROOT)
"""Our own loggers: lint keeps values out of the constant part of their messages (G004), so that part is written."""

QUIET = (
    "aiohttp.access",
    "alembic",
    "azure",
    "botbuilder",
    "botframework",
    "msal",
    "msrest",
    "requests",
    "urllib3",
)
"""Libraries that put headers, addresses or whole activities into DEBUG and INFO, or have nothing to say there."""

HIDDEN = "…"
GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
WORD = re.compile(r"(?!ey[JI])[\w.:+-]{1,60}")
RECORD_FIELDS = frozenset(vars(logging.makeLogRecord({}))) | {"asctime", "message", "taskName"}


def set_up_logging(
    *,
    level: Literal["debug", "info", "warning", "error"],
    form: Literal["json", "console"],
    person_key: bytes,
    stream: TextIO | None = None,
) -> None:
    """Sends the standard library's logging and structlog to `stream` (standard error), in one form.

    `person_key` turns people's ids into marks: equal for one person under one key, meaningless to anybody else.
    """
    out = stream or sys.stderr
    handler = logging.StreamHandler(out)
    handler.addFilter(_is_wanted)
    handler.setFormatter(_Line(person_key, _renderer(form, colours=out.isatty())))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    logging.raiseExceptions = False  # what it prints about a malformed message has the values in it
    structlog.configure(
        processors=[structlog.stdlib.render_to_log_kwargs],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def _renderer(form: str, *, colours: bool) -> Processor:
    if form == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=colours, pad_event_to=0, sort_keys=False)


def _is_wanted(record: logging.LogRecord) -> bool:
    """Holds even when a library gives its loggers a level of their own later."""
    return record.levelno >= logging.WARNING or not any(_under(record.name, name) for name in QUIET)


def _under(logger: str, name: str) -> bool:
    return logger == name or logger.startswith(f"{name}.")


class _Line(logging.Formatter):
    """Makes the line from the record: only what may be seen, in an order that reads well."""

    def __init__(self, person_key: bytes, render: Processor) -> None:
        super().__init__()
        self._key = person_key
        self._render = render

    def format(self, record: logging.LogRecord) -> str:
        return str(self._render(None, record.levelname, self._seen(record)))

    def _seen(self, record: logging.LogRecord) -> dict[str, Any]:
        said = {key: value for key, value in vars(record).items() if key not in RECORD_FIELDS}
        line: dict[str, Any] = {
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": self._words(record),
            "logger": record.name,
        }
        line |= {key: self._word(value) for key, value in said.items() if key in FIELDS}
        if "person" in said:
            line["person"] = self._mark(said.pop("person"))
        if left_out := sorted(said.keys() - FIELDS):
            line["left_out"] = left_out
        return line | _failure(record.exc_info)

    def _words(self, record: logging.LogRecord) -> str:
        """The message with its values made safe. Without values only ours: a library may have put them in itself."""
        ours = record.name.split(".")[0] in OURS
        if not record.args:
            return str(record.msg) if ours else HIDDEN
        values = record.args if isinstance(record.args, tuple) else (record.args,)
        if not ours:
            values = tuple(value if isinstance(value, int | float) else HIDDEN for value in values)
        try:
            return str(record.msg) % tuple(self._word(value) for value in values)
        except (TypeError, ValueError):
            return str(record.msg)

    def _word(self, value: object) -> Any:
        """Numbers and short words as they are, ids as marks, an exception as its type; everything else is hidden."""
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, BaseException):
            return type(value).__name__
        if isinstance(value, str) and GUID.search(value):
            return self._mark(value)
        return value if isinstance(value, str) and WORD.fullmatch(value) else HIDDEN

    def _mark(self, person: object) -> str:
        return hmac.new(self._key, str(person).lower().encode(), hashlib.sha256).hexdigest()[:12]


def _failure(error: tuple[Any, ...] | None) -> dict[str, Any]:
    """Types and places of the exception and its causes, outermost first; no message, which may quote anything."""
    raised = error[1] if error else None
    if raised is None:
        return {}
    kinds: list[str] = []
    places: list[list[str]] = []
    seen: set[int] = set()
    while raised is not None and id(raised) not in seen:
        seen.add(id(raised))
        kinds.append(type(raised).__name__)
        frames = traceback.extract_tb(raised.__traceback__)
        places.append([f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames])
        raised = raised.__cause__ or (None if raised.__suppress_context__ else raised.__context__)
    return {"error": " from ".join(kinds), "trace": places}
