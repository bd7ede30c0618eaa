"""The sentences behind a notice's closed words: why something was refused or ended, and what a channel is told."""

from gigs.approval import Decision
from gigs.contract import Milestone
from gigs.gig import Gig
from ports.hindrance import Hindered, Hindrance
from ports.notice_facts import BudgetKind, BudgetUsed, Lapse, Lapsed, NoticeFacts, Reply
from translation.catalogue import N_, _

HINDRANCES: dict[Hindrance, str] = {
    Hindrance.UNREACHED: N_("I tried several times and couldn’t get through."),
    Hindrance.NOT_SET_UP: N_("This marketplace isn’t set up here any more."),
    Hindrance.CANNOT_CLOSE: N_("Its API can’t close listings."),
    Hindrance.CANNOT_CHANGE: N_(
        "The current listing can’t be changed. Submit the gig again to post it again."
    ),
    Hindrance.PRICE_CHANGED: N_("{Freelancer} now asks for {amount}. Please look again before hiring."),
    Hindrance.RATE_CHANGED: N_(
        "{Freelancer} now asks for {amount} an hour. Please look again before hiring."
    ),
    Hindrance.OFFERED_TO_ANOTHER: N_(
        "An offer was sent to another freelancer before a backup was restored, and a programme lead has taken it over. Hire the "
        "freelancer marked “Offer sent”; if that offer ends, you can choose again."
    ),
    Hindrance.DO_NOT_HIRE: N_(
        "{Freelancer} has been marked “do-not-hire” meanwhile, so I didn’t send the offer. Open the proposals to see whom to ask."
    ),
    Hindrance.FUNDED_CHANGED: N_("{Milestone} is now worth {amount}, not {limit}."),
    Hindrance.ACCEPTED_CHANGED: N_("{Milestone} is now worth {amount}, not the {limit} you accepted."),
    Hindrance.BEYOND_APPROVED_TO_FUND: N_(
        "{amount} for {milestone} would exceed the approved {limit}, so I didn’t fund it. "
        "Ask for the difference on the gig’s card first."
    ),
    Hindrance.BEYOND_APPROVED_TO_PAY: N_(
        "The contract has changed: {amount} for {milestone} would exceed the approved {limit}, so I didn’t pay it. "
        "Ask for the difference on the gig’s card first."
    ),
    Hindrance.KEY_LOST: N_("My key can no longer decrypt what I stored for this account."),
    Hindrance.NOT_RENEWABLE: N_("The access has expired, and this marketplace gave us no way to renew it."),
}
LAPSES: dict[Lapse, str] = {
    Lapse.NO_ANSWER: N_("{approver} didn’t answer in time."),
    Lapse.NOBODY_TO_ASK: N_(
        "No one can approve step “{step}” right now. Please ask your programme lead to name someone."
    ),
    Lapse.NOT_POSTED: N_("It was approved, but couldn’t be posted before the approval expired."),
}
DECIDED: dict[Decision, str] = {
    Decision.APPROVED: N_("They approved."),
    Decision.CHANGES_ASKED: N_("They asked for changes."),
    Decision.REJECTED: N_("They rejected it."),
}
REPLIES: dict[Reply, str] = {
    Reply.AT_WORK: N_("A freelancer is at work on “{title}”."),
    Reply.COLLEAGUE_AT_WORK: N_("A colleague is working on “{title}”."),
    Reply.FINISHED: N_("“{title}” is finished: everything was delivered."),
    Reply.ENDED_EARLY: N_("“{title}” ended early."),
    Reply.LESSON: N_("Lesson learned: {lesson}"),
}
BUDGETS: dict[BudgetKind, str] = {
    BudgetKind.COST_CENTRE: N_("cost centre {id}"),
    BudgetKind.PURCHASE_ORDER: N_("purchase order {id}"),
}


def hindrance(no: Hindered, *, freelancer: str = "", milestone: Milestone | None = None) -> str:
    """Why we said no ourselves."""
    who = freelancer or _("the freelancer")
    work = _("“{title}”").format(title=milestone.title) if milestone else _("this milestone")
    return _(HINDRANCES[no.by]).format_map(
        {
            "amount": str(no.amount),
            "limit": str(no.limit),
            "Freelancer": who[:1].upper() + who[1:],
            "milestone": work,
            "Milestone": work[:1].upper() + work[1:],
        }
    )


def lapse(lapsed: Lapsed) -> str:
    """Why a question ended without a no."""
    approver = lapsed.approver.name if lapsed.approver else _("Your approver")
    return _(LAPSES[lapsed.why]).format_map({"approver": approver, "step": lapsed.step})


def budget_name(budget: BudgetUsed) -> str:
    """What people call a budget."""
    return _(BUDGETS[budget.kind]).format_map({"id": budget.id})


def reply_text(facts: NoticeFacts, gig: Gig) -> str:
    """What a channel that follows a gig is told in its thread: nothing confidential."""
    if facts.reply is None:
        return facts.as_written.get("text") or _("Gig {number} has moved on.").format(number=gig.number)
    return _(REPLIES[facts.reply]).format_map({"title": gig.title, "lesson": _lesson(gig)})


def _lesson(gig: Gig) -> str:
    """Both lines of it, or the one text that a lesson once was."""
    if gig.closing is None:
        return ""
    again, differently = gig.closing.do_again, gig.closing.do_differently
    told = _("Do differently: {lesson}").format(lesson=differently) if differently else ""
    return " ".join(one for one in (gig.closing.lesson or again, told) if one)
