"""The page with the cards, for this machine alone."""

import dataclasses
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from config.formats import ROOT
from playground.page.window import CLIENT, GUARDED, KINDS
from tests.cards.viewer.gallery_now import GalleryNow

HERE = Path(__file__).parent
RENDERER = ROOT / "playground" / "adaptivecards" / "adaptivecards.min.js"
FILES = {
    "/": HERE / "page.html",
    "/page.css": HERE / "page.css",
    "/page.js": HERE / "page.js",
    "/adaptivecards.min.js": RENDERER,
    **{f"/{name}": CLIENT / name for name in ("cards.css", "drawing.js", "looks.js")},
}
"""The page, and what it shares with the chat page: a card looks the same where it's changed and where it's used."""


class Viewer(ThreadingHTTPServer):
    """Serves until it is shut down. Port 0 is any free one. Raises OSError for a port that is taken."""

    daemon_threads = True

    def __init__(self, gallery: GalleryNow, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Answer)
        self.gallery = gallery

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class _Answer(BaseHTTPRequestHandler):
    server: Viewer

    def do_GET(self) -> None:
        if file := FILES.get(self.path):
            self._send(f"{KINDS[file.suffix]}; charset=utf-8", file.read_bytes())
        elif self.path == "/version":
            self._send("text/plain; charset=utf-8", self.server.gallery.version().encode())
        elif self.path == "/cards":
            drawn = dataclasses.asdict(self.server.gallery.now())
            self._send("application/json", json.dumps(drawn).encode())
        else:
            self.send_error(404)

    def _send(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in GUARDED.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        """A page that asks three times a second is not worth a line each time."""
