"""Card verbs of approvals: deciding one or several, passing on, advice, reviewing an emergency."""

import re
from collections.abc import Awaitable, Callable, Mapping

from bot.verbs.showing import reason
from cards.approval import approval_card, asked_about
from cards.approval_buttons import QUESTION
from cards.inbox import together_card
from cards.kit.elements import Body
from cards.kit.inputs import button, text_field
from cards.which_colleague import which_colleague
from cards.whole_brief import whole_brief
from dialogs.turn import Press, TrackedCard, Turn
from gigs.approval import Decision
from gigs.errors import OutOfOrder
from ports.notices import View
from translation.catalogue import _
from use_cases.approving.ask_advice import answer_colleague, ask_colleague
from use_cases.approving.decide_gig import decide_gig
from use_cases.approving.decide_together import Picked, approve_together
from use_cases.approving.pass_on_approval import pass_on_approval
from use_cases.approving.review_emergency import record_review
from use_cases.colleagues.find_colleague import SeveralFit
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.gig_page import GigPage
from use_cases.showing.show_gig import show_gig

_PICK = re.compile(r"pick_(\d{1,9})_(\d{1,9})_(\d{1,3})")
"""The id of a tick in the list of approvals: gig, revision, step."""


async def show_approval(turn: Turn, press: Press) -> None:
    """The question put to an approver, or what became of it."""
    show_question(turn, await show_gig(turn.context, turn.person, press.gig))


def show_question(turn: Turn, page: GigPage) -> None:
    """The approval card, kept up to date from now on."""
    gig = page.gig
    tracked = TrackedCard(gig=gig.number, version=gig.version, view=View.APPROVAL, subject=asked_about(page))
    summary = _("Gig {number}: {title}").format(number=gig.number, title=gig.title)
    turn.show(approval_card(page), summary, tracked if turn.is_personal else None)


async def read_brief(turn: Turn, press: Press) -> None:
    """The brief in full, on a card of its own; its buttons then turn its pages."""
    page = await show_gig(turn.context, turn.person, press.gig)
    authorize(turn.person, Verb.SEE, page.gig)
    if page.gig.brief is None:
        turn.say(_("Gig {number} is still a draft.").format(number=press.gig))
        return
    number = press.ids.get("first", "")
    turned = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    answer = turn.show if turned else turn.send
    summary = _("The whole brief of gig {number}").format(number=press.gig)
    answer(whole_brief(page.gig, page.gig.brief, turned or 1), summary)


async def approve(turn: Turn, press: Press) -> None:
    """Yes."""
    await _decide(turn, press, Decision.APPROVED)


async def ask_changes(turn: Turn, press: Press) -> None:
    """Not yet: the reason goes back with the form."""
    await _decide(turn, press, Decision.CHANGES_ASKED)


async def reject(turn: Turn, press: Press) -> None:
    """No, with the reason."""
    await _decide(turn, press, Decision.REJECTED)


async def _decide(turn: Turn, press: Press, decision: Decision) -> None:
    """A late press shows the outcome: that is the card itself, not an error."""
    why = "" if decision is Decision.APPROVED else reason(press)
    if decision is not Decision.APPROVED and not why:
        turn.say(_("Please give a reason, so that the requester knows what to do next."))
        await show_approval(turn, press)
        return
    try:
        page = await decide_gig(
            turn.context,
            turn.person,
            press.gig,
            revision=press.revision,
            step=_step(press),
            decision=decision,
            reason=why,
        )
    except OutOfOrder as late:
        page = await show_gig(turn.context, turn.person, press.gig)
        if page.gig.open_approvals:
            turn.say(str(late))
    show_question(turn, page)


def _step(press: Press) -> int:
    """Which step was pressed; 0 on a card that names none, and one that there never is where it cannot be read."""
    typed = press.ids.get("step", "0")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else -1


