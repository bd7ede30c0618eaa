"""The parts of Adaptive Cards that are pressed or filled in, and the card itself: more of `cards/kit/nodes.py`."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack

from cards.kit.nodes import (
    Action,
    ActionStyle,
    AssociatedInputs,
    CardElement,
    ChoiceSetInputStyle,
    Node,
    Spacing,
)


class SubmitActionFields(TypedDict, total=False):
    title: str | None
    style: ActionStyle | None
    data: Mapping[str, Any] | None
    associated_inputs: AssociatedInputs | None


class SubmitAction(Action, fields=SubmitActionFields, kind="Action.Submit"):
    """What old clients send."""

    def __init__(self, **given: Unpack[SubmitActionFields]) -> None:
        self._write(given)


class ExecuteActionFields(TypedDict, total=False):
    title: str | None
    style: ActionStyle | None
    mode: Literal["primary", "secondary"] | None
    is_enabled: bool | None
    data: Mapping[str, Any] | None
    associated_inputs: AssociatedInputs | None
    verb: str | None
    fallback: Action | None


class ExecuteAction(Action, fields=ExecuteActionFields, kind="Action.Execute"):
    """Sends a verb, and shows the card that answers it."""

    def __init__(self, **given: Unpack[ExecuteActionFields]) -> None:
        self._write(given)


class OpenUrlActionFields(TypedDict, total=False):
    title: str | None
    style: ActionStyle | None
    url: str | None


class OpenUrlAction(Action, fields=OpenUrlActionFields, kind="Action.OpenUrl"):
    """Opens a page in a browser."""

    def __init__(self, **given: Unpack[OpenUrlActionFields]) -> None:
        self._write(given)


class ToggleVisibilityActionFields(TypedDict, total=False):
    title: str | None
    target_elements: Sequence[str] | None


class ToggleVisibilityAction(Action, fields=ToggleVisibilityActionFields, kind="Action.ToggleVisibility"):
    """Shows and hides elements by their ids."""

    def __init__(self, **given: Unpack[ToggleVisibilityActionFields]) -> None:
        self._write(given)


class ChoiceFields(TypedDict, total=False):
    title: str | None
    value: str | None


class Choice(Node, fields=ChoiceFields):
    """One that can be chosen."""

    def __init__(self, **given: Unpack[ChoiceFields]) -> None:
        self._write(given)


class QueryFields(TypedDict, total=False):
    dataset: str | None


class Query(Node, fields=QueryFields, kind="Data.Query"):
    """Choices that the client asks for while somebody types."""

    def __init__(self, **given: Unpack[QueryFields]) -> None:
        self._write(given)


class ChoiceSetInputFields(TypedDict, total=False):
    id: str | None
    separator: bool | None
    spacing: Spacing | None
    label: str | None
    is_required: bool | None
    error_message: str | None
    value: str | None
    choices: Sequence[Choice] | None
    choices_data: Query | None
    style: ChoiceSetInputStyle | None
    is_multi_select: bool | None
    placeholder: str | None
    wrap: bool | None


class ChoiceSetInput(CardElement, fields=ChoiceSetInputFields, kind="Input.ChoiceSet"):
    """One or several of many."""

    def __init__(self, **given: Unpack[ChoiceSetInputFields]) -> None:
        self._write(given)


class TextInputFields(TypedDict, total=False):
    id: str | None
    separator: bool | None
    spacing: Spacing | None
    label: str | None
    is_required: bool | None
    error_message: str | None
    value: str | None
    is_multiline: bool | None
    placeholder: str | None


class TextInput(CardElement, fields=TextInputFields, kind="Input.Text"):
    """Typed text."""

    def __init__(self, **given: Unpack[TextInputFields]) -> None:
        self._write(given)


class DateInputFields(TypedDict, total=False):
    id: str | None
    separator: bool | None
    spacing: Spacing | None
    label: str | None
    value: str | None


class DateInput(CardElement, fields=DateInputFields, kind="Input.Date"):
    """A calendar day."""

    def __init__(self, **given: Unpack[DateInputFields]) -> None:
        self._write(given)


class ToggleInputFields(TypedDict, total=False):
    id: str | None
    separator: bool | None
    spacing: Spacing | None
    value: str | None
    title: str | None
    value_on: str | None
    value_off: str | None
    wrap: bool | None


class ToggleInput(CardElement, fields=ToggleInputFields, kind="Input.Toggle"):
    """A box to tick."""

    def __init__(self, **given: Unpack[ToggleInputFields]) -> None:
        self._write(given)


class RefreshDefinitionFields(TypedDict, total=False):
    action: ExecuteAction | None
    user_ids: Sequence[str] | None


class RefreshDefinition(Node, fields=RefreshDefinitionFields):
    """Who gets a view of their own, and by which verb."""

    def __init__(self, **given: Unpack[RefreshDefinitionFields]) -> None:
        self._write(given)


class AdaptiveCardFields(TypedDict, total=False):
    version: Literal["1.5"]
    fallback_text: str | None
    refresh: RefreshDefinition | None
    body: Sequence[CardElement] | None
    actions: Sequence[Action] | None


class AdaptiveCard(CardElement, fields=AdaptiveCardFields, kind="AdaptiveCard"):
    """A whole card, or one inside a button."""

    def __init__(self, **given: Unpack[AdaptiveCardFields]) -> None:
        self._write(given)


class ShowCardActionFields(TypedDict, total=False):
    title: str | None
    card: AdaptiveCard | None


class ShowCardAction(Action, fields=ShowCardActionFields, kind="Action.ShowCard"):
    """Opens a card inside the card."""

    def __init__(self, **given: Unpack[ShowCardActionFields]) -> None:
        self._write(given)
