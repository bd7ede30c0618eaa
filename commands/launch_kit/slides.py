"""The kit's slides: titles and points in the placeholders of an ordinary layout, so that a company's own design fits on them."""

import io
import zipfile
from datetime import datetime

from commands.launch_kit.contents import COMMANDS, PROMISE, STEPS, Contents, Part

_POINTS = 5
_LETTERS = 520
"""As much as stands on a slide at 18 points; what is more goes on another one."""
_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - the same slides are the same file


def slides(kit: Contents) -> bytes:
    """A .pptx file: the same for the same contents."""
    from pptx import Presentation  # noqa: PLC0415 - takes half a second, and only this command needs it
    from pptx.util import Pt  # noqa: PLC0415

    deck = Presentation()
    deck.core_properties.title = "Work with a freelancer"
    deck.core_properties.author = ""
    deck.core_properties.created = deck.core_properties.modified = _DAY
    first = deck.slides.add_slide(deck.slide_layouts[0])
    first.shapes.title.text = "Work with a freelancer"
    first.placeholders[1].text = PROMISE
    for part in _parts(kit):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = part.title
        frame = slide.placeholders[1].text_frame
        for place, point in enumerate(part.points):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.text = point
            paragraph.font.size = Pt(18)
    written = io.BytesIO()
    deck.save(written)
    return _undated(written)


def _undated(written: io.BytesIO) -> bytes:
    """The same archive, with nothing in it of when it was made."""
    undated = io.BytesIO()
    with zipfile.ZipFile(written) as made, zipfile.ZipFile(undated, "w", zipfile.ZIP_DEFLATED) as kept:
        for one in made.infolist():
            kept.writestr(zipfile.ZipInfo(one.filename), made.read(one), zipfile.ZIP_DEFLATED)
    return undated.getvalue()


def _parts(kit: Contents) -> list[Part]:
    steps = Part("How it goes", tuple(f"{name}: {text}" for name, text in STEPS))
    said = Part("What to say", tuple(f"{name}: {what}" for name, what in COMMANDS))
    templates = Part(
        "Templates to begin with", tuple(f"{one.title}: {', '.join(one.points)}" for one in kit.templates)
    )
    asked = Part("Questions?", ("Say “ask the programme team” in Teams.", f"Made from policy {kit.policy}."))
    every = (steps, said, *kit.rules, kit.first_gig, templates, asked)
    return [page for part in every for page in _pages(part)]


def _pages(part: Part) -> list[Part]:
    """As many slides as its points need."""
    pages: list[list[str]] = []
    for point in part.points:
        full = not pages or len(pages[-1]) == _POINTS or sum(map(len, pages[-1])) + len(point) > _LETTERS
        if full:
            pages.append([])
        pages[-1].append(point)
    return [
        Part(part.title if place == 1 else f"{part.title} ({place})", tuple(points))
        for place, points in enumerate(pages, 1)
    ]
