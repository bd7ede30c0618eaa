"""What a question to the approvers looks like to one viewer: what they are asked, whom it waits for, how it ended."""

from cards.kit.elements import Body, callout, small
from cards.kit.nodes import CardElement, ContainerStyle
from cards.kit.texts import line, moment, run, said, words
from cards.kit.words import DECISIONS, waiting_for
from cards.route import came_of, place_of, some
from gigs.approval import Approval, Came, Decision, Ended, Purpose
from gigs.asking import counts_too, step_of
from gigs.gig import Gig, GigState
from gigs.route import Lane, Need
from gigs.withdrawing_extension import was_withdrawn
from translation.formats import both
from use_cases.permissions.authorize import Role, Verb
from use_cases.permissions.gig_page import GigPage

_TONES: dict[Decision, ContainerStyle] = {
    Decision.APPROVED: "good",
    Decision.CHANGES_ASKED: "warning",
    Decision.REJECTED: "attention",
}
_NO_MORE = "Your answer is not needed any more."
_WHAT = {
    Purpose.POST: "this gig",
    Purpose.EXCESS: "the extra {amount} for an offer",
    Purpose.EXTENSION: "{amount} more for work under way",
}


def latest(gig: Gig) -> list[Approval]:
    """Those who were asked last, together; nobody where the policy let the newest revision pass by itself."""
    newest = gig.revision
    if gig.route is None or gig.route.lane is not Lane.SELF_SERVICE:
        newest = max((a.revision for a in gig.approvals), default=0)
    return [a for a in gig.approvals if a.revision == newest]


def question_of(page: GigPage, asked: list[Approval], mine: Approval | None) -> CardElement:
    """The callout at the top: a request where one's answer is awaited, otherwise where the question stands."""
    gig = page.gig
    if mine:
        return _request(gig, mine)
    if gig.state is GigState.CANCELLED:
        why = [said(f"“{gig.note}”", most=1500, spacing="Small")] if gig.note else []
        nothing = words("Nothing is left to decide.", spacing="Small")
        return callout("emphasis", f"Withdrawn by {gig.requester.name}", *why, nothing)
    if any(a in gig.open_approvals for a in asked):
        return callout("emphasis", f"Waiting for {waiting_for(gig)}", *_for_viewer(page, asked, waits=True))
    return _outcome(page, asked)


def _request(gig: Gig, mine: Approval) -> CardElement:
    what = _WHAT[mine.purpose].format(amount=mine.amount)
    details = place_of(gig, mine.step)
    if mine.instead_of:
        details.append(line("You are asked ", *came_of(mine), ".", spacing="Small"))
    details += [*_together(gig, mine), *_counts_too(gig, mine)]
    due = words(f"Please answer by {moment(mine.answer_by)}.", spacing="Small")
    return callout("accent", f"{gig.requester.name} asks you to approve {what}", *details, due)


def _together(gig: Gig, mine: Approval) -> Body:
    """Who else is asked at the same time, and whether one yes is enough."""
    step = step_of(gig, mine.step)
    others = [a.approver for a in gig.open_approvals if a.step == mine.step and a is not mine]
    if step is None or not others:
        return []
    if step.need is Need.ANY:
        told = f"{some(others)} can answer too; one yes is enough."
    else:
        told = f"{some(others)} must say yes too."
    return [line(run(told, most=400), spacing="Small")]


def _counts_too(gig: Gig, mine: Approval) -> Body:
    """Where the same person is to decide a later step too: they are asked once."""
    steps = gig.route.steps if gig.route else ()
    later = [f"step {number}, {steps[number - 1].name[:80]}" for number in counts_too(gig, mine)]
    if not later:
        return []
    return [line(run(f"Your approval also counts for {both(later)}.", most=400), spacing="Small")]


def _for_viewer(page: GigPage, asked: list[Approval], *, waits: bool) -> Body:
    """What became of this viewer's own part."""
    if page.role is Role.REQUESTER:
        why = "You cannot approve your own gig."
        return [words(why, spacing="Small")] if waits else []
    own = [a for a in asked if page.viewer and a.approver.key == page.viewer.key and not a.is_open]
    if own:
        return [line(run(_ended(own[-1], asked), most=400), spacing="Small")]
    if page.viewer and any(a.instead_of and a.instead_of.key == page.viewer.key for a in asked if a.is_open):
        return [words("It is asked in your place. Nothing is needed from you now.", spacing="Small")]
    if Verb.REASSIGN in page.allowed:
        return [words("If they cannot answer, pass the question on to somebody who can.", spacing="Small")]
    return [words("Nothing is needed from you now.", spacing="Small")] if waits else []


