"""What somebody may have meant: three buttons, by what they were doing, and the programme team."""

from bot.verbs.understanding import suggestion
from cards.kit.pressed import AdaptiveCard
from cards.welcome import Suggested, lost, usual
from dialogs.sdk import BACK_TO_FORM
from dialogs.turn import Turn
from gigs.gig import GigState
from translation.catalogue import _
from use_cases.permissions.authorize import Role, role_of
from use_cases.showing.find_gig import gigs_near

MOST = 3


async def not_understood(turn: Turn, *, has_form: bool, gig: int | None) -> AdaptiveCard:
    """`has_form` where a form is open in this chat; `gig` is the one that was looked at last.

    Where others listen, nothing is said of what only this person may see.
    """
    found: list[Suggested] = []
    near = suggestion(turn.text)
    if near:
        found.append(Suggested(_("Yes, {command}").format(command=near[0]), near[1]))
    if turn.is_personal:
        if has_form:
            found.append(Suggested(_("Back to your form"), BACK_TO_FORM))
        found += await _of_mine(turn, has_form=has_form, gig=gig)
    known = {one.verb for one in found}
    found += [one for one in usual() if one.verb not in known]
    return lost(found[:MOST], near=near[0] if near else "", gig=gig if turn.is_personal else None)


async def _of_mine(turn: Turn, *, has_form: bool, gig: int | None) -> list[Suggested]:
    """What waits for an answer, the gig that was looked at, the newest draft."""
    near = await gigs_near(turn.context, turn.person)
    found = []
    if any(one.approval_of(turn.person.key) for one in near):
        found.append(Suggested(_("Waiting for my answer"), "approvals"))
    if gig is not None:
        found.append(Suggested(_("Show gig {number}").format(number=gig), "show_gig", gig))
    drafts = (
        one for one in near if one.state is GigState.DRAFT and role_of(turn.person, one) is Role.REQUESTER
    )
    if not has_form and (draft := next(drafts, None)):
        title = _("Continue gig {number}").format(number=draft.number)
        found.append(Suggested(title, "resume_draft", draft.number))
    return found
