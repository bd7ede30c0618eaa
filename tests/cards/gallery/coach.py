"""Hints beside a preview, and how they are taken."""

from datetime import date

from cards.brief import brief_form
from cards.hint_counts import hint_counts_card
from cards.kit.pressed import AdaptiveCard
from cards.preview import preview
from coach.hints import Behind, Hint, Kind, Mend, Usual
from ports.hint_storage import HintCount
from tests.cards.approvals import usd
from tests.cards.gallery.forms import MARKETS, seen_of
from tests.cards.gallery.story import Story, Text, a_form
from translation.catalogue import _
from use_cases.requesting.beside_preview import Beside


def every_hint(text: Text) -> tuple[Hint, ...]:
    """One of each kind, with words of strangers wherever a hint quotes them."""
    behind = tuple(Behind(gig=number, title=text("Slides for the autumn launch")) for number in (3, 5, 8))
    budget = Usual(count=7, money=(usd(800), usd(1000), usd(1400)), behind=behind)
    days = Usual(count=6, days=(9, 12, 15), due=date(2026, 6, 24), behind=behind)
    quoted = (text("anna@contoso.com"), text("0171 2345678"))

    def hint(kind: Kind, field: str, mend: Mend, **given) -> Hint:
        return Hint(kind=kind, field=field, mend=mend, about="a", **given)

    return (
        hint(Kind.PERSONAL, "outcome", Mend.MASK, words=quoted),
        hint(Kind.CUSTOMER, "title", Mend.MASK, words=(text("Fabrikam"),)),
        hint(Kind.LANGUAGE, "outcome", Mend.OPEN, language="de", wanted=("en", "da")),
        hint(Kind.UNCHECKABLE, "acceptance", Mend.INSERT),
        hint(Kind.UNCOUNTED, "deliverables", Mend.OPEN, words=(text("some designs"),)),
        hint(Kind.BUDGET, "amount", Mend.USE, usual=budget),
        hint(Kind.DUE, "due", Mend.USE, usual=days),
        hint(Kind.SCOPE, "outcome", Mend.INSERT),
        hint(Kind.VAGUE, "outcome", Mend.REMOVE, words=(text("modern"),)),
        hint(Kind.SKILLS, "skills", Mend.KEEP_FIRST),
    )


def coach(story: Story) -> dict[str, AdaptiveCard]:
    """The first three hints, all of them, and the counts."""
    way = story.way()
    seen, where = seen_of(way, way.asked(way.three(warned=True))), "Sandbox marketplace"
    hints = every_hint(story.text)
    cases = {
        "": Beside(hints=hints),
        "_all": Beside(hints=hints, all_hints=True),
        "_one": Beside(hints=hints[3:4]),
    }
    counts = [
        HintCount(kind=kind, shown=12 - place, heeded=5, dismissed=2) for place, kind in enumerate(Kind)
    ]
    drawn = {
        f"preview_hints{name}": preview(seen, marketplace_title=where, draft="d1", beside=beside)
        for name, beside in cases.items()
    }
    many = a_form(story.text, skills=", ".join(f"Skill {number}" for number in range(1, 17)))
    drawn["form_many_skills"] = brief_form(
        many,
        {"skills": _("Please keep the most important skills.")},
        draft="d1",
        gig=12,
        marketplaces=MARKETS,
    )
    return drawn | {"hint_counts": hint_counts_card(counts), "hint_counts_none": hint_counts_card([])}
