"""The only file here that names the bot SDK: conversations as Bot Framework dialogs, their state as versioned JSON."""

import json
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple, cast

from botbuilder.core import StatePropertyAccessor, TurnContext
from botbuilder.dialogs import (
    Dialog,
    DialogContext,
    DialogInstance,
    DialogSet,
    DialogState,
    DialogTurnResult,
    DialogTurnStatus,
)

from dialogs.turn import Turn
from gigs.errors import GigChanged
from translation.catalogue import _

log = logging.getLogger(__name__)

STATE_VERSION = 1
_AT = "at"
"""The note of when a conversation was last answered."""
_STATE, _TURN = "connector.dialog_state", "connector.turn"

Notes = dict[str, str]
"""What a conversation remembers between turns: strings only, nothing of value."""

Step = Callable[[Turn, Notes], Awaitable[bool]]
"""Answers a turn; True when the conversation goes on, False when it is over."""

SdkTurn = TurnContext
"""The SDK's own turn, for those who hand it through and know nothing else of it."""

BACK_TO_FORM = "back_to_form"
"""The verb of a button that brings back the card of the conversation under way, whichever it is."""

OPEN_FOR = timedelta(days=1)
"""So long a form counts as open. Then nobody is led back to it; what was saved is a draft, and its buttons still work."""


class Hearing(NamedTuple):
    """What became of a text: `answered` by the conversation under way; `is_open` where there is one."""

    answered: bool
    is_open: bool


async def not_in_words(_turn: Turn, _notes: Notes) -> bool:
    """For a conversation that is led by its card alone: what is typed beside it is none of its business."""
    return True


class Conversation(Dialog):
    """One conversation: `opening` starts it, `pressed` answers the buttons of its cards, `said` anything typed.

    A button may be pressed when the conversation is long over (or was never begun here): it is then begun with that
    press, so no card of ours ever leads nowhere.
    """

    def __init__(
        self, name: str, *, opening: Step, pressed: Mapping[str, Step], again: Step, said: Step = not_in_words
    ) -> None:
        """`again` shows the card of where the conversation stands. A `said` that answers nothing leaves the text to others."""
        super().__init__(name)
        self._opening = opening
        self._said = said
        self.pressed = dict(pressed)
        self._steps = {**pressed, BACK_TO_FORM: again}

    async def begin_dialog(self, dialog_context: DialogContext, options: object = None) -> DialogTurnResult:  # noqa: ARG002 - the SDK's signature
        """Starts with the press that asks for it, else with the opening."""
        turn = _turn_of(dialog_context)
        step = self._steps.get(turn.press.verb, self._opening) if turn.press else self._opening
        return await self._run(dialog_context, step)

    async def continue_dialog(self, dialog_context: DialogContext) -> DialogTurnResult:
        """Answers one more turn."""
        turn = _turn_of(dialog_context)
        step = self._steps.get(turn.press.verb, self._opening) if turn.press else self._said
        return await self._run(dialog_context, step)

    async def _run(self, dialog_context: DialogContext, step: Step) -> DialogTurnResult:
        notes: Notes = dialog_context.active_dialog.state
        turn = _turn_of(dialog_context)
        goes_on = await step(turn, notes)
        if turn.press or not turn.text or turn.answers:
            notes[_AT] = turn.context.clock.now().isoformat()
        if goes_on:
            return DialogTurnResult(DialogTurnStatus.Waiting)
        ended: DialogTurnResult = await dialog_context.end_dialog()
        return ended


def _turn_of(dialog_context: DialogContext) -> Turn:
    return cast(Turn, dialog_context.context.turn_state[_TURN])


class _LoadedState:
    """As much of the SDK's StatePropertyAccessor as a DialogSet uses: hands it the state that was loaded for this turn."""

    async def get(self, turn_context: TurnContext, default_value_or_factory: Any = None) -> DialogState:  # noqa: ARG002 - the SDK's signature
        return cast(DialogState, turn_context.turn_state[_STATE])


