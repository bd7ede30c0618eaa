"""The talent pool, by command and by button."""

import re
from collections.abc import Awaitable, Callable, Mapping

from bot.verbs.command import Command
from bot.verbs.showing import reason
from cards.do_not_hire import asked_for_mark, mark_lifted, marks_card
from cards.freelancer import GIG, LETTER, forgotten_card, freelancer_card
from cards.talent import talent_card, wanted_of
from dialogs.turn import Press, Turn
from gigs.errors import OutOfOrder
from gigs.talent import FreelancerKey
from translation.catalogue import N_, _
from use_cases.asking.ask_team import ask_the_team
from use_cases.audit.forget_freelancer import forget_freelancer
from use_cases.permissions.authorize import PROGRAMME_LEAD
from use_cases.permissions.authorize_talent import TalentVerb
from use_cases.reading.read_freelancer import read_freelancer
from use_cases.talent.find_talent import TalentWanted, find_talent, show_talent
from use_cases.talent.invite_again import invite_again
from use_cases.talent.mark_freelancer import lift_mark, list_marks, mark_freelancer

LOOKS_FOR = re.compile(
    r"talent(?:\s+pool)?\s+(?:for\s+|with\s+)?(\S{1,60}(?:\s+\S{1,60}){0,2})", re.IGNORECASE
)
"""`talent powerpoint`: who is looked for, in up to three words; more of them are a request for work."""


async def talent(turn: Turn) -> None:
    """Freelancers whom we worked with; what stands behind the word is looked for."""
    found = LOOKS_FOR.fullmatch(turn.text.strip())
    await _show(turn, TalentWanted(text=found.group(1) if found else ""))


async def _show(turn: Turn, wanted: TalentWanted, first: int = 0) -> None:
    page = await find_talent(turn.context, turn.person, wanted, first)
    is_lead = PROGRAMME_LEAD in turn.person.roles
    turn.show(talent_card(page, turn.context.clock.now(), is_lead=is_lead, first=first), _("Talent pool"))


async def _search(turn: Turn, press: Press) -> None:
    """As it was filled in, a page at a time."""
    typed = press.ids.get("first", "")
    first = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    await _show(turn, wanted_of(press.inputs), first)


TALENT = Command(
    "talent",
    N_("Freelancers we’ve worked with, for example: talent PowerPoint"),
    ("talent pool", "freelancers", "our freelancers"),  # not for people
    talent,
    private=True,
    verb="talent",
    means="talent",
)


def key_of(turn: Turn, press: Press) -> FreelancerKey:
    """Whoever the button was about, of the presser's own tenant."""
    return FreelancerKey(
        tenant=turn.person.key.tenant,
        marketplace=press.ids.get("market", ""),
        freelancer=press.ids.get("freelancer", ""),
    )


async def _open(turn: Turn, press: Press) -> None:
    """One freelancer, as this person may know them."""
    await show_freelancer(turn, key_of(turn, press))


async def _same_freelancer(turn: Turn, press: Press) -> None:
    """The same card as a message of its own: the preview stays. They’re invited once the gig is listed."""
    one = await show_talent(turn.context, turn.person, key_of(turn, press))
    told = _("Once your gig is listed, open this freelancer again with “talent” and invite them to it.")
    card = freelancer_card(one, turn.context.clock.now(), told=told)
    turn.send(card, _("A freelancer in the talent pool"))


async def show_freelancer(turn: Turn, key: FreelancerKey, told: str = "", *, reading: bool = False) -> None:
    """The card, with what was just done."""
    one = await show_talent(turn.context, turn.person, key)
    card = freelancer_card(one, turn.context.clock.now(), reading=reading, told=told)
    turn.show(card, _("A freelancer in the talent pool"))


async def _read(turn: Turn, press: Press) -> None:
    """The name, where it may not be kept."""
    key = key_of(turn, press)
    await read_freelancer(turn.context, turn.person, key)
    await show_freelancer(turn, key, reading=True)


async def _invite(turn: Turn, press: Press) -> None:
    """To one of the presser's own gigs."""
    key, typed = key_of(turn, press), press.inputs.get(GIG, "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    if not number:
        raise OutOfOrder(_("Please choose one of your gigs."))
    done = await invite_again(turn.context, turn.person, key, number, press.inputs.get(LETTER, ""))
    told = _("The invitation to gig {number} is on its way.")
    if not done.is_new:
        told = _("They’ve already been invited to gig {number}, so I won’t do it again.")
    await show_freelancer(turn, key, told.format(number=number))


async def _mark(turn: Turn, press: Press) -> None:
    """Nobody hires them any more."""
    key = key_of(turn, press)
    await mark_freelancer(turn.context, turn.person, key, reason(press))
    await show_freelancer(turn, key)


async def _lift(turn: Turn, press: Press) -> None:
    """They may be hired again."""
    await lift_mark(turn.context, turn.person, press.ids.get("mark", ""), reason(press))
    turn.show(mark_lifted(turn.context.clock.now()), _("Mark lifted"))


async def _forget(turn: Turn, press: Press) -> None:
    """For good."""
    gigs = await forget_freelancer(turn.context, turn.person, key_of(turn, press))
    turn.show(forgotten_card(gigs, turn.context.clock.now()), _("A freelancer was forgotten"))


async def _marks(turn: Turn, _press: Press) -> None:
    """Everybody who is marked."""
    listed = await list_marks(turn.context, turn.person)
    turn.show(marks_card(listed, turn.context.clock.now()), _("Marked “do-not-hire”"))


async def _ask(turn: Turn, press: Press) -> None:
    """The programme leads are asked to set a mark; theirs is the decision."""
    one = await show_talent(turn.context, turn.person, key_of(turn, press), TalentVerb.ASK_FOR_MARK)
    who = one.talent.name or one.key.freelancer
    asked = _("Please mark {freelancer} ({market}) “do-not-hire”: {reason}").format(
        freelancer=who, market=one.marketplace, reason=reason(press)
    )
    sent = await ask_the_team(turn.context, turn.person, asked)
    turn.show(asked_for_mark(sent.leads), _("Asked the programme leads"))


TALENT_VERBS: Mapping[str, Callable[[Turn, Press], Awaitable[None]]] = {
    "talent": _search,
    "show_freelancer": _open,
    "same_freelancer": _same_freelancer,
    "read_freelancer": _read,
    "invite_again": _invite,
    "mark_freelancer": _mark,
    "lift_mark": _lift,
    "list_marks": _marks,
    "forget_freelancer": _forget,
    "ask_for_mark": _ask,
}
"""verb -> what it does."""
