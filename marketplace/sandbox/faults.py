"""How the sandbox is told to misbehave: a small readable text, parsed into rules.

    post: lands then reset 30%; offer: 429 retry-after 2 x1; find: lag 5s

    text   = rule { ";" rule }                  earlier rules win; `slow` and `lag` add to whatever else happens
    rule   = calls ":" what { when }
    calls  = "all" | "find" | call { "," call } a call is a method of the protocol: post, find_listing, close_listing ...
    what   = "429" ["retry-after" SECONDS]      nothing landed, MarketplaceUnavailable
           | "503" ["retry-after" SECONDS]      nothing landed, MarketplaceUnavailable
           | "500" | "reset" | "timeout"        nothing landed, but nobody can know: MarketplaceUnknown
           | "lands then" ("500" | "reset" | "timeout")   it landed, and the answer was lost: MarketplaceUnknown
           | "lands late" SECONDS"s"            MarketplaceUnknown now, and it lands so much later
           | "refuse" '"' their words '"'       MarketplaceRefused
           | "lag" SECONDS"s"                   find_listing, find_offer, has_message and is_invited see the list as it was so long ago
           | "slow" SECONDS"s"                  the answer takes so long
    when   = PERCENT"%" | "x"TIMES | "from" SECONDS"s" "to" SECONDS"s"

`x1` means the first time only, counted in the sandbox's own file and so across restarts. `from .. to ..` counts from
the moment the file first met the rule. A call that only reads cannot land: there, every failure is MarketplaceUnavailable.
"""

import re
from enum import StrEnum

from gigs.value import Value
from ports.marketplace import MarketplaceError, MarketplaceRefused, MarketplaceUnavailable, MarketplaceUnknown


class Call(StrEnum):
    """Every call of the protocol, by the name of its method."""

    POST = "post"
    FIND_LISTING = "find_listing"
    UPDATE_LISTING = "update_listing"
    CLOSE_LISTING = "close_listing"
    PROPOSALS = "proposals"
    MESSAGE = "message"
    HAS_MESSAGE = "has_message"
    INVITE = "invite"
    IS_INVITED = "is_invited"
    SHORTLIST = "shortlist"
    DECLINE = "decline"
    OFFER = "offer"
    FIND_OFFER = "find_offer"
    OWN_LISTINGS = "own_listings"
    OWN_OFFERS = "own_offers"
    WITHDRAW_OFFER = "withdraw_offer"
    CONTRACT = "contract"
    FUND = "fund"
    RELEASE = "release"
    SEND_BACK = "send_back"
    REVIEW = "review"


FINDS = frozenset({Call.FIND_LISTING, Call.FIND_OFFER, Call.HAS_MESSAGE, Call.IS_INVITED})
READS = FINDS | {Call.OWN_LISTINGS, Call.OWN_OFFERS, Call.PROPOSALS, Call.CONTRACT}
_SHORT = {"all": frozenset(Call), "find": FINDS}


class FaultKind(StrEnum):
    """What goes wrong."""

    UNAVAILABLE = "unavailable"
    LOST = "lost"
    LANDS_THEN_LOST = "lands then lost"
    LANDS_LATE = "lands late"
    REFUSE = "refuse"
    LAG = "lag"
    SLOW = "slow"


class FaultTextInvalid(ValueError):
    """The text is not understood; the message is a sentence that quotes the part and says what would be."""


class Fault(Value):
    """One rule. `chance` is 0 to 1; `times` None means without end; `start` and `end` are seconds."""

    rule: str
    calls: frozenset[Call]
    kind: FaultKind
    words: str
    seconds: float | None = None
    chance: float = 1.0
    times: int | None = None
    start: float | None = None
    end: float | None = None

    def error(self, call: Call) -> MarketplaceError:
        """What the caller of the marketplace gets to see."""
        if self.kind is FaultKind.REFUSE:
            return MarketplaceRefused(self.words)
        if self.kind is FaultKind.UNAVAILABLE:
            return MarketplaceUnavailable(f"the sandbox answered {self.words}", self.seconds)
        if call in READS:
            return MarketplaceUnavailable(f"the sandbox did not answer: {self.words}")
        return MarketplaceUnknown(f"the sandbox did not say whether it did it: {self.words}")


