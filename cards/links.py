"""The links of a brief: where each leads is read before it is opened."""

from cards.kit.elements import LONG, SHORT, Body, entry, section
from cards.kit.inputs import link
from cards.kit.nodes import CardElement
from cards.kit.texts import line, own, plain, run, said
from gigs.brief import Brief
from gigs.links import MOST_LINKS, Link, as_lines, is_internal
from translation.catalogue import _

_SHOWN = 160


def links_of(brief: Brief, most: int = LONG) -> Body:
    """Each as a row that opens it, with its address in full sight and a mark where that is inside the company.

    A card that has to leave out what it can has `most` bytes of their text, and opens none.
    """
    if not brief.links:
        return []
    if most <= SHORT:
        return [section(_("Links"), said(as_lines(brief.links, ": "), most=most))]
    return [section(_("Links"), *(_row(one) for one in brief.links[:MOST_LINKS]))]


def _row(one: Link) -> CardElement:
    address = run(one.url, most=_SHOWN, size="Small", subtle=True)
    opens = link(_("Open {title}").format(title=plain(one.title, 60)), one.url)
    title = run(one.title, bold=True, most=240, color="Accent" if opens else None)
    shown = line(title, "  ", address, spacing="Small")
    if is_internal(one.url):
        mark = own(_("(internal address)"), size="Small", color="Warning")
        shown = line(title, "  ", address, "  ", mark, spacing="Small")
    return entry([shown], opens[0], first=True) if opens else shown
