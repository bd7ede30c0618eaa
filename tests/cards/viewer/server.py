"""The page with the cards, for this machine alone."""

import dataclasses
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from config.formats import ROOT
from tests.cards.viewer.gallery_now import GalleryNow

PAGE = Path(__file__).with_name("page.html")
RENDERER = ROOT / "playground" / "adaptivecards" / "adaptivecards.min.js"


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
        if self.path == "/":
            self._send("text/html; charset=utf-8", PAGE.read_bytes())
        elif self.path == "/adaptivecards.min.js":
            self._send("text/javascript; charset=utf-8", RENDERER.read_bytes())
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
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        """A page that asks three times a second is not worth a line each time."""