async def pass_on(turn: Turn, press: Press) -> None:
    """Somebody else is asked in my place, or by a programme lead in another's."""
    field, holder = "pass_on_to", press.ids.get("holder", "")
    to = press.inputs.get(field, "")
    if holder:  # a lead's card may have several of these fields
        to = press.inputs.get(f"pass_on_to_{holder}", to)
    try:
        page = await pass_on_approval(
            turn.context, turn.person, press.gig, revision=press.revision, to=to, instead_of=holder
        )
    except SeveralFit as several:
        _ask_which(turn, press, several, field if not holder else f"{field}_{holder}")
        return
    except OutOfOrder as trouble:
        await _not_done(turn, press, trouble, Verb.REASSIGN)
        return
    show_question(turn, page)


async def ask_advice(turn: Turn, press: Press) -> None:
    """A colleague's opinion, without handing the question over."""
    typed = press.inputs
    try:
        page = await ask_colleague(
            turn.context,
            turn.person,
            press.gig,
            adviser=typed.get("adviser", ""),
            question=typed.get("advice_question", ""),
        )
    except SeveralFit as several:
        question = text_field("advice_question", _(QUESTION), typed.get("advice_question", ""), lines=True)
        _ask_which(turn, press, several, "adviser", [question])
        return
    except OutOfOrder as trouble:
        await _not_done(turn, press, trouble, Verb.ASK_ADVICE)
        return
    show_question(turn, page)


async def give_advice(turn: Turn, press: Press) -> None:
    """The colleague's answer."""
    try:
        answer = press.inputs.get("advice_answer", "")
        page = await answer_colleague(turn.context, turn.person, press.gig, answer=answer)
    except OutOfOrder as trouble:
        await _not_done(turn, press, trouble, Verb.ADVISE)
        return
    show_question(turn, page)


def _ask_which(turn: Turn, press: Press, several: SeveralFit, field: str, below: Body | None = None) -> None:
    """In place of the approval, until one of them is chosen."""
    back = button(_("Back"), "show_approval", inputs=False, gig=press.gig, revision=press.revision)
    holder = press.ids.get("holder") or None
    card = which_colleague(
        several,
        press.verb,
        field,
        {},
        below=below,
        back=back,
        gig=press.gig,
        revision=press.revision,
        holder=holder,
    )
    turn.show(card, str(several))


async def _not_done(turn: Turn, press: Press, trouble: OutOfOrder, verb: Verb) -> None:
    """The card stays as it is, with what was typed, while it can still be done; otherwise it shows what became of it."""
    turn.say(str(trouble))
    page = await show_gig(turn.context, turn.person, press.gig)
    if verb not in page.allowed or page.gig.revision != press.revision:
        show_question(turn, page)


async def review_fine(turn: Turn, press: Press) -> None:
    """The emergency was one."""
    page = await record_review(turn.context, turn.person, press.gig, fine=True)
    show_question(turn, page)


async def review_concern(turn: Turn, press: Press) -> None:
    """It should not have gone this way."""
    try:
        page = await record_review(turn.context, turn.person, press.gig, fine=False, note=reason(press))
    except OutOfOrder as trouble:
        await _not_done(turn, press, trouble, Verb.REVIEW_EMERGENCY)
        return
    show_question(turn, page)


async def together(turn: Turn, press: Press) -> None:
    """Everything that was ticked in the list, each recorded on its own."""
    ticked = [_PICK.fullmatch(name) for name, value in press.inputs.items() if value == "true"]
    picked = [
        Picked(gig=int(one[1]), revision=int(one[2]), step=int(one[3])) for one in ticked if one is not None
    ]
    result = await approve_together(turn.context, turn.person, picked)
    turn.show(together_card(result, result.decided), _("Approved together"))


APPROVAL_VERBS: Mapping[str, Callable[[Turn, Press], Awaitable[None]]] = {
    "read_brief": read_brief,
    "approve_gig": approve,
    "ask_changes": ask_changes,
    "reject_gig": reject,
    "pass_on": pass_on,
    "ask_advice": ask_advice,
    "give_advice": give_advice,
    "review_fine": review_fine,
    "review_concern": review_concern,
    "approve_together": together,
}
"""verb -> what it does."""
