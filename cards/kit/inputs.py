"""What people press and fill in: buttons that work on every client, questions with a reason, fields with problems."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict, Unpack
from urllib.parse import urlsplit

from cards.kit.nodes import (
    Action,
    ActionStyle,
    AssociatedInputs,
    CardElement,
    ChoiceSetInputStyle,
    Container,
    RichTextBlock,
)
from cards.kit.pressed import (
    AdaptiveCard,
    Choice,
    ChoiceSetInput,
    ExecuteAction,
    OpenUrlAction,
    Query,
    ShowCardAction,
    SubmitAction,
    TextInput,
    ToggleInput,
)
from cards.kit.texts import line, plain, run, words
from gigs.brief import clean
from translation.catalogue import _

CHOICE = 120
"""The most bytes of a choice that is one of the texts people typed."""
PEOPLE = "graph.microsoft.com/users"
"""The client's own search among everybody of the organisation; what comes back is an object id."""
_AT_HOME = "http://127.0.0.1"


class Ids(TypedDict, total=False):
    """All that a press may carry beside its verb and the inputs; to be treated as typed by a stranger.

    `first` is the place in a list from which on it is shown, `seen` what was looked at and is now confirmed: a brief's
    fingerprint, an offer's total. `step` is the step of the approval, `holder` and `person` are object ids of whose
    question or whose delegate it is about, `order` how a list is sorted, `market` a marketplace's name (of a form: the
    one it was drawn for), `reading` the one of an amount’s two readings that was meant, `held` the fields, with commas,
    whose stored text stays unless another is typed, `field` the one that is to be replaced, of which one of two versions
    was chosen, or what is asked about a gig, `drawn` the marks of the draft that the form was drawn from; `question` names
    one to the programme team, `page` one of the playbook, `read` the fields, with commas, that were filled in from a sentence,
    `hint` the coach's remark, `freelancer` the id that `market` knows somebody by, `mark` a do-not-hire mark's fingerprint.
    """

    gig: int | None
    revision: int | None
    draft: str | None
    proposal: str | None
    milestone: str | None
    deliverable: str | None
    operation: str | None
    seen: str | None
    first: int | None
    step: int | None
    holder: str | None
    person: str | None
    order: str | None
    held: str | None
    field: str | None
    drawn: str | None
    market: str | None
    listing: str | None
    reading: str | None
    question: str | None
    page: str | None
    read: str | None
    hint: str | None
    freelancer: str | None
    mark: str | None


def button(
    title: str,
    verb: str,
    *,
    style: ActionStyle | None = None,
    inputs: bool = True,
    enabled: bool = True,
    filled: Mapping[str, str] | None = None,
    overflow: bool = False,
    **ids: Unpack[Ids],
) -> ExecuteAction:
    """Sends `verb` with its ids and, unless `inputs` is False, what was filled in; `filled` goes with it as if it had been.
    Where `overflow` is True it stands in the card's menu.

    Old clients submit the same, also where `enabled` is False, which they don't know.
    """
    given = {name: value for name, value in ids.items() if value is not None}
    asked: dict[str, object] = {"verb": verb, **(filled or {}), **given}
    taken: AssociatedInputs | None = None if inputs else "none"
    label = plain(title, 120)
    old = SubmitAction(title=label, style=style, data=asked, associated_inputs=taken)
    return ExecuteAction(
        title=label,
        verb=verb,
        style=style,
        mode="secondary" if overflow else None,
        is_enabled=None if enabled else False,
        data=dict(asked),
        associated_inputs=taken,
        fallback=old,
    )


def reason_id(verb: str, subject: str = "") -> str:
    """The id of the reason's input: ids are unique on a card, and a card can ask for several reasons."""
    return f"reason_{verb}_{subject}" if subject else f"reason_{verb}"


def reason_of(pressed: Mapping[str, Any]) -> str:
    """The reason that came with a press of a `with_reason` button, as clean text; empty when there is none."""
    verb = str(pressed.get("verb", ""))
    subjects = ("proposal", "listing", "market")
    subject = next((str(pressed[name]) for name in subjects if pressed.get(name)), "")
    names = (reason_id(verb, subject), reason_id(verb), "reason")
    typed = next((pressed[name] for name in names if pressed.get(name)), "")
    return clean(str(typed))


def with_reason(
    title: str,
    verb: str,
    *,
    ask: str,
    send: str,
    style: ActionStyle | None = None,
    subject: str = "",
    missing: str = "",
    **ids: Unpack[Ids],
) -> ShowCardAction:
    """Opens a question for the reason; only then the verb is sent. `subject` tells several on one card apart.

    `missing` is said when nothing was written, where it isn’t the usual request for a reason.
    """
    reason = TextInput(
        id=reason_id(verb, subject),
        label=ask,
        is_multiline=True,
        is_required=True,
        error_message=missing or _("Please give a short reason, so that they know what to do next."),
    )
    inside = AdaptiveCard(version="1.5", body=[reason], actions=[button(send, verb, style=style, **ids)])
    return ShowCardAction(title=title, card=inside)


