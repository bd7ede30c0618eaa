"""Nothing else of the product opens a session or reads a body of its own."""

from config.formats import ROOT

NOT_OURS = {"tests", "bench", "stand_ins", ".venv", "var", "node_modules"}
AT_THIS_MACHINE = {"playground/launch.py", "playground/page/serve.py", "playground/page/wire.py"}
"""They knock at the product's own local door, and at the Playgrounds'."""
ITS_OWN = {
    "ClientSession": {"http_client/session.py", *AT_THIS_MACHINE},
    "ClientTimeout": {"http_client/session.py", *AT_THIS_MACHINE - {"playground/page/serve.py"}},
    "TCPConnector": {"http_client/session.py"},
    "iter_any": {"http_client/body.py"},
    "iter_chunked": set(),
    "parsedate_to_datetime": {"http_client/retry_after.py"},
    "import requests": {"entra/transport.py"},
}


def test_one_package_goes_out_and_reads_what_comes_back():
    files = {path.relative_to(ROOT): path.read_text() for path in ROOT.glob("**/*.py")}
    ours = {path.as_posix(): text for path, text in files.items() if not NOT_OURS & set(path.parts)}
    assert {
        word: found
        for word, allowed in ITS_OWN.items()
        if (found := {path for path, text in ours.items() if word in text}) != allowed
    } == {}
