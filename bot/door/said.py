"""What somebody said, without what their client wrapped it in: mentions of the bot, quotes, tags, HTML entities."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from gigs.brief import clean

_MENTION: Final = re.compile(r"<at\b[^<>]*>([^<]*)</at>", re.IGNORECASE)
_TAG: Final = re.compile(
    r"</?(?:p|div|span|br|hr|wbr|b|i|u|s|em|strong|strike|del|ins|sub|sup|small|big|mark|kbd|samp|tt|q|cite|abbr|a|ul|ol|li|dl|dt"
    r"|dd|code|codeblock|pre|font|center|label|h[1-6]|table|caption|thead|tbody|tfoot|tr|td|th|section|article|header"
    r"|footer|main|figure|figcaption|img|emoji|customemoji|attachment|readonly|[a-z]\w{0,9}:\w{1,20})(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_COMMENT: Final = re.compile(r"<!--[^<>]*-->")
_QUOTED_ALONE: Final = re.compile(r"<(?:quoted|attachment)\b[^<>]*/>", re.IGNORECASE)
_QUOTES: Final = ("quoted", "blockquote", "quote", "legacyquote")
_MARKS: Final = frozenset(
    {
        *(
            '""',
            "''",
            "``",
            "“”",
            "„“",
            "„”",
            "”“",
            "””",
            "‟”",
            "‘’",
            "‚‘",
            "’’",
            "«»",
            "»«",
            "»»",
            "‹›",
            "›‹",
            "＂＂",
        ),
        *("「」", "『』", "《》", "〈〉", "【】", "〝〞", "〝〟", "()", "（）", "[]", "**", "__", "~~"),
    }
)
_MOST_MARKS: Final = 4
"""Round one text, one inside the other: a code block has three."""


def what_was_said(text: str, entities: object, bot_id: str, bot_name: str) -> str:
    """One line. The bot's name elsewhere in it stays, and so do mentions of others."""
    text = _TAG.sub(" ", _COMMENT.sub(" ", _without_quotes(text)))
    if "<at" in text.lower():
        text = _without_mentions(text, entities, bot_id, bot_name)
    said = " ".join(clean(html.unescape(text)).split())
    for _ in range(_MOST_MARKS):
        if len(said) < 3 or said[0] + said[-1] not in _MARKS:
            break
        said = said[1:-1].strip()
    return said


def _without_quotes(text: str) -> str:
    """Without the message that is replied to. It stays where nothing else was said."""
    rest = _QUOTED_ALONE.sub(" ", text)
    low = rest.lower()
    for name in _QUOTES:
        first, last = low.find(f"<{name}"), low.rfind(f"</{name}>")
        if 0 <= first < last:
            rest = f"{rest[:first]} {rest[last + len(name) + 3 :]}"
            low = rest.lower()
    lines = rest.splitlines()
    own = [line for line in lines if not line.lstrip().startswith((">", "&gt;"))]
    if any(line.strip() for line in own):
        rest = "\n".join(own)
    return rest


def _without_mentions(text: str, entities: object, bot_id: str, bot_name: str) -> str:
    """An entity tells which mention is the bot's: by its text, by its name, or where it has neither, by its place."""
    names, places = _of_bot(entities, bot_id)
    others = _names_of_others(entities, bot_id)
    if bot_name and _same(bot_name) not in others:
        names.add(_same(bot_name))
    if not any(_mentions(entities)) and (first := _MENTION.match(text.lstrip())):
        names.add(_same(first[1]))  # nothing tells whose it is, and we hear what is said to us
    place = -1

    def replaced(mention: re.Match[str]) -> str:
        nonlocal place
        place += 1
        return " " if _same(mention[1]) in names or place in places else mention[0]

    return _MENTION.sub(replaced, text)


def _of_bot(entities: object, bot_id: str) -> tuple[set[str], set[int]]:
    names, places = set(), set()
    for place, (mention, mentioned) in enumerate(_mentions(entities)):
        if not _is_id(mentioned, bot_id):
            continue
        told = {_same(name) for name in _names(mention, mentioned)}
        names |= told
        if not told:
            places.add(place)
    return names, places


def _names_of_others(entities: object, bot_id: str) -> set[str]:
    return {
        _same(name)
        for mention, mentioned in _mentions(entities)
        if mentioned.get("id") is not None and not _is_id(mentioned, bot_id)
        for name in _names(mention, mentioned)
    }


def _names(mention: Mapping[str, Any], mentioned: Mapping[str, Any]) -> Iterator[str]:
    text = mention.get("text")
    if isinstance(text, str) and (found := _MENTION.fullmatch(text.strip())):
        yield found[1]
    elif isinstance(name := mentioned.get("name"), str) and name and not text:
        yield name


def _mentions(entities: object) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    for entity in entities if isinstance(entities, list) else ():
        if isinstance(entity, dict) and str(entity.get("type")).lower() == "mention":
            mentioned = entity.get("mentioned")
            yield entity, mentioned if isinstance(mentioned, dict) else {}


def _is_id(mentioned: Mapping[str, Any], bot_id: str) -> bool:
    return str(mentioned.get("id")).lower() == bot_id.lower()


def _same(name: str) -> str:
    """`R&D` and `R&amp;D` are one name."""
    return " ".join(html.unescape(name).split()).casefold()
