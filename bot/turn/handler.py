"""What the bot does with an activity that was let in: a text, a press, an arrival, a departure."""

import logging
from collections.abc import Awaitable
from contextlib import suppress
from functools import partial
from typing import Any

from botbuilder.core import TurnContext

from bot.connector.connector import Connector
from bot.connector.errors import ConnectorError, Unreachable
from bot.door.answers import SEARCH, InvokeAnswer, message_answer, not_mine, sentence_answer
from bot.door.inbound import Inbound
from bot.sdk.adapter import Adapter
from bot.sdk.outbound import ThroughContext
from bot.turn.acquaintances import Acquaintances
from bot.turn.one_trip import meet_beforehand, one_trip
from bot.turn.people import channel_chat, in_private, personal_chat
from bot.turn.presses import press_of
from bot.turn.requests import request_in
from bot.turn.routing import Routing
from bot.turn.search import answer_search
from bot.turn.speak import Voice
from bot.turn.too_large import say_too_large
from bot.turn.unconfirmed import say_what_is
from bot.verbs.card_verbs import FOR_ALL
from bot.verbs.command import Understood
from bot.verbs.commands import CANCEL, POST
from bot.verbs.understanding import understand
from cards.follow import FOLLOW, pick_channel
from cards.gig import gig_card
from cards.trouble import stranger
from cards.welcome import welcome, welcome_back
from dialogs.sdk import Conversations
from dialogs.turn import Press, TrackedCard, Turn
from gigs.errors import GigError, GigNotFound, TooLong
from gigs.people import Person
from ports.directory import DirectoryUnavailable
from ports.notices import View
from ports.storage import CommitUnknown, StoreUnavailable
from sentences.intake import Intake
from translation.catalogue import N_, _
from use_cases.context import Context
from use_cases.notifying.meet_chat import leave_chat
from use_cases.notifying.reach_person import chat_anew, chat_with
from use_cases.notifying.team_members import forget_team
from use_cases.showing.list_gigs import my_approvals
from use_cases.showing.show_gig import show_gig

MOVED = N_("I’ve answered you in our one-to-one chat, because not everybody here should see that.")
ADD_ME = N_(
    "That’s for your eyes only, and I can’t message you. Please open a chat with me and say it there."
)

log = logging.getLogger(__name__)