def asks(title: str, body: Sequence[CardElement], actions: Sequence[Action]) -> ShowCardAction:
    """Opens a small form of its own; what is filled in elsewhere on the card is not touched by it."""
    return ShowCardAction(title=title, card=AdaptiveCard(version="1.5", body=[*body], actions=[*actions]))


def confirmed(
    title: str,
    verb: str,
    *,
    warning: str,
    send: str,
    style: ActionStyle | None = "destructive",
    **ids: Unpack[Ids],
) -> ShowCardAction:
    """Says what will happen before it is done."""
    press = button(send, verb, style=style, **ids)
    inside = AdaptiveCard(version="1.5", body=[words(warning)], actions=[press])
    return ShowCardAction(title=title, card=inside)


def link(title: str, url: str) -> list[OpenUrlAction]:
    """A button that opens a page, when its address is https and can be read by a person; otherwise nothing."""
    try:
        parts = urlsplit(url)
        sound = parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return []
    readable = len(url) <= 2000 and url.isascii() and url.isprintable() and " " not in url
    return [OpenUrlAction(title=title, url=url)] if sound and readable else []


def own_page(title: str, url: str) -> list[OpenUrlAction]:
    """The same for a page of ours, which in mode `local` is on this machine and has no certificate."""
    at_home = url.startswith(f"{_AT_HOME}:") and url.isascii() and url.isprintable() and " " not in url
    return [OpenUrlAction(title=title, url=url)] if at_home and len(url) <= 2000 else link(title, url)


def problem(sentence: str) -> RichTextBlock:
    """What is wrong with a field, under it. It may repeat what was typed, or say what the policy says."""
    return line(run(sentence, most=800, bold=True, size="Small", color="Attention"), spacing="Small")


def field(element: CardElement, sentence: str = "") -> Container:
    """An input with what is wrong with it, if anything is."""
    return Container(items=[element, problem(sentence)] if sentence else [element], spacing="Medium")


def text_field(
    name: str,
    label: str,
    typed: str,
    sentence: str = "",
    *,
    hint: str = "",
    lines: bool = False,
    required: str = "",
) -> Container:
    """A line or several lines of text, with all that was typed still there. `required` is the client's own message.

    No client is told a limit, because it would cut what is pasted without a word.
    """
    element = TextInput(
        id=name,
        label=label,
        value=clean(typed) or None,
        placeholder=hint or None,
        is_multiline=lines or None,
        is_required=True if required else None,
        error_message=required or None,
    )
    return field(element, sentence)


def choice(
    name: str,
    label: str,
    options: Iterable[tuple[str, str]],
    chosen: str,
    sentence: str = "",
    *,
    style: ChoiceSetInputStyle = "compact",
    required: str = "",
) -> Container:
    """One of (value, title) `options`; nothing is chosen for anybody."""
    offered = [(value, plain(title, 120)) for value, title in options]
    element = ChoiceSetInput(
        id=name,
        label=label,
        choices=[Choice(title=title, value=value) for value, title in offered],
        value=chosen if any(chosen == value for value, _ in offered) else None,
        style=style,
        wrap=True,
        placeholder=_("Choose one") if style == "compact" else None,
        is_required=True if required else None,
        error_message=required or None,
    )
    return field(element, sentence)


def person_field(
    name: str, label: str, *, picker: bool, required: str = "", typed: str = "", sentence: str = ""
) -> Container:
    """One colleague: found by the client's own search (an object id comes back), or ours, by their name or address."""
    if not picker:
        hint, label = _("Part of a name is enough"), _("{field} (name or e-mail address)").format(field=label)
        return text_field(name, label, typed, sentence, hint=hint, required=required)
    element = ChoiceSetInput(
        id=name,
        label=label,
        choices=[],
        choices_data=Query(dataset=PEOPLE),
        value=plain(typed, 100) or None,
        placeholder=_("Search for a colleague"),
        is_required=True if required else None,
        error_message=required or None,
    )
    return field(element, sentence)


def is_choice(text: str) -> bool:
    """Whether it can stand among the choices of a field and come back as it is."""
    return plain(text, CHOICE) == text and "," not in text


def search_field(name: str, label: str, dataset: str, chosen: Sequence[str], sentence: str = "") -> Container:
    """Several of a catalogue that the client asks us for while somebody types; they come back separated by commas.

    What was chosen before stands in it, whether or not the catalogue still has it.
    """
    shown = [plain(each, CHOICE) for each in dict.fromkeys(chosen)]
    element = ChoiceSetInput(
        id=name,
        label=label,
        choices=[Choice(title=each, value=each) for each in shown],
        choices_data=Query(dataset=dataset),
        value=",".join(shown) or None,
        is_multi_select=True,
        placeholder=_("Type to search"),
    )
    return field(element, sentence)


def tick(name: str, title: str, *, on: bool = False) -> ToggleInput:
    """A box to tick. `true` comes back where it is; the title is our own words or the policy's."""
    value = "true" if on else "false"
    return ToggleInput(
        id=name, title=plain(title, 400), value=value, value_on="true", value_off="false", wrap=True
    )
