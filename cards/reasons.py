"""The sentences behind a notice's closed words: why something was refused or ended, and what a channel is told."""

from gigs.approval import Decision
from gigs.contract import Milestone
from gigs.gig import Gig
from ports.hindrance import Hindered, Hindrance
from ports.notice_facts import BudgetKind, BudgetUsed, Lapse, Lapsed, NoticeFacts, Reply

HINDRANCES: dict[Hindrance, str] = {
    Hindrance.UNREACHED: "I tried several times and couldn’t get through.",
    Hindrance.NOT_SET_UP: "This marketplace isn’t set up here any more.",
    Hindrance.CANNOT_CLOSE: "Its API can’t close listings.",
    Hindrance.CANNOT_CHANGE: "The listing that is up can’t be changed. Submit again to post it anew.",
    Hindrance.PRICE_CHANGED: "{Freelancer} now asks for {amount}. Please look again before hiring.",
    Hindrance.RATE_CHANGED: "{Freelancer} now asks for {amount} an hour. Please look again before hiring.",
    Hindrance.OFFERED_TO_ANOTHER: (
        "An offer was sent to another freelancer before a backup was restored, and a programme lead has taken it over. Hire the "
        "freelancer marked “Offer sent”; if that offer ends, you can choose again."
    ),
    Hindrance.FUNDED_CHANGED: "{Milestone} is now worth {amount}, not {limit}.",
    Hindrance.ACCEPTED_CHANGED: "{Milestone} is now worth {amount}, not the {limit} that you accepted.",
    Hindrance.BEYOND_APPROVED_TO_FUND: (
        "{amount} for {milestone} would go beyond the {limit} that was approved, so I didn’t fund it. "
        "Ask for the difference on the gig’s card first."
    ),
    Hindrance.BEYOND_APPROVED_TO_PAY: (
        "The contract has changed: {amount} for {milestone} would go beyond the {limit} that was approved, so I didn’t "
        "pay it. Ask for the difference on the gig’s card first."
    ),
    Hindrance.KEY_LOST: "My key no longer opens what I stored for this account.",
    Hindrance.NOT_RENEWABLE: "The access has expired, and this marketplace gave nothing to renew it with.",
}
LAPSES: dict[Lapse, str] = {
    Lapse.NO_ANSWER: "{approver} did not answer in time.",
    Lapse.NOBODY_TO_ASK: (
        "No one can approve step “{step}” right now. Please ask your programme lead to name somebody."
    ),
    Lapse.NOT_POSTED: "It was approved, but could not be posted before the approval ran out.",
}
DECIDED: dict[Decision, str] = {
    Decision.APPROVED: "They approved.",
    Decision.CHANGES_ASKED: "They asked for changes.",
    Decision.REJECTED: "They rejected it.",
}
REPLIES: dict[Reply, str] = {
    Reply.AT_WORK: "A freelancer is at work on “{title}”.",
    Reply.FINISHED: "“{title}” is finished: everything was delivered.",
    Reply.ENDED_EARLY: "“{title}” has ended early.",
    Reply.LESSON: "Lesson learned: {lesson}",
}
BUDGETS: dict[BudgetKind, str] = {
    BudgetKind.COST_CENTRE: "cost centre {id}",
    BudgetKind.PURCHASE_ORDER: "purchase order {id}",
}


def hindrance(no: Hindered, *, freelancer: str = "", milestone: Milestone | None = None) -> str:
    """Why we said no ourselves."""
    who, work = freelancer or "the freelancer", f"“{milestone.title}”" if milestone else "this milestone"
    return HINDRANCES[no.by].format_map(
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
    approver = lapsed.approver.name if lapsed.approver else "Your approver"
    return LAPSES[lapsed.why].format_map({"approver": approver, "step": lapsed.step})


def budget_name(budget: BudgetUsed) -> str:
    """What people call a budget."""
    return BUDGETS[budget.kind].format_map({"id": budget.id})


def reply_text(facts: NoticeFacts, gig: Gig) -> str:
    """What a channel that follows a gig is told in its thread: nothing confidential."""
    if facts.reply is None:
        return facts.as_written.get("text") or f"Gig {gig.number} has moved on."
    lesson = gig.closing.lesson if gig.closing else ""
    return REPLIES[facts.reply].format_map({"title": gig.title, "lesson": lesson})
