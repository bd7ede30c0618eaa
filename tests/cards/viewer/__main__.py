"""Shows the cards in a browser while they are being changed.

python3 run.py cards                     all of them
python3 run.py cards approval gig_draft  those whose names begin so
"""

import argparse
import contextlib
import sys

from config.formats import ROOT
from tests.cards.viewer.gallery_now import GalleryNow
from tests.cards.viewer.server import Viewer

PORT = 56170
DRAW = (sys.executable, "-m", "tests.cards.viewer.draw")


def main() -> None:
    summary, _, examples = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        prog="run.py cards",
        description=summary,
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="how the names of the cards begin; none is all"
    )
    parser.add_argument("--port", type=int, default=PORT, help=f"where the page is served ({PORT})")
    chosen = parser.parse_args()
    try:
        viewer = Viewer(GalleryNow(ROOT, DRAW, chosen.names), chosen.port)
    except OSError:
        raise SystemExit(f"Port {chosen.port} is taken. Choose another one: --port 0 takes any.") from None
    print(
        f"The cards are at {viewer.url} and are drawn again when a file is saved. Ctrl-C stops.", flush=True
    )
    with viewer, contextlib.suppress(KeyboardInterrupt):
        viewer.serve_forever()


if __name__ == "__main__":
    main()
