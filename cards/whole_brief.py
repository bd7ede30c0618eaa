"""A brief in full, however long it is: read a page at a time."""

from collections.abc import Sequence
from unicodedata import category

from cards.kit.elements import Body, frame, section
from cards.kit.fields import FIELDS
from cards.kit.inputs import Ids, button
from cards.kit.nodes import Action
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, own, said
from cards.kit.words import gig_header
from cards.programme_team import ask_row
from gigs.brief import Brief, clean
from gigs.gig import Gig
from gigs.links import as_lines
from translation.catalogue import _

_JOINER = "\u200d"
PAGE = 18_000
"""Bytes of people's words on one page."""


def whole_brief(gig: Gig, brief: Brief, page: int = 1) -> AdaptiveCard:
    """The page of this number, from 1 on; the last one where there is no such page."""
    pages = _pages(_parts(brief))
    page = min(max(1, page), len(pages))
    body: Body = [gig_header(gig, _("The whole brief"))]
    body += [section(title, said(text, most=2 * PAGE)) for title, text in pages[page - 1]]
    if pages[1:]:
        place = own(
            _("Page {page} of {pages}").format(page=page, pages=len(pages)), size="Small", subtle=True
        )
        body.append(line(place, spacing="Medium"))
    actions: list[Action] = []
    known: Ids = {"gig": gig.number}
    if page > 1:
        actions.append(button(_("Previous page"), "read_brief", **(known | Ids(first=page - 1))))
    if page < len(pages):
        actions.append(button(_("Next page"), "read_brief", **(known | Ids(first=page + 1))))
    summary = _("The whole brief of gig {number}: {title}").format(number=gig.number, title=gig.title)
    return frame([*body, ask_row(gig.number)], actions, summary=summary)


def _parts(brief: Brief) -> list[tuple[str, str]]:
    deliverables = "\n".join(f"{place}. {text}" for place, text in enumerate(brief.deliverables, 1))
    parts = [
        (FIELDS["outcome"], brief.outcome),
        (FIELDS["deliverables"], deliverables),
        (FIELDS["acceptance"], brief.acceptance),
        (FIELDS["screening"], "\n".join(brief.screening)),
        (FIELDS["links"], as_lines(brief.links, ": ")),
        (FIELDS["emergency"], brief.emergency),
    ]
    return [(title, clean(text)) for title, text in parts if text]


def _pages(parts: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Each page as (title, text); a text that doesn't fit goes on on the next one, at a line or word where there is one."""
    pages: list[list[tuple[str, str]]] = [[]]
    left = PAGE
    for title, text in parts:
        rest, heading = text, title
        while rest:
            if left < PAGE // 8:
                pages.append([])
                left = PAGE
            here = _fits(rest, left)
            pages[-1].append((heading, here.strip()))
            left -= len(here.encode())
            rest, heading = rest[len(here) :], _("{title}, continued").format(title=title)
    return pages


def _fits(text: str, most: int) -> str:
    """As much of the text as `most` bytes hold."""
    encoded = text.encode()
    if len(encoded) <= most:
        return text
    head = encoded[:most].decode(errors="ignore")
    end = max(head.rfind("\n"), head.rfind(" "))
    if end > len(head) // 2:
        return head[: end + 1]
    end = len(head)
    while end > len(head) // 2 and (head[end - 1] == _JOINER or _joins(text[end])):
        end -= 1
    return head[:end]


def _joins(character: str) -> bool:
    """Whether it belongs to the character before it."""
    is_skin_tone = "\U0001f3fb" <= character <= "\U0001f3ff"
    return character == _JOINER or is_skin_tone or category(character)[0] == "M"
