"""The page that shows the cards while they are being changed, on a small gallery of its own."""

import hashlib
import json
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from config.formats import ROOT
from tests.cards.gallery import every_card
from tests.cards.viewer.__main__ import DRAW
from tests.cards.viewer.gallery_now import GalleryNow
from tests.cards.viewer.server import FILES, RENDERER, Viewer

GOOD = "import json\nprint(json.dumps({'gig_draft': {'title': 'one'}, 'approval': {'title': 'two'}}))\n"


@pytest.fixture
def source(tmp_path) -> Path:
    path = tmp_path / "cards" / "gig.py"
    path.parent.mkdir()
    path.write_text(GOOD)
    return path


def gallery(source: Path, *names: str) -> GalleryNow:
    return GalleryNow(source.parents[1], (sys.executable, str(source)), names)


def test_a_change_of_a_card_is_seen(source):
    cards = gallery(source)
    first = cards.now()
    assert first.cards["gig_draft"] == {"title": "one"}
    assert cards.now() is first, "nothing changed, so nothing is drawn"
    source.write_text(GOOD.replace("one", "another"))
    assert cards.version() != first.version
    assert cards.now().cards["gig_draft"] == {"title": "another"}


def test_a_mistake_is_shown_and_the_last_cards_stay(source):
    cards = gallery(source)
    cards.now()
    source.write_text(GOOD + "def broken(:\n")
    wrong = cards.now()
    assert "SyntaxError" in wrong.error
    assert set(wrong.cards) == {"gig_draft", "approval"}
    source.write_text(GOOD)
    assert cards.now().error == ""


def test_only_the_cards_that_were_named_are_shown(source):
    assert set(gallery(source, "gig").now().cards) == {"gig_draft"}
    assert "approval" in gallery(source, "elsewhere").now().error


def test_what_is_printed_besides_is_said(source):
    source.write_text("print('not a card')")
    assert "not a card" in gallery(source).now().error


def test_files_that_are_not_ours_are_not_watched(source):
    cards = gallery(source)
    before = cards.version()
    for folder in (".venv", "var", "node_modules"):
        (source.parents[1] / folder).mkdir()
        (source.parents[1] / folder / "other.py").touch()
    assert cards.version() == before
    (source.parent / "new.py").touch()
    assert cards.version() != before


def test_the_page_has_what_it_needs_from_this_machine_alone(source):
    viewer = Viewer(gallery(source), 0)
    thread = threading.Thread(target=viewer.serve_forever, args=(0.01,))
    thread.start()
    try:
        assert b'src="/adaptivecards.min.js"' in read(viewer, "")
        for path in FILES:
            assert read(viewer, path.removeprefix("/")), path
        assert read(viewer, "adaptivecards.min.js") == RENDERER.read_bytes()
        drawn = json.loads(read(viewer, "cards"))
        assert drawn["version"] == read(viewer, "version").decode()
        assert drawn["cards"]["approval"] == {"title": "two"}
        with pytest.raises(urllib.error.HTTPError, match="404"):
            read(viewer, "../app.py")
    finally:
        viewer.shutdown()
        thread.join()
        viewer.server_close()


def read(viewer: Viewer, path: str) -> bytes:
    with urllib.request.urlopen(f"{viewer.url}{path}") as answer:
        body: bytes = answer.read()
        return body


@pytest.mark.slow
def test_the_gallery_is_drawn_whole():
    drawn = GalleryNow(ROOT, DRAW).now()
    assert drawn.error == ""
    assert list(drawn.cards) == list(every_card())


def test_the_renderer_is_the_one_that_we_took():
    digest, name = (RENDERER.parent / "SHA256SUMS").read_text().split()
    assert name == RENDERER.name
    assert hashlib.sha256(RENDERER.read_bytes()).hexdigest() == digest
    assert "MIT License" in (RENDERER.parent / "LICENSE").read_text()
