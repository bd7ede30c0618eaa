"""The form of a brief, as a conversation shows it."""

from cards.brief import brief_form
from cards.from_words import TYPED, FromWords
from cards.tips import Step
from cards.two_versions import DrawnFrom, drawn_from
from dialogs.brief_lessons import learnt_beside
from dialogs.sdk import Notes
from dialogs.tips import tipped
from dialogs.turn import Turn
from dialogs.typed_brief import form_asks, gig_of, markets_of, new_form, only_market
from gigs.brief import BriefForm
from gigs.gig import Gig
from gigs.merging_drafts import marks_of
from translation.catalogue import N_, _
from use_cases.listing.choose_market import choices
from use_cases.playbook.use_template import Used

NONE_CONNECTED = N_(
    "None is connected yet. A programme lead has to connect one; a draft can be saved until then."
)


async def show_form(
    turn: Turn,
    what: BriefForm | Gig,
    notes: Notes,
    *,
    problems: dict[str, str] | None = None,
    note: str = "",
    replacing: str = "",
    words: FromWords = TYPED,
    used: Used | None = None,
    anew: bool = False,
) -> None:
    """A form that nobody has saved yet, or what is saved; `note` in place of the gig's own. `used` is the template that
    has just filled it in."""
    policy, there = turn.context.policy, await markets_of(turn)
    saved = what if isinstance(what, Gig) else None
    form = what.form if isinstance(what, Gig) else what
    questions = [(question.id, question.ask) for question in policy.questions]
    drawn = drawn_from(saved, questions) if saved else DrawnFrom(marks_of(form))
    if not choices(there):
        problems = {**(problems or {}), "marketplace": _(NONE_CONNECTED)}
    form = form.model_copy(update={"marketplace": only_market(there) or form.marketplace})
    card = brief_form(
        form,
        problems or {},
        draft=notes.get("draft", ""),
        gig=gig_of(notes),
        marketplaces=choices(there),
        asks=form_asks(turn, there, form),
        note=note or (saved.note if saved else ""),
        replacing=replacing,
        drawn=drawn,
        known=new_form(turn, there),
        questions=questions,
        words=words,
        beside=await learnt_beside(turn, what, used),
        with_order=bool(policy.purchase_orders or policy.require_purchase_order),
        with_emergency=policy.emergency is not None,
    )
    (turn.send if anew else turn.show)(await tipped(turn, card, Step.FORM), _("Your brief"))
