import pytest

SAID = pytest.StashKey[list[str]]()


@pytest.fixture
def report(request):
    """Says a sentence at the end of the run: how long a search took is worth seeing, and never a reason to fail."""
    return request.config.stash.setdefault(SAID, []).append


def pytest_terminal_summary(terminalreporter, config):
    for sentence in config.stash.get(SAID, []):
        terminalreporter.write_line(f"approvals: {sentence}")
