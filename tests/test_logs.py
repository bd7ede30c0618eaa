import ast
import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from config.formats import ROOT
from config.logs import FIELDS, QUIET, WORD, our_loggers, set_up_logging

OUR_FILES = sorted(
    path
    for path in ROOT.rglob("*.py")
    if path.relative_to(ROOT).parts[0] not in ("tests", "bench", "var")
    and not any(part.startswith(".") or part == "node_modules" for part in path.relative_to(ROOT).parts)
)
METHODS = ("debug", "info", "warning", "error", "exception", "critical", "log")

TEXT = "Please design our logo, says Ann"
TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJib3QifQ.c2lnbmF0dXJl"
RITA = "1f0c8b52-7a4e-4d19-8c3b-2e5a9d6f1001"
CANARIES = [
    TEXT,
    TOKEN,
    RITA,
    "ann@contoso.example",
    "https://smba.trafficmanager.net/de/v3/conversations/a:1",
]


@pytest.fixture(autouse=True)
def _logging_as_it_was():
    root = logging.getLogger()
    before = root.handlers[:], root.level, logging.raiseExceptions
    yield
    root.handlers[:], level, logging.raiseExceptions = before
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def lines():
    """What was logged since set-up, read back from JSON."""
    stream = io.StringIO()
    set_up_logging(level="debug", form="json", person_key=b"key", stream=stream)
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


def log(name: str = "bot.turn.endpoint") -> logging.Logger:
    return logging.getLogger(name)


@pytest.mark.parametrize("canary", CANARIES)
@pytest.mark.parametrize("form", ["json", "console"])
@pytest.mark.parametrize("name", ["bot.turn.endpoint", "alembic", "aiohttp.server", "asyncio", "unheard.of"])
def test_no_canary_gets_out(canary, form, name):
    stream = io.StringIO()
    set_up_logging(level="debug", form=form, person_key=b"key", stream=stream)
    try:
        try:
            raise ValueError(canary)
        except ValueError as error:
            raise RuntimeError(f"again: {canary}") from error
    except RuntimeError as error:
        log(name).exception("failed")
        log(name).error("failed: %s", error, exc_info=error)
        structlog.get_logger(name).exception("failed")
    log(name).warning("turn %s of %d", canary, 3)
    log(name).warning("turn %d", canary)
    log(name).warning("turn %s", [canary])
    log(name).warning("turn %(who)s", {"who": canary})
    log(name).warning(
        "turn", extra={"title": canary, "reason": canary, "person": canary, "gig": {"text": canary}}
    )
    structlog.get_logger(name).warning("turn", title=canary, reason=canary, person=canary, gig=[canary])
    assert stream.getvalue().count("turn") >= (5 if name == "bot.turn.endpoint" else 3)
    assert canary not in stream.getvalue()


@pytest.mark.parametrize("canary", CANARIES)
def test_a_library_that_writes_values_into_its_words_is_not_heard(lines, canary):
    log("alembic").error(f"could not run {canary}")
    (line,) = lines()
    assert line["event"] == "…"
    assert line["logger"] == "alembic"


def test_what_may_be_seen_is_seen(lines):
    log("jobs.engine").info("job later", extra={"job": "post_gig", "gig": 12, "tries": 3, "delay": 1.5})
    (line,) = lines()
    assert line | {"timestamp": ""} == {
        "timestamp": "",
        "level": "info",
        "event": "job later",
        "logger": "jobs.engine",
        "job": "post_gig",
        "gig": 12,
        "tries": 3,
        "delay": 1.5,
    }


def test_short_words_in_a_message_are_kept_and_texts_hidden(lines):
    log().error("turn failed: %s %s, reference %s", "message", TEXT, "7F3A")
    assert lines()[0]["event"] == "turn failed: message …, reference 7F3A"


def test_a_field_that_is_not_on_the_list_is_named_without_its_value(lines):
    log().info("gig posted", extra={"gig": 12, "title": "Logo"})
    assert lines()[0]["left_out"] == ["title"]
    assert "Logo" not in str(lines())


def test_a_person_has_one_mark_under_one_key_and_another_under_another(lines):
    log().info("a", extra={"person": RITA})
    log().info("b", extra={"person": RITA.upper()})
    log().info("c", extra={"person": "somebody else"})
    stream = io.StringIO()
    set_up_logging(level="debug", form="json", person_key=b"another", stream=stream)
    log().info("d", extra={"person": RITA})
    first, again, other = (line["person"] for line in lines())
    assert first == again
    assert len({first, other, json.loads(stream.getvalue())["person"]}) == 3


def test_of_an_exception_there_is_its_type_and_its_place(lines):
    try:
        int(TEXT)
    except ValueError:
        log().exception("failed")
    (line,) = lines()
    assert line["error"] == "ValueError"
    assert "test_logs.py" in line["trace"][0][0]
    assert "test_of_an_exception" in line["trace"][0][0]


