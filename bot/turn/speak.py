"""Turns what a turn answers into Teams' JSON: the answer of an invoke, messages, and cards to be redrawn later."""

import logging
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Protocol

from bot.connector.errors import Unreachable
from bot.connector.wire import Activity, card_message, fingerprint, text_message
from bot.door.answers import InvokeAnswer, card_answer, message_answer
from bot.door.inbound import Inbound
from bot.turn.outbox import Outbox
from cards.kit.elements import wire
from cards.kit.pressed import AdaptiveCard
from dialogs.turn import Said, Shown, TrackedCard, Turn
from ports.kept_answers import Answer
from ports.notices import CardCopy
from ports.storage import StoreUnavailable, Transaction
from translation.catalogue import _
from use_cases.context import Context
from use_cases.notifying.track_card import track_card

log = logging.getLogger(__name__)


class Sending(Protocol):
    """How a message leaves: straight by our `Connector`, or in a conversation by the SDK's turn context. Raises the
    ConnectorError family."""

    async def send(
        self, service_url: str, conversation_id: str, activity: Activity, *, tenant: str = ""
    ) -> str:
        """Says something; the id of the message, "" if Teams gave none."""

    async def update(
        self,
        service_url: str,
        conversation_id: str,
        activity_id: str,
        activity: Activity,
        *,
        tenant: str = "",
    ) -> None:
        """Puts this in the place of a message of ours."""


class Voice:
    """Says what turns answer."""

    def __init__(self, sending: Sending, context: Context, outbox: Outbox) -> None:
        self._sending = sending
        self._context = context
        self._outbox = outbox

    def through(self, sending: Sending) -> "Voice":
        """The same, speaking by another way."""
        return Voice(sending, self._context, self._outbox)

    async def show(self, inbound: Inbound, card: AdaptiveCard, summary: str) -> None:
        """One card, to wherever this came from; outside of any turn's answers."""
        await self._say(_answer(inbound, card_message(wire(card), summary)))

    async def answer(self, inbound: Inbound, turn: Turn) -> InvokeAnswer | None:
        """Everything the turn has to say, in order. A press on a new client gets its first card as the answer, which
        waits for nothing that is said beside it."""
        if inbound.type != "invoke":
            for said in turn.answers:
                await self._say(_said(inbound, turn, said))
            return None
        first, rest = _answer_of(turn)
        for said in rest:
            answer = _said(inbound, turn, said)
            self._outbox.say_beside(inbound.conversation_id, partial(self.say_answer, answer), answer)
        if isinstance(first, Shown):
            if inbound.reply_to_id and not _follows_already(inbound, turn, first):
                await self._answers_in_place(inbound, turn, inbound.reply_to_id, first)
            return card_answer(wire(first.card))
        return message_answer(first.text if first else _("Please see my answer below."))

    async def _answers_in_place(self, inbound: Inbound, turn: Turn, activity_id: str, shown: Shown) -> None:
        """What the press did stands, and is answered, whether or not the store can note down which card shows it."""
        try:
            await self._seen_by_one(inbound, turn, activity_id, shown)
        except StoreUnavailable as away:
            log.warning("not noted down which message shows gig: %s", type(away).__name__)

    async def say_answer(self, answer: Answer) -> None:
        """Now. Raises the ConnectorError family."""
        if answer.replaces and await self._replaced(answer):
            await self._context.store.run(_holds, answer, answer.replaces, self._context.clock.now())
            return
        activity_id = await self._sending.send(
            answer.service_url, answer.conversation_id, answer.activity, tenant=answer.tenant
        )
        if answer.shows and activity_id:
            await self._context.store.run(_holds, answer, activity_id, self._context.clock.now())

    async def _say(self, answer: Answer) -> None:
        await self._outbox.say(answer.conversation_id, partial(self.say_answer, answer), answer)

    async def _replaced(self, answer: Answer) -> bool:
        """False when there is nothing to replace: the pressed message is gone, or is not ours."""
        where = answer.service_url, answer.conversation_id, answer.replaces
        try:
            await self._sending.update(*where, answer.activity, tenant=answer.tenant)
        except Unreachable:
            return False
        return True

    async def _seen_by_one(self, inbound: Inbound, turn: Turn, activity_id: str, shown: Shown) -> None:
        """Remembers what the pressed message shows now.

        The answer to a press is seen in the one client that pressed. The message itself is drawn again too, for their
        other devices; one that shows no gig any more (a form, a list) is left as it is there.
        """
        tracked = shown.tracked
        if tracked is None and not turn.is_personal:
            return  # in a channel only the one who pressed sees the answer; the message is everybody's
        tenant, now = turn.person.key.tenant, self._context.clock.now()

        async def remembered(tx: Transaction) -> None:
            if tracked is None:
                await tx.copies.drop_at(tenant, inbound.conversation_id, activity_id)
                return
            copy = _copy(inbound, turn, activity_id, tracked)
            if known := _known(copy, await tx.copies.of(tenant, tracked.gig)):
                # Whatever changed the gig has enqueued its drawing. This client shows the answer until the message is
                # edited: only a message that holds the same needs no editing.
                if known.drawn_hash not in ("", fingerprint(wire(shown.card))):
                    await tx.copies.add(known.model_copy(update={"drawn_hash": ""}), now)
            else:
                # Not drawn yet counts as drawn one version ago, so that keeping it enqueues the drawing.
                before = copy.model_copy(update={"drawn_version": tracked.version - 1})
                await track_card(tx, before, now)

        await self._context.store.run(remembered)

    async def say(self, inbound: Inbound, text: str) -> None:
        """One sentence, outside of any turn's answers."""
        await self._say(_answer(inbound, text_message(text)))


