"""Card verbs and the command of work inside: hands, hours, the pick, the work itself, and one's own skills."""

from collections.abc import Awaitable, Callable, Mapping

from bot.verbs.command import Command
from bot.verbs.offers import offer_instead, show_offer_page
from bot.verbs.showing import reason, show_page
from cards.inside_hours import hours_card
from cards.inside_offer import HOURS, NOTE, WHEN, WHY
from cards.my_skills import SKILLS, my_skills_card
from cards.short import short
from dialogs.turn import Press, TrackedCard, Turn
from gigs.errors import GigNotFound, NotAllowed, OutOfOrder
from ports.notices import View
from translation.catalogue import N_, _
from use_cases.inside.consent_hours import consent_hours
from use_cases.inside.do_the_work import (
    accept_work,
    say_it_is_done,
    say_not_yet,
    step_back_from_it,
    take_it_back,
)
from use_cases.inside.my_skills import add_skills_of, forget_skills, name_skills, skills_of
from use_cases.inside.pick_colleague import pick_colleague, send_it_out
from use_cases.inside.raise_hand import lower_hand, raise_hand
from use_cases.permissions.gig_page import GigPage
from use_cases.showing.show_offer import show_offer


async def pressed_offer(turn: Turn, press: Press) -> None:
    """The work as a colleague may read it."""
    if not await offer_instead(turn, press.gig):
        turn.say(_("That isn’t offered to you, or not any more."))


def _show_hours(turn: Turn, page: GigPage, colleague: str) -> None:
    gig = page.gig
    tracked = TrackedCard(gig=gig.number, version=gig.version, view=View.HOURS, subject=colleague)
    turn.show(hours_card(page, colleague), gig.title, tracked if turn.is_personal else None)


async def pressed_hand(turn: Turn, press: Press) -> None:
    """I could do it, then, in so many hours."""
    typed = press.inputs
    try:
        page = await raise_hand(
            turn.context,
            turn.person,
            press.gig,
            why=typed.get(WHY, ""),
            when=typed.get(WHEN, ""),
            hours=typed.get(HOURS, ""),
        )
    except GigNotFound:
        turn.say(_("That isn’t offered to you, or not any more."))
        return
    except OutOfOrder as trouble:
        turn.say(str(trouble))  # the card stays as it is, with what was typed
        return
    show_offer_page(turn, page)


async def pressed_lower(turn: Turn, press: Press) -> None:
    """Not me after all."""
    show_offer_page(turn, await lower_hand(turn.context, turn.person, press.gig))


async def pressed_hours(turn: Turn, press: Press) -> None:
    """The question about a colleague's hours."""
    page = await show_offer(turn.context, turn.person, press.gig)
    _show_hours(turn, page, press.ids.get("person", ""))


async def agree_hours(turn: Turn, press: Press) -> None:
    """They may."""
    await _answer_hours(turn, press, agreed=True)


async def decline_hours(turn: Turn, press: Press) -> None:
    """They may not, for a reason."""
    await _answer_hours(turn, press, agreed=False)


async def _answer_hours(turn: Turn, press: Press, *, agreed: bool) -> None:
    colleague, seen = press.ids.get("person", ""), press.ids.get("seen", "")
    hours = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 6 else 0
    why = "" if agreed else reason(press)
    try:
        page = await consent_hours(
            turn.context,
            turn.person,
            press.gig,
            colleague=colleague,
            hours=hours,
            agreed=agreed,
            reason=why,
        )
    except (OutOfOrder, NotAllowed) as trouble:
        turn.say(str(trouble))
        page = await show_offer(turn.context, turn.person, press.gig)
    _show_hours(turn, page, colleague)


async def pressed_pick(turn: Turn, press: Press) -> None:
    """This colleague does it."""
    chosen = press.ids.get("person", "")
    show_page(turn, await pick_colleague(turn.context, turn.person, press.gig, colleague=chosen), View.GIG)


async def pressed_out(turn: Turn, press: Press) -> None:
    """Not waiting for colleagues any longer."""
    page = await send_it_out(turn.context, turn.person, press.gig, reason=reason(press))
    show_page(turn, page, View.GIG)


async def pressed_done(turn: Turn, press: Press) -> None:
    """My work is done."""
    note = press.inputs.get(NOTE, "")
    show_offer_page(turn, await say_it_is_done(turn.context, turn.person, press.gig, note=note))


async def pressed_accept(turn: Turn, press: Press) -> None:
    """Their work is what was wanted."""
    show_page(turn, await accept_work(turn.context, turn.person, press.gig), View.GIG)


async def pressed_not_yet(turn: Turn, press: Press) -> None:
    """Something is missing."""
    page = await say_not_yet(turn.context, turn.person, press.gig, reason=reason(press))
    show_page(turn, page, View.GIG)


async def pressed_take_back(turn: Turn, press: Press) -> None:
    """Somebody else is to do it, or it’s to be posted."""
    page = await take_it_back(turn.context, turn.person, press.gig, reason=reason(press))
    show_page(turn, page, View.GIG)


async def pressed_step_back(turn: Turn, press: Press) -> None:
    """I can't do it after all."""
    gig = await step_back_from_it(turn.context, turn.person, press.gig, reason=reason(press))
    headline = _("You’ve stepped back. {name} knows why.").format(name=gig.requester.name)
    turn.show(short(headline, about=gig.title), headline)


async def my_skills(turn: Turn) -> None:
    """What I'd like to be asked about."""
    turn.show(my_skills_card(await skills_of(turn.context, turn.person)), _("My skills"))


MY_SKILLS = Command(
    "my skills",  # not for people
    N_("Name what you can help with, and hear of colleagues’ work that fits"),
    ("skills", "my skill"),  # not for people
    my_skills,
    private=True,
    verb="my_skills",
    means="my_skills",
)


async def _pressed_skills(turn: Turn, _press: Press) -> None:
    """The same, by a button."""
    await my_skills(turn)


async def save_skills(turn: Turn, press: Press) -> None:
    """These from now on."""
    named = await name_skills(turn.context, turn.person, press.inputs.get(SKILLS, ""))
    turn.show(my_skills_card(named, saved=True), _("My skills"))


async def forget(turn: Turn, _press: Press) -> None:
    """None from now on."""
    await forget_skills(turn.context, turn.person)
    turn.show(my_skills_card((), saved=True), _("My skills"))


async def add_skills(turn: Turn, press: Press) -> None:
    """Those of the work I did, too."""
    named = await add_skills_of(turn.context, turn.person, press.gig)
    turn.send(my_skills_card(named, saved=True), _("My skills"))


INSIDE_VERBS: Mapping[str, Callable[[Turn, Press], Awaitable[None]]] = {
    "show_offer": pressed_offer,
    "raise_hand": pressed_hand,
    "lower_hand": pressed_lower,
    "show_hours": pressed_hours,
    "agree_hours": agree_hours,
    "decline_hours": decline_hours,
    "pick_colleague": pressed_pick,
    "send_out": pressed_out,
    "say_done": pressed_done,
    "accept_work": pressed_accept,
    "not_yet": pressed_not_yet,
    "step_back": pressed_step_back,
    "take_back_work": pressed_take_back,
    "my_skills": _pressed_skills,
    "save_skills": save_skills,
    "forget_skills": forget,
    "add_skills": add_skills,
}
"""verb -> what it does."""