def _ended(own: Approval, asked: list[Approval]) -> str:
    if own.ended is Ended.HANDED_OVER:
        return _handed_over(own, asked)
    if own.ended is Ended.EXPIRED:
        return "Your time to answer ran out. Nothing is needed from you any more."
    if own.ended is Ended.NOT_NEEDED:
        same = [a for a in asked if a.step == own.step and a.decided_at == own.ended_at]
        who = same[-1].approver.name if same else ""
        return f"{who} has answered, so yours is not needed any more." if who else _NO_MORE
    if own.decision is Decision.APPROVED:
        return "You said yes before, and it still holds." if own.carried_from else "You have said yes."
    return "Your answer is recorded."


def _handed_over(own: Approval, asked: list[Approval]) -> str:
    later = [a for a in asked if a.step == own.step and a.asked_at == own.ended_at and a is not own]
    if not later:
        return "The question has gone to somebody else. Nothing is needed from you now."
    name = later[-1].approver.name
    told = {
        Came.DELEGATED: f"{name} answers in your place, as your delegate.",
        Came.ESCALATED: f"It went to {name} because there was no answer in time.",
        Came.TAKEN_BACK: f"{name} is back and has the question again.",
    }
    return told.get(later[-1].came, f"The question was passed on to {name}.")


def _outcome(page: GigPage, asked: list[Approval]) -> CardElement:
    gig, is_newest = page.gig, asked == latest(page.gig)
    viewers = _for_viewer(page, asked, waits=False)
    if no := [a for a in asked if a.decision in {Decision.CHANGES_ASKED, Decision.REJECTED}]:
        return _decided(gig, no[-1:], is_newest)
    if is_newest and gig.state is GigState.EXPIRED:
        not_lost = words("Nothing is lost: it can be submitted again as it is.", spacing="Small")
        why = [said(gig.note, most=600, spacing="Small")] if gig.note else []
        return callout("warning", f"Expired, and back with {gig.requester.name}", *why, not_lost)
    if any(a.ended is Ended.EXPIRED for a in asked) and not _has_all(asked):
        return callout("warning", "Nobody answered in time", *viewers, _after_expiry(asked))
    if was_withdrawn(asked):
        at_work = gig.state is GigState.ACTIVE
        headline = f"{gig.requester.name} withdrew the request" if at_work else "The work has ended"
        because = next((one.ended_because for one in asked if one.ended_because), "")
        why = [said(f"“{because}”", most=1500, spacing="Small")] if because else []
        return callout("emphasis", headline, *why, *viewers)
    if yes := [a for a in asked if a.decision]:
        return _decided(gig, yes, is_newest)
    if gig.route and gig.route.lane is Lane.SELF_SERVICE:
        return callout(
            "good",
            "Nobody had to be asked",
            words("The policy lets gigs of this kind pass.", spacing="Small"),
        )
    return callout("emphasis", "Nothing is left to decide here", *viewers)


def _has_all(asked: list[Approval]) -> bool:
    """An answer that came too late in a step where another's yes was enough."""
    late = {a.step for a in asked if a.ended is Ended.EXPIRED}
    return all(any(a.decision for a in asked if a.step == number) for number in late)


def _after_expiry(asked: list[Approval]) -> CardElement:
    after = {
        Purpose.POST: "It is back with whoever asked; nothing is lost.",
        Purpose.EXCESS: "No offer was sent.",
        Purpose.EXTENSION: "The work goes on with what was approved.",
    }
    return small(after[asked[-1].purpose], "Small")


def _decided(gig: Gig, answers: list[Approval], is_newest: bool) -> CardElement:
    last = max(answers, key=lambda a: a.decided_at or a.asked_at)
    decision = last.decision or Decision.APPROVED
    who = both(list(dict.fromkeys(a.approver.name for a in answers))[:6])
    after = _then(gig, last, decision) if is_newest else "The gig has moved on since then."
    told: Body = [small(moment(last.decided_at))] if last.decided_at else []
    if last.reason:
        told.append(said(f"“{last.reason}”", most=1500, spacing="Small"))
    headline = f"{DECISIONS[decision].label} by {who}"
    return callout(_TONES[decision], headline, *told, line(run(after), spacing="Small"))


def _then(gig: Gig, last: Approval, decision: Decision) -> str:
    if last.purpose is Purpose.EXTENSION:
        yes = decision is Decision.APPROVED
        return (
            "The work goes on with the extra money."
            if yes
            else "The work goes on with what was approved before."
        )
    if last.purpose is Purpose.EXCESS and decision is not Decision.APPROVED:
        return f"No offer was sent; {gig.requester.name} chooses again."
    if last.purpose is Purpose.EXCESS and gig.state is GigState.REVIEWING:
        return f"The offer came to nothing, so the extra money is free again. {gig.note}".rstrip()
    return {
        Decision.APPROVED: "The money is approved, and the gig continues automatically.",
        Decision.CHANGES_ASKED: f"It is back with {gig.requester.name}.",
        Decision.REJECTED: "The requester was told at once.",
    }[decision]
