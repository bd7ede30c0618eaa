"""Every hint on a brief, the most useful first."""

from collections.abc import Sequence
from datetime import date

from coach.customers import customer
from coach.hints import Hint, Kind
from coach.language import foreign
from coach.personal import personal
from coach.texts import PUBLIC
from coach.unlike import Similar, alike, budget, due
from coach.wording import acceptance, deliverables, scope, skills, vague
from gigs.brief import Brief, BriefForm

_IN_ORDER = {kind: place for place, kind in enumerate(Kind)}
_MAY_BE_VAGUE = ("title", "outcome", "deliverables", "acceptance")


def hints_on_words(
    form: BriefForm, *, customers: Sequence[str] = (), languages: Sequence[str] = ()
) -> tuple[Hint, ...]:
    """What the text alone tells. `customers` are the organisation's, `languages` those of the marketplace (none: any)."""
    found: list[Hint | None] = [personal(form, field) for field in PUBLIC]
    found += [customer(form, field, customers) for field in PUBLIC]
    criterion = acceptance(form)
    found += [foreign(form, languages), criterion, deliverables(form), scope(form), skills(form)]
    found += [vague(form, field) for field in _MAY_BE_VAGUE if field != "acceptance" or not criterion]
    return _ordered(found)


def hints_on_figures(brief: Brief, similar: Sequence[Similar], today: date) -> tuple[Hint, ...]:
    """What similar gigs here tell."""
    near = alike(brief, similar)
    return _ordered([budget(brief, near), due(brief, near, today)])


def in_order(hints: Sequence[Hint]) -> tuple[Hint, ...]:
    """The most useful first."""
    return tuple(sorted(hints, key=lambda hint: _IN_ORDER[hint.kind]))


def _ordered(found: Sequence[Hint | None]) -> tuple[Hint, ...]:
    return in_order([hint for hint in found if hint])
