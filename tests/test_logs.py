import io
import json
import logging

import pytest
import structlog

from config.logs import set_up_logging

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
@pytest.mark.parametrize("name", ["bot.turn.endpoint", "dbos", "aiohttp.server", "asyncio", "unheard.of"])
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
    log("dbos").error(f"could not run {canary}")
    (line,) = lines()
    assert line["event"] == "…"
    assert line["logger"] == "dbos"


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
    "name", ["msrest.http_logger", "urllib3.connectionpool", "msal.authority", "dbos", "botbuilder"]
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
