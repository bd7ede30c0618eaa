"""The benchmark's sampler looks for files by name: they must be there, or their time is booked elsewhere."""

from bench.bots.where import PARTS
from config.formats import ROOT


def test_every_file_of_ours_that_the_sampler_looks_for_is_there():
    ours = [f"/{file.relative_to(ROOT)}" for folder in ROOT.glob("[a-z]*/") for file in folder.rglob("*.py")]
    folders = {one.split("/")[1] for one in ours}
    looked_for = [piece for _, pieces in PARTS for piece in pieces if piece.split("/")[1:2] != []]
    missing = [
        piece
        for piece in looked_for
        if piece.split("/")[1] in folders and not any(piece in one for one in ours)
    ]
    assert missing == []
