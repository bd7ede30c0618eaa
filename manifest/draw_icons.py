"""Draws the two icons of the Teams package, color.png and outline.png: `python -m manifest.draw_icons`.

Two people joined across a speech bubble: the connector. Drawn eight times too large and reduced, which smooths it.
"""

from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).resolve().parent
OVERSIZE = 8
INDIGO, TEAL, WHITE = (79, 70, 229), (13, 148, 136), (255, 255, 255)
Colour = tuple[int, int, int]


class Pen:
    """Draws in units of the finished picture, on a canvas that is `OVERSIZE` times larger."""

    def __init__(self, size: int) -> None:
        self.picture = Image.new("RGBA", (size * OVERSIZE, size * OVERSIZE), (0, 0, 0, 0))
        self._draw = ImageDraw.Draw(self.picture)

    def dot(self, x: float, y: float, radius: float, colour: Colour) -> None:
        box = [
            (x - radius) * OVERSIZE,
            (y - radius) * OVERSIZE,
            (x + radius) * OVERSIZE,
            (y + radius) * OVERSIZE,
        ]
        self._draw.ellipse(box, fill=colour)

    def stroke(self, points: list[tuple[float, float]], width: float, colour: Colour) -> None:
        """A line through all points with round ends and corners."""
        for x, y in points:
            self.dot(x, y, width / 2, colour)
        self._draw.line(
            [(x * OVERSIZE, y * OVERSIZE) for x, y in points], fill=colour, width=round(width * OVERSIZE)
        )

    def shape(self, points: list[tuple[float, float]], colour: Colour) -> None:
        self._draw.polygon([(x * OVERSIZE, y * OVERSIZE) for x, y in points], fill=colour)

    def bubble(self, box: tuple[float, float, float, float], radius: float, colour: Colour) -> None:
        self._draw.rounded_rectangle([edge * OVERSIZE for edge in box], radius * OVERSIZE, fill=colour)

    def finished(self, size: int) -> Image.Image:
        return self.picture.resize((size, size), Image.Resampling.LANCZOS)


def arc(left: tuple[float, float], right: tuple[float, float], sag: float) -> list[tuple[float, float]]:
    """Points of a curve from left to right that hangs below the straight line by `sag` at its middle."""
    steps = 48
    points = []
    for step in range(steps + 1):
        share = step / steps
        x = left[0] + (right[0] - left[0]) * share
        y = left[1] + (right[1] - left[1]) * share + 4 * sag * share * (1 - share)
        points.append((x, y))
    return points


def colour_icon() -> Image.Image:
    """192 x 192, full bleed as Teams wants it; what matters lies within the middle 120 pixels."""
    size = 192
    ground = Image.linear_gradient("L").resize((size * OVERSIZE * 2, size * OVERSIZE * 2)).rotate(35)
    edge = size * OVERSIZE // 2
    mask = ground.crop((edge, edge, edge + size * OVERSIZE, edge + size * OVERSIZE))
    full = (size * OVERSIZE, size * OVERSIZE)
    backdrop = Image.composite(Image.new("RGB", full, TEAL), Image.new("RGB", full, INDIGO), mask)
    pen = Pen(size)
    pen.bubble((36, 44, 156, 132), 26, WHITE)
    pen.shape([(60, 126), (60, 156), (94, 126)], WHITE)
    pen.stroke(arc((68, 76), (124, 76), 30), 9, INDIGO)
    pen.dot(68, 76, 14, INDIGO)
    pen.dot(124, 76, 14, TEAL)
    return (
        Image.alpha_composite(backdrop.convert("RGBA"), pen.picture)
        .convert("RGB")
        .resize((size, size), Image.Resampling.LANCZOS)
    )


def outline_icon() -> Image.Image:
    """32 x 32, white on nothing: the bubble as a line, the two people and what joins them."""
    size = 32
    pen = Pen(size)
    corner = [(4.5, 8.0), (8.0, 4.5), (24.0, 4.5), (27.5, 8.0), (27.5, 19.0), (24.0, 22.5)]
    tail = [(15.0, 22.5), (9.0, 27.5), (9.0, 22.5), (8.0, 22.5), (4.5, 19.0), (4.5, 8.0)]
    pen.stroke([*corner, *tail], 2, WHITE)
    pen.stroke(arc((11, 11.5), (21, 11.5), 5.5), 1.6, WHITE)
    pen.dot(11, 11.5, 2.6, WHITE)
    pen.dot(21, 11.5, 2.6, WHITE)
    finished = pen.finished(size)
    white = Image.new("RGBA", (size, size), (*WHITE, 0))
    white.putalpha(finished.getchannel("A"))  # Teams wants pure white, also where the line fades
    return white


def main() -> None:
    colour_icon().save(HERE / "color.png", optimize=True)
    outline_icon().save(HERE / "outline.png", optimize=True)


if __name__ == "__main__":
    main()
