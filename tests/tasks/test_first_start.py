"""The first command on a machine whose Python came without pip, against an index on this machine."""

import hashlib
import io
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from base64 import b64encode
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from config.formats import ROOT
from tasks.bare_pip import PIN, NoPip, fetch_pip, read_pin
from tasks.pip_settings import PYPI, BadSettings, pip_settings

WHEEL = "pip-26.3-py3-none-any.whl"
FAKE_PIP = """
import sys, sysconfig, zipfile
if sys.argv[-1].endswith(".whl"):
    zipfile.ZipFile(sys.argv[-1]).extractall(sysconfig.get_path("purelib"))
"""
"""Installs itself, and nothing else."""
NO_ENSUREPIP = """
import runpy, sys
if "--without-pip" not in sys.argv:
    sys.exit("The virtual environment was not created successfully because ensurepip is not available.")
sys.path.remove({folder!r})
runpy.run_module("venv", run_name="__main__")
"""
"""venv as Debian's python3 has it without python3-venv."""


def a_wheel() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as wheel:
        wheel.writestr("pip/__init__.py", "")
        wheel.writestr("pip/__main__.py", FAKE_PIP)
    return content.getvalue()


CONTENT = a_wheel()


class Index(ThreadingHTTPServer):
    """A package index of one package; `asked` has the path and the password of each request."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.pages: dict[str, tuple[str, bytes]] = {f"/files/{WHEEL}": ("application/zip", CONTENT)}
        self.asked: list[tuple[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def html(self, href: str) -> None:
        page = f'<html><a href="other.whl">other</a><a href="{href}">{WHEEL}</a></html>'
        self.pages["/simple/pip/"] = ("text/html", page.encode())

    def json(self, body: str) -> None:
        self.pages["/simple/pip/"] = ("application/vnd.pypi.simple.v1+json", body.encode())


class _Answer(BaseHTTPRequestHandler):
    server: Index

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("Authorization", "")))
        kind, body = self.server.pages.get(self.path, ("", b""))
        self.send_response(200 if kind else 404)
        self.send_header("Content-Type", kind or "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        """Says nothing."""


@contextmanager
def serving():
    index = Index()
    thread = threading.Thread(target=index.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield index
    finally:
        index.shutdown()
        thread.join()
        index.server_close()


@pytest.fixture
def index():
    with serving() as server:
        server.html(f"../../files/{WHEEL}#sha256=0")
        yield server


@pytest.fixture
def pin(tmp_path) -> Path:
    path = tmp_path / "pip.txt"
    path.write_text(f"pip==26.3 --hash=sha256:{hashlib.sha256(CONTENT).hexdigest()}\n")
    return path


def configured(**variables: str):
    """pip's settings from these variables, and from no file."""
    return pip_settings({"PIP_CONFIG_FILE": os.devnull, **variables})


def fetched(tmp_path: Path, pin: Path, **variables: str) -> bytes:
    wheel = fetch_pip(tmp_path, configured(**variables), pin)
    assert wheel.name == WHEEL
    return wheel.read_bytes()


def test_one_version_of_pip_is_known_by_its_hash():
    assert read_pin(PIN)[0].split(".")[0].isdigit()


def test_the_wheel_is_found_on_a_page_of_links(index, pin, tmp_path):
    assert fetched(tmp_path, pin, PIP_INDEX_URL=f"{index.url}/simple/") == CONTENT


def test_the_wheel_is_found_on_a_page_in_json(index, pin, tmp_path):
    index.json(f'{{"files": [{{"url": "x.whl"}}, {{"url": "{index.url}/files/{WHEEL}"}}]}}')
    assert fetched(tmp_path, pin, PIP_INDEX_URL=f"{index.url}/simple") == CONTENT


@pytest.mark.parametrize("body", ["[]", "{}", '{"files": [1]}', "{", '"files"'])
def test_a_page_that_is_no_list_of_files_is_no_index(index, pin, tmp_path, body):
    index.json(body)
    with pytest.raises(NoPip):
        fetched(tmp_path, pin, PIP_INDEX_URL=f"{index.url}/simple")


def test_a_wheel_with_another_hash_is_not_taken(index, pin, tmp_path):
    index.pages[f"/files/{WHEEL}"] = ("application/zip", CONTENT + b" ")
    with pytest.raises(NoPip, match="sha256 is wrong"):
        fetched(tmp_path, pin, PIP_INDEX_URL=f"{index.url}/simple")
    assert not (tmp_path / WHEEL).exists()


