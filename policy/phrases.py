"""Parts of a policy as parts of a sentence."""

from collections.abc import Iterable, Mapping

from gigs.brief import Category, DataTier, PriceType, Visibility
from gigs.route import Need
from policy.condition import Condition
from policy.policy import Band
from policy.rates import Rates
from policy.terms import Ask, AskKind, Duration
from translation.catalogue import N_, _, n_
from translation.formats import both
from translation.formats import either as one_of

_WORK = {
    Category.DESIGN: N_("design"),
    Category.WRITING: N_("writing"),
    Category.TRANSLATION: N_("translation"),
    Category.PRESENTATION: N_("presentation"),
    Category.RESEARCH: N_("research"),
    Category.MARKETING: N_("marketing"),
    Category.SOFTWARE: N_("software"),
    Category.VIDEO: N_("video"),
    Category.OTHER: N_("other"),
}
_DATA = {
    DataTier.GENERAL: N_("general"),
    DataTier.CONFIDENTIAL: N_("confidential"),
    DataTier.HIGHLY_CONFIDENTIAL: N_("highly confidential"),
}
_PAID = {PriceType.FIXED: N_("at a fixed price"), PriceType.HOURLY: N_("by the hour")}
_SEEN = {Visibility.PUBLIC: N_("public"), Visibility.INVITE_ONLY: N_("by invitation only")}


def either(parts: Iterable[object]) -> str:
    return one_of([str(part) for part in parts])


def all_of(parts: Iterable[object]) -> str:
    return both([str(part) for part in parts])


def ask_in_words(ask: Ask) -> str:
    """Whom a step asks, to be put into a sentence: `the requester’s manager`."""
    match ask.kind:
        case AskKind.MANAGER if ask.level:
            levels = n_(
                "the manager {n} level above the requester’s own",
                "the manager {n} levels above the requester’s own",
                ask.level,
            )
            return levels.format(n=ask.level)
        case AskKind.MANAGER:
            return _("the requester’s manager")
        case AskKind.OWNER:
            return _("the owner of the cost centre")
        case AskKind.PERSON:
            return ask.address
        case AskKind.GROUP:
            anyone, everyone = _("anyone in the group {group}"), _("everyone in the group {group}")
            return (anyone if ask.need is Need.ANY else everyone).format(group=ask.group)


def short_name(ask: Ask) -> str:
    """What a step is called that was given no name."""
    match ask.kind:
        case AskKind.MANAGER:
            return _("Manager +{level}").format(level=ask.level) if ask.level else _("Manager")
        case AskKind.OWNER:
            return _("Owner of the cost centre")
        case AskKind.PERSON:
            return ask.address
        case AskKind.GROUP:
            return ask.group.replace("_", " ").capitalize()


def duration_in_words(duration: Duration) -> str:
    n = duration.count
    said = {
        "s": n_("{n} second", "{n} seconds", n),
        "m": n_("{n} minute", "{n} minutes", n),
        "h": n_("{n} working hour", "{n} working hours", n),
        "d": n_("{n} working day", "{n} working days", n),
    }
    return said[duration.unit].format(n=n)


def condition_in_words(when: Condition, asked: Mapping[str, str]) -> str:
    """`the data is confidential and the work takes longer than 183 days`; `asked` has the questions by their ids."""
    texts = (
        (_("the requester’s department is {values}"), when.department),
        (_("the paying entity is {values}"), when.entity),
        (_("the category is {values}"), [_(_WORK[category]) for category in when.category]),
        (_("the data is {values}"), [_(_DATA[tier]) for tier in when.data_tier]),
        (_("payment is {values}"), [_(_PAID[price]) for price in when.price_type]),
        (_("the listing is {values}"), [_(_SEEN[seen]) for seen in when.visibility]),
        (_("the cost centre is {values}"), when.cost_centre),
    )
    parts = [said.format(values=either(given)) for said, given in texts if given]
    if (days := when.longer_than) is not None:
        said = n_("the work takes longer than {n} day", "the work takes longer than {n} days", days)
        parts.append(said.format(n=days))
    if when.above is not None:
        parts.append(_("the amount is above {limit}").format(limit=when.above))
    parts += (_answer(asked.get(id_, id_), yes=yes) for id_, yes in when.answers.items())
    return all_of(parts)


def _answer(question: str, *, yes: bool) -> str:
    said = _("the answer to “{question}” is yes") if yes else _("the answer to “{question}” is no")
    return said.format(question=question)


def band_in_words(band: Band, asked: Mapping[str, str]) -> str:
    """`“large”, up to USD 25,000.00, if the category is software`."""
    limit = _("up to {limit}").format(limit=band.up_to) if band.up_to else _("any amount")
    said = _("“{name}”, {limit}").format(name=band.name, limit=limit) if band.name else limit
    if band.when is None:
        return said
    return _("{band}, if {condition}").format(band=said, condition=condition_in_words(band.when, asked))


def rate_in_words(currency: str, rates: Rates) -> str:
    """`1.08 USD for 1 EUR`."""
    said = _("{rate} {currency} for 1 {other}")
    return said.format(rate=rates.of(currency), currency=rates.currency, other=currency)


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
