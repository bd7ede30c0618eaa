import pytest

SAID = "said at the end"


@pytest.fixture
def report(record_property):
    """Says a sentence at the end of the run: how long a search took is worth seeing, and never a reason to fail."""
    return lambda sentence: record_property(SAID, sentence)


def pytest_terminal_summary(terminalreporter):
    """From the reports of the tests, because each worker of pytest-xdist has its own process."""
    for outcome in ("passed", "failed"):
        for done in terminalreporter.getreports(outcome):
            for name, sentence in done.user_properties if done.when == "call" else ():
                if name == SAID:
                    terminalreporter.write_line(f"approvals: {sentence}")