def test_another_index_is_asked_where_the_first_has_not_the_right_one(index, pin, tmp_path):
    with serving() as first:
        first.html(f"/files/{WHEEL}")
        first.pages[f"/files/{WHEEL}"] = ("application/zip", b"not it")
        addresses = {"PIP_INDEX_URL": f"{first.url}/simple", "PIP_EXTRA_INDEX_URL": f"{index.url}/simple"}
        assert fetched(tmp_path, pin, **addresses) == CONTENT
        assert first.asked


def test_a_folder_of_this_machine_is_looked_into_first(index, pin, tmp_path):
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels" / WHEEL).write_bytes(CONTENT)
    folder = str(tmp_path / "wheels")
    assert fetched(tmp_path, pin, PIP_FIND_LINKS=folder, PIP_INDEX_URL=f"{index.url}/simple") == CONTENT
    assert index.asked == []


def test_an_index_in_a_folder_is_read_too(pin, tmp_path):
    (tmp_path / "simple" / "pip").mkdir(parents=True)
    (tmp_path / WHEEL).write_bytes(CONTENT)
    (tmp_path / "simple" / "pip" / "index.html").write_text(f'<a href="../../{WHEEL}#sha256=0">pip</a>')
    assert fetched(tmp_path, pin, PIP_INDEX_URL=(tmp_path / "simple").as_uri()) == CONTENT


def test_a_password_goes_to_the_index_and_to_nobody_else(index, pin, tmp_path):
    with serving() as files:
        address = f"{index.url.replace('//', '//ann:s%40cret@')}/simple"
        index.html(f"{files.url}/files/{WHEEL}")
        assert fetched(tmp_path, pin, PIP_INDEX_URL=address) == CONTENT
        index.html(f"/files/{WHEEL}")
        assert fetched(tmp_path, pin, PIP_INDEX_URL=address) == CONTENT
        sent = f"Basic {b64encode(b'ann:s@cret').decode()}"
        page, file = ("/simple/pip/", sent), f"/files/{WHEEL}"
        assert index.asked == [page, page, (file, sent)]
        assert files.asked == [(file, "")]


def test_what_each_place_answered_is_said_without_the_password(index, pin, tmp_path):
    with serving() as gone:
        nowhere = gone.url
    del index.pages["/simple/pip/"]
    places = f"{nowhere.replace('//', '//ann:secret@')}/simple", f"{index.url}/simple"
    with pytest.raises(NoPip) as raised:
        fetched(tmp_path, pin, PIP_INDEX_URL=places[0], PIP_EXTRA_INDEX_URL=places[1])
    assert f"{nowhere}/simple/pip/ is out of reach" in str(raised.value)
    assert f"{index.url}/simple/pip/ answers 404" in str(raised.value)
    assert "secret" not in str(raised.value)


def test_no_index_means_none(pin, tmp_path):
    with pytest.raises(NoPip, match="no index"):
        fetched(tmp_path, pin, PIP_NO_INDEX="1")


def test_only_the_web_and_files_are_read(index, pin, tmp_path):
    index.html(f"ftp://127.0.0.1/{WHEEL}")
    with pytest.raises(NoPip, match="neither http"):
        fetched(tmp_path, pin, PIP_INDEX_URL=f"{index.url}/simple")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere pip's files lie elsewhere")
def test_pip_is_configured_by_its_files_and_above_them_by_the_environment(tmp_path):
    machine, person = tmp_path / "xdg", tmp_path / "home" / ".config"
    for folder, text in (
        (
            machine,
            "[global]\nindex-url = https://machine.example/simple\nproxy = http://proxy.example:8080\n",
        ),
        (
            person,
            "[global]\nindex_url = https://person.example/simple\n[install]\ntrusted-host = a.example\n",
        ),
    ):
        (folder / "pip").mkdir(parents=True)
        (folder / "pip" / "pip.conf").write_text(text)
    variables = {"HOME": str(tmp_path / "home"), "XDG_CONFIG_DIRS": str(machine)}
    found = pip_settings(variables)
    assert found.indexes == ("https://person.example/simple",)
    assert found.proxy == "http://proxy.example:8080"
    assert found.trusted == {"a.example"}
    above = pip_settings(variables | {"PIP_INDEX_URL": "https://here.example", "PIP_PROXY": ""})
    assert above.indexes == ("https://here.example",)
    assert above.proxy == "http://proxy.example:8080"

    own = tmp_path / "own.conf"
    own.write_text("[global]\nextra-index-url =\n    https://one.example\n    https://two.example\n")
    named = pip_settings(variables | {"PIP_CONFIG_FILE": str(own)})
    assert named.indexes == ("https://machine.example/simple", "https://one.example", "https://two.example")
    assert pip_settings(variables | {"PIP_CONFIG_FILE": os.devnull}).indexes == (PYPI,)


