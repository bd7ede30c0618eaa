"""What was typed into the form of a brief, and which form it was; every press saves it."""

from cards.marketplace_choice import FIND_SKILLS
from dialogs.sdk import Notes
from dialogs.turn import Turn
from gigs.amounts import without_grouping
from gigs.brief import BY_POLICY, BriefForm
from gigs.check_brief import clean_form, with_held
from gigs.dates import as_iso
from gigs.gig import Gig
from gigs.merging_drafts import marks_of
from gigs.money import MINOR_DIGITS
from ports.marketplace import Capability
from use_cases.listing.choose_market import Reachable, asked_by, choices, reachable, with_former
from use_cases.requesting.submit_gig import Preview, preview_gig, save_draft
from use_cases.showing.show_gig import show_gig

_OF_AN_AMOUNT = ("price_type", "hours")
"""What a usual price is: with an amount in a sentence, only the sentence says it."""


def new_form(turn: Turn, there: Reachable) -> BriefForm:
    """With what the directory and the policy already know: of several marketplaces, that the policy chooses, if it does."""
    centres, currency = turn.person.cost_centres, turn.context.policy.currency
    return BriefForm(
        **turn.context.policy.defaults.filled_in,
        cost_centre=centres[0] if len(centres) == 1 else "",
        currency=currency if currency in MINOR_DIGITS else "",
        marketplace=only_market(there) or (BY_POLICY if BY_POLICY in dict(choices(there)) else ""),
    )


def is_untouched(form: BriefForm, known: BriefForm) -> bool:
    """True when nothing stands in it but what it was filled in with, or less."""
    filled = {name: value for name, value in form if value and name != "marketplace"}
    return all(value == getattr(known, name) for name, value in filled.items())


def read_form(turn: Turn, there: Reachable) -> BriefForm:
    """A new form with what the sentence says. A marketplace that can't be posted to stays in the outcome, like the rest."""
    new = new_form(turn, there)
    if turn.intake is None:
        return new
    said = dict.fromkeys(_OF_AN_AMOUNT, "") if turn.intake.form.amount else {}
    said |= {name: getattr(turn.intake.form, name) for name in turn.intake.said}
    said |= {name: getattr(turn.intake.form, name) for name in turn.intake.asks}
    if said.get("marketplace") not in dict(choices(there)):
        said.pop("marketplace", None)
    return new.model_copy(update=said)


async def typed_brief(turn: Turn, notes: Notes) -> BriefForm:
    """What was typed, with what a form for this marketplace does not ask as it was saved before."""
    there, number = await markets_of(turn), gig_of(notes)
    former = (await show_gig(turn.context, turn.person, number)).gig.form if number else new_form(turn, there)
    typed = clean_form(turn.press.inputs if turn.press else {})
    held = turn.press.ids.get("held", "").split(",") if turn.press else []
    typed = with_held(typed, former, held)
    days = {name: as_iso(getattr(typed, name), turn.locale) for name in ("start", "due")}
    typed = typed.model_copy(update={"amount": _amount(turn, typed.amount), **days})
    return with_former(there, typed, former, turn.press.ids.get("market", "") if turn.press else "")


def _amount(turn: Turn, typed: str) -> str:
    """What was chosen of two readings, or what the speaker's locale makes of it; otherwise as typed."""
    chosen = turn.press.ids.get("reading", "") if turn.press else ""
    return chosen or without_grouping(typed, turn.locale)


async def save_typed(turn: Turn, notes: Notes, form: BriefForm) -> Gig:
    """Saves what is typed, as every press of the form does."""
    number, draft, drawn = gig_of(notes), _draft(turn, notes), drawn_from(turn)
    saved = await save_draft(turn.context, turn.person, form, draft=draft, number=number, drawn=drawn)
    notes["gig"] = str(saved.number)
    return saved


async def preview_saved(turn: Turn, saved: Gig) -> Preview:
    """The preview of what is saved, with whatever another window saves at this moment."""
    drawn = marks_of(saved.form)
    return await preview_gig(turn.context, turn.person, saved.form, number=saved.number, drawn=drawn)


def drawn_from(turn: Turn) -> str:
    """The marks of the draft that the pressed form was drawn from."""
    return turn.press.ids.get("drawn", "") if turn.press else ""


def remember(turn: Turn, notes: Notes) -> None:
    """The pressed card knows best which draft it is about."""
    if turn.press is None:
        return
    draft, number = turn.press.ids.get("draft"), turn.press.gig
    if not draft and not number:
        return
    notes.clear()
    if draft:
        notes["draft"] = draft
    if number:
        notes["gig"] = str(number)


def _draft(turn: Turn, notes: Notes) -> str:
    """The name of the form; one that came without any gets its own, so that two of them are never one gig."""
    return notes.setdefault("draft", turn.context.ids.new("draft-"))


def gig_of(notes: Notes) -> int | None:
    """Its number, once it was saved."""
    return int(notes["gig"]) if notes.get("gig") else None


async def markets_of(turn: Turn) -> Reachable:
    """The marketplaces that can be posted to."""
    return await reachable(turn.context, turn.person.key.tenant)


def only_market(there: Reachable) -> str:
    """The one there is; empty where one has to be chosen."""
    offered = choices(there)
    return offered[0][0] if len(offered) == 1 else ""


def form_asks(turn: Turn, there: Reachable, form: BriefForm) -> set[str]:
    """What the form asks for its marketplace, and whether its client can search that one's skills."""
    market = there.markets.get(form.marketplace)
    can_search = turn.context.people_picker and market and Capability.SKILLS in market.capabilities
    return {*asked_by(there, form.marketplace), *([FIND_SKILLS] if can_search else [])}