class Handler:
    """One method per kind of activity."""

    def __init__(
        self,
        context: Context,
        conversations: Conversations,
        adapter: Adapter,
        voice: Voice,
        connector: Connector,
        *,
        windows_forget: bool = False,
    ) -> None:
        """`windows_forget` where a chat opens empty and is told of as an arrival every time (the Playground)."""
        self._context = context
        self._routing = Routing(conversations)
        self._talking = conversations.verbs
        self._adapter = adapter
        self._voice = voice
        self._connector = connector
        self._windows_forget = windows_forget
        self._acquaintances = Acquaintances(context)

    async def on_turn(self, inbound: Inbound) -> InvokeAnswer | None:
        """Answers one activity; an activity of a kind we do not know is a silent yes."""
        if team := inbound.changed_team:
            await forget_team(self._context, inbound.tenant, team)
        try:
            person = await self._context.directory.person(inbound.who) if inbound.who else None
        except DirectoryUnavailable as away:
            return await self._cannot_tell_who(inbound, away)
        if inbound.type in {"conversationUpdate", "installationUpdate"}:
            await self._moved(inbound, person)
            return None
        if inbound.type not in {"message", "invoke"}:
            return None
        if person is None:
            return await self._stranger(inbound)
        return await self._wanted(inbound, person)

    async def _wanted(self, inbound: Inbound, person: Person) -> InvokeAnswer | None:
        if inbound.is_too_large:
            return await say_too_large(self._acquaintances, self._voice, inbound)
        press = press_of(inbound)
        await meet_beforehand(self._acquaintances, inbound, person, press)
        if inbound.name == SEARCH:
            return await answer_search(self._context, person, inbound)
        if inbound.type == "invoke":
            return await self._answer(inbound, person, press) if press else not_mine(inbound.name)
        acts = press is not None
        if not await self._acquaintances.is_first(inbound, acts=acts):
            return None
        try:
            return await self._answer(inbound, person, press)
        except Exception:
            await self._acquaintances.unsee(inbound, acts=acts)
            raise

    async def _answer(self, inbound: Inbound, person: Person, press: Press | None) -> InvokeAnswer | None:
        if inbound.is_personal or _is_for_all(inbound, press, request_in(inbound, person, self._context)):
            return await self._take(inbound, person, press)
        told = await self._answer_in_private(inbound, person, press)
        if inbound.type == "invoke":
            return message_answer(told)
        await self._voice.say(inbound, told)
        return None

    async def _answer_in_private(self, inbound: Inbound, person: Person, press: Press | None) -> str:
        """Acts and answers in the one-to-one chat; what is to be said where it was asked."""
        near = personal_chat(inbound, person)
        for find in (chat_with, chat_anew):  # Teams may not know any more the one that we know
            if (chat := await find(self._context, person.key, near)) is None:
                break
            with suppress(Unreachable):
                await self._take(in_private(inbound, chat), person, press)
                return _(MOVED)
        return _(ADD_ME)

    async def _take(self, inbound: Inbound, person: Person, press: Press | None) -> InvokeAnswer | None:
        """Acts and answers. Every turn of a conversation goes through the SDK, and so does what it says."""
        turn = await self._turn(inbound, person, press)
        meant = None if press else understand(turn.text, turn.locale)
        turn.heard = meant.heard if meant else None
        if not press and (meant is None or meant.heard):
            turn.intake = request_in(inbound, person, self._context)
            meant = None if turn.intake else meant
        in_conversation = (
            press.verb in self._talking if press else meant is None or meant.command in {POST, CANCEL}
        )
        if in_conversation:
            return await self._adapter.converse(inbound, partial(self._converse, inbound, turn, meant))
        async with one_trip(self._acquaintances, inbound, turn):
            await self._act(turn, self._routing.do(turn, meant))
        return await self._voice.answer(inbound, turn)

    async def _converse(
        self, inbound: Inbound, turn: Turn, meant: Understood | None, turn_context: TurnContext
    ) -> InvokeAnswer | None:
        async with one_trip(self._acquaintances, inbound, turn):
            await self._act(turn, self._routing.talk(turn_context, turn, meant))
        return await self._voice.through(ThroughContext(turn_context)).answer(inbound, turn)

    async def _act(self, turn: Turn, work: Awaitable[None]) -> None:
        """A press never ends in an error card: what cannot be done is said, and the gig is shown as it stands."""
        began, press = self._context.clock.now(), turn.press
        try:
            await work
        except CommitUnknown:
            if not press:
                raise  # Teams delivers a message again
            await say_what_is(turn, press)
        except (GigNotFound, DirectoryUnavailable, TooLong) as trouble:
            turn.say(str(trouble))  # the card stays as it is, with what was typed
        except GigError as trouble:
            turn.say(str(trouble))
            if press:
                await self._show_as_it_stands(turn, press)
        ms = round((self._context.clock.now() - began).total_seconds() * 1000)
        who = {"tenant": turn.person.key.tenant, "person": turn.person.key.object_id}
        what = {"verb": press.verb, "gig": press.gig} if press else {"kind": "message"}
        log.info("turn", extra={**who, **what, "ms": ms})

    async def _turn(self, inbound: Inbound, person: Person, press: Press | None) -> Turn:
        chat = channel_chat(inbound, inbound.channel_id) if inbound.channel_id else None
        place: dict[str, Any] = {"chat": chat, "team_id": inbound.team_id} if chat else {}
        if chat and press and press.verb == "follow_channel":
            place["channels"] = dict(await self._channels(inbound))
        return Turn(
            person=person,
            context=self._context,
            text=inbound.text,
            press=press,
            is_personal=inbound.is_personal,
            chat_id=inbound.conversation_id,
            locale=inbound.locale,
            place=place,
        )

    async def _show_as_it_stands(self, turn: Turn, press: Press) -> None:
        try:
            page = await show_gig(self._context, turn.person, press.gig)
        except GigNotFound:
            return
        tracked = (
            TrackedCard(gig=press.gig, version=page.gig.version, view=View.GIG) if turn.is_personal else None
        )
        summary = _("Gig {number}: {title}").format(number=press.gig, title=page.gig.title)
        turn.show(gig_card(page), summary, tracked)

    async def _stranger(self, inbound: Inbound) -> InvokeAnswer | None:
        """Somebody the directory does not know is told so, and learns nothing else."""
        if inbound.type == "invoke":
            only = _("I only work for people in this organisation’s directory.")
            return sentence_answer(inbound.name, only)
        await self._voice.show(inbound, stranger(), _("I don’t know you yet"))
        return None

    async def _cannot_tell_who(self, inbound: Inbound, away: DirectoryUnavailable) -> InvokeAnswer | None:
        """Whoever wants something is told to come back; of arrivals and departures nothing is lost but a greeting."""
        log.warning("directory unavailable in a turn", extra={"kind": inbound.type})
        if inbound.type == "invoke":
            return sentence_answer(inbound.name, str(away))
        if inbound.type == "message":
            await self._voice.say(inbound, str(away))
        return None

    async def _channels(self, inbound: Inbound) -> list[tuple[str, str]]:
        try:
            found = await self._connector.channels(
                inbound.service_url, inbound.team_id or "", tenant=inbound.tenant
            )
        except ConnectorError as trouble:
            log.warning("channels of a team not read: %s", type(trouble).__name__)
            found = []
        return found or [(inbound.channel_id or "", _("This channel"))]

    async def _moved(self, inbound: Inbound, person: Person | None) -> None:
        """Arrivals and departures; several events may say the same thing, in any order."""
        if inbound.action and inbound.action.startswith("remove"):
            mine = person.key.object_id if person else None
            owner = (
                mine if inbound.is_personal else inbound.channel_id
            )  # the Playground names a channel in any chat
            await leave_chat(self._context, inbound.tenant, owner or "")
            self._acquaintances.forget(inbound.tenant, owner or "")
        elif inbound.is_personal and person:
            if inbound.action == "add" or inbound.bot_id in inbound.members_added:
                await self._arrived(inbound, person)
        elif inbound.action == "add" and inbound.channel_id:
            summary = _("Say “{command}” to see your team’s gigs").format(command=FOLLOW)
            await self._voice.show(inbound, pick_channel(await self._channels(inbound)), summary)

    async def _arrived(self, inbound: Inbound, person: Person) -> None:
        """One welcome per install; where windows forget, one per opening of the window."""
        is_new = await self._acquaintances.meet(inbound, person)
        if not self._windows_forget:
            if is_new:
                await self._welcome(inbound, person)
        elif (is_new or inbound.action) and self._acquaintances.is_first_greeting(inbound.conversation_id):
            if is_new:
                await self._welcome(inbound, person)
            else:
                waiting = await self._waiting_for(person)
                card = welcome_back(person.name, waiting, is_demo=self._context.is_demo)
                await self._voice.show(inbound, card, _("Welcome back"))

    async def _waiting_for(self, person: Person) -> int:
        """How many gigs wait for this person; none where the store cannot say, because a greeting is not held up for it."""
        try:
            return len((await my_approvals(self._context, person)).gigs)
        except StoreUnavailable:
            return 0

    async def _welcome(self, inbound: Inbound, person: Person) -> None:
        """Once. One that did not arrive is said when Teams repeats the event."""
        try:
            waiting = await self._waiting_for(person)
            can = ("post_gig", "my_gigs", *(["approvals"] if waiting else []), "help")
            card = welcome(person.name, can, waiting, is_demo=self._context.is_demo)
            await self._voice.show(inbound, card, _("Hello, I’m Freelance Connector"))
        except ConnectorError:
            await leave_chat(self._context, inbound.tenant, person.key.object_id)
            self._acquaintances.forget(inbound.tenant, person.key.object_id)
            raise


def _is_for_all(inbound: Inbound, press: Press | None, asked: Intake | None) -> bool:
    """True when everybody in the group or channel may see the answer, or only the one who pressed does."""
    if press is None:
        meant = understand(inbound.text, inbound.locale)
        is_public = meant is None or not meant.command.private
        return is_public and (asked is None or (meant is not None and not meant.heard))
    return press.verb in FOR_ALL or (inbound.type == "invoke" and press.verb == "refresh_gig")