def test_a_file_of_pip_that_cannot_be_read_is_named(tmp_path):
    own = tmp_path / "own.conf"
    own.write_text("index-url without a section")
    with pytest.raises(BadSettings, match=r"own\.conf"):
        pip_settings({"HOME": str(tmp_path), "PIP_CONFIG_FILE": str(own)})


# ----------------------------------------------------------------------------------------- the command itself


@pytest.fixture
def first_command(tmp_path, pin):
    """Runs `run.py` in a small checkout of its own, with a Python that has no pip of its own."""
    checkout, shadow = tmp_path / "checkout", tmp_path / "shadow"
    shutil.copytree(ROOT / "tasks", checkout / "tasks")
    shutil.copy(ROOT / "run.py", checkout)
    shutil.copy(pin, checkout / "tasks" / "pip.txt")
    (checkout / "app.py").write_text("import sys\nprint('the product is here', *sys.argv[1:])")
    for name in ("requirements.txt", "requirements-dev.txt"):
        (checkout / name).touch()
    shadow.mkdir()
    (shadow / "venv.py").write_text(NO_ENSUREPIP.format(folder=str(shadow)))

    def run(*arguments: str, **variables: str) -> tuple[int, str, bool]:
        """Exit code, what was said, and whether there is an environment now."""
        known = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        environment = {**known, "PIP_CONFIG_FILE": os.devnull, "PYTHONPATH": str(shadow), **variables}
        done = subprocess.run(
            [sys.executable, str(checkout / "run.py"), *arguments],
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return done.returncode, done.stdout, (checkout / ".venv").exists()

    return run


def test_the_first_command_works_where_python_came_without_pip(index, first_command):
    code, said, made = first_command(PIP_INDEX_URL=f"{index.url}/simple")
    assert (code, made) == (0, True), said
    assert "fetching it" in said
    assert "the product is here" in said
    code, said, _ = first_command(PIP_INDEX_URL="http://127.0.0.1:9/simple")
    assert (code, said) == (0, "the product is here serve\n"), "and the next start asks nobody"


def test_what_is_no_task_is_a_command_of_the_product(index, first_command):
    code, said, _ = first_command("manifest", "--out", "x", PIP_INDEX_URL=f"{index.url}/simple")
    assert (code, said.splitlines()[-1]) == (0, "the product is here manifest --out x")


@pytest.mark.parametrize("word", ["help", "--help"])
def test_help_lists_the_tasks_and_installs_nothing(first_command, word):
    code, said, made = first_command(word)
    assert (code, made) == (0, False)
    assert "python3 run.py fast" in said


def test_nothing_to_test_is_said(index, first_command):
    code, said, _ = first_command("test", PIP_INDEX_URL=f"{index.url}/simple")
    assert code == 2
    assert "Say what to test" in said


@pytest.mark.parametrize("reason", ["wrong", "away"])
def test_where_pip_cannot_be_fetched_the_package_is_named(index, first_command, reason):
    index.pages[f"/files/{WHEEL}"] = ("application/zip", b"something else")
    with serving() as gone:
        nowhere = gone.url
    address = index.url if reason == "wrong" else nowhere
    code, said, made = first_command(PIP_INDEX_URL=f"{address}/simple")
    assert (code, made) == (1, False)
    assert ("sha256 is wrong" if reason == "wrong" else "is out of reach") in said
    assert said.strip().endswith("On Debian: apt install python3-venv")


def test_a_python_without_its_library_is_told_the_package(first_command, tmp_path):
    (tmp_path / "shadow" / "shutil.py").write_text("raise ModuleNotFoundError(name='shutil')")
    code, said, made = first_command()
    assert (code, made) == (1, False)
    assert said == "Python is not complete here: it has no shutil. On Debian: apt install python3-venv\n"