class Conversations:
    """All conversations, and where each person is in theirs (state in our store, compare-and-set)."""

    def __init__(self, conversations: Iterable[Conversation]) -> None:
        self._set = DialogSet(cast(StatePropertyAccessor, _LoadedState()))
        self._by_verb: dict[str, str] = {}
        for conversation in conversations:
            self._set.add(conversation)
            self._by_verb.update(dict.fromkeys(conversation.pressed, conversation.id))

    @property
    def verbs(self) -> frozenset[str]:
        """Every card verb that belongs to a conversation."""
        return frozenset({*self._by_verb, BACK_TO_FORM})

    async def begin(self, turn_context: TurnContext, turn: Turn, name: str) -> None:
        """Starts a conversation; one that was under way is left where it is and forgotten."""

        async def start(dialogs: DialogContext) -> None:
            await dialogs.cancel_all_dialogs()
            await dialogs.begin_dialog(name)

        await self._with_state(turn_context, turn, start)

    async def press(self, turn_context: TurnContext, turn: Turn) -> None:
        """Answers a button of one of the conversations, under way or not."""
        verb = turn.press.verb if turn.press else ""
        name = self._by_verb.get(verb, "")

        async def answer(dialogs: DialogContext) -> None:
            if verb == BACK_TO_FORM:
                await _back(dialogs, turn)
            elif dialogs.active_dialog and dialogs.active_dialog.id == name:
                await dialogs.continue_dialog()  # type: ignore[no-untyped-call]
            else:
                await dialogs.cancel_all_dialogs()
                await dialogs.begin_dialog(name)

        await self._with_state(turn_context, turn, answer)

    async def hear(self, turn_context: TurnContext, turn: Turn) -> Hearing:
        """Answers a text in the conversation under way, if that is one for words. One that was left long ago is over."""
        is_open = False

        async def answer(dialogs: DialogContext) -> None:
            nonlocal is_open
            is_open = _is_fresh(dialogs, turn.context.clock.now())
            if is_open:
                await dialogs.continue_dialog()  # type: ignore[no-untyped-call]
            else:
                await dialogs.cancel_all_dialogs()

        await self._with_state(turn_context, turn, answer)
        return Hearing(answered=bool(turn.answers), is_open=is_open)

    async def leave(self, turn_context: TurnContext, turn: Turn) -> Notes | None:
        """Ends whatever is under way; what it remembered, None when nothing was."""
        left: Notes | None = None

        async def end(dialogs: DialogContext) -> None:
            nonlocal left
            left = dict(dialogs.active_dialog.state) if dialogs.active_dialog else None
            await dialogs.cancel_all_dialogs()

        await self._with_state(turn_context, turn, end)
        return left

    async def _with_state(
        self, turn_context: TurnContext, turn: Turn, work: Callable[[DialogContext], Awaitable[None]]
    ) -> None:
        where = (turn.person.key.tenant, turn.chat_id, turn.person.key.object_id)
        (stored, etag) = await turn.context.store.run(lambda tx: tx.dialogs.load(*where))
        state = _decode(stored)
        turn_context.turn_state[_STATE], turn_context.turn_state[_TURN] = state, turn
        await work(await self._set.create_context(turn_context))
        after = _encode(state)
        if after == stored:
            return
        try:
            at = turn.context.clock.now()
            await turn.context.store.run(lambda tx: tx.dialogs.save(*where, after, etag, at))
        except GigChanged:
            log.info("another turn of the same conversation was faster; its state is kept")


async def _back(dialogs: DialogContext, turn: Turn) -> None:
    if _is_fresh(dialogs, turn.context.clock.now()):
        await dialogs.continue_dialog()  # type: ignore[no-untyped-call]
    else:
        turn.say(_("That form is no longer open. Whatever was saved is in “my gigs”."))


def _is_fresh(dialogs: DialogContext, now: datetime) -> bool:
    """Whether a conversation is under way, and was answered lately; one of an earlier release doesn't say when."""
    if dialogs.active_dialog is None:
        return False
    at = dialogs.active_dialog.state.get(_AT, "")
    return not at or now - datetime.fromisoformat(at) < OPEN_FOR


def _encode(state: DialogState) -> str:
    if not state.dialog_stack:
        return ""
    stack = [{"id": instance.id, "state": instance.state} for instance in state.dialog_stack]
    return json.dumps({"version": STATE_VERSION, "stack": stack}, sort_keys=True)


def _decode(stored: str) -> DialogState:
    """State of an older version is dropped: every card leads back into its conversation anyway."""
    kept = json.loads(stored) if stored else {}
    if kept.get("version") != STATE_VERSION:
        return DialogState()
    return DialogState([DialogInstance(each["id"], each["state"]) for each in kept["stack"]])
