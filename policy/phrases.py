"""Parts of a policy as parts of a sentence."""

from collections.abc import Iterable, Mapping

from gigs.brief import DataTier, PriceType, Visibility
from gigs.route import Need
from policy.condition import Condition
from policy.policy import Band
from policy.rates import Rates
from policy.terms import Ask, AskKind, Duration

_UNITS = {"s": "second", "m": "minute", "h": "working hour", "d": "working day"}
_DATA = {
    DataTier.GENERAL: "general",
    DataTier.CONFIDENTIAL: "confidential",
    DataTier.HIGHLY_CONFIDENTIAL: "highly confidential",
}
_PAID = {PriceType.FIXED: "at a fixed price", PriceType.HOURLY: "by the hour"}
_SEEN = {Visibility.PUBLIC: "public", Visibility.INVITE_ONLY: "by invitation only"}


def either(parts: Iterable[object]) -> str:
    return _joined(parts, "or")


def all_of(parts: Iterable[object]) -> str:
    return _joined(parts, "and")


def _joined(parts: Iterable[object], word: str) -> str:
    *before, last = [str(part) for part in parts] or [""]
    return f"{', '.join(before)} {word} {last}" if before else last


def ask_in_words(ask: Ask) -> str:
    """Whom a step asks, to be put into a sentence: `the requester’s manager`."""
    match ask.kind:
        case AskKind.MANAGER if ask.level:
            levels = "one level" if ask.level == 1 else f"{ask.level} levels"
            return f"the manager {levels} above the requester’s own"
        case AskKind.MANAGER:
            return "the requester’s manager"
        case AskKind.OWNER:
            return "the owner of the cost centre"
        case AskKind.PERSON:
            return ask.address
        case AskKind.GROUP:
            who = "anybody" if ask.need is Need.ANY else "everybody"
            return f"{who} of the group {ask.group}"


def short_name(ask: Ask) -> str:
    """What a step is called that was given no name."""
    match ask.kind:
        case AskKind.MANAGER:
            return f"Manager +{ask.level}" if ask.level else "Manager"
        case AskKind.OWNER:
            return "Owner of the cost centre"
        case AskKind.PERSON:
            return ask.address
        case AskKind.GROUP:
            return ask.group.replace("_", " ").capitalize()


def duration_in_words(duration: Duration) -> str:
    unit = _UNITS[duration.unit]
    return f"{duration.count} {unit}{'' if duration.count == 1 else 's'}"


def condition_in_words(when: Condition, asked: Mapping[str, str]) -> str:
    """`the data is confidential and the work takes longer than 183 days`; `asked` has the questions by their ids."""
    texts = (
        ("the requester’s department is", when.department),
        ("the entity that pays is", when.entity),
        ("the category is", when.category),
        ("the data is", [_DATA[tier] for tier in when.data_tier]),
        ("it is paid", [_PAID[price] for price in when.price_type]),
        ("the listing is", [_SEEN[seen] for seen in when.visibility]),
        ("the cost centre is", when.cost_centre),
    )
    parts = [f"{begins} {either(given)}" for begins, given in texts if given]
    if when.longer_than is not None:
        parts.append(f"the work takes longer than {when.longer_than} days")
    if when.above is not None:
        parts.append(f"the sum is above {when.above}")
    parts += (
        f"the answer to “{asked.get(question, question)}” is {'yes' if answer else 'no'}"
        for question, answer in when.answers.items()
    )
    return all_of(parts)


def band_in_words(band: Band, asked: Mapping[str, str]) -> str:
    """`“large”, up to USD 25,000.00, if the category is software`."""
    name = f"“{band.name}”, " if band.name else ""
    sums = f"up to {band.up_to}" if band.up_to else "any amount"
    return f"{name}{sums}{f', if {condition_in_words(band.when, asked)}' if band.when else ''}"


def rate_in_words(currency: str, rates: Rates) -> str:
    """`1.08 USD for 1 EUR`."""
    return f"{rates.of(currency)} {rates.currency} for 1 {currency}"


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
