"""The requester asks for more money while the work is under way; only the difference is approved."""

from gigs.amounts import read_amount
from gigs.approval import Purpose
from gigs.approving import ask_for_extension, may_extend
from gigs.brief import clean
from gigs.errors import BriefIncomplete, OutOfOrder
from gigs.gig import Extension, Gig
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.length import within
from gigs.money import Money
from gigs.people import Person
from gigs.route import Route
from gigs.value import Value
from ports.notice_facts import NoticeFacts
from ports.notices import NoticeKind
from ports.storage import Transaction
from translation.catalogue import N_, _
from use_cases.approving.more_money import MoreMoney, notify_budget_owner, there_is_money, way_to
from use_cases.approving.notify_approvers import notify_approvers
from use_cases.context import Context
from use_cases.entries import entry
from use_cases.notifying.notify import notify_requester, show_change
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.gig_page import GigPage
from use_cases.retry_on_conflict import retry_on_conflict
from use_cases.showing.show_gig import page_of

LONGEST_AMOUNT, LONGEST_REASON = 40, 1000
NO_REASON = N_("Please say what the extra money is for. Your approver reads it.")


class ExtensionPreview(Value):
    """What asking for more money would come to, and who would be asked."""

    page: GigPage
    amount: Money
    route: Route


async def preview_extension(
    context: Context, who: Person, number: int, *, amount: str, reason: str
) -> ExtensionPreview:
    """Asks nobody yet.

    Raises BriefIncomplete with what is wrong with `amount`, `reason` or the budget; TooLong; OutOfOrder when the gig is not at
    work or asks already; NoApprover.
    """

    async def looked_up(tx: Transaction) -> tuple[Gig, GigPage]:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.EXTEND, gig)
        may_extend(gig)
        return gig, await page_of(context, tx, gig, who)

    gig, page = await context.store.run(looked_up)
    within(clean(amount), LONGEST_AMOUNT, _("The amount"))
    problems = {} if within(clean(reason), LONGEST_REASON, _("The reason")) else {"reason": _(NO_REASON)}
    try:
        wanted = read_amount(clean(amount), currency_of(gig))
    except ValueError as wrong:
        raise BriefIncomplete(problems | {"amount": str(wrong)}) from wrong
    if problems:
        raise BriefIncomplete(problems)
    way = await way_to(context, who, gig, wanted)
    try:
        await context.store.run(there_is_money, way, gig)
    except OutOfOrder as over:
        raise BriefIncomplete({"amount": str(over)}) from over
    return ExtensionPreview(page=page, amount=wanted, route=way.route)


@retry_on_conflict
async def extend_gig(
    context: Context, who: Person, number: int, *, revision: int, amount: str, reason: str
) -> Gig:
    """Asks for `amount` (digits, in the gig's currency) on top of the approved sum; once, however often pressed.

    Raises OutOfOrder when the gig is not at work, waits for such a yes already, was put to somebody since `revision`,
    or the amount or reason is no good.
    """
    reason = within(clean(reason), LONGEST_REASON, _("The reason"))

    async def looked_up(tx: Transaction) -> Gig:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.EXTEND, gig)
        return gig

    gig = await context.store.run(looked_up)
    wanted = _money(amount, gig)
    if not reason:
        raise OutOfOrder(_(NO_REASON))
    extension = Extension(amount=wanted, reason=reason)
    if gig.extension == extension:
        return gig
    if gig.revision != revision:
        raise OutOfOrder(
            _("Gig {number} has moved on, so no request was sent. This is where it stands now.").format(
                number=number
            )
        )
    way = await way_to(context, who, gig, wanted)
    return await context.store.run(_asked_for, who, gig, extension, way)


async def _asked_for(tx: Transaction, who: Person, gig: Gig, extension: Extension, way: MoreMoney) -> Gig:
    await there_is_money(tx, way, gig)
    asked = ask_for_extension(gig, extension, way.route, way.asking)
    recorded = EntryFacts(revision=asked.revision, amount=extension.amount, reason=extension.reason)
    said = entry(who, EntryKind.EXTENSION_REQUESTED, way.asking.at, recorded)
    saved = await tx.gigs.save(gig, asked, said)
    await notify_approvers(tx, gig, saved, way.asking.at)
    await notify_budget_owner(tx, way, saved)
    if not saved.open_approvals:
        facts = NoticeFacts(by_policy=True, purpose=Purpose.EXTENSION)
        await notify_requester(tx, saved, NoticeKind.APPROVED, at=way.asking.at, facts=facts)
    await show_change(tx, saved)
    return saved


def currency_of(gig: Gig) -> str:
    """The one that its money was approved in."""
    return (gig.approved or gig.checked_brief.budget).currency


def _money(typed: str, gig: Gig) -> Money:
    try:
        return read_amount(clean(typed), currency_of(gig))
    except ValueError as wrong:
        raise OutOfOrder(str(wrong)) from wrong
