"""What Teams demands of a message and a card, as far as it can be checked without Teams."""

import functools
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema

SCHEMA = Path(__file__).parents[3] / "shared" / "schemas" / "adaptive-card-1.5.json"
CARD_TYPE = "application/vnd.microsoft.card.adaptive"
MAX_CARD = 28 * 1024
MAX_ACTIONS = 6
MAX_REFRESHED = 60

ELEMENTS = frozenset(
    [
        "TextBlock",
        "Image",
        "Media",
        "MediaSource",
        "RichTextBlock",
        "TextRun",
        "ActionSet",
        "Container",
        "Column",
        "ColumnSet",
        "FactSet",
        "Fact",
        "ImageSet",
        "Table",
        "TableRow",
        "TableCell",
        "Input.Text",
        "Input.Number",
        "Input.Date",
        "Input.Time",
        "Input.Toggle",
        "Input.ChoiceSet",
        "AdaptiveCard",
    ]
)
ACTIONS = frozenset(
    ["Action.Execute", "Action.Submit", "Action.OpenUrl", "Action.ShowCard", "Action.ToggleVisibility"]
)
NEWER = frozenset(
    [
        "Badge",
        "Carousel",
        "CodeBlock",
        "CompoundButton",
        "Icon",
        "ProgressBar",
        "ProgressRing",
        "Rating",
        "Input.Rating",
        "Component",
        "Chart.Donut",
        "Chart.Gauge",
        "Chart.HorizontalBar",
        "Chart.HorizontalBar.Stacked",
        "Chart.Line",
        "Chart.Pie",
        "Chart.VerticalBar",
        "Chart.VerticalBar.Grouped",
        "Action.ResetInputs",
        "Action.OpenUrlDialog",
        "Action.Popover",
    ]
)
"""Known to today's Teams, not to schema 1.5: allowed with a fallback."""

PARTS_OF_NEWER = frozenset(["CarouselPage", "IconRun", "ImageRun"])
NOT_ELEMENTS = frozenset(
    [
        "Data.Query",
        "Layout.Stack",
        "Layout.Flow",
        "Layout.AreaGrid",
        "mention",
        "imBack",
        "messageBack",
        "signin",
        "invoke",
        "task/fetch",
    ]
)
TEAMS_PROPERTIES = frozenset(
    [
        "msteams",
        "targetWidth",
        "layouts",
        "grid.area",
        "roundedCorners",
        "showBorder",
        "choices.data",
        "valueChangedAction",
        "labelPosition",
        "labelWidth",
        "themedUrls",
        "themedIconUrls",
        "menuActions",
        "metadata",
    ]
)
"""Teams' own additions to elements that schema 1.5 knows."""

DEMANDS: dict[str, tuple[Callable[[dict[str, Any]], bool], str]] = {
    "TextBlock": (lambda node: node.get("wrap") is True, "TextBlock without wrap"),
    "Image": (lambda node: bool(node.get("altText")), "Image without altText"),
    "Action.OpenUrl": (
        lambda node: str(node.get("url", "")).startswith("https://"),
        "link that is not https",
    ),
    "Action.Execute": (lambda node: bool(node.get("verb")), "Action.Execute without verb"),
}

INVOKE_STATUS = {
    CARD_TYPE: 200,
    "application/vnd.microsoft.activity.message": 200,
}


def broken_rules(activity: dict[str, Any]) -> list[str]:
    """One line per rule that an activity we send breaks."""
    kind = activity.get("type")
    if kind == "typing":
        return []
    if kind != "message":
        return [f"activity of type {kind!r}"]
    text, attachments = activity.get("text"), activity.get("attachments") or []
    broken = []
    if text and attachments:
        broken.append("text and card in one activity: Teams splits it and gives no usable id")
    if not text and not attachments:
        broken.append("message with neither text nor card")
    if text and activity.get("textFormat") != "plain":
        broken.append("text that is not marked as plain")
    if attachments and not activity.get("summary"):
        broken.append("card without summary: its notification would read 'Sent a card'")
    if len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le")) > 80_000:
        broken.append("message over 80 KB")
    for attachment in attachments:
        if attachment.get("contentType") != CARD_TYPE:
            broken.append(f"attachment of type {attachment.get('contentType')!r}")
        else:
            broken.extend(broken_card_rules(attachment.get("content")))
    return broken


def broken_answer_rules(name: str, answer: dict[str, Any] | None) -> list[str]:
    """One line per rule that the body of our answer to an invoke breaks."""
    if name != "adaptiveCard/action":
        return []
    if not answer or {"statusCode", "type"} - answer.keys():
        return ["answer to a card press without statusCode and type"]
    if answer["type"] == CARD_TYPE:
        return broken_card_rules(answer.get("value"))
    expected = INVOKE_STATUS.get(answer["type"])
    return (
        ["statusCode does not fit the answer's type"] if expected not in (None, answer["statusCode"]) else []
    )


