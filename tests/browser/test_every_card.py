"""The page that shows the cards, in a browser."""

import os
import threading

import pytest

from config.formats import ROOT
from tests.browser.conftest import HERE, run
from tests.cards.viewer.__main__ import DRAW
from tests.cards.viewer.gallery_now import GalleryNow
from tests.cards.viewer.server import Viewer

pytestmark = pytest.mark.browser


async def test_every_card_is_drawn_and_fits_a_narrow_chat(chromium, playwright):
    viewer = Viewer(GalleryNow(ROOT, DRAW), 0)
    thread = threading.Thread(target=viewer.serve_forever, args=(0.05,))
    thread.start()
    try:
        environment = os.environ | {"CARDS_URL": viewer.url, "CHROMIUM": chromium}
        said = await run(["node", str(HERE / "every_card.mjs")], environment)
    finally:
        viewer.shutdown()
        thread.join()
        viewer.server_close()
    assert said is None, said
