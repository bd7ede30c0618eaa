"""Hire: the proposals side by side, one is chosen, the money is repeated, and only then is it confirmed."""

from cards.hire_confirm import hire_confirm
from cards.kit.inputs import reason_of
from cards.proposals import proposals_card
from dialogs.left_forms import unless_cancelled
from dialogs.sdk import Conversation, Notes
from dialogs.status import show_status
from dialogs.turn import Turn
from gigs.amounts import as_seen
from gigs.errors import BriefIncomplete
from translation.catalogue import _
from use_cases.hiring.hire import hire_freelancer, preview_hire
from use_cases.lessons.lessons_for import Step, lessons_for
from use_cases.reading.read_again import open_proposals
from use_cases.showing.show_gig import remarked

NAME = "hire"


def hire() -> Conversation:
    """The conversation, in reading order."""
    return Conversation(
        NAME,
        opening=compare,
        pressed={
            "review_proposals": compare,
            "choose_proposal": confirm,
            "confirm_hire": unless_cancelled(send_offer),
        },
        again=once_more,
        said=answer_in_words,
    )


async def compare(turn: Turn, notes: Notes) -> bool:
    """All proposals, side by side."""
    _remember(turn, notes)
    notes.pop("proposal", None)
    page = await open_proposals(turn.context, turn.person, _gig(notes))
    first = turn.press.ids.get("first", "") if turn.press else ""
    place = int(first) if first.isascii() and first.isdigit() and len(first) < 4 else 0
    place = place if place < len(page.proposals) else 0
    summary = _("Proposals for gig {number}").format(number=page.gig.number)
    lessons = await lessons_for(turn.context, turn.person, page.gig, Step.HIRING)
    turn.show(proposals_card(remarked(turn.context, page), first=place, lessons=lessons), summary)
    return True


async def confirm(turn: Turn, notes: Notes, problem: str = "") -> bool:
    """Repeats the money and who else has to agree; above the approved sum it asks why."""
    _remember(turn, notes)
    seen = await preview_hire(turn.context, turn.person, _gig(notes), notes.get("proposal", ""))
    notes["seen"], notes["draft"] = as_seen(seen.total), turn.context.ids.new("form-")
    steps = seen.route.steps if seen.route else ()
    names = [person.name for step in steps for person in step.approvers]
    card = hire_confirm(
        seen.page,
        seen.proposal,
        seen.total,
        seen.excess,
        list(dict.fromkeys(names)),
        draft=notes["draft"],
        problem=problem,
        lessons=await lessons_for(turn.context, turn.person, seen.page.gig, Step.HIRING),
    )
    turn.show(card, _("Hire {freelancer}?").format(freelancer=seen.proposal.freelancer))
    return True


async def send_offer(turn: Turn, notes: Notes) -> bool:
    """Enqueues the offer, or asks the approver for the difference."""
    _remember(turn, notes)
    press = turn.press
    why = reason_of({"verb": press.verb, **press.ids, **press.inputs}) if press else ""
    seen, proposal = notes.get("seen", ""), notes.get("proposal", "")
    try:
        gig = await hire_freelancer(turn.context, turn.person, _gig(notes), proposal, seen=seen, reason=why)
    except BriefIncomplete as unsaid:
        return await confirm(turn, notes, unsaid.problems.get("reason", ""))
    await show_status(turn, gig.number)
    return False


async def answer_in_words(turn: Turn, notes: Notes) -> bool:
    """Yes and no are understood where a confirmation is open, and nothing else."""
    answer = turn.text.strip(" .!").casefold()
    if "proposal" in notes and answer in {"yes", "y", "hire", "confirm"}:
        return await send_offer(turn, notes)
    if "proposal" in notes and answer in {"no", "n", "back"}:
        return await compare(turn, notes)
    return True


async def once_more(turn: Turn, notes: Notes) -> bool:
    """The confirmation if one was open, else all proposals."""
    return await (confirm if "proposal" in notes else compare)(turn, notes)


def _remember(turn: Turn, notes: Notes) -> None:
    """The pressed card knows best which gig and which proposal it is about."""
    if turn.press is None or not turn.press.gig:
        return
    notes.clear()
    notes["gig"] = str(turn.press.gig)
    if turn.press.ids.get("proposal"):
        notes["proposal"] = turn.press.ids["proposal"]
    if turn.press.ids.get("seen"):
        notes["seen"] = turn.press.ids["seen"]


def _gig(notes: Notes) -> int:
    return int(notes.get("gig", "0"))