class Faults(Value):
    """Everything the sandbox was asked to do wrong; none by default."""

    rules: tuple[Fault, ...] = ()

    def __str__(self) -> str:
        return "; ".join(fault.rule for fault in self.rules)


_N = r"\d+(?:\.\d+)?"
_WHEN = re.compile(rf"\s+(?:(?P<percent>{_N})%|x(?P<times>\d+)|from (?P<start>{_N})s to (?P<end>{_N})s)$")
_OUTSIDE_QUOTES = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_WHAT = {
    FaultKind.UNAVAILABLE: re.compile(rf"(?P<words>429|503)(?: retry-after (?P<seconds>{_N})s?)?"),
    FaultKind.LOST: re.compile(r"(?P<words>500|reset|timeout)"),
    FaultKind.LANDS_THEN_LOST: re.compile(r"lands then (?P<words>500|reset|timeout)"),
    FaultKind.LANDS_LATE: re.compile(rf"(?P<words>lands late) (?P<seconds>{_N})s"),
    FaultKind.REFUSE: re.compile(r'refuse "(?P<words>[^"]+)"'),
    FaultKind.LAG: re.compile(rf"(?P<words>lag) (?P<seconds>{_N})s"),
    FaultKind.SLOW: re.compile(rf"(?P<words>slow) (?P<seconds>{_N})s"),
}


def parse_faults(text: str) -> Faults:
    """The rules in this text; an empty text has none. Raises FaultTextInvalid."""
    parts = (" ".join(part.split()) for part in _OUTSIDE_QUOTES.split(text))
    return Faults(rules=tuple(_parse_rule(part) for part in parts if part))


def _parse_rule(rule: str) -> Fault:
    calls_text, colon, rest = rule.partition(":")
    if not colon:
        raise FaultTextInvalid(f"“{rule}” has no colon; write it like “post: reset 30%”.")
    calls = _parse_calls(calls_text, rule)
    what, when = _split_when(rest.strip(), rule)
    for kind, shape in _WHAT.items():
        if found := shape.fullmatch(what):
            _check_fits(kind, calls, rule)
            seconds = found.groupdict().get("seconds")
            return Fault(
                rule=rule,
                calls=calls,
                kind=kind,
                words=found["words"],
                seconds=float(seconds) if seconds else None,
                **when,
            )
    raise FaultTextInvalid(
        f"“{what}” in “{rule}” is not a fault I know; they are 429, 503, 500, reset, timeout, lands then reset, "
        "lands late 5s, refuse “their words” in straight quotes, lag 5s and slow 5s."
    )


def _parse_calls(text: str, rule: str) -> frozenset[Call]:
    calls: frozenset[Call] = frozenset()
    for raw in text.split(","):
        name = raw.strip()
        if name not in _SHORT and name not in set(Call):
            known = ", ".join([*_SHORT, *Call])
            raise FaultTextInvalid(f"“{name}” in “{rule}” is not a call; the calls are {known}.")
        calls |= _SHORT.get(name) or {Call(name)}
    return calls


def _split_when(text: str, rule: str) -> tuple[str, dict[str, float]]:
    when: dict[str, float] = {}
    while found := _WHEN.search(text):
        text = text[: found.start()]
        if found["percent"]:
            when["chance"] = float(found["percent"]) / 100
        elif found["times"]:
            when["times"] = int(found["times"])
        else:
            when["start"], when["end"] = float(found["start"]), float(found["end"])
    if when.get("chance", 1) > 1:
        raise FaultTextInvalid(f"“{rule}” asks for more than 100%.")
    if when.get("end", 1) <= when.get("start", 0):
        raise FaultTextInvalid(f"“{rule}” ends before it starts.")
    return text, when


def _check_fits(kind: FaultKind, calls: frozenset[Call], rule: str) -> None:
    if kind is FaultKind.LAG and not calls <= FINDS:
        raise FaultTextInvalid(
            f"“{rule}”: only find, find_listing, find_offer, has_message and is_invited can lag."
        )
    if kind is FaultKind.LANDS_LATE and calls & READS:
        raise FaultTextInvalid(
            f"“{rule}”: a call that only reads cannot land late; name the calls that write."
        )