def broken_card_rules(card: Any) -> list[str]:
    """One line per rule that a card breaks."""
    if not isinstance(card, dict) or card.get("type") != "AdaptiveCard":
        return ["not an adaptive card"]
    broken = []
    if card.get("version") != "1.5":
        broken.append(f"card version {card.get('version')!r}")
    if not card.get("fallbackText"):
        broken.append("card without fallbackText")
    size = len(json.dumps(card, ensure_ascii=False, separators=(",", ":")).encode())
    if size > MAX_CARD:
        broken.append(f"card of {size} bytes")
    if len((card.get("refresh") or {}).get("userIds") or ()) > MAX_REFRESHED:
        broken.append("refresh for more than 60 people")
    identifiers: list[str] = []
    for path, node in _nodes(card, "card"):
        broken.extend(f"{path}: {rule}" for rule in _broken_node_rules(node))
        if str(node.get("type", "")).startswith("Input."):
            identifiers.append(str(node.get("id")))
    broken.extend(
        f"input id {i!r} twice" for i in sorted({i for i in identifiers if identifiers.count(i) > 1})
    )
    if _fits_schema(json.dumps(_without_words(card), sort_keys=True)):
        return broken
    return broken + list(_schema_errors(json.dumps(card, sort_keys=True)))


WORDS = frozenset({"errorMessage", "fallbackText", "label", "placeholder", "text", "title", "value"})
"""To the schema these are any string, and `data` is any object."""


def _without_words(node: Any) -> Any:
    """A card's shape: many cards share one, and the schema is slow."""
    if isinstance(node, list):
        return [_without_words(each) for each in node]
    if not isinstance(node, dict):
        return node
    shape: dict[str, Any] = {}
    for name, part in node.items():
        if name == "data" and isinstance(part, dict):
            shape[name] = {}
        elif name in WORDS and isinstance(part, str):
            shape[name] = "…"
        else:
            shape[name] = _without_words(part)
    return shape


@functools.lru_cache(maxsize=2048)
def _fits_schema(shape: str) -> bool:
    validator = _validator()
    return validator is None or validator.is_valid(_as_older_clients_see(json.loads(shape)))


def _broken_node_rules(node: dict[str, Any]) -> Iterator[str]:
    kind = str(node.get("type", ""))
    if kind in NEWER and "fallback" not in node:
        yield f"{kind} without fallback"
    if kind and kind not in ELEMENTS | ACTIONS | NEWER | PARTS_OF_NEWER | NOT_ELEMENTS:
        yield f"unknown element {kind}"
    if len(node.get("actions") or ()) > MAX_ACTIONS:
        yield f"more than {MAX_ACTIONS} actions"
    if kind.startswith("Input."):
        yield from _broken_input_rules(node, kind)
    elif kind in DEMANDS:
        demanded, rule = DEMANDS[kind]
        if not demanded(node):
            yield rule


def _broken_input_rules(node: dict[str, Any], kind: str) -> Iterator[str]:
    if not node.get("id"):
        yield f"{kind} without id"
    if not node.get("label") and not (kind == "Input.Toggle" and node.get("title")):
        yield f"{kind} {node.get('id')!r} without label"
    if node.get("isRequired") and not node.get("errorMessage"):
        yield f"{kind} {node.get('id')!r} is required without errorMessage"


def _nodes(value: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every element of a card, but not what is only carried along (data) nor what is drawn in another's place."""
    if isinstance(value, dict):
        yield path, value
        for name, part in value.items():
            if name not in ("data", "msteams"):
                yield from _nodes(part, f"{path}.{name}")
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _nodes(part, f"{path}[{index}]")


def schema_found() -> bool:
    """The schema lies beside the repository only in the makers' place; elsewhere its check is skipped."""
    return SCHEMA.exists()


@functools.lru_cache(maxsize=512)
def _schema_errors(card: str) -> tuple[str, ...]:
    validator = _validator()
    if validator is None:
        return ()
    older = _as_older_clients_see(json.loads(card))
    return tuple(
        f"schema 1.5: {error.json_path}: {_deepest(error).message[:200]}"
        for error in validator.iter_errors(older)
    )


@functools.cache
def _validator() -> jsonschema.Draft6Validator | None:
    if not schema_found():
        return None
    return jsonschema.Draft6Validator(json.loads(SCHEMA.read_text(encoding="utf-8-sig")))


def _deepest(error: jsonschema.ValidationError) -> jsonschema.ValidationError:
    return jsonschema.exceptions.best_match([error]) or error


def _as_older_clients_see(value: Any) -> Any:
    """A newer element's fallback in its place, Teams' own properties taken away."""
    if isinstance(value, list):
        seen = (_as_older_clients_see(part) for part in value)
        return [part for part in seen if part is not None]
    if not isinstance(value, dict):
        return value
    if value.get("type") in NEWER:
        fallback = value.get("fallback")
        return _as_older_clients_see(fallback) if isinstance(fallback, dict) else None
    return {
        name: part if name == "data" else _as_older_clients_see(part)
        for name, part in value.items()
        if name not in TEAMS_PROPERTIES
    }