async def _holds(tx: Transaction, answer: Answer, activity_id: str, at: datetime) -> None:
    """Remembers what this message of ours shows now; in a channel, one that shows nothing is left as it is."""
    if answer.shows:
        await track_card(tx, answer.shows.model_copy(update={"activity_id": activity_id}), at)
    elif answer.is_personal:
        await tx.copies.drop_at(answer.tenant, answer.conversation_id, activity_id)


def _answer(inbound: Inbound, activity: Activity) -> Answer:
    return Answer(
        tenant=inbound.tenant,
        service_url=inbound.service_url,
        conversation_id=inbound.conversation_id,
        activity=activity,
    )


def _said(inbound: Inbound, turn: Turn, said: Shown | Said) -> Answer:
    """What a turn answers, as a message."""
    if isinstance(said, Said):
        return _answer(inbound, text_message(said.text))
    drawn = wire(said.card)
    shows = _copy(inbound, turn, "", said.tracked) if said.tracked else None
    more = {
        "replaces": (inbound.reply_to_id or "") if said.in_place else "",
        "shows": shows.model_copy(update={"drawn_hash": fingerprint(drawn)}) if shows else None,
        "is_personal": turn.is_personal,
    }
    return _answer(inbound, card_message(drawn, said.summary)).model_copy(update=more)


def _known(copy: CardCopy, copies: Sequence[CardCopy]) -> CardCopy | None:
    """The copy of this message, if that shows the same thing already."""
    what = (copy.gig, copy.conversation_id, copy.activity_id, copy.view, copy.subject)
    same = (c for c in copies if (c.gig, c.conversation_id, c.activity_id, c.view, c.subject) == what)
    return next(same, None)


def _follows_already(inbound: Inbound, turn: Turn, shown: Shown) -> bool:
    """True when the turn's own transaction saw that this message follows the gig, and is redrawn where it has to be."""
    if shown.tracked is None or turn.pressed is None:
        return False
    known = _known(_copy(inbound, turn, turn.pressed.activity_id, shown.tracked), [turn.pressed])
    return known is not None and (not known.drawn_hash or known.drawn_hash == fingerprint(wire(shown.card)))


def _copy(inbound: Inbound, turn: Turn, activity_id: str, tracked: TrackedCard) -> CardCopy:
    return CardCopy(
        tenant=turn.person.key.tenant,
        gig=tracked.gig,
        service_url=inbound.service_url,
        conversation_id=inbound.conversation_id,
        activity_id=activity_id,
        view=tracked.view,
        viewer=turn.person.key if turn.is_personal else None,
        subject=tracked.subject,
        drawn_version=tracked.version,
    )


def _answer_of(turn: Turn) -> tuple[Shown | Said | None, list[Shown | Said]]:
    """What answers the invoke itself: the card in place, else the first sentence; and the rest."""
    answers = list(turn.answers)
    first = next((a for a in answers if isinstance(a, Shown) and a.in_place), None)
    if first is None:
        first = next((a for a in answers if isinstance(a, Said)), None)  # type: ignore[assignment]
    return first, [a for a in answers if a is not first]
