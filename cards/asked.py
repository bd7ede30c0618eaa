"""What a question to the approvers looks like to one viewer: what they are asked, whom it waits for, how it ended."""

from cards.kit.elements import Body, callout, small
from cards.kit.nodes import CardElement, ContainerStyle
from cards.kit.texts import line, moment, run, said, sentence, words
from cards.kit.words import waiting_for
from cards.route import place_of, some
from gigs.approval import Approval, Came, Decision, Ended, Purpose
from gigs.asking import counts_too, step_of
from gigs.gig import Gig, GigState
from gigs.route import Lane, Need
from gigs.withdrawing_extension import was_withdrawn
from translation.catalogue import N_, _
from translation.formats import both
from use_cases.permissions.authorize import Role, Verb
from use_cases.permissions.gig_page import GigPage

_TONES: dict[Decision, ContainerStyle] = {
    Decision.APPROVED: "good",
    Decision.CHANGES_ASKED: "warning",
    Decision.REJECTED: "attention",
}
_ASKS = {
    Purpose.POST: N_("{who} asks you to approve this gig"),
    Purpose.EXCESS: N_("{who} asks you to approve the extra {amount} for an offer"),
    Purpose.EXTENSION: N_("{who} asks you to approve {amount} more for work under way"),
}
_IN_PLACE_OF = N_("You’re deciding in place of {name}.")
_CAME = {
    Came.ASKED: _IN_PLACE_OF,
    Came.PASSED_ON: _IN_PLACE_OF,
    Came.DELEGATED: N_("You’re deciding as the delegate of {name}."),
    Came.ESCALATED: N_("You’re deciding because {name} didn’t answer in time."),
    Came.SUCCEEDED: N_("You’re deciding in place of {name}, who has left."),
    Came.TAKEN_BACK: _IN_PLACE_OF,
}
_WENT_TO = {
    Came.DELEGATED: N_("{name} decides in your place, as your delegate."),
    Came.ESCALATED: N_("It went to {name} because there was no answer in time."),
    Came.TAKEN_BACK: N_("{name} is back and will decide."),
}
_PASSED_ON = N_("The request was passed on to {name}.")
_AFTER_EXPIRY = {
    Purpose.POST: N_("It’s back with the requester; nothing is lost."),
    Purpose.EXCESS: N_("No offer was sent."),
    Purpose.EXTENSION: N_("Work continues with what was approved."),
}
_DECIDED = {
    Decision.APPROVED: N_("Approved by {who}"),
    Decision.CHANGES_ASKED: N_("Changes requested by {who}"),
    Decision.REJECTED: N_("Rejected by {who}"),
}
_THEN = {
    Decision.APPROVED: N_("The money is approved, and the gig continues automatically."),
    Decision.CHANGES_ASKED: N_("It’s back with {who}."),
    Decision.REJECTED: N_("The requester was notified at once."),
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
        nothing = words(_("There’s nothing left to decide."), spacing="Small")
        headline = _("Withdrawn by {name}").format(name=gig.requester.name)
        return callout("emphasis", headline, *why, nothing)
    if any(a in gig.open_approvals for a in asked):
        headline = _("Waiting for {approvers}").format(approvers=waiting_for(gig))
        return callout("emphasis", headline, *_for_viewer(page, asked, waits=True))
    return _outcome(page, asked)


def _request(gig: Gig, mine: Approval) -> CardElement:
    details = place_of(gig, mine.step)
    if mine.instead_of:
        name = run(mine.instead_of.name, most=60)
        details.append(sentence(_(_CAME[mine.came]), spacing="Small", name=name))
    details += [*_together(gig, mine), *_counts_too(gig, mine)]
    due = words(_("Please answer by {when}.").format(when=moment(mine.answer_by)), spacing="Small")
    headline = _(_ASKS[mine.purpose]).format(who=gig.requester.name, amount=mine.amount)
    return callout("accent", headline, *details, due)


def _together(gig: Gig, mine: Approval) -> Body:
    """Who else is asked at the same time, and whether one yes is enough."""
    step = step_of(gig, mine.step)
    others = [a.approver for a in gig.open_approvals if a.step == mine.step and a is not mine]
    if step is None or not others:
        return []
    told = _("{who} must approve too.")
    if step.need is Need.ANY:
        told = _("{who} can decide too; one approval is enough.")
    return [sentence(told, spacing="Small", who=run(some(others), most=400))]


def _counts_too(gig: Gig, mine: Approval) -> Body:
    """Where the same person is to decide a later step too: they are asked once."""
    steps = gig.route.steps if gig.route else ()
    later = [
        _("step {number}, {name}").format(number=number, name=steps[number - 1].name[:80])
        for number in counts_too(gig, mine)
    ]
    if not later:
        return []
    told = _("Your approval also counts for {steps}.")
    return [sentence(told, spacing="Small", steps=run(both(later), most=400))]


def _for_viewer(page: GigPage, asked: list[Approval], *, waits: bool) -> Body:
    """What became of this viewer's own part."""
    if page.role is Role.REQUESTER:
        return [words(_("You can’t approve your own gig."), spacing="Small")] if waits else []
    own = [a for a in asked if page.viewer and a.approver.key == page.viewer.key and not a.is_open]
    if own:
        return [line(run(_ended(own[-1], asked), most=400), spacing="Small")]
    if page.viewer and any(a.instead_of and a.instead_of.key == page.viewer.key for a in asked if a.is_open):
        told = _("Somebody is deciding in your place. You don’t need to do anything now.")
        return [words(told, spacing="Small")]
    if Verb.REASSIGN in page.allowed:
        return [words(_("If they can’t answer, pass it on to somebody who can."), spacing="Small")]
    return [words(_("You don’t need to do anything now."), spacing="Small")] if waits else []


def _ended(own: Approval, asked: list[Approval]) -> str:
    if own.ended is Ended.HANDED_OVER:
        return _handed_over(own, asked)
    if own.ended is Ended.EXPIRED:
        return _("Your time to answer ran out. You don’t need to do anything now.")
    if own.ended is Ended.NOT_NEEDED:
        same = [a for a in asked if a.step == own.step and a.decided_at == own.ended_at]
        who = same[-1].approver.name if same else ""
        if not who:
            return _("Your answer is no longer needed.")
        return _("{who} has answered, so your answer is no longer needed.").format(who=who)
    if own.decision is Decision.APPROVED:
        return _("Your earlier approval still counts.") if own.carried_from else _("You approved it.")
    return _("Your answer is recorded.")


def _handed_over(own: Approval, asked: list[Approval]) -> str:
    later = [a for a in asked if a.step == own.step and a.asked_at == own.ended_at and a is not own]
    if not later:
        return _("Somebody else is deciding now. You don’t need to do anything.")
    told = _(_WENT_TO.get(later[-1].came, _PASSED_ON))
    return told.format(name=later[-1].approver.name)


def _outcome(page: GigPage, asked: list[Approval]) -> CardElement:
    gig, is_newest = page.gig, asked == latest(page.gig)
    viewers = _for_viewer(page, asked, waits=False)
    if no := [a for a in asked if a.decision in {Decision.CHANGES_ASKED, Decision.REJECTED}]:
        return _decided(gig, no[-1:], is_newest)
    if is_newest and gig.state is GigState.EXPIRED:
        not_lost = words(_("Nothing is lost: it can be submitted again as it is."), spacing="Small")
        why = [said(gig.note, most=600, spacing="Small")] if gig.note else []
        headline = _("Expired, and back with {name}").format(name=gig.requester.name)
        return callout("warning", headline, *why, not_lost)
    if any(a.ended is Ended.EXPIRED for a in asked) and not _has_all(asked):
        return callout("warning", _("Nobody answered in time"), *viewers, _after_expiry(asked))
    if was_withdrawn(asked):
        headline = _("The work has ended")
        if gig.state is GigState.ACTIVE:
            headline = _("{who} withdrew the request").format(who=gig.requester.name)
        because = next((one.ended_because for one in asked if one.ended_because), "")
        why = [said(f"“{because}”", most=1500, spacing="Small")] if because else []
        return callout("emphasis", headline, *why, *viewers)
    if yes := [a for a in asked if a.decision]:
        return _decided(gig, yes, is_newest)
    if gig.route and gig.route.lane is Lane.SELF_SERVICE:
        told = words(_("The policy lets gigs like this go ahead without approval."), spacing="Small")
        return callout("good", _("No approval was needed"), told)
    return callout("emphasis", _("There’s nothing left to decide here"), *viewers)


def _has_all(asked: list[Approval]) -> bool:
    """An answer that came too late in a step where another's yes was enough."""
    late = {a.step for a in asked if a.ended is Ended.EXPIRED}
    return all(any(a.decision for a in asked if a.step == number) for number in late)


def _after_expiry(asked: list[Approval]) -> CardElement:
    return small(_(_AFTER_EXPIRY[asked[-1].purpose]), "Small")


def _decided(gig: Gig, answers: list[Approval], is_newest: bool) -> CardElement:
    last = max(answers, key=lambda a: a.decided_at or a.asked_at)
    decision = last.decision or Decision.APPROVED
    who = both(list(dict.fromkeys(a.approver.name for a in answers))[:6])
    after = _then(gig, last, decision) if is_newest else _("The gig has moved on since then.")
    told: Body = [small(moment(last.decided_at))] if last.decided_at else []
    if last.reason:
        told.append(said(f"“{last.reason}”", most=1500, spacing="Small"))
    headline = _(_DECIDED[decision]).format(who=who)
    return callout(_TONES[decision], headline, *told, line(run(after), spacing="Small"))


def _then(gig: Gig, last: Approval, decision: Decision) -> str:
    if last.purpose is Purpose.EXTENSION:
        if decision is Decision.APPROVED:
            return _("Work continues with the extra money.")
        return _("Work continues with what was approved before.")
    if last.purpose is Purpose.EXCESS and decision is not Decision.APPROVED:
        return _("No offer was sent; {who} will choose again.").format(who=gig.requester.name)
    if last.purpose is Purpose.EXCESS and gig.state is GigState.REVIEWING:
        return f"{_('The offer fell through, so the extra money is available again.')} {gig.note}".rstrip()
    return _(_THEN[decision]).format(who=gig.requester.name)
