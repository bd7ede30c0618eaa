"""Turns what a turn answers into Teams' JSON: the answer of an invoke, messages, and cards to be redrawn later."""

from microsoft_teams.cards import AdaptiveCard

from bot.answers import InvokeAnswer, card_answer, message_answer
from bot.connector import Connector
from bot.inbound import Inbound
from bot.wire import Activity, card_message, text_message
from cards.elements import wire
from dialogs.turn import Keep, Said, Shown, Turn
from use_cases.keep_copy import keep_copy
from use_cases.notices import CardCopy
from use_cases.outside import Outside


class Voice:
    """Says what turns answer."""

    def __init__(self, connector: Connector, outside: Outside) -> None:
        self._connector = connector
        self._outside = outside

    async def show(self, inbound: Inbound, card: AdaptiveCard, summary: str) -> None:
        """One card, to wherever this came from; outside of any turn's answers."""
        await self._send(inbound, card_message(wire(card), summary))

    async def answer(self, inbound: Inbound, turn: Turn) -> InvokeAnswer | None:
        """Everything the turn has to say, in order. A press on a new client gets its first card as the answer."""
        if inbound.type != "invoke":
            for said in turn.answers:
                await self._message(inbound, turn, said)
            return None
        first, rest = _answer_of(turn)
        for said in rest:
            await self._message(inbound, turn, said)
        if isinstance(first, Shown):
            if first.keep and inbound.reply_to_id:
                await self._keep(inbound, turn, inbound.reply_to_id, first.keep)
            return card_answer(wire(first.card))
        return message_answer(first.text) if first else InvokeAnswer(200)

    async def _message(self, inbound: Inbound, turn: Turn, said: Shown | Said) -> None:
        if isinstance(said, Said):
            await self._send(inbound, text_message(said.text))
            return
        card = card_message(wire(said.card), said.summary)
        if said.in_place and inbound.reply_to_id:
            await self._connector.update(
                inbound.service_url, inbound.conversation_id, inbound.reply_to_id, card, tenant=inbound.tenant
            )
            activity_id = inbound.reply_to_id
        else:
            activity_id = await self._send(inbound, card)
        if said.keep and activity_id:
            await self._keep(inbound, turn, activity_id, said.keep)

    async def _send(self, inbound: Inbound, activity: Activity) -> str:
        return await self._connector.send(
            inbound.service_url, inbound.conversation_id, activity, tenant=inbound.tenant
        )

    async def _keep(self, inbound: Inbound, turn: Turn, activity_id: str, keep: Keep) -> None:
        copy = CardCopy(
            tenant=turn.person.key.tenant,
            gig=keep.gig,
            service_url=inbound.service_url,
            conversation_id=inbound.conversation_id,
            activity_id=activity_id,
            view=keep.view,
            viewer=turn.person.key if turn.is_personal else None,
            subject=keep.subject,
            drawn_version=keep.version,
        )
        async with self._outside.store.transaction() as tx:
            await keep_copy(tx, copy)


def _answer_of(turn: Turn) -> tuple[Shown | Said | None, list[Shown | Said]]:
    """What answers the invoke itself: the card in place, else the first sentence; and the rest."""
    answers = list(turn.answers)
    first = next((a for a in answers if isinstance(a, Shown) and a.in_place), None)
    if first is None:
        first = next((a for a in answers if isinstance(a, Said)), None)  # type: ignore[assignment]
    return first, [a for a in answers if a is not first]
