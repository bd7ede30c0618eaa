"""The links of a brief: where each leads is read before it is opened."""

from cards.kit.elements import LONG, SHORT, Body, buttons, section
from cards.kit.inputs import link
from cards.kit.texts import line, own, plain, run, said
from gigs.brief import Brief
from gigs.links import MOST_LINKS, as_lines, is_internal

_SHOWN = 160


def links_of(brief: Brief, most: int = LONG) -> Body:
    """Each with its address in full sight, a mark where that is inside the company, and a button.

    A card that has to leave out what it can has no buttons for them, and `most` bytes of their text.
    """
    if not brief.links:
        return []
    if most <= SHORT:
        return [section("Links", said(as_lines(brief.links, ": "), most=most))]
    rows: Body = []
    for one in brief.links[:MOST_LINKS]:
        mark = [own("  (internal address)", size="Small", color="Warning")] if is_internal(one.url) else []
        rows.append(
            line(
                run(one.title, bold=True, most=240),
                "  ",
                run(one.url, most=_SHOWN, size="Small", subtle=True),
                *mark,
                spacing="Small",
            )
        )
    opens = [
        press for one in brief.links[:MOST_LINKS] for press in link(f"Open {plain(one.title, 60)}", one.url)
    ]
    return [section("Links", *rows, *([buttons(*opens)] if opens else []))]
