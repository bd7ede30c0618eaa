"""The requester cancels a form: what was typed is kept for a day, and the form's old buttons do nothing any more."""

from collections.abc import Sequence
from datetime import timedelta

from gigs.brief import BriefForm
from gigs.errors import OutOfOrder
from gigs.gig import Gig
from gigs.people import Person
from ports.left_forms import LeftForm
from ports.storage import Transaction
from translation.catalogue import n_
from use_cases.context import Context
from use_cases.requesting.submit_gig import save_draft

MOST_SHOWN = 3
_BESIDE = "~"
_MOST_BESIDE = 8
"""Windows of one form whose texts are kept apart. One more takes the place of the first."""
WORDS_KEPT = timedelta(days=1)
"""How long what was typed into a cancelled form can be got back."""


async def leave_form(
    context: Context, who: Person, draft: str, form: BriefForm | None = None, *, gig: int = 0, drawn: str = ""
) -> LeftForm:
    """Cancels the form of this name. Of what was typed only that is kept which the gig's draft doesn't hold, with the
    marks of the draft that the form was `drawn` from."""
    now = context.clock.now()

    async def left(tx: Transaction) -> LeftForm:
        known = await tx.left_forms.get(who.key, draft)
        name, known = await _beside(tx, who, draft, form, known) if form and known else (draft, known)
        number = gig or (known.gig if known else 0)
        saved = (await tx.gigs.get(who.key.tenant, number)).form if number else BriefForm()
        is_new = (
            form is not None and not form.model_copy(update={"marketplace": ""}).is_blank and form != saved
        )
        words = form if is_new else known.form if known else None
        marks = drawn if is_new or not known else known.drawn
        one = LeftForm(person=who.key, draft=name, gig=number, form=words, drawn=marks, left_at=now)
        await tx.left_forms.put(one)
        return one

    return await context.store.run(left)


async def _beside(
    tx: Transaction, who: Person, draft: str, form: BriefForm, known: LeftForm
) -> tuple[str, LeftForm | None]:
    """Where this form is kept: in place of the one that is known, or beside it if that one has a text that this one hasn't.

    Then it came from another window of the same form.
    """
    for place in range(1, _MOST_BESIDE + 1):
        name = draft if place == 1 else f"{draft}{_BESIDE}{place}"
        found = known if place == 1 else await tx.left_forms.get(who.key, name)
        if found is None or found.form is None or not _loses(found.form, form):
            return name, found
    return draft, known


def _loses(former: BriefForm, form: BriefForm) -> bool:
    """Whether something that was typed is in the former only."""
    texts = {name: text for name, text in former if isinstance(text, str) and name != "marketplace"}
    return any(text not in getattr(form, name) for name, text in texts.items())


async def form_left(context: Context, who: Person, draft: str) -> LeftForm | None:
    """The form of this name, if it was cancelled."""
    return await context.store.run(lambda tx: tx.left_forms.get(who.key, draft))


async def forms_left(context: Context, who: Person) -> Sequence[LeftForm]:
    """The forms of which the words are still kept, the newest first."""
    since = context.clock.now() - WORDS_KEPT
    found = await context.store.run(lambda tx: tx.left_forms.of(who.key, since, 10 * MOST_SHOWN))
    return [one for one in found if one.form][:MOST_SHOWN]


async def continue_form(context: Context, who: Person, draft: str) -> Gig:
    """The draft with what was kept, saved now. However often, it's one gig. Raises OutOfOrder once nothing is kept."""
    left = await form_left(context, who, draft)
    if left is None or not (left.form or left.gig):
        hours = WORDS_KEPT // timedelta(hours=1)
        raise OutOfOrder(
            n_(
                "That form is gone: a cancelled form is kept for {n} hour. Say “post a gig” to start again.",
                "That form is gone: a cancelled form is kept for {n} hours. Say “post a gig” to start again.",
                hours,
            ).format(n=hours)
        )
    if left.form is None:
        return await context.store.run(lambda tx: tx.gigs.get(who.key.tenant, left.gig))
    gig = await save_draft(
        context, who, left.form, draft=draft.partition(_BESIDE)[0], number=left.gig or None, drawn=left.drawn
    )
    saved = left.model_copy(update={"gig": gig.number, "form": None})
    await context.store.run(lambda tx: tx.left_forms.put(saved))
    return gig