@pytest.mark.parametrize(
    "name", ["msrest.http_logger", "urllib3.connectionpool", "msal.authority", "alembic", "botbuilder"]
)
def test_the_chatter_of_libraries_stays_off_even_if_they_turn_it_on(lines, name):
    logger = log(name)
    before = logger.level
    logger.setLevel(logging.DEBUG)
    try:
        logger.debug("Authorization: %s", 7)
        logger.info("Authorization: %s", 7)
        logger.warning("heard: %d", 7)
    finally:
        logger.setLevel(before)
    assert [line["event"] for line in lines()] == ["heard: 7"]


def test_the_level_is_kept():
    stream = io.StringIO()
    set_up_logging(level="warning", form="json", person_key=b"key", stream=stream)
    log().info("not heard")
    log().warning("heard")
    assert [json.loads(line)["event"] for line in stream.getvalue().splitlines()] == ["heard"]


def test_a_start_says_nothing_about_a_schema_that_is_as_it_should_be(lines):
    log("alembic.runtime.migration").info("Context impl %s.", "SQLiteImpl")
    assert lines() == []


def test_a_new_module_or_folder_is_heard_without_being_listed(tmp_path):
    for module in (
        "wiring.py",
        "ports/clock.py",
        "marketplace/upwork/wire.py",
        "docs/page.md",
        ".venv/site.py",
    ):
        (tmp_path / module).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / module).touch()
    (tmp_path / "marketplace" / "__init__.py").touch()
    assert our_loggers(tmp_path) == {"__main__", "wiring", "ports", "marketplace"}


def test_every_module_of_ours_is_heard_in_its_own_words(lines):
    names = {name for path in OUR_FILES for name in loggers_in(path)}
    assert len(names) > 20
    for name in sorted(names):
        log(name).error("our own words")
    assert [line["logger"] for line in lines() if line["event"] != "our own words"] == []


def test_every_field_that_we_write_is_on_the_list():
    used = {
        f"{key} ({module_of(path)})": key
        for path in OUR_FILES
        for call, function in log_calls(path)
        for key in extra_keys(call, function)
    }
    assert {"job", "work", "person"} <= set(used.values())
    assert [place for place, key in used.items() if key not in FIELDS | {"person"}] == []


def test_names_of_periodic_work_and_reasons_are_words_that_the_log_shows():
    """A text with a space in it is hidden, whoever wrote it."""
    texts = {
        text.value
        for path in OUR_FILES
        for call in calls_in(path)
        for text in shown_texts(call)
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
    }
    assert "sweep" in texts
    assert sorted(text for text in texts if not WORD.fullmatch(text)) == []


# ------------------------------------------------------------------------------------- what our own modules log


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def calls_in(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]


def named(call: ast.Call) -> str:
    """The last part of what is called: `error` of `log.error(...)`."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def loggers_in(path: Path) -> Iterator[str]:
    """Names of the loggers that a module makes. One of a library, to quieten it, is not ours."""
    for call in calls_in(path):
        if named(call) in ("getLogger", "get_logger") and call.args:
            (name,) = call.args
            if isinstance(name, ast.Name) and name.id == "__name__":
                yield module_of(path)
                continue
            assert isinstance(name, ast.Constant), f"{path}:{call.lineno}: whose logger is this?"
            if name.value not in QUIET:
                yield str(name.value)


def log_calls(path: Path) -> Iterator[tuple[ast.Call, ast.AST]]:
    """Calls that hand fields to a logger, each with the function in which it stands."""
    tree = ast.parse(path.read_text())
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and named(call) in METHODS and extra_of(call):
                    yield call, function


def extra_of(call: ast.Call) -> ast.expr | None:
    return next((word.value for word in call.keywords if word.arg == "extra"), None)


def extra_keys(call: ast.Call, function: ast.AST) -> set[str]:
    def keys(node: ast.AST | None) -> set[str]:
        if isinstance(node, ast.Name):
            values = [
                assigned.value
                for assigned in ast.walk(function)
                if isinstance(assigned, ast.Assign)
                and any(isinstance(target, ast.Name) and target.id == node.id for target in assigned.targets)
            ]
            assert values, f"line {node.lineno}: where does `{node.id}` get its fields?"
            return set().union(*map(keys, values))
        if isinstance(node, ast.IfExp):
            return keys(node.body) | keys(node.orelse)
        assert isinstance(node, ast.Dict), f"line {getattr(node, 'lineno', 0)}: write the fields as a dict"
        found: set[str] = set()
        for key, value in zip(node.keys, node.values, strict=True):
            assert key is None or isinstance(key, ast.Constant), f"line {node.lineno}: write the field's name"
            found |= keys(value) if key is None else {str(key.value)}
        return found

    return keys(extra_of(call))


def shown_texts(call: ast.Call) -> list[ast.expr]:
    """What ends up in `work` and `reason`: the name given to a ticker, the reason of an end, a value in a field."""
    if named(call) == "every" and len(call.args) == 3:
        return [call.args[2]]
    if named(call) == "_end":
        return call.args[:1]
    fields = extra_of(call) if named(call) in METHODS else None
    return fields.values if isinstance(fields, ast.Dict) else []
